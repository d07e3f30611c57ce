"""Moves orders of a window to the places that were found for them, if nothing has changed meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import select

from core.model import Customer, Fulfilment, FulfilmentLine, Order, OrderLine
from core.orchestration import decisions
from core.orchestration.availability_policy import policy_for
from core.orchestration.cool_down_reading import Head, Movable
from core.orchestration.fulfilments import Promise, open_fulfilments
from core.orchestration.intake import live_limits
from core.orchestration.resourcing import cancel_fulfilment, pickup_digest
from core.orchestration.sourcing import Sourced
from core.orchestration.unit import UnitOfWork
from core.rules.availability import available_to_promise
from core.rules.fulfilment import FulfilmentState
from core.rules.ids import derive
from core.rules.sourcing import Decision, Plan, Share
from core.rules.sourcing_case import Case
from core.rules.sourcing_together import Place


class Move(msgspec.Struct, frozen=True):
    """An order, and the decision that takes the place of what it has."""

    movable: Movable
    case: Case
    decision: Decision

    @property
    def old(self) -> list[Head]:
        """Fulfilments that go."""
        new = {share.location_id: dict(share.units) for share in self.decision.plan.shares}
        now: dict[int, dict[str, int]] = {}
        for head in self.movable.heads:
            here = now.setdefault(head.location_id, {})
            for key, units in head.units.items():
                here[key] = here.get(key, 0) + units
        # A place may have two of one order; a share is what it gives in all.
        changed = {location_id for location_id, units in now.items() if new.get(location_id) != units}
        return [head for head in self.movable.heads if head.location_id in changed]

    @property
    def new(self) -> list[Share]:
        """Shares that come."""
        old = {head.location_id for head in self.old}
        kept = {head.location_id for head in self.movable.heads} - old
        return [share for share in self.decision.plan.shares if share.location_id not in kept]


class Changed(Exception):
    """Something is not as it was when this was decided."""


def apply_moves(unit: UnitOfWork, cause: str, moves: Sequence[Move]) -> None:
    """Move all of them, or none.

    Args:
        cause: the window's identifier; what is made is named after it.

    Raises:
        Changed: a store has begun one, or somebody else has its stock.
    """
    moves = sorted(moves, key=lambda move: move.movable.order_id)
    orders = [_locked(unit, move) for move in moves]
    unit.ledger.lock({place for move in moves for place in _places(move)})
    for move in moves:
        for head in move.old:
            row = unit.session.get_one(Fulfilment, head.id)
            cancel_fulfilment(unit, row, cause, "decided_together")
    _check_stock(unit, moves)
    for order, move in zip(orders, moves, strict=True):
        _open(unit, cause, order, move)


def _locked(unit: UnitOfWork, move: Move) -> Order:
    order = unit.lock(Order, move.movable.order_id)
    if order is None or order.is_held:
        raise Changed
    for head in sorted(move.movable.heads, key=lambda head: head.id):
        row = unit.lock(Fulfilment, head.id)
        if row is None or row.state != FulfilmentState.PROPOSED or row.claimed_at is not None:
            raise Changed
        lines = unit.session.scalars(
            select(FulfilmentLine).where(FulfilmentLine.fulfilment_id == head.id),
            execution_options={"populate_existing": True},
        ).all()
        if {line.order_line_id: line.quantity for line in lines} != dict(head.units):
            raise Changed
        if any(line.picked or line.short for line in lines):
            raise Changed
    return order


def _places(move: Move) -> set[Place]:
    article_of = {line.key: line.article_id for line in move.case.wanted}
    old = {(article_of[key], head.location_id) for head in move.old for key in head.units}
    return old | {(article_of[key], share.location_id) for share in move.new for key in share.units}


def _check_stock(unit: UnitOfWork, moves: Sequence[Move]) -> None:
    """With what is given up free again, what is to be taken is there."""
    wanted: dict[Place, int] = {}
    for move in moves:
        article_of = {line.key: line.article_id for line in move.case.wanted}
        for share in move.new:
            for key, units in share.units.items():
                place = (article_of[key], share.location_id)
                wanted[place] = wanted.get(place, 0) + units
    limited = live_limits(unit.session, unit.at).limits
    if any(location_id in limited for move in moves for location_id in _come_to(move)):
        raise Changed
    policy = policy_for(unit.session, {article_id for article_id, _ in wanted})
    rows = unit.ledger.lock(wanted)
    for (article_id, location_id), units in wanted.items():
        row = rows.get((article_id, location_id))
        terms = policy.terms(moves[0].case.channel, location_id, article_id)
        if row is None or available_to_promise(row.stock(), terms).quantity < units:
            raise Changed


def _come_to(move: Move) -> set[int]:
    """Places that have something of this order now, and had nothing of it."""
    return {share.location_id for share in move.new} - {head.location_id for head in move.old}


def _open(unit: UnitOfWork, cause: str, order: Order, move: Move) -> None:
    lines = unit.session.scalars(select(OrderLine).where(OrderLine.order_id == order.id)).all()
    customer = unit.session.get_one(Customer, order.customer_id)
    digest = pickup_digest(unit, order)
    # The customer keeps the date that they were told: whoever could not keep it was not asked.
    promise = Promise(order, customer, lines, unit.at, move.movable.promised_at, digest)
    plan = Plan(tuple(move.new), {})
    open_fulfilments(unit, promise, plan, lambda number: derive(cause, order.id, "moved", number))
    decisions.keep(unit, order.id, cause, Sourced(move.case, move.decision))
