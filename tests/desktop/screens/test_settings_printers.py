"""Settings, the printers: by their IPP address, as a label printer or with pages."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.devices.printers import ChosenPrinter, PrintKind, chosen
from desktop.devices.printers.chosen import PrinterChoice
from desktop.devices.printers.ipp import IppPrinter
from desktop.devices.printers.job import LabelJob
from desktop.devices.printers.windows_raw import WindowsRawPrinter
from desktop.labels import LabelData, load
from desktop.screens.settings import keeping
from desktop.screens.settings.keeping import Keeper
from desktop.screens.settings.presenter import SettingsPresenter
from desktop.screens.settings.screen import SettingsScreen
from desktop.screens.settings.state import Answer, Part, SettingsState, Trial
from desktop.shell.widgets import Text
from tests.desktop.desk_double import SessionDesk
from tests.desktop.devices.printer_on_9100 import PrinterOn9100
from tests.desktop.screens.at_once import OpenDoors, now
from tests.desktop.screens.doubles import HeardFace

T = TypeVar("T")


@pytest.fixture
def screen(desk: SessionDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> SettingsScreen:
    monkeypatch.setattr(keeping, "system_printers", lambda: ("Zebra",))
    made = SettingsScreen(OpenDoors(desk).doors, Keeper(desk.station), lambda _chosen: None)
    qtbot.addWidget(made.view)
    made.view.resize(1100, 900)
    made.view.show()
    now(made.open(""))
    return made


def press(screen: SettingsScreen, qtbot: QtBot, name: str) -> None:
    button = screen.view.findChild(QAbstractButton, name)
    assert button is not None
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_label_printer_by_its_ipp_address_is_sent_zpl_of_its_dots(
    screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    press(screen, qtbot, "printer_label_way_ipp")
    card = screen.view.printers[PrintKind.LABEL]
    assert not card.dots.isVisible()
    press(screen, qtbot, "printer_label_use")
    assert Keeper(desk.station).choice(PrintKind.LABEL) == PrinterChoice(), "an address is wanted first"
    card.uri.line.setText(" ipp://localhost:1/printers/Zebra ")
    press(screen, qtbot, "printer_label_sent_as_raw")
    press(screen, qtbot, "printer_label_dots_300")
    press(screen, qtbot, "printer_label_use")
    wanted = PrinterChoice(uri="ipp://localhost:1/printers/Zebra", is_raw=True, dpi=300)
    assert Keeper(desk.station).choice(PrintKind.LABEL) == wanted
    assert screen.presenter.state.devices[PrintKind.LABEL].code == "printer_refused"
    printers = ChosenPrinter(desk.station.setting, desk.station.replica.folder.labels)
    assert isinstance(printers.printer(PrintKind.PRICE), IppPrinter)
    assert not printers.may_repeat


def test_a_printer_that_never_answers_prints_once_it_is_said_to_be_silent(
    screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot
) -> None:
    press(screen, qtbot, "printer_label_way_network")
    card = screen.view.printers[PrintKind.LABEL]
    with PrinterOn9100([None]) as device:
        card.host.line.setText("127.0.0.1")
        card.port.line.setText(str(device.port))
        press(screen, qtbot, "printer_label_answers_silent")
        assert "not asked" in card.findChild(Text, "printer_label_silent").text()
        press(screen, qtbot, "printer_label_use")
        assert screen.presenter.state.devices[PrintKind.LABEL].answer is Answer.READY
        kept = Keeper(desk.station).choice(PrintKind.LABEL)
        assert kept.is_silent
        job = LabelJob(
            "j1", load("bin"), LabelData({"bin": "1", "bin_code": "BIN-1", "store_name": "Lyon"}), "fr"
        )
        printers = ChosenPrinter(desk.station.setting, desk.station.replica.folder.labels)
        [printed] = printers.print_labels([job])
    assert (device.asked, len(device.labels), printed.confirmed) == (0, 1, False)
    now(screen.refresh(None))
    assert card.answers.findChild(QAbstractButton, "printer_label_answers_silent").isChecked()


@pytest.mark.parametrize(
    ("way", "labels"),
    [
        ("folder", []),
        ("network", ["Resolution", "Whether it answers"]),
        ("ipp", ["What is sent to it"]),
    ],
)
def test_each_choice_says_what_is_chosen(
    screen: SettingsScreen, qtbot: QtBot, way: str, labels: list[str]
) -> None:
    press(screen, qtbot, f"printer_label_way_{way}")
    card = screen.view.printers[PrintKind.LABEL]
    seen = [one for one in (card.sent_as, card.dots, card.answers) if one.isVisible()]
    titles = [card.findChild(Text, f"{one.objectName()}_label") for one in seen]
    assert [one.accessibleName() for one in seen] == labels
    assert [(title.isVisible(), title.text()) for title in titles] == [(True, label) for label in labels]


def test_documents_go_by_ipp_as_pages_alone(screen: SettingsScreen, desk: SessionDesk, qtbot: QtBot) -> None:
    press(screen, qtbot, "printer_document_way_ipp")
    card = screen.view.printers[PrintKind.DOCUMENT]
    assert not card.sent_as.isVisible()
    card.uri.line.setText("ipp://localhost:1/ipp/print")
    press(screen, qtbot, "printer_document_use")
    assert Keeper(desk.station).choice(PrintKind.DOCUMENT) == PrinterChoice(uri="ipp://localhost:1/ipp/print")


@pytest.mark.parametrize(("platform", "kind"), [("linux", IppPrinter), ("win32", WindowsRawPrinter)])
def test_a_queue_of_this_machine_is_given_zpl_by_cups_or_by_the_spooler_of_windows(
    screen: SettingsScreen,
    desk: SessionDesk,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    kind: type[object],
) -> None:
    monkeypatch.setattr(Keeper, "fault", lambda _self, _choice: "")
    press(screen, qtbot, "printer_label_way_system")
    press(screen, qtbot, "printer_label_system_0")
    press(screen, qtbot, "printer_label_sent_as_raw")
    press(screen, qtbot, "printer_label_use")
    choice = Keeper(desk.station).choice(PrintKind.LABEL)
    assert choice == PrinterChoice(printer="Zebra", is_raw=True)
    monkeypatch.setattr("desktop.devices.printers.chosen.sys.platform", platform)
    assert isinstance(chosen.printer_of(choice, desk.station.replica.folder.labels), kind)


class Overtaken(HeardFace[SettingsState]):
    """Lets what a person does come between what was read and what is shown of it."""

    def __init__(self) -> None:
        super().__init__()
        self.meanwhile: Callable[[], Coroutine[Any, Any, None]] | None = None

    async def run(self, op: Callable[[], T]) -> T:
        answer = op()
        if self.meanwhile is not None and isinstance(answer, tuple) and Trial.WAITING in answer:
            does, self.meanwhile = self.meanwhile, None
            await does()
        return answer


@pytest.mark.parametrize("does", ["choose", "test"])
async def test_what_is_done_while_a_test_is_looked_at_is_what_is_shown(desk: SessionDesk, does: str) -> None:
    face = Overtaken()
    presenter = SettingsPresenter(desk, face, Keeper(desk.station), lambda: "fr")
    await presenter.print_test(PrintKind.LABEL, "fr")
    first = presenter.state.devices[PrintKind.LABEL].test_id
    other = PrinterChoice(folder=str(desk.station.replica.folder.root / "elsewhere"))
    deeds = {
        "choose": lambda: presenter.choose(PrintKind.LABEL, other),
        "test": lambda: presenter.print_test(PrintKind.LABEL, "fr"),
    }
    face.meanwhile = deeds[does]
    await presenter.turn_to(Part.PRINTERS)
    shown = presenter.state.devices[PrintKind.LABEL]
    if does == "choose":
        assert (shown.choice, shown.test_id) == (other, "")
    else:
        assert shown.test_id not in ("", first)
