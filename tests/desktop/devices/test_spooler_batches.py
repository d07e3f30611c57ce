"""Batches of labels: how many go together, behind whom, and what becomes of them after a cut."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest

from core.rules.errors import DeviceError
from desktop.devices.printers.chosen import (
    ChosenPrinter,
    PrintKind,
)
from desktop.devices.printers.job import LabelJob, Printed
from desktop.devices.printers.network import NetworkLabelPrinter, Patience
from desktop.devices.spooler import TOGETHER, Spooler
from desktop.devices.waiting_jobs import WaitingJob
from desktop.shell.tasks import Tasks
from sync.spool import Print
from tests.desktop.desk_double import SessionDesk
from tests.desktop.devices.printer_on_9100 import PrinterOn9100
from tests.desktop.devices.spooling import OutOfLabels, batch, print_waiting, spooler_of
from tests.desktop.screens.at_once import AtOnce

HASTY = Patience(1.0, 0.5, 0.5, 1, 0.0, 2, 0.0)


def network(port: int) -> NetworkLabelPrinter:
    return NetworkLabelPrinter("printer", "127.0.0.1", port, patience=HASTY, pause=lambda _s: None)


def test_the_labels_of_a_batch_go_over_few_connections_and_each_is_confirmed() -> None:
    with PrinterOn9100() as printer:
        spooler, marks = spooler_of(batch(2 * TOGETHER + 3), network(printer.port))
        print_waiting(spooler)
        assert printer.connections == 3
        assert b"".join(printer.labels).count(b"^XA") == 2 * TOGETHER + 3
    assert [mark[1] for mark in marks if mark[1] != "sending"] == ["confirmed"] * (2 * TOGETHER + 3)


@pytest.mark.parametrize(
    "of_what", [Print("bin", {"bin": "B-1", "bin_code": "BIN-B-1"}), Print("price_label", {})]
)
def test_a_label_that_is_asked_for_during_a_batch_waits_for_those_alone_that_are_being_sent(
    tmp_path: Path, of_what: Print
) -> None:
    class SomebodyComes(OutOfLabels):
        def print_labels(self, jobs: Sequence[LabelJob]) -> list[Printed]:
            if not printed:
                alone.extend(station.print_by_hand([label], "order:1", "staff-1", "parcel"))
            printed.extend(job.id for job in jobs)
            return [Printed(job.id, "printer", 1, True) for job in jobs]

    desk = SessionDesk(tmp_path / "replica")
    station, printed, alone = desk.station, list[str](), list[str]()
    label = Print("bin", {"bin": "B-1", "bin_code": "BIN-B-1"})
    station.print_by_hand([of_what] * 3 * TOGETHER, "batch:1", "staff-1", "batch")
    printer = ChosenPrinter(station.setting, tmp_path)
    spooler = Spooler(
        station,
        cast(Tasks, AtOnce()),
        SomebodyComes(),
        may_repeat=lambda: False,
        on_fault=lambda _: None,
        place_of=printer.place,
    )
    for _ in range(2):
        print_waiting(spooler)
    assert printed.index(*alone) == TOGETHER
    assert len(set(printed)) == len(printed) == 3 * TOGETHER + 1
    desk.close()


def test_two_batches_and_single_labels_are_not_mixed() -> None:
    alone = [WaitingJob("x", "bin", {"bin": "B", "bin_code": "BIN-B"}, "fr", PrintKind.LABEL)] * 2
    with PrinterOn9100() as printer:
        spooler, _ = spooler_of([*alone, *batch(2), *batch(2, "batch:2")], network(printer.port))
        print_waiting(spooler)
        assert printer.connections == 4


def test_after_a_cut_in_a_batch_what_was_not_begun_is_sent_again_and_the_rest_is_a_person_s() -> None:
    class Cut:
        def print_labels(self, jobs: Sequence[LabelJob]) -> list[Printed]:
            raise DeviceError("printer_interrupted", begun=2)

    spooler, marks = spooler_of(batch(4), Cut(), may_repeat=False)
    print_waiting(spooler)
    after = {job: status for job, status, *_ in marks}
    assert list(after.values()) == ["failed", "failed", "queued", "queued"]


@pytest.mark.parametrize(("may_repeat", "then"), [(True, "held"), (False, "failed")])
def test_what_was_being_sent_as_its_batch_was_paused_is_seen_to_when_the_program_starts_again(
    tmp_path: Path, may_repeat: bool, then: str
) -> None:
    desk = SessionDesk(tmp_path / "replica")
    station = desk.station
    ids = station.print_by_hand([Print("price_label", {})] * 2, "batch:1", "staff-1", "prices")
    station.take_prints(ids[:1])
    station.move_prints("batch:1", "queued", "held", "staff-1")
    tasks, printer = cast(Tasks, AtOnce()), OutOfLabels()
    again = Spooler(station, tasks, printer, may_repeat=lambda: may_repeat, on_fault=lambda _: None)
    again._settle_interrupted()
    assert [job.status for job in desk.spooled()] == [then, "held"]
    assert desk.spooled()[0].code == ("" if may_repeat else "printing_cut_off"), "not the printer's doing"
    desk.close()


def test_a_label_that_cannot_be_made_does_not_stop_its_batch() -> None:
    jobs = batch(3)
    jobs[1] = WaitingJob("bad", "bin", {}, "fr", PrintKind.LABEL, "batch:1")
    with PrinterOn9100() as printer:
        spooler, marks = spooler_of(jobs, network(printer.port))
        print_waiting(spooler)
        assert b"".join(printer.labels).count(b"^XA") == 2
    assert {job: status for job, status, *_ in marks} == {
        "batch:1:0": "confirmed",
        "bad": "failed",
        "batch:1:2": "confirmed",
    }
