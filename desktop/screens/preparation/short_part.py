"""Why the current article is short, and how many: each reason with what it does to the stock."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.rules.stock import ShortReason
from desktop.actions import Action
from desktop.screens.preparation import short_words
from desktop.screens.preparation.state import WITH_SUBSTITUTE, PreparationState
from desktop.shell.amounts import article_words
from desktop.shell.saying import translate
from desktop.shell.theme import ROW, TextRole
from desktop.shell.widgets import Choice, Choices, IconButton, SecondaryButton, Text, stand
from desktop.shell.wording import short_effect_words

TWO_COLUMNS_BELOW = 400
"""Height, px, under which the reasons stand in two columns."""
_REASONS = tuple(ShortReason)
_FIRST = 3
_GAP = 12
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class ShortPart(QWidget):
    """The question, in the place of the article.

    Signals:
        reason_chosen: the reason; it is told at once, and Ctrl+Z takes it back.
        offer_chosen: id of the article that the customer is to be asked about, once a reason is given.
        units_wanted: how many are short.
    """

    reason_chosen = Signal(str)
    offer_chosen = Signal(int)
    units_wanted = Signal(int)

    def __init__(self, others: Action) -> None:
        super().__init__()
        self._units = 0
        self._asked: list[Choice] = []
        self._offered: list[Choice] = []
        self._wanted = ""
        self._offerable: list[Choice] = []
        self._others = Text("", TextRole.BODY, "ink2", name="short_others", wrap=True)
        self._turn_others = SecondaryButton("", name="short_others_button")
        others.drive(self._turn_others)
        self._title = Text("", TextRole.TITLE, name="short_title", wrap=True)
        self._less = IconButton("minus", "", name="short_less")
        self._more = IconButton("plus", "", name="short_more")
        self._count = Text("", TextRole.BODY_STRONG, name="short_units")
        self._less.clicked.connect(lambda: self.units_wanted.emit(self._units - 1))
        self._more.clicked.connect(lambda: self.units_wanted.emit(self._units + 1))
        self._halves = (Choices(name="short_reasons"), Choices(name="short_reasons"))
        for half in self._halves:
            half.chosen.connect(self.reason_chosen)
        self._ask_for = Text("", TextRole.BODY, "ink2", name="short_offers_title", wrap=True)
        self._offers = Choices(name="short_offers")
        self._offers.chosen.connect(lambda key: self.offer_chosen.emit(int(key)))
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lay_out()

    def show_state(self, state: PreparationState) -> None:
        """Ask about the current line."""
        line = state.current_line
        if line is None:
            return
        self._units = state.short_units
        article = article_words(line.name, line.size, line.colour)
        self._title.setText(short_words.question_words(article, state))
        self._counter.setVisible(line.left_to_pick > 1)
        missing = translate("Prepare", "{units} of {left} missing")
        self._count.setText(missing.format(units=state.short_units, left=line.left_to_pick))
        self._less.set_meaning(translate("Prepare", "One less is missing"))
        self._more.set_meaning(translate("Prepare", "One more is missing"))
        self._less.setEnabled(state.short_units > 1)
        self._more.setEnabled(state.short_units < line.left_to_pick)
        self._others.setText(short_words.others_words(state))
        for part in (self._others, self._turn_others):
            part.setVisible(bool(state.others) and state.offer_wanted is None)
        self._ask(state)
        self._offer(state)
        self._fill()

    def choose(self, place: int) -> None:
        """Give the reason with this number, from 1, or ask for the article with it: those come after."""
        if 1 <= place <= len(_REASONS):
            if any(choice.shortcut == str(place) for choice in self._asked):
                self.reason_chosen.emit(_REASONS[place - 1].value)
        elif 0 < place - len(_REASONS) <= len(self._offered):
            self.offer_chosen.emit(int(self._offered[place - len(_REASONS) - 1].key))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def _fill(self) -> None:
        """The reasons first: how many offers have room follows from how they stand, and in which width each
        breaks its lines."""
        self._turn()
        for part in (self, *self._halves):
            layout = part.layout()
            if layout is not None:
                layout.activate()
        self._show_offers()

    def _turn(self) -> None:
        """The reasons in two columns, where they and what is asked besides are higher than there is room."""
        besides = (self._counter, self._turn_others, self._ask_for)
        more = [part.sizeHint().height() + _GAP for part in besides if part.isVisibleTo(self)]
        offer = ROW + _GAP if self._offerable else 0
        stand(self._parts, is_across=self.height() < TWO_COLUMNS_BELOW + sum(more) + offer)

    def _ask(self, state: PreparationState) -> None:
        choices = [
            Choice(
                reason.value,
                short_words.reason_and_stock(reason, state),
                short_effect_words(reason),
                str(place),
            )
            for place, reason in enumerate(_REASONS, 1)
            if state.offer_wanted is None or reason in WITH_SUBSTITUTE
        ]
        if choices == self._asked:
            return
        self._asked = choices
        self._halves[0].show_choices(choices[:_FIRST])
        self._halves[1].show_choices(choices[_FIRST:])

    def _offer(self, state: PreparationState) -> None:
        head = state.head
        self._ask_for.setVisible(bool(state.offers))
        self._ask_for.setText(
            translate("Prepare", "Or ask {customer} for another article:").format(
                customer=head.customer if head else ""
            )
        )
        self._offerable = [
            Choice(
                str(offer.article_id),
                article_words(offer.name, offer.size, offer.colour),
                short_words.offer_words(offer, head.currency if head else ""),
                str(len(_REASONS) + place),
            )
            for place, offer in enumerate(state.offers, 1)
        ]
        wanted = str(state.offer) if state.offer_wanted is not None else ""
        if wanted != self._wanted:
            self._wanted, self._offered = wanted, []

    def _show_offers(self) -> None:
        """As many as there is room for, and one at least."""
        parts = (self._title, self._counter, self._turn_others, self._ask_for)
        heights = [part.sizeHint().height() + _GAP for part in parts if part.isVisibleTo(self)]
        room = self.height() - sum(heights) - self._parts.sizeHint().height() - _GAP
        offers = self._offerable[: max(1, room // (ROW + _GAP))]
        if offers != self._offered:
            self._offered = offers
            self._offers.show_choices(offers, self._wanted)

    def _lay_out(self) -> None:
        self._counter = QWidget()
        line = QHBoxLayout(self._counter)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._less)
        line.addWidget(self._count, 0, _MIDDLE)
        line.addWidget(self._more)
        line.addStretch()
        self._parts.setSpacing(8)
        for half in self._halves:
            self._parts.addWidget(half, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addWidget(self._title)
        column.addWidget(self._counter)
        others = QHBoxLayout()
        others.setSpacing(12)
        others.addWidget(self._others, 1)
        others.addWidget(self._turn_others)
        column.addLayout(others)
        column.addLayout(self._parts)
        column.addWidget(self._ask_for)
        column.addWidget(self._offers)
        column.addStretch()
