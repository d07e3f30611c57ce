"""What is read of articles that may be taken in exchange: sizes and colours, free units, the price now."""

from __future__ import annotations

from core.commands.refund_figures import figures, open_units
from core.commands.return_reading import price_at
from core.model import Article, Return
from core.rules.errors import Refused
from core.rules.stock import Bucket
from core.rules.time import Instant
from desktop.screens.returns.exchange_state import Choice, Instead
from desktop.screens.returns.exchange_ways import Seen
from desktop.screens.returns.money_state import Again, Money
from desktop.shell.amounts import variant_words
from sync.article import about, in_style
from sync.overlay import ReplicaLedger
from sync.reading import Reader

MAX_CHOICES = 60
MOST_UNSEEN = 20
"""Units of what no store has that are asked of headquarters at once."""


def choices(reader: Reader, article_id: int) -> tuple[Choice, ...]:
    """The sizes and colours of an article's style."""
    article = about(reader, article_id)
    if article is None:
        return ()
    seen = Seen(reader)
    return tuple(
        Choice(one.id, one.size, one.colour, free, max(0, seen.free_anywhere(one.id) - free))
        for one in in_style(reader, article, MAX_CHOICES)
        for free in (max(0, one.stock.sellable - one.stock.allocated),)
    )


def instead(
    seen: Seen, article_id: int, now: Instant, serial: str = "", *, is_connected: bool = True
) -> Instead:
    """One unit of an article, to be taken; of single pieces the very one that was scanned. What no store is
    known to have, headquarters may sell all the same, for the day on which more comes: who orders asks it.

    Raises:
        Refused: `exchange_needs_piece`, `exchange_piece_not_here`, `exchange_price_unknown`;
            `exchange_unseen`: no store is known to have any, and headquarters cannot be asked.
    """
    reader = seen.reader
    article = reader.session.get(Article, article_id)
    price = price_at(reader.session, article_id, now)
    if article is None or price is None:
        raise Refused("exchange_price_unknown", article_id=article_id)
    stock = reader.stock_here([article_id]).get(article_id)
    here = max(0, stock.sellable - stock.allocated) if stock is not None else 0
    if here and article.is_serialised and not serial:
        raise Refused("exchange_needs_piece", name=article.name)
    free = here or seen.free_anywhere(article_id)
    if not free and not is_connected:
        raise Refused("exchange_unseen", name=article.name)
    if serial and not _is_here(reader, article_id, serial):
        raise Refused("exchange_piece_not_here", serial=serial)
    variant = variant_words(article.size, article.colour)
    return Instead(
        article_id=article_id,
        name=article.name,
        variant=" · ".join(part for part in (variant, serial) if part),
        price_cents=price,
        quantity=1,
        free=1 if serial else free or MOST_UNSEEN,
        serial=serial,
        is_here=bool(here),
        is_unseen=not free,
    )


def again(reader: Reader, return_id: str, new_cents: int) -> Again | None:
    """What is due of an open return's units when something else is taken for them."""
    head = reader.session.get(Return, return_id)
    units = open_units(reader.session, head) if head is not None else []
    if head is None or not units:
        return None
    due = figures(reader.session, head, units, new_cents)
    money = Money(
        total_cents=due.total_cents,
        fee_cents=due.fee_cents,
        new_cents=new_cents,
        to_pay_cents=due.to_pay_cents,
        parts=due.parts,
        need=due.need.value,
    )
    return Again(units=tuple(due.units), money=money)


def _is_here(reader: Reader, article_id: int, serial: str) -> bool:
    piece = ReplicaLedger(reader.session).piece(article_id, serial)
    return piece is not None and piece.location_id == reader.location_id and piece.bucket == Bucket.SELLABLE
