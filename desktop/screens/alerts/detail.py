"""An exception, whole: what happened, what each side says, what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from core.rules.exceptions import Resolution
from desktop.actions import Action
from desktop.screens.alerts import words
from desktop.screens.alerts.state import MOST_CARDS, NOT_WORDS, Alert, AlertsState
from desktop.screens.detail_card import WordyDetail
from desktop.shell.amounts import money_words
from desktop.shell.lacking import show_lacks
from desktop.shell.saying import translate
from desktop.shell.sentences import case_title
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import (
    Choices,
    Field,
    KeyValueRows,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    Text,
)

NAMES_PX = 96
"""Both lists of facts begin their values at the same place."""


class AlertDetail(WordyDetail):
    """The selected exception.

    Attributes:
        choices: what can be done; field: what the person writes about it; amounts: how much went to each card
            that has paid.

    Signals:
        amounts_typed: these amounts as they stand.
    """

    amounts_typed = Signal(list)

    def __init__(self, settle: Action, show_order: Action, story: Action) -> None:
        super().__init__(name="alert_detail")
        self._settle, self._show_order, self._tell = settle, show_order, story
        self._number = Text("", TextRole.LABEL, "ink3", name="alert_number", elide=True)
        self._title = Text("", TextRole.TITLE, name="alert_title", wrap=True)
        self._sentence = Text("", TextRole.BODY, "ink2", name="alert_sentence", wrap=True)
        self._sides = KeyValueRows(name="alert_sides", names_px=NAMES_PX)
        for part in (self._number, self._title, self._sentence):
            self.head.addWidget(part)
        self.head.addSpacing(8)
        self.head.addWidget(self._sides)
        self._asked = Text("", TextRole.LABEL, "ink3")
        self.choices = Choices(name="alert_choices")
        self._how = KeyValueRows(name="alert_how", names_px=NAMES_PX)
        for below in (self._asked, self.choices, self._how):
            self.facts.addWidget(below)
        self.field = Field("", name="alert_words")
        self.amounts = [Field("", name=f"alert_card_{place}") for place in range(MOST_CARDS)]
        for one in self.amounts:
            one.line.textEdited.connect(self._tell_amounts)
        self.field.line.textChanged.connect(self._offer)
        self._missing = Text("", TextRole.LABEL, "ink2", name="alert_missing", wrap=True)
        self._manager = Text("", TextRole.LABEL, "ink3", name="alert_manager", wrap=True)
        self._primary = PrimaryButton("", name="alert_settle_button")
        self._secondary = SecondaryButton("", name="alert_order_button")
        settle.drive(self._primary)
        show_order.drive(self._secondary)
        self._story = QuietButton("", name="alert_story_button")
        story.drive(self._story)
        asked = QVBoxLayout()
        asked.setSpacing(GRID)
        # What is typed stands off from what is pressed.
        asked.setContentsMargins(0, 0, 0, GRID)
        for widget in (*self.amounts, self.field, self._missing, self._manager):
            asked.addWidget(widget)
        self.buttons.addLayout(asked)
        for button in (self._primary, self._secondary, self._story):
            self.buttons.addWidget(button)
        self._shown: tuple[object, ...] = ()
        self._chosen: Resolution | None = None
        self.close_parts()

    def show_alert(self, alert: Alert, state: AlertsState) -> None:
        """Show it."""
        about = " · ".join(part for part in (alert.number, alert.customer, alert.variant) if part)
        self._number.setText(about)
        self._number.setVisible(bool(about))
        self._title.setText(case_title(alert.kind, alert.data))
        self._sentence.setText(words.sentence_of(alert))
        self._sides.show_facts(
            [
                (translate("Alerts", "Headquarters"), words.headquarters_words(alert, state)),
                (translate("Alerts", "This store"), words.store_words(alert, state)),
                (translate("Alerts", "By now"), words.now_words(alert)),
                (translate("Alerts", "Payment"), words.payment_words(alert)),
            ]
        )
        is_open = alert.settled_at is None
        may = is_open and state.may_settle
        self._show_choices(alert, state, may)
        self._how.show_facts([] if is_open else words.settled_facts(alert, state))
        self._how.setVisible(not is_open)
        self.field.setVisible(may)
        self.field.set_label(words.field_label(state.chosen))
        self._show_amounts(state, alert.currency)
        self._manager.setText(translate("Alerts", "A manager settles it."))
        self._manager.setVisible(is_open and not (may and words.choices(alert)))
        self._chosen = state.chosen if may else None
        self._offer()
        self._settle.say(words.act_words(state.chosen, alert))
        self._primary.setVisible(may and bool(words.choices(alert)))
        self._show_order.setEnabled(alert.is_on_today)
        self._show_order.say()
        self._secondary.setVisible(alert.is_on_today)
        self._tell.setEnabled(bool(alert.order_number))
        self._tell.say()
        self._story.setVisible(bool(alert.order_number))

    @property
    def is_typing(self) -> bool:
        """Whether what is typed goes into a field."""
        return any(one.line.hasFocus() for one in (self.field, *self.amounts))

    @property
    def lacks_words(self) -> bool:
        """Whether what is chosen waits for words alone."""
        return bool(words.lack_words(self._chosen, self.field.text()))

    def _offer(self) -> None:
        """What is chosen can be done once its words are there; until then, that they are missing."""
        lacks = words.lack_words(self._chosen, self.field.text())
        show_lacks(self._missing, lacks, self._primary)
        self._settle.setEnabled(self._chosen is not None and not lacks)

    def _show_amounts(self, state: AlertsState, currency: str) -> None:
        """A field for each card; what the payment service has said stands in it."""
        cards = state.asked_cards
        for place, field in enumerate(self.amounts):
            field.setVisible(place < len(cards))
            if place >= len(cards):
                field.line.clear()
                continue
            field.set_label(words.card_label(cards[place], currency))
            typed = state.amounts[place] if place < len(state.amounts) else ""
            told = cards[place].told_cents
            field.line.setPlaceholderText(money_words(told, currency) if told else "")
            if field.text() != typed:
                field.line.setText(typed)

    def _tell_amounts(self) -> None:
        self.amounts_typed.emit([one.text() for one in self.amounts if one.isVisibleTo(self)])

    def _show_choices(self, alert: Alert, state: AlertsState, may: bool) -> None:
        offered = words.choices(alert) if may else []
        chosen = state.chosen.value if state.chosen else ""
        shown = (alert.id, tuple(offered), chosen)
        before = self._shown or ("", (), "")
        is_other = not NOT_WORDS.isdisjoint((chosen, before[2]))
        if alert.id != before[0] or (is_other and chosen != before[2]):
            # What somebody found out is no card slip's reference, and no carton's number.
            self.field.line.clear()
        self._asked.setText(translate("Alerts", "What is to be done"))
        self._asked.setVisible(bool(offered))
        if shown != self._shown:
            had_keys = self.choices.isAncestorOf(self.choices.focusWidget() or self)
            self.choices.show_choices(offered, chosen)
            if had_keys and self.isVisible():
                self.setFocus()
        self._shown = shown
        self.choices.setVisible(bool(offered))
