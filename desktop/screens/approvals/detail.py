"""A refund, whole: how much, for what, who asks, what speaks for it and against, and the word on it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.actions import Action
from desktop.screens.approvals import words
from desktop.screens.approvals.state import ApprovalsState, Deed, Refund
from desktop.screens.beside_part import BesidePart
from desktop.screens.detail_card import WordyDetail
from desktop.screens.picture import SHOWN_PX, Picture
from desktop.shell.amounts import money_words
from desktop.shell.lacking import show_lacks
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole, Tone
from desktop.shell.widgets import Field, KeyValueRows, PrimaryButton, SecondaryButton, Text
from desktop.shell.widgets.chips import Chips
from desktop.shell.widgets.note import Note


class RefundDetail(WordyDetail):
    """The selected refund.

    Attributes:
        field: what is said in words; beside: who signs beside.

    Signals:
        refusal_chosen: place of a common reason, from 1.
    """

    refusal_chosen = Signal(int)

    def __init__(self, act: Action, others: list[Action], back: Action) -> None:
        super().__init__(name="approval_detail")
        self._number = Text("", TextRole.LABEL, "ink3", name="approval_number", elide=True)
        self._amount = Text("", TextRole.NUMBER, name="approval_amount")
        self._facts = KeyValueRows(name="approval_facts")
        self._signals = Note(name="approval_signals")
        self._limit = Note(name="approval_limit")
        self.picture = Picture(SHOWN_PX, name="approval_photo")
        for part in (self._number, self._amount):
            self.head.addWidget(part)
        for below in (self._facts, self.picture, self._signals, self._limit):
            self.facts.addWidget(below)
        # What speaks for it and against stands apart from the facts.
        self.facts.setSpacing(2 * GRID)
        self.reasons = Chips(name="approval_reasons")
        self.reasons.chosen.connect(lambda key: self.refusal_chosen.emit(int(key)))
        self.field = Field("", name="approval_words")
        self._missing = Text("", TextRole.LABEL, "ink2", name="approval_missing", wrap=True)
        self.beside = BesidePart(name="approval_beside")
        self._primary = PrimaryButton("", name="approval_act_button")
        act.drive(self._primary)
        for widget in (self.reasons, self.field, self._missing, self.beside, self._primary):
            self.buttons.addWidget(widget)
        self._others: list[tuple[Action, SecondaryButton]] = []
        for action in others:
            button = SecondaryButton("", name=f"{action.objectName()}_button")
            action.drive(button)
            self.buttons.addWidget(button)
            self._others.append((action, button))
        self._back_action, self._back = back, SecondaryButton("", name="approvals_back_button")
        back.drive(self._back)
        self.buttons.addWidget(self._back)
        self._shown = ""
        self.close_parts()

    def show_lacks(self, lacks: str) -> None:
        """Say what the primary button waits for."""
        show_lacks(self._missing, lacks, self._primary)

    def show_refund(self, refund: Refund, state: ApprovalsState) -> None:
        """Show it."""
        self._number.setText(refund.number)
        self._amount.setText(money_words(refund.total_cents, refund.currency))
        self._facts.show_facts(words.facts(refund, state.now, state.timezone))
        is_writing = state.deed is not Deed.NONE
        # It was looked at; the room is for why.
        photo = b"" if is_writing else state.photo_shown
        self.picture.show_jpeg(photo, translate("Approvals", "Photo of the article"))
        self._signals.say(words.signals_words(refund), Tone.WARN)
        self._limit.say(words.limit_words(refund, state), Tone.INFO)
        key = f"{refund.id} {state.deed}"
        if key != self._shown:
            self.field.line.clear()
        self._shown = key
        self.field.setVisible(is_writing)
        self.field.set_label(words.field_label(state.deed))
        self.reasons.setVisible(state.deed is Deed.REFUSE)
        self.reasons.show_chips(words.refusal_chips())
        self.beside.setVisible(state.beside is not None)
        if state.beside is not None:
            self.beside.show_beside(state.beside)
        else:
            self.beside.forget()
        is_open = refund.is_unsigned or not refund.is_failed or state.may_decide
        self._primary.setVisible(is_open)
        for action, button in self._others:
            button.setVisible(action.isEnabled() and not is_writing and state.beside is None)
        self._back.setVisible(self._back_action.isEnabled())
