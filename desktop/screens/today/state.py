"""What the screen Today shows."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from core.rules.exceptions import QUARANTINED
from core.rules.time import Instant
from desktop.screens.fulfilments import FALLBACK_TIMEZONE, Head


class Task(StrEnum):
    """What is to be done, in the order in which the groups stand."""

    PREPARE = "prepare"
    HAND_OVER = "hand_over"
    CARRIER = "carrier"
    RECEIVE = "receive"
    PUT_BACK = "put_back"
    SETTLE = "settle"


PROMISED = frozenset({Task.PREPARE, Task.RECEIVE})
"""Tasks that end before the promised hour: they may be late."""


class Step(StrEnum):
    """What the row's button does."""

    NONE = ""
    PREPARE = "prepare"
    CONTINUE = "continue"
    TAKE_OVER = "take_over"
    PUT_IN_BIN = "put_in_bin"
    HAND_OVER = "hand_over"
    DISPATCH = "dispatch"
    PUT_BACK = "put_back"
    SETTLE = "settle"


class Way(StrEnum):
    """What a manager may do with an order besides its step."""

    REJECT = "reject"
    REOPEN = "reopen"


class Case(msgspec.Struct, frozen=True):
    """Something for a person to settle."""

    id: str
    kind: str
    aggregate: str
    data: dict[str, Any]
    raised_at: Instant

    @property
    def is_held_back(self) -> bool:
        """Whether it is about something that has no effect yet, and may be accepted."""
        return self.kind == QUARANTINED


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """One row: a fulfilment, or a case. `minutes_left` counts down to the promise; negative is late. `ways`
    are open to whoever may."""

    key: str
    task: Task
    step: Step
    minutes_left: int = 0
    head: Head | None = None
    case: Case | None = None
    ways: frozenset[Way] = frozenset()


class Hour(msgspec.Struct, frozen=True):
    """How many orders fall due within one hour of the clock."""

    begins_at: Instant
    orders: int


class TodayState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the screen.

    Attributes:
        asked: key of the row whose step is to be confirmed now; with `way`, what is asked about it instead.
        may: the ways that the person's role allows.
        last_handed_over_at: for an empty screen; 0 for never.
    """

    now: Instant = Instant(0)
    timezone: str = FALLBACK_TIMEZONE
    works: tuple[Work, ...] = ()
    to_prepare: int = 0
    ready: int = 0
    late: int = 0
    to_settle: int = 0
    hours: tuple[Hour, ...] = ()
    capacity: int = 0
    last_handed_over_at: Instant = Instant(0)
    asked: str = ""
    way: Way | None = None
    may: frozenset[Way] = frozenset()
    may_settle: bool = False
    is_read: bool = False

    def work(self, key: str) -> Work | None:
        """The row of this key."""
        return next((work for work in self.works if work.key == key), None)
