"""Where in the network an article is: every location with its stock, a page at a time, sorted by SQLite.

The distances are the only thing that SQLite cannot work out (this build has no trigonometry): the
locations' order by distance is worked out once for a network and handed to the query.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import msgspec

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
    (order, which): (
        f"{_FREE} SELECT id FROM free WHERE {_WHICH[which]} ORDER BY id <> :here, {_ORDER[order]}"
        " LIMIT :limit OFFSET :offset"
    )
    for order in Sorting
    for which in Showing
}
_SUMS = {
    which: (
        f"{_FREE} SELECT count(*) FILTER (WHERE {_WHICH[which]}) AS locations,"
        " coalesce(sum(available), 0) AS available, count(*) FILTER (WHERE available > 0) AS stocked"
        " FROM free"
    )
    for which in Showing
}
_WHOLE = (
    f"WITH {_MOVED} SELECT l.id, l.name, l.kind, l.is_open, l.opening, l.timezone,"
    " coalesce(p.heard_at, 0), "
    + ", ".join("coalesce(p.safety, 0)" if name == "safety" else _now(name) for name in QUANTITY_COLUMNS)
    + f" FROM json_each(:ids){_STANDS.format(ids='json_each.value')} ORDER BY json_each.key"
)
_MAP = "SELECT count(*), total(latitude * id), total(longitude * id) FROM location"
_COORDINATES = "SELECT id, latitude, longitude FROM location"


def places_of(
    reader: Reader, article_id: int, order: Sorting, which: Showing, offset: int = 0, limit: int = MAX_PAGE
) -> list[Whereabouts]:
    """A page of the locations; the ones that have none of the article are there too."""
    here, distances = reader.location_id, _distances(reader)
    wanted = _arguments(reader, article_id, distances)
    pages = {"offset": offset, "limit": min(limit, MAX_PAGE)}
    ids = [id_ for (id_,) in reader.raw.execute(_PAGES[order, which], wanted | pages).fetchall()]
    rows = reader.raw.execute(_WHOLE, wanted | {"ids": json.dumps(ids)}).fetchall()
    return [_whereabouts(row, distances.kms, here) for row in rows]


def _whereabouts(row: Sequence[Any], kms: Mapping[int, float], here: int) -> Whereabouts:
    id_, name, kind, is_open, opening, timezone, heard_at, *units = row
    return Whereabouts(
        location_id=id_,
        name=name,
        kind=kind,
        km=kms[id_],
        is_here=id_ == here,
        is_open=bool(is_open),
        opening=opening,
        timezone=timezone,
        stock=Stock(*units),
        heard_at=Instant(heard_at),
    )


def everywhere(reader: Reader, article_id: int, which: Showing) -> Everywhere:
    """The sums over every location."""
    arguments = _arguments(reader, article_id, _distances(reader))
    return Everywhere(*reader.raw.execute(_SUMS[which], arguments).fetchone())


def _arguments(reader: Reader, article_id: int, distances: _Distances) -> dict[str, Any]:
    return {
        "article": article_id,
        "here": reader.location_id,
        "near": distances.nearest_first,
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


class _Distances(msgspec.Struct, frozen=True):
    """Kilometres by location, the nearest first; `nearest_first` lists the locations for SQLite, as JSON."""

    kms: dict[int, float]
    nearest_first: str


_maps: dict[tuple[object, ...], _Distances] = {}
"""Distances from a store, by what the network's map sums up to: worked out once for each."""
_MOST_MAPS = 4


def _distances(reader: Reader) -> _Distances:
    """From this store; without it in the network all places are equally far."""
    here = reader.location_id
    key = (here, *reader.raw.execute(_MAP).fetchone())
    if key not in _maps:
        if len(_maps) >= _MOST_MAPS:
            _maps.clear()
        places = {id_: (lat, lon) for id_, lat, lon in reader.raw.execute(_COORDINATES).fetchall()}
        origin = places.get(here)
        far = {place: distance_km(*origin, *at) if origin else 0.0 for place, at in places.items()}
        kms = dict(sorted(far.items(), key=lambda pair: (pair[1], pair[0])))
        _maps[key] = _Distances(kms, json.dumps(list(kms)))
    return _maps[key]
