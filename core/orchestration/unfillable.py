"""Orders with units that are free nowhere are put before the people of a store, with what they can do.

A timer raises the case and takes it back: whatever leaves units without a source, or finds one, need not know
of it. It is raised once for each thing that the customer was told since: whoever has decided that an order
waits for goods is asked again only when something has changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import Session

from core.model import Article, Backorder, ExceptionCase, Location, Notification, Order, OrderLine
from core.model.kept_statements import kept
from core.orchestration.backorders import AVAILABLE_AGAIN
from core.orchestration.chain_settings import Chain
from core.orchestration.notices import DELAYED, UNFILLABLE
from core.orchestration.payments import CENTRE
from core.orchestration.resourcing import near_of
from core.orchestration.sourcing import Sight
from core.orchestration.unit import UnitOfWork
from core.rules.exceptions import BY_ITSELF, FREE_NOWHERE
from core.rules.geo import distance_km
from core.rules.ids import derive
from core.rules.time import DAY_MS, Instant

STORE: Final = "store"
MOST_NAMED: Final = 5
"""Articles that a case names; a person sees the whole order elsewhere."""
LATELY_MS: Final = 60 * DAY_MS
"""Nobody is asked about what was free nowhere longer ago than this, if the customer was told nothing since:
it was paid back outside, without being cancelled."""
_TOLD: Final = (UNFILLABLE, DELAYED, AVAILABLE_AGAIN)
"""Words to the customer after which it is another question."""


def waiting() -> Select[str]:
    """Orders with more units free nowhere than are expected on a day: those wait for that day, and for
    nobody."""
    expected = case((Backorder.promised_at > 0, Backorder.quantity), else_=0)
    return (
        select(OrderLine.order_id)
        .outerjoin(Backorder, Backorder.order_line_id == OrderLine.id)
        .where(OrderLine.unfillable > func.coalesce(expected, 0), OrderLine.unfillable > 0)
    )


def _aggregate(order_id: str) -> str:
    return f"order:{order_id}"


def _waits(order: type[Order]) -> ColumnElement[bool]:
    """One that is not paid, or on hold, waits for that first."""
    return order.id.in_(waiting()) & order.confirmed_at.is_not(None) & order.is_held.is_(False)


@kept
def due_cases(_chain: Chain, now: Instant, after: str, most: int) -> Select[str]:
    """Orders that people are to hear of, or that wait for them no more, by identifier after a given one."""
    told_since = (
        exists()
        .where(
            Notification.order_id == Order.id,
            Notification.kind.in_(_TOLD),
            Notification.created_at > ExceptionCase.raised_at,
        )
        .correlate(Order, ExceptionCase)
    )
    is_asked = exists().where(
        ExceptionCase.aggregate == _aggregate("") + Order.id,
        ExceptionCase.kind == FREE_NOWHERE,
        or_(ExceptionCase.settled_at.is_(None), ~told_since),
    )
    told_lately = (
        exists()
        .where(
            Notification.order_id == Order.id,
            Notification.kind.in_(_TOLD),
            Notification.created_at > now - LATELY_MS,
        )
        .correlate(Order)
    )
    fresh = select(Order.id).where(
        _waits(Order), ~is_asked, Order.id > after, or_(Order.placed_at > now - LATELY_MS, told_lately)
    )
    over = (
        select(Order.id)
        .join(ExceptionCase, ExceptionCase.aggregate == _aggregate("") + Order.id)
        .where(
            ExceptionCase.kind == FREE_NOWHERE,
            ExceptionCase.settled_at.is_(None),
            ~_waits(Order),
            Order.id > after,
        )
    )
    found = fresh.union(over).subquery()
    return select(found.c.id).order_by(found.c.id).limit(most)


def follow(unit: UnitOfWork, _chain: Chain, order_id: str) -> bool:
    """Raise the case, or take it back, as the order stands; whether there was something to do."""
    order = unit.lock(Order, order_id)
    if order is None:
        return False
    cases = unit.session.scalars(
        select(ExceptionCase)
        .where(ExceptionCase.aggregate == _aggregate(order_id), ExceptionCase.kind == FREE_NOWHERE)
        .with_for_update(),
        execution_options={"populate_existing": True},
    ).all()
    open_case = next((one for one in cases if one.settled_at is None), None)
    missing = missing_units(unit.session, order) if order.confirmed_at and not order.is_held else {}
    if open_case is not None and not missing:
        open_case.data = {**open_case.data, "resolution": BY_ITSELF}
        open_case.settled_at = unit.at
        return True
    if open_case is not None or not missing or not _is_news(unit.session, order, cases):
        return False
    unit.session.add(
        ExceptionCase(
            id=derive(order.id, FREE_NOWHERE, len(cases)),
            location_id=seen_to_at(unit, order),
            kind=FREE_NOWHERE,
            aggregate=_aggregate(order.id),
            data={
                "order_number": order.number,
                "placed_at": order.placed_at,
                "is_collected": order.pickup_location_id is not None,
                "articles": _named(unit.session, order, missing),
            },
            raised_at=unit.at,
        )
    )
    return True


def missing_units(session: Session, order: Order) -> dict[int, int]:
    """By line number, the units that are free nowhere and expected on no day."""
    rows = session.execute(
        select(OrderLine.line_no, OrderLine.unfillable, Backorder.quantity, Backorder.promised_at)
        .outerjoin(Backorder, Backorder.order_line_id == OrderLine.id)
        .where(OrderLine.order_id == order.id, OrderLine.unfillable > 0)
        .order_by(OrderLine.line_no)
    )
    left = {number: units - (expected if on else 0) for number, units, expected, on in rows}
    return {number: units for number, units in left.items() if units > 0}


def seen_to_at(unit: Sight, order: Order) -> int:
    """The store that it is collected at; else the open one nearest to its customer. `CENTRE`, if nobody knows
    where they are: headquarters lists it (`GET /v1/orders/attention`)."""
    if order.pickup_location_id is not None:
        return order.pickup_location_id
    near = near_of(unit, order)
    if near.latitude is None or near.longitude is None:
        return CENTRE
    here = (near.latitude, near.longitude)
    stores = unit.session.execute(
        select(Location.id, Location.latitude, Location.longitude).where(
            Location.kind == STORE, Location.is_open.is_(True)
        )
    )
    away = [(distance_km(*here, row.latitude, row.longitude), row.id) for row in stores]
    return min(away, default=(0.0, CENTRE))[1]


def _is_news(session: Session, order: Order, cases: Sequence[ExceptionCase]) -> bool:
    if not cases:
        return True
    last = max(one.raised_at for one in cases)
    told = select(Notification.id).where(
        Notification.order_id == order.id, Notification.kind.in_(_TOLD), Notification.created_at > last
    )
    return session.scalar(told.limit(1)) is not None


def _named(session: Session, order: Order, missing: Mapping[int, int]) -> list[dict[str, str | int]]:
    rows = session.execute(
        select(OrderLine.line_no, Article.sku, Article.name)
        .join(Article, Article.id == OrderLine.article_id)
        .where(OrderLine.order_id == order.id, OrderLine.line_no.in_(missing))
        .order_by(OrderLine.line_no)
        .limit(MOST_NAMED)
    )
    return [{"sku": row.sku, "name": row.name, "units": missing[row.line_no]} for row in rows]
