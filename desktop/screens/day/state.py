"""What the screen of the day shows."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from core.rules.intake import Intake, IntakeMode
from core.rules.time import Instant
from desktop.screens.day.counting import Counting
from desktop.screens.fulfilments import FALLBACK_TIMEZONE

LASTS_MINUTES = (30, 60, 120, 240)
"""How long a limit can be chosen to last."""
USUAL_LAST_MINUTES = 60


class Turn(StrEnum):
    """What is in front."""

    OPENING = "opening"
    CLOSING = "closing"
    INTAKE = "intake"
    COUNT = "count"


class Ask(StrEnum):
    """What is looked at before the doors open, or after they have shut."""

    DATA = "data"
    PRINTS = "prints"
    LATE = "late"
    OVERNIGHT = "overnight"
    EXCEPTIONS = "exceptions"
    PARCELS = "parcels"
    IN_HAND = "in_hand"
    BINS = "bins"
    OUTBOX = "outbox"


ASKED = {
    Turn.OPENING: (Ask.DATA, Ask.PRINTS, Ask.LATE, Ask.EXCEPTIONS, Ask.OVERNIGHT),
    Turn.CLOSING: (Ask.PARCELS, Ask.IN_HAND, Ask.BINS, Ask.EXCEPTIONS, Ask.OUTBOX),
    Turn.INTAKE: (),
    Turn.COUNT: (),
}


class How(StrEnum):
    """How it stands."""

    GOOD = "good"
    ODD = "odd"
    BAD = "bad"


NEVER = -1
"""In the place of the data's age."""


class Check(msgspec.Struct, frozen=True):
    """One thing that was looked at; `count` of what is left, or its age in milliseconds for the data."""

    ask: Ask
    how: How
    count: int = 0

    @property
    def leads_on(self) -> bool:
        """Whether there is something to see to, or to look at."""
        return self.how is not How.GOOD or (self.ask is Ask.OVERNIGHT and self.count > 0)


class Figures(msgspec.Struct, frozen=True):
    """What was done here today, in orders; exceptions in cases."""

    prepared: int = 0
    handed_over: int = 0
    sent: int = 0
    put_back: int = 0
    settled: int = 0


class Limit(msgspec.Struct, frozen=True):
    """The limit that holds now, with why and who."""

    intake: Intake
    reason: str = ""
    by: str = ""


class Backlog(msgspec.Struct, frozen=True):
    """Orders that nobody has begun: their fulfilments, and how many units they are."""

    ids: tuple[str, ...] = ()
    units: int = 0


class DayState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the screen.

    Attributes:
        here: names of those who have worked here today.
        waiting: orders that a cap counts.
        late, every: what can be rejected at once: what is late, or all that nobody has begun.
        mode, minutes: the limit that is being chosen; counting: what is to be counted.
        rejects: which backlog is asked about; None for none.
    """

    now: Instant = Instant(0)
    timezone: str = FALLBACK_TIMEZONE
    turn: Turn = Turn.OPENING
    checks: tuple[Check, ...] = ()
    figures: Figures = Figures()
    here: tuple[str, ...] = ()
    limit: Limit | None = None
    waiting: int = 0
    late: Backlog = Backlog()
    every: Backlog = Backlog()
    mode: IntakeMode = IntakeMode.PAUSED
    minutes: int = USUAL_LAST_MINUTES
    rejects_late: bool | None = None
    may_limit: bool = False
    may_reject: bool = False
    counting: Counting = Counting()
    is_read: bool = False

    @property
    def asked(self) -> Backlog | None:
        """The backlog that is asked about."""
        if self.rejects_late is None:
            return None
        return self.late if self.rejects_late else self.every

    def first_left(self) -> Check | None:
        """The first thing that is not as it should be."""
        bad = [check for check in self.checks if check.how is How.BAD]
        odd = [check for check in self.checks if check.how is How.ODD]
        return next(iter([*bad, *odd]), None)

    def next_after(self, ask: str) -> Check | None:
        """What comes next while one thing is selected: itself if it leads anywhere, else the first that is
        not as it should be; None for the day's work."""
        selected = next((check for check in self.checks if check.ask == ask and check.leads_on), None)
        return selected or self.first_left()
