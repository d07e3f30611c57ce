"""Two kinds of printers, one spool."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from core.rules.errors import DeviceError
from desktop.devices import spooler as spooler_module
from desktop.devices.printers.chosen import (
    ROLL,
    ChosenPrinter,
    PrinterChoice,
    PrintKind,
    kind_of,
    on_paper,
    setting_of,
)
from desktop.devices.printers.job import LabelJob, Printed, PrinterFault
from desktop.devices.spooler import TOGETHER, Spooler
from desktop.devices.waiting_jobs import WaitingJob
from desktop.labels import load
from desktop.shell.tasks import Tasks
from sync.cancelling import cancel_until_ended
from tests.desktop.devices.spooling import Marks, OutOfLabels, batch, print_waiting, spooler_of, template_of
from tests.desktop.screens.at_once import now

WAITS_AT_MOST_S, LOOK_S = 30, 0.002
OFF = 6
"""Tries until the printer goes again."""
NO_LABELS = PrinterFault("paper_out", PrintKind.LABEL)


def test_a_document_is_printed_while_the_labels_wait() -> None:
    label, document = template_of(PrintKind.LABEL), template_of(PrintKind.DOCUMENT)
    jobs = [WaitingJob("0", label, {}, "en", PrintKind.LABEL)]
    jobs += [
        WaitingJob("1", document, {}, "en", PrintKind.DOCUMENT),
        WaitingJob("2", label, {}, "en", PrintKind.LABEL),
    ]
    spooler, marks = spooler_of(jobs, OutOfLabels())
    print_waiting(spooler)
    assert marks == [
        ("0", "sending"),
        ("0", "queued", "paper_out"),
        ("1", "sending"),
        ("1", "confirmed", ""),
    ]
    assert spooler.fault == NO_LABELS


@pytest.mark.parametrize(
    ("kind", "together", "whose"),
    [
        (PrintKind.LABEL, set(), PrintKind.LABEL),
        (PrintKind.PRICE, {PrintKind.LABEL, PrintKind.PRICE}, PrintKind.LABEL),
        (PrintKind.PRICE, set(), PrintKind.PRICE),
        (PrintKind.DOCUMENT, {PrintKind.DOCUMENT, PrintKind.RECEIPT}, PrintKind.DOCUMENT),
        (PrintKind.RECEIPT, {PrintKind.DOCUMENT, PrintKind.RECEIPT}, PrintKind.DOCUMENT),
        (PrintKind.RECEIPT, set(), PrintKind.RECEIPT),
    ],
)
def test_a_fault_says_which_printer_it_is_of(
    kind: PrintKind, together: set[PrintKind], whose: PrintKind
) -> None:
    class Off:
        def print_labels(self, jobs: Sequence[LabelJob]) -> list[Printed]:
            raise DeviceError("printer_unreachable")

    def place_of(kind: PrintKind) -> str:
        return "together" if kind in together else kind

    spooler, _ = spooler_of([WaitingJob("0", template_of(PrintKind.LABEL), {}, "en", kind)], Off())
    spooler._place_of = place_of
    print_waiting(spooler)
    assert spooler.fault == PrinterFault("printer_unreachable", whose)


def test_once_nothing_waits_for_a_printer_that_was_off_nothing_is_said_of_it() -> None:
    jobs, said = batch(1), list[PrinterFault | None]()
    spooler, _ = spooler_of(jobs, OutOfLabels())
    spooler._on_fault = said.append
    print_waiting(spooler)
    jobs.clear()
    print_waiting(spooler)
    assert said == [NO_LABELS, None]


async def test_nor_while_it_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spooler_module, "FIRST_RETRY_S", 10 * WAITS_AT_MOST_S)
    said: list[PrinterFault | None] = []
    jobs = batch(1)
    spooler, _ = spooler_of(jobs, OutOfLabels())
    spooler._on_fault = said.append
    running = asyncio.create_task(spooler.run())
    async with asyncio.timeout(WAITS_AT_MOST_S):
        while not said:
            await asyncio.sleep(LOOK_S)
        jobs.clear()
        spooler._wake.set()
        while len(said) == 1:
            await asyncio.sleep(LOOK_S)
    await cancel_until_ended({running})
    assert said == [NO_LABELS, None]


async def test_what_is_dropped_while_it_is_tried_lets_the_fault_go_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spooler_module, "FIRST_RETRY_S", 10 * WAITS_AT_MOST_S)
    said: list[PrinterFault | None] = []
    jobs = batch(1)

    class DroppedMeanwhile:
        def print_labels(self, _jobs: Sequence[LabelJob]) -> list[Printed]:
            jobs.clear()
            raise DeviceError("paper_out")

    spooler, _ = spooler_of(jobs, DroppedMeanwhile())
    spooler._on_fault = said.append
    running = asyncio.create_task(spooler.run())
    async with asyncio.timeout(WAITS_AT_MOST_S):
        while len(said) < 2:
            await asyncio.sleep(LOOK_S)
    await cancel_until_ended({running})
    assert said == [NO_LABELS, None]


async def test_a_printer_that_was_off_is_tried_again_soon_and_then_less_and_less(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class OffAtTimes:
        def print_labels(self, jobs: Sequence[LabelJob]) -> list[Printed]:
            if len(pauses) != OFF:
                raise DeviceError("paper_out")
            pauses.append(0.0)
            spooler._wake.set()
            return [Printed(job.id, "printer", 1, True) for job in jobs]

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == OFF + 3:
            raise asyncio.CancelledError

    pauses: list[float] = []
    spooler, _ = spooler_of(batch(1), OffAtTimes())
    monkeypatch.setattr(asyncio, "sleep", pause)
    with pytest.raises(asyncio.CancelledError):
        await spooler.run()

    assert pauses == [0.5, 1.0, 2.0, 4.0, 5.0, 5.0, 0.0, 0.5, 1.0]


def test_a_printer_that_is_off_again_after_nothing_waited_for_it_is_tried_again_soon(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    pauses: list[float] = []
    jobs = batch(1)
    spooler, _ = spooler_of(jobs, OutOfLabels())
    monkeypatch.setattr(asyncio, "sleep", pause)
    for _ in range(2):
        now(spooler._serve(PrintKind.LABEL, [*batch(1)]))
    jobs.clear()
    now(spooler._waiting())
    now(spooler._serve(PrintKind.LABEL, batch(1)))
    assert pauses == [0.5, 1.0, 0.5]


def test_what_is_left_of_a_batch_goes_to_the_printer_that_is_chosen_meanwhile_and_once() -> None:
    class Chosen:
        """Another printer is chosen while it prints."""

        def print_labels(self, jobs: Sequence[LabelJob]) -> list[Printed]:
            places.append("other")
            printed.extend(job.id for job in jobs)
            return [Printed(job.id, "printer", 1, True) for job in jobs]

    places, printed = ["first"], list[str]()
    waiting = batch(TOGETHER + 1)
    spooler, _ = spooler_of(waiting, Chosen())
    spooler._place_of = lambda _kind: places[-1]
    first = now(spooler._waiting())
    now(spooler._print_all("first", first["first"]))
    assert printed == [job.id for job in waiting[:TOGETHER]]
    del waiting[:TOGETHER]
    print_waiting(spooler)
    assert printed[TOGETHER:] == [waiting[0].id]


class HeldUp:
    """Waits for its printer of labels as one does that is switched off; documents come out."""

    def __init__(self) -> None:
        self.printed: list[str] = []
        self.is_asked, self.is_on = threading.Event(), threading.Event()

    def print_labels(self, jobs: Sequence[LabelJob]) -> list[Printed]:
        if kind_of(jobs[0].template) is PrintKind.LABEL:
            self.is_asked.set()
            assert self.is_on.wait(WAITS_AT_MOST_S)
        self.printed += [job.id for job in jobs]
        return [Printed(job.id, "printer", 1, True) for job in jobs]


async def printed_one_by_one(
    printer: HeldUp | OutOfLabels, place_of: Callable[[PrintKind], str], is_met: Callable[[Spooler], bool]
) -> list[str]:
    """What is printed before the printer of labels is on, if a document is asked for once it `is_met`."""
    jobs = [WaitingJob("label", template_of(PrintKind.LABEL), {}, "en", PrintKind.LABEL)]
    document = WaitingJob("document", template_of(PrintKind.DOCUMENT), {}, "en", PrintKind.DOCUMENT)
    with ThreadPoolExecutor(3) as threads:
        spooler, marks = spooler_of(jobs, printer)
        spooler._tasks, spooler._place_of = Tasks(threads), place_of
        running = asyncio.create_task(spooler.run())
        async with asyncio.timeout(WAITS_AT_MOST_S):
            while not is_met(spooler):
                await asyncio.sleep(LOOK_S)
            jobs[:] = [document]
            spooler._wake.set()
            while place_of(PrintKind.LABEL) != place_of(PrintKind.DOCUMENT) and not _is_out(marks):
                await asyncio.sleep(LOOK_S)
            # It stays in this spool, and comes out again until all is ended.
            before = list(dict.fromkeys(job for job, status, *_ in marks if status == "confirmed"))
            if isinstance(printer, HeldUp):
                printer.is_on.set()
                while not _is_out(marks):
                    await asyncio.sleep(LOOK_S)
        await cancel_until_ended({running})
    return before


def _is_out(marks: Marks) -> bool:
    return ("document", "confirmed", "") in marks


async def test_a_document_that_is_asked_for_while_another_printer_is_waited_for_comes_out() -> None:
    printer = HeldUp()
    assert await printed_one_by_one(printer, str, lambda _: printer.is_asked.is_set()) == ["document"]


async def test_a_document_that_is_asked_for_while_another_printer_rests_comes_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spooler_module, "FIRST_RETRY_S", 10 * WAITS_AT_MOST_S)
    assert await printed_one_by_one(OutOfLabels(), str, lambda spooler: spooler.fault is not None) == [
        "document"
    ]


async def test_of_one_printer_all_that_comes_out_waits_its_turn() -> None:
    printer = HeldUp()
    before = await printed_one_by_one(printer, lambda _kind: "one", lambda _: printer.is_asked.is_set())
    assert (before, printer.printed[:2]) == ([], ["label", "document"])


def test_kinds_that_come_out_of_one_printer_have_one_place(tmp_path: Path) -> None:
    zebra = PrinterChoice(is_network=True, host="zebra")
    kept = {setting_of(PrintKind.LABEL): zebra, setting_of(PrintKind.RECEIPT): replace(zebra, dpi=300)}
    chosen = ChosenPrinter(
        lambda name: msgspec.json.encode(kept[name]).decode() if name in kept else "", tmp_path
    )
    places = {kind: chosen.place(kind) for kind in PrintKind}
    assert places == dict.fromkeys(PrintKind, "zebra:9100") | {PrintKind.DOCUMENT: str(tmp_path)}


async def test_what_a_printer_is_getting_as_the_program_is_closed_is_noted_and_nothing_else_is_begun() -> (
    None
):
    printer = HeldUp()
    jobs = [WaitingJob(name, template_of(PrintKind.LABEL), {}, "en", PrintKind.LABEL) for name in "ab"]
    with ThreadPoolExecutor(3) as threads:
        spooler, marks = spooler_of(jobs, printer)
        spooler._tasks = Tasks(threads)
        running = asyncio.create_task(spooler.run())
        async with asyncio.timeout(WAITS_AT_MOST_S):
            while not printer.is_asked.is_set():
                await asyncio.sleep(LOOK_S)
        asyncio.get_running_loop().call_later(10 * LOOK_S, printer.is_on.set)
        await cancel_until_ended({running})
        at_the_end = [mark for mark in marks if mark[0] in ("a", "b")]
    assert at_the_end == [("a", "sending"), ("a", "confirmed", "")]


def test_every_receipt_has_its_roll_with_the_same_fields() -> None:
    own = PrinterChoice(is_network=True, host="caisse")
    for template in ROLL:
        assert on_paper(template, PrinterChoice(is_other=True)) == template
        page, roll = load(template), load(on_paper(template, own))
        assert (kind_of(page), kind_of(roll)) == (PrintKind.DOCUMENT, PrintKind.RECEIPT)
        assert (page.fields.keys(), page.row_fields.keys()) == (roll.fields.keys(), roll.row_fields.keys())
    assert on_paper("pick_list", own) == "pick_list"
