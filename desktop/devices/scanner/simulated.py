"""A keyboard and a scanner without hardware, for the tour and the tests: keys with their times.

Times are data on the events, so nothing waits: a person's keys are `TYPING_GAP_MS` apart and a scanner's
`SCANNING_GAP_MS`, however fast they are sent.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow

from desktop.devices.scanner.scan_codes import ScanCodes, key_for

TYPING_GAP_MS: Final = 110
SCANNING_GAP_MS: Final = 4
_LONG_AFTER_MS: Final = 1_000
_US: Final = (
    "1234567890-=qwertyuiop[]asdfghjkl;'`\\zxcvbnm,./!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:\"~|ZXCVBNM<>? "
)
_FR: Final = (
    "&é\"'(-è_çà)=azertyuiop^$qsdfghjklmù²*wxcvbn,;:!1234567890°+AZERTYUIOP¨£QSDFGHJKLM%~µWXCVBN?./§ "
)
FRENCH: Final = str.maketrans(_US, _FR)
"""What a French layout types for the keys of a US one."""


class SimulatedKeys:
    """Sends key events to one window.

    Attributes:
        at_ms: the time that the next key carries; it goes on by itself.
    """

    def __init__(self, window: QWindow, scan_codes: ScanCodes = ScanCodes.XKB) -> None:
        self.at_ms = _LONG_AFTER_MS
        self._window = window
        self._codes = scan_codes

    def type_text(self, text: str) -> None:
        """Type as a person does, with no scan codes; the last key may be held until the keyboard is quiet."""
        for char in text:
            self._tap(_key_of(char), char, 0)
            self.at_ms += TYPING_GAP_MS

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press and release one key, as a person does."""
        self._tap(key, _TEXTS.get(key, ""), 0, modifiers)
        self.at_ms += TYPING_GAP_MS

    def scan(
        self, text: str, end: Qt.Key | None = Qt.Key.Key_Return, layout: dict[int, int] = FRENCH
    ) -> None:
        """Send a text as a US scanner does to a workstation with this layout."""
        self.at_ms += _LONG_AFTER_MS
        for char in text:
            self._scan_character(char, layout)
            self.at_ms += SCANNING_GAP_MS
        if end is not None:
            self._tap(end, _TEXTS.get(end, ""), 0)
        self.at_ms += _LONG_AFTER_MS

    def _scan_character(self, char: str, layout: dict[int, int]) -> None:
        if char == "\x1d":
            code, _ = key_for(self._codes, "]")
            self._tap(Qt.Key.Key_BracketRight, char, code, Qt.KeyboardModifier.ControlModifier)
            return
        code, shifted = key_for(self._codes, char)
        shift = Qt.KeyboardModifier.ShiftModifier
        typed = char.translate(layout)
        if shifted:
            self._send(QEvent.Type.KeyPress, Qt.Key.Key_Shift, "", 0, shift)
        self._tap(_key_of(typed), typed, code, shift if shifted else Qt.KeyboardModifier.NoModifier)
        if shifted:
            self._send(QEvent.Type.KeyRelease, Qt.Key.Key_Shift, "", 0, shift)

    def _tap(
        self,
        key: int,
        text: str,
        code: int,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        self._send(QEvent.Type.KeyPress, key, text, code, modifiers)
        self._send(QEvent.Type.KeyRelease, key, text, code, modifiers)

    def _send(
        self, what: QEvent.Type, key: int, text: str, code: int, modifiers: Qt.KeyboardModifier
    ) -> None:
        event = QKeyEvent(what, key, modifiers, code, 0, 0, text)
        event.setTimestamp(self.at_ms)
        QCoreApplication.sendEvent(self._window, event)


def _key_of(char: str) -> int:
    """Qt names the keys of characters by their capitals."""
    capital = char.upper()
    return ord(capital) if len(capital) == 1 else ord(char)


_TEXTS: Final = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Enter: "\r", Qt.Key.Key_Tab: "\t", Qt.Key.Key_Space: " "}
