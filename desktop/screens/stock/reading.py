"""What Stock reads of an article: what it is, its variants here, this store's sum and why."""

from __future__ import annotations

from collections.abc import Sequence

from core.rules.availability import Terms, available_to_promise
from core.rules.stock import Bucket
from core.rules.substitutes import LETTER_SIZES
from core.rules.time import Instant
from desktop.screens.stock.state import ArticlePage, PieceFound, VariantStock, Why
from sync.article import InStyle, about, held_for, in_style, piece_place, price_now
from sync.history import movements_of, pieces_in_hand
from sync.overlay import effect_of, is_in_doubt, uncounted
from sync.reading import Reader

MAX_VARIANTS = 120
"""More variants of a style than a grid shows."""
MAX_HELD_FOR = 6

_BESIDE = (Bucket.DISPLAY, Bucket.DAMAGED, Bucket.QUARANTINE, Bucket.IN_REPAIR, Bucket.PARTNER_OWNED)


def load_article(reader: Reader, article_id: int, at: Instant, serial: str = "") -> ArticlePage | None:
    """The whole page in one read; None for an article that the network does not have."""
    article = about(reader, article_id)
    if article is None:
        return None
    variants = in_style(reader, article, MAX_VARIANTS)
    here = next(one for one in variants if one.id == article_id)
    price = price_now(reader, article_id, at)
    terms = Terms(is_location_open=reader.is_here_open)
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
        price_cents=price.cents,
        was_cents=price.was_cents,
        currency=price.currency,
        zone=article.zone,
        aisle=article.aisle,
        shelf=article.shelf,
        variants=_variants(variants, terms),
        why=_why(reader, here, terms),
        is_serialised=bool(article.is_serialised),
        on_the_way=here.stock.transit_in,
        piece=_piece(reader, article_id, serial) if serial else None,
    )


def size_order(size: str) -> tuple[int, float, str]:
    """Numbers by their value, letters from small to large, the rest by its letters."""
    head = size.replace(",", ".").split(" ")[0]
    if head.replace(".", "", 1).isdecimal() and head.isascii():
        return (0, float(head), size)
    if size.upper() in LETTER_SIZES:
        return (1, LETTER_SIZES.index(size.upper()), size)
    return (2, 0, size)


def _variants(rows: Sequence[InStyle], terms: Terms) -> tuple[VariantStock, ...]:
    colours = list(dict.fromkeys(row.colour for row in rows))
    return tuple(
        VariantStock(row.id, row.size, row.colour, available_to_promise(row.stock, terms).quantity)
        for row in sorted(rows, key=lambda row: (size_order(row.size), colours.index(row.colour)))
    )


def _why(reader: Reader, here: InStyle, terms: Terms) -> Why:
    answer = available_to_promise(here.stock, terms)
    waiting = [
        movement
        for movement in uncounted(reader.session, [here.id])
        if movement.location_id == reader.location_id
        and movement.network_version is None
        and any(effect_of(movement).values())
    ]
    beside = [(bucket, getattr(here.stock, bucket.value)) for bucket in _BESIDE]
    return Why(
        available=answer.quantity,
        terms=answer.terms,
        beside=tuple((bucket, units) for bucket, units in beside if units),
        held_for=held_for(reader, here.id, MAX_HELD_FOR),
        unconfirmed=len(waiting),
        is_in_doubt=is_in_doubt(reader.session, reader.location_id, here.id),
        counted_at=here.counted_at,
        heard_at=here.heard_at,
        last=next(iter(movements_of(reader, here.id, limit=1)), None),
    )


def _piece(reader: Reader, article_id: int, serial: str) -> PieceFound:
    found = piece_place(reader, article_id, serial)
    if found is None:
        return PieceFound(serial)
    is_here = found.location_id == reader.location_id
    order = pieces_in_hand(reader, article_id).get(found.serial, "") if is_here else ""
    return PieceFound(found.serial, found.place, found.bucket, is_here, order)
