"""What the screen Today shows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

from core.rules.exceptions import QUARANTINED, number_of
from core.rules.fulfilment import FulfilmentKind
from core.rules.refund import RefundState
from core.rules.time import Instant
from desktop.screens.fulfilments import FALLBACK_TIMEZONE, Head
from desktop.screens.today.closings import Closing


class Task(StrEnum):
    """What is to be done, in the order in which the groups stand."""

    PREPARE = "prepare"
    HAND_OVER = "hand_over"
    CARRIER = "carrier"
    RECEIVE = "receive"
    PUT_BACK = "put_back"
    COUNT = "count"
    MONEY = "money"
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
    COUNT = "count"
    RECEIVE = "receive"
    APPROVE = "approve"
    SETTLE = "settle"
    LOOK = "look"
    DECIDE = "decide"


class Way(StrEnum):
    """What a manager may do with an order besides its step."""

    REJECT = "reject"
    REOPEN = "reopen"


class Case(msgspec.Struct, frozen=True):
    """Something for a person to settle.

    `variant` is the size and colour of a delivery's article that it is about, `customer` whose order.
    """

    id: str
    kind: str
    aggregate: str
    data: dict[str, Any]
    raised_at: Instant
    variant: str = ""
    customer: str = ""

    @property
    def number(self) -> str:
        """The number of the order that it is about, or of the delivery or transfer."""
        return number_of(self.data)

    @property
    def is_held_back(self) -> bool:
        """Whether it is about something that has no effect yet, and may be accepted."""
        return self.kind == QUARANTINED


class Counting(msgspec.Struct, frozen=True, kw_only=True):
    """An article to be counted on its shelf. `expected` units are known to be there, less what is in hand;
    not to be told where it `is_blind`. `is_again`: a first count was far off."""

    id: str
    aggregate: str
    gtin: str
    name: str
    size: str
    colour: str
    place: tuple[str, ...]
    expected: int
    asked_at: Instant
    is_blind: bool = True
    is_again: bool = False


class Money(msgspec.Struct, frozen=True, kw_only=True):
    """A refund that waits for a word, or came back unpaid."""

    refund_id: str
    number: str
    state: RefundState
    cents: int
    currency: str
    customer: str
    since: Instant


class Coming(msgspec.Struct, frozen=True, kw_only=True):
    """Something that comes by truck, or that another store was asked for. `key` is what Receive opens, `at`
    when it is expected, or was asked for (`is_request`)."""

    key: str
    icon: str
    number: str
    about: str
    at: Instant
    units: int = 0
    is_request: bool = False


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """One row: a fulfilment, a count, a refund, or a case.

    `minutes_left` counts down to the promise; negative is late. `ways` are open to whoever may."""

    key: str
    task: Task
    step: Step
    minutes_left: int = 0
    head: Head | None = None
    case: Case | None = None
    counting: Counting | None = None
    coming: Coming | None = None
    money: Money | None = None
    ways: frozenset[Way] = frozenset()

    @property
    def number(self) -> str:
        """The number of the order that it is about; empty for none."""
        if self.head is not None:
            return "" if self.head.kind == FulfilmentKind.TRANSFER else self.head.number
        return str(self.case.data.get("order_number") or "") if self.case is not None else ""


class Hour(msgspec.Struct, frozen=True):
    """How many orders fall due within one hour of the clock."""

    begins_at: Instant
    orders: int


PAGE = 25
"""Rows of each group that are shown at a time."""


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What of the board is shown: of a kind, mine, late, in a zone, with these words; `most` rows a group."""

    kind: str = ""
    is_mine: bool = False
    is_late: bool = False
    zone: str = ""
    words: str = ""
    most: int = PAGE

    @property
    def is_on(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.kind or self.is_mine or self.is_late or self.zone or self.words.strip())


class Tally(msgspec.Struct, frozen=True):
    """How many orders and units of one task, how many of them late, and how many in each state."""

    orders: int = 0
    units: int = 0
    late: int = 0
    by_state: Mapping[str, int] = {}

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        states = dict(self.by_state)
        for state, orders in other.by_state.items():
            states[state] = states.get(state, 0) + orders
        return Tally(self.orders + other.orders, self.units + other.units, self.late + other.late, states)


class TodayState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the screen.

    Attributes:
        asked: key of the row whose step is to be confirmed now; with `way`, what is asked about it instead.
        ticked: units by line that were scanned on their way back, of the row that is asked about.
        may: the ways that the person's role allows.
        filter: what is shown; `tallies` counts what it lets through, by task, shown or not.
        late_beyond: late orders that have no row here; `total`: all that waits, filtered or not.
        waits_for_me: what is neither a colleague's nor only a manager's.
        zones: what can be narrowed to.
        last_handed_over_at: for an empty screen; 0 for never.
        closings: when the carriers come next.
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
    closings: tuple[Closing, ...] = ()
    asked: str = ""
    way: Way | None = None
    ticked: Mapping[str, int] = {}
    may: frozenset[Way] = frozenset()
    may_settle: bool = False
    filter: Filter = Filter()
    tallies: Mapping[Task, Tally] = {}
    late_beyond: int = 0
    total: int = 0
    waits_for_me: int = 0
    zones: tuple[str, ...] = ()
    is_read: bool = False

    def work(self, key: str) -> Work | None:
        """The row of this key."""
        return next((work for work in self.works if work.key == key), None)
