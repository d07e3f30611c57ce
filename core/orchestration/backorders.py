"""Units that were free nowhere are looked for again when goods have come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.model import Customer, Fulfilment, Location, Movement, Order, OrderLine, Position
from core.orchestration import decisions, sourcing
from core.orchestration.beyond_stock import settle_backorders
from core.orchestration.carriers import named_of
from core.orchestration.foreseen import ArticleAt
from core.orchestration.fulfilments import Promise, open_fulfilments
from core.orchestration.location_figures import read_rules
from core.orchestration.notices import tell_customer
from core.orchestration.progress import progress_of
from core.orchestration.resourcing import is_tired, near_of, pickup_digest, turned_down_at, weights_of
from core.orchestration.unit import UnitOfWork
from core.rules.ids import derive
from core.rules.sourcing_case import Wanted
from core.rules.stock import MovementKind
from core.rules.time import Instant

AVAILABLE_AGAIN: Final = "available_again"
"""What a customer is told of units that were free nowhere and have been found."""
_ARRIVING = (
    MovementKind.RECEIVED.value,
    MovementKind.RETURNED.value,
    MovementKind.TRANSFERRED_IN.value,
    MovementKind.ADJUSTED.value,
)


def due_backorders(session: Session, after: str, most: int) -> Sequence[str]:
    """Orders, by identifier after a given one, with unfillable units of what is free somewhere."""
    # By itself: the index of unfillable lines is to lead, and not that of every line there ever was.
    short = (
        select(OrderLine.order_id, OrderLine.article_id)
        .where(OrderLine.unfillable > 0)
        .cte("short")
        .prefix_with("MATERIALIZED")
    )
    query = (
        select(short.c.order_id)
        .join(Position, Position.article_id == short.c.article_id)
        .join(Location, Location.id == Position.location_id)
        .where(
            short.c.order_id > after,
            Position.sellable - Position.allocated - Position.soft_held - Position.safety > 0,
            Location.is_open.is_(True),
            Location.kind.in_(read_rules(session).kinds),
        )
        .distinct()
        .order_by(short.c.order_id)
        .limit(most)
    )
    return session.scalars(query).all()


def retry_backorder(unit: UnitOfWork, order_id: str, *, is_asked: bool = False) -> bool:
    """Source what can be had of an order's unfillable units now; returns whether something could.

    A location that has turned an article down is asked again only when goods have come to it since.

    Args:
        is_asked: a person wants it: also of an order that too many locations have turned down.
    """
    order = unit.lock(Order, order_id)
    if order is None or order.is_held or order.confirmed_at is None:
        return False
    lines = progress_of(unit.session, order).lines
    weights = weights_of(unit, [line.article_id for line in lines])
    wanted = [
        Wanted(line.id, line.article_id, line.unfillable, weights[line.article_id])
        for line in lines
        if line.unfillable > 0
    ]
    if not wanted:
        return False
    turned_down = turned_down_at(unit, order)
    if not is_asked and is_tired(unit, turned_down):
        return False
    without = _still_without(unit, turned_down)
    request = sourcing.Request(wanted, near_of(unit, order), order.channel, without, named_of(order))
    sourced = sourcing.source(unit, request)
    plan = sourced.plan
    if not plan.shares:
        return False
    found = _take_from_unfillable(lines, wanted, plan.missing)
    customer = unit.session.get_one(Customer, order.customer_id)
    promise = Promise(order, customer, lines, Instant(unit.at), pickup_code_digest=pickup_digest(unit, order))
    cause = derive(order.id, "backorder", _fulfilments(unit, order))
    decisions.keep(unit, order.id, cause, sourced)
    opened = open_fulfilments(unit, promise, plan, lambda number: derive(cause, "replacement", number))
    settle_backorders(unit, order, lines)
    told = {"lines": found, "promised_at": max(one.head.promised_at for one in opened)}
    tell_customer(unit, order, AVAILABLE_AGAIN, cause, told)
    return True


def _take_from_unfillable(
    lines: Sequence[OrderLine], wanted: Sequence[Wanted], missing: dict[str, int]
) -> list[dict[str, int]]:
    sourced = {one.key: one.quantity - missing.get(one.key, 0) for one in wanted}
    found = []
    for line in lines:
        units = sourced.get(line.id, 0)
        if units:
            line.unfillable -= units
            found.append({"line": line.line_no, "quantity": units})
    return found


def _still_without(unit: UnitOfWork, turned_down: Mapping[ArticleAt, int]) -> set[ArticleAt]:
    return {place for place, since in turned_down.items() if not _has_come(unit.session, place, since)}


def _has_come(session: Session, place: ArticleAt, since: int) -> bool:
    """Whether goods of the article have come to the location since."""
    article_id, location_id = place
    query = select(Movement.id).where(
        Movement.article_id == article_id,
        Movement.location_id == location_id,
        Movement.kind.in_(_ARRIVING),
        Movement.quantity > 0,
        Movement.at > since,
    )
    return session.scalar(query.limit(1)) is not None


def _fulfilments(unit: UnitOfWork, order: Order) -> int:
    """How many the order has had: what this try makes is named after that, and after no other's."""
    count = select(func.count()).select_from(Fulfilment).where(Fulfilment.order_id == order.id)
    return unit.session.scalars(count).one()
