"""Where sales are known: found anywhere in the chain, brought to a store that asks for one, and let go of
there once they are old. The core keeps them all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.model import (
    Article,
    Fulfilment,
    Order,
    Parcel,
    Refund,
    Return,
    Sale,
    SaleLine,
    SaleShare,
)
from core.model.kept_statements import kept
from core.orchestration.sale_names import sales_of
from core.orchestration.unit import UnitOfWork
from core.rules.errors import Refused
from core.rules.refund import UNDECIDED, UNDER_WAY, RefundState
from core.rules.time import DAY_MS, HOUR_MS, Instant

UNFINISHED: Final = (*UNDECIDED, RefundState.APPROVED, *UNDER_WAY, RefundState.FAILED)
"""Money that somebody still has to do with."""
MOST_SHARED: Final = 20
"""Sales of elsewhere that one look-up brings to a store."""
CARD_WINDOW_MS: Final = 31 * DAY_MS
ARTICLE_WINDOW_MS: Final = DAY_MS + HOUR_MS
"""A day, and that on which the clocks go back: who bought an article within a month is nobody's concern."""
MOST_LOOKED_AT: Final = 10_000
"""Lines of one article with serial numbers that are looked through: more than a chain sells of a watch."""


def find_sales(
    session: Session,
    *,
    receipt: str = "",
    card_last4: str = "",
    sold_from: int = 0,
    sold_until: int = 0,
    sku: str = "",
    serial: str = "",
    customer: str = "",
) -> Sequence[str]:
    """Sales anywhere in the chain, newest first: by receipt code or order number (ours, else the one that
    its shop or marketplace has given, else that of a parcel), by the card's last four digits and the time
    (the last 31 days of it), by an article and its serial number or the time (the last day of it), by the
    customer's whole name, of which only the day is asked where several customers have it.

    Raises:
        Refused: `nothing_to_look_for`; `name_of_several`: the name alone is not enough.
    """
    query = select(Sale.id).order_by(Sale.sold_at.desc(), Sale.id).limit(MOST_SHARED)
    if receipt:
        return _by_code(session, query, {receipt, receipt.upper()})
    has_window = sold_until > sold_from
    if card_last4 and has_window:
        window = Sale.sold_at.between(max(sold_from, sold_until - CARD_WINDOW_MS), sold_until)
        return session.scalars(query.where(Sale.card_last4 == card_last4, window)).all()
    if serial and sku:
        return session.scalars(query.where(Sale.id.in_(_with_piece(session, sku, serial)))).all()
    if sku and has_window:
        window = Sale.sold_at.between(max(sold_from, sold_until - ARTICLE_WINDOW_MS), sold_until)
        of = select(SaleLine.sale_id).join(Article, Article.id == SaleLine.article_id)
        return session.scalars(query.where(Sale.id.in_(of.where(Article.sku == sku)), window)).all()
    if customer:
        day = (max(sold_from, sold_until - ARTICLE_WINDOW_MS), sold_until) if has_window else None
        return sales_of(session, customer, MOST_SHARED, day)
    raise Refused("nothing_to_look_for")


def _by_code(session: Session, query: Select[str], codes: Collection[str]) -> Sequence[str]:
    """What is of a receipt's code, else of an order's other number, else of a parcel's."""
    ordered = select(Order.id).where(Order.reference.in_(codes))
    sent = select(Fulfilment.order_id).join(Parcel, Parcel.fulfilment_id == Fulfilment.id)
    for fits in (
        Sale.receipt_code.in_(codes),
        Sale.order_id.in_(ordered),
        Sale.order_id.in_(sent.where(Parcel.number.in_(codes))),
    ):
        found = session.scalars(query.where(fits)).all()
        if found:
            return found
    return []


def _with_piece(session: Session, sku: str, serial: str) -> list[str]:
    rows = session.execute(
        select(SaleLine.sale_id, SaleLine.serials)
        .join(Article, Article.id == SaleLine.article_id)
        .where(Article.sku == sku)
        .order_by(SaleLine.id.desc())
        .limit(MOST_LOOKED_AT)
    )
    return [row.sale_id for row in rows if serial in row.serials]


def share(unit: UnitOfWork, sale_ids: Collection[str], location_id: int, asked_by: str) -> None:
    """Bring sales of elsewhere to a store, on its private stream; who asked is written down."""
    for sale_id in sale_ids:
        sale = unit.session.get_one(Sale, sale_id)
        is_there = sale.location_id == location_id and sale.is_with_store
        if not is_there and unit.session.get(SaleShare, (sale_id, location_id)) is None:
            unit.session.add(
                SaleShare(sale_id=sale_id, location_id=location_id, asked_by=asked_by, asked_at=unit.at)
            )


@kept
def old_sales(before: Instant, after: str, most: int) -> Select[str]:
    """Sales that are older than `before` and with their store still, by identifier after a given one."""
    query = select(Sale.id).where(Sale.is_with_store, Sale.sold_at < before, Sale.id > after)
    return query.order_by(Sale.id).limit(most)


@kept
def old_returns(before: Instant, after: str, most: int) -> Select[str]:
    """Returns likewise, unless money for one is under way."""
    open_ = select(Refund.return_id).where(Refund.return_id == Return.id, Refund.state.in_(UNFINISHED))
    query = select(Return.id).where(
        Return.is_with_store, Return.declared_at < before, Return.id > after, ~open_.exists()
    )
    return query.order_by(Return.id).limit(most)


def let_go(unit: UnitOfWork, kind: type[Sale] | type[Return], key: str) -> bool:
    """It leaves its store's machines, and stays at the core; returns whether it was there."""
    row = unit.lock(kind, key)
    if row is None or not row.is_with_store:
        return False
    row.is_with_store = False
    return True
