"""The order in hand, at the right: whose it is, by when, and what the customer wrote."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.actions import Action
from desktop.screens.detail_card import WordyDetail
from desktop.screens.fulfilments import Head
from desktop.screens.order_words import bins_fact
from desktop.screens.preparation import words
from desktop.screens.preparation.leaving import leaving_facts
from desktop.screens.preparation.state import Phase, PreparationState
from desktop.screens.preparation.tote_list import ToteList
from desktop.shell.amounts import moment_words, money_words, quoted
from desktop.shell.saying import translate
from desktop.shell.theme import TextRole
from desktop.shell.widgets import KeyValueRows, Pill, QuietButton, Text, TimePill
from desktop.shell.wording import kind_phrase, state_look

WIDTH = 256


class OrderCard(WordyDetail):
    """What there is to know about the order while it is prepared; of a round that is picked, its totes."""

    def __init__(self, give_back: Action) -> None:
        self._is_asking = self._is_folded = self._is_low = self._is_walk = False
        self._totes = ToteList()
        self._back = QuietButton("", name="prepare_give_back_button")
        super().__init__(name="prepare_order")
        self._give_back = give_back
        self._tote = Text("", TextRole.LABEL, "ink3", name="prepare_tote")
        self._number = Text("", TextRole.TITLE, name="prepare_number", elide=True)
        self._who = Text("", TextRole.BODY, "ink2", name="prepare_customer", wrap=True)
        self._kind = Text("", TextRole.LABEL, "ink3")
        self._time = TimePill(name="prepare_time")
        self._state = Pill(name="prepare_state")
        self._facts = KeyValueRows(name="prepare_facts")
        self._note = Text("", TextRole.BODY, "ink", name="prepare_note", wrap=True)
        give_back.drive(self._back)
        self.head.addWidget(self._totes)
        self.head.addWidget(self._tote)
        self.head.addWidget(self._number)
        self.head.addWidget(self._who)
        self.head.addWidget(self._kind)
        self.head.addSpacing(8)
        self.head.addWidget(self._time)
        self.head.addWidget(self._state)
        self.facts.addWidget(self._note)
        self.facts.addWidget(self._facts)
        self.buttons.addWidget(self._back)
        self.close_parts()

    def set_folded(self, is_folded: bool) -> None:
        super().set_folded(is_folded)
        self._is_folded = is_folded
        # A quiet button as wide as its column has its word in the middle of nothing.
        corner = Qt.AlignmentFlag.AlignRight if is_folded else Qt.AlignmentFlag(0)
        self.buttons.setAlignment(self._back, corner)
        self._totes.set_across(is_folded)
        self._make_room()

    def set_low(self, is_low: bool) -> None:
        """Have little height, or enough."""
        self._is_low = is_low
        self._kind.setVisible(not (is_low or self._is_walk))

    def show_state(self, state: PreparationState) -> None:
        """Show the order in hand."""
        head = state.head
        if head is None:
            return
        is_walk = state.is_round and state.phase is Phase.PICK
        if is_walk is not self._is_walk and not self.isAncestorOf(self.window().focusWidget() or self):
            # What appears on a hidden card costs no layout of the whole window, each.
            self.hide()
        self._is_walk = is_walk
        self._show_order(head, state)
        self._totes.setVisible(self._is_walk)
        if self._is_walk:
            self._totes.show_state(state)
        for part in (self._number, self._who, self._facts):
            part.setVisible(not self._is_walk)
        self._kind.setVisible(not (self._is_low or self._is_walk))
        self._back.setVisible(self._give_back.isEnabled())
        self._is_asking = bool(state.short_units)
        self._make_room()

    def _show_order(self, head: Head, state: PreparationState) -> None:
        if self._is_walk:
            # The totes stand in its place.
            for part in (self._tote, self._time, self._state, self._note):
                part.hide()
            return
        self._tote.setText(words.tote_words(head.tote))
        self._tote.setVisible(state.is_round)
        self._number.setText(head.number)
        self._who.setText(head.customer)
        self._kind.setText(kind_phrase(head.kind))
        is_done = state.phase is Phase.DONE
        # What is shown only to be hidden lays the whole window out at each scan.
        if is_done:
            self._time.hide()
        else:
            self._time.set_minutes(state.minutes_left)
        if is_done:
            self._state.show_look(state_look(head.state))
        else:
            self._state.hide()
        self._note.setText(quoted(head.note))
        # While it is packed it stands over the parcels, where it is acted on.
        self._note.setVisible(bool(head.note) and state.phase is not Phase.PACK)
        to_pay = money_words(head.due_cents, head.currency) if head.due_cents else ""
        self._facts.show_facts(
            [
                (
                    translate("Prepare", "Promised"),
                    moment_words(head.promised_at, state.now, state.timezone),
                ),
                (translate("Prepare", "To pay"), to_pay or translate("Prepare", "nothing")),
                bins_fact(head.bins),
                *leaving_facts(state.leaving, state.now, state.timezone),
            ]
        )

    def _make_room(self) -> None:
        """Under the work, the order would take the room that the reasons of a short need."""
        self.setVisible(not (self._is_asking and self._is_folded))
