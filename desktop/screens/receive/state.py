"""What the screen Receive shows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

import msgspec

from core.rules.delivery import CartonState, DeliveryKind, DeliveryState, LineUnits
from core.rules.time import Instant
from core.rules.transfer import OPEN_TRANSFERS, TransferState
from desktop.screens.fulfilments import FALLBACK_TIMEZONE, Head


class Sight(StrEnum):
    """What is in front."""

    LIST = "list"
    DELIVERY = "delivery"
    CLOSING = "closing"
    PARCEL = "parcel"


class Boxed(msgspec.Struct, frozen=True, kw_only=True):
    """A carton of a delivery."""

    id: str
    number: str
    state: str
    is_announced: bool
    received_at: Instant | None = None
    received_by: str = ""

    @property
    def is_here(self) -> bool:
        """Whether it is off the truck."""
        return self.state == CartonState.RECEIVED


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """An article of a delivery, in one of its cartons or loose; `place` is where it stands in this store."""

    id: str
    carton_id: str
    article_id: int
    name: str
    size: str
    colour: str
    colour_hex: str
    gtin: str
    is_serialised: bool
    units: LineUnits
    serials: tuple[str, ...]
    received_serials: tuple[str, ...]
    place: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether it is not as it was announced, as far as has been told."""
        return bool(self.units.left or self.units.missing or self.units.extra or self.units.damaged)


class Truck(msgspec.Struct, frozen=True, kw_only=True):
    """A delivery that is expected, being received, or was called off at `state_at`."""

    id: str
    number: str
    kind: str
    state: str
    state_at: Instant = Instant(0)
    origin: str
    due_at: Instant
    cartons: tuple[Boxed, ...] = ()
    lines: tuple[Expected, ...] = ()

    @property
    def is_called_off(self) -> bool:
        """Whether it is not awaited any more."""
        return self.state == DeliveryState.WITHDRAWN

    @property
    def expected(self) -> int:
        """Units that were announced."""
        return sum(line.units.expected for line in self.lines)

    @property
    def received(self) -> int:
        """Units that have come."""
        return sum(line.units.received for line in self.lines)

    @property
    def cartons_here(self) -> int:
        """Cartons that are off the truck."""
        return sum(carton.is_here for carton in self.cartons)

    @property
    def is_unannounced(self) -> bool:
        """Whether nobody had announced it."""
        return self.kind == DeliveryKind.UNANNOUNCED

    def carton(self, key: str) -> Boxed | None:
        """A carton by its id."""
        return next((carton for carton in self.cartons if carton.id == key), None)

    def line(self, key: str) -> Expected | None:
        """A line by its id."""
        return next((line for line in self.lines if line.id == key), None)


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """A customer's parcel that another store has sent, to be collected here, or that this store's carrier
    brings back; `is_lost`: given up since; `is_one_of_several`: others of it are not back; `is_early`: it
    waits for them, on its way to another store."""

    fulfilment_id: str
    sscc: str
    order_number: str
    customer: str
    origin: str
    sent_at: Instant
    is_lost: bool = False
    is_one_of_several: bool = False
    is_early: bool = False


class AskedLine(msgspec.Struct, frozen=True, kw_only=True):
    """An article of a transfer: asked for, sent, received."""

    name: str
    size: str
    colour: str
    quantity: int
    sent: int
    received: int


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Goods that this store has asked another one for."""

    id: str
    number: str
    state: str
    state_at: Instant
    from_name: str
    requested_by: str
    reason: str
    decision: str
    lines: tuple[AskedLine, ...]

    @property
    def is_open(self) -> bool:
        """Whether somebody still has something to do with it."""
        return self.stands in OPEN_TRANSFERS

    @property
    def stands(self) -> str:
        """Its state; once some of it is here it is received, whatever headquarters has said yet."""
        if self.state != TransferState.IN_TRANSIT or not any(line.received for line in self.lines):
            return self.state
        is_whole = all(line.received >= line.sent > 0 for line in self.lines)
        return TransferState.RECEIVED if is_whole else TransferState.PARTLY_RECEIVED

    @property
    def is_draft(self) -> bool:
        """Whether a manager is to decide."""
        return self.state == TransferState.DRAFT

    @property
    def can_be_called_off(self) -> bool:
        """Whether nothing of it has left yet."""
        return self.state in (TransferState.DRAFT, TransferState.APPROVED, TransferState.PICKING)


class InHand(msgspec.Struct, frozen=True, kw_only=True):
    """A customer's parcel in hand, and the bin that is proposed for it ("" where none is free)."""

    head: Head
    sscc: str
    proposed_bin: str
    awaited: int = 0

    @property
    def place(self) -> int:
        """Which of the order's parcels it is, from 1."""
        numbers = [parcel.number for parcel in self.head.parcels]
        return numbers.index(self.sscc) + 1 if self.sscc in numbers else 1


class Said(msgspec.Struct, frozen=True):
    """What came of the last thing that was done: its code, with what its sentence names."""

    is_good: bool
    code: str
    data: Mapping[str, Any] = {}


PARCEL_KEY: Final = "parcel:"
TRANSFER_KEY: Final = "transfer:"


class ReceiveState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the screen.

    Attributes:
        called_off, lost: what is not awaited any more, and is found if it comes.
        selected: key of the row: a delivery's or a line's id, a parcel's number or a transfer's id behind
            its prefix.
        truck_id: the delivery in hand; carton_id: its carton that was scanned last.
        awaiting: the line whose piece's serial number is wanted now.
        can_undo: whether the last article can be taken back.
    """

    now: Instant = Instant(0)
    timezone: str = FALLBACK_TIMEZONE
    sight: Sight = Sight.LIST
    trucks: tuple[Truck, ...] = ()
    parcels: tuple[Incoming, ...] = ()
    transfers: tuple[Asked, ...] = ()
    called_off: tuple[Truck, ...] = ()
    lost: tuple[Incoming, ...] = ()
    may_receive: bool = False
    may_approve: bool = False
    may_ask: bool = False
    selected: str = ""
    truck_id: str = ""
    carton_id: str = ""
    awaiting: str = ""
    in_hand: InHand | None = None
    said: Said | None = None
    can_undo: bool = False
    is_read: bool = False

    @property
    def truck(self) -> Truck | None:
        """The delivery in hand; in the list, the one that is selected."""
        key = self.truck_id or self.selected
        return next((truck for truck in self.trucks + self.called_off if truck.id == key), None)

    @property
    def line(self) -> Expected | None:
        """The line that is selected."""
        truck = self.truck
        return truck.line(self.selected) if truck is not None and self.truck_id else None

    @property
    def parcel(self) -> Incoming | None:
        """The parcel that is selected in the list."""
        return next((one for one in self.parcels + self.lost if PARCEL_KEY + one.sscc == self.selected), None)

    @property
    def transfer(self) -> Asked | None:
        """The transfer that is selected in the list."""
        return next((one for one in self.transfers if TRANSFER_KEY + one.id == self.selected), None)


def selectable(state: ReceiveState) -> str:
    """What is selected, if it is there still; else the first that is."""
    if state.truck_id:
        keys = [line.id for line in state.truck.lines] if state.truck else []
    else:
        keys = [truck.id for truck in state.trucks]
        keys += [PARCEL_KEY + one.sscc for one in state.parcels]
        keys += [TRANSFER_KEY + one.id for one in state.transfers]
        keys += [truck.id for truck in state.called_off]
        keys += [PARCEL_KEY + one.sscc for one in state.lost]
    return state.selected if state.selected in keys else next(iter(keys), "")
