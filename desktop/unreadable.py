"""When the file under the window turns out to be one that only another helps against."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.rules.errors import CoulisseError, Damaged
from desktop.shell.connection_view import UNREADABLE, ConnectionView
from desktop.shell.window import Window
from sync.faults import BEYOND_READING


class UnreadableFile(QObject):
    """Says it in a strip over the work, which somebody leaves when they like; with nobody at work, there is
    nothing to wait for.

    Signals:
        given_up: the error, and how many actions wait in the file.
    """

    given_up = Signal(object, int)

    def __init__(self, window: Window, connection: ConnectionView) -> None:
        super().__init__(window)
        self._window = window
        self._connection = connection
        self._error: CoulisseError = Damaged("replica_damaged")
        window.strips.acted.connect(self._on_strip)

    def is_met(self, code: str) -> bool:
        """Whether a code is of such a file; then it is said."""
        if code not in BEYOND_READING:
            return False
        self._error = Damaged(code)
        if self._window.is_at_sign_in():
            self._give_up()
        else:
            self._connection.show_unreadable(code)
        return True

    def _on_strip(self, key: str) -> None:
        if key == UNREADABLE:
            self._give_up()

    def _give_up(self) -> None:
        self.given_up.emit(self._error, self._connection.waiting)
