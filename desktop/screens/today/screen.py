"""The workspace Today, wired."""

from __future__ import annotations

from core.commands import Resolution
from desktop.actions import Action
from desktop.desk import Kinds
from desktop.devices.scanner import OrderNumber, Scanned
from desktop.screens.screen import Doors, Section
from desktop.screens.today.presenter import TodayPresenter
from desktop.screens.today.state import TodayState
from desktop.screens.today.view import TodayView
from desktop.screens.wired import WiredScreen


class TodayScreen(WiredScreen):
    """What is to be done today. A scanned order number selects its row."""

    key = Section.TODAY
    KINDS = frozenset({"fulfilment", "fulfilment_line", "parcel", "exception_case", "staff", "location"})

    def __init__(self, doors: Doors) -> None:
        super().__init__(doors)
        self.view = TodayView()
        self.presenter = TodayPresenter(doors.desk, self)
        self._is_scanned = False
        self.view.act_wanted.connect(lambda key: self.start(self.presenter.act(key)))
        self.view.settle_wanted.connect(lambda key, said: self.start(self.presenter.settle(key, said)))
        self.view.accept_wanted.connect(
            lambda key, said: self.start(self.presenter.settle(key, said, Resolution.ACCEPT))
        )
        self.view.way_wanted.connect(self.presenter.ask)
        self.view.way_confirmed.connect(
            lambda key, reason: self.start(self.presenter.go_that_way(key, reason))
        )
        self.view.not_yet_wanted.connect(self.presenter.not_yet)
        self.view.minute_passed.connect(self.presenter.tick)

    def show(self, state: TodayState) -> None:
        """Show what the presenter says."""
        self.view.show_state(state)

    async def refresh(self, kinds: Kinds | None) -> None:
        """Read again if it matters."""
        if self.matters(kinds):
            await self.presenter.refresh()

    async def open(self, fulfilment_id: str) -> None:
        """Select the row of a fulfilment; "" for what is to be done next."""
        before, self._is_scanned = self.view.rows.current_key(), False
        await self.presenter.refresh()
        works = self.presenter.state.works
        # Somebody may have chosen a row while it was read: that one stays. A row that took the place of one
        # that went is not chosen, unless it was scanned.
        is_other = self.view.rows.current_key() != before
        is_chosen = self._is_scanned or (is_other and any(work.key == before for work in works))
        wanted = fulfilment_id or (works[0].key if works else "")
        if wanted and (fulfilment_id or not is_chosen):
            self.view.rows.choose(wanted)

    def scanned(self, scan: Scanned) -> bool:
        """Select the order whose number was scanned."""
        if not isinstance(scan, OrderNumber):
            return False
        for work in self.presenter.state.works:
            if work.head is not None and work.head.number == scan.number:
                self.view.rows.choose(work.key)
                self._is_scanned = True
                self.heard(True)
                return True
        return False

    def actions(self) -> list[Action]:
        """What can be done here."""
        view = self.view
        return [view.act, view.accept, view.not_yet, *view.ways.values()]

    def count(self) -> int | None:
        """What waits for me."""
        return self.presenter.count()
