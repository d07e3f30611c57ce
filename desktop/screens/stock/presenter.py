"""Stock: find an article, and say where in the network it is and why."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from msgspec.structs import replace

from core.ports import Ids
from core.rules.time import Instant
from desktop.desk import Desk
from desktop.screens.fulfilments import this_place
from desktop.screens.screen import Face
from desktop.screens.stock.asking import AskingFor
from desktop.screens.stock.beside import Beside, beginning, load_side, side_of
from desktop.screens.stock.reading import load_article
from desktop.screens.stock.state import ArticlePage, Side, StockState
from sync.reading import Reader
from sync.search import ArticleMatch, Turns, articles_by_id, search_articles

MAX_MATCHES = 40
MAX_LATELY = 8
"""Articles looked at lately, offered while nothing is typed."""


class StockPresenter:
    """Searches as one types; opens articles.

    Attributes:
        state: what is shown now.
        beside: what stands beside the article; asking: a request to another store.
    """

    def __init__(self, desk: Desk, face: Face[StockState], ids: Ids) -> None:
        self._desk = desk
        self._face = face
        self._lately: list[int] = []
        self._turns = Turns()
        self._turn = self._turns.next()
        self._opened: tuple[int, str] | None = None
        """Article and serial number that were asked for last; until they are read others are shown yet."""
        self.state = StockState()
        self.beside = Beside(desk, lambda: self.state, self._show)
        self.asking = AskingFor(desk, face, ids, lambda: self.state, self._show)

    async def refresh(self) -> None:
        """Read again what is shown."""
        turn = self._turn
        await self.asking.take_up()
        if turn != self._turn:
            # What was asked for since shows it.
            return
        if self._opened is not None:
            await self._load(*self._opened)
        else:
            await self._search()

    def search(self, wanted: str) -> Coroutine[Any, Any, None]:
        """Find what is typed; an answer that a later one has overtaken is dropped.

        What is typed counts from this call on, before the answer is awaited: an older one that comes in
        between must not put the older text back under the fingers of whoever types.
        """
        self._turn, self._opened = self._turns.next(), None
        self.state = replace(self.state, wanted=wanted, page=None, unknown_barcode="", chosen=0)
        return self._search()

    def choose(self, article_id: int) -> None:
        """This row is the one that Enter opens."""
        self.state = replace(self.state, chosen=article_id)

    async def open_chosen(self) -> None:
        """Open the chosen row."""
        match = next((match for match in self.state.matches if match.id == self.state.chosen), None)
        if match is not None:
            await self.open(match.id, match.serial)

    async def open(self, article_id: int, serial: str = "") -> None:
        """Open an article."""
        self._turn, self._opened = self._turns.next(), (article_id, serial)
        await self._load(article_id, serial)

    async def back(self) -> None:
        """From what is being asked for to the article, from the article to the list."""
        if self.asking.leave():
            return
        self._turn, self._opened = self._turns.next(), None
        self.state = replace(self.state, page=None, unknown_barcode="")
        await self._search()

    async def scan(self, gtin: str, serial: str = "") -> None:
        """Open what was scanned, or say that no article has this barcode.

        What was searched before goes: over another article it would be a question that nobody asked.
        """
        article_id = await self._desk.read(lambda reader: _id_of(reader, gtin))
        self._face.heard(article_id is not None)
        if article_id is None:
            self._show(unknown_barcode=gtin)
        else:
            self.state = replace(self.state, wanted="")
            await self.open(article_id, serial)

    async def _search(self) -> None:
        turn, wanted, at = self._turn, self.state.wanted, self._desk.clock.now()
        lately = list(self._lately)

        def query(reader: Reader) -> tuple[list[ArticleMatch], dict[str, Any]]:
            if wanted.strip():
                return search_articles(reader, wanted, at, MAX_MATCHES, turn), _about(reader, at)
            return articles_by_id(reader, lately, at), _about(reader, at)

        matches, about = await self._desk.read(query)
        if turn.is_over:
            return
        ids = [match.id for match in matches]
        chosen = self.state.chosen if self.state.chosen in ids else (ids[0] if ids else 0)
        is_capped = bool(wanted.strip()) and len(matches) == MAX_MATCHES
        self._show(matches=tuple(matches), is_capped=is_capped, chosen=chosen, **about)

    async def _load(self, article_id: int, serial: str) -> None:
        turn, at, before = self._turn, self._desk.clock.now(), self.state.side
        is_same = _is_shown(self.state, article_id, serial)
        page, side, about = await self._desk.read(
            lambda reader: opened_article(reader, article_id, serial, before, at, is_same=is_same)
        )
        if turn.is_over:
            return
        if page is not None:
            known = [article_id, *(one for one in self._lately if one != article_id)]
            self._lately = known[:MAX_LATELY]
        self._opened = (article_id, page.piece.serial if page.piece else "") if page is not None else None
        if is_same and self.state.side is not before:
            # Somebody has turned to another part meanwhile: that answer counts.
            side = self.state.side
        self._show(page=page, side=side, chosen=article_id, unknown_barcode="", **about)

    def _show(self, **changes: Any) -> None:
        state = replace(self.state, **changes)
        is_about_it = state.page is not None and state.asking is not None
        if not is_about_it or state.asking.article_id != state.page.article_id:  # type: ignore[union-attr]
            state = replace(state, asking=None)
        self.state = replace(state, may_ask=self.asking.may_ask())
        self._face.show(self.state)


def opened_article(
    reader: Reader, article_id: int, serial: str, side: Side, at: Instant, *, is_same: bool = False
) -> tuple[ArticlePage | None, Side, dict[str, Any]]:
    """All that is read before an article is painted: the page, what stands beside it, what is said of both.

    Args:
        side: what stands beside the article that is shown now; `is_same` if it is this one.
    """
    page = load_article(reader, article_id, at, serial)
    found = page.piece.serial if page and page.piece else ""
    wanted = side_of(page, side if is_same else beginning(side, found))
    return page, load_side(reader, article_id, wanted, at), _about(reader, at)


def _is_shown(state: StockState, article_id: int, serial: str) -> bool:
    page = state.page
    shown = page.piece.serial if page and page.piece else ""
    return page is not None and page.article_id == article_id and serial == shown


def _about(reader: Reader, at: Instant) -> dict[str, Any]:
    """What the screen says about its data."""
    return {
        "now": at,
        "timezone": this_place(reader).timezone,
        "data_at": reader.heard_at or reader.network_made_at,
        "has_network": reader.network_version > 0,
    }


def _id_of(reader: Reader, gtin: str) -> int | None:
    article = reader.article_by_gtin(gtin)
    return article.id if article else None
