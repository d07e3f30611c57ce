"""What was sold comes in: receipts of the tills as they tell them, and what our own orders have brought to
their customers. Each is known once, and can be brought back from then on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import (
    Article,
    Customer,
    Fulfilment,
    FulfilmentLine,
    Location,
    Order,
    OrderLine,
    OrderMoney,
    Refund,
    Return,
    Sale,
    SaleDue,
    SaleLine,
    SalePayment,
    SaleShare,
)
from core.orchestration.stock_intake import LineAnswer, LineStatus
from core.orchestration.unit import UnitOfWork
from core.rules.errors import Refused
from core.rules.fulfilment import FulfilmentState
from core.rules.ids import derive
from core.rules.order import PaymentState
from core.rules.plausibility import implausible_time
from core.rules.refund import UNDECIDED, UNDER_WAY, Means, Part, RefundState
from core.rules.refund_money import spread, summed
from core.rules.time import Instant

WITH_CUSTOMER: Final = (FulfilmentState.HANDED_OVER, FulfilmentState.DELIVERED, FulfilmentState.CLOSED)
UNFINISHED: Final = (*UNDECIDED, RefundState.APPROVED, *UNDER_WAY, RefundState.FAILED)
"""Money that somebody still has to do with."""
MOST_SHARED: Final = 20
"""Sales of elsewhere that one look-up brings to a store."""
MOST_LOOKED_AT: Final = 10_000
"""Lines of one article with serial numbers that are looked through: more than a chain sells of a watch."""


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
    service's names for what was paid, by means."""

    location: str
    receipt: str
    sold_at: Instant
    lines: tuple[SoldDraft, ...]
    means: tuple[Part, ...]
    discount_cents: int = 0
    references: tuple[tuple[Means, str], ...] = ()
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
    unit.session.add_all(_lines(draft, sale.id, articles))
    # Of two cards the first takes refunds back; what is beyond it the payment service refuses.
    references = dict(reversed(draft.references))
    unit.session.add_all(
        SalePayment(sale_id=sale.id, means=means.value, reference=reference)
        for means, reference in references.items()
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
    return SaleLine(
        id=derive(sale_id, "line", place),
        sale_id=sale_id,
        line_no=place + 1,
        article_id=article.id,
        sku=article.sku,
        gtin=article.gtin,
        name=article.name,
        category=article.category,
        size=article.size,
        colour=article.colour,
        quantity=line.quantity,
        list_cents=line.cents,
        paid_cents=paid_cents,
        tax_rate_bp=article.tax_rate_bp if line.tax_rate_bp is None else line.tax_rate_bp,
        sale_type="in_store",
        exclusion=line.exclusion,
        serials=list(line.serials),
    )


def _articles(session: Session, skus: Collection[str]) -> dict[str, Article]:
    return {row.sku: row for row in session.scalars(select(Article).where(Article.sku.in_(skus)))}


def _locations(session: Session, codes: Collection[str]) -> dict[str, int]:
    rows = session.execute(select(Location.code, Location.id).where(Location.code.in_(codes)))
    return {row.code: row.id for row in rows}


def note_delivery(unit: UnitOfWork, head: Fulfilment, command_id: str) -> None:
    """Something of an order has left: its sale is to be written down."""
    unit.session.add(SaleDue(command_id=command_id, fulfilment_id=head.id))


def due_sales(session: Session, after: str, most: int) -> Sequence[str]:
    """Hand-overs of which the sale is not written down, by command after a given one."""
    query = select(SaleDue.command_id).where(SaleDue.command_id > after)
    return session.scalars(query.order_by(SaleDue.command_id).limit(most)).all()


def write_down(unit: UnitOfWork, command_id: str) -> bool:
    """Write down what an order has brought to its customer, or what more it has."""
    due = unit.session.get(SaleDue, command_id)
    head = unit.session.get(Fulfilment, due.fulfilment_id) if due is not None else None
    if due is None or head is None:
        return False
    order = unit.lock(Order, head.order_id)
    if order is not None:
        _write_down(unit, order, head)
    unit.session.delete(due)
    return True


def _write_down(unit: UnitOfWork, order: Order, head: Fulfilment) -> None:
    """Of what is on its way to where it is collected nothing is sold yet; it will be sold there."""
    sale_id = derive(order.id, "sale")
    sale = unit.lock(Sale, sale_id)
    if sale is None and not _has_left(unit.session, head):
        return
    money = unit.session.get(OrderMoney, order.id) or OrderMoney(
        delivery_cents=0, reference="", card_last4="", tier=""
    )
    if sale is None:
        sale = _order_sale(unit.session, order, head, sale_id, money)
        unit.session.add(sale)
        if money.reference:
            unit.session.add(SalePayment(sale_id=sale_id, means=Means.CARD.value, reference=money.reference))
    shares = unit.session.scalars(select(Fulfilment).where(Fulfilment.order_id == order.id)).all()
    total = sum(_write_share(unit.session, sale_id, share) for share in shares)
    sale.delivered_at = _delivered_at(shares)
    sale.means = means_of(order, shares, total + sale.delivery_cents)


def means_of(order: Order, shares: Sequence[Fulfilment], cents: int) -> list[list[str | int]]:
    """What an order was paid with: by card beforehand, or at the counter as it was told there; what nobody
    has told of is cash."""
    if order.payment == PaymentState.PAID:
        return [[Means.CARD.value, cents]]
    told = summed(Part(Means(means), paid) for share in shares for means, paid in share.paid_here or ())
    paid: dict[Means, int] = {}
    left = cents
    for means, amount in told.items():
        paid[means] = min(left, amount)
        left -= paid[means]
    paid[Means.CASH] = paid.get(Means.CASH, 0) + left
    return [[means.value, amount] for means, amount in paid.items() if amount or len(paid) == 1]


def _has_left(session: Session, head: Fulfilment) -> bool:
    lines = select(FulfilmentLine.id).where(
        FulfilmentLine.fulfilment_id == head.id, FulfilmentLine.handed_over > 0
    )
    return session.scalars(lines.limit(1)).first() is not None


def _order_sale(session: Session, order: Order, head: Fulfilment, sale_id: str, money: OrderMoney) -> Sale:
    customer = session.get(Customer, order.customer_id)
    return Sale(
        id=sale_id,
        kind="web",
        receipt_code=order.number,
        location_id=head.location_id,
        channel=order.channel,
        sold_at=order.placed_at,
        delivered_at=None,
        order_id=order.id,
        customer_id=order.customer_id,
        customer_name=customer.name if customer is not None else "",
        tier=money.tier,
        card_last4=money.card_last4,
        currency=order.currency,
        delivery_cents=money.delivery_cents,
        means=[],
    )


def _write_share(session: Session, sale_id: str, head: Fulfilment) -> int:
    """The lines of one fulfilment, as far as they have left; returns what was paid for them, in cents."""
    total = 0
    for line in session.scalars(select(FulfilmentLine).where(FulfilmentLine.fulfilment_id == head.id)):
        if not line.handed_over:
            continue
        ordered = session.get_one(OrderLine, line.order_line_id)
        line_id = derive(line.id, "sale_line")
        # A substitute costs what was agreed on, which is never more.
        price_cents = line.price_cents if line.agreement else ordered.unit_price_cents
        sold = session.get(SaleLine, line_id)
        if sold is None:
            sold = _ordered_line(sale_id, line_id, line, ordered)
            session.add(sold)
        sold.quantity = line.handed_over
        sold.list_cents = sold.paid_cents = line.handed_over * price_cents
        sold.serials = list(line.serials[: line.handed_over])
        total += sold.paid_cents
    return total


def _ordered_line(sale_id: str, line_id: str, line: FulfilmentLine, ordered: OrderLine) -> SaleLine:
    return SaleLine(
        id=line_id,
        sale_id=sale_id,
        line_no=line.line_no,
        article_id=line.article_id,
        sku=line.sku,
        gtin=line.gtin,
        name=line.name,
        category=line.category,
        size=line.size,
        colour=line.colour,
        tax_rate_bp=ordered.tax_rate_bp,
        sale_type=ordered.sale_type,
        quantity=0,
        list_cents=0,
        paid_cents=0,
    )


def _delivered_at(shares: Sequence[Fulfilment]) -> int | None:
    """When the last of it reached the customer (L221-18: the period begins then); None while some is under
    way."""
    gone = [share for share in shares if share.state in (*WITH_CUSTOMER, FulfilmentState.DISPATCHED)]
    under_way = [share for share in gone if share.state == FulfilmentState.DISPATCHED]
    if under_way or not gone:
        return None
    return max(share.state_at for share in gone)


def find_sales(
    session: Session,
    *,
    receipt: str = "",
    card_last4: str = "",
    sold_from: int = 0,
    sold_until: int = 0,
    sku: str = "",
    serial: str = "",
) -> Sequence[str]:
    """Sales anywhere in the chain, newest first: by receipt code or order number, by the card's last four
    digits and the time, by an article's serial number.

    Raises:
        Refused: `nothing_to_look_for`.
    """
    query = select(Sale.id).order_by(Sale.sold_at.desc()).limit(MOST_SHARED)
    if receipt:
        return session.scalars(query.where(Sale.receipt_code == receipt)).all()
    if card_last4 and sold_until > sold_from:
        window = Sale.sold_at.between(sold_from, sold_until)
        return session.scalars(query.where(Sale.card_last4 == card_last4, window)).all()
    if serial and sku:
        return session.scalars(query.where(Sale.id.in_(_with_piece(session, sku, serial)))).all()
    raise Refused("nothing_to_look_for")


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


def old_sales(session: Session, before: Instant, after: str, most: int) -> Sequence[str]:
    """Sales that are older than `before` and with their store still, by identifier after a given one."""
    query = select(Sale.id).where(Sale.is_with_store, Sale.sold_at < before, Sale.id > after)
    return session.scalars(query.order_by(Sale.id).limit(most)).all()


def old_returns(session: Session, before: Instant, after: str, most: int) -> Sequence[str]:
    """Returns likewise, unless money for one is under way."""
    open_ = select(Refund.return_id).where(Refund.return_id == Return.id, Refund.state.in_(UNFINISHED))
    query = select(Return.id).where(
        Return.is_with_store, Return.declared_at < before, Return.id > after, ~open_.exists()
    )
    return session.scalars(query.order_by(Return.id).limit(most)).all()


def let_go(unit: UnitOfWork, kind: type[Sale] | type[Return], key: str) -> bool:
    """It leaves its store's machines, and stays at the core; returns whether it was there."""
    row = unit.lock(kind, key)
    if row is None or not row.is_with_store:
        return False
    row.is_with_store = False
    return True
