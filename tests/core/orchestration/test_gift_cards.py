"""Gift cards: sold, spent, given money back that they had paid, and never below zero."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.model import Refund, Return, StoreCredit
from core.orchestration import Core, UnitOfWork
from core.orchestration.credits import entries_of, expire, give_back, issue, sell_card, spend
from core.orchestration.refund_execution import PayOrder
from core.ports import SimulatedClock
from core.rules.errors import Conflict, Refused
from core.rules.refund import Means
from core.rules.time import DAY_MS, Instant
from core.service.payouts.credit import CreditService
from tests.core.builders import make_location

CARD = "G-77120042"


def sell(unit: UnitOfWork, cents: int = 5_000, cause: str = "till-1") -> StoreCredit:
    expires_at = Instant(unit.at + 365 * DAY_MS)
    return sell_card(unit, CARD, cents, location_id=1, currency="EUR", expires_at=expires_at, cause=cause)


def test_a_card_is_sold_charged_spent_and_given_back(core: Core) -> None:
    core.transact(lambda unit: make_location(unit).id)
    core.transact(sell)
    assert core.transact(sell).balance_cents == 5_000, "the same sale again changes nothing"
    assert core.transact(lambda unit: sell(unit, 1_000, "till-2")).balance_cents == 6_000
    assert core.transact(lambda unit: spend(unit, CARD, 4_500, "sale-1")).balance_cents == 1_500
    with pytest.raises(Refused, match="credit_too_small"):
        core.transact(lambda unit: spend(unit, CARD, 1_501, "sale-2"))
    for _ in range(2):
        assert core.transact(lambda unit: give_back(unit, CARD, 4_500, "part-1"))

    def read(unit: UnitOfWork) -> None:
        card = unit.session.scalars(select(StoreCredit)).one()
        assert (card.kind, card.balance_cents) == ("gift_card", 6_000)
        assert sorted(one.kind for one in entries_of(unit.session, card.id)) == [
            "issued", "issued", "restored", "spent",
        ]  # fmt: skip

    core.transact(read)


def test_a_credit_is_no_card_and_an_expired_card_takes_nothing(core: Core, clock: SimulatedClock) -> None:
    def make(unit: UnitOfWork) -> None:
        place = make_location(unit).id
        issue(
            unit, "A0000001", 500, location_id=place, refund_id="r", customer_name="", currency="EUR",
            expires_at=Instant(unit.at + DAY_MS), cause="p",
        )  # fmt: skip
        sell(unit)

    core.transact(make)
    assert not core.transact(lambda unit: give_back(unit, "A0000001", 100, "x"))
    assert not core.transact(lambda unit: give_back(unit, "G-unknown", 100, "x"))
    assert not core.transact(lambda unit: give_back(unit, "", 100, "x"))
    with pytest.raises(Conflict, match="credit_number_used"):
        core.transact(
            lambda unit: sell_card(
                unit, "A0000001", 1, location_id=1, currency="EUR", expires_at=unit.at, cause="y"
            )
        )
    assert core.transact(lambda unit: give_back(unit, CARD, 100, "before"))
    clock.advance(366 * DAY_MS)
    assert not core.transact(lambda unit: give_back(unit, CARD, 100, "after"))
    assert core.transact(lambda unit: give_back(unit, CARD, 100, "before")), "it had gone already"


def test_money_that_is_added_lasts_and_none_is_added_that_would_be_lost(
    core: Core, clock: SimulatedClock
) -> None:
    core.transact(lambda unit: make_location(unit).id)
    first = core.transact(sell)
    clock.advance(366 * DAY_MS)
    assert core.transact(lambda unit: expire(unit, first.id))
    added = core.transact(lambda unit: sell(unit, 1_000, "till-2"))
    assert (added.balance_cents, added.expires_at) == (1_000, clock.now() + 365 * DAY_MS)
    assert core.transact(lambda unit: spend(unit, CARD, 400, "sale-1")).balance_cents == 600

    def too_late(unit: UnitOfWork, cause: str) -> StoreCredit:
        about = {"location_id": 1, "currency": "EUR", "cause": cause}
        return sell_card(unit, CARD, 1_000, expires_at=unit.at, **about)

    with pytest.raises(Refused, match="credit_expired"):
        core.transact(lambda unit: too_late(unit, "till-3"))
    assert core.transact(lambda unit: too_late(unit, "till-2")).balance_cents == 600, "known already"
    clock.advance(366 * DAY_MS)
    assert core.transact(lambda unit: expire(unit, first.id))


@pytest.mark.parametrize(("payment", "number"), [(CARD, CARD), ("G-of-others", "A0000009"), ("", "A0000009")])
def test_a_refund_goes_back_to_the_card_that_paid_else_to_a_credit(
    core: Core, payment: str, number: str
) -> None:
    def make(unit: UnitOfWork) -> None:
        place = make_location(unit).id
        sell(unit)
        about = {"location_id": place, "declared_by": "s", "declared_device": "d", "declared_at": unit.at}
        unit.session.add(Return(id="ret", number="R0000001", **about))
        unit.session.flush()
        unit.session.add(
            Refund(
                id="ref", return_id="ret", location_id=place, state="executing", state_at=unit.at,
                total_cents=1_200, proposed_by="s", proposed_device="d", proposed_at=unit.at,
            )
        )  # fmt: skip

    core.transact(make)
    order = PayOrder(
        key="part-1", means=Means.GIFT_CARD, payment=payment, cents=1_200, currency="EUR", number="R0000001",
        refund_id="ref", credit_number="A0000009",
    )  # fmt: skip
    service = CreditService(core)
    for _ in range(2):
        answer = service.refund(order)
        assert (answer.heard, answer.reference, answer.cents) == ("done", number, 1_200)

    def left(unit: UnitOfWork) -> dict[str, int]:
        return {row.number: row.balance_cents for row in unit.session.scalars(select(StoreCredit))}

    expected = {CARD: 6_200} if number == CARD else {CARD: 5_000, "A0000009": 1_200}
    assert core.transact(left) == expected
