"""A return that is open at the counter: what it is at the left, what is to be done now at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.commands.definitions.base import MAX_PAYMENT_NAME
from core.rules.refund import Means
from desktop.actions import Action
from desktop.screens.beside_part import BesidePart
from desktop.screens.part_payments_view import PartsView
from desktop.screens.picture import SHOWN_PX, Picture
from desktop.screens.returns import counter_words as words
from desktop.screens.returns import over_words, refused_words
from desktop.screens.returns.counter_state import Due
from desktop.screens.returns.deed_card import DeedCard
from desktop.screens.returns.exchange_part import ExchangePart
from desktop.screens.returns.state import ReturnsState
from desktop.shell.saying import translate
from desktop.shell.sentences import sentence
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import (
    Column,
    EmptyState,
    Field,
    PrimaryButton,
    QuietButton,
    RowList,
    Scroll,
    SecondaryButton,
    Text,
)
from desktop.shell.widgets.chips import Chips
from desktop.shell.widgets.page import COLUMN_GAP

COLUMNS = (Column(width=28), Column(stretch=1, wraps=True), Column(align_right=True))
DUE_WIDTH = 380
NEEDS_REASON = ("override_without_reason", "given_back_without_reason")
MOST_PHOTOS = 3
"""Pictures of one return that are shown side by side."""


class OpenedPart(QWidget):
    """The return and its next step.

    Attributes:
        instead: what is taken instead of what never came; amount, reason: fields of a gesture; paid_with:
            what the customer pays with, reference: what the card slip calls it; beside: who gives it; card:
            all of that with its keys.

    Signals:
        gesture_typed: amount and reason as they stand; override_typed: why it is taken back all the same;
        means_given: key of the means; reference_typed: the reference as it stands.
    """

    gesture_typed = Signal(str, str)
    override_typed = Signal(str)
    means_given = Signal(str)
    reference_typed = Signal(str)

    def __init__(
        self,
        go: Action,
        goodwill: Action,
        drop: Action,
        exchange: Action,
        later: Action,
        give_back: Action,
        print_again: Action,
        means: tuple[Action, Action],
    ) -> None:
        super().__init__()
        self._title = Text("", TextRole.TITLE, name="returns_opened_title")
        self._hint = Text("", TextRole.BODY, "ink2", name="returns_opened_hint", wrap=True)
        self.rows = RowList(COLUMNS, name="returns_opened_rows", meaning="", grows=True)
        self._pictures = [
            Picture(SHOWN_PX, name=f"returns_opened_photo_{place}") for place in range(MOST_PHOTOS)
        ]
        self._print = QuietButton("", name="returns_print_again")
        print_again.drive(self._print)
        self._printed = Text("", TextRole.LABEL, "ink2", name="returns_printed", elide=True)
        self._due = Text("", TextRole.BODY_STRONG, name="returns_due", wrap=True)
        self._amount = Text("", TextRole.NUMBER, name="returns_due_amount")
        self._over = EmptyState("check", name="returns_over")
        room = self._over.sizePolicy()
        room.setVerticalStretch(1)
        self._over.setSizePolicy(room)
        self._sent = Text("", TextRole.BODY, "ink2", name="returns_sent", wrap=True)
        self._limit = Text("", TextRole.LABEL, "ink2", name="returns_gesture_limit", wrap=True)
        self.amount = Field("", name="returns_gesture_amount")
        self.reason = Field("", name="returns_gesture_reason")
        for field in (self.amount, self.reason):
            field.line.textEdited.connect(self._tell)
        self._is_overriding = False
        self.paid_with = Chips(name="returns_paid_with")
        self.paid_with.chosen.connect(self.means_given)
        self.reference = Field("", name="returns_paid_reference")
        self.reference.line.setMaxLength(MAX_PAYMENT_NAME)
        self.reference.line.textEdited.connect(self.reference_typed)
        self.parts = PartsView(*means, name="returns")
        self._trouble = Text("", TextRole.BODY_STRONG, "bad", name="returns_opened_trouble", wrap=True)
        self.beside = BesidePart(name="returns_gives")
        self._go = PrimaryButton("", name="returns_do_next")
        go.drive(self._go)
        self._goodwill = SecondaryButton("", name="returns_goodwill_button")
        goodwill.drive(self._goodwill)
        self._drop = SecondaryButton("", name="returns_drop_button")
        drop.drive(self._drop)
        self._exchange = SecondaryButton("", name="returns_exchange_again")
        exchange.drive(self._exchange)
        self._give_back = SecondaryButton("", name="returns_give_back")
        give_back.drive(self._give_back)
        self._later = SecondaryButton("", name="returns_opened_later")
        later.drive(self._later)
        self.instead = ExchangePart(exchange, "returns_again")
        self._lay_out()

    def show_state(self, state: ReturnsState) -> None:
        """Show it."""
        opened, gesture = state.opened, state.gesture
        if opened is None:
            self.beside.forget()
            return
        self._title.setText(opened.number)
        self._hint.setText(words.opened_hint(opened, state.now, state.timezone))
        self.rows.show_groups(words.opened_groups(opened, state.instead))
        photos = (*opened.photos[:MOST_PHOTOS], *[b""] * MOST_PHOTOS)
        for picture, jpeg in zip(self._pictures, photos, strict=False):
            picture.show_jpeg(jpeg, translate("Returns", "Photo of the article"))
        self._show_due(state)
        self._amount.setText(words.due_amount(state))
        self._amount.setVisible(bool(words.due_amount(state)))
        is_asking = state.beside is not None
        self._show_typed(state, is_asking=is_asking)
        pays = bool(state.rest_cents) and gesture is None
        self.paid_with.setVisible(pays)
        self.paid_with.show_chips(words.paid_chips(), state.paid_with.value)
        self._show_reference(state, pays=pays)
        self.parts.show_parts(state.parts, opened.currency, state.timezone, may_add=state.may_add_means)
        self._show_trouble(state)
        self.beside.setVisible(is_asking)
        if state.beside is not None:
            self.beside.show_beside(state.beside)
        else:
            self.beside.forget()
        is_free = gesture is None and not is_asking
        self._goodwill.setVisible(is_free)
        self._drop.setVisible(opened.may_drop and is_free)
        # Where nothing else can be done with it, Enter's own button says it.
        self._give_back.setVisible(state.due is Due.OVERRIDE and is_free)
        self._exchange.setVisible(bool(opened.open_units) and is_free and not state.is_choosing)
        self._later.setVisible(state.due_needs_hand)
        self._print.setVisible(bool(opened.papers) and is_free)
        self._printed.setText(words.printed_words(state))
        self._printed.setVisible(self._print.isVisibleTo(self) and bool(words.printed_words(state)))
        self.instead.show_state(state)

    def give_room(self, *, is_choosing: bool) -> None:
        """What is to be done is as wide as a grid of sizes needs."""
        needs = self.card.needed_width() if is_choosing else 0
        self.card.setFixedWidth(max(DUE_WIDTH, needs))

    def speak(self) -> None:
        """Name the list."""
        self.rows.setAccessibleName(translate("Returns", "What came back, and its money"))

    def _show_due(self, state: ReturnsState) -> None:
        """What is to be done; that nothing is, in the middle of the room that it would take."""
        title, hint, is_over = words.due_title(state), words.sent_hint(state), over_words.is_over(state)
        self._due.setText(title)
        self._sent.setText(hint)
        self._due.setVisible(not is_over)
        self._sent.setVisible(bool(hint) and not is_over)
        self._over.setVisible(is_over)
        self._over.say(title, hint or over_words.over_hint(state), icon=over_words.over_icon(state))

    def _show_typed(self, state: ReturnsState, *, is_asking: bool) -> None:
        """The fields of a gesture; of what is taken back all the same its reason alone."""
        is_gesture = state.gesture is not None
        self._is_overriding = state.may_give_back
        for part in (self._limit, self.amount):
            part.setVisible(is_gesture and not is_asking)
        self.reason.setVisible((is_gesture or self._is_overriding) and not is_asking)
        self._limit.setText(words.gesture_hint(state))
        self.amount.set_label(translate("Returns", "Amount"))
        self.reason.set_label(
            refused_words.reason_label(state) if self._is_overriding else translate("Returns", "Why?")
        )
        amount, reason = "", state.override_reason if self._is_overriding else ""
        if state.gesture is not None:
            amount, reason = state.gesture.amount, state.gesture.reason
        for field, text in ((self.amount, amount), (self.reason, reason)):
            # A space at the end may be followed by a word.
            if field.line.text().strip() != text.strip():
                field.line.setText(text)

    def _show_reference(self, state: ReturnsState, *, pays: bool) -> None:
        self.reference.set_label(translate("Returns", "Reference on the card slip (optional)"))
        self.reference.setVisible(pays and state.paid_with is Means.CARD)
        if self.reference.text() != state.paid_reference:
            self.reference.line.setText(state.paid_reference)

    def _show_trouble(self, state: ReturnsState) -> None:
        opened, gesture = state.opened, state.gesture
        said = gesture.said if gesture is not None else state.said
        if said is None and opened is not None and gesture is None:
            said = words.barred_by(state)
        self._trouble.setText(sentence(said) if said is not None else "")
        self._trouble.setVisible(said is not None and state.beside is None)

    def _tell(self) -> None:
        if self._is_overriding:
            self.override_typed.emit(self.reason.text())
            return
        self.gesture_typed.emit(self.amount.text(), self.reason.text())

    def _lay_out(self) -> None:
        left = Scroll(spacing=GRID)
        for part in (self._title, self._hint):
            left.body.addWidget(part)
        left.body.addSpacing(GRID)
        left.body.addWidget(self.rows)
        pictures = QHBoxLayout()
        pictures.setSpacing(GRID)
        for picture in self._pictures:
            pictures.addWidget(picture)
        pictures.addStretch()
        left.body.addLayout(pictures)
        paper = QHBoxLayout()
        # What scrolls has no margin: the key ends with the amounts in the rows above.
        paper.setContentsMargins(0, 0, 4, 0)
        paper.addWidget(self._printed, 1)
        paper.addStretch()
        paper.addWidget(self._print)
        left.body.addLayout(paper)
        left.body.addStretch()
        self.card = DeedCard(name="returns_due_card")
        self.card.hold(
            (
                self._over, self._due, self._amount, self._sent, self.instead, self._limit, self.amount,
                self.reason, self.paid_with, self.reference, self.parts, self.beside,
            ),
            (self.instead.sending.promise, self._trouble),
            (self._drop, self._goodwill, self._exchange, self._later, self._give_back, self._go),
            lambda code: (
                self.reason.line if code in NEEDS_REASON else self.instead.sending.missing(code)
            ),
        )  # fmt: skip
        self.card.setFixedWidth(DUE_WIDTH)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(COLUMN_GAP)
        line.addWidget(left, 1)
        line.addLayout(self.card.held_up())
