"""What is read of articles that may be taken in exchange: sizes and colours, free units, the price now."""

from __future__ import annotations

from core.commands.return_reading import price_at
from core.model import Article
from core.rules.errors import Refused
from core.rules.stock import Bucket
from core.rules.time import Instant
from desktop.screens.returns.exchange_state import Choice, Instead
from desktop.shell.amounts import variant_words
from sync.article import about, in_style
from sync.overlay import ReplicaLedger
from sync.reading import Reader

MAX_CHOICES = 60


def choices(reader: Reader, article_id: int) -> tuple[Choice, ...]:
    """The sizes and colours of an article's style."""
    article = about(reader, article_id)
    if article is None:
        return ()
    return tuple(
        Choice(one.id, one.size, one.colour, max(0, one.stock.sellable - one.stock.allocated))
        for one in in_style(reader, article, MAX_CHOICES)
    )


def instead(reader: Reader, article_id: int, now: Instant, serial: str = "") -> Instead:
    """One unit of an article, to be taken; of single pieces the very one that was scanned.

    Raises:
        Refused: `exchange_needs_piece`, `exchange_piece_not_here`, `exchange_price_unknown`,
            `exchange_not_in_stock`.
    """
    article = reader.session.get(Article, article_id)
    price = price_at(reader.session, article_id, now)
    if article is None or price is None:
        raise Refused("exchange_price_unknown", article_id=article_id)
    if article.is_serialised and not serial:
        raise Refused("exchange_needs_piece", name=article.name)
    stock = reader.stock_here([article_id]).get(article_id)
    free = max(0, stock.sellable - stock.allocated) if stock is not None else 0
    if not free:
        raise Refused("exchange_not_in_stock", article_id=article_id)
    if serial and not _is_here(reader, article_id, serial):
        raise Refused("exchange_piece_not_here", serial=serial)
    variant = variant_words(article.size, article.colour)
    return Instead(
        article_id=article_id,
        name=article.name,
        variant=" · ".join(part for part in (variant, serial) if part),
        price_cents=price,
        quantity=1,
        free=1 if serial else free,
        serial=serial,
    )


def _is_here(reader: Reader, article_id: int, serial: str) -> bool:
    piece = ReplicaLedger(reader.session).piece(article_id, serial)
    return piece is not None and piece.location_id == reader.location_id and piece.bucket == Bucket.SELLABLE
