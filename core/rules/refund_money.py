"""What a refund comes to, to the cent: what was really paid for those very units, and how it goes back.

What was paid for a line, after all promotions, is spread over its units exactly (`core.rules.money.split`):
each unit has a price of its own that never changes, whatever comes back first. Delivery is one more unit of
its sale. A unit is refunded once; so the sum of all refunds of a sale is never more than what was paid, for a
unit, a line or the whole, and is what was paid when everything has come back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

import msgspec

from core.rules.errors import Refused
from core.rules.money import Money, split
from core.rules.refund import Means, Part

DELIVERY: Final = "delivery"
DELIVERY_TAX_RATE_BP: Final = 2_000
WHOLE_BP: Final = 10_000

CHAINS_ORDER: Final = (Means.CARD, Means.GIFT_CARD, Means.STORE_CREDIT, Means.CASH)
"""In which money goes back to the means paid with, until a chain says otherwise."""


class SoldLine(msgspec.Struct, frozen=True):
    """A line of a sale: units of one article, and what was paid for all of them, tax included."""

    id: str
    quantity: int
    paid_cents: int
    tax_rate_bp: int = 2_000


class Sold(msgspec.Struct, frozen=True):
    """A sale: its lines, what its delivery cost, and what it was paid with."""

    id: str
    lines: tuple[SoldLine, ...]
    paid: tuple[Part, ...]
    delivery_cents: int = 0

    @property
    def paid_cents(self) -> int:
        """All that was paid."""
        return sum(part.cents for part in self.paid)


def unit_id(line_id: str, place: int) -> str:
    """The name of the `place`-th unit of a line, from 0 on: what a claim is unique for."""
    return f"{line_id}:{place}"


def delivery_id(sale_id: str) -> str:
    """The name of a sale's delivery, as a unit of it."""
    return f"{sale_id}:{DELIVERY}"


def spread(total_cents: int, list_cents: Sequence[int]) -> list[int]:
    """What was paid for each line when `total_cents` was paid for all: promotions in proportion, exactly.

    Raises:
        ValueError: no lines, or a negative price.
    """
    return [share.cents for share in split(Money(total_cents), list_cents)]


def unit_cents(line: SoldLine) -> list[int]:
    """What was paid for each unit of a line."""
    return spread(line.paid_cents, [1] * line.quantity) if line.quantity else []


def first_units_cents(cents: int, units: int, first: int) -> int:
    """What was paid for the first of a line's units, when so many cents were paid for all. Those that follow
    change nothing of it: each unit has its own cents for good."""
    return sum(spread(cents, [1] * units)[:first])


def unit_taxes(line: SoldLine) -> list[int]:
    """The tax within what was paid for each unit: the line's, rounded once, spread over them."""
    tax_cents = tax_within(line.paid_cents, line.tax_rate_bp)
    return spread(tax_cents, [1] * line.quantity) if line.quantity else []


def tax_within(cents: int, rate_bp: int) -> int:
    """The tax that an amount includes, rounded half up to the cent."""
    part, whole = cents * rate_bp, WHOLE_BP + rate_bp
    return (2 * part + whole) // (2 * whole)


def worth_of(sold: Sold) -> dict[str, int]:
    """What was paid for each unit of a sale by its name, its delivery among them."""
    worth = {
        unit_id(line.id, place): cents for line in sold.lines for place, cents in enumerate(unit_cents(line))
    }
    return worth | ({delivery_id(sold.id): sold.delivery_cents} if sold.delivery_cents else {})


def due(sold: Sold, units: Collection[str], claimed: Collection[str]) -> dict[str, int]:
    """What goes back for each of these units.

    Args:
        claimed: units that a refund has, or had.

    Raises:
        Refused: `no_units`, `unknown_unit`, `unit_claimed` (with the first), `delivery_not_due`: it goes back
            with the last unit of the sale only.
    """
    worth = worth_of(sold)
    if not units:
        raise Refused("no_units")
    for unit in units:
        if unit not in worth:
            raise Refused("unknown_unit", unit=unit)
        if unit in claimed:
            raise Refused("unit_claimed", unit=unit)
    if delivery_id(sold.id) in units and set(worth) - set(units) - set(claimed):
        raise Refused("delivery_not_due")
    return {unit: worth[unit] for unit in units}


def taxes_of(sold: Sold, units: Collection[str]) -> dict[int, int]:
    """The tax within a refund of these units, by rate in basis points."""
    taxes: dict[int, int] = {}
    for line in sold.lines:
        for place, cents in enumerate(unit_taxes(line)):
            if unit_id(line.id, place) in units:
                taxes[line.tax_rate_bp] = taxes.get(line.tax_rate_bp, 0) + cents
    if delivery_id(sold.id) in units:
        rate = DELIVERY_TAX_RATE_BP
        taxes[rate] = taxes.get(rate, 0) + tax_within(sold.delivery_cents, rate)
    return taxes


def summed(parts: Iterable[Part]) -> dict[Means, int]:
    """Cents by means."""
    sums: dict[Means, int] = {}
    for part in parts:
        sums[part.means] = sums.get(part.means, 0) + part.cents
    return sums


def room_of(paid: Iterable[Part], refunded: Iterable[Part]) -> dict[Means, int]:
    """How much may go back to each means that was paid with still.

    What went back as store credit in place of another means has used up room of the whole alone.
    """
    back = summed(refunded)
    return {means: max(0, cents - back.get(means, 0)) for means, cents in summed(paid).items()}


def allocate(
    total_cents: int,
    paid: Sequence[Part],
    refunded: Sequence[Part],
    order: Sequence[Means] = CHAINS_ORDER,
) -> tuple[Part, ...]:
    """How a refund goes back to the means paid with, in the chain's order.

    Raises:
        Refused: `more_than_was_paid`.
    """
    room = room_of(paid, refunded)
    left, parts = total_cents, []
    for means in [*order, *(means for means in room if means not in order)]:
        cents = min(left, room.get(means, 0))
        if cents > 0:
            parts.append(Part(means, cents))
            left -= cents
    if left:
        raise Refused("more_than_was_paid", cents=left)
    return tuple(parts)


def check_parts(
    parts: Sequence[Part], total_cents: int, paid: Sequence[Part], refunded: Sequence[Part]
) -> None:
    """Whether a refund may go back so: what adds up, to each means no more than was paid with it; store
    credit may take the place of any.

    Raises:
        Refused: `parts_do_not_add_up`, `more_than_was_paid` (with the means).
    """
    if any(part.cents <= 0 for part in parts) or sum(part.cents for part in parts) != total_cents:
        raise Refused("parts_do_not_add_up", cents=total_cents)
    whole = sum(part.cents for part in paid) - sum(part.cents for part in refunded)
    if total_cents > whole:
        raise Refused("more_than_was_paid", cents=total_cents - whole)
    room = room_of(paid, refunded)
    for means, cents in summed(parts).items():
        if means is not Means.STORE_CREDIT and cents > room.get(means, 0):
            raise Refused("more_than_was_paid", cents=cents - room.get(means, 0), means=means.value)


def fee_due(fees: Iterable[int], kept_cents: int, worth_cents: int) -> int:
    """What the chain keeps of a refund: the highest of its lines' fees, once a sale, in however many parts it
    comes back.

    Args:
        kept_cents: what earlier refunds of the sale have kept of it.
    """
    return min(worth_cents, max(0, max(fees, default=0) - kept_cents))


class Net(msgspec.Struct, frozen=True):
    """What an exchange comes to: what goes back, or what the customer pays; one of them is zero."""

    back_cents: int
    to_pay_cents: int


def exchange(back_cents: int, new_cents: int) -> Net:
    """What is due for what came back against what the new articles cost."""
    return Net(max(0, back_cents - new_cents), max(0, new_cents - back_cents))
