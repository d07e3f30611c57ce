"""What Stock reads of an article: what it is, its variants here, this store's sum and why."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, func, select

from core.model import (
    Article,
    ArticlePlace,
    ArticlePrice,
    Fulfilment,
    FulfilmentLine,
    Location,
    Piece,
    Position,
)
from core.rules.availability import Stock, Terms, available_to_promise
from core.rules.fulfilment import OPEN_STATES
from core.rules.stock import Bucket
from core.rules.time import Instant
from desktop.screens.stock.state import ArticlePage, PieceFound, VariantStock, Why
from sync.history import movements_of
from sync.overlay import effect_of, uncounted
from sync.reading import Reader

MAX_VARIANTS = 120
"""More variants of a style than a grid shows."""
MAX_HELD_FOR = 6

_LETTER_SIZES = ("XXS", "XS", "S", "M", "L", "XL", "XXL", "3XL", "4XL", "5XL")
_BESIDE = (Bucket.DISPLAY, Bucket.DAMAGED, Bucket.QUARANTINE, Bucket.IN_REPAIR, Bucket.PARTNER_OWNED)


def load_article(reader: Reader, article_id: int, at: Instant, serial: str = "") -> ArticlePage | None:
    """The whole page in one read; None for an article that the network does not have."""
    article = reader.session.get(Article, article_id)
    if article is None:
        return None
    here = reader.stock_here([article_id])[article_id]
    price_cents, was_cents, currency = _price(reader, article_id, at)
    spot = reader.session.get(ArticlePlace, (reader.location_id, article_id))
    return ArticlePage(
        article_id=article.id,
        name=article.name,
        brand=article.brand,
        category=article.category,
        size=article.size,
        colour=article.colour,
        colour_hex=article.colour_hex,
        sku=article.sku,
        gtin=article.gtin,
        price_cents=price_cents,
        was_cents=was_cents,
        currency=currency,
        zone=spot.zone if spot else "",
        aisle=spot.aisle if spot else "",
        shelf=spot.shelf if spot else "",
        variants=_variants(reader, article),
        why=_why(reader, article_id, here),
        is_serialised=article.is_serialised,
        on_the_way=here.transit_in,
        piece=_piece(reader, article_id, serial) if serial else None,
    )


def size_order(size: str) -> tuple[int, float, str]:
    """Numbers by their value, letters from small to large, the rest by its letters."""
    head = size.replace(",", ".").split(" ")[0]
    if head.replace(".", "", 1).isdecimal() and head.isascii():
        return (0, float(head), size)
    if size.upper() in _LETTER_SIZES:
        return (1, _LETTER_SIZES.index(size.upper()), size)
    return (2, 0, size)


def _is_open(place: Location | None) -> bool:
    return place is None or place.is_open


def _variants(reader: Reader, article: Article) -> tuple[VariantStock, ...]:
    rows: Sequence[Article] = [article]
    if article.style:
        same = select(Article).where(Article.style == article.style).order_by(Article.id).limit(MAX_VARIANTS)
        rows = reader.session.scalars(same).all()
    stocks = reader.stock_here(row.id for row in rows)
    terms = Terms(is_location_open=_is_open(reader.session.get(Location, reader.location_id)))
    colours = list(dict.fromkeys(row.colour for row in rows))
    rows = sorted(rows, key=lambda row: (size_order(row.size), colours.index(row.colour)))
    return tuple(
        VariantStock(row.id, row.size, row.colour, available_to_promise(stocks[row.id], terms).quantity)
        for row in rows
    )


def _why(reader: Reader, article_id: int, here: Stock) -> Why:
    place = reader.session.get(Location, reader.location_id)
    answer = available_to_promise(here, Terms(is_location_open=_is_open(place)))
    position = reader.session.get(Position, (article_id, reader.location_id))
    waiting = [
        movement
        for movement in uncounted(reader.session, [article_id])
        if movement.location_id == reader.location_id
        and movement.network_version is None
        and any(effect_of(movement).values())
    ]
    beside = [(bucket, getattr(here, bucket.value)) for bucket in _BESIDE]
    return Why(
        available=answer.quantity,
        terms=answer.terms,
        beside=tuple((bucket, units) for bucket, units in beside if units),
        held_for=_held_for(reader, article_id),
        unconfirmed=len(waiting),
        counted_at=Instant(position.counted_at if position else 0),
        heard_at=Instant(position.heard_at if position else 0),
        last=next(iter(movements_of(reader, article_id, limit=1)), None),
    )


def _held_for(reader: Reader, article_id: int) -> tuple[str, ...]:
    still = (
        FulfilmentLine.quantity - FulfilmentLine.short - FulfilmentLine.handed_over - FulfilmentLine.put_back
    )
    numbers = reader.session.scalars(
        select(Fulfilment.order_number)
        .join(FulfilmentLine, FulfilmentLine.fulfilment_id == Fulfilment.id)
        .where(
            Fulfilment.location_id == reader.location_id,
            Fulfilment.state.in_(sorted(OPEN_STATES)),
            FulfilmentLine.article_id == article_id,
            still > 0,
        )
        .order_by(Fulfilment.promised_at)
        .limit(MAX_HELD_FOR)
    )
    return tuple(dict.fromkeys(numbers))


def _price(reader: Reader, article_id: int, at: Instant) -> tuple[int | None, int | None, str]:
    """The price now, the regular one if that is another, and the currency."""
    begun = and_(ArticlePrice.article_id == article_id, ArticlePrice.valid_from <= at)
    newest = select(ArticlePrice).where(begun).order_by(ArticlePrice.valid_from.desc()).limit(1)
    price = reader.session.scalars(newest).one_or_none()
    if price is None:
        return None, None, "EUR"
    was = None
    if price.kind != "regular":
        regular = newest.where(ArticlePrice.kind == "regular")
        before = reader.session.scalars(regular).one_or_none()
        was = before.price_cents if before and before.price_cents > price.price_cents else None
    return price.price_cents, was, price.currency


def _piece(reader: Reader, article_id: int, serial: str) -> PieceFound:
    row = reader.session.scalars(
        select(Piece).where(Piece.article_id == article_id, func.upper(Piece.serial) == serial.upper())
    ).first()
    place = reader.session.get(Location, row.location_id) if row and row.location_id else None
    if row is None or place is None:
        return PieceFound(serial)
    return PieceFound(row.serial, place.name, row.bucket, place.id == reader.location_id)
