"""Where in the network an article is: every location with its stock, a page at a time, sorted by SQLite.

The distances are the only thing that SQLite cannot work out (this build has no trigonometry): the
locations' order by distance is worked out once for a network and handed to the query.
"""

from __future__ import annotations

import json
from collections import defaultdict
from enum import StrEnum
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import text

from core.model.stock import QUANTITY_COLUMNS
from core.rules.availability import Stock
from core.rules.geo import distance_km
from core.rules.stock import Bucket, fold
from core.rules.time import Instant
from sync.overlay import effect_of, uncounted
from sync.reading import Reader

MAX_PAGE = 200
"""Locations that one read brings."""


class Sorting(StrEnum):
    """In which order; this store always comes first."""

    NEAREST_WITH_STOCK = "nearest_with_stock"
    NEAREST = "nearest"
    MOST = "most"
    NAME = "name"


class Showing(StrEnum):
    """Which locations."""

    ALL = "all"
    WITH_STOCK = "with_stock"
    STORES = "stores"


class Whereabouts(msgspec.Struct, frozen=True, kw_only=True):
    """A location with its stock of an article. `heard_at` is the last word of its till, 0 for none."""

    location_id: int
    name: str
    kind: str
    km: float
    is_here: bool
    is_open: bool
    opening: str
    timezone: str
    stock: Stock
    heard_at: Instant


class Everywhere(msgspec.Struct, frozen=True):
    """The sums over the whole network: locations shown, units that can be promised, locations with some."""

    locations: int = 0
    available: int = 0
    stocked: int = 0


_FREE = (
    "CASE WHEN is_open THEN max(0, sellable - allocated - soft_held - safety) ELSE 0 END"
    # Nobody is promised what a shut place has.
)
_KEPT = tuple(name for name in QUANTITY_COLUMNS if name != "safety")
_HELD = (
    "WITH near AS (SELECT key AS rank, value AS id FROM json_each(:near)),"
    " moved AS (SELECT CAST(key AS INTEGER) AS id, value AS units FROM json_each(:moved)),"
    " held AS (SELECT near.rank, l.id, l.name, l.kind, l.is_open, l.opening, l.timezone, "
    + ", ".join(
        f"coalesce(p.{name}, 0) + coalesce(moved.units ->> '$.{name}', 0) AS {name}" for name in _KEPT
    )
    + ", coalesce(p.safety, 0) AS safety, coalesce(p.heard_at, 0) AS heard_at"
    " FROM near JOIN location l ON l.id = near.id"
    " LEFT JOIN position p ON p.article_id = :article AND p.location_id = l.id"
    " LEFT JOIN moved ON moved.id = l.id),"
    f" free AS (SELECT *, {_FREE} AS available FROM held)"
)
_WHICH = {
    Showing.ALL: "1",
    Showing.WITH_STOCK: "(available > 0 OR display > 0 OR id = :here)",
    Showing.STORES: "(kind = 'store' AND available > 0 OR id = :here)",
}
_ORDER = {
    Sorting.NEAREST_WITH_STOCK: "available = 0, rank",
    Sorting.NEAREST: "rank",
    Sorting.MOST: "available DESC, rank",
    Sorting.NAME: "name, rank",
}
_PAGES = {
    (order, which): text(
        f"{_HELD} SELECT * FROM free WHERE {_WHICH[which]} ORDER BY id <> :here, {_ORDER[order]}"
        " LIMIT :limit OFFSET :offset"
    )
    for order in Sorting
    for which in Showing
}
_SUMS = {
    which: text(
        f"{_HELD} SELECT count(*) FILTER (WHERE {_WHICH[which]}) AS locations,"
        " coalesce(sum(available), 0) AS available, count(*) FILTER (WHERE available > 0) AS stocked"
        " FROM free"
    )
    for which in Showing
}
_COORDINATES = text("SELECT id, latitude, longitude FROM location")


def places_of(
    reader: Reader, article_id: int, order: Sorting, which: Showing, offset: int = 0, limit: int = MAX_PAGE
) -> list[Whereabouts]:
    """A page of the locations; the ones that have none of the article are there too."""
    here, kms = reader.location_id, _distances(reader)
    wanted = _arguments(reader, article_id, kms) | {"offset": offset, "limit": min(limit, MAX_PAGE)}
    return [
        Whereabouts(
            location_id=row.id,
            name=row.name,
            kind=row.kind,
            km=kms[row.id],
            is_here=row.id == here,
            is_open=bool(row.is_open),
            opening=row.opening,
            timezone=row.timezone,
            stock=Stock(**{name: getattr(row, name) for name in QUANTITY_COLUMNS}),
            heard_at=Instant(row.heard_at),
        )
        for row in reader.session.execute(_PAGES[order, which], wanted)
    ]


def everywhere(reader: Reader, article_id: int, which: Showing) -> Everywhere:
    """The sums over every location."""
    arguments = _arguments(reader, article_id, _distances(reader))
    row = reader.session.execute(_SUMS[which], arguments).one()
    return Everywhere(row.locations, row.available, row.stocked)


def _arguments(reader: Reader, article_id: int, kms: dict[int, float]) -> dict[str, Any]:
    return {
        "article": article_id,
        "here": reader.location_id,
        "near": json.dumps(list(kms)),
        "moved": json.dumps(_moved(reader, article_id)),
    }


def _moved(reader: Reader, article_id: int) -> dict[int, dict[str, int]]:
    """What the movements that the network's copy does not contain add, by location and bucket."""
    effects: dict[int, list[dict[Bucket, int]]] = defaultdict(list)
    for movement in uncounted(reader.session, [article_id]):
        effects[movement.location_id].append(effect_of(movement))
    return {
        place: {bucket.value: units for bucket, units in fold(parts).items()}
        for place, parts in effects.items()
    }


def _distances(reader: Reader) -> dict[int, float]:
    """Kilometres from this store by location, the nearest first; without this store in the network, from
    nowhere: all are equally far."""
    rows = reader.session.execute(_COORDINATES).all()
    return _sorted_distances(tuple((row.id, row.latitude, row.longitude) for row in rows), reader.location_id)


@lru_cache(maxsize=4)
def _sorted_distances(places: tuple[tuple[int, float, float], ...], here: int) -> dict[int, float]:
    origin = next(((lat, lon) for key, lat, lon in places if key == here), None)
    far = {key: distance_km(*origin, lat, lon) if origin else 0.0 for key, lat, lon in places}
    return dict(sorted(far.items(), key=lambda pair: (pair[1], pair[0])))
