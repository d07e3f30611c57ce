"""What a store knows of a sale of its region: its units, what was paid, and what has gone back of it.

On the core a sale is whole, and this is what is told of it; on a workstation that has no more it stands in
for the sale, so that one handler runs on both. Who bought it is not in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Article, RegionSale, Sale, SaleLine
from core.rules.ids import derive

HASH_BYTES = 10
"""Of the SHA-256 of a receipt's code: two receipts of a region with one hash are not to be expected."""


class RegionLine(msgspec.Struct, frozen=True, array_like=True):
    """A line of a sale; the article's words are the catalogue's. `id` is empty where it follows from the
    sale's (`line_id_of`)."""

    id: str
    line_no: int
    article_id: int
    quantity: int
    list_cents: int
    paid_cents: int
    tax_rate_bp: int
    sale_type: str
    exclusion: str = ""
    serials: tuple[str, ...] = ()


class RegionBody(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A sale without its customer.

    Attributes:
        means: what it was paid with, in cents.
        claimed: its units that refunds have, by name; `named` places on its lines that returns have named.
        back: what has gone back, by means; `fee_cents` what was kept of that, `unsigned_cents` what of it
            needed nobody's word.
    """

    kind: str
    channel: str
    delivered_at: int | None = None
    tier: str = ""
    currency: str = "EUR"
    delivery_cents: int = 0
    means: tuple[tuple[str, int], ...] = ()
    lines: tuple[RegionLine, ...] = ()
    claimed: tuple[str, ...] = ()
    named: dict[str, tuple[int, ...]] = {}
    back: tuple[tuple[str, int], ...] = ()
    fee_cents: int = 0
    unsigned_cents: int = 0


def receipt_hash(code: str) -> str:
    """What a sale is found by in a region, from what its receipt says."""
    return hashlib.sha256(b"receipt:" + code.strip().upper().encode()).digest()[:HASH_BYTES].hex()


def line_id_of(sale_id: str, line_no: int) -> str:
    """What a till's line is called."""
    return derive(sale_id, "line", line_no - 1)


def region_body(session: Session, sale_id: str) -> RegionBody | None:
    """What the region says of a sale that is not known here whole; None where it is, or nobody knows it."""
    found = _found(session, sale_id)
    return found[1] if found is not None else None


def region_sale(session: Session, sale_id: str) -> Sale | None:
    """The same as a sale without its customer, in no session."""
    found = _found(session, sale_id)
    if found is None:
        return None
    row, body = found
    return Sale(
        id=row.id,
        kind=body.kind,
        receipt_code="",
        location_id=row.location_id,
        channel=body.channel,
        sold_at=row.sold_at,
        delivered_at=body.delivered_at,
        order_id="",
        customer_id="",
        customer_name="",
        tier=body.tier,
        card_last4="",
        currency=body.currency,
        delivery_cents=body.delivery_cents,
        means=[list(part) for part in body.means],
        is_with_store=False,
    )


def region_lines(session: Session, sale_id: str) -> list[SaleLine]:
    """Its lines, by number, likewise."""
    body = region_body(session, sale_id)
    if body is None:
        return []
    articles = _articles(session, {line.article_id for line in body.lines})
    return [_line(sale_id, line, articles.get(line.article_id)) for line in body.lines]


def with_code(session: Session, code: str) -> list[str]:
    """The sales of the region with what is read on a receipt, the newest first."""
    query = select(RegionSale.id).where(RegionSale.receipt_hash == receipt_hash(code))
    return list(session.scalars(query.order_by(RegionSale.sold_at.desc(), RegionSale.id)))


def _found(session: Session, sale_id: str) -> tuple[RegionSale, RegionBody] | None:
    if not sale_id or session.get(Sale, sale_id) is not None:
        return None
    row = session.get(RegionSale, sale_id)
    try:
        return (row, msgspec.convert(row.body, RegionBody)) if row is not None else None
    except msgspec.ValidationError:
        # Of a newer program: it is asked for, as any sale of elsewhere.
        return None


def _articles(session: Session, ids: Iterable[int]) -> dict[int, Article]:
    rows: Sequence[Article] = session.scalars(select(Article).where(Article.id.in_(sorted(ids)))).all()
    return {row.id: row for row in rows}


def _line(sale_id: str, line: RegionLine, article: Article | None) -> SaleLine:
    words: dict[str, Any] = {
        name: getattr(article, name) if article is not None else ""
        for name in ("sku", "gtin", "name", "category", "size", "colour")
    }
    return SaleLine(
        **words,
        id=line.id or line_id_of(sale_id, line.line_no),
        sale_id=sale_id,
        line_no=line.line_no,
        article_id=line.article_id,
        quantity=line.quantity,
        list_cents=line.list_cents,
        paid_cents=line.paid_cents,
        tax_rate_bp=line.tax_rate_bp,
        sale_type=line.sale_type,
        exclusion=line.exclusion,
        serials=list(line.serials),
    )
