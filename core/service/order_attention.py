"""The orders that wait for people, with what can be done about each: nobody waits without a next step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Article, ExceptionCase, Fulfilment, Location, Order, OrderLine
from core.orchestration import UnitOfWork
from core.orchestration.payments import PAID_AFTER_CANCELLATION
from core.orchestration.unfillable import waiting
from core.rules.fulfilment import DEAD_STATES, LEFT_STATES, FulfilmentState
from core.rules.time import Instant, to_iso
from core.service.notices.sending import NOT_TOLD


class Reason(StrEnum):
    """Why somebody has to look at it."""

    UNFILLABLE = "unfillable"
    HELD = "held"
    PAID_AFTER_CANCELLATION = PAID_AFTER_CANCELLATION
    CUSTOMER_NOT_TOLD = NOT_TOLD
    LOCATION_SHUT = "location_shut"


_SETTLED_HERE: Final = (NOT_TOLD, PAID_AFTER_CANCELLATION)
"""The kinds of an order's own cases that a sentence settles."""


class Step(msgspec.Struct, frozen=True):
    """What can be done, and the request that does it; without one, it is done outside, or by waiting."""

    action: str
    method: str = ""
    path: str = ""


class WaitingLine(msgspec.Struct, frozen=True):
    """Units of a line that are free nowhere."""

    line: int
    sku: str
    name: str
    unfillable: int


class WaitingOrder(msgspec.Struct, frozen=True):
    """An order that waits for people, why, and what they can do."""

    id: str
    number: str
    reason: Reason
    placed_at: Instant
    placed_at_iso: str
    lines: tuple[WaitingLine, ...]
    next_steps: tuple[Step, ...]


def waiting_orders(session: Session, after: str, most: int) -> list[WaitingOrder]:
    """Orders that wait for people, by identifier after a given one. One of several reasons is told: what
    stands in the way of the others."""
    rows = [
        *_with_case(session, Reason.CUSTOMER_NOT_TOLD, after, most),
        *_shut(session, after, most),
        *_unfillable(session, after, most),
        *_held(session, after, most),
        *_with_case(session, Reason.PAID_AFTER_CANCELLATION, after, most),
    ]
    reason_of = dict(rows)
    found = sorted(reason_of.items(), key=lambda one: one[0].id)[:most]
    lines = _lines(session, [order.id for order, reason in found if reason is Reason.UNFILLABLE])
    return [
        WaitingOrder(
            id=order.id,
            number=order.number,
            reason=reason,
            placed_at=Instant(order.placed_at),
            placed_at_iso=to_iso(Instant(order.placed_at)),
            lines=tuple(lines.get(order.id, ())) if reason is Reason.UNFILLABLE else (),
            next_steps=_steps(order, reason),
        )
        for order, reason in found
    ]


_LIVE = tuple(state for state in FulfilmentState if state not in DEAD_STATES | LEFT_STATES)
Found = Iterable[tuple[Order, Reason]]


def _unfillable(session: Session, after: str, most: int) -> Found:
    """What was sold beyond stock and is expected on a day waits for that day, and for nobody."""
    query = select(Order).where(Order.id.in_(waiting()), Order.id > after).order_by(Order.id).limit(most)
    return [(order, Reason.UNFILLABLE) for order in session.scalars(query)]


def _held(session: Session, after: str, most: int) -> Found:
    query = select(Order).where(Order.is_held.is_(True), Order.id > after).order_by(Order.id).limit(most)
    return [(order, Reason.HELD) for order in session.scalars(query)]


def _shut(session: Session, after: str, most: int) -> Found:
    """Begun, or to be collected, where it is shut now. What nobody has begun goes elsewhere by itself."""
    shut = select(Location.id).where(Location.is_open.is_(False))
    is_stuck = Fulfilment.location_id.in_(shut) & (Fulfilment.state != FulfilmentState.PROPOSED)
    query = (
        select(Order)
        .join(Fulfilment, Fulfilment.order_id == Order.id)
        .where(
            Order.id > after,
            Fulfilment.state.in_(_LIVE),
            is_stuck | Order.pickup_location_id.in_(shut),
        )
        .distinct()
        .order_by(Order.id)
        .limit(most)
    )
    return [(order, Reason.LOCATION_SHUT) for order in session.scalars(query)]


def _with_case(session: Session, reason: Reason, after: str, most: int) -> Found:
    query = (
        select(Order)
        .join(ExceptionCase, ExceptionCase.aggregate == "order:" + Order.id)
        .where(
            ExceptionCase.kind == reason.value,
            ExceptionCase.settled_at.is_(None),
            Order.id > after,
        )
        .order_by(Order.id)
        .limit(most)
    )
    return [(order, reason) for order in session.scalars(query)]


def _lines(session: Session, order_ids: Sequence[str]) -> dict[str, list[WaitingLine]]:
    rows = session.execute(
        select(OrderLine, Article.sku, Article.name)
        .join(Article, Article.id == OrderLine.article_id)
        .where(OrderLine.order_id.in_(order_ids), OrderLine.unfillable > 0)
        .order_by(OrderLine.order_id, OrderLine.line_no)
    )
    found: dict[str, list[WaitingLine]] = {}
    for line, sku, name in rows:
        found.setdefault(line.order_id, []).append(WaitingLine(line.line_no, sku, name, line.unfillable))
    return found


def _steps(order: Order, reason: Reason) -> tuple[Step, ...]:
    path = f"/v1/orders/{order.id}"
    if reason is Reason.UNFILLABLE:
        return (
            Step("wait_for_goods"),
            Step("source_again", "POST", f"{path}/source"),
            Step("cancel_units", "POST", f"{path}/cancel"),
        )
    if reason is Reason.HELD:
        return (Step("confirm_or_fail", "POST", f"{path}/payment"), Step("cancel", "POST", f"{path}/cancel"))
    if reason is Reason.LOCATION_SHUT:
        return (
            Step("wait_until_it_opens"),
            Step("tell_the_customer"),
            Step("cancel", "POST", f"{path}/cancel"),
        )
    settle = Step("settle_case", "POST", f"{path}/settle")
    if reason is Reason.CUSTOMER_NOT_TOLD:
        return (Step("tell_the_customer"), settle)
    return (Step("pay_back"), settle)


def settle_cases(unit: UnitOfWork, order: Order, who: str, settlement: str) -> None:
    """Settle the cases that headquarters sees to. What is free nowhere wants a deed, and no word."""
    cases = select(ExceptionCase).where(
        ExceptionCase.aggregate == f"order:{order.id}",
        ExceptionCase.kind.in_(_SETTLED_HERE),
        ExceptionCase.settled_at.is_(None),
    )
    for case_ in unit.session.scalars(cases):
        case_.settled_at, case_.settled_by, case_.settlement = unit.at, who, settlement
