"""What the tills sold comes in, receipt by receipt. Each is known once, and can be brought back then."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Article, Location, Sale, SaleLine, SalePayment
from core.orchestration.region_sales import tell_region
from core.orchestration.sale_lines import line_of_none
from core.orchestration.sale_names import note_name
from core.orchestration.stock_intake import LineAnswer, LineStatus
from core.orchestration.unit import UnitOfWork
from core.rules.ids import derive
from core.rules.plausibility import implausible_time
from core.rules.refund import Part
from core.rules.refund_money import spread
from core.rules.time import Instant


class SoldDraft(msgspec.Struct, frozen=True):
    """Units of one article on a receipt: their price together before what is taken off the whole receipt."""

    sku: str
    quantity: int
    cents: int
    tax_rate_bp: int | None = None
    serials: tuple[str, ...] = ()
    exclusion: str = ""


class SaleDraft(msgspec.Struct, frozen=True):
    """A receipt as a till tells it. `discount_cents` was taken off the whole; `references` are the payment
    service's names for what was paid, in the order of `means`; empty where it has none."""

    location: str
    receipt: str
    sold_at: Instant
    lines: tuple[SoldDraft, ...]
    means: tuple[Part, ...]
    discount_cents: int = 0
    references: tuple[str, ...] = ()
    card_last4: str = ""
    customer_name: str = ""
    customer_id: str = ""
    tier: str = ""


def take_in_sales(unit: UnitOfWork, drafts: Sequence[SaleDraft]) -> list[LineAnswer]:
    """Take in receipts, whose number the caller bounds, and answer each in its order.

    Accepted, known already, or refused with the reason.
    """
    articles = _articles(unit.session, {line.sku for draft in drafts for line in draft.lines})
    locations = _locations(unit.session, {draft.location for draft in drafts})
    return [_take_in(unit, draft, articles, locations) for draft in drafts]


def _take_in(
    unit: UnitOfWork, draft: SaleDraft, articles: dict[str, Article], locations: dict[str, int]
) -> LineAnswer:
    code = _refusal(unit.at, draft, articles, locations)
    if code:
        return LineAnswer(draft.receipt, LineStatus.REFUSED, code)
    sale = _sale(draft, locations[draft.location])
    known = unit.session.get(Sale, sale.id)
    if known is not None:
        is_same = (known.sold_at, sorted(known.means)) == (sale.sold_at, sorted(sale.means))
        status = LineStatus.DUPLICATE if is_same else LineStatus.REFUSED
        return LineAnswer(draft.receipt, status, "" if is_same else "receipt_reused")
    unit.session.add(sale)
    note_name(unit, sale)
    lines = _lines(draft, sale.id, articles)
    unit.session.add_all(lines)
    tell_region(unit, sale, lines)
    unit.session.add_all(
        SalePayment(
            sale_id=sale.id, place=place, means=part.means.value, cents=part.cents, reference=reference
        )
        for place, (part, reference) in enumerate(zip(draft.means, draft.references, strict=False))
        if reference
    )
    return LineAnswer(draft.receipt, LineStatus.ACCEPTED)


def _refusal(
    now: Instant, draft: SaleDraft, articles: dict[str, Article], locations: dict[str, int]
) -> str | None:
    if draft.location not in locations:
        return "unknown_location"
    if any(line.sku not in articles for line in draft.lines):
        return "unknown_article"
    if any(len(line.serials) > line.quantity for line in draft.lines):
        return "absurd_quantity"
    total = sum(line.cents for line in draft.lines) - draft.discount_cents
    if total < 0 or sum(part.cents for part in draft.means) != total:
        return "means_do_not_add_up"
    return implausible_time(draft.sold_at, now)


def _sale(draft: SaleDraft, location_id: int) -> Sale:
    return Sale(
        id=derive("sale", draft.location, draft.receipt),
        kind="till",
        receipt_code=draft.receipt,
        location_id=location_id,
        channel="store",
        sold_at=draft.sold_at,
        delivered_at=draft.sold_at,
        customer_id=draft.customer_id,
        customer_name=draft.customer_name,
        tier=draft.tier,
        card_last4=draft.card_last4,
        means=[[part.means.value, part.cents] for part in draft.means],
    )


def _lines(draft: SaleDraft, sale_id: str, articles: dict[str, Article]) -> list[SaleLine]:
    listed = [line.cents for line in draft.lines]
    paid = spread(sum(listed) - draft.discount_cents, listed)
    return [
        _line(sale_id, place, articles[line.sku], line, cents)
        for place, (line, cents) in enumerate(zip(draft.lines, paid, strict=True))
    ]


def _line(sale_id: str, place: int, article: Article, line: SoldDraft, paid_cents: int) -> SaleLine:
    row = line_of_none(derive(sale_id, "line", place), sale_id, place + 1, article, "in_store", line.serials)
    row.quantity, row.list_cents, row.paid_cents = line.quantity, line.cents, paid_cents
    row.exclusion = line.exclusion
    if line.tax_rate_bp is not None:
        row.tax_rate_bp = line.tax_rate_bp
    return row


def _articles(session: Session, skus: Collection[str]) -> dict[str, Article]:
    return {row.sku: row for row in session.scalars(select(Article).where(Article.sku.in_(skus)))}


def _locations(session: Session, codes: Collection[str]) -> dict[str, int]:
    rows = session.execute(select(Location.code, Location.id).where(Location.code.in_(codes)))
    return {row.code: row.id for row in rows}
