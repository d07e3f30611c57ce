"""The workspace Returns, wired."""

from __future__ import annotations

from functools import partial

from core.rules.disposition import Disposition
from core.rules.refund import Means
from core.rules.returns import ReturnReason
from desktop.actions import Action
from desktop.devices.scanner import Article, Credit, OrderNumber, Parcel, Piece, ReturnSlip, Scanned, Unknown
from desktop.screens.part_payments import scanned_number
from desktop.screens.returns.exchange_words import way_of
from desktop.screens.returns.goods_words import REASONS
from desktop.screens.returns.paying_side import PAID_WITH
from desktop.screens.returns.presenter import ReturnsPresenter
from desktop.screens.returns.view import ReturnsView
from desktop.screens.screen import LINE, Doors, Section
from desktop.screens.settings.screen import spoken
from desktop.screens.wired import Deed, WiredScreen

TAKEN = (OrderNumber, Parcel, Piece, Article, ReturnSlip, Credit, Unknown)
"""Scans that may mean something here."""


class ReturnsScreen(WiredScreen[ReturnsView, ReturnsPresenter]):
    """Goods back over the counter. A scanned receipt, parcel, piece or article finds its sale."""

    key = Section.RETURNS
    KINDS = frozenset(
        {
            "sale",
            "sale_line",
            "goods_return",
            "return_line",
            "refund",
            "cash_payout",
            "return_policy",
            "staff",
            "location",
            LINE,
        }
    )

    def __init__(self, doors: Doors) -> None:
        super().__init__(doors)
        self.view = ReturnsView()
        self.presenter = presenter = ReturnsPresenter(doors.desk, self, spoken)
        view = self.view
        view.search_wanted.connect(lambda text: self.start(presenter.search(text)))
        view.chosen.connect(presenter.choose)
        view.open_wanted.connect(lambda: self.start(presenter.open_chosen()))
        view.ask_wanted.connect(lambda: self.start(presenter.ask_headquarters()))
        view.known_wanted.connect(lambda key: self.start(presenter.open(key)))
        view.without_wanted.connect(presenter.begin_without)
        view.digit_typed.connect(self._give_digit)
        view.answered.connect(presenter.answer)
        view.step_wanted.connect(presenter.more)
        view.go_wanted.connect(lambda: self.start(presenter.go()))
        view.credit_wanted.connect(presenter.pay_as_credit)
        view.later_wanted.connect(lambda: self.start(presenter.leave_to_manager()))
        view.back_wanted.connect(presenter.back)
        view.exchange_wanted.connect(lambda: self.start(presenter.begin_exchange()))
        for part in (view.money.instead, view.opened.instead):
            part.chosen.connect(lambda key: self.start(presenter.take_instead(key)))
            part.sending.way_given.connect(lambda key: presenter.send_by(way_of(key)))
            part.sending.where_typed.connect(presenter.say_where)
        view.drop_wanted.connect(lambda: self.start(presenter.drop_exchange()))
        view.print_wanted.connect(lambda: self.start(presenter.print_again()))
        view.goodwill_wanted.connect(presenter.begin_gesture)
        view.next_wanted.connect(lambda: self.start(presenter.do_next()))
        view.opened.gesture_typed.connect(presenter.say_gesture)
        view.opened.override_typed.connect(presenter.override)
        view.opened.reference_typed.connect(presenter.say_reference)
        view.opened.means_given.connect(lambda key: presenter.pay_with(Means(key)))
        view.can.means.triggered.connect(presenter.ask_means)
        view.can.unmeans.triggered.connect(presenter.take_means_back)
        view.opened.parts.given.connect(lambda text: self.start(presenter.give_means(text)))
        view.sale.line_looked_at.connect(presenter.look_at)
        view.sale.line_wanted.connect(presenter.turn_to)
        view.sale.go_wanted.connect(view.can.go.trigger)
        view.toggle_wanted.connect(lambda: presenter.toggle(view.sale.lines.current_key()))
        goods = view.goods
        goods.reason_given.connect(lambda key: presenter.give_reason(ReturnReason(key)))
        goods.answer_given.connect(lambda key: presenter.answer(key == "yes"))
        goods.disposition_given.connect(lambda key: presenter.send_to(Disposition(key)))
        goods.photo.given.connect(lambda source: self.start(presenter.photograph(source)))
        goods.photo.taken_off.connect(presenter.no_photo)
        goods.again_wanted.connect(presenter.grade_again)
        goods.step_wanted.connect(presenter.more)
        goods.serial_given.connect(presenter.give_serial)
        self._hear_of_customer_and_giving_back(view, presenter)
        view.money.reason_typed.connect(presenter.override)
        for beside in (view.opened.beside, view.money.beside):
            beside.signer_chosen.connect(presenter.choose_signer)
            beside.pin_given.connect(lambda pin: self.start(presenter.sign(pin)))

    def _hear_of_customer_and_giving_back(self, view: ReturnsView, presenter: ReturnsPresenter) -> None:
        """Whose goods they are that come without a sale; and what stays refused, and goes back to them."""
        view.sale.customer_typed.connect(presenter.say_customer)
        view.can.give_back.triggered.connect(lambda: self.start(presenter.give_goods_back()))

    async def open(self, fulfilment_id: str) -> None:
        """Open a return that waits; "" stays where one was."""
        await self.presenter.open(fulfilment_id)

    def scanned(self, scan: Scanned) -> bool:
        """Take an order's number, a parcel's label, a piece or an article; a card slip where a card pays."""
        return isinstance(scan, TAKEN) and self.take_in_turn(scan, self._meaning)

    def _meaning(self, scan: Scanned) -> Deed | None:
        presenter, shown = self.presenter, self.presenter.state
        if shown.asks_means and isinstance(scan, Unknown | Article):
            # The field asks for it: however it reads, it is first of all a card's number.
            return self.beside(partial(presenter.give_means, scanned_number(scan), is_scanned=True))
        if isinstance(scan, Unknown) and not (shown.rest_cents and shown.paid_with is Means.CARD):
            return None
        deed = partial(presenter.scan, scan)
        return self.beside(deed) if isinstance(scan, Credit) else deed

    def actions(self) -> list[Action]:
        """What can be done here."""
        return self.view.can.all()

    def count(self) -> int | None:
        """Returns that wait for somebody at the counter."""
        return self.presenter.count()

    def _give_digit(self, digit: int) -> None:
        means, offers = PAID_WITH[digit - 1 : digit], self.presenter.state.offers[digit - 1 : digit]
        if self.presenter.state.is_choosing:
            for offer in offers:
                self.presenter.send_by(offer.way)
        elif self.presenter.state.opened is None:
            self._give_reason(digit)
        elif means:
            self.presenter.pay_with(means[0])

    def _give_reason(self, digit: int) -> None:
        reasons = list(REASONS)
        if 0 < digit <= len(reasons):
            self.presenter.give_reason(reasons[digit - 1])
