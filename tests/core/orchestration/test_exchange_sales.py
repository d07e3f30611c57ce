"""What was taken in exchange can come back in its turn, and its money goes back to what paid for it."""

from __future__ import annotations

import pytest
from order_world import take_in
from sqlalchemy import select

from core.commands import HandOutExchange, Resolution, SettleException
from core.commands.return_reading import sold_of
from core.model import (
    CreditUse,
    ExceptionCase,
    Fulfilment,
    Refund,
    Return,
    Sale,
    SaleLine,
    SalePayment,
)
from core.orchestration import Core, UnitOfWork
from core.orchestration.credits import sell_card
from core.orchestration.exchange_sales import rewrite_exchange
from core.orchestration.payment_parts import payments_of
from core.orchestration.return_reactions import after_refund
from core.rules.refund import Means
from core.rules.refund_money import allocate
from core.rules.time import DAY_MS, Instant
from tests.core.builders import make_article, make_location


def exchanged(unit: UnitOfWork, paid_with: Means = Means.CARD, reference: str = "") -> str:
    """A jacket of 30.00 by card and cash was exchanged for one of 45.00, and the rest paid."""
    store, jacket = make_location(unit), make_article(unit)
    unit.session.add(
        Sale(
            id="s", kind="till", receipt_code="T-1", location_id=store.id, sold_at=unit.at,
            delivered_at=unit.at, means=[["card", 2_000], ["cash", 1_000]], card_last4="4417",
        )
    )  # fmt: skip
    unit.session.flush()
    unit.session.add(SalePayment(sale_id="s", place=0, means="card", cents=2_000, reference="PSP-1"))
    unit.session.add(
        Return(
            id="r", number="R0000001", location_id=store.id, sale_id="s", declared_by="staff-1",
            declared_device="till-1", declared_at=unit.at,
        )
    )  # fmt: skip
    unit.session.flush()
    unit.session.add(
        Refund(
            id="f", return_id="r", number="R0000001", location_id=store.id, sale_id="s", state="refunded",
            state_at=unit.at, total_cents=0, exchange=[[jacket.id, 1, 4_500]], is_exchange_out=True,
            kept=[["card", 2_000], ["cash", 1_000]], to_pay_cents=1_500, proposed_by="staff-1",
            proposed_device="till-1", proposed_at=unit.at,
            paid_here=[[paid_with.value, 1_500, *filter(None, [reference])]],
        )
    )  # fmt: skip
    unit.session.flush()
    command = HandOutExchange(
        return_id="r", refund_id="f", paid_cents=1_500, paid_with=paid_with, paid_reference=reference
    )
    after_refund(unit, command)
    after_refund(unit, command)
    unit.session.flush()
    return "R0000001"


def named(unit: UnitOfWork, sale: Sale) -> list[tuple[str, int, str]]:
    """The payments of a sale that have a name, in their order."""
    return [(row.means, row.cents, row.reference) for row in payments_of(unit.session, sale.id)]


def test_an_exchange_is_a_sale_that_can_come_back(core: Core) -> None:
    code = core.transact(exchanged)

    def read(unit: UnitOfWork) -> None:
        sale = unit.session.scalars(select(Sale).where(Sale.receipt_code == code)).one()
        [line] = unit.session.scalars(select(SaleLine).where(SaleLine.sale_id == sale.id))
        assert (line.quantity, line.paid_cents, line.sku) == (1, 4_500, "SKU-1")
        assert sale.means == [["card", 3_500], ["cash", 1_000]]
        assert named(unit, sale) == [("card", 2_000, "PSP-1")], "what was added has no name: a person's"
        sold = sold_of(sale, [line])
        assert sum(part.cents for part in allocate(4_500, sold.paid, [])) == sold.paid_cents == 4_500

    core.transact(read)


def test_a_payment_to_which_nothing_was_added_keeps_its_name(core: Core) -> None:
    code = core.transact(lambda unit: exchanged(unit, Means.CASH))

    def read(unit: UnitOfWork) -> None:
        sale = unit.session.scalars(select(Sale).where(Sale.receipt_code == code)).one()
        assert sale.means == [["card", 2_000], ["cash", 2_500]]
        assert named(unit, sale) == [("card", 2_000, "PSP-1")]

    core.transact(read)


def test_what_was_added_by_another_card_has_a_name_of_its_own(core: Core) -> None:
    code = core.transact(lambda unit: exchanged(unit, Means.CARD, "PSP-2"))

    def read(unit: UnitOfWork) -> None:
        sale = unit.session.scalars(select(Sale).where(Sale.receipt_code == code)).one()
        assert sale.means == [["card", 3_500], ["cash", 1_000]]
        assert named(unit, sale) == [("card", 2_000, "PSP-1"), ("card", 1_500, "PSP-2")]

    core.transact(read)


def left_short(core: Core, *, kind: str, on_card_cents: int = 0) -> tuple[str, ExceptionCase]:
    """Of the rest of the exchange 15.00 were told as paid by a gift card that had 5.00, or by nobody."""

    def work(unit: UnitOfWork) -> tuple[str, ExceptionCase]:
        code = exchanged(unit, Means.GIFT_CARD, "GC77120042")
        refund = unit.session.get_one(Refund, "f")
        refund.paid_here = [["gift_card", 500, "GC77120042"]]
        about = {"location_id": refund.location_id, "currency": "EUR", "cause": "till-9"}
        expires_at = Instant(unit.at + DAY_MS)
        sell_card(unit, "GC77120042", max(1, on_card_cents), expires_at=expires_at, **about)
        unit.session.add(
            CreditUse(
                id="use", aggregate="return:r", number="GC77120042", location_id=refund.location_id,
                cents=1_500, taken_cents=500, at=unit.at, used_by="staff-1", device_id="till-1",
            )
        )  # fmt: skip
        case = ExceptionCase(
            id="case", location_id=refund.location_id, kind=kind, aggregate="return:r", raised_at=unit.at,
            data={"number": code, "refund": "f", "use": "use", "credit": "GC77120042", "cents": 1_000},
        )  # fmt: skip
        unit.session.add(case)
        unit.session.flush()
        rewrite_exchange(unit, "f")
        return code, case

    return core.transact(work)


@pytest.mark.parametrize(
    ("kind", "choice", "means", "names"),
    [
        (
            "credit_not_covered", Resolution.TAKE_AGAIN,
            [["card", 2_000], ["cash", 1_000], ["gift_card", 1_500]],
            [("card", 2_000, "PSP-1"), ("gift_card", 1_500, "GC77120042")],
        ),
        (
            "credit_not_covered", Resolution.PAID_SINCE,
            [["card", 2_000], ["cash", 2_000], ["gift_card", 500]],
            [("card", 2_000, "PSP-1"), ("gift_card", 500, "GC77120042")],
        ),
        (
            "exchange_left_unpaid", Resolution.PAID_SINCE,
            [["card", 2_000], ["cash", 2_000], ["gift_card", 500]],
            [("card", 2_000, "PSP-1"), ("gift_card", 500, "GC77120042")],
        ),
    ],
)  # fmt: skip
def test_what_was_missing_of_an_exchange_counts_once_it_has_come(
    core: Core,
    kind: str,
    choice: Resolution,
    means: list[list[str | int]],
    names: list[tuple[str, int, str]],
) -> None:
    code, case = left_short(core, kind=kind, on_card_cents=1_000)

    def sold() -> tuple[dict[object, object], int, list[tuple[str, int, str]]]:
        def read(unit: UnitOfWork) -> tuple[dict[object, object], int, list[tuple[str, int, str]]]:
            sale = unit.session.scalars(select(Sale).where(Sale.receipt_code == code)).one()
            [line] = unit.session.scalars(select(SaleLine).where(SaleLine.sale_id == sale.id))
            return dict(sale.means), line.paid_cents, sorted(named(unit, sale))

        return core.transact(read)

    assert sold()[:2] == ({"card": 2_000, "cash": 1_000, "gift_card": 500}, 3_500)
    told = SettleException(
        case_id="case", case_aggregate="return:r", settlement="vu avec la cliente", resolution=choice
    )
    at_store = Fulfilment(id="none", location_id=case.location_id)
    assert take_in(core, at_store, told)[1].code == ""
    assert sold() == (dict(means), 4_500, sorted(names))
    assert take_in(core, at_store, told)[1].code == "already_settled"
    assert sold()[1] == 4_500
