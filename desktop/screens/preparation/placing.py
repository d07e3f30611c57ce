"""Where articles stand, learnt on the way: a shelf's label is scanned, then the article."""

from __future__ import annotations

import msgspec

from core.commands import KeepPlace
from core.rules.errors import Refused
from desktop.devices.scanner import Shelf
from desktop.screens.fulfilments import Line
from desktop.screens.preparation.bench import Bench
from desktop.screens.preparation.reading import known_article


class Kept(msgspec.Struct, frozen=True):
    """A place that was kept: what takes it back, and which article it is of."""

    name: str
    undo: KeepPlace


class Placing:
    """The shelf that was scanned last, until an article is."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def at(self, shelf: Shelf) -> None:
        """Stand before this shelf."""
        self._bench.show(shelf=shelf)
        self._bench.good("shelf_scanned", place=parts_of(shelf))

    def leave(self) -> None:
        """Stand before no shelf any more."""
        if self._bench.state.shelf is not None:
            self._bench.show(shelf=None)

    async def found(self, gtin: str) -> None:
        """An article was scanned at the shelf, with no order in hand: it stands there."""
        bench, shelf = self._bench, self._bench.state.shelf
        article = await bench.desk.read(lambda reader: known_article(reader, gtin))
        if article is None or shelf is None:
            bench.bad("article_unknown", gtin=gtin)
            return
        if await self._keep(article.article_id, shelf):
            about = {"name": article.name, "size": article.size, "colour": article.colour}
            bench.good("placed", place=parts_of(shelf), **about)

    async def picked(self, line: Line, shelf: Shelf | None) -> Kept | None:
        """The article of a line was picked from the shelf: it stands there, if it was not known to."""
        before = (line.zone, line.aisle, line.shelf)
        if shelf is None or before == (shelf.zone, shelf.aisle, shelf.shelf):
            return None
        if not await self._keep(line.article_id, shelf):
            return None
        location_id = self._bench.desk.me.location_id
        undo = KeepPlace(
            location_id=location_id,
            article_id=line.article_id,
            zone=line.zone,
            aisle=line.aisle,
            shelf=line.shelf,
        )
        return Kept(line.name, undo)

    async def _keep(self, article_id: int, shelf: Shelf) -> bool:
        location_id = self._bench.desk.me.location_id
        command = KeepPlace(
            location_id=location_id,
            article_id=article_id,
            zone=shelf.zone,
            aisle=shelf.aisle,
            shelf=shelf.shelf,
        )
        try:
            await self._bench.desk.do(command)
        except Refused as refusal:
            self._bench.bad(refusal.code, **refusal.data)
            return False
        return True


def parts_of(shelf: Shelf) -> list[str]:
    """The parts of a place that its label says."""
    return [part for part in (shelf.zone, shelf.aisle, shelf.shelf) if part]
