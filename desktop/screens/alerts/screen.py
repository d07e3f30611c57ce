"""The workspace Alerts, wired."""

from __future__ import annotations

from core.commands import Resolution
from desktop.actions import Action
from desktop.devices.scanner import OrderNumber, Parcel, Scanned
from desktop.screens.alerts.presenter import AlertsPresenter
from desktop.screens.alerts.state import Shows
from desktop.screens.alerts.view import AlertsView
from desktop.screens.screen import Doors, Section
from desktop.screens.wired import WiredScreen
from desktop.shell.language import language


class AlertsScreen(WiredScreen[AlertsView, AlertsPresenter]):
    """What does not add up. A scanned order or parcel selects the exception about it."""

    key = Section.ALERTS
    KINDS = frozenset({"exception_case", "fulfilment", "staff", "location"})

    def __init__(self, doors: Doors) -> None:
        super().__init__(doors)
        self.view = AlertsView()
        self.presenter = AlertsPresenter(doors.desk, self, lambda: language.on_paper)
        view = self.view
        view.selected.connect(self.presenter.select)
        view.chosen.connect(lambda choice: self.presenter.choose(Resolution(choice)))
        view.place_chosen.connect(self.presenter.choose_at)
        view.settle_wanted.connect(lambda said, deed: self.start(self.presenter.settle(said, deed)))
        view.amounts_typed.connect(self.presenter.say_amounts)
        view.list_wanted.connect(lambda shows: self.start(self.presenter.turn_to(Shows(shows))))
        view.order_wanted.connect(self.presenter.show_order)
        view.story_wanted.connect(self.presenter.tell_story)
        view.minute_passed.connect(lambda: self.start(self.presenter.refresh()))

    async def open(self, fulfilment_id: str) -> None:
        """Select the exception of this key, or about this fulfilment."""
        await self.presenter.open(fulfilment_id)

    def scanned(self, scan: Scanned) -> bool:
        """Select what was scanned."""
        for alert in self.presenter.state.alerts:
            is_order = isinstance(scan, OrderNumber) and scan.number == alert.number
            is_parcel = isinstance(scan, Parcel) and scan.fulfilment_id == alert.fulfilment_id
            if is_order or (is_parcel and alert.fulfilment_id):
                self.presenter.select(alert.id)
                self.heard(True)
                return True
        return False

    def actions(self) -> list[Action]:
        """What can be done here."""
        view = self.view
        return [view.act, view.order, view.story, view.other_list, view.back]

    async def recount(self) -> None:
        await self.presenter.recount()

    def count(self) -> int | None:
        """What waits for me."""
        return self.presenter.count()
