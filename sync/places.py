"""Where in the network an article is: every location with its stock, a page at a time.

The distances are what SQLite cannot work out (this build has no trigonometry): the locations' order by
distance is worked out once for a network. What stands at a location is summed by SQLite.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cached_property
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
    " CROSS JOIN location l ON l.id = {ids}"
    " LEFT JOIN position p ON p.article_id = :article AND p.location_id = l.id"
    " LEFT JOIN moved ON moved.id = l.id"
)
_HELD = (
    f"WITH {_MOVED},"
    " held AS (SELECT location_id AS id FROM position WHERE article_id = :article UNION SELECT id FROM moved)"
    f" SELECT l.id, l.kind, {_now('display')},"
    # Nobody is promised what a shut place has.
    f" CASE WHEN l.is_open THEN max(0, {_now('sellable')} - ({_now('allocated')}) - ({_now('soft_held')})"
    " - coalesce(p.safety, 0)) ELSE 0 END"
    f" FROM held{_STANDS.format(ids='held.id')}"
)
_WHOLE = (
    f"WITH {_MOVED} SELECT l.id, l.name, l.kind, l.is_open, l.opening, l.timezone,"
    " coalesce(p.heard_at, 0), "
    + ", ".join("coalesce(p.safety, 0)" if name == "safety" else _now(name) for name in QUANTITY_COLUMNS)
    + f" FROM json_each(:ids){_STANDS.format(ids='json_each.value')} ORDER BY json_each.key"
)
_MAP = "SELECT count(*), total(latitude * id), total(longitude * id) FROM location"
_COORDINATES = "SELECT id, latitude, longitude FROM location"
_NAMES = "SELECT id, name FROM location"
_STORE = "store"


class _Held(msgspec.Struct, frozen=True):
    """What a location has of the article, to choose and sort by."""

    kind: str
    display: int
    available: int


class Standing:
    """Where one article is, as one read finds it: what stands where is read once, for the sums and for each
    page. Of a thousand locations some dozens have it, and these alone are looked at in SQLite. Good only as
    long as the reader is.

    Attributes:
        reader, article_id: whose.
    """

    def __init__(self, reader: Reader, article_id: int) -> None:
        self.reader = reader
        self.article_id = article_id

    def everywhere(self, which: Showing) -> Everywhere:
        """The sums over every location."""
        free = [held.available for held in self._held.values() if held.available > 0]
        return Everywhere(len(self._shown(which)), sum(free), len(free))

    def places(self, order: Sorting, which: Showing, offset: int, limit: int = MAX_PAGE) -> list[Whereabouts]:
        """A page of the locations; the ones that have none of the article are there too."""
        ids = self._sorted(self._shown(which), order)[offset : offset + min(limit, MAX_PAGE)]
        wanted = {"article": self.article_id, "moved": self._moved, "ids": json.dumps(ids)}
        rows = self.reader.raw.execute(_WHOLE, wanted).fetchall()
        return [_whereabouts(row, self._kms, self.reader.location_id) for row in rows]

    @cached_property
    def _kms(self) -> Mapping[int, float]:
        return _distances(self.reader)

    @cached_property
    def _moved(self) -> str:
        return json.dumps(_moved(self.reader, self.article_id))

    @cached_property
    def _held(self) -> dict[int, _Held]:
        wanted = {"article": self.article_id, "moved": self._moved}
        return {id_: _Held(*held) for id_, *held in self.reader.raw.execute(_HELD, wanted).fetchall()}

    def _shown(self, which: Showing) -> list[int]:
        """The locations to be shown, the nearest first: this store whatever it has."""
        if which is Showing.ALL:
            return list(self._kms)
        shown = {id_ for id_, held in self._held.items() if _is_shown(held, which)}
        shown.add(self.reader.location_id)
        return [id_ for id_ in self._kms if id_ in shown]

    def _sorted(self, nearest_first: list[int], order: Sorting) -> list[int]:
        free = {id_: held.available for id_, held in self._held.items()}
        if order is Sorting.NEAREST_WITH_STOCK:
            nearest_first.sort(key=lambda id_: not free.get(id_))
        elif order is Sorting.MOST:
            nearest_first.sort(key=lambda id_: -free.get(id_, 0))
        elif order is Sorting.NAME:
            names = dict(self.reader.raw.execute(_NAMES).fetchall())
            nearest_first.sort(key=names.__getitem__)
        return sorted(nearest_first, key=lambda id_: id_ != self.reader.location_id)


def places_of(
    reader: Reader, article_id: int, order: Sorting, which: Showing, offset: int = 0, limit: int = MAX_PAGE
) -> list[Whereabouts]:
    """A page of the locations; the ones that have none of the article are there too."""
    return Standing(reader, article_id).places(order, which, offset, limit)


def everywhere(reader: Reader, article_id: int, which: Showing) -> Everywhere:
    """The sums over every location."""
    return Standing(reader, article_id).everywhere(which)


def _is_shown(held: _Held, which: Showing) -> bool:
    if which is Showing.STORES:
        return held.kind == _STORE and held.available > 0
    return held.available > 0 or held.display > 0


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


def _distances(reader: Reader) -> Mapping[int, float]:
    """Kilometres from this store by location, the nearest first; without it in the network all places are
    equally far."""
    here = reader.location_id
    key = (here, *reader.raw.execute(_MAP).fetchone())
    known = _maps.get(key)
    if known is None:
        if len(_maps) >= _MOST_MAPS:
            _maps.clear()
        places = {id_: (lat, lon) for id_, lat, lon in reader.raw.execute(_COORDINATES).fetchall()}
        origin = places.get(here)
        far = {place: distance_km(*origin, *at) if origin else 0.0 for place, at in places.items()}
        # Held here, since another thread may clear the maps at any time.
        known = _maps[key] = dict(sorted(far.items(), key=lambda pair: (pair[1], pair[0])))
    return known
