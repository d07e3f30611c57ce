"""Stock held for a while: for a basket before it is an order, and for an order that is not paid yet.

What is held is counted in `position.soft_held`: the sum of the claims that are soft or firm. Nobody else gets
it, and nobody prepares it. Rows are locked in the order: order, claims, positions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import select

from core.model import Position, Reservation
from core.model.gathered import rows_of
from core.orchestration.claims import take
from core.orchestration.unit import UnitOfWork
from core.rules.ids import derive
from core.rules.reservation import HOLDING, ReservationState, ReservationVerb
from core.rules.sourcing import Plan, Share
from core.rules.time import Instant


class Terms(msgspec.Struct, frozen=True):
    """For whom stock is held, how firmly, and until when (None: until somebody says)."""

    holder: str
    state: ReservationState
    expires_at: Instant | None


def hold(
    unit: UnitOfWork, terms: Terms, plan: Plan, article_of: Mapping[str, int], *, is_order: bool
) -> list[Reservation]:
    """Hold what a plan gives.

    Args:
        plan: as `sourcing.source` returned it in this transaction: its positions are locked.
        article_of: the article of each of the plan's lines.
        is_order: the lines are an order's.
    """
    made = [
        Reservation(
            id=derive(terms.holder, "hold", key, share.location_id),
            holder=terms.holder,
            order_line_id=key if is_order else None,
            article_id=article_of[key],
            location_id=share.location_id,
            quantity=units,
            state=terms.state.value,
            created_at=unit.at,
            expires_at=terms.expires_at,
        )
        for share in plan.shares
        for key, units in share.units.items()
    ]
    unit.session.add_all(made)
    for row in made:
        unit.session.get_one(Position, (row.article_id, row.location_id)).soft_held += row.quantity
    return made


def holds_of(unit: UnitOfWork, holder: str) -> list[Reservation]:
    """What is held for somebody, locked."""
    if unit.desk is not None:
        held = rows_of(unit.desk, Reservation, Reservation.holder, [holder])
        locked = [unit.lock(Reservation, row.id) for row in held if row.state in HOLDING]
        return sorted((row for row in locked if row is not None), key=lambda row: row.id)
    rows = unit.session.scalars(
        select(Reservation)
        .where(Reservation.holder == holder, Reservation.state.in_(HOLDING))
        .order_by(Reservation.id)
        .with_for_update(),
        execution_options={"populate_existing": True},
    )
    return list(rows)


def let_go(unit: UnitOfWork, rows: Sequence[Reservation], verb: ReservationVerb) -> None:
    """Hold these no more: released, or expired."""
    _give_back(unit, rows)
    for row in rows:
        take(row, verb)
        row.expires_at = None


def take_up(unit: UnitOfWork, rows: Sequence[Reservation], order_id: str) -> None:
    """An order takes these up, in this transaction: its own claims go on in their place."""
    let_go(unit, rows, ReservationVerb.RELEASE)
    for row in rows:
        row.taken_by = order_id


def give_way(unit: UnitOfWork, rows: Sequence[Reservation]) -> None:
    """What an order holds is allocated to it now, in this transaction: the claims of its fulfilments take
    the place of these."""
    _give_back(unit, rows)
    for row in rows:
        unit.session.delete(row)


def reduce(unit: UnitOfWork, rows: Iterable[Reservation], units: Mapping[str, int]) -> None:
    """Let go of so many units of each order line."""
    left = dict(units)
    for row in rows:
        taken = min(row.quantity, left.get(row.order_line_id or "", 0))
        if not taken:
            continue
        left[row.order_line_id or ""] -= taken
        if taken == row.quantity:
            let_go(unit, [row], ReservationVerb.RELEASE)
        else:
            _give_back(unit, [row], taken)
            row.quantity -= taken


def plan_of(rows: Iterable[Reservation]) -> Plan:
    """What is held for an order, as the plan that its fulfilments follow; the largest share first."""
    shares: dict[int, dict[str, int]] = {}
    for row in rows:
        assert row.location_id is not None and row.order_line_id is not None, "held for an order at a place"
        units = shares.setdefault(row.location_id, {})
        units[row.order_line_id] = units.get(row.order_line_id, 0) + row.quantity
    largest = sorted(shares, key=lambda location_id: (-sum(shares[location_id].values()), location_id))
    return Plan(tuple(Share(location_id, shares[location_id]) for location_id in largest), {})


def _give_back(unit: UnitOfWork, rows: Sequence[Reservation], units: int | None = None) -> None:
    """Positions hold these no more; or only so many of each."""
    places = [(row.article_id, row.location_id or 0) for row in rows]
    positions = unit.ledger.lock(places)
    for row, place in zip(rows, places, strict=True):
        positions[place].soft_held -= row.quantity if units is None else units
