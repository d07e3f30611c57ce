"""What left unpaid gives nothing back: only what came in may go out, and it counts once it has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from order_world import furnish, head_at, line_at, take_in
from sqlalchemy import select
from test_credits_spent import sale_of, to_collect

from core.commands import HandOver, HandOverPart, LiftPayment, Proof, Resolution, SettleException
from core.commands.return_reading import sold_of
from core.model import ExceptionCase, Fulfilment, Order, OrderMoney, Sale, SaleLine
from core.orchestration import Core
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


@pytest.mark.parametrize("paid_cents", [0, 5_000])
def test_what_its_shop_is_paid_for_later_goes_back_by_card(core: Core, paid_cents: int) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    head = to_collect(core, 1)
    take_in(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY, paid_cents=paid_cents))
    assert sale_of(core)[1] == paid_cents

    def confirm(unit: object) -> None:
        order = unit.lock(Order, head.order_id)  # type: ignore[attr-defined]
        assert order.payment == PaymentState.PAY_IN_STORE
        hear(unit, order, PaymentWord.CONFIRMED, "psp-1")  # type: ignore[arg-type]

    core.transact(confirm)
    assert sale_of(core) == ([["card", SCARF_CENTS]], SCARF_CENTS)
