"""What left unpaid gives nothing back: only what came in may go out, and it counts once it has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from order_world import furnish, head_at, line_at, take_in
from sqlalchemy import select
from test_credits_spent import by_card, left_on_card, sale_of, settle, sold_card, to_collect

from core.commands import HandOver, HandOverPart, LiftPayment, Proof, Resolution, SettleException
from core.commands.crediting import rows_paid, what_counts
from core.commands.definitions.payments import PaidPart
from core.commands.return_reading import sold_of
from core.model import ExceptionCase, Fulfilment, Order, OrderMoney, Sale, SaleLine, SalePayment
from core.orchestration import Core, UnitOfWork
from core.orchestration.order_money import keep_payment
from core.orchestration.order_sales import _spread_paid, means_of
from core.orchestration.payments import hear
from core.rules.order import PaymentState, PaymentWord
from core.rules.refund import Means
from core.rules.refund_money import allocate, due, unit_id

SCARF_CENTS = 12_900
MEANS = st.sampled_from(["card", "cash", "gift_card", "store_credit"])
LEFT = st.lists(
    st.tuples(
        st.lists(st.integers(0, 30_000), min_size=1, max_size=4),
        st.lists(st.tuples(MEANS, st.integers(1, 40_000)), max_size=4),
    ),
    min_size=1,
    max_size=3,
)
"""Of each share what its lines cost, and what was told as paid for it."""


@given(LEFT)
def test_a_sale_is_worth_what_came_in_for_it_and_never_more_than_it_costs(
    left: list[tuple[list[int], list[tuple[str, int]]]],
) -> None:
    shares, lines = [], []
    for costs, told in left:
        here = [SaleLine(list_cents=cents, paid_cents=cents, quantity=1) for cents in costs]
        _spread_paid(here, sum(cents for _, cents in told))
        lines += here
        shares.append(Fulfilment(paid_here=[list(one) for one in told]))
        assert sum(line.paid_cents for line in here) == min(sum(costs), sum(cents for _, cents in told))
        assert all(0 <= line.paid_cents <= line.list_cents for line in here)
    means = means_of(Order(payment="pay_in_store"), shares, sum(line.paid_cents for line in lines))
    came_in = {name: 0 for name, _ in means}
    for _, told in left:
        for name, cents in told:
            came_in[name] = came_in.get(name, 0) + cents
    assert sum(int(cents) for _, cents in means) == sum(line.paid_cents for line in lines)
    assert all(int(cents) <= came_in[str(name)] for name, cents in means), "no means gives what it never took"


def goes_out(core: Core) -> dict[Means, int]:
    """What goes back, by means, when all of the newest sale comes back."""

    def read(session: object) -> dict[Means, int]:
        sale = session.scalars(select(Sale)).one()  # type: ignore[attr-defined]
        lines = session.scalars(select(SaleLine)).all()  # type: ignore[attr-defined]
        sold = sold_of(sale, lines)
        units = [unit_id(line.id, place) for line in sold.lines for place in range(line.quantity)]
        back_cents = sum(due(sold, units, ()).values())
        return {part.means: part.cents for part in allocate(back_cents, sold.paid, [])}

    return core.read(read)


def lift(core: Core, head: Fulfilment) -> None:
    assert take_in(core, head, LiftPayment(fulfilment_id=head.id, reason="connue"))[1].has_effect
    core.transact(lambda unit: setattr(unit.session.get_one(Fulfilment, head.id), "unpaid_lifted_by", "s-9"))


def test_what_a_manager_let_leave_unpaid_gives_no_cash_back(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    head = to_collect(core)
    core.transact(lambda unit: unit.session.add(OrderMoney(order_id=head.order_id, delivery_cents=490)))
    line = line_at(core, head, "SCARF")
    lift(core, head)
    first = HandOverPart(fulfilment_id=head.id, units={line.id: 1}, proof=Proof.IDENTITY, paid_cents=5_000)
    assert take_in(core, head, first)[1].code == ""
    assert sale_of(core) == ([["cash", 5_000]], 5_000)
    rest = HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY, paid_cents=4_000, paid_with=Means.CARD)
    assert take_in(core, head, rest)[1].code == ""
    assert sale_of(core) == ([["cash", 5_000], ["card", 4_000]], 9_000), "of 258.00, and no delivery"
    assert goes_out(core) == {Means.CARD: 4_000, Means.CASH: 5_000}


def test_what_left_without_a_cent_gives_nothing_until_it_was_brought(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    head = to_collect(core, 1)
    assert take_in(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY))[1].code == "left_unpaid"
    assert sale_of(core) == ([], 0)
    assert goes_out(core) == {}
    of_it = select(ExceptionCase).where(ExceptionCase.kind == "left_unpaid")
    [case] = core.read(lambda s: s.scalars(of_it).all())
    told = SettleException(
        case_id=case.id, case_aggregate=case.aggregate, settlement="payé", resolution=Resolution.PAID_SINCE
    )
    assert take_in(core, head, told)[1].code == ""
    assert sale_of(core) == ([["cash", SCARF_CENTS]], SCARF_CENTS)
    assert head_at(core, head.order_id).to_pay_cents == 0
    assert goes_out(core) == {Means.CASH: SCARF_CENTS}


def hear_paid(core: Core, head: Fulfilment, reference: str = "") -> str | None:
    """Its shop tells that it was paid; returns the case that it raised."""

    def confirm(unit: UnitOfWork) -> str | None:
        order = unit.lock(Order, head.order_id)
        assert order is not None and order.payment == PaymentState.PAY_IN_STORE
        keep_payment(unit, order.id, reference, "")
        return hear(unit, order, PaymentWord.CONFIRMED, "psp-1").exception

    return core.transact(confirm)


def cases_of(core: Core, kind: str) -> list[ExceptionCase]:
    return list(core.read(lambda s: s.scalars(select(ExceptionCase).where(ExceptionCase.kind == kind)).all()))


@pytest.mark.by_turns
@pytest.mark.parametrize("paid_cents", [0, 5_000, SCARF_CENTS])
def test_what_its_shop_is_paid_for_later_goes_back_by_card_and_the_counters_to_the_counter(
    core: Core, paid_cents: int
) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    head = to_collect(core, 1)
    take_in(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY, paid_cents=paid_cents))
    assert sale_of(core)[1] == paid_cents
    assert hear_paid(core, head) == ("paid_too_much" if paid_cents else None)
    parts = {Means.CASH: paid_cents, Means.CARD: SCARF_CENTS - paid_cents}
    assert goes_out_after(core) == {means: cents for means, cents in parts.items() if cents}
    told = [(case.data["cents"], case.location_id) for case in cases_of(core, "paid_too_much")]
    assert told == ([(paid_cents, head.location_id)] if paid_cents else []), "what its shop took beyond it"


def goes_out_after(core: Core) -> dict[Means, int]:
    assert sale_of(core)[1] == SCARF_CENTS
    return goes_out(core)


def test_a_counters_card_and_its_shops_are_payments_of_their_own(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    head = to_collect(core, 2)
    line = line_at(core, head, "SCARF")
    by_card = {"paid_cents": SCARF_CENTS, "paid_with": Means.CARD, "paid_reference": "TPE-1"}
    first = HandOverPart(fulfilment_id=head.id, units={line.id: 1}, proof=Proof.IDENTITY, **by_card)
    assert take_in(core, head, first)[1].code == ""
    assert hear_paid(core, head, "PSP-7") == "paid_too_much"
    rest = HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY)
    assert take_in(core, head, rest)[1].code == ""
    assert sale_of(core) == ([["card", 2 * SCARF_CENTS]], 2 * SCARF_CENTS)
    named = core.read(lambda s: s.execute(select(SalePayment.reference, SalePayment.cents)).all())
    assert dict(map(tuple, named)) == {"TPE-1": SCARF_CENTS, "PSP-7": SCARF_CENTS}


def test_what_the_counter_takes_after_its_shop_was_paid_is_the_counters_to_give_back(core: Core) -> None:
    """Its label asked for what had been paid meanwhile: the cash is too much, and the card counts."""
    furnish(core, {"LYON": {"SCARF": 5}})
    head = to_collect(core, 1)
    assert hear_paid(core, head) is None
    by_slip = {"paid_cents": SCARF_CENTS, "paid_with": Means.CARD, "paid_reference": "TPE-9"}
    told = HandOver(
        fulfilment_id=head.id, proof=Proof.IDENTITY, also_paid=[PaidPart(Means.CASH, 100)], **by_slip
    )
    assert take_in(core, head, told)[1].code == "paid_too_much"
    assert sale_of(core) == ([["card", SCARF_CENTS]], SCARF_CENTS)
    assert head_at(core, head.order_id).paid_here == [["card", 0, "TPE-9"]], "a slip is known by its day"


@pytest.mark.parametrize("reference", ["", "TPE-3"])
def test_what_left_unpaid_and_is_paid_by_card_since_goes_back_to_it(core: Core, reference: str) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    head = to_collect(core, 1)
    take_in(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY))
    [case] = cases_of(core, "left_unpaid")
    told = SettleException(
        case_id=case.id,
        case_aggregate=case.aggregate,
        settlement="payé",
        resolution=Resolution.PAID_BY_CARD,
        paid_reference=reference,
    )
    assert take_in(core, head, told)[1].code == ""
    assert sale_of(core) == ([["card", SCARF_CENTS]], SCARF_CENTS)
    named = core.read(lambda s: s.scalars(select(SalePayment.reference)).all())
    assert list(named) == ([reference] if reference else [])


@pytest.mark.parametrize("choice", [Resolution.TAKE_AGAIN, Resolution.PAID_SINCE, Resolution.PAID_BY_CARD])
def test_what_a_credit_had_not_is_asked_for_no_more_once_its_shop_was_paid(
    core: Core, choice: Resolution
) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    sold_card(core, 2_000)
    head = to_collect(core, 1)
    told = HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY, also_paid=[by_card(SCARF_CENTS)])
    assert take_in(core, head, told)[1].code == "credit_not_covered"
    assert hear_paid(core, head) == "paid_too_much"
    sold_card(core, SCARF_CENTS)
    assert settle(core, head, choice) == ""
    assert left_on_card(core) == SCARF_CENTS, "nothing more is taken from it"
    assert sale_of(core) == ([["gift_card", 2_000], ["card", SCARF_CENTS - 2_000]], SCARF_CENTS)


PAYS = st.lists(st.tuples(MEANS, st.integers(1, 20_000)), max_size=4)


@given(st.lists(st.tuples(st.integers(1, 30_000), PAYS), min_size=1, max_size=3), st.integers(0, 900), PAYS)
def test_what_goes_back_and_what_is_too_much_are_what_came_in(
    shares: list[tuple[int, list[tuple[str, int]]]], delivery_cents: int, late: list[tuple[str, int]]
) -> None:
    """A counter has taken some of it, its shop is paid for the whole then, and somebody pays at the counter
    once more. To the cent and by means: what all of it gives back, and what is too much, is what came in."""
    took = {means.value: 0 for means in Means}
    beyond, heads = dict(took), []
    for due_cents, told in [*shares, (0, late)]:
        parts = [PaidPart(Means(means), cents) for means, cents in told]
        counted = what_counts(parts, due_cents)
        heads.append(Fulfilment(paid_here=rows_paid(counted)))
        for part in parts:
            took[part.means] += part.cents
            beyond[part.means] += part.cents
        for part in counted:
            beyond[part.means] -= part.cents
    total_cents = sum(due_cents for due_cents, _ in shares) + delivery_cents
    took[Means.CARD] += total_cents
    beyond[Means.CARD] += sum(cents for head in heads for _, cents, *_ in head.paid_here)
    means = means_of(Order(payment="paid"), heads, total_cents)
    assert sum(int(cents) for _, cents in means) == total_cents
    back = {str(name): int(cents) for name, cents in means}
    assert {name: back.get(name, 0) + cents for name, cents in beyond.items()} == took
