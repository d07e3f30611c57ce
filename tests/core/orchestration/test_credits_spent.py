"""Gift cards and store credits pay at the counter: to the cent, once, and what they had not is a person's."""

from __future__ import annotations

from itertools import count

from order_world import do, furnish, head_at, line_at, order, take_in
from sqlalchemy import select

from core.commands import (
    ClaimFulfilment,
    HandOver,
    HandOverPart,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    Proof,
    Resolution,
    SettleException,
    ShortLine,
    StageFulfilment,
)
from core.commands.definitions.payments import PaidPart
from core.model import CreditUse, ExceptionCase, Fulfilment, Sale, SaleLine, SalePayment, StoreCredit
from core.orchestration import Core
from core.orchestration.credits import LedgerOfCredits, due_credits, expire, sell_card
from core.orchestration.order_sales import due_sales, write_down
from core.rules.order import PaymentState
from core.rules.refund import Means
from core.rules.sscc import build_sscc
from core.rules.stock import ShortReason
from core.rules.time import DAY_MS, Instant

CARD = "GC77120042"
NUMBERS = count(1)


def sold_card(core: Core, cents: int, days: int = 365) -> None:
    expires_at = Instant(core.clock.now() + days * DAY_MS)
    about = {"location_id": 1, "currency": "EUR", "expires_at": expires_at, "cause": f"till-{cents}"}
    core.transact(lambda unit: sell_card(unit, CARD, cents, **about))


def to_collect(core: Core, scarves: int = 2) -> Fulfilment:
    """So many scarves at 129.00 each, to be paid when they are collected."""
    placed = order(core, ("SCARF", scarves), payment=PaymentState.PAY_IN_STORE)
    head = head_at(core, placed.order_id)
    line = line_at(core, head, "SCARF")
    number = build_sscc("9521234", next(NUMBERS))
    do(
        core,
        head,
        ClaimFulfilment(fulfilment_id=head.id),
        PickLine(fulfilment_id=head.id, line_id=line.id, quantity=scarves),
        PackFulfilment(fulfilment_id=head.id, parcels=[ParcelDraft(number, {line.id: scarves})]),
        StageFulfilment(fulfilment_id=head.id, bins={number: "B-07"}),
    )
    return head_at(core, placed.order_id)


def by_card(cents: int) -> PaidPart:
    return PaidPart(Means.GIFT_CARD, cents, CARD)


def left_on_card(core: Core) -> int:
    return core.read(lambda s: s.scalars(select(StoreCredit.balance_cents)).one())


def sale_of(core: Core) -> tuple[list[list[object]], int]:
    """What the newest hand-over's sale was paid with, and what its lines came to."""
    core.transact(lambda unit: write_down(unit, due_sales(unit.session, "", 10)))
    means = core.read(lambda s: s.scalars(select(Sale.means)).one())
    return means, sum(core.read(lambda s: s.scalars(select(SaleLine.paid_cents)).all()))


def test_a_credit_a_card_and_cash_pay_one_order_to_the_cent(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    sold_card(core, 6_000)
    head = to_collect(core)
    told = HandOver(
        fulfilment_id=head.id,
        proof=Proof.IDENTITY,
        paid_cents=17_801,
        paid_with=Means.CARD,
        paid_reference="TPE-1",
        also_paid=[by_card(5_999), PaidPart(Means.CASH, 2_000)],
    )
    do(core, head, told)
    assert left_on_card(core) == 1
    assert sale_of(core) == ([["card", 17_801], ["cash", 2_000], ["gift_card", 5_999]], 25_800)
    names = core.read(lambda s: s.execute(select(SalePayment.means, SalePayment.reference)).all())
    assert sorted(map(tuple, names)) == [("card", "TPE-1"), ("gift_card", CARD)], "each gets back its own"
    use = core.read(lambda s: s.scalars(select(CreditUse)).one())
    assert (use.cents, use.taken_cents, use.number) == (5_999, 5_999, CARD)
    assert told_missing(core) == []


def test_what_two_spent_of_one_card_with_the_line_cut_is_taken_once_and_told(core: Core) -> None:
    """Goods have left both times: the second is an exception, and its sale is worth what was paid for it."""
    furnish(core, {"LYON": {"SCARF": 5}})
    sold_card(core, 14_900)
    first, second = to_collect(core, 1), to_collect(core, 1)
    for head in (first, second):
        told = HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY, also_paid=[by_card(12_900)])
        assert take_in(core, head, told)[1].code == ("" if head is first else "credit_not_covered")
    assert left_on_card(core) == 0, "never below"
    [case] = told_missing(core)
    assert (case.data["credit"], case.data["cents"], case.data["because"]) == (
        CARD, 10_900, "credit_too_small",
    )  # fmt: skip
    core.transact(lambda unit: write_down(unit, due_sales(unit.session, "", 10)))
    paid = core.read(lambda s: s.scalars(select(SaleLine.paid_cents).order_by(SaleLine.paid_cents)).all())
    assert paid == [2_000, 12_900], "what was never paid is never refunded"
    assert core.read(lambda s: s.scalars(select(Sale.means)).all()).count([["gift_card", 2_000]]) == 1


def told_missing(core: Core) -> list[ExceptionCase]:
    """What credits had not, as people are told of it."""
    query = select(ExceptionCase).where(ExceptionCase.kind == "credit_not_covered")
    return list(core.read(lambda s: s.scalars(query.order_by(ExceptionCase.id)).all()))


def settle(core: Core, head: Fulfilment, choice: Resolution) -> str:
    [case] = told_missing(core)
    told = SettleException(case_id=case.id, case_aggregate=case.aggregate, settlement="vu", resolution=choice)
    return take_in(core, head, told)[1].code


def test_what_a_card_had_not_is_taken_once_it_has_or_paid_in_cash(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    sold_card(core, 10_000)
    head = to_collect(core, 1)
    told = HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY, also_paid=[by_card(12_900)])
    take_in(core, head, told)
    assert sale_of(core) == ([["gift_card", 10_000]], 10_000)
    assert settle(core, head, Resolution.TAKE_AGAIN) == "credit_too_small", "nothing has come on it"
    sold_card(core, 2_899)
    assert settle(core, head, Resolution.TAKE_AGAIN) == "credit_too_small", "a cent is missing"
    assert left_on_card(core) == 2_899, "nothing is taken by halves"
    sold_card(core, 1)
    assert settle(core, head, Resolution.TAKE_AGAIN) == ""
    assert left_on_card(core) == 0
    assert sale_of(core) == ([["gift_card", 12_900]], 12_900)
    assert head_at(core, head.order_id).to_pay_cents == 0


def test_what_the_customer_brings_later_counts_as_cash(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    sold_card(core, 10_000)
    head = to_collect(core, 1)
    told = HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY, also_paid=[by_card(12_900)])
    take_in(core, head, told)
    assert settle(core, head, Resolution.PAID_SINCE) == ""
    assert sale_of(core) == ([["gift_card", 10_000], ["cash", 2_900]], 12_900)


def test_an_order_that_is_paid_already_takes_nothing_from_a_card(core: Core) -> None:
    """Two have handed it over, and each was told that it was paid: the customer keeps what was not due."""
    furnish(core, {"LYON": {"SCARF": 5}})
    sold_card(core, 30_000)
    head = to_collect(core, 1)
    take_in(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY, also_paid=[by_card(12_900)]))
    again = HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY, also_paid=[by_card(12_900)])
    assert take_in(core, head, again)[1].code == "handed_over_twice"
    assert left_on_card(core) == 17_100


def test_a_part_pays_its_part_and_what_is_unknown_or_over_pays_nothing(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    sold_card(core, 30_000, days=1)
    head = to_collect(core, 2)
    line = line_at(core, head, "SCARF")

    def part(*paid: PaidPart) -> str:
        told = HandOverPart(
            fulfilment_id=head.id, units={line.id: 1}, proof=Proof.IDENTITY, also_paid=list(paid)
        )
        return take_in(core, head, told)[1].code

    assert part(by_card(12_900)) == ""
    assert left_on_card(core) == 17_100
    core.clock.advance(DAY_MS)  # type: ignore[attr-defined]
    assert part(by_card(6_000), PaidPart(Means.STORE_CREDIT, 6_900, "A0000009")) == "credit_not_covered"
    assert sorted((case.data["because"], case.data["cents"]) for case in told_missing(core)) == [
        ("credit_expired", 6_000),
        ("unknown_credit", 6_900),
    ]
    assert sale_of(core) == ([["gift_card", 12_900]], 12_900)


def kinds_told(core: Core) -> list[str]:
    return list(core.read(lambda s: s.scalars(select(ExceptionCase.kind).order_by(ExceptionCase.kind)).all()))


def test_what_was_short_is_paid_by_nobody(core: Core) -> None:
    """Two have handed over the one that was there: its price is taken once, and nobody is told to give back
    what nobody took."""
    furnish(core, {"LYON": {"SCARF": 5}})
    sold_card(core, 30_000)
    placed = order(core, ("SCARF", 2), payment=PaymentState.PAY_IN_STORE)
    head = head_at(core, placed.order_id)
    line = line_at(core, head, "SCARF")
    number = build_sscc("9521234", next(NUMBERS))
    do(
        core,
        head,
        ClaimFulfilment(fulfilment_id=head.id),
        PickLine(fulfilment_id=head.id, line_id=line.id, quantity=1),
        ShortLine(fulfilment_id=head.id, line_id=line.id, quantity=1, reason=ShortReason.DAMAGED),
        PackFulfilment(fulfilment_id=head.id, parcels=[ParcelDraft(number, {line.id: 1})]),
        StageFulfilment(fulfilment_id=head.id, bins={number: "B-07"}),
    )
    told = HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY, also_paid=[by_card(12_900)])
    take_in(core, head, told)
    take_in(core, head, told)
    assert left_on_card(core) == 17_100
    assert "paid_too_much" not in kinds_told(core)


def test_each_case_of_a_credit_settles_its_own(core: Core) -> None:
    """Two parts were paid by a card with ten cents on it: what the customer brings for one is for one."""
    furnish(core, {"LYON": {"SCARF": 5}})
    sold_card(core, 10)
    head = to_collect(core, 2)
    line = line_at(core, head, "SCARF")
    for _ in range(2):
        told = HandOverPart(
            fulfilment_id=head.id, units={line.id: 1}, proof=Proof.IDENTITY, also_paid=[by_card(12_900)]
        )
        assert take_in(core, head, told)[1].code == "credit_not_covered"
    first, second = sorted(told_missing(core), key=lambda case: int(case.data["cents"]))
    for case, due_cents in ((first, 12_900), (second, 0)):
        settled = SettleException(
            case_id=case.id, case_aggregate=case.aggregate, settlement="vu", resolution=Resolution.PAID_SINCE
        )
        assert take_in(core, head, settled)[1].code == ""
        assert head_at(core, head.order_id).to_pay_cents == due_cents
    assert sale_of(core) == ([["gift_card", 10], ["cash", 25_790]], 25_800)


def test_a_word_that_comes_late_spends_what_has_expired_since(core: Core) -> None:
    """Spent with the line cut on the card's last day: no more comes back on it than was spent then."""
    sold_card(core, 20_000, days=1)
    told_at = core.clock.now()
    core.clock.advance(2 * DAY_MS)  # type: ignore[attr-defined]
    [credit_id] = core.read(lambda s: due_credits(s, core.clock.now(), "", 10))
    assert core.transact(lambda unit: expire(unit, credit_id))

    def taken(cents: int, cause: str, at: Instant = told_at) -> tuple[int, str]:
        given = core.transact(
            lambda unit: LedgerOfCredits(unit, "device-1").take(CARD, Means.GIFT_CARD, cents, at, cause)
        )
        return given.cents, given.why

    assert taken(12_900, "deed-1") == (12_900, "")
    assert left_on_card(core) == 0, "the rest has expired"
    assert taken(9_000, "deed-2") == (7_100, "credit_too_small"), "of 200.00 no more than 200.00"
    assert taken(9_000, "deed-2") == (7_100, "credit_too_small"), "a cause counts once"
    assert taken(100, "deed-3", core.clock.now()) == (0, "credit_expired")
