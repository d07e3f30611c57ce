"""Where in the network an article is: every location with its stock, a page at a time, sorted by SQLite.

The distances are the only thing that SQLite cannot work out (this build has no trigonometry): the
locations' order by distance is worked out once for a network and handed to the query.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
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


_KEPT = tuple(name for name in QUANTITY_COLUMNS if name != "safety")


def _now(name: str) -> str:
    """A bucket as of now: the copy's, and what moved here since."""
    return f"coalesce(p.{name}, 0) + coalesce(moved.units ->> '$.{name}', 0)"


_MOVED = "moved AS (SELECT CAST(key AS INTEGER) AS id, value AS units FROM json_each(:moved))"
_STANDS = (
    " JOIN location l ON l.id = {ids}"
    " LEFT JOIN position p ON p.article_id = :article AND p.location_id = l.id"
    " LEFT JOIN moved ON moved.id = l.id"
)
_FREE = (
    "WITH near AS (SELECT key AS rank, value AS id FROM json_each(:near)),"
    f" {_MOVED},"
    f" free AS (SELECT near.rank, l.id, l.name, l.kind, {_now('display')} AS display,"
    # Nobody is promised what a shut place has.
    f" CASE WHEN l.is_open THEN max(0, {_now('sellable')} - ({_now('allocated')}) - ({_now('soft_held')})"
    " - coalesce(p.safety, 0)) ELSE 0 END AS available"
    f" FROM near{_STANDS.format(ids='near.id')})"
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
        f"{_FREE} SELECT id FROM free WHERE {_WHICH[which]} ORDER BY id <> :here, {_ORDER[order]}"
        " LIMIT :limit OFFSET :offset"
    )
    for order in Sorting
    for which in Showing
}
_SUMS = {
    which: text(
        f"{_FREE} SELECT count(*) FILTER (WHERE {_WHICH[which]}) AS locations,"
        " coalesce(sum(available), 0) AS available, count(*) FILTER (WHERE available > 0) AS stocked"
        " FROM free"
    )
    for which in Showing
}
_WHOLE = text(
    f"WITH {_MOVED} SELECT l.id, l.name, l.kind, l.is_open, l.opening, l.timezone,"
    " coalesce(p.safety, 0) AS safety, coalesce(p.heard_at, 0) AS heard_at, "
    + ", ".join(f"{_now(name)} AS {name}" for name in _KEPT)
    + f" FROM json_each(:ids){_STANDS.format(ids='json_each.value')}"
)
_MAP = text("SELECT count(*), total(latitude * id), total(longitude * id) FROM location")
_COORDINATES = text("SELECT id, latitude, longitude FROM location")


def places_of(
    reader: Reader, article_id: int, order: Sorting, which: Showing, offset: int = 0, limit: int = MAX_PAGE
) -> list[Whereabouts]:
    """A page of the locations; the ones that have none of the article are there too."""
    here, kms = reader.location_id, _distances(reader)
    wanted = _arguments(reader, article_id, kms)
    pages = {"offset": offset, "limit": min(limit, MAX_PAGE)}
    ids = reader.session.scalars(_PAGES[order, which], wanted | pages).all()
    rows = reader.session.execute(_WHOLE, wanted | {"ids": json.dumps(list(ids))})
    found = {row.id: _whereabouts(row._mapping, kms, here) for row in rows}
    return [found[key] for key in ids]


def _whereabouts(row: Mapping[Any, Any], kms: Mapping[int, float], here: int) -> Whereabouts:
    return Whereabouts(
        location_id=row["id"],
        name=row["name"],
        kind=row["kind"],
        km=kms[row["id"]],
        is_here=row["id"] == here,
        is_open=bool(row["is_open"]),
        opening=row["opening"],
        timezone=row["timezone"],
        stock=Stock(**{name: row[name] for name in QUANTITY_COLUMNS}),
        heard_at=Instant(row["heard_at"]),
    )


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


_maps: dict[tuple[object, ...], dict[int, float]] = {}
"""Distances from a store, by what the network's map sums up to: worked out once for each."""
_MOST_MAPS = 4


def _distances(reader: Reader) -> dict[int, float]:
    """Kilometres from this store by location, the nearest first; without this store in the network all are
    equally far."""
    here = reader.location_id
    key = (here, *reader.session.execute(_MAP).one())
    if key not in _maps:
        if len(_maps) >= _MOST_MAPS:
            _maps.clear()
        places = {row.id: (row.latitude, row.longitude) for row in reader.session.execute(_COORDINATES)}
        origin = places.get(here)
        far = {place: distance_km(*origin, *at) if origin else 0.0 for place, at in places.items()}
        _maps[key] = dict(sorted(far.items(), key=lambda pair: (pair[1], pair[0])))
    return _maps[key]
