"""Which sale money was for that has gone back, where no refund here says so.

What was taken in exchange is a sale of its own, and bears the name of the payment that was kept for it: so
one payment may be several sales'. The money went for what the lost core knew of, and for no more than it had
left of that payment.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.model import Refund, Sale, SalePayment
from core.model.gathered import rows_of
from core.model.kept_statements import kept
from core.orchestration.exchange_sales import exchange_sale_id
from core.orchestration.payment_parts import keys_of, payments_of, taken_of
from core.orchestration.perhaps_paid import case_about


def payment_meant(
    session: Session, reference: str, named: str, cents: int, restored: int
) -> SalePayment | None:
    """The payment of the sale that a word of the payment service is about; None if no sale is known.

    Args:
        reference: what the payment service calls the payment.
        named: what whoever asked for the refund calls it.
        cents: how much went.
        restored: when this core was restored.
    """
    rows = payments_called(session, reference)
    if len(rows) <= 1:
        return next(iter(rows), None)
    by_name = [row for row in rows if _is_named(session, named, row.sale_id)]
    known = by_name or _of_before(session, rows, restored)
    return next((row for row in known if _left_cents(session, row, restored) >= cents), known[0])


def payments_called(session: Session, reference: str) -> Sequence[SalePayment]:
    """Payments of this name, none for no name, by their sales: what was taken in exchange is a younger one
    than the one before it."""
    if not reference:
        return ()
    return _called(session, reference)


@kept
def _called(reference: str) -> Select[SalePayment]:
    query = select(SalePayment).join(Sale, Sale.id == SalePayment.sale_id)
    query = query.where(SalePayment.reference == reference)
    return query.order_by(Sale.sold_at, Sale.id, SalePayment.place)


def refund_named(session: Session, named: str, sale_id: str) -> Refund | None:
    """The refund of a sale by one of whose keys this is called."""
    payments = payments_of(session, sale_id)
    refunds = _refunds(session, sale_id)
    return next((refund for refund in refunds if named in keys_of(refund.id, payments)), None)


@kept
def _refunds(sale_id: str) -> Select[Refund]:
    return select(Refund).where(Refund.sale_id == sale_id).order_by(Refund.id)


def _is_named(session: Session, named: str, sale_id: str) -> bool:
    is_here = refund_named(session, named, sale_id) is not None
    return is_here or case_about(session, named, sale_id) is not None


def _of_before(session: Session, rows: Sequence[SalePayment], restored: int) -> Sequence[SalePayment]:
    """Without what was agreed after the restore: the lost core paid nothing for that."""
    refunds = rows_of(session, Refund, Refund.sale_id, [row.sale_id for row in rows])
    since = {exchange_sale_id(refund) for refund in refunds if refund.proposed_at >= restored}
    return [row for row in rows if row.sale_id not in since] or rows


def _left_cents(session: Session, row: SalePayment, restored: int) -> int:
    """What of a payment was left, as far as the lost core knew: not kept for an exchange, nor gone back."""
    return row.cents - taken_of(session, row.sale_id, before=restored)[row.place]
