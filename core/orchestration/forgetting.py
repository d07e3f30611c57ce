"""What the core lets go of when it is over and old: what customers were told, claims on stock that have
ended, and what windows of orders came to.

Whatever still waits for something keeps all of it: a workflow asks whether it has told somebody already, and
finds its claims by their lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select
from sqlalchemy.orm import Session

from core.model import (
    Backorder,
    CoolDown,
    Fulfilment,
    FulfilmentLine,
    Notification,
    Reservation,
    SaleQuestion,
)
from core.orchestration.unit import Core
from core.rules.fulfilment import FulfilmentState
from core.rules.reservation import ReservationState
from core.rules.time import Instant

ROWS: Final = 500
"""Rows that go in one transaction."""
ENDED: Final = (
    ReservationState.CONSUMED,
    ReservationState.RELEASED,
    ReservationState.EXPIRED,
    ReservationState.SHORTED,
)


def forget_over(core: Core, before: Instant, keep_going: Callable[[], bool]) -> int:
    """Let go of what was told, of claims that have ended, and of who asked for a sale, from before an
    instant; how many rows."""
    return sum(
        _forget(core, kind, condition, keep_going)
        for kind, condition in (
            (Notification, _is_told_and_over(before)),
            (Reservation, _is_ended(before)),
            (SaleQuestion, SaleQuestion.asked_at < before),
        )
    )


def forget_windows(core: Core, before: Instant, keep_going: Callable[[], bool]) -> int:
    """Let go of what windows came to that ended before an instant: none so old is looked at again."""
    return _forget(core, CoolDown, CoolDown.until_at < before, keep_going)


def _is_told_and_over(before: Instant) -> ColumnElement[bool]:
    """Sent or given up, of an order of which nothing is under way and nobody waits for goods."""
    is_under_way = exists().where(
        Fulfilment.order_id == Notification.order_id, Fulfilment.state != FulfilmentState.CLOSED.value
    )
    waits = exists().where(Backorder.order_id == Notification.order_id)
    return and_(Notification.created_at < before, Notification.due_at.is_(None), ~is_under_way, ~waits)


def _is_ended(before: Instant) -> ColumnElement[bool]:
    """Holds no stock, and its fulfilment, if it has one, is closed."""
    is_closed = exists().where(
        FulfilmentLine.id == Reservation.fulfilment_line_id,
        Fulfilment.id == FulfilmentLine.fulfilment_id,
        Fulfilment.state == FulfilmentState.CLOSED.value,
    )
    return and_(
        Reservation.created_at < before,
        Reservation.state.in_([state.value for state in ENDED]),
        or_(Reservation.fulfilment_line_id.is_(None), is_closed),
    )


def _forget(core: Core, kind: Any, condition: ColumnElement[bool], keep_going: Callable[[], bool]) -> int:
    count = 0
    for ids in _pages(core, kind, condition):
        if not keep_going():
            break
        # Again beside the condition: one may have been taken up since it was read.
        doomed = delete(kind).where(kind.id.in_(ids), condition)
        core.transact(lambda unit, doomed=doomed: _run(unit.session, doomed))  # type: ignore[misc]
        count += len(ids)
    return count


def _run(session: Session, statement: Any) -> None:
    session.execute(statement, execution_options={"synchronize_session": False})


def _pages(core: Core, kind: Any, condition: ColumnElement[bool]) -> Iterator[list[str]]:
    """Identifiers of the rows that may go, once through the table in the order of its key: no index that only
    this would need slows down each order."""
    last = ""
    while True:
        query = select(kind.id).where(kind.id > last, condition).order_by(kind.id).limit(ROWS)
        ids = list(core.read(lambda session, query=query: session.scalars(query).all()))  # type: ignore[misc]
        if not ids:
            return
        yield ids
        last = ids[-1]
