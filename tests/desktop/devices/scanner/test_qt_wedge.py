"""The wedge in a real window: real key events, a real field."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.devices.scanner import Article, PickupCode, Scan, WedgeSettings, read
from desktop.devices.scanner.qt_wedge import ScannerWedge
from desktop.devices.scanner.scan_codes import ScanCodes
from desktop.devices.scanner.simulated import FRENCH, SimulatedKeys

# The offscreen platform says so of every window; it is not about us.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

GTIN = "3265261310894"


class Desk(QWidget):
    """A window with a field and a default button, watched by a scanner wedge.

    Attributes:
        scans: what was scanned.
        clicks: how often the button was pressed.
        keys: a person's keyboard and a scanner.
    """

    def __init__(self, qtbot: QtBot, scan_codes: ScanCodes = ScanCodes.XKB) -> None:
        super().__init__()
        self.field, self.button = QLineEdit(), QPushButton("Hand over")
        self.button.setAutoDefault(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        self.scans: list[Scan] = []
        self.clicks = 0
        self.button.clicked.connect(self._on_click)
        qtbot.addWidget(self)
        self.show()
        qtbot.waitExposed(self)
        self.activateWindow()
        qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is self.windowHandle())
        self.wedge = ScannerWedge(WedgeSettings(), scan_codes, self)
        self.wedge.scanned.connect(self.scans.append)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        self.wedge.watch(application)
        self.window_ = self.windowHandle()
        self.keys = SimulatedKeys(self.window_, scan_codes)

    def _on_click(self) -> None:
        self.clicks += 1


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    """A window with its field focused."""
    made = Desk(qtbot)
    made.field.setFocus()
    return made


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Tab, None])
def test_a_scan_leaves_no_character_in_the_field(desk: Desk, qtbot: QtBot, end: Qt.Key | None) -> None:
    desk.field.setText("Ines")
    desk.keys.scan(GTIN, end)
    qtbot.waitUntil(lambda: bool(desk.scans))
    assert [read(scan) for scan in desk.scans] == [Article(GTIN)]
    assert desk.field.text() == "Ines"
    assert desk.field.hasFocus()


def test_a_press_of_the_mouse_lets_the_last_key_go_where_it_was_typed(desk: Desk) -> None:
    desk.keys.type_text("Karim")
    assert desk.field.text() == "Kari"
    QTest.mouseClick(desk.window_, Qt.MouseButton.LeftButton, pos=desk.button.geometry().center())

    assert (desk.field.text(), desk.clicks) == ("Karim", 1)


@pytest.mark.parametrize("scan_codes", [ScanCodes.XKB, ScanCodes.SET_1])
def test_a_french_layout_does_no_harm(qtbot: QtBot, scan_codes: ScanCodes) -> None:
    desk = Desk(qtbot, scan_codes)
    desk.field.setFocus()
    desk.keys.scan("CL1:a-Q_7;M")
    assert desk.scans == [Scan("CL1:a-Q_7;M", "CL1:a-Q_7;M".translate(FRENCH))]
    assert (
        desk.scans[0].typed == "CL!MqèA8_)M".replace("è", ")").replace("8_)M", "°è$M")
        or desk.field.text() == ""
    )


def test_without_scan_codes_a_scan_is_read_by_its_text(qtbot: QtBot) -> None:
    desk = Desk(qtbot, ScanCodes.NONE)
    desk.field.setFocus()
    desk.keys.scan("BIN-14", layout={})
    assert desk.scans == [Scan("BIN-14", "BIN-14")]


def test_the_separator_of_element_strings_comes_through(desk: Desk) -> None:
    desk.keys.scan("01" + "0" + GTIN + "10L7\x1d21AB")
    assert [scan.text for scan in desk.scans] == ["01" + "0" + GTIN + "10L7\x1d21AB"]


def test_typing_reaches_the_field_whole(desk: Desk) -> None:
    desk.keys.type_text("Inès Müller, 3 pièces")
    desk.keys.press(Qt.Key.Key_Backspace)
    desk.wedge.settle()
    assert desk.field.text() == "Inès Müller, 3 pièce"
    assert desk.scans == []


def test_the_last_letter_arrives_without_another_key(desk: Desk, qtbot: QtBot) -> None:
    desk.keys.type_text("a")
    qtbot.waitUntil(lambda: desk.field.text() == "a")


def test_a_scan_in_the_middle_of_typing_leaves_the_typing(desk: Desk) -> None:
    desk.keys.type_text("Iné")
    desk.keys.scan(GTIN)
    desk.keys.type_text("s")
    desk.wedge.settle()
    assert desk.field.text() == "Inés"
    assert len(desk.scans) == 1


def test_a_scan_replaces_no_selected_text(desk: Desk) -> None:
    desk.field.setText("keep me")
    desk.field.selectAll()
    desk.keys.scan(GTIN)
    assert (desk.field.text(), desk.field.selectedText()) == ("keep me", "keep me")


def test_real_key_presses_at_a_scanners_pace(desk: Desk, qtbot: QtBot) -> None:
    for char in "123456":
        QTest.keyClick(desk.window_, char)
    QTest.keyClick(desk.window_, Qt.Key.Key_Return)
    desk.wedge.settle()
    assert [read(scan) for scan in desk.scans] + [desk.field.text()] == [PickupCode("123456"), ""]


def test_keys_sent_straight_to_a_widget_are_not_judged(desk: Desk) -> None:
    QTest.keyClicks(desk.field, "typed by a test")
    assert (desk.field.text(), desk.scans) == ("typed by a test", [])


def test_a_scans_enter_presses_no_button(desk: Desk) -> None:
    desk.button.setFocus()
    desk.keys.scan(GTIN)
    desk.keys.scan("BIN 1 4 ", Qt.Key.Key_Space)
    desk.wedge.settle()
    assert desk.clicks == 0
    assert not desk.button.isDown()


def test_a_persons_space_presses_the_button(desk: Desk) -> None:
    desk.button.setFocus()
    desk.keys.press(Qt.Key.Key_Space)
    desk.wedge.settle()
    assert (desk.clicks, desk.button.isDown()) == (1, False)


@pytest.mark.parametrize("keys", ["B", "F2"])
def test_a_shortcut_of_one_key_works_for_a_person(desk: Desk, keys: str) -> None:
    pressed = _shortcut(desk, keys)
    desk.button.setFocus()
    desk.keys.press(Qt.Key(QKeySequence(keys)[0].key()))
    desk.wedge.settle()
    assert pressed == [keys]


def test_no_scan_sets_off_a_shortcut(desk: Desk) -> None:
    pressed = _shortcut(desk, "B") + _shortcut(desk, "Return")
    desk.button.setFocus()
    desk.keys.scan("BIN-14")
    for char in "BIN-15":
        QTest.keyClick(desk.window_, char)
    QTest.keyClick(desk.window_, Qt.Key.Key_Return)
    assert (len(desk.scans), pressed) == (2, [])


def _shortcut(desk: Desk, keys: str) -> list[str]:
    pressed: list[str] = []
    shortcut = QShortcut(QKeySequence(keys), desk)
    shortcut.activated.connect(lambda: pressed.append(keys))
    return pressed


def test_a_key_that_repeats_itself_is_typing(desk: Desk) -> None:
    for _ in range(6):
        desk.keys.at_ms += 30
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_E, Qt.KeyboardModifier.NoModifier, 0, 0, 0, "e", True
        )
        event.setTimestamp(desk.keys.at_ms)
        QGuiApplication.sendEvent(desk.window_, event)
    assert (desk.field.text(), desk.scans) == ("eeeeee", [])


def test_commands_pass_at_once(desk: Desk) -> None:
    desk.field.setText("all of it")
    desk.keys.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert desk.field.selectedText() == "all of it"


def test_the_wedge_follows_the_focus_to_another_window(desk: Desk, qtbot: QtBot) -> None:
    dialog = QLineEdit()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is dialog.windowHandle())
    SimulatedKeys(dialog.windowHandle()).scan("BIN-14")
    assert ([scan.text for scan in desk.scans], dialog.text()) == (["BIN-14"], "")


def test_a_window_that_went_away_takes_what_was_held_with_it(desk: Desk, qtbot: QtBot) -> None:
    dialog = QLineEdit()
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is dialog.windowHandle())
    SimulatedKeys(dialog.windowHandle()).type_text("a")
    dialog.deleteLater()
    qtbot.waitSignal(dialog.destroyed).wait()
    desk.wedge.settle()
    assert desk.field.text() == ""


def test_keys_that_waited_for_a_busy_loop_are_not_given_back_too_soon(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The quiet is noticed long after its time: what waits in the queue is let in before it is decided.
    desk.keys.type_text("BI")
    times = _elapsed(monkeypatch, desk, 5_000)
    desk.wedge._on_quiet()
    assert (desk.field.text(), times()) == ("B", 1)
    desk.wedge._on_quiet()
    assert desk.field.text() == "BI"


def _elapsed(monkeypatch: pytest.MonkeyPatch, desk: Desk, first_ms: int) -> Callable[[], int]:
    class Elapsed:
        """Late once, then in time."""

        starts = 0

        def elapsed(self) -> int:
            return 0 if self.starts else first_ms

        def start(self) -> None:
            self.starts += 1

    clock = Elapsed()
    monkeypatch.setattr(desk.wedge, "_since_key", clock)
    return lambda: clock.starts


def test_what_is_not_a_key_passes(desk: Desk) -> None:
    assert isinstance(desk.window_, QWindow)
    assert not desk.wedge.eventFilter(desk.window_, QEvent(QEvent.Type.UpdateRequest))
