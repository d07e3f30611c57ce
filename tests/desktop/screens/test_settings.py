"""Settings: printers by the spool, the window's language and look, the scanner's test, the key figures."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from core.rules.errors import DeviceError
from desktop.devices.printers.chosen import ChosenPrinter, PrinterChoice, PrintKind
from desktop.devices.printers.job import LabelJob
from desktop.devices.printers.network import NetworkLabelPrinter, Patience
from desktop.devices.scanner import Scan, Scanned
from desktop.devices.scanner.wedge import Manner
from desktop.labels import data_in, load
from desktop.preferences import Preferences, keep
from desktop.preferences import load as load_preferences
from desktop.screens.settings import keeping, words
from desktop.screens.settings.keeping import Keeper
from desktop.screens.settings.parts import WindowCard
from desktop.screens.settings.screen import SettingsScreen
from desktop.screens.settings.state import Answer, Part, SettingsState
from desktop.screens.settings.trial import Trial
from desktop.shell.widgets import Button, KeyValueRows
from desktop.shell.widgets.choices import ChoiceButton
from sync.spool import Print
from tests.desktop.desk_double import INES, PIN, SessionDesk
from tests.desktop.screens.at_once import OpenDoors, now

BY_HAND = Manner("", "\r", 48, 13)
GTIN = "4006381333931"


@pytest.fixture
def dressed() -> list[Preferences]:
    return []


@pytest.fixture
def screen(desk: SessionDesk, dressed: list[Preferences], qtbot: QtBot) -> Iterator[SettingsScreen]:
    made = SettingsScreen(OpenDoors(desk).doors, Keeper(desk.station), dressed.append)
    qtbot.addWidget(made.view)
    made.view.resize(1100, 700)
    made.view.show()
    now(made.open(""))
    yield made


def see(screen: SettingsScreen, name: str) -> QWidget:
    widget = screen.view.findChild(QWidget, name)
    assert widget is not None, name
    return widget


def press(screen: SettingsScreen, qtbot: QtBot, name: str) -> None:
    button = see(screen, name)
    assert isinstance(button, QAbstractButton)
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def said(screen: SettingsScreen, name: str) -> str:
    return str(see(screen, name).text())  # type: ignore[attr-defined]


def test_documents_that_wait_for_a_printer_keep_no_label_waiting(desk: SessionDesk) -> None:
    from desktop.devices.spooler import READ_AT_ONCE, _waiting

    for jobs in ([Print("pick_list", {}, "fr")] * READ_AT_ONCE, [Print("bin", {}, "fr")]):
        desk.clock.advance(1)
        desk.station.print_by_hand(jobs, "test", INES.staff_id, "test")
    assert "bin" in [job.template for job in desk.station.read(_waiting)]


def print_waiting(desk: SessionDesk) -> None:
    """What the spooler does, at once: the job goes where its kind is printed."""
    from desktop.devices.spooler import _waiting

    printer = ChosenPrinter(desk.station.setting, desk.station.replica.folder.labels)
    for job in desk.station.read(_waiting):
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


def test_everything_that_can_be_scanned_has_a_meaning_in_words() -> None:
    assert set(words._MEANINGS) == set(get_args(Scanned))


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
    assert said(screen, "printer_label_words").startswith(
        "The machine at the label printer’s address takes no"
    )
    for host in ("no-such-printer.invalid", "a..b"):
        card.host.line.setText(host)
        press(screen, qtbot, "printer_label_use")
        assert said(screen, "printer_label_words").startswith(
            "No machine of this network has the label printer’s"
        )
    assert not ChosenPrinter(desk.station.setting, Path()).may_repeat


def test_a_printer_that_does_not_take_the_connection_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_answer(*_: object) -> socket.socket:
        raise TimeoutError("timed out")

    monkeypatch.setattr(socket, "create_connection", no_answer)
    assert NetworkLabelPrinter("p", "10.0.0.1", patience=Patience(attempts=1)).fault() == "printer_timeout"


def test_language_look_and_size_are_applied_and_kept(
    screen: SettingsScreen, desk: SessionDesk, dressed: list[Preferences], qtbot: QtBot
) -> None:
    now(screen.presenter.turn_to(Part.WINDOW))
    QGuiApplication.processEvents()
    press(screen, qtbot, "settings_language_fr")
    press(screen, qtbot, "settings_look_dark")
    assert dressed[0].language == "fr"
    assert dressed[1].look == "dark"
    kept = load_preferences(desk.station.replica.folder.root)
    assert (kept, kept.look) == (dressed[1], "dark")
    assert said(screen, "settings_scale_words")


def test_a_choice_that_is_still_being_kept_is_not_taken_back_by_what_is_shown_meanwhile(
    qtbot: QtBot,
) -> None:
    card, wanted = WindowCard(), list[Preferences]()
    qtbot.addWidget(card)
    card.preferred.connect(wanted.append)
    card.show_state(SettingsState())
    card.looks.chosen.emit("dark")
    card.show_state(SettingsState())
    card.languages.chosen.emit("fr")
    assert wanted == [Preferences(look="dark"), Preferences("fr", "dark")]

    card.show_state(SettingsState(preferences=wanted[0]))
    card.scales.chosen.emit("125")
    assert wanted[-1] == Preferences("fr", "dark", 125)

    card.show_state(SettingsState(preferences=wanted[-1]))
    card.show_state(SettingsState(preferences=Preferences("en")))
    card.looks.chosen.emit("light")
    assert wanted[-1] == Preferences("en", "light"), "once all is kept, what is kept counts"


def test_choosing_a_size_chooses_nothing_else(
    screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    now(screen.presenter.turn_to(Part.WINDOW))
    screen.view.window_card.scales.chosen.emit("125")
    assert load_preferences(desk.station.replica.folder.root) == Preferences(scale_percent=125)


def test_a_window_file_that_is_not_one_is_the_defaults(tmp_path: Path) -> None:
    assert load_preferences(tmp_path) == Preferences()
    keep(tmp_path, Preferences("fr", "dark", 150))
    assert load_preferences(tmp_path) == Preferences("fr", "dark", 150)
    (tmp_path / "window.json").write_bytes(b'{"scale_percent": 9000}')
    assert load_preferences(tmp_path).scale_percent == 100
    (tmp_path / "window.json").write_bytes(b"\xff\x00")
    assert load_preferences(tmp_path) == Preferences()


def test_the_scanner_s_test_shows_what_came_and_does_nothing(screen: SettingsScreen) -> None:
    scan = Scan(f"01{GTIN.zfill(14)}21A7\x1d10B", "à&…")
    assert not screen.takes(scan, BY_HAND)

    now(screen.presenter.turn_to(Part.SCANNER))
    assert screen.takes(scan, BY_HAND)

    assert said(screen, "scanner_heard").endswith("A  7  GS  1  0  B")
    assert see(screen, "scanner_meaning").sentence() == (  # type: ignore[attr-defined]
        f"One piece of the article with the GTIN {GTIN}: serial number A7."
    )
    rows = see(screen, "scanner_facts")
    assert isinstance(rows, KeyValueRows)
    told = dict(rows.facts())
    assert (told["Ended by"], told["(21) SERIAL"], told["(10) BATCH/LOT"]) == ("Enter", "A7", "B")
    assert told["Speed"] == "4.0 ms from key to key, 48 ms in all"
    assert told["As this keyboard types it"] == "à  &  …"
    now(screen.presenter.turn_to(Part.WINDOW))
    assert not screen.takes(scan, BY_HAND)


def test_the_figures_are_counted_checked_and_copied(
    screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    now(screen.presenter.turn_to(Part.FIGURES))
    figures = screen.presenter.state.figures
    assert figures is not None
    sizes = see(screen, "figures_sizes")
    assert isinstance(sizes, KeyValueRows)
    assert dict(sizes.facts())["Articles"] == str(figures.rows["articles"])
    press(screen, qtbot, "figures_check")
    assert "nothing wrong was found" in said(screen, "figures_checked")
    press(screen, qtbot, "figures_copy")
    copied = QGuiApplication.clipboard().text()
    assert "integrity: sound" in copied
    assert "Inès" not in copied


def test_every_control_has_a_name_and_room_for_a_finger(screen: SettingsScreen) -> None:
    for part in Part:
        now(screen.presenter.turn_to(part))
        QGuiApplication.processEvents()
        for button in screen.view.findChildren(QAbstractButton):
            if button.isVisible():
                assert button.accessibleName(), button.objectName()
                assert button.height() >= 44, button.objectName()


def test_a_test_that_failed_says_why(screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot) -> None:
    press(screen, qtbot, "printer_label_test")
    job = screen.presenter.state.devices[PrintKind.LABEL].test_id
    desk.station.mark_spool(job, "queued", "paper_out")
    now(screen.refresh(frozenset({"spool_job"})))
    device = screen.presenter.state.devices[PrintKind.LABEL]
    assert (device.answer, device.test) == (Answer.FAULT, Trial.WAITING)
    assert "has no paper" in said(screen, "printer_label_words")


def test_a_pin_is_changed_and_what_stands_in_the_way_is_said(
    screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    now(screen.presenter.turn_to(Part.PIN))
    card = screen.view.pin
    assert [button.key for button in card.findChildren(Button)] == ["Enter"]

    def change(*typed: str) -> str:
        for field, text in zip(card.fields, typed, strict=True):
            field.line.setText(text)
        qtbot.keyClick(card.fields[-1].line, Qt.Key.Key_Return)
        return card._feedback.sentence()

    assert change(PIN, "802531", "802532") == "The two new PINs are not the same. Type them again."
    assert change(PIN, "123456", "123456").startswith("This PIN is too easily guessed")
    assert change("000001", "802531", "802531") == "This PIN is not right."
    desk.is_connected = False
    assert change(PIN, "802531", "802531") != ""
    desk.is_connected = True
    assert change(PIN, "802531", "802531") == "Changed. Use it from now on."
    assert [field.text() for field in card.fields] == ["", "", ""]
