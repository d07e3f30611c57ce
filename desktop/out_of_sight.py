"""What changed for the screens that are not in front: told once things are quiet, not at every scan."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from desktop.desk import Kinds

QUIET_MS = 400
"""Nobody looks at them: they are read again when the person rests."""
MOST_MS = 3_000
"""But the numbers on the rail are never older than this, however busy it is."""


class OutOfSight(QObject):
    """Gathers kinds of change by screen and hands them on together.

    Signals:
        due: by the key of a screen, the kinds that it has missed (a dict of frozensets).
    """

    due = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._missed: dict[str, frozenset[str]] = {}
        self._since = QElapsedTimer()
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._hand_on)

    def hear(self, kinds: Kinds, keys: Iterable[str]) -> None:
        """These kinds have changed, and the screens of these keys were not in front."""
        if not self._missed:
            self._since.start()
        self._missed.update({key: self._missed.get(key, frozenset()) | kinds for key in keys})
        if not self._quiet.isActive() or self._since.elapsed() < MOST_MS - QUIET_MS:
            self._quiet.start()

    def stop(self) -> None:
        """Nothing more is wanted."""
        self._quiet.stop()

    def _hand_on(self) -> None:
        missed, self._missed = self._missed, {}
        self.due.emit(missed)
