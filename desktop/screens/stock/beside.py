"""What stands beside an article: the places of the network, what happened here, its pieces, its prices.

A page at a time: the next one is read when the end of what is shown comes into sight.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from msgspec.structs import replace

from core.rules.availability import Terms, available_to_promise
from core.rules.errors import BadInput
from core.rules.promise_time import opens_at
from core.rules.time import Instant
from desktop.desk import Desk
from desktop.screens.stock.state import ArticlePage, Part, PlaceStock, Side, StockState
from sync.history import movements_of, pieces_of, prices_of
from sync.places import Showing, Sorting, Standing, Whereabouts
from sync.reading import Reader

PAGE_ROWS = 100
"""Rows of a list that are read at a time."""
COLLECTING_KIND = "store"
"""Customers collect from stores; warehouses and partners only send."""


class Beside:
    """Turns to a part, sorts and narrows it, reads on."""

    def __init__(self, desk: Desk, state: Callable[[], StockState], show: Callable[..., None]) -> None:
        self._desk = desk
        self._state = state
        self._show = show

    async def turn_to(self, part: Part) -> None:
        """Show another part."""
        await self._change(part=part)

    async def sort(self) -> None:
        """The places in the next order."""
        await self._change(part=Part.PLACES, order=_next(Sorting, self._state().side.order))

    async def narrow(self) -> None:
        """More or fewer of the places."""
        await self._change(part=Part.PLACES, which=_next(Showing, self._state().side.which))

    async def look_at(self, serial: str) -> None:
        """The history of a piece."""
        if serial != self._state().side.serial:
            await self._change(serial=serial)

    async def more(self) -> None:
        """Read the next page of what is shown."""
        state = self._state()
        if state.page is None or state.side.is_whole:
            return
        article_id, side, at = state.page.article_id, state.side, self._desk.clock.now()
        longer = await self._desk.read(lambda reader: _longer(Standing(reader, article_id), side, at))
        now = self._state()
        if now.page is not None and now.page.article_id == article_id and now.side is side:
            self._show(side=longer)

    async def _change(self, **changes: Any) -> None:
        state = self._state()
        if state.page is None:
            return
        article_id, at = state.page.article_id, self._desk.clock.now()
        wanted = side_of(state.page, replace(state.side, **changes))
        self._show(side=wanted)
        fresh = await self._desk.read(lambda reader: load_side(reader, article_id, wanted, at))
        now = self._state()
        if now.page is not None and now.page.article_id == article_id and now.side is wanted:
            self._show(side=fresh)


def beginning(side: Side, serial: str = "") -> Side:
    """The side of another article: the same part in the same order, nothing read yet."""
    part = Part.PIECES if serial else Part.PLACES if side.part is Part.PIECES else side.part
    return Side(part=part, order=side.order, which=side.which, serial=serial)


def side_of(page: ArticlePage | None, side: Side) -> Side:
    """The same side; of an article without pieces, of which a serial number was scanned all the same or which
    had some until now, its places: nobody turns back from a part that has no tab."""
    has_pieces = page is None or page.is_serialised
    return side if has_pieces or side.part is not Part.PIECES else beginning(replace(side, serial=""))


def load_side(reader: Reader, article_id: int, side: Side, at: Instant) -> Side:
    """What the part shows, read anew: as many rows as are shown, and a page at least."""
    standing = Standing(reader, article_id)
    total = standing.everywhere(side.which)
    empty = replace(
        side, total=total, places=(), movements=(), pieces=(), history=(), prices=(), is_whole=False
    )
    wanted = max(PAGE_ROWS, len(_rows(side)))
    fresh = _longer(standing, empty, at)
    while not fresh.is_whole and len(_rows(fresh)) < wanted:
        fresh = _longer(standing, fresh, at)
    return fresh


def _longer(standing: Standing, side: Side, at: Instant) -> Side:
    """The side with the next page of its part."""
    reader, article_id, offset = standing.reader, standing.article_id, len(_rows(side))
    if side.part is Part.PLACES:
        found = standing.places(side.order, side.which, offset, PAGE_ROWS)
        # Most places of a chain keep the same hours.
        opening = cache(partial(_opens_at, at))
        places = tuple(_place(one, opening) for one in found)
        return replace(side, places=side.places + places, is_whole=len(found) < PAGE_ROWS)
    if side.part is Part.MOVEMENTS:
        happened = movements_of(reader, article_id, offset, PAGE_ROWS)
        movements = side.movements + tuple(happened)
        return replace(side, movements=movements, is_whole=len(happened) < PAGE_ROWS)
    if side.part is Part.PIECES:
        pieces = pieces_of(reader, article_id, offset, PAGE_ROWS, first=side.serial)
        every = side.pieces + tuple(pieces)
        serial = side.serial or next((piece.serial for piece in every), "")
        history = tuple(movements_of(reader, article_id, serial=serial)) if serial else ()
        return replace(side, pieces=every, serial=serial, history=history, is_whole=len(pieces) < PAGE_ROWS)
    return replace(side, prices=tuple(prices_of(reader, article_id)), is_whole=True)


def _rows(side: Side) -> tuple[object, ...]:
    rows: dict[Part, tuple[object, ...]] = {
        Part.PLACES: side.places,
        Part.MOVEMENTS: side.movements,
        Part.PIECES: side.pieces,
        Part.PRICES: side.prices,
    }
    return rows[side.part]


def _place(found: Whereabouts, opening: Callable[[str, str], Instant]) -> PlaceStock:
    stock = found.stock
    return PlaceStock(
        location_id=found.location_id,
        name=found.name,
        kind=found.kind,
        km=found.km,
        is_here=found.is_here,
        is_open=found.is_open,
        opens_at=opening(found.opening, found.timezone),
        can_collect=found.is_open and found.kind == COLLECTING_KIND,
        available=available_to_promise(stock, Terms(is_location_open=found.is_open)).quantity,
        on_hand=stock.on_hand,
        in_transit=stock.transit_in,
        on_display=stock.display,
        heard_at=found.heard_at,
    )


def _opens_at(at: Instant, opening: str, timezone: str) -> Instant:
    """When a place that is shut at `at` opens; 0 for one that is open, whenever it is looked at."""
    try:
        opening_at = opens_at(at, opening, timezone)
    except BadInput:
        return Instant(0)
    return opening_at if opening_at > at else Instant(0)


def _next(kind: Any, now: Any) -> Any:
    every = list(kind)
    return every[(every.index(now) + 1) % len(every)]
