"""What Returns reads: sales and what is left of them, the store's policy, returns that wait."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice

from sqlalchemy import select

from core.commands.refund_figures import fees_kept, is_refundable, refused_lines, unit_names, without_a_word
from core.commands.return_reading import (
    claims_on,
    policy_of,
    refunded_of,
    sale_lines,
    sale_of,
    sold_of,
    units_elsewhere,
)
from core.model import Article, Location, Refund, Return, ReturnLine, SaleLine
from core.model.gathered import rows_of
from core.rules.errors import Refused
from core.rules.order import SaleType
from core.rules.refund import LIVING, UNDECIDED, RefundState
from core.rules.return_policy import ReturnPolicy
from core.rules.returns import BROUGHT_BY_NOBODY, ReturnState, return_status
from core.rules.time import DAY_MS, Instant
from desktop.screens.returns.counter_reading import is_due, left_open, was_turned_down
from desktop.screens.returns.goods_state import Line, Sale
from desktop.screens.returns.known_state import Known
from sync.reading import Reader

KNOWN_FOR_MS = 60 * DAY_MS
MAX_KNOWN = 40
WAITS = frozenset({*UNDECIDED, RefundState.QUEUED, RefundState.EXECUTING, RefundState.FAILED})
"""Refunds that somebody here still has to do with, or that the customer still waits for."""


def load_sale(reader: Reader, sale_id: str, code: str = "") -> Sale | None:
    """A sale with what is left of it; None where it is not known here.

    Args:
        code: what its receipt says, as it was asked for: what the region knows of it does not tell that.
    """
    row = sale_of(reader.session, sale_id)
    if row is None:
        return None
    lines = sale_lines(reader.session, row.id)
    taken = units_elsewhere(reader.session, row.id, [line.id for line in lines], "")
    serialised = _serialised(reader, {line.article_id for line in lines})
    place = reader.session.get(Location, row.location_id)
    return Sale(
        id=row.id,
        code=row.receipt_code or code,
        kind=row.kind,
        channel=row.channel,
        place=place.name if place is not None else "",
        sold_at=Instant(row.sold_at),
        delivered_at=None if row.delivered_at is None else Instant(row.delivered_at),
        customer=row.customer_name,
        card_last4=row.card_last4,
        tier=row.tier,
        currency=row.currency,
        is_own=row.location_id == reader.location_id,
        is_whole=bool(row.receipt_code),
        lines=tuple(
            _line(line, taken.get(line.id, set()), is_serialised=line.article_id in serialised)
            for line in lines
            # Of what was lost on its way nothing is left to bring back.
            if line.quantity
        ),
        sold=sold_of(row, lines),
        claimed=frozenset(claims_on(reader.session, row.id)),
        refunded=tuple(refunded_of(reader.session, row.id)),
        fees_kept_cents=fees_kept(reader.session, row.id),
        unsigned_cents=without_a_word(reader.session, row.id),
    )


def _line(line: SaleLine, taken: Collection[int], *, is_serialised: bool) -> Line:
    return Line(
        id=line.id,
        article_id=line.article_id,
        name=line.name,
        size=line.size,
        colour=line.colour,
        category=line.category,
        quantity=line.quantity,
        paid_cents=line.paid_cents,
        tax_rate_bp=line.tax_rate_bp,
        sale_type=SaleType(line.sale_type),
        exclusion=line.exclusion,
        serials=tuple(line.serials or ()),
        free=tuple(place for place in range(line.quantity) if place not in taken),
        is_serialised=is_serialised or bool(line.serials),
        gtin=line.gtin,
    )


def _serialised(reader: Reader, article_ids: Collection[int]) -> set[int]:
    rows = select(Article.id).where(Article.id.in_(sorted(article_ids)), Article.is_serialised.is_(True))
    return set(reader.session.scalars(rows))


def load_sales(reader: Reader, ids: Sequence[str], code: str = "") -> tuple[Sale, ...]:
    """Sales, in this order; see `load_sale`."""
    found = (load_sale(reader, sale_id, code) for sale_id in ids)
    return tuple(sale for sale in found if sale is not None)


def article_line(reader: Reader, gtin: str) -> Line | None:
    """A line of an article by its barcode, without a sale; None where the article is not known."""
    article = reader.article_by_gtin(gtin)
    if article is None:
        return None
    return Line(
        id=f"article:{article.id}",
        article_id=article.id,
        name=article.name,
        size=article.size,
        colour=article.colour,
        category=article.category,
        free=(0,),
        is_serialised=article.is_serialised,
        gtin=article.gtin,
    )


def load_policy(reader: Reader) -> ReturnPolicy:
    """What this store takes back."""
    return policy_of(reader.session, reader.location_id)


def waiting(reader: Reader, now: Instant) -> tuple[Known, ...]:
    """Returns of this store that are not over: a slip, goods in hand, a refund that waits or failed."""
    since = now - KNOWN_FOR_MS
    heads = reader.session.scalars(
        select(Return)
        .where(Return.location_id == reader.location_id, Return.declared_at > since)
        .order_by(Return.declared_at.desc(), Return.id)
        .limit(MAX_KNOWN * 5)
    ).all()
    ids = [head.id for head in heads]
    lines = reader.session.scalars(select(ReturnLine).where(ReturnLine.return_id.in_(ids))).all()
    refunds = reader.session.scalars(select(Refund).where(Refund.return_id.in_(ids))).all()
    known = (_known(reader, head, lines, refunds) for head in heads)
    return tuple(islice((one for one in known if _waits(one)), MAX_KNOWN))


def load_known(reader: Reader, ids: Sequence[str]) -> tuple[Known, ...]:
    """Returns of this store, over or not, in this order."""
    heads = {head.id: head for head in rows_of(reader.session, Return, Return.id, list(ids))}
    lines = rows_of(reader.session, ReturnLine, ReturnLine.return_id, list(ids))
    refunds = rows_of(reader.session, Refund, Refund.return_id, list(ids))
    return tuple(_known(reader, heads[key], lines, refunds) for key in ids if key in heads)


def _known(reader: Reader, head: Return, lines: Sequence[ReturnLine], refunds: Sequence[Refund]) -> Known:
    own = sorted((line for line in lines if line.return_id == head.id), key=lambda line: line.line_no)
    money = [one for one in refunds if one.return_id == head.id]
    money.sort(key=lambda one: (one.proposed_at, one.id))
    refund = next((one for one in money if one.state in WAITS), None)
    states = [ReturnState(line.state) for line in own if line.state in set(ReturnState)]
    refused = refused_lines(reader.session, head, own)
    return Known(
        id=head.id,
        number=head.number,
        customer=head.customer_name,
        articles=", ".join(line.name for line in own),
        state=return_status(states),
        refund_id=refund.id if refund is not None else "",
        refund_state=RefundState(refund.state) if refund is not None else None,
        total_cents=refund.total_cents if refund is not None else 0,
        currency=refund.currency if refund is not None else "EUR",
        declared_at=Instant(head.declared_at),
        failure=refund.failure if refund is not None else "",
        question=refund.question if refund is not None else "",
        is_slip=not head.sale_id and head.has_proof,
        is_due=any(is_due(one) for one in money),
        is_undone=_is_undone(own, money),
        is_open=_is_open(reader, head, own, money),
        is_uncovered=bool(refused),
        may_override=any(line.may_override for line in refused),
    )


def _is_open(reader: Reader, head: Return, lines: Sequence[ReturnLine], refunds: Sequence[Refund]) -> bool:
    """Whether money is due for what is here, and nobody has proposed it: the program ended in between, or the
    customer has not taken what was held for them."""
    taken = {unit for one in refunds if one.state in LIVING for unit in one.units}
    names = {name for line in lines if is_refundable(line) for name in unit_names(line)}
    if names <= taken or was_turned_down(refunds):
        return False
    try:
        left = left_open(reader, head)
    except Refused:
        return False
    return left is not None and left.total_cents > 0


def _is_undone(lines: Sequence[ReturnLine], refunds: Sequence[Refund]) -> bool:
    """Whether what was to be taken instead never came, and nothing else is given for it yet."""
    is_told = any(one.sending.get("failed") for one in refunds) or any(
        one.why in BROUGHT_BY_NOBODY for one in lines
    )
    return is_told and not any(one.state in LIVING for one in refunds)


def asks(known: Known) -> bool:
    """Whether somebody here has to do something: what nothing is due for is taken back all the same, or given
    back."""
    is_over = known.state in (ReturnState.DISPOSED, ReturnState.CANCELLED)
    is_asked = known.is_slip or known.is_due or known.is_undone or known.is_open or known.is_uncovered
    return is_asked or not is_over


def is_for_counter(known: Known) -> bool:
    """Whether it waits for somebody at the counter: only money that is under way, or waits for a word, does
    not."""
    return known.is_due or known.is_uncovered or (asks(known) and not known.refund_id)


def _waits(known: Known) -> bool:
    return known.refund_state is not None or asks(known)
