"""How each kind of record becomes a row: which table, by what it is known, what refers to what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Article, ArticlePlace, ArticlePrice, Base, Location, Piece, Position
from core.orchestration import UnitOfWork
from core.rules.errors import BadInput
from core.rules.gtin import has_its_check_digit
from core.rules.ids import derive
from core.rules.promise_time import ready_by
from core.rules.time import Instant, hour_of
from core.service.record_files import LineError
from core.service.records import (
    ArticleRecord,
    LocationRecord,
    PieceRecord,
    PlaceRecord,
    PositionRecord,
    PriceRecord,
)

Row = dict[str, Any]
Numbered = tuple[int, Any | LineError]
"""A record with its line."""
Batch = list[Numbered]


class Known(msgspec.Struct):
    """What records refer to: locations by code, articles by SKU."""

    locations: dict[str, int]
    articles: dict[str, int]

    def location(self, code: str) -> int:
        """The location's id; BadInput `unknown_location`."""
        if code not in self.locations:
            raise BadInput("unknown_location", location=code)
        return self.locations[code]

    def article(self, sku: str) -> int:
        """The article's id; BadInput `unknown_article`."""
        if sku not in self.articles:
            raise BadInput("unknown_article", sku=sku)
        return self.articles[sku]


def known(session: Session) -> Known:
    """Read what records may refer to."""
    locations = session.execute(select(Location.code, Location.id))
    articles = session.execute(select(Article.sku, Article.id))
    return Known(
        {row.code: row.id for row in locations},
        {row.sku: row.id for row in articles},
    )


class Done(msgspec.Struct, frozen=True):
    """What writing a batch came to: rows that said something new, and lines refused only then."""

    changed: int
    refused: Sequence[LineError] = ()


class Work(msgspec.Struct, frozen=True):
    """A batch on its way: how many rows it is, and what writes it. It may be run again."""

    rows: int
    run: Callable[[UnitOfWork], Done]


class Target(msgspec.Struct, frozen=True):
    """Where the rows of a kind go.

    Attributes:
        by: the columns by which a row is known, unique in the table.
    """

    table: type[Base]
    by: tuple[str, ...]
    row_of: Callable[[Any, Known], Row]


def _location(record: LocationRecord, _known: Known) -> Row:
    # Hours and zone that cannot be read would only show when the first order is promised.
    ready_by(Instant(0), record.opening, record.timezone)
    return msgspec.structs.asdict(record)


def _article(record: ArticleRecord, _known: Known) -> Row:
    # No scanner ever reads a code whose check digit is wrong.
    if not has_its_check_digit(record.gtin):
        raise BadInput("bad_check_digit", gtin=record.gtin)
    return msgspec.structs.asdict(record)


def _price(record: PriceRecord, known: Known) -> Row:
    return {
        "article_id": known.article(record.sku),
        "valid_from": record.valid_from,
        "price_cents": record.price_cents,
        "currency": record.currency,
        "kind": record.kind,
    }


def _position(record: PositionRecord, known: Known) -> Row:
    return {
        "article_id": known.article(record.sku),
        "location_id": known.location(record.location),
        "sellable": record.sellable,
        "display": record.display,
        "damaged": record.damaged,
        "safety": record.safety,
        "counted_at": hour_of(Instant(record.counted_at)),
    }


def _piece(record: PieceRecord, known: Known) -> Row:
    article_id = known.article(record.sku)
    return {
        "id": derive(f"article:{article_id}", "piece", record.serial),
        "article_id": article_id,
        "serial": record.serial,
        "location_id": known.location(record.location),
        "bucket": record.bucket,
        "sold_at": None,
    }


def _place(record: PlaceRecord, known: Known) -> Row:
    return {
        "location_id": known.location(record.location),
        "article_id": known.article(record.sku),
        "zone": record.zone,
        "aisle": record.aisle,
        "shelf": record.shelf,
    }


NETWORK_TARGETS: Mapping[type[msgspec.Struct], Target] = MappingProxyType(
    {
        LocationRecord: Target(Location, ("code",), _location),
        ArticleRecord: Target(Article, ("sku",), _article),
        PriceRecord: Target(ArticlePrice, ("article_id", "valid_from"), _price),
        PositionRecord: Target(Position, ("article_id", "location_id"), _position),
        PieceRecord: Target(Piece, ("article_id", "serial"), _piece),
    }
)
"""Rows of the network's stream: loaded past the log, which then starts again from a snapshot."""

PLACES = Target(ArticlePlace, ("location_id", "article_id"), _place)
"""Rows of the stores' streams: logged one by one."""
