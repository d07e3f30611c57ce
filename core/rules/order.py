"""An order's status: never stored, always rolled up from its lines, and theirs from their fulfilments."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import msgspec


class Channel(StrEnum):
    """Where the order was taken."""

    WEB = "web"
    MARKETPLACE = "marketplace"
    STORE = "store"
    TELEPHONE = "telephone"


class SaleType(StrEnum):
    """Kept on each line, since it decides the withdrawal period (Code de la consommation, L221-18).

    Click and collect bought online is a distance sale even when paid in store; a pure reservation is not.
    """

    DISTANCE = "distance"
    IN_STORE = "in_store"


class PaymentState(StrEnum):
    """Where the money stands before the goods leave."""

    PENDING = "pending"
    PAID = "paid"
    PAY_IN_STORE = "pay_in_store"
    FAILED = "failed"


class PaymentWord(StrEnum):
    """What a payment service says of an order's payment."""

    CONFIRMED = "confirmed"
    FAILED = "failed"
    HELD = "held"


class OrderStatus(StrEnum):
    """The roll-up, in the order in which an order usually goes through it."""

    PLACED = "placed"
    ON_HOLD = "on_hold"
    CONFIRMED = "confirmed"
    SOURCED = "sourced"
    BACKORDERED = "backordered"
    UNFILLABLE = "unfillable"
    IN_FULFILMENT = "in_fulfilment"
    PARTLY_FULFILLED = "partly_fulfilled"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"


class LineProgress(msgspec.Struct, frozen=True):
    """What became of one order line, in units, summed over its fulfilments.

    `sourced` counts units in live fulfilments less those told short, and those held while the payment is
    awaited; `started` those of them that somebody has begun to work on; `unfillable` those for which every
    source has been tried; `backordered` those of them that were sold beyond stock and are expected.
    """

    quantity: int
    cancelled: int = 0
    sourced: int = 0
    started: int = 0
    left: int = 0
    unfillable: int = 0
    backordered: int = 0

    @property
    def wanted(self) -> int:
        """Units that the customer still waits for or has got."""
        return max(0, self.quantity - self.cancelled)


def order_status(
    lines: Sequence[LineProgress], *, is_confirmed: bool = True, is_held: bool = False
) -> OrderStatus:
    """The status of an order from the progress of its lines."""
    wanted = sum(line.wanted for line in lines)
    left = sum(line.left for line in lines)
    if wanted == 0 and left == 0:
        return OrderStatus.CANCELLED
    if left >= wanted:
        return OrderStatus.FULFILLED
    if left:
        return OrderStatus.PARTLY_FULFILLED
    return _before_anything_left(lines, wanted, is_confirmed, is_held)


def _before_anything_left(
    lines: Sequence[LineProgress], wanted: int, is_confirmed: bool, is_held: bool
) -> OrderStatus:
    if is_held:
        return OrderStatus.ON_HOLD
    if not is_confirmed:
        return OrderStatus.PLACED
    if any(line.started for line in lines):
        return OrderStatus.IN_FULFILMENT
    if any(line.unfillable > line.backordered for line in lines):
        return OrderStatus.UNFILLABLE
    if any(line.backordered for line in lines):
        return OrderStatus.BACKORDERED
    sourced = sum(line.sourced for line in lines)
    if sourced >= wanted:
        return OrderStatus.SOURCED
    return OrderStatus.BACKORDERED if sourced else OrderStatus.CONFIRMED
