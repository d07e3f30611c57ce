"""The lifecycles of a delivery and of its cartons, and what a line of one comes to.

A delivery is what one truck brings to one store from one sender: announced or not, or a transfer. What is
expected is in transit until it is received, or until the receipt is finished without it.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Final

import msgspec

from core.rules.lifecycle import Lifecycle, Move, Nature, VerbRule
from core.rules.permissions import Permission

MAX_CARTONS: Final = 500
"""More cartons than one truck brings to one store."""
DELIVERY_OVERDUE: Final = "delivery_overdue"
"""The kind of the case about one that was to be here long ago."""
CARTON_MISSING: Final = "carton_missing"
"""The kind of the case about a carton that had not come when its receipt was finished."""
CARTON_UNKNOWN: Final = "carton_unknown"
"""The kind of the case about one that came and that nobody had announced."""
UNITS_EXTRA: Final = "units_extra"
"""The kind of the case about more units of a line than were announced; `UNITS_MISSING` about fewer."""
UNITS_MISSING: Final = "units_missing"
CARTON_WENT_BACK: Final = "carton_went_back"
"""The kind of the case about one that was received and stands at its sender again."""
MAX_LINES: Final = 5_000
"""More lines than one delivery has."""


class DeliveryKind(StrEnum):
    """How the store came to know of it."""

    ANNOUNCED = "announced"
    TRANSFER = "transfer"
    UNANNOUNCED = "unannounced"


class DeliveryState(StrEnum):
    """Where its receipt stands."""

    ANNOUNCED = "announced"
    RECEIVING = "receiving"
    RECEIVED = "received"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class DeliveryVerb(StrEnum):
    """What can be told of it or asked for it."""

    RECEIVE = "receive"
    FINISH = "finish"
    WITHDRAW = "withdraw"
    CLOSE = "close"


class CartonState(StrEnum):
    """Whether it has come."""

    EXPECTED = "expected"
    RECEIVED = "received"
    MISSING = "missing"


class CartonVerb(StrEnum):
    """What can be told of it."""

    RECEIVE = "receive"
    MISS = "miss"


_D, _V = DeliveryState, DeliveryVerb
_C, _W = CartonState, CartonVerb
_RECEIVE: Final = VerbRule(Nature.FACT, Permission.RECEIVE)
_LATE: Final = "received_after_closing"

DELIVERY: Lifecycle[DeliveryState, DeliveryVerb] = Lifecycle(
    "delivery",
    DeliveryState,
    MappingProxyType(
        {
            _V.RECEIVE: _RECEIVE,
            _V.FINISH: _RECEIVE,
            _V.WITHDRAW: VerbRule(Nature.REQUEST, Permission.SETTLE_EXCEPTION),
            _V.CLOSE: VerbRule(Nature.REQUEST, Permission.RUN_TIMERS),
        }
    ),
    MappingProxyType(
        {
            (_D.ANNOUNCED, _V.RECEIVE): Move(_D.RECEIVING),
            (_D.RECEIVING, _V.RECEIVE): Move(_D.RECEIVING),
            (_D.RECEIVED, _V.RECEIVE): Move(_D.RECEIVED, _LATE),
            (_D.CLOSED, _V.RECEIVE): Move(_D.RECEIVED, _LATE),
            (_D.ANNOUNCED, _V.FINISH): Move(_D.RECEIVED),
            (_D.RECEIVING, _V.FINISH): Move(_D.RECEIVED),
            # Finished by two people who did not hear of each other: it is finished once.
            (_D.RECEIVED, _V.FINISH): Move(_D.RECEIVED),
            (_D.CLOSED, _V.FINISH): Move(_D.CLOSED),
            (_D.ANNOUNCED, _V.WITHDRAW): Move(_D.WITHDRAWN),
            # It comes all the same: whoever has it in hand receives it.
            (_D.WITHDRAWN, _V.RECEIVE): Move(_D.RECEIVING, "received_after_withdrawal"),
            (_D.WITHDRAWN, _V.FINISH): Move(_D.WITHDRAWN),
            (_D.RECEIVED, _V.CLOSE): Move(_D.CLOSED),
            (_D.WITHDRAWN, _V.CLOSE): Move(_D.CLOSED),
        }
    ),
)

CARTON: Lifecycle[CartonState, CartonVerb] = Lifecycle(
    "carton",
    CartonState,
    MappingProxyType({_W.RECEIVE: _RECEIVE, _W.MISS: _RECEIVE}),
    MappingProxyType(
        {
            (_C.EXPECTED, _W.RECEIVE): Move(_C.RECEIVED),
            (_C.MISSING, _W.RECEIVE): Move(_C.RECEIVED),
            (_C.RECEIVED, _W.RECEIVE): Move(_C.RECEIVED, "carton_received_twice"),
            (_C.EXPECTED, _W.MISS): Move(_C.MISSING),
            (_C.MISSING, _W.MISS): Move(_C.MISSING),
            (_C.RECEIVED, _W.MISS): Move(_C.RECEIVED),
        }
    ),
)

TO_RECEIVE: Final = frozenset({_D.ANNOUNCED, _D.RECEIVING})
"""What a store still has to receive."""
OVER: Final = frozenset({_D.RECEIVED, _D.WITHDRAWN, _D.CLOSED})
"""Nothing of it is awaited any more."""


class LineUnits(msgspec.Struct, frozen=True):
    """A line's units: announced, come (damaged ones among them), and given up as missing."""

    expected: int = 0
    received: int = 0
    damaged: int = 0
    missing: int = 0

    @property
    def left(self) -> int:
        """Units that are still in transit."""
        return max(0, self.expected - self.received - self.missing)

    @property
    def awaited(self) -> int:
        """Units that were announced and have not come, whether they were given up or not."""
        return self.left + self.missing

    @property
    def extra(self) -> int:
        """Units that came and were not announced."""
        return max(0, self.received - self.expected)

    def coming(self, units: int) -> tuple[int, int]:
        """Of so many units that come: how many were in transit, and how many nobody waited for any more."""
        in_transit = min(units, self.left)
        return in_transit, units - in_transit

    def found_again(self, units: int) -> int:
        """Of units that nobody waited for any more: how many had been given up as missing."""
        return min(units, self.missing)

    def going(self, units: int) -> tuple[int, int]:
        """Of so many units that had not come after all: how many are in transit again, and how many are not
        wanted any more. Those beyond what was announced go first."""
        taken = min(units, self.received)
        again = max(0, taken - self.extra)
        return again, taken - again
