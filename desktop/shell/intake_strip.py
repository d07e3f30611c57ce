"""A limit of the intake, where conditions that last are shown; it goes when its hour comes."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from core.ports import Clock
from desktop.screens.day.state import Limit
from desktop.screens.day.words import limit_text, limit_title
from desktop.shell.saying import translate
from desktop.shell.strip import Condition, StripArea
from desktop.shell.theme import Tone

INTAKE = "intake"
"""The condition that a manager ends."""
TICK_MS = 5_000


class IntakeStrip(QObject):
    """Keeps the strip true to the limit."""

    def __init__(self, strips: StripArea, clock: Clock) -> None:
        super().__init__(strips)
        self._strips, self._clock = strips, clock
        self._limit: Limit | None = None
        self._timezone = ""
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.redraw)
        self._timer.start()

    def show_limit(self, limit: Limit | None, timezone: str) -> None:
        """The intake is limited so; None for not at all."""
        self._limit, self._timezone = limit, timezone
        self.redraw()

    def redraw(self) -> None:
        """Say it again, or let it go."""
        limit = self._limit
        if limit is None or not limit.intake.is_live(self._clock.now()):
            self._strips.clear_condition(INTAKE)
            return
        title, change = limit_title(limit, self._timezone), translate("Day", "Change")
        self._strips.show_condition(Condition(INTAKE, Tone.WARN, title, limit_text(limit), change, "waiting"))
