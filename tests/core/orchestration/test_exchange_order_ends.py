"""An order that was taken in exchange ends, in part or before it is paid: once, by one way, and nothing is
held for nobody."""

from __future__ import annotations

from typing import Any

import pytest
from order_world import do, furnish, head_at, line_at, stock, take_in
from sqlalchemy import select
from test_exchange_orders import AT_HOME, HERE, bring, exchange, open_money, ordered, refund, status

from core.commands import (
    DispatchFulfilment,
    DropExchange,
    ExchangeLine,
    HandOutExchange,
    PackFulfilment,
    ParcelDraft,
    PartDraft,
    PayOutCash,
    PickLine,
    ProposeRefund,
    RefuseAtCounter,
    RefusePart,
    Resolution,
    SettleException,
    ShortLine,
)
from core.commands.refund_figures import figures, open_units
from core.model import (
    Article,
    ExceptionCase,
    Order,
    Refund,
    RefundClaim,
    RefundPart,
    RegionSale,
    Return,
    SaleLine,
)
from core.orchestration import Core, UnitOfWork
from core.orchestration.cancellation import LineCancel, cancel
from core.orchestration.parcels_followed import Word
from core.orchestration.parcels_told import ToldDraft, tell
from core.orchestration.payment_parts import payments_of
from core.orchestration.refund_execution import begin
from core.orchestration.refund_words import note
from core.orchestration.region_sales import set_region
from core.orchestration.return_reactions import lock_for_return
from core.rules.order import OrderStatus
from core.rules.refund import Means
from core.rules.refund_part import Answer, Heard
from core.rules.stock import ShortReason


def cancel_of(core: Core, order_id: str, units: int, cause: str) -> None:
    asked = [LineCancel(1, units)] if units else []
    core.transact(lambda unit: cancel(unit, unit.lock(Order, order_id), asked, cause))  # type: ignore[arg-type]


def cases(core: Core) -> list[ExceptionCase]:
    return list(core.read(lambda s: s.scalars(select(ExceptionCase).order_by(ExceptionCase.raised_at)).all()))


def packed(core: Core, units: int) -> tuple[Any, Any]:
    head = head_at(core, ordered(core).id)
    line = line_at(core, head, "COAT")
    do(
        core,
        head,
        PickLine(fulfilment_id=head.id, line_id=line.id, quantity=units),
        PackFulfilment(fulfilment_id=head.id, parcels=[ParcelDraft("p", {line.id: units})]),
    )
    return head, line


@pytest.mark.parametrize("is_part", [False, True])
def test_what_is_refused_at_the_counter_is_given_back_by_its_return_alone(core: Core, is_part: bool) -> None:
    furnish(core, {"LYON": {"COAT": 2}})
    bring(core, price_cents=1_500)
    exchange(core, price_cents=1_500, quantity=2)
    head, line = packed(core, 2)
    part = RefusePart(fulfilment_id=head.id, units={line.id: 1}, reason="trop grand")
    do(core, head, part if is_part else RefuseAtCounter(fulfilment_id=head.id, reason="trop grand"))
    assert "refused_what_was_paid" not in [one.kind for one in cases(core)], "the return says who pays"
    assert core.read(open_money) == [("R0000001-1", 1, 1_500 if is_part else 3_000)]


@pytest.mark.parametrize("kind", ["credit_not_covered", "exchange_left_unpaid"])
def test_it_goes_on_its_way_once_the_rest_has_really_come_in(core: Core, kind: str) -> None:
    furnish(core, {"LYON": {"COAT": 1}})
    bring(core, price_cents=6_000)
    exchange(core, price_cents=6_000)
    told = (3_000, Means.GIFT_CARD, "G-EMPTY") if kind == "credit_not_covered" else (0, Means.CASH, "")
    cents, means, reference = told
    take_in(
        core,
        HERE,
        HandOutExchange(
            return_id="r", refund_id="f", paid_cents=cents, paid_with=means, paid_reference=reference
        ),
    )
    assert ([one.kind for one in cases(core)], status(core)) == ([kind], OrderStatus.PLACED)
    if kind == "credit_not_covered":
        [case] = cases(core)
        settle = SettleException(
            case_id=case.id, case_aggregate=case.aggregate, settlement="", resolution=Resolution.PAID_SINCE
        )
        take_in(core, HERE, settle)
        assert status(core) is OrderStatus.SOURCED, "the customer has paid it since"
    else:
        cancel_of(core, ordered(core).id, 0, "x")
        assert core.read(open_money) == [("R0000001-1", 1, 3_000)], "what was paid, and no more"


def test_after_one_was_given_back_the_other_is_lost_and_can_be_given_back_too(core: Core) -> None:
    furnish(core, {"LYON": {"COAT": 2}})
    bring(core, price_cents=1_500)
    exchange(core, price_cents=1_500, quantity=2, sending=AT_HOME)
    order_id = ordered(core).id
    head = head_at(core, order_id)
    line = line_at(core, head, "COAT")
    do(
        core,
        head,
        PickLine(fulfilment_id=head.id, line_id=line.id, quantity=1),
        ShortLine(fulfilment_id=head.id, line_id=line.id, quantity=1, reason=ShortReason.NOT_FOUND),
        PackFulfilment(fulfilment_id=head.id, parcels=[ParcelDraft("p", {line.id: 1})]),
        DispatchFulfilment(fulfilment_id=head.id),
    )
    cancel_of(core, order_id, 1, "c1")
    give(core, "R0000001-1", "g1")
    core.transact(lambda unit: tell(unit, Word.LOST, [ToldDraft("p", unit.at)]))
    cancel_of(core, order_id, 1, "c2")
    give(core, "R0000001-2", "g2")
    assert sum(refund(core, one).total_cents for one in ("g1", "g2")) == 3_000


def give(core: Core, number: str, refund_id: str) -> None:
    """The money of all that is open of a return is proposed."""

    def proposal(session: Any) -> ProposeRefund:
        head = session.scalars(select(Return).where(Return.number == number)).one()
        units = open_units(session, head)
        parts = [PartDraft(part.means, part.cents) for part in figures(session, head, units).parts]
        return ProposeRefund(return_id=head.id, refund_id=refund_id, units=units, parts=parts)

    _, outcome = take_in(core, HERE, core.read(proposal))
    assert outcome.has_effect, outcome


def exchange_one(core: Core, place: int, refund_id: str) -> str:
    """One of the two scarfs against a coat of the same price; returns the order."""
    coat = core.read(lambda s: s.scalars(select(Article.id).where(Article.sku == "COAT")).one())
    taken = [ExchangeLine(coat, 1, 3_000)]
    one = ProposeRefund(
        return_id="r", refund_id=refund_id, units=[f"sl:{place}"], parts=[], exchange=taken, sending=AT_HOME
    )
    _, outcome = take_in(core, HERE, one)
    assert outcome.has_effect, outcome
    return str(refund(core, refund_id).sending["order_id"])


def test_two_exchanges_of_one_return_end_under_two_numbers(core: Core) -> None:
    furnish(core, {"LYON": {"COAT": 2}})
    bring(core, price_cents=3_000, units=2)
    for place, name in enumerate(("f", "f2")):
        cancel_of(core, exchange_one(core, place, name), 0, f"c-{name}")
    assert sorted(core.read(open_money)) == [("R0000001-1", 1, 3_000), ("R0000001-2", 1, 3_000)]


def test_cancelled_before_it_was_paid_it_ends_as_a_whole_and_says_so(core: Core) -> None:
    furnish(core, {"LYON": {"COAT": 3}})
    bring(core, price_cents=3_000)
    gone = exchange(core, price_cents=3_000, quantity=3)
    cancel_of(core, str(gone.sending["order_id"]), 1, "c")
    assert (status(core), refund(core).sending["failed"]) == (OrderStatus.CANCELLED, "exchange_cancelled")
    held = stock(core, "COAT", "LYON")
    assert held.soft_held + held.allocated == 0, "nobody waits for the others"
    assert [(one.kind, one.settled_at) for one in cases(core)] == [("exchange_cancelled", None)]
    exchange(core, price_cents=3_000, refund_id="f2")
    assert cases(core)[0].settled_at is not None, "something else was taken"


@pytest.mark.parametrize("state", ["cancelled", "proposed"])
def test_what_was_paid_though_nothing_was_to_be_paid_goes_back_to_its_card(core: Core, state: str) -> None:
    furnish(core, {"LYON": {"COAT": 1}})
    bring(core, price_cents=6_000)
    order_id = str(exchange(core, price_cents=6_000).sending["order_id"])
    if state == "cancelled":
        cancel_of(core, order_id, 0, "c")
    else:
        core.transact(lambda unit: setattr(unit.session.get_one(Refund, "f"), "state", state))
    paid = HandOutExchange(
        return_id="r", refund_id="f", paid_cents=3_000, paid_with=Means.CARD, paid_reference="TPE-1"
    )
    take_in(core, HERE, paid)
    [case] = [one for one in cases(core) if one.kind == "exchange_paid_in_vain"]
    assert (case.data["cents"], case.data["paid"]) == (3_000, [["card", 3_000, "TPE-1"]])
    assert core.read(open_money) == [(case.data["number"], 1, 3_000)]
    give(core, case.data["number"], "g")
    assert refund(core, "g").parts == [["card", 3_000, 0]]
    named = core.read(lambda s: [row.reference for row in payments_of(s, refund(core, "g").sale_id)])
    assert named == ["TPE-1"], "by which its payment service finds it"


@pytest.mark.parametrize("means", [Means.CASH, Means.CARD])
def test_the_case_of_what_was_paid_in_vain_is_over_once_its_money_is_given_back(
    core: Core, means: Means
) -> None:
    furnish(core, {"LYON": {"COAT": 1}})
    bring(core, price_cents=6_000)
    cancel_of(core, str(exchange(core, price_cents=6_000).sending["order_id"]), 0, "c")
    reference = "TPE-1" if means is Means.CARD else ""
    paid = HandOutExchange(
        return_id="r", refund_id="f", paid_cents=3_000, paid_with=means, paid_reference=reference
    )
    take_in(core, HERE, paid)

    def vain() -> ExceptionCase:
        [case] = [one for one in cases(core) if one.kind == "exchange_paid_in_vain"]
        return case

    give(core, vain().data["number"], "g")
    assert vain().settled_at is None, "proposed is not paid"
    core.transact(lambda unit: approve_now(unit, "g"))
    assert vain().settled_at is None, "nor is it on its way"
    if means is Means.CASH:
        key = refund(core, "g").return_id
        assert take_in(core, HERE, PayOutCash(return_id=key, refund_id="g", cents=3_000))[1].code == ""
    else:
        part = core.read(lambda s: s.scalars(select(RefundPart.id).where(RefundPart.refund_id == "g")).one())
        core.transact(lambda unit: note(unit, part, Answer(Heard.DONE, cents=3_000), "e-1"))
    assert refund(core, "g").state == "refunded"
    assert (vain().settlement, vain().data["resolution"]) == (vain().data["number"], "by_itself")


def approve_now(unit: UnitOfWork, refund_id: str) -> None:
    """A manager has signed it."""
    row = unit.session.get_one(Refund, refund_id)
    row.state = "queued"
    begin(unit, row)


def test_no_line_of_no_units_is_told_to_programs_of_before(core: Core) -> None:
    furnish(core, {"LYON": {"COAT": 1}})
    bring(core, price_cents=3_000)
    exchange(core, price_cents=3_000)
    units = core.read(lambda s: s.scalars(select(SaleLine.quantity).where(SaleLine.sale_id != "s")).all())
    assert (list(units), status(core)) == ([], OrderStatus.SOURCED)


RANKS = {"Order": 0, "Sale": 1, "Return": 2, "Refund": 3}


def test_who_ends_an_exchange_and_who_ends_its_order_lock_in_one_order(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(core, {"LYON": {"COAT": 2}})
    bring(core, price_cents=3_000, units=2)
    orders = [exchange_one(core, 0, "f"), exchange_one(core, 1, "f2")]
    locked: list[str] = []
    lock = UnitOfWork.lock

    def noted(unit: UnitOfWork, kind: type[Any], key: Any) -> Any:
        if kind.__name__ in RANKS and kind.__name__ not in locked:
            locked.append(kind.__name__)
        return lock(unit, kind, key)

    monkeypatch.setattr(UnitOfWork, "lock", noted)
    command = DropExchange(return_id="r", refund_id="f2")
    core.transact(lambda unit: lock_for_return(unit, command, "staff-1"))
    one, locked[:] = list(locked), []
    cancel_of(core, orders[0], 0, "c")
    assert one == locked == list(RANKS)
    assert core.read(lambda s: s.get_one(Refund, "f").is_exchange_out)


def test_what_was_claimed_for_an_order_that_is_cancelled_any_store_of_the_region_may_take_back(
    core: Core,
) -> None:
    furnish(core, {"LYON": {"COAT": 1}})
    core.transact(lambda unit: set_region(unit, ["LYON"], "69"))
    bring(core, price_cents=6_000)
    exchange(core, price_cents=6_000)

    def claimed() -> list[str]:
        told = core.read(lambda session: session.get_one(RegionSale, "s").body)
        return list(told.get("claimed", ()))

    assert claimed() == ["sl:0"]
    cancel_of(core, ordered(core).id, 0, "x")

    assert core.read(lambda session: session.scalars(select(RefundClaim)).all()) == []
    assert claimed() == []
