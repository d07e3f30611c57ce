"""What an article's page says of it in this store: itself, its variants, its price, who holds some of it.

A page is a dozen small reads, so they go to SQLite as they are: through the ORM each would cost ten times
what it costs there. Every one is led by a key or an index (`tests/sync/test_places.py` reads their plans).
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from core.model.stock import QUANTITY_COLUMNS
from core.rules.availability import Stock
from core.rules.fulfilment import OPEN_STATES
from core.rules.time import Instant
from sync.overlay import with_uncounted
from sync.reading import Reader

FALLBACK_CURRENCY = "EUR"


class About(msgspec.Struct, frozen=True):
    """An article as the catalogue has it, and where it stands in this store: empty where nobody has said."""

    id: int
    sku: str
    gtin: str
    style: str
    name: str
    brand: str
    category: str
    size: str
    colour: str
    colour_hex: str
    is_serialised: bool
    zone: str
    aisle: str
    shelf: str


class InStyle(msgspec.Struct, frozen=True):
    """An article of a style, with this store's stock, its last count and till's last word; 0 for never."""

    id: int
    size: str
    colour: str
    stock: Stock
    counted_at: Instant
    heard_at: Instant


class PriceNow(msgspec.Struct, frozen=True):
    """The price now, None where none has begun, and the regular one if that is higher."""

    cents: int | None = None
    was_cents: int | None = None
    currency: str = FALLBACK_CURRENCY


class PiecePlace(msgspec.Struct, frozen=True):
    """Where a piece is."""

    serial: str
    bucket: str
    location_id: int
    place: str


_ABOUT = (
    "SELECT a.id, a.sku, a.gtin, a.style, a.name, a.brand, a.category, a.size, a.colour, a.colour_hex,"
    " a.is_serialised <> 0, coalesce(s.zone, ''), coalesce(s.aisle, ''), coalesce(s.shelf, '')"
    " FROM article a LEFT JOIN article_place s ON s.location_id = ? AND s.article_id = a.id WHERE a.id = ?"
)
_IN_STYLE = (
    "SELECT a.id, a.size, a.colour, coalesce(p.counted_at, 0), coalesce(p.heard_at, 0),"
    f" {', '.join(f'coalesce(p.{name}, 0)' for name in QUANTITY_COLUMNS)}"
    " FROM article a LEFT JOIN position p ON p.article_id = a.id AND p.location_id = ?"
    " WHERE {which} ORDER BY a.id LIMIT ?"
)
_OF_STYLE, _ALONE = _IN_STYLE.format(which="a.style = ?"), _IN_STYLE.format(which="a.id = ?")
_PRICE = (
    "SELECT price_cents, kind, currency FROM article_price WHERE article_id = ? AND valid_from <= ?"
    "{which} ORDER BY valid_from DESC LIMIT 1"
)
_NEWEST, _NEWEST_REGULAR = _PRICE.format(which=""), _PRICE.format(which=" AND kind = 'regular'")
_HELD_FOR = (
    "SELECT f.order_number FROM fulfilment f CROSS JOIN fulfilment_line l ON l.fulfilment_id = f.id"
    f" WHERE f.location_id = ? AND f.state IN ({', '.join('?' * len(OPEN_STATES))}) AND l.article_id = ?"
    " AND l.quantity - l.short - l.handed_over - l.put_back > 0 ORDER BY f.promised_at, f.id LIMIT ?"
)
_PIECE = (
    "SELECT p.serial, p.bucket, l.id, l.name FROM piece p JOIN location l ON l.id = p.location_id"
    " WHERE p.article_id = ? AND upper(p.serial) = upper(?) LIMIT 1"
)


def about(reader: Reader, article_id: int) -> About | None:
    """An article; None if the network does not have it."""
    row = reader.raw.execute(_ABOUT, (reader.location_id, article_id)).fetchone()
    return About(**dict(zip(About.__struct_fields__, row, strict=True))) if row else None


def in_style(reader: Reader, article: About, limit: int) -> list[InStyle]:
    """All articles of an article's style, itself among them; one without a style is alone."""
    sql, key = (_OF_STYLE, article.style) if article.style else (_ALONE, article.id)
    rows = reader.raw.execute(sql, (reader.location_id, key, limit)).fetchall()
    if article.id not in {row[0] for row in rows}:
        rows += reader.raw.execute(_ALONE, (reader.location_id, article.id, 1)).fetchall()
    stocks = with_uncounted(reader.session, reader.location_id, {row[0]: Stock(*row[5:]) for row in rows})
    return [_with_stock(row, stocks[row[0]]) for row in rows]


def _with_stock(row: Sequence[int], stock: Stock) -> InStyle:
    id_, size, colour, counted_at, heard_at = row[:5]
    return InStyle(id_, str(size), str(colour), stock, Instant(counted_at), Instant(heard_at))


def price_now(reader: Reader, article_id: int, at: Instant) -> PriceNow:
    """The price of an article at an instant."""
    newest = reader.raw.execute(_NEWEST, (article_id, at)).fetchone()
    if newest is None:
        return PriceNow()
    cents, kind, currency = newest
    regular = reader.raw.execute(_NEWEST_REGULAR, (article_id, at)).fetchone() if kind != "regular" else None
    return PriceNow(cents, regular[0] if regular and regular[0] > cents else None, currency)


def held_for(reader: Reader, article_id: int, limit: int) -> tuple[str, ...]:
    """Numbers of this store's open orders that still want some, those that are promised first."""
    asked = (reader.location_id, *sorted(OPEN_STATES), article_id, limit)
    return tuple(dict.fromkeys(number for (number,) in reader.raw.execute(_HELD_FOR, asked).fetchall()))


def piece_place(reader: Reader, article_id: int, serial: str) -> PiecePlace | None:
    """Where a piece is, by its serial number; None where the network does not have it, or no longer."""
    row = reader.raw.execute(_PIECE, (article_id, serial)).fetchone()
    return PiecePlace(*row) if row else None
