"""What leads from one exchange to the next: a sale comes back, and what is taken instead is a sale or
an order of its own, under the return's number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Order, Refund, Return, Sale
from core.rules.order import Channel
from core.rules.refund import EXCHANGE_SALE
from core.rules.words import name_words


def first_receipt(session: Session, who: str) -> str:
    """The receipt that a return's number leads back to, exchange by exchange, or the number of the return
    that somebody else brought than who had bought; anything else as it is."""
    seen: set[str] = set()
    while who not in seen:
        seen.add(who)
        sale = _brought_back(session, who)
        who = sale.receipt_code if sale is not None else who
    return who


def _brought_back(session: Session, number: str) -> Sale | None:
    """The sale that a return came of, if the same customer brought it."""
    query = select(Return, Sale).join(Sale, Sale.id == Return.sale_id).where(Return.number == number)
    found = session.execute(query.limit(1)).unique().first()
    return found[1] if found is not None and not _is_of_another(*found) else None


def _is_of_another(head: Return, sale: Sale) -> bool:
    """Whether a return was brought in another name than that of its sale: it was a gift, say."""
    brought, bought = name_words(head.customer_name), name_words(sale.customer_name)
    return bool(brought and bought) and brought != bought


def in_another_name(heads: Sequence[Return], sales: Sequence[Sale]) -> list[Sale]:
    """Those of these sales of which each return here was brought by somebody else."""
    back = {sale.id: [head for head in heads if head.sale_id == sale.id] for sale in sales}
    return [sale for sale in sales if all(_is_of_another(head, sale) for head in back[sale.id])]


def lead_back(session: Session, orders: Sequence[Order], sales: list[Sale], returns: list[Return]) -> None:
    """Add the returns that orders were taken in exchange with, and the sales that came back in them, exchange
    by exchange."""
    order_ids = {order.id for order in orders}
    numbers = {order.reference for order in orders if order.channel == Channel.STORE and order.reference}
    query = select(Refund).join(Return, Return.id == Refund.return_id).where(Return.number.in_(numbers))
    led = {row.return_id for row in _all(session, query) if row.sending.get("order_id") in order_ids}
    found = _all(session, select(Return).where(Return.id.in_(led)))
    while found:
        known_returns, known_sales = {row.id for row in returns}, {sale.id for sale in sales}
        returns += [row for row in found if row.id not in known_returns]
        sold = {row.sale_id for row in found} - known_sales
        before = _all(session, select(Sale).where(Sale.id.in_(sold)))
        others = in_another_name(found, before)
        before = [sale for sale in before if sale not in others]
        sales += before
        codes = {sale.receipt_code for sale in before if sale.kind == EXCHANGE_SALE}
        found = _all(session, select(Return).where(Return.number.in_(codes))) if codes else []


def follow_exchanges(session: Session, sales: list[Sale], returns: list[Return]) -> None:
    """Add the returns of these sales, what was taken in exchange there, which is a sale under the return's
    number, and the returns of that."""
    known = {row.id for row in returns}
    new_sales, new_returns = list(sales), list(returns)
    while new_sales or new_returns:
        sold = [sale.id for sale in new_sales]
        numbers = [row.number for row in new_returns]
        new_returns = _all(session, select(Return).where(Return.sale_id.in_(sold), Return.id.not_in(known)))
        exchange = (Sale.kind == EXCHANGE_SALE, Sale.receipt_code.in_(numbers))
        known_sales = [sale.id for sale in sales]
        new_sales = _all(session, select(Sale).where(*exchange, Sale.id.not_in(known_sales)))
        known.update(row.id for row in new_returns)
        returns += new_returns
        sales += new_sales


def _all(session: Session, query: Any) -> list[Any]:
    return list(session.scalars(query).unique())
