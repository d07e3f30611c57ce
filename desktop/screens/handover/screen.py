"""The workspace Hand over, wired."""

from __future__ import annotations

from desktop.actions import Action
from desktop.devices.scanner import OrderNumber, Parcel, PickupCode, Scanned, StagingBin
from desktop.screens.handover.presenter import HandOverPresenter
from desktop.screens.handover.view import HandOverView
from desktop.screens.screen import Doors, Section
from desktop.screens.wired import WiredScreen


class HandOverScreen(WiredScreen[HandOverView, HandOverPresenter]):
    """Parcels to the customers at the counter. A scanned code, parcel, bin or order opens what it is of."""

    key = Section.HAND_OVER
    KINDS = frozenset({"fulfilment", "fulfilment_line", "parcel", "staff", "location"})

    def __init__(self, doors: Doors) -> None:
        super().__init__(doors)
        self.view = HandOverView()
        self.presenter = HandOverPresenter(doors.desk, self)
        self.view.search_wanted.connect(self.presenter.search)
        self.view.all_wanted.connect(self.presenter.list_all)
        self.view.chosen.connect(self.presenter.choose)
        self.view.open_wanted.connect(self.presenter.open_chosen)
        self.view.code_given.connect(self.presenter.give_code)
        self.view.proof_wanted.connect(self.presenter.prove_by)
        self.view.proxy_named.connect(self.presenter.name_proxy)
        self.view.paid_wanted.connect(self.presenter.pay)
        self.view.hand_over_wanted.connect(lambda: self.start(self.presenter.hand_over()))
        self.view.back_wanted.connect(self.presenter.back)

    async def open(self, fulfilment_id: str) -> None:
        """Open a fulfilment; "" stays where one was."""
        await self.presenter.open(fulfilment_id)

    def scanned(self, scan: Scanned) -> bool:
        """Take a pickup code, an order's number, a parcel's label or a bin."""
        if not isinstance(scan, PickupCode | OrderNumber | Parcel | StagingBin):
            return False
        self.start(self.presenter.scan(scan))
        return True

    def actions(self) -> list[Action]:
        """What can be done here."""
        view = self.view
        return [view.go, *view.proofs.values(), view.paid, view.back]

    def count(self) -> int | None:
        """How many orders wait in their bins."""
        return self.presenter.count()
