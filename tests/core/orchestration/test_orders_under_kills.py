"""Orders, reservations and sourcing, in any order, killed anywhere: what must always hold, holds.

On both databases. A kill aborts the transaction at a named point; a new core goes on over the same database
and is asked the same again. After each step: the positions are the fold of the ledger, what is reserved is
the sum of the live claims, and nobody waits without a next step.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from core.commands import (
    ClaimFulfilment,
    CloseEmpty,
    Command,
    HandOver,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    PutBack,
    RejectFulfilment,
    ShortLine,
)
from core.commands.definitions import Proof
from core.model import (
    Article,
    Fulfilment,
    FulfilmentLine,
    Location,
    Order,
)
from core.orchestration import UnitOfWork
from core.orchestration.backorders import retry_backorder
from core.orchestration.cancellation import LineCancel, cancel
from core.orchestration.cool_down import cool_down
from core.orchestration.orders import place
from core.orchestration.payments import hear
from core.orchestration.reservations import Basket, BasketLine, confirm, release, reserve
from core.rules.fulfilment import FulfilmentState as State
from core.rules.order import Channel, PaymentState, PaymentWord
from core.rules.sscc import build_sscc
from core.rules.stock import MovementKind, ShortReason
from core.rules.time import HOUR_MS, MINUTE_MS, Instant
from core.service.import_policy import known_of, write_policy
from core.service.notices import Sender
from core.service.records import ArrivalRecord, QuotaRecord
from tests.core.builders import move
from tests.core.orchestration.killed_core import CODES, SKUS
from tests.core.orchestration.order_world import draft, take_in
from tests.core.orchestration.orders_hold import OrdersHold
from tests.support.core_databases import KINDS
from tests.support.kill_points import POINTS

KILLS = st.one_of(st.none(), st.none(), st.sampled_from(sorted(POINTS)))
LINES = st.lists(st.tuples(st.sampled_from(SKUS), st.integers(1, 3)), min_size=1, max_size=3)
ANY = st.integers(0, 1_000)
"""Picks one of what there is."""


class OrdersUnderKills(OrdersHold):
    def __init__(self) -> None:
        super().__init__()
        self._parcels = 0
        self._reservations: list[str] = []

    # What shops and customers do

    @rule(
        lines=LINES,
        store=st.sampled_from([None, *CODES]),
        payment=st.sampled_from([PaymentState.PAID, PaymentState.PENDING, PaymentState.PAY_IN_STORE]),
        held=st.none() | ANY,
        kill=KILLS,
    )
    def place(
        self,
        lines: list[tuple[str, int]],
        store: str | None,
        payment: PaymentState,
        held: int | None,
        kill: str | None,
    ) -> None:
        known = self._reservations
        reservation = known[held % len(known)] if held is not None and known else None
        wanted = draft(
            *lines, location=store, payment=payment, reservation=reservation, email="a@example.org"
        )
        placed = self.transact(kill, lambda unit: place(unit, wanted).order_id)
        assert placed is not None or self.has_quota

    @rule(lines=LINES, kill=KILLS)
    def reserve(self, lines: list[tuple[str, int]], kill: str | None) -> None:
        basket = Basket(Channel.WEB, [BasketLine(*line) for line in lines])
        made = self.transact(kill, lambda unit: reserve(unit, basket))
        if made is not None:
            self._reservations.append(made.id)

    @rule(which=ANY, is_confirmed=st.booleans(), kill=KILLS)
    def settle_reservation(self, which: int, is_confirmed: bool, kill: str | None) -> None:
        if self._reservations:
            one = self._reservations[which % len(self._reservations)]
            self.transact(kill, lambda unit: (confirm if is_confirmed else release)(unit, one))

    @rule(which=ANY, word=st.sampled_from(PaymentWord), kill=KILLS)
    def pay(self, which: int, word: PaymentWord, kill: str | None) -> None:
        order_id = self.one(Order.id, which)
        if order_id is not None:
            self.transact(kill, lambda unit: hear(unit, unit.lock(Order, order_id), word, f"pay-{which}"))

    @rule(which=ANY, line=st.integers(0, 3), quantity=st.integers(1, 3), kill=KILLS)
    def cancel(self, which: int, line: int, quantity: int, kill: str | None) -> None:
        order_id = self.one(Order.id, which)
        if order_id is not None:
            asked = [LineCancel(line, quantity)] if line else []
            cause = self.core.ids.new()
            self.transact(kill, lambda unit: cancel(unit, unit.lock(Order, order_id), asked, cause))

    # What stores do

    @rule(which=ANY, way=st.integers(0, 5), kill=KILLS)
    def work(self, which: int, way: int, kill: str | None) -> None:
        """The next thing that a store does with one of its fulfilments, or one that goes wrong."""
        head_id = self.one(Fulfilment.id, which)
        if head_id is None:
            return
        head = self.core.read(lambda s: s.get_one(Fulfilment, head_id))
        command = self._next(head, way)
        if command is not None:
            self.surely(kill, lambda: take_in(self.core, head, command))

    def _next(self, head: Fulfilment, way: int) -> Command | None:
        about = {"fulfilment_id": head.id}
        lines = self.core.read(
            lambda s: s.scalars(select(FulfilmentLine).where(FulfilmentLine.fulfilment_id == head.id)).all()
        )
        left = next((line for line in lines if line.quantities().left_to_pick), None)
        if head.state == State.PROPOSED:
            return RejectFulfilment(**about, reason="no time") if way == 0 else ClaimFulfilment(**about)
        if head.state in (State.CLAIMED, State.PICKING) and left is not None:
            if way == 0:
                reason = list(ShortReason)[head.created_at % len(ShortReason)]
                return ShortLine(**about, line_id=left.id, quantity=1, reason=reason)
            return PickLine(**about, line_id=left.id, quantity=1)
        if head.state == State.PICKED:
            contents = {line.id: line.picked for line in lines if line.picked}
            if not contents:
                return CloseEmpty(**about)
            self._parcels += 1
            return PackFulfilment(
                **about, parcels=[ParcelDraft(build_sscc("9521234", self._parcels), contents, 100)]
            )
        if head.state in (State.PACKED, State.STAGED, State.READY):
            return HandOver(**about, proof=Proof.IDENTITY)
        return PutBack(**about) if head.state in (State.TO_PUT_BACK, State.UNCOLLECTED) else None

    @rule(sku=st.sampled_from(SKUS), code=st.sampled_from(CODES), is_sold=st.booleans(), kill=KILLS)
    def move_stock(self, sku: str, code: str, is_sold: bool, kill: str | None) -> None:
        """Goods come, or the till sells one; also one that it did not have."""
        kind = MovementKind.SOLD if is_sold else MovementKind.RECEIVED

        def work(unit: UnitOfWork) -> None:
            article = unit.session.scalars(select(Article).where(Article.sku == sku)).one()
            location = unit.session.scalars(select(Location).where(Location.code == code)).one()
            move(unit, kind, article, location, 1)

        self.transact(kill, work)

    @rule(
        sku=st.sampled_from(SKUS),
        units=st.integers(0, 3),
        coming=st.integers(0, 3),
        hours=st.integers(1, 48),
        kill=KILLS,
    )
    def say_what_may_be_sold(self, sku: str, units: int, coming: int, hours: int, kill: str | None) -> None:
        """A quota, and goods that are on their way or not any more."""
        due = Instant(self.clock.now() + hours * HOUR_MS)
        told = [QuotaRecord(sku, "backorder", units), ArrivalRecord(f"A-{sku}", sku, "LYON", coming, due)]
        there = self.core.read(lambda session: known_of(session, told))
        self.transact(kill, lambda unit: write_policy(unit, told, there))
        self.has_quota = True

    @rule(code=st.sampled_from(CODES), is_open=st.booleans(), kill=KILLS)
    def shut_or_open(self, code: str, is_open: bool, kill: str | None) -> None:
        def work(unit: UnitOfWork) -> None:
            location = unit.session.scalars(select(Location).where(Location.code == code)).one()
            location.is_open = is_open

        self.transact(kill, work)
        self.surely(kill, lambda: self.timers.turn())

    @rule(which=ANY, kill=KILLS)
    def look_again(self, which: int, kill: str | None) -> None:
        """A person has it looked for."""
        order_id = self.one(Order.id, which)
        if order_id is not None:
            self.transact(kill, lambda unit: retry_backorder(unit, order_id, is_asked=True))

    @rule(minutes=st.sampled_from([1, 30, 61]), kill=KILLS)
    def a_window_ends(self, minutes: int, kill: str | None) -> None:
        """What was placed together is decided together."""
        self.clock.advance(minutes * MINUTE_MS)
        self.surely(kill, lambda: cool_down(self.core))

    @rule(is_down=st.booleans(), kill=KILLS)
    def customers_are_told(self, is_down: bool, kill: str | None) -> None:
        self.post.is_down = is_down
        self.surely(kill, lambda: Sender(self.core, self.post, "fr").turn())

    @rule(hours=st.sampled_from([1, 5, 24, 24 * 8]), kill=KILLS)
    def time_passes(self, hours: int, kill: str | None) -> None:
        self.clock.advance(hours * HOUR_MS)
        self.surely(kill, lambda: self.timers.turn())


IS_THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
EXAMPLES = {"sqlite": 200, "postgresql": 100} if IS_THOROUGH else {"sqlite": 5, "postgresql": 3}
"""Of twenty steps each, of thirteen kinds."""


@pytest.mark.simulate
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("kind", KINDS)
def test_orders_reservations_and_sourcing_hold_under_kills(kind: str) -> None:
    run_state_machine_as_test(
        type("OrdersUnderKills", (OrdersUnderKills,), {"KIND": kind}),
        settings=settings(
            max_examples=EXAMPLES[kind],
            stateful_step_count=20,
            # What failed is told as it was found: each step is a transaction, and shrinking takes minutes.
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
