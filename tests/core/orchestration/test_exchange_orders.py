"""What is taken in exchange and is not here is ordered: held at once, no unit twice, no cent lost."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from order_world import do, furnish, head_at, pack, stock, take_in
from sqlalchemy import func, select
from test_shut_locations import turn

from core.commands import (
    DropExchange,
    ExchangeLine,
    HandOutExchange,
    HandOver,
    PartDraft,
    Proof,
    ProposeRefund,
    RefuseAtCounter,
    RejectFulfilment,
    WithdrawRefund,
)
from core.commands.refund_figures import figures, open_units
from core.model import (
    Article,
    ArticlePrice,
    Customer,
    ExceptionCase,
    Fulfilment,
    Location,
    Order,
    OrderLine,
    Refund,
    RefundClaim,
    Return,
    ReturnLine,
    Sale,
    SaleLine,
    SalePayment,
)
from core.orchestration import Core, UnitOfWork
from core.orchestration.cancellation import LineCancel, cancel
from core.orchestration.erasure import erase
from core.orchestration.exchange_ends import give_back
from core.orchestration.order_sales import due_sales, write_down
from core.orchestration.payment_parts import payments_of
from core.orchestration.progress import progress_of
from core.ports import SimulatedClock
from core.rules.exchange_sending import Sending, Way
from core.rules.order import OrderStatus
from core.rules.pickup import exchange_code, is_right_code
from core.rules.refund import Means
from core.rules.time import DAY_MS

HERE = Fulfilment(id="none", location_id=1)
"""Lyon, where the scarfs come back."""
TO_COLLECT = Sending(Way.PICKUP, "Camille Royer", phone="0600000000")
AT_HOME = Sending(Way.HOME, "Camille Royer", street="2 rue Mercière", postcode="69002", city="Lyon")


def bring(core: Core, *, price_cents: int, units: int = 1) -> None:
    """Two scarfs of 30.00 each, by card and cash, are back in Lyon; a coat costs so much."""

    def work(unit: UnitOfWork) -> None:
        articles = {row.sku: row for row in unit.session.scalars(select(Article))}
        lyon = unit.session.scalars(select(Location).where(Location.code == "LYON")).one()
        assert lyon.id == HERE.location_id
        unit.session.add(
            ArticlePrice(article_id=articles["COAT"].id, valid_from=unit.at - DAY_MS, price_cents=price_cents)
        )
        unit.session.add(
            Sale(
                id="s", kind="till", receipt_code="T-1", location_id=lyon.id, sold_at=unit.at,
                delivered_at=unit.at, means=[["card", 4_000], ["cash", 2_000]], card_last4="4417",
            )
        )  # fmt: skip
        unit.session.flush()
        unit.session.add(SalePayment(sale_id="s", place=0, means="card", cents=4_000, reference="PSP-1"))
        unit.session.add(
            SaleLine(
                id="sl", sale_id="s", line_no=1, article_id=articles["SCARF"].id, name="Scarf", quantity=2,
                list_cents=6_000, paid_cents=6_000, sale_type="in_store",
            )
        )  # fmt: skip
        unit.session.add(
            Return(
                id="r", number="R0000001", location_id=lyon.id, sale_id="s", declared_by="staff-1",
                declared_device="till-1", declared_at=unit.at,
            )
        )  # fmt: skip
        unit.session.flush()
        unit.session.add(
            ReturnLine(
                id="rl", return_id="r", line_no=1, sale_line_id="sl", article_id=articles["SCARF"].id,
                name="Scarf", quantity=units, units=list(range(units)), reason="changed_mind",
                state="disposed", state_at=unit.at, ground="policy", refund_by=None, received=units,
                disposed=units,
            )
        )  # fmt: skip

    core.transact(work)


def exchange(
    core: Core, *, price_cents: int, quantity: int = 1, sending: Sending = TO_COLLECT, refund_id: str = "f"
) -> Refund:
    """All that is open of the return against so many coats; the refund as it stands then."""

    def proposal(session: Any) -> ProposeRefund:
        coat = session.scalars(select(Article.id).where(Article.sku == "COAT")).one()
        head = session.get(Return, "r")
        units = open_units(session, head)
        due = figures(session, head, units, quantity * price_cents)
        return ProposeRefund(
            return_id="r",
            refund_id=refund_id,
            units=units,
            parts=[PartDraft(part.means, part.cents) for part in due.parts],
            exchange=[ExchangeLine(coat, quantity, price_cents)],
            sending=sending,
        )

    _, outcome = take_in(core, HERE, core.read(proposal))
    assert outcome.has_effect, outcome
    return refund(core, refund_id)


def refund(core: Core, refund_id: str = "f") -> Refund:
    return core.read(lambda s: s.get_one(Refund, refund_id))


def ordered(core: Core) -> Order:
    return core.read(lambda s: s.get_one(Order, refund(core).sending["order_id"]))


def status(core: Core) -> OrderStatus:
    return core.read(lambda s: progress_of(s, s.get_one(Order, ordered(core).id)).status)


def claimed(core: Core) -> int:
    return core.read(lambda s: s.scalar(select(func.count()).select_from(RefundClaim))) or 0


def sold(core: Core) -> tuple[list[list[str | int]], int, int, bool]:
    """The exchange's sale: its means, units and cents of its lines, whether it has reached its customer."""

    def read(session: Any) -> tuple[list[list[str | int]], int, int, bool]:
        sale = session.scalars(select(Sale).where(Sale.kind == "exchange")).one()
        lines = session.scalars(select(SaleLine).where(SaleLine.sale_id == sale.id)).all()
        units, cents = sum(line.quantity for line in lines), sum(line.paid_cents for line in lines)
        return sale.means, units, cents, sale.delivered_at is not None

    return core.read(read)


def write_sales(core: Core) -> None:
    core.transact(lambda unit: write_down(unit, list(due_sales(unit.session, "", 100))))


def open_money(session: Any) -> list[tuple[str, int, int]]:
    """Returns of what was taken in exchange: number, store, cents that can be given for them."""
    found = []
    for head in session.scalars(select(Return).where(Return.sale_id != "s")):
        due = figures(session, head, open_units(session, head))
        found.append((head.number, head.location_id, due.total_cents))
    return found


def hand_over(core: Core, units: int) -> None:
    """Lyon prepares what it has of the order, and its customer takes it."""
    head = head_at(core, ordered(core).id, "LYON")
    pack(core, head, "COAT", units)
    do(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY))


def test_it_is_held_at_once_goes_on_its_way_once_paid_and_is_sold_when_it_is_with_its_customer(
    core: Core, clock: SimulatedClock
) -> None:
    furnish(core, {"LYON": {"COAT": 2}})
    bring(core, price_cents=4_500, units=2)
    taken = exchange(core, price_cents=4_500, quantity=2)
    assert (taken.to_pay_cents, taken.is_exchange_out) == (3_000, False)
    assert (ordered(core).channel, ordered(core).reference) == ("store", "R0000001")
    assert stock(core, "COAT", "LYON").soft_held + stock(core, "COAT", "LYON").allocated == 2
    assert status(core) is OrderStatus.PLACED, "no store works before it is paid"
    clock.advance(DAY_MS)
    assert (turn(core), status(core)) == ({}, OrderStatus.PLACED), "nor does it end by itself"

    paid = HandOutExchange(
        return_id="r", refund_id="f", paid_cents=3_000, paid_with=Means.CARD, paid_reference="PSP-2"
    )
    take_in(core, HERE, paid)
    assert (status(core), sold(core)[1:]) == (OrderStatus.SOURCED, (0, 0, False))
    [kind] = core.read(lambda s: s.scalars(select(OrderLine.sale_type)).all())
    assert kind == "in_store"
    hand_over(core, 2)
    write_sales(core)
    assert sold(core) == ([["card", 7_000], ["cash", 2_000]], 2, 9_000, True)
    [sale] = core.read(lambda s: s.scalars(select(Sale).where(Sale.id != "s")).all())
    named = core.read(lambda s: [(row.cents, row.reference) for row in payments_of(s, sale.id)])
    assert named == [(4_000, "PSP-1"), (3_000, "PSP-2")], "each part goes back to what paid it"


@pytest.mark.by_turns
@pytest.mark.parametrize("seed", ["", "5eed" * 8])
def test_it_is_collected_by_the_code_on_its_customers_paper(core: Core, seed: str) -> None:
    """With chance of its own; and without, as papers have it that were printed before."""
    furnish(core, {"LYON": {"COAT": 1}})
    bring(core, price_cents=3_000)
    exchange(core, price_cents=3_000, sending=replace(TO_COLLECT, code_seed=seed))
    head, code = head_at(core, ordered(core).id), exchange_code("f", seed)
    assert is_right_code(head.order_id, code, head.pickup_code_digest)
    is_told = is_right_code(head.order_id, exchange_code("f", ""), head.pickup_code_digest)
    assert is_told is (not seed), "whoever has been told the refund's identifier"
    pack(core, head, "COAT")
    told = HandOver(fulfilment_id=head.id, proof=Proof.CODE, code=code)
    assert take_in(core, head, told)[1].code == ""


def test_the_last_piece_went_elsewhere_so_nothing_moves_and_the_store_is_told(core: Core) -> None:
    furnish(core, {"PARIS": {"COAT": 1}})
    bring(core, price_cents=2_000, units=1)
    with core.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE position SET safety = 1")
    gone = exchange(core, price_cents=2_000)
    assert (gone.state, gone.exchange, gone.sending["failed"]) == ("withdrawn", [], "exchange_free_nowhere")
    assert claimed(core) == 0, "its units are free: money, or another article"
    [case] = core.read(lambda s: s.scalars(select(ExceptionCase)).all())
    assert (case.location_id, case.kind, case.data["name"]) == (1, "exchange_free_nowhere", "Coat")
    assert "Camille" not in str(case.data), "who it is stands with the exchange alone"
    assert core.read(lambda s: s.scalars(select(Order)).all()) == []

    with core.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE position SET safety = 0")
    again = exchange(core, price_cents=2_000, sending=AT_HOME, refund_id="f2")
    assert again.sending["order_number"]
    settled = core.read(lambda s: s.get_one(ExceptionCase, case.id))
    assert settled.settled_at is not None, "what it waited for has happened"
    assert claimed(core) == 1


@pytest.mark.parametrize("command", [DropExchange, WithdrawRefund])
def test_what_ends_the_exchange_frees_the_article(core: Core, command: type[Any]) -> None:
    furnish(core, {"PARIS": {"COAT": 1}})
    bring(core, price_cents=9_000, units=2)
    exchange(core, price_cents=9_000)
    if command is WithdrawRefund:
        core.transact(lambda unit: setattr(unit.session.get_one(Refund, "f"), "state", "proposed"))
    take_in(core, HERE, command(return_id="r", refund_id="f"))
    assert (status(core), claimed(core)) == (OrderStatus.CANCELLED, 0)
    assert stock(core, "COAT", "PARIS").soft_held + stock(core, "COAT", "PARIS").allocated == 0
    assert refund(core).sending.get("failed") is None


def test_what_never_came_is_put_before_its_store_to_the_cent_and_once(core: Core) -> None:
    furnish(core, {"LYON": {"COAT": 1}, "PARIS": {"COAT": 2}})
    bring(core, price_cents=3_333, units=2)
    exchange(core, price_cents=3_333, quantity=3)
    take_in(core, HERE, HandOutExchange(return_id="r", refund_id="f", paid_cents=3_999))
    hand_over(core, 1)
    away = head_at(core, ordered(core).id, "PARIS")
    take_in(core, away, RejectFulfilment(fulfilment_id=away.id, reason="out_of_reach"))

    core.transact(
        lambda unit: cancel(unit, unit.session.get_one(Order, ordered(core).id), [LineCancel(1, 2)], "x")
    )
    once = core.read(open_money)
    core.transact(lambda unit: give_back(unit, unit.session.get_one(Order, ordered(core).id), "y"))
    write_sales(core)
    assert sold(core)[1:3] == (3, 9_999)
    assert once == core.read(open_money) == [("R0000001-1", 1, 6_666)]


def test_what_its_customer_refuses_at_the_counter_is_their_money_again(core: Core) -> None:
    furnish(core, {"LYON": {"COAT": 1}})
    bring(core, price_cents=3_000)
    exchange(core, price_cents=3_000)
    head = head_at(core, ordered(core).id)
    pack(core, head, "COAT")
    do(core, head, RefuseAtCounter(fulfilment_id=head.id, reason="trop grand"))
    assert core.read(open_money) == [("R0000001-1", 1, 3_000)]


def test_who_took_it_is_erased_with_the_sale_that_it_was_taken_for(core: Core) -> None:
    furnish(core, {"LYON": {"COAT": 1}})
    bring(core, price_cents=3_000)
    exchange(core, price_cents=3_000, sending=AT_HOME)
    hand_over(core, 1)
    write_sales(core)
    with core.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE fulfilment SET state = 'closed'")
    erase(core, "T-1", "Siège", "")
    assert set(refund(core).sending) == {"way", "order_id", "order_number"}
    told = core.read(lambda s: [(row.name, row.phone) for row in s.scalars(select(Customer))])
    streets = core.read(lambda s: [(row.street, row.city) for row in s.scalars(select(Order))])
    assert (told, streets) == ([("", "")], [("", "")])
