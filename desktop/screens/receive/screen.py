"""The workspace Receive, wired."""

from __future__ import annotations

from functools import partial

from core.ports import Ids
from desktop.actions import Action
from desktop.devices.scanner import Badge, Scanned
from desktop.screens.receive.presenter import ReceivePresenter
from desktop.screens.receive.view import ReceiveView
from desktop.screens.screen import Doors, Section
from desktop.screens.wired import WiredScreen


class ReceiveScreen(WiredScreen[ReceiveView, ReceivePresenter]):
    """What comes by truck. A scanned carton, article or parcel is received."""

    key = Section.RECEIVE
    KINDS = frozenset(
        {
            "delivery",
            "carton",
            "delivery_line",
            "transfer",
            "transfer_line",
            "fulfilment",
            "parcel",
            "staff",
            "location",
        }
    )

    def __init__(self, doors: Doors, ids: Ids) -> None:
        super().__init__(doors)
        self.view = ReceiveView()
        self.presenter = ReceivePresenter(doors.desk, self, ids)
        view, does = self.view, self.presenter
        view.selected.connect(does.select)
        view.back_wanted.connect(does.back)
        view.go_wanted.connect(lambda: self.start(does.go()))
        view.new_wanted.connect(lambda: self.start(does.begin()))
        view.missing_wanted.connect(lambda: self.start(does.missing()))
        view.damaged_wanted.connect(lambda: self.start(does.damaged()))
        view.more_wanted.connect(lambda: self.start(does.one_more()))
        view.refuse_wanted.connect(lambda: self.start(does.turn_down()))
        view.undo_wanted.connect(lambda: self.start(does.undo()))
        view.bin_typed.connect(lambda code: self.start(does.put_in(code)))
        view.minute_passed.connect(lambda: self.start(does.refresh()))

    async def open(self, fulfilment_id: str) -> None:
        """Show a delivery, a transfer or a parcel by its key."""
        await self.presenter.open(fulfilment_id)

    def scanned(self, scan: Scanned) -> bool:
        """Take whatever is scanned but a badge."""
        if isinstance(scan, Badge):
            return False
        self.start_in_turn(partial(self.presenter.scan, scan))
        return True

    def actions(self) -> list[Action]:
        """What can be done here."""
        return self.view.actions_here()

    async def recount(self) -> None:
        await self.presenter.recount()

    def count(self) -> int | None:
        """What waits for me."""
        return self.presenter.count()
