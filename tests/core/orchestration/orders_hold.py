"""What always holds of orders, reservations and sourcing, whatever was killed."""

from __future__ import annotations

from typing import Any

from hypothesis.stateful import (
    invariant,
)
from sqlalchemy import func, select

from core.model import (
    Backorder,
    Notification,
    Order,
    OrderLine,
    OrderTerms,
    Position,
    Reservation,
)
from core.orchestration.ledger_check import disagreements
from core.orchestration.progress import progress_of
from core.rules.reservation import HOLDING, ReservationState
from core.service.order_attention import waiting_orders
from tests.core.orchestration.killed_core import KilledCore


class OrdersHold(KilledCore):
    """Looks after each step."""

    @invariant()
    def positions_are_the_ledger_s_and_reserved_is_the_sum_of_live_claims(self) -> None:
        self.core.read(self._check_stock)

    def _check_stock(self, session: Any) -> None:
        assert disagreements(session) == 0
        for column, states in (
            (Position.allocated, (ReservationState.ALLOCATED,)),
            (Position.soft_held, HOLDING),
        ):
            told = session.execute(
                select(Position.article_id, Position.location_id, column).where(column != 0)
            )
            claimed = session.execute(
                select(Reservation.article_id, Reservation.location_id, func.sum(Reservation.quantity))
                .where(Reservation.state.in_(states))
                .group_by(Reservation.article_id, Reservation.location_id)
            )
            assert {row[:2]: row[2] for row in told} == {row[:2]: row[2] for row in claimed if row[2]}

    @invariant()
    def every_word_to_a_customer_is_sent_waits_or_is_before_people(self) -> None:
        self.core.read(self._check_notices)

    def _check_notices(self, session: Any) -> None:
        for row in session.scalars(select(Notification)):
            ends = [row.sent_at is not None, row.failed_at is not None, row.due_at is not None]
            assert sum(ends) == 1
            assert row.sent_at is None or row.id in self.post.names

    @invariant()
    def no_more_is_sold_beyond_stock_than_waits(self) -> None:
        self.core.read(self._check_beyond)

    def _check_beyond(self, session: Any) -> None:
        waiting = {row.id: row.unfillable for row in session.scalars(select(OrderLine))}
        for row in session.scalars(select(Backorder)):
            assert 0 < row.quantity <= waiting[row.order_line_id]

    @invariant()
    def nobody_waits_without_a_next_step(self) -> None:
        self.core.read(self._check_steps)

    def _check_steps(self, session: Any) -> None:
        for_people = {one.id for one in waiting_orders(session, "", 1_000)}
        dated = {row.order_line_id for row in session.scalars(select(Backorder)) if row.promised_at}
        for order in session.scalars(select(Order)):
            done = progress_of(session, order)
            assert done.open_units() == {}, "units that nobody looks for"
            is_waiting = any(
                line.unfillable > (line.backordered if key in dated else 0)
                for key, line in done.by_line.items()
            )
            if is_waiting or order.is_held:
                assert order.id in for_people
            elif order.confirmed_at is None and any(line.wanted for line in done.by_line.values()):
                terms = session.get(OrderTerms, order.id)
                assert terms is not None and terms.pay_by is not None, "an unpaid order that never ends"
