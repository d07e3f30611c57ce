"""The workspace Hand over, wired."""

from __future__ import annotations

from functools import partial

from desktop.actions import Action
from desktop.devices.scanner import (
    Article,
    Credit,
    OrderNumber,
    Parcel,
    PickupCode,
    Piece,
    ReturnSlip,
    Scanned,
    StagingBin,
    Unknown,
)
from desktop.screens.handover import parting
from desktop.screens.handover.presenter import HandOverPresenter
from desktop.screens.handover.view import HandOverView
from desktop.screens.part_payments import scanned_number
from desktop.screens.screen import Doors, Section
from desktop.screens.wired import Deed, WiredScreen

TAKEN = (PickupCode, OrderNumber, Parcel, StagingBin, Article, Piece, Credit, ReturnSlip, Unknown)
"""Scans that may mean something here."""


class HandOverScreen(WiredScreen[HandOverView, HandOverPresenter]):
    """Parcels to the customers at the counter. A scanned code, parcel, bin or order opens what it is of."""

    key = Section.HAND_OVER
    KINDS = frozenset({"fulfilment", "fulfilment_line", "parcel", "staff", "location", "carrier_service"})

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
        self.view.ways["lift"].triggered.connect(self.presenter.ask_why)
        self.view.ways["part"].triggered.connect(lambda: self.presenter.change(parting.begin))
        self.view.ways["rest"].triggered.connect(lambda: self.presenter.change(parting.turn_rest))
        self.view.ways["story"].triggered.connect(self.presenter.tell_story)
        self.view.ways["line"].triggered.connect(self._turn_line)
        self.view.ways["nothing"].triggered.connect(lambda: self.presenter.change(parting.take_nothing))
        self.view.ways["try"].triggered.connect(lambda: self.start(self.presenter.try_on()))
        self.view.order.contents.acted.connect(
            lambda line_id: self.presenter.change(lambda opened: parting.leave_one(opened, line_id))
        )
        self.view.order.check.signed.connect(self.presenter.sign)
        self.view.order.check.amount_typed.connect(self.presenter.type_amount)
        self.view.order.check.reference_typed.connect(self.presenter.say_reference)
        self.view.ways["means"].triggered.connect(self.presenter.ask_means)
        self.view.ways["unmeans"].triggered.connect(self.presenter.take_means_back)
        self.view.order.check.parts.given.connect(lambda text: self.start(self.presenter.give_means(text)))
        self.view.order.check.lift_given.connect(
            lambda reason: self.start(self.presenter.lift_payment(reason))
        )
        self.view.loading.ticked.connect(self.presenter.tick)
        self.view.loading.driver_named.connect(self.presenter.name_driver)
        self.view.dispatch_wanted.connect(lambda: self.start(self.presenter.dispatch()))
        self.view.manifest.triggered.connect(lambda: self.start(self.presenter.print_paper()))
        self.view.hand_over_wanted.connect(lambda: self.start(self.presenter.hand_over()))
        self.view.back_wanted.connect(self.presenter.back)

    async def recount(self) -> None:
        await self.presenter.recount()

    async def open(self, fulfilment_id: str) -> None:
        """Open a fulfilment; "" stays where one was."""
        await self.presenter.open(fulfilment_id)

    def scanned(self, scan: Scanned) -> bool:
        """Take a pickup code, an order's number, a parcel's label or a bin; articles while it is parted, a
        gift card while something is to pay, a card slip once a card has paid; the slip of a return for which
        something was ordered that is here."""
        return isinstance(scan, TAKEN) and self.take_in_turn(scan, self._meaning)

    def _meaning(self, scan: Scanned) -> Deed | None:
        presenter, opened = self.presenter, self.presenter.state.opened
        if opened is not None and opened.asks_means and isinstance(scan, Unknown | Article):
            # The field asks for it: however it reads, it is first of all a card's number.
            return self.beside(partial(presenter.give_means, scanned_number(scan), is_scanned=True))
        is_taken = True
        if isinstance(scan, Unknown):
            is_taken = opened is not None and opened.is_by_card
        elif isinstance(scan, Credit):
            is_taken = opened is not None and bool(opened.due_cents)
        elif isinstance(scan, Article | Piece):
            is_taken = opened is not None and opened.is_part
        elif isinstance(scan, ReturnSlip):
            is_taken = presenter.is_here(scan.number)
        deed = partial(presenter.scan, scan)
        if not is_taken:
            return None
        return self.beside(deed) if isinstance(scan, Credit) else deed

    def actions(self) -> list[Action]:
        """What can be done here."""
        view = self.view
        return [view.go, *view.proofs.values(), view.paid, *view.ways.values(), view.manifest, view.back]

    def _turn_line(self) -> None:
        line_id = self.view.order.contents.current_key()
        self.presenter.change(lambda opened: parting.turn_line(opened, line_id))

    def count(self) -> int | None:
        """How many orders wait in their bins."""
        return self.presenter.count()
