"""The demo network: a French retail chain made from a seed, the same each time, in bounded memory.

The catalogue and the locations are held; stock, pieces and places are made one location at a time, each from
draws of its own, so a thousand stores stream as well as forty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from core.rules.time import Instant
from core.service.demo import shelves, sites, staffing, stock
from core.service.demo.catalogue import Catalogue, catalogue
from core.service.demo.draws import Part, stream
from core.service.demo.stock import StockColumns, WholeStock
from core.service.records import (
    ArticleRecord,
    BinRecord,
    CarrierRecord,
    LocationRecord,
    PieceRecord,
    PlaceRecord,
    PositionRecord,
    PriceRecord,
    StaffRecord,
)

DEFAULT_SEED = 20418
GENERATOR_VERSION = 2
"""Raised with each change of what is generated: whoever keeps a network made earlier makes it anew."""
STOCKED_SHARE = 0.15
"""The part of all articles that a usual store carries; 0.025 gives 5 million positions for 1,000 stores and
200,000 articles."""

Progress = Callable[[str, int, int], None]
"""Called with the kind that is being made, how many locations are done, and how many there are."""


def silent(kind: str, done: int, total: int) -> None:
    """No progress shown."""


class DemoNetwork(Struct, frozen=True, eq=False):
    """A whole network. What is large comes as iterators, which can be taken again and give the same.

    Attributes:
        locations: stores, then warehouses, then partners; the first is the demo's own store.
        catalogue: articles with what the generator knows about them.
        now: the moment for which it was made; nothing in it is counted later.
    """

    seed: int
    now: Instant
    stocked_share: float
    locations: tuple[LocationRecord, ...]
    catalogue: Catalogue
    staff: tuple[StaffRecord, ...]

    @property
    def own_store(self) -> LocationRecord:
        """The store whose back room the demo shows."""
        return self.locations[0]

    @property
    def stores(self) -> tuple[LocationRecord, ...]:
        """The stores alone."""
        return tuple(location for location in self.locations if location.kind == "store")

    @property
    def articles(self) -> tuple[ArticleRecord, ...]:
        """All articles, in the order of their indices."""
        return self.catalogue.articles

    def prices(self) -> Iterator[PriceRecord]:
        """Every price of every article, oldest first within an article."""
        for way in self.catalogue.colourways:
            for article in self.articles[way.first : way.end]:
                for step in way.prices:
                    yield PriceRecord(
                        sku=article.sku,
                        valid_from=step.valid_from,
                        price_cents=step.price_cents,
                        kind=step.kind,
                    )

    @property
    def price_count(self) -> int:
        """How many `prices` gives."""
        return sum((way.end - way.first) * len(way.prices) for way in self.catalogue.colourways)

    def bins(self) -> Iterator[BinRecord]:
        """The bins of every store."""
        for store in self.stores:
            yield from shelves.bin_records(store.code)

    def carriers(self) -> Iterator[CarrierRecord]:
        """The carriers that call at every store."""
        for store in self.stores:
            yield from shelves.carrier_records(store.code)

    def stock(self, index: int) -> StockColumns:
        """The stock of the location with this index, as columns."""
        rng = stream(self.seed, Part.STOCK, index)
        return stock.stock_of(rng, self.catalogue, self.locations[index], self.stocked_share, self.now)

    def whole_stock(self, progress: Progress = silent) -> WholeStock:
        """The stock of all locations as columns, by article and then location: 40 bytes a position."""
        indices = self._counted("stock", len(self.locations), progress)
        return stock.in_one([self.stock(index) for index in indices])

    def positions(self, progress: Progress = silent) -> Iterator[PositionRecord]:
        """Every position, location by location."""
        for index in self._counted("positions", len(self.locations), progress):
            yield from stock.position_records(self.catalogue, self.stock(index))

    def pieces(self, progress: Progress = silent) -> Iterator[PieceRecord]:
        """Every serialised unit, location by location."""
        for index in self._counted("pieces", len(self.locations), progress):
            yield from stock.piece_records(self.catalogue, self.stock(index), index)

    def places(self, progress: Progress = silent, stores: int | None = None) -> Iterator[PlaceRecord]:
        """Where each article of each store stands, store by store; of the first `stores` of them."""
        for index in self._counted("places", len(self.stores[:stores]), progress):
            rng = stream(self.seed, Part.SHELVES, index)
            yield from shelves.place_records(rng, self.catalogue, self.stock(index))

    def place_count(self, stores: int | None = None) -> int:
        """How many `places` gives."""
        return sum(len(self.stock(index).article) for index in range(len(self.stores[:stores])))

    def kinds(self, progress: Progress = silent) -> dict[str, Iterator[Any]]:
        """Iterators over the records by kind, in the order in which they can be imported."""
        return {
            "locations": iter(self.locations),
            "articles": iter(self.articles),
            "prices": self.prices(),
            "bins": self.bins(),
            "carriers": self.carriers(),
            "staff": iter(self.staff),
            "positions": self.positions(progress),
            "pieces": self.pieces(progress),
            "places": self.places(progress),
        }

    def _counted(self, kind: str, total: int, progress: Progress) -> Iterator[int]:
        for index in range(total):
            yield index
            progress(kind, index + 1, total)


def generate(
    *,
    now: Instant,
    seed: int = DEFAULT_SEED,
    stores: int = 40,
    warehouses: int = 2,
    partners: int = 1,
    articles: int = 20_000,
    stocked_share: float = STOCKED_SHARE,
) -> DemoNetwork:
    """A demo network: the same for the same arguments. Dates hang on `now`; names, codes and places do not.

    Raises:
        ValueError: more locations of a kind than the lists suffice for.
    """
    locations = sites.locations(seed, stores, warehouses, partners)
    return DemoNetwork(
        seed=seed,
        now=now,
        stocked_share=stocked_share,
        locations=locations,
        catalogue=catalogue(seed, articles, now),
        staff=tuple(staffing.staff(seed, locations[:stores])),
    )
