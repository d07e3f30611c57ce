"""A refund goes back to each of the payments that paid: a claim, an execution and a key for each."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from sqlalchemy import select

from core.model import PaymentClaim, Refund, RefundPart, Return, Sale, SalePayment
from core.orchestration import Core, UnitOfWork
from core.orchestration.payment_parts import payment_for
from core.orchestration.refund_execution import PayOrder, begin, take
from core.orchestration.refund_words import note
from core.ports import SimulatedClock
from core.rules.refund_part import Answer, Heard
from tests.core.builders import make_location

TOOK = {"PSP-1": 2_000, "PSP-2": 1_500}
ALL = sum(TOOK.values())


def sell(unit: UnitOfWork, *names: str) -> None:
    """A sale that these payments paid, each a card."""
    make_location(unit)
    means = [["card", TOOK[name]] for name in TOOK]
    unit.session.add(
        Sale(id="s", kind="till", receipt_code="T-1", location_id=1, sold_at=unit.at, means=means)
    )
    unit.session.add(
        Return(
            id="r", number="R1", location_id=1, sale_id="s", declared_by="n", declared_device="d",
            declared_at=unit.at,
        )
    )  # fmt: skip
    unit.session.flush()
    for place, name in enumerate(names):
        unit.session.add(
            SalePayment(sale_id="s", place=place, means="card", cents=TOOK[name], reference=name)
        )


def bring_back(unit: UnitOfWork, key: str, cents: int) -> None:
    """So much goes back to card."""
    row = Refund(
        id=key, return_id="r", number="R1", location_id=1, sale_id="s", state="queued", state_at=unit.at,
        total_cents=cents, parts=[["card", cents, 0]], proposed_by="n", proposed_device="d",
        proposed_at=unit.at,
    )  # fmt: skip
    unit.session.add(row)
    unit.session.flush()
    begin(unit, row)


def retry(unit: UnitOfWork, key: str) -> None:
    """What failed of it is tried again."""
    row = unit.session.get_one(Refund, key)
    row.state, row.failure = "queued", ""
    begin(unit, row)


def sent(core: Core, key: str) -> list[PayOrder]:
    """What is asked of the payment service for a refund now."""
    query = select(RefundPart.id).where(RefundPart.refund_id == key, RefundPart.due_at.is_not(None))
    parts = core.read(lambda s: s.scalars(query.order_by(RefundPart.payment_place)).all())
    orders = [core.transact(lambda unit, one=one: take(unit, one)) for one in parts]
    return [order for order in orders if order is not None]


def hear(core: Core, order: PayOrder, heard: Heard, cents: int = 0) -> None:
    """The payment service's answer, of that payment."""
    answer = Answer(heard, f"re-{order.key}", cents, payment=order.payment, currency="EUR")
    assert core.transact(lambda unit: note(unit, order.key, answer, f"{order.key}-{heard}-{cents}"))


def state(core: Core, key: str) -> tuple[str, list[list[object]]]:
    row = core.read(lambda s: s.get_one(Refund, key))
    return row.state, row.parts


def test_each_payment_gives_back_under_a_key_of_its_own_and_fails_alone(core: Core) -> None:
    core.transact(lambda unit: sell(unit, *TOOK))
    core.transact(lambda unit: bring_back(unit, "a", 500))
    core.transact(lambda unit: bring_back(unit, "b", 3_000))
    [alone] = sent(core, "a")
    first, second = sent(core, "b")
    assert (alone.payment, alone.cents) == ("PSP-1", 500)
    assert [(one.payment, one.cents) for one in (first, second)] == [("PSP-1", 1_500), ("PSP-2", 1_500)]
    assert len({alone.key, first.key, second.key}) == 3
    hear(core, first, Heard.DONE, first.cents)
    assert state(core, "b") == ("executing", [["card", 3_000, 1_500]])
    hear(core, second, Heard.DONE, 400)
    assert state(core, "b") == ("failed", [["card", 3_000, 1_900]]), "the second gave less than it was asked"
    core.transact(lambda unit: retry(unit, "b"))
    [rest] = sent(core, "b")
    assert (rest.payment, rest.cents) == ("PSP-2", 1_100)
    assert rest.key not in {first.key, second.key}
    hear(core, rest, Heard.DONE, rest.cents)
    assert state(core, "b") == ("refunded", [["card", 3_000, 3_000]])
    hear(core, first, Heard.DONE, first.cents)
    assert state(core, "b") == ("refunded", [["card", 3_000, 3_000]])


def test_what_still_waits_for_the_second_is_sent_though_the_first_has_gone(core: Core) -> None:
    core.transact(lambda unit: sell(unit, *TOOK))
    core.transact(lambda unit: bring_back(unit, "a", ALL))
    query = select(RefundPart.id).where(RefundPart.payment_place == 0)
    [part] = core.read(lambda s: s.scalars(query).all())
    first = core.transact(lambda unit: take(unit, part))
    assert first is not None
    hear(core, first, Heard.DONE, first.cents)
    [second] = sent(core, "a")
    assert (second.payment, second.cents) == ("PSP-2", 1_500)
    hear(core, second, Heard.DONE, second.cents)
    assert state(core, "a") == ("refunded", [["card", ALL, ALL]])


def test_the_word_of_one_payment_is_not_believed_of_the_other(core: Core) -> None:
    core.transact(lambda unit: sell(unit, *TOOK))
    core.transact(lambda unit: bring_back(unit, "a", ALL))
    first, second = sent(core, "a")
    swapped = Answer(Heard.DONE, "re-1", second.cents, payment=first.payment, currency="EUR")
    core.transact(lambda unit: note(unit, second.key, swapped, "swapped"))
    assert state(core, "a")[1] == [["card", ALL, 0]]

    def paid(unit: UnitOfWork) -> str:
        part = unit.session.get_one(RefundPart, second.key)
        known = payment_for(unit.session, unit.session.get_one(Refund, "a"), part)
        return known.reference if known is not None else ""

    assert core.transact(paid) == "PSP-2"


def test_what_has_no_name_is_a_persons_until_its_name_has_come(core: Core) -> None:
    core.transact(lambda unit: sell(unit, "PSP-1"))
    core.transact(lambda unit: bring_back(unit, "a", ALL))
    [first] = sent(core, "a")
    assert (first.payment, first.cents) == ("PSP-1", 2_000)
    hear(core, first, Heard.DONE, first.cents)
    assert state(core, "a") == ("failed", [["card", ALL, 2_000]])
    assert core.read(lambda s: s.get_one(Refund, "a").failure) == "payment_unknown"
    late = {"sale_id": "s", "place": 1, "means": "card", "cents": 1_500, "reference": "PSP-2"}
    core.transact(lambda unit: unit.session.add(SalePayment(**late)))
    core.transact(lambda unit: retry(unit, "a"))
    [rest] = sent(core, "a")
    assert (rest.payment, rest.cents) == ("PSP-2", 1_500)
    hear(core, rest, Heard.DONE, rest.cents)
    assert state(core, "a") == ("refunded", [["card", ALL, ALL]])


@pytest.mark.by_turns
@pytest.mark.parametrize("seed", range(3))
def test_whatever_fails_no_payment_gives_back_more_than_it_took(
    core: Core, clock: SimulatedClock, seed: int
) -> None:
    chance = random.Random(seed)
    core.transact(lambda unit: sell(unit, *TOOK))
    cut = sorted(chance.sample(range(1, ALL), 2))
    refunds = dict(zip("abc", (cut[0], cut[1] - cut[0], ALL - cut[1]), strict=True))
    gone: Counter[str] = Counter()
    for key, cents in refunds.items():
        core.transact(lambda unit, key=key, cents=cents: bring_back(unit, key, cents))
    for turn in range(12):
        is_last = turn > 8
        for key in refunds:
            for order in sent(core, key):
                heard = Heard.DONE if is_last else chance.choice([Heard.DONE, Heard.REFUSED])
                cents = order.cents if is_last else chance.randint(1, order.cents)
                gone[order.payment] += cents if heard is Heard.DONE else 0
                hear(core, order, heard, cents if heard is Heard.DONE else 0)
                assert gone[order.payment] <= TOOK[order.payment]
            if state(core, key)[0] == "failed":
                core.transact(lambda unit, key=key: retry(unit, key))
        clock.advance(60_000)
    assert dict(gone) == TOOK
    assert [state(core, key) for key in refunds] == [
        ("refunded", [["card", cents, cents]]) for cents in refunds.values()
    ]


def test_what_a_refund_that_was_given_up_had_claimed_is_free_again_but_for_what_went(core: Core) -> None:
    core.transact(lambda unit: sell(unit, *TOOK))
    core.transact(lambda unit: bring_back(unit, "a", 1_800))
    [first] = sent(core, "a")
    hear(core, first, Heard.DONE, 300)

    def drop(unit: UnitOfWork) -> None:
        unit.session.get_one(Refund, "a").state = "withdrawn"

    core.transact(drop)
    core.transact(lambda unit: bring_back(unit, "b", 2_000))
    query = select(PaymentClaim.payment_place, PaymentClaim.cents).where(PaymentClaim.refund_id == "b")
    claimed = core.read(lambda s: s.execute(query.order_by(PaymentClaim.payment_place)).all())
    assert [tuple(row) for row in claimed] == [(0, 1_700), (1, 300)]
