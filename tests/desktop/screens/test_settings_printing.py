"""Settings, the printers: chosen, asked, tried, and what is printed meanwhile."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.rules.errors import DeviceError
from desktop.devices.printers.chosen import ChosenPrinter, PrinterChoice, PrintKind
from desktop.devices.printers.job import LabelJob
from desktop.devices.printers.network import NetworkLabelPrinter, Patience
from desktop.labels import data_in, load
from desktop.screens.settings import keeping
from desktop.screens.settings.keeping import Keeper
from desktop.screens.settings.screen import SettingsScreen
from desktop.screens.settings.state import Answer, Part
from desktop.screens.settings.trial import Trial
from desktop.shell.widgets.choices import ChoiceButton
from sync.spool import Print
from tests.desktop.desk_double import INES, SessionDesk
from tests.desktop.screens.at_once import now
from tests.desktop.screens.settings_room import dressed, press, said, screen

__all__ = ["dressed", "screen"]


def test_documents_that_wait_for_a_printer_keep_no_label_waiting(desk: SessionDesk) -> None:
    from desktop.devices.waiting_jobs import READ_AT_ONCE, waiting_jobs

    for jobs in ([Print("pick_list", {}, "fr")] * READ_AT_ONCE, [Print("bin", {}, "fr")]):
        desk.clock.advance(1)
        desk.station.print_by_hand(jobs, "test", INES.staff_id, "test")
    assert "bin" in [job.template for job in desk.station.read(waiting_jobs)]


def print_waiting(desk: SessionDesk) -> None:
    """What the spooler does, at once: the job goes where its kind is printed."""
    from desktop.devices.waiting_jobs import waiting_jobs

    printer = ChosenPrinter(desk.station.setting, desk.station.replica.folder.labels)
    for job in desk.station.read(waiting_jobs):
        try:
            [printed] = printer.print_labels(
                [LabelJob(job.id, load(job.template), data_in(job.data), job.language)]
            )
        except DeviceError as error:
            desk.station.mark_spool(job.id, "queued", error.code)
        else:
            desk.station.mark_spool(job.id, "confirmed" if printed.confirmed else "sent")


@pytest.mark.parametrize("kind", PrintKind)
def test_a_test_goes_through_the_spool_into_the_chosen_folder(
    screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot, tmp_path: Path, kind: PrintKind
) -> None:
    card = screen.view.printers[kind]
    press(screen, qtbot, f"printer_{kind}_way_folder")
    card.folder.line.setText(str(tmp_path / "out"))
    press(screen, qtbot, f"printer_{kind}_use")
    assert screen.presenter.state.devices[kind].answer is Answer.READY

    press(screen, qtbot, f"printer_{kind}_test")
    assert said(screen, f"printer_{kind}_words") == "The test waits to be printed."
    print_waiting(desk)
    now(screen.refresh(frozenset({"spool_job"})))

    assert said(screen, f"printer_{kind}_words") == "The test was printed."
    assert ".pdf" in {path.suffix for path in (tmp_path / "out").iterdir()}
    assert Keeper(desk.station).choice(kind) == PrinterChoice(folder=str(tmp_path / "out"))


def test_prices_and_receipts_are_printed_elsewhere_until_they_have_a_printer(
    screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    chosen = ChosenPrinter(desk.station.setting, desk.station.replica.folder.labels)
    card = screen.view.printers[PrintKind.LABEL]
    press(screen, qtbot, "printer_label_way_network")
    card.host.line.setText("127.0.0.1")
    card.port.line.setText("1")
    press(screen, qtbot, "printer_label_dots_300")
    press(screen, qtbot, "printer_label_use")
    assert chosen.choice(PrintKind.PRICE) == chosen.choice(PrintKind.LABEL)
    assert chosen.choice(PrintKind.PRICE).dpi == 300
    assert chosen.choice(PrintKind.RECEIPT) == chosen.choice(PrintKind.DOCUMENT) == PrinterChoice()

    press(screen, qtbot, "printer_price_way_folder")
    press(screen, qtbot, "printer_price_use")
    assert chosen.choice(PrintKind.PRICE) == PrinterChoice()
    press(screen, qtbot, "printer_price_way_other")
    press(screen, qtbot, "printer_price_use")
    assert chosen.choice(PrintKind.PRICE).is_network


def test_the_machine_is_asked_for_its_printers_when_the_part_is_opened_and_not_at_each_change(
    screen: SettingsScreen, desk: SessionDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(keeping, "system_printers", lambda: asked.append(1) or ("Bureau",))
    for _ in range(3):
        now(screen.refresh(frozenset({"spool_job"})))
    now(screen.presenter.print_test(PrintKind.LABEL, "en"))
    assert asked == []
    now(screen.presenter.turn_to(Part.PRINTERS))
    assert asked == [1]
    assert screen.presenter.state.printers == ("Bureau",)


def test_a_document_s_printer_is_one_of_the_machine_s(
    screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(screen, qtbot, "printer_document_way_system")
    assert said(screen, "printer_document_none").startswith("This machine has no printer yet.")

    monkeypatch.setattr(keeping, "system_printers", lambda: ("Bureau", "Réserve"))
    now(screen.presenter.refresh())
    press(screen, qtbot, "printer_document_way_system")
    press(screen, qtbot, "printer_document_use")
    assert Keeper(desk.station).choice(PrintKind.DOCUMENT) == PrinterChoice(), "nothing was chosen yet"

    press(screen, qtbot, "printer_document_system_1")
    press(screen, qtbot, "printer_document_use")
    assert Keeper(desk.station).choice(PrintKind.DOCUMENT) == PrinterChoice(printer="Réserve")
    assert said(screen, "printer_document_words") == "This machine has no printer of this name any more."

    monkeypatch.setattr(keeping, "system_printers", lambda: ("Bureau",))
    now(screen.presenter.refresh())
    names = {button.choice.words for button in screen.view.findChildren(ChoiceButton)}
    assert "Réserve" in names, "what was chosen stays in sight"


def test_a_wrong_host_and_a_shut_port_are_told_apart(
    screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    card = screen.view.printers[PrintKind.LABEL]
    press(screen, qtbot, "printer_label_way_network")
    card.host.line.setText("127.0.0.1")
    card.port.line.setText(str(port))
    press(screen, qtbot, "printer_label_use")
    assert said(screen, "printer_label_words").startswith("The machine at the printer’s address takes no")
    for host in ("no-such-printer.invalid", "a..b"):
        card.host.line.setText(host)
        press(screen, qtbot, "printer_label_use")
        assert said(screen, "printer_label_words").startswith("No machine of this network has the printer’s")
    assert not ChosenPrinter(desk.station.setting, Path()).may_repeat


def test_a_printer_that_does_not_take_the_connection_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_answer(*_: object) -> socket.socket:
        raise TimeoutError("timed out")

    monkeypatch.setattr(socket, "create_connection", no_answer)
    assert NetworkLabelPrinter("p", "10.0.0.1", patience=Patience(attempts=1)).fault() == "printer_timeout"


def test_a_test_that_failed_says_why(screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot) -> None:
    press(screen, qtbot, "printer_label_test")
    job = screen.presenter.state.devices[PrintKind.LABEL].test_id
    desk.station.mark_spool(job, "queued", "paper_out")
    now(screen.refresh(frozenset({"spool_job"})))
    device = screen.presenter.state.devices[PrintKind.LABEL]
    assert (device.answer, device.test) == (Answer.FAULT, Trial.WAITING)
    assert "has no paper" in said(screen, "printer_label_words")


def test_a_printer_that_prints_again_is_no_fault_any_more(
    screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    test_a_test_that_failed_says_why(screen, desk, qtbot)
    print_waiting(desk)
    now(screen.refresh(frozenset({"spool_job"})))
    device = screen.presenter.state.devices[PrintKind.LABEL]
    assert (device.answer, device.code, device.test) == (Answer.READY, "", Trial.PRINTED)
    assert said(screen, "printer_label_words") == "The test was printed."


def test_a_printer_that_is_only_typed_is_not_tried(
    screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    """The test would come out of the one that is in use, and say nothing of this one."""
    card, label = screen.view.printers[PrintKind.LABEL], "printer_label"
    first = "Not in use yet: use it, then print a test."
    assert card.try_action.isEnabled()

    press(screen, qtbot, f"{label}_way_network")
    assert not card.try_action.isEnabled()
    assert not screen.view.findChild(QWidget, f"{label}_first").isVisible(), "nothing is typed to be used"
    card.host.line.setText("192.168.1.40")
    assert said(screen, f"{label}_first") == first
    press(screen, qtbot, f"{label}_way_folder")
    assert card.try_action.isEnabled(), "it is the one in use again"
    card.folder.line.setText(str(tmp_path / "out"))
    assert not card.try_action.isEnabled()
    now(screen.refresh(frozenset({"spool_job"})))
    assert not card.try_action.isEnabled(), "news of the spool bring nothing into use"
    press(screen, qtbot, f"{label}_use")
    assert card.try_action.isEnabled()
    assert not screen.view.findChild(QWidget, f"{label}_first").isVisible()
