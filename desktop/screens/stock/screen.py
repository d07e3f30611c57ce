"""The workspace Stock, wired."""

from __future__ import annotations

from functools import partial

from core.ports import Ids
from desktop.actions import Action
from desktop.devices.scanner import Article, Piece, Scanned
from desktop.screens.screen import Doors, Section
from desktop.screens.stock.presenter import StockPresenter
from desktop.screens.stock.view import StockView
from desktop.screens.wired import WiredScreen


class StockScreen(WiredScreen[StockView, StockPresenter]):
    """Where an article is, here and in the network. A scanned article opens."""

    key = Section.STOCK
    KINDS = frozenset(
        {
            "position",
            "movement",
            "article",
            "article_price",
            "article_place",
            "location",
            "piece",
            "fulfilment",
            "fulfilment_line",
            "pending_command",
            "staff",
        }
    )

    def __init__(self, doors: Doors, ids: Ids) -> None:
        super().__init__(doors)
        self.view = StockView()
        self.presenter = StockPresenter(doors.desk, self, ids)
        self.view.search_wanted.connect(lambda wanted: self.start(self.presenter.search(wanted)))
        self.view.chosen.connect(self.presenter.choose)
        self.view.open_wanted.connect(lambda: self.start(self.presenter.open_chosen()))
        self.view.variant_wanted.connect(lambda article_id: self.start(self.presenter.open(article_id)))
        self.view.back_wanted.connect(lambda: self.start(self.presenter.back()))
        beside, wired = self.view.article.beside, self.presenter.beside
        beside.part_wanted.connect(lambda part: self.start(wired.turn_to(part)))
        beside.sort_wanted.connect(lambda: self.start(wired.sort()))
        beside.narrow_wanted.connect(lambda: self.start(wired.narrow()))
        beside.more_wanted.connect(lambda: self.start(wired.more()))
        beside.piece_chosen.connect(lambda serial: self.start(wired.look_at(serial)))
        bar, asking = beside.ask_bar, self.presenter.asking
        bar.ask.triggered.connect(lambda: self.start(asking.turn()))
        bar.more.triggered.connect(asking.one_more)
        bar.list.triggered.connect(lambda: self.start(asking.put_on_list()))
        bar.empty.triggered.connect(lambda: self.start(asking.empty_list()))
        bar.send.triggered.connect(lambda: self.start(asking.send()))
        self.view.ages_passed.connect(self._say_ages)

    async def recount(self) -> None:
        """Nothing is counted here: only what is opened next is read."""

    async def open(self, fulfilment_id: str) -> None:
        """Open an article by its id; "" stays where one was."""
        if fulfilment_id:
            await self.presenter.open(int(fulfilment_id))
        else:
            await self.presenter.refresh()

    def scanned(self, scan: Scanned) -> bool:
        """Open the article or piece that was scanned."""
        if not isinstance(scan, Article | Piece):
            return False
        serial = scan.serial if isinstance(scan, Piece) else ""
        self.start_in_turn(partial(self.presenter.scan, scan.gtin, serial))
        return True

    def actions(self) -> list[Action]:
        """What can be done here."""
        view = self.view
        return [view.open_action, view.another, view.back, *view.article.beside.actions_here()]

    def _say_ages(self) -> None:
        if self.presenter.state.page is not None:
            self.start(self.presenter.refresh())
