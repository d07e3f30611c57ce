"""What a counter is about to take of a gift card or store credit is held for it, for a moment.

Whoever asks for some of it is bound by that: another counter, and a till. What has left has left: for a deed
the ledger takes what there is (decision 0135), whoever holds it. A hold ends with the deed that it was for,
when its counter lets it go, and by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from sqlalchemy import select

from core.model import CreditHold, Device, Location, StoreCredit
from core.rules.errors import Refused
from core.rules.time import MINUTE_MS, Instant

if TYPE_CHECKING:
    # The unit of work hands on a ledger that looks at what is held.
    from core.orchestration.unit import UnitOfWork

HELD_MS: Final = 2 * MINUTE_MS
"""As long as somebody stands at a counter with a card in the hand; who stands longer asks again."""


class Held(msgspec.Struct, frozen=True):
    """So many cents are held at a workstation of a place, until then."""

    cents: int
    place: str
    device: str
    until: Instant


def hold_credit(unit: UnitOfWork, credit: StoreCredit, device_id: str, cents: int) -> list[Held]:
    """Hold so much of a credit for a device, in place of what was held for it before, and no more than others
    leave. Returns what others hold, the longest first.

    Args:
        credit: locked.
    """
    others = _others(unit, credit, device_id)
    mine = min(cents, credit.balance_cents - sum(row.cents for row in others))
    let_go(unit, credit, device_id)
    if mine > 0:
        unit.session.add(
            CreditHold(credit_id=credit.id, device_id=device_id, cents=mine, held_until=unit.at + HELD_MS)
        )
    return [_held(unit, row) for row in others]


def let_go(unit: UnitOfWork, credit: StoreCredit, device_id: str, cents: int | None = None) -> None:
    """Nothing more is held for a device, or so much less: it has been taken."""
    row = unit.session.get(CreditHold, (credit.id, device_id))
    if row is None:
        return
    row.cents -= row.cents if cents is None else cents
    if row.cents <= 0:
        unit.session.delete(row)
        unit.session.flush()


def check_held(unit: UnitOfWork, credit: StoreCredit, cents: int) -> None:
    """Say nothing if a credit has so much besides what counters hold of it now.

    Args:
        credit: locked, with so much on it.

    Raises:
        Refused: `credit_held`, with what is free of it, where the rest is held and until when.
    """
    held = _others(unit, credit, "")
    free_cents = credit.balance_cents - sum(row.cents for row in held)
    if held and cents > free_cents:
        first = _held(unit, held[0])
        raise Refused(
            "credit_held",
            number=credit.number,
            cents=max(0, free_cents),
            place=first.place,
            until=first.until,
        )


def _others(unit: UnitOfWork, credit: StoreCredit, device_id: str) -> list[CreditHold]:
    """What is held for others, the longest first; what is over goes."""
    kept = []
    for row in unit.session.scalars(select(CreditHold).where(CreditHold.credit_id == credit.id)):
        if row.held_until <= unit.at:
            unit.session.delete(row)
        elif row.device_id != device_id:
            kept.append(row)
    unit.session.flush()
    return sorted(kept, key=lambda row: (-row.held_until, row.device_id))


def _held(unit: UnitOfWork, row: CreditHold) -> Held:
    device = unit.session.get(Device, row.device_id)
    place = unit.session.get(Location, device.location_id) if device is not None else None
    return Held(
        row.cents,
        place.name if place is not None else "",
        device.name if device is not None else "",
        Instant(row.held_until),
    )
