"""Stock of one location as columns: what it carries, how much, in which bucket, when it was last counted.

A store carries some colourways, popular ones more often, and of those most sizes; quantities are skewed (many
ones and twos, a few tens), and some have run out. Warehouses hold nearly everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from core.rules.time import DAY_MS, HOUR_MS, MINUTE_MS, Instant
from core.service.demo.catalogue import Catalogue
from core.service.demo.codes import serial
from core.service.records import LocationRecord, PieceRecord, PositionRecord

PIECE_BUCKETS: tuple[Literal["sellable", "display", "damaged"], ...] = ("sellable", "display", "damaged")
PIECES_A_LOCATION = 1_000_000
"""Room for serial numbers; a warehouse with 200,000 articles needs about 100,000."""
PARTNER_SHARE = 0.3
"""What a partner carries, as a part of what a store does."""
_USUAL_CAPACITY = 10
_WAREHOUSE_SHARE = 0.92
_COUNTED_WITHIN_DAYS = 90

Units = NDArray[np.int64]


class StockColumns(Struct, frozen=True, eq=False):
    """The positions of one location; row i of each column is one position. Units, except as said.

    Attributes:
        article: index of the article in the catalogue, ascending.
        counted_at: hour of the last count, in milliseconds.
    """

    location: str
    article: Units
    sellable: Units
    display: Units
    damaged: Units
    safety: Units
    counted_at: Units

    def __len__(self) -> int:
        return len(self.article)


def stock_of(
    rng: np.random.Generator,
    catalogue: Catalogue,
    location: LocationRecord,
    stocked_share: float,
    now: Instant,
) -> StockColumns:
    """The stock of a location. `stocked_share` is the part of all articles that a usual store carries."""
    if location.kind == "warehouse":
        article = np.flatnonzero(rng.random(len(catalogue.articles)) < _WAREHOUSE_SHARE)
        sellable, safety = _deep(rng, catalogue, article)
    else:
        share = stocked_share * _size_factor(location)
        article = _assortment(rng, catalogue, share)
        sellable, safety = _shallow(rng, catalogue, article)
    is_serialised = catalogue.is_serialised[article]
    shown = np.where(is_serialised, 0.35, 0.05) * (location.kind != "warehouse")
    minutes = rng.integers(60, _COUNTED_WITHIN_DAYS * DAY_MS // MINUTE_MS, len(article))
    return StockColumns(
        location=location.code,
        article=article,
        sellable=sellable,
        display=(rng.random(len(article)) < shown).astype(np.int64),
        damaged=(rng.random(len(article)) < 0.015).astype(np.int64),
        safety=safety,
        counted_at=(now - minutes * MINUTE_MS) // HOUR_MS * HOUR_MS,
    )


def _size_factor(location: LocationRecord) -> float:
    """How much more than a usual store this one carries, from its pace of preparation."""
    if location.kind == "partner":
        return PARTNER_SHARE
    return float(np.clip(0.6 + 0.4 * location.capacity_per_hour / _USUAL_CAPACITY, 0.7, 1.35))


def _assortment(rng: np.random.Generator, catalogue: Catalogue, share: float) -> Units:
    """Articles of the colourways that a store has chosen: a draw without replacement, weighted by popularity.

    The smallest of exponential variates over weights are such a draw (Efraimidis and Spirakis, 2006).
    """
    ways = len(catalogue.popularity)
    chosen_count = min(ways, max(1, round(ways * share / float(catalogue.size_demand.mean()))))
    keys = rng.exponential(size=ways) / catalogue.popularity
    is_chosen = np.zeros(ways, dtype=np.bool_)
    is_chosen[np.argpartition(keys, chosen_count - 1)[:chosen_count]] = True
    carried = is_chosen[catalogue.colourway_of] & (
        rng.random(len(catalogue.articles)) < catalogue.size_demand
    )
    return np.flatnonzero(carried)


def _shallow(rng: np.random.Generator, catalogue: Catalogue, article: Units) -> tuple[Units, Units]:
    """Units on a store's shelves, and its safety stock."""
    popularity = catalogue.popularity[catalogue.colourway_of[article]]
    mean = (1.0 + 1.4 * np.minimum(popularity, 5)) * catalogue.size_demand[article]
    sellable = rng.poisson(mean * rng.gamma(3.0, 1 / 3, len(article)))
    precious = rng.choice(3, len(article), p=[0.3, 0.6, 0.1])
    sellable = np.where(catalogue.is_serialised[article], precious, sellable)
    safety = (sellable >= 5) & (rng.random(len(article)) < 0.6)
    return sellable.astype(np.int64), safety.astype(np.int64)


def _deep(rng: np.random.Generator, catalogue: Catalogue, article: Units) -> tuple[Units, Units]:
    """Units in a warehouse, and its safety stock."""
    popularity = catalogue.popularity[catalogue.colourway_of[article]]
    mean = 30 * np.minimum(popularity, 8) * catalogue.size_demand[article]
    sellable = rng.poisson(mean * rng.lognormal(0.0, 0.7, len(article)))
    precious = 1 + rng.poisson(4.0, len(article))
    sellable = np.where(catalogue.is_serialised[article], precious, sellable)
    return sellable.astype(np.int64), (sellable // 20).astype(np.int64)


class WholeStock(Struct, frozen=True, eq=False):
    """Positions of all locations, by article and then location; row i of each column is one position.

    Attributes:
        article, location: indices in the network, not identifiers (int32).
        sellable, display, damaged, safety: units (int32).
        counted_at: hour of the last count, in milliseconds (int64).
    """

    article: NDArray[np.int32]
    location: NDArray[np.int32]
    sellable: NDArray[np.int32]
    display: NDArray[np.int32]
    damaged: NDArray[np.int32]
    safety: NDArray[np.int32]
    counted_at: Units

    def __len__(self) -> int:
        return len(self.article)

    def rows(self, wanted: NDArray[np.int64]) -> WholeStock:
        """The positions of these rows, in this order."""
        columns = {name: getattr(self, name)[wanted] for name in self.__struct_fields__}
        return type(self)(**columns)


def in_one(parts: Sequence[StockColumns]) -> WholeStock:
    """The stock of several locations, numbered in their order, sorted as the positions' table is."""
    location = np.repeat(np.arange(len(parts), dtype=np.int32), [len(part) for part in parts])
    article = _joined(parts, "article", np.int32)
    order = np.argsort(article, kind="stable")
    return WholeStock(
        article=article[order],
        location=location[order],
        sellable=_joined(parts, "sellable", np.int32)[order],
        display=_joined(parts, "display", np.int32)[order],
        damaged=_joined(parts, "damaged", np.int32)[order],
        safety=_joined(parts, "safety", np.int32)[order],
        counted_at=_joined(parts, "counted_at", np.int64)[order],
    )


def _joined(parts: Sequence[StockColumns], name: str, kind: Any) -> Any:
    return np.concatenate([getattr(part, name).astype(kind) for part in parts])


def position_records(catalogue: Catalogue, stock: StockColumns) -> Iterator[PositionRecord]:
    """One record a row."""
    columns = (stock.article, stock.sellable, stock.display, stock.damaged, stock.safety, stock.counted_at)
    for article, sellable, display, damaged, safety, counted_at in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        yield PositionRecord(
            sku=catalogue.articles[article].sku,
            location=stock.location,
            sellable=sellable,
            display=display,
            damaged=damaged,
            safety=safety,
            counted_at=counted_at,
        )


def piece_records(catalogue: Catalogue, stock: StockColumns, location_index: int) -> Iterator[PieceRecord]:
    """One record for each serialised unit, so that pieces and positions agree bucket by bucket."""
    number = location_index * PIECES_A_LOCATION
    for row in np.flatnonzero(catalogue.is_serialised[stock.article]).tolist():
        article = catalogue.articles[int(stock.article[row])]
        maker = article.brand[:2].upper()
        for bucket in PIECE_BUCKETS:
            for _ in range(int(getattr(stock, bucket)[row])):
                yield PieceRecord(
                    sku=article.sku, serial=serial(maker, number), location=stock.location, bucket=bucket
                )
                number += 1


def piece_count(catalogue: Catalogue, whole: WholeStock) -> int:
    """How many `piece_records` there are of all locations."""
    is_serialised = catalogue.is_serialised[whole.article]
    return sum(int(getattr(whole, bucket)[is_serialised].sum()) for bucket in PIECE_BUCKETS)
