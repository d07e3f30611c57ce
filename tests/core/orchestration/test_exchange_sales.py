"""What was taken in exchange can come back in its turn, and its money goes back to what paid for it."""

from __future__ import annotations

from sqlalchemy import select

from core.commands import HandOutExchange
from core.commands.return_reading import sold_of
from core.model import Refund, Return, Sale, SaleLine, SalePayment
from core.orchestration import Core, UnitOfWork
from core.orchestration.payment_parts import payments_of
from core.orchestration.return_reactions import after_refund
from core.rules.refund import Means
from core.rules.refund_money import allocate
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
