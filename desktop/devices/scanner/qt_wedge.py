"""The wedge in the window: sees each key before any widget does, and sends back what was typing.

The filter stands on the window that has the focus, not on the application: the platform gives keys to a
window first, and there it is spared the thousands of events that widgets get. Keys that a program sends
straight to a widget are not seen.

What is given back runs through Qt again as it came: a shortcut of one letter works, and no scan ever sets one
off. Known limits: a key that the input method takes for itself (a dead key that composes) never comes by; a
scanner set to Alt codes is not read.
"""

from __future__ import annotations

from typing import Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from desktop.devices.scanner.scan_codes import ScanCodes, character, codes_of, is_separator
from desktop.devices.scanner.wedge import Fate, Kind, Manner, Scan, Stroke, Verdict, Wedge, WedgeSettings

GROUP_SEPARATOR: Final = "\x1d"
CATCH_UP_MS: Final = 10
"""Given to keys that waited while the event loop was held up."""
MOST_RELEASES: Final = 256

_ENDS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_MODIFIER_KEYS: Final = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
)
_COMMANDS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_KEY_EVENTS: Final = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class ScannerWedge(QObject):
    """A keyboard wedge scanner.

    Signals:
        scanned: a `Scan`; see `desktop.devices.scanner.read` for what it says.
    """

    scanned = Signal(object)

    def __init__(
        self,
        settings: WedgeSettings | None = None,
        scan_codes: ScanCodes | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`scan_codes` is the platform's unless it is given."""
        super().__init__(parent)
        self._wedge = Wedge(settings)
        self._codes = scan_codes or codes_of(QGuiApplication.platformName())
        self._window: QWindow | None = None
        self._is_watching = False
        self._held: list[tuple[QWindow, QKeyEvent]] = []
        self._releases: set[int] = set()
        self._is_giving_back = False
        self._since_key = QElapsedTimer()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setTimerType(Qt.TimerType.PreciseTimer)
        self._quiet.timeout.connect(self._on_quiet)

    def watch(self, application: QGuiApplication) -> None:
        """Follow the focus from window to window, from now on."""
        if self._is_watching:
            return
        self._is_watching = True
        application.focusWindowChanged.connect(self._follow)
        self._follow(application.focusWindow())

    def rest(self, application: QGuiApplication) -> None:
        """Watch no more: keys go to the windows as if there were no scanner."""
        if not self._is_watching:
            return
        self._is_watching = False
        application.focusWindowChanged.disconnect(self._follow)
        self._follow(None)

    @property
    def manner(self) -> Manner:
        """How the last scan came."""
        return self._wedge.manner

    @property
    def settings(self) -> WedgeSettings:
        """How the scanner is set."""
        return self._wedge.settings

    def use(self, settings: WedgeSettings) -> None:
        """The scanner is set like this from the next key on."""
        self._wedge.settings = settings

    def settle(self) -> None:
        """Decide at once on what is held, as if the keyboard had been quiet."""
        self._quiet.stop()
        self._act(self._wedge.quiet())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: True keeps the event from the window."""
        if event.type() == QEvent.Type.MouseButtonPress and self._wedge.is_holding_typing:
            # The last key that was typed goes first: after the press the keyboard may be another field's.
            self.settle()
        if event.type() not in _KEY_EVENTS or self._is_giving_back or not isinstance(watched, QWindow):
            return False
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return self._on_release(watched, event)
        stroke = self._stroke(event)
        if event.type() == QEvent.Type.ShortcutOverride:
            wanted = self._wedge.wants(stroke)
            event.setAccepted(wanted)
            return wanted
        return self._on_press(watched, event, stroke)

    def _follow(self, window: QWindow | None) -> None:
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def _on_press(self, window: QWindow, event: QKeyEvent, stroke: Stroke) -> bool:
        verdict = self._wedge.press(stroke)
        self._act(verdict)
        if verdict.fate is Fate.HOLD:
            self._held.append((window, _copy(event)))
        elif verdict.fate is Fate.SWALLOW:
            self._await_release(event)
        if self._wedge.is_holding:
            self._since_key.start()
            self._quiet.start(self._wedge.settings.max_gap_ms)
        event.setAccepted(verdict.fate is not Fate.PASS)
        return verdict.fate is not Fate.PASS

    def _on_release(self, window: QWindow, event: QKeyEvent) -> bool:
        key = _identity(event)
        if any(_identity(held) == key for _, held in self._held):
            # Behind its press, in the order in which both came.
            self._held.append((window, _copy(event)))
            return True
        if key in self._releases:
            self._releases.discard(key)
            return True
        return False

    def _on_quiet(self) -> None:
        if self._since_key.elapsed() > 2 * self._wedge.settings.max_gap_ms + CATCH_UP_MS:
            # The loop was held up: keys may be waiting that came in time. They go first, once.
            self._since_key.start()
            self._quiet.start(CATCH_UP_MS)
            return
        self.settle()

    def _act(self, verdict: Verdict) -> None:
        if not (verdict.gives_back or verdict.scan):
            return
        held, self._held = self._held, []
        if verdict.gives_back:
            self._give_back(held)
        if verdict.scan:
            self._forget(held)
            self.scanned.emit(verdict.scan)

    def _give_back(self, held: list[tuple[QWindow, QKeyEvent]]) -> None:
        self._is_giving_back = True
        try:
            for window, event in held:
                if shiboken6.isValid(window):
                    QCoreApplication.sendEvent(window, event)
        finally:
            self._is_giving_back = False

    def _forget(self, held: list[tuple[QWindow, QKeyEvent]]) -> None:
        for _, event in held:
            if event.type() == QEvent.Type.KeyPress:
                self._await_release(event)
            else:
                self._releases.discard(_identity(event))

    def _await_release(self, event: QKeyEvent) -> None:
        if len(self._releases) < MOST_RELEASES:
            self._releases.add(_identity(event))

    def _stroke(self, event: QKeyEvent) -> Stroke:
        at_ms, key, modifiers = event.timestamp(), event.key(), event.modifiers()
        if key in _MODIFIER_KEYS:
            return Stroke(Kind.MODIFIER, at_ms)
        if event.isAutoRepeat():
            return Stroke(Kind.OTHER, at_ms)
        if key in _ENDS:
            return Stroke(Kind.END, at_ms, typed="\t" if key == Qt.Key.Key_Tab else "\r")
        if modifiers & _COMMANDS:
            if modifiers & _COMMANDS == Qt.KeyboardModifier.ControlModifier and self._is_separator(event):
                return Stroke(Kind.SEPARATOR, at_ms, GROUP_SEPARATOR, GROUP_SEPARATOR)
            return Stroke(Kind.OTHER, at_ms)
        return self._character(event)

    def _is_separator(self, event: QKeyEvent) -> bool:
        if event.nativeScanCode() and self._codes is not ScanCodes.NONE:
            return is_separator(self._codes, event.nativeScanCode())
        return event.key() == Qt.Key.Key_BracketRight

    def _character(self, event: QKeyEvent) -> Stroke:
        text = event.text()
        typed = text if len(text) == 1 and text.isprintable() else ""
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        by_code = character(self._codes, event.nativeScanCode(), shifted=shifted)
        if text == GROUP_SEPARATOR:
            return Stroke(Kind.SEPARATOR, event.timestamp(), text, text)
        if not (by_code or typed):
            return Stroke(Kind.OTHER, event.timestamp())
        return Stroke(Kind.CHARACTER, event.timestamp(), by_code or typed, typed)


def _copy(event: QKeyEvent) -> QKeyEvent:
    # WORKAROUND: QKeyEvent.clone() is never freed by PySide (6.11, 6.12), some 100 bytes a key (measured).
    copy = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
    copy.setTimestamp(event.timestamp())
    return copy


def _identity(event: QKeyEvent) -> int:
    """Which key it is: its scan code where there is one."""
    return event.nativeScanCode() or -event.key()


__all__ = ["Scan", "ScannerWedge"]
