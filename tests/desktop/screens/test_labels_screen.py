"""Labels: the shelves that change today in one batch, an article that is scanned, and how a batch goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.model import Bin
from core.rules.errors import Refused
from desktop.devices.printers.job import LabelJob, Printed
from desktop.devices.printers.network import NetworkLabelPrinter, Patience
from desktop.devices.spooler import TOGETHER, Spooler
from desktop.labels import data_in, load, validate_data
from desktop.screens.labels.screen import LabelsScreen
from desktop.screens.labels.state import Part
from desktop.shell.language import language
from desktop.shell.tasks import Tasks
from desktop.shell.theme import GRID
from desktop.shell.widgets import Pill
from sync.spool import SENDING, Print
from tests.desktop.desk_double import INES, STORE, SessionDesk
from tests.desktop.devices.printer_on_9100 import PrinterOn9100, answer
from tests.desktop.devices.spooling import print_waiting
from tests.desktop.screens.at_once import AtOnce, OpenDoors, now
from tests.desktop.screens.labels_room import (
    JACKET,
    opened,
    press,
    priced_replica,
    said,
    screen,
    stocked,
)
from tests.desktop.screens.look_room import speaking

__all__ = ["opened", "priced_replica", "screen", "stocked"]

HASTY = Patience(1.0, 0.5, 0.5, 1, 0.0, 2, 0.0)


def fields(desk: SessionDesk) -> list[dict[str, Any]]:
    return [job.data for job in desk.spooled()]


def test_the_shelves_that_change_today_are_listed_in_walking_order_with_both_prices(
    screen: LabelsScreen,
) -> None:
    rows = [row.words() for row in screen.view.rows.rows()]
    assert [row.split(" · ")[0] for row in rows] == ["Ceinture tressée, M", "Veste Mistral, M"]
    assert "39.00" in rows[0]
    assert "35.00" in rows[0]
    assert "99.00" in rows[1], "it begins in an hour: today"
    assert "B · 4 · 2" in rows[1]


def test_they_are_printed_in_one_batch_with_the_price_that_they_are_reckoned_from(
    screen: LabelsScreen, stocked: SessionDesk, qtbot: QtBot
) -> None:
    screen.view.rows.choose(str(JACKET))
    assert said(screen, "labels_reduction").startswith("Lowest price of the last 30 days: ")
    assert "129.00" in said(screen, "labels_reduction")
    assert screen.presenter.state.preview.startswith(b"%PDF")
    press(screen, qtbot, "labels_print_button")

    assert {job.template for job in stocked.spooled()} == {"shelf_label"}
    [name] = {job.aggregate for job in stocked.spooled()}
    assert name.startswith("batch:shelf_label:")
    jacket = next(one for one in fields(stocked) if one["name"] == "Veste Mistral")
    assert jacket["lowest_price"].startswith("129,00"), "in the language of labels"
    assert (jacket["reduction"], jacket["place"]) == ("-23\u00a0%", "B · 4 · 2")
    assert said(screen, "labels_batch_words") == "0 of 2 printed"


def batch_state(screen: LabelsScreen) -> str:
    pill = screen.view.findChild(Pill, "labels_batch_state")
    assert isinstance(pill, Pill)
    return pill.accessibleName()


def test_a_batch_is_paused_gone_on_with_and_ended(
    screen: LabelsScreen, stocked: SessionDesk, qtbot: QtBot
) -> None:
    press(screen, qtbot, "labels_print_button")
    first, second = (job.id for job in stocked.spooled())
    stocked.station.mark_prints([first], "confirmed")
    now(screen.refresh(frozenset({"spool_job"})))
    assert said(screen, "labels_batch_words") == "1 of 2 printed"

    press(screen, qtbot, "labels_hold_button")
    assert [job.status for job in stocked.spooled()] == ["confirmed", "held"]
    assert screen.view.hold.text() == "Go on"
    press(screen, qtbot, "labels_hold_button")
    assert [job.status for job in stocked.spooled()] == ["confirmed", "queued"]

    stocked.station.mark_prints([second], "failed", "printer_interrupted")
    now(screen.refresh(frozenset({"spool_job"})))
    assert said(screen, "labels_batch_words") == "1 of 2 printed, 1 not printed"
    press(screen, qtbot, "labels_hold_button")
    assert batch_state(screen) == "printing", "it is tried anew"
    stocked.station.mark_prints([second], "queued", "printer_unreachable")
    now(screen.refresh(frozenset({"spool_job"})))
    assert batch_state(screen) == "waits for the printer"
    press(screen, qtbot, "labels_drop_button")
    assert [job.status for job in stocked.spooled()] == ["confirmed", "dropped"]
    assert not screen.view.hold.isEnabled()
    stocked.clock.advance(1)
    now(screen.presenter.print())
    for _ in ("waiting", "held"):
        with pytest.raises(Refused, match="labels_wait"):
            now(screen.presenter.print())
        now(screen.presenter.hold())
    assert [job.status for job in stocked.spooled()[2:]] == ["held", "held"]


def spooler_over(desk: SessionDesk, printer: PrinterOn9100) -> Spooler:
    to = NetworkLabelPrinter("printer", "127.0.0.1", printer.port, patience=HASTY, pause=lambda _s: None)
    tasks = cast(Tasks, AtOnce())
    return Spooler(desk.station, tasks, to, may_repeat=lambda: False, on_fault=lambda _: None)


def batch_said(screen: LabelsScreen) -> tuple[str, str]:
    now(screen.refresh(frozenset({"spool_job"})))
    return batch_state(screen), said(screen, "labels_batch_words")


def test_a_batch_waits_while_its_printer_has_no_paper_and_says_so(
    screen: LabelsScreen, stocked: SessionDesk, qtbot: QtBot
) -> None:
    press(screen, qtbot, "labels_print_button")
    out_of_paper, ready = answer(paper_out=1), answer()
    with PrinterOn9100([out_of_paper, ready]) as printer:
        spooler = spooler_over(stocked, printer)
        print_waiting(spooler)
        assert batch_said(screen) == (
            "waits for the printer",
            "0 of 2 printed. The printer has no paper.",
        )
        stocked.station.mark_prints([job.id for job in stocked.spooled()], SENDING)
        assert batch_said(screen)[0] == "waits for the printer", (
            "it is tried again, and nobody knows better yet"
        )
        stocked.station.mark_prints([job.id for job in stocked.spooled()], "queued", "paper_out")

        print_waiting(spooler)
        assert len(printer.labels) > 0
    assert batch_said(screen) == ("printed", "2 of 2 printed")


@pytest.mark.parametrize(
    ("code", "state", "some", "all_"),
    [
        (
            "en",
            "given to the printer",
            "1 of 2 printed, 1 given to the printer",
            "2 of 2 given to the printer, which does not say what came out",
        ),
        (
            "fr",
            "confié à l’imprimante",
            "Imprimé\u202f: 1 sur 2\u202f; confié à l’imprimante\u202f: 1",
            "Confié à l’imprimante\u202f: 2 sur 2\u202f; elle ne dit pas ce qui est sorti",
        ),
    ],
)
def test_what_a_printer_has_taken_without_a_word_is_not_called_printed(
    screen: LabelsScreen, stocked: SessionDesk, qtbot: QtBot, code: str, state: str, some: str, all_: str
) -> None:
    press(screen, qtbot, "labels_print_button")
    ids = [job.id for job in stocked.spooled()]
    with speaking(code):
        stocked.station.mark_prints(ids, "sent")
        assert batch_said(screen) == (state, all_)
        stocked.station.mark_prints(ids[:1], "confirmed")
        assert batch_said(screen) == (state, some)
    assert not screen.view.hold.isEnabled(), "nothing more comes of it"


def test_a_pause_holds_all_but_what_the_printer_has(
    screen: LabelsScreen, stocked: SessionDesk, qtbot: QtBot
) -> None:
    press(screen, qtbot, "labels_print_button")
    label = Print("shelf_label", fields(stocked)[0], "fr")
    [name] = {job.aggregate for job in stocked.spooled()}
    stocked.station.print_by_hand([label] * 2 * TOGETHER, name, INES.staff_id, "test")
    heard: list[str] = []

    class Slow:
        """Somebody pauses while it has the first ones."""

        def print_labels(self, jobs: Sequence[LabelJob]) -> list[Printed]:
            if not heard:
                now(screen.refresh(frozenset({"spool_job"})))
                press(screen, qtbot, "labels_hold_button")
            heard.extend(job.id for job in jobs)
            said_then.append(batch_said(screen))
            return [Printed(job.id, "printer", 1, True) for job in jobs]

    said_then: list[tuple[str, str]] = []
    tasks = cast(Tasks, AtOnce())
    spooler = Spooler(stocked.station, tasks, Slow(), may_repeat=lambda: False, on_fault=lambda _: None)
    print_waiting(spooler)
    assert len(heard) == TOGETHER
    assert said_then == [("paused", "0 of 18 printed. What the printer has already still comes out: 8")]
    assert batch_said(screen) == ("paused", "8 of 18 printed")


def test_a_batch_that_is_paused_once_the_printer_has_all_of_it_is_paused_and_can_go_on(
    screen: LabelsScreen, stocked: SessionDesk, qtbot: QtBot
) -> None:
    press(screen, qtbot, "labels_print_button")
    stocked.station.take_prints([job.id for job in stocked.spooled()])
    now(screen.refresh(frozenset({"spool_job"})))
    words = []
    for _ in range(2):
        words.append((batch_said(screen)[0], screen.view.hold.text()))
        press(screen, qtbot, "labels_hold_button")
    assert words == [("printing", "Pause"), ("paused", "Go on")]
    assert [job.status for job in stocked.spooled()] == ["sending", "sending"]
    press(screen, qtbot, "labels_drop_button")
    assert batch_said(screen)[0] == "printing", "it still comes out"
    assert not screen.view.hold.isEnabled(), "and nothing is left to be done about it"


def test_labels_of_a_printer_that_is_off_wait_at_once_where_that_is_known(
    screen: LabelsScreen, stocked: SessionDesk, qtbot: QtBot
) -> None:
    with PrinterOn9100() as printer:
        spooler = spooler_over(stocked, printer)
    press(screen, qtbot, "labels_print_button")
    label = Print("shelf_label", fields(stocked)[0], "fr")
    press(screen, qtbot, "labels_drop_button")
    stocked.station.print_by_hand([label], "test", INES.staff_id, "test")
    print_waiting(spooler)
    stocked.clock.advance(1)
    press(screen, qtbot, "labels_print_button")
    assert batch_said(screen)[0] == "waits for the printer"
    assert "takes no prints" in batch_said(screen)[1]


def test_a_batch_that_is_not_over_is_there_again_after_a_restart(
    screen: LabelsScreen, stocked: SessionDesk, opened: OpenDoors, qtbot: QtBot
) -> None:
    press(screen, qtbot, "labels_print_button")
    another = LabelsScreen(opened.doors, stocked.station)
    qtbot.addWidget(another.view)
    now(another.open(""))
    batch = another.presenter.state.batch
    assert batch is not None
    assert batch.progress.waiting == 2


def test_the_page_speaks_french_and_prints_in_french(
    screen: LabelsScreen, stocked: SessionDesk, qtbot: QtBot
) -> None:
    with speaking("fr"):
        now(screen.refresh(None))
        assert screen.view.print_action.text() == "Imprimer 2 étiquettes"
        press(screen, qtbot, "labels_print_button")
    assert {job.language for job in stocked.spooled()} == {"fr"}
    assert language.code != "fr"


def test_the_parts_are_turned_with_a_key(screen: LabelsScreen) -> None:
    screen.view.other_part.trigger()
    assert screen.presenter.state.part is Part.ARTICLE
    assert not screen.view.print_action.isEnabled()
    screen.view.other_part.trigger()
    assert screen.presenter.state.part is Part.STORE
    screen.view.other_part.trigger()
    assert screen.presenter.state.part is Part.CHANGES


def test_the_store_s_own_labels_are_printed_one_by_one_or_all_of_a_kind(
    screen: LabelsScreen, stocked: SessionDesk, qtbot: QtBot
) -> None:
    stocked.add(*(Bin(id=f"b{n}", location_id=STORE, code=f"BIN-{n}") for n in (10, 2)))
    now(screen.presenter.refresh())
    press(screen, qtbot, "labels_part_store")
    words = [row.key for row in screen.view.rows.rows()]
    assert words[:3] == ["bin:BIN-2", "bin:BIN-10", "tote:TOTE-1"]
    assert any(key.startswith("staff_badge:BADGE-") for key in words)
    for key, template, said_of_it in (
        ("bin:BIN-10", "bin", {"bin": "10", "bin_code": "BIN-10"}),
        ("tote:TOTE-7", "tote", {"tote": "7", "tote_code": "TOTE-7"}),
        (f"staff_badge:BADGE-{INES.staff_id}", "staff_badge", {"name": INES.name, "role": "Associate"}),
    ):
        screen.view.rows.choose(key)
        assert screen.presenter.state.preview.startswith(b"%PDF")
        press(screen, qtbot, "labels_print_button")
        job = stocked.spooled()[-1]
        assert job.template == template
        assert said_of_it.items() <= job.data.items()
        assert validate_data(load(template), data_in(job.data), "en") == []
        stocked.clock.advance(1)
    screen.view.rows.choose("bin:BIN-2")
    before = len(stocked.spooled())
    press(screen, qtbot, "labels_all_button")
    stocked.clock.advance(1)
    with pytest.raises(Refused, match="labels_wait"):
        now(screen.presenter.print_all_like_it())
    assert [job.data["bin"] for job in stocked.spooled()[before:]] == ["2", "10"]
    stocked.add(Bin(id="b3", location_id=STORE, code="BIN-3"))
    now(screen.presenter.refresh())
    now(screen.presenter.print_all_like_it())
    assert [job.data["bin"] for job in stocked.spooled()[before + 2 :]] == ["2", "3", "10"]


def test_what_is_said_of_a_batch_stays_under_its_bar_on_a_taller_card(
    screen: LabelsScreen, qtbot: QtBot
) -> None:
    now(screen.presenter.print())
    card = screen.view.batch
    card.setFixedHeight(2 * card.sizeHint().height())
    qtbot.wait(20)
    words, bar = (card.findChild(QWidget, f"labels_batch_{name}") for name in ("words", "bar"))
    assert words is not None and bar is not None
    assert words.geometry().top() - bar.geometry().bottom() - 1 == GRID
    assert words.height() == words.heightForWidth(words.width())
