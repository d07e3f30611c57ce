"""The workspace Today, wired."""

from __future__ import annotations

from desktop.actions import Action
from desktop.devices.scanner import Article, OrderNumber, Parcel, Piece, Scanned, normal_gtin
from desktop.screens.fulfilments import Head
from desktop.screens.screen import Doors, Section, story_key
from desktop.screens.today.presenter import TodayPresenter
from desktop.screens.today.state import Step, Way
from desktop.screens.today.view import TodayView
from desktop.screens.today.words import rejected_words
from desktop.screens.wired import WiredScreen


class TodayScreen(WiredScreen[TodayView, TodayPresenter]):
    """What is to be done today. A scanned order number selects its row."""

    key = Section.TODAY
    KINDS = frozenset(
        {
            "fulfilment",
            "fulfilment_line",
            "article_place",
            "parcel",
            "exception_case",
            "refund",
            "carrier_service",
            "count_task",
            "intake_limit",
            "staff",
            "location",
        }
    )

    def __init__(self, doors: Doors) -> None:
        super().__init__(doors)
        self.view = TodayView()
        self.presenter = TodayPresenter(doors.desk, self)
        self._is_scanned = False
        self.view.act_wanted.connect(lambda key: self.start(self.presenter.act(key)))
        self.view.count_wanted.connect(lambda key, said: self.start(self.presenter.count_article(key, said)))
        self.view.filter_wanted.connect(lambda wanted: self.start(self.presenter.narrow(wanted)))
        self.view.day_wanted.connect(lambda turn: self.go(Section.DAY, turn))
        self.view.story_wanted.connect(lambda number: self.go(Section.STORY, story_key(self.key, number)))
        self.view.more_wanted.connect(lambda: self.start(self.presenter.more()))
        self.view.way_wanted.connect(self.presenter.ask)
        self.view.way_confirmed.connect(lambda key, reason: self.start(self._go_that_way(key, reason)))
        self.view.not_yet_wanted.connect(self.presenter.not_yet)
        self.view.minute_passed.connect(self.presenter.tick)

    async def open(self, fulfilment_id: str) -> None:
        """Select the row of a fulfilment; "" for what is to be done next."""
        before, self._is_scanned = self.view.rows.current_key(), False
        await self.presenter.refresh(fulfilment_id)
        works = self.presenter.state.works
        # Somebody may have chosen a row while it was read: that one stays. A row that took the place of one
        # that went is not chosen, unless it was scanned.
        is_other = self.view.rows.current_key() != before
        is_chosen = self._is_scanned or (is_other and any(work.key == before for work in works))
        wanted = fulfilment_id or (works[0].key if works else "")
        if self.presenter.state.work(wanted) and (fulfilment_id or not is_chosen):
            self.view.rows.choose(wanted)

    def scanned(self, scan: Scanned) -> bool:
        """Count the article that is asked about, while its row is the selected one; select the order or the
        parcel that was scanned; show the orders that want a scanned article."""
        state = self.presenter.state
        gtin = scan.gtin if isinstance(scan, Article | Piece) else ""
        selected = state.work(self.view.rows.current_key())
        is_asked = selected is not None and selected.key == state.asked
        if selected is not None and is_asked and selected.counting is not None and gtin:
            is_it = normal_gtin(gtin) == normal_gtin(selected.counting.gtin)
            if is_it:
                self.view.detail.count_one()
            self.heard(is_it)
            return is_it
        if gtin and selected is not None and selected.step is Step.PUT_BACK:
            self.start(self._put_back_one(selected.key, gtin))
            return True
        for work in state.works:
            if work.head is not None and _is_of(scan, work.head):
                self.view.rows.choose(work.key)
                self._is_scanned = True
                self.heard(True)
                return True
        if gtin:
            self.start(self.presenter.find(gtin.lstrip("0")))
            return True
        return False

    async def _go_that_way(self, key: str, reason: str) -> None:
        """What is rejected goes out of sight: that it was is said."""
        way, work = self.presenter.state.way, self.presenter.state.work(key)
        if await self.presenter.go_that_way(key, reason) and way is Way.REJECT and work is not None:
            self.doors.messages.good(rejected_words(work))

    async def _put_back_one(self, key: str, gtin: str) -> None:
        """What is not among it is looked for on the board instead."""
        if await self.presenter.put_back_one(key, gtin):
            self.heard(True)
        else:
            await self.presenter.find(gtin.lstrip("0"))

    def actions(self) -> list[Action]:
        """What can be done here."""
        view = self.view
        return [
            view.act,
            view.not_yet,
            view.story,
            view.day,
            view.intake,
            *view.ways.values(),
            *view.filters.actions_here(),
        ]

    async def recount(self) -> None:
        await self.presenter.recount()

    def count(self) -> int | None:
        """What waits for me."""
        return self.presenter.count()


def _is_of(scan: Scanned, head: Head) -> bool:
    if isinstance(scan, OrderNumber):
        return scan.number == head.number
    if isinstance(scan, Parcel):
        return scan.fulfilment_id == head.id or any(parcel.number == scan.sscc for parcel in head.parcels)
    return False
