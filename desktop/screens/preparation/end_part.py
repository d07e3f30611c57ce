"""The end of an order: where it stands now, and what comes next; or that nothing of it was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.rules.fulfilment import CARRIED_KINDS
from desktop.screens.fulfilments import Head, minutes_until
from desktop.screens.order_words import zones_words
from desktop.screens.preparation import words
from desktop.screens.preparation.state import Phase, PreparationState
from desktop.shell.counts import counts
from desktop.shell.saying import translate
from desktop.shell.theme import TextRole, Tone
from desktop.shell.widgets import Card, EmptyState, Text, TimePill


def _next_words(heads: Sequence[Head]) -> str:
    """What becomes of them without anybody's doing."""
    is_carried = all(head.kind in CARRIED_KINDS for head in heads)
    if len(heads) > 1:
        if is_carried:
            return translate("Prepare", "They wait there for the carrier.")
        return translate("Prepare", "Headquarters tells the customers as soon as it knows.")
    if is_carried:
        return translate("Prepare", "It waits there for the carrier.")
    return translate("Prepare", "Headquarters tells the customer as soon as it knows.")


class EndPart(QWidget):
    """Says that it is done, and proposes the next order."""

    def __init__(self) -> None:
        super().__init__()
        self._done = EmptyState("check", name="prepare_end")
        self._next = Card(name="prepare_next", padding=20, spacing=4)
        self._next_label = Text("", TextRole.LABEL, "ink3")
        self._next_title = Text("", TextRole.TITLE, name="prepare_next_title", elide=True)
        self._next_what = Text("", TextRole.BODY, "ink2", wrap=True)
        self._next_time = TimePill(name="prepare_next_time")
        for part in (self._next_label, self._next_title, self._next_what):
            self._next.body.addWidget(part)
        self._next.body.addSpacing(4)
        self._next.body.addWidget(self._next_time)
        self._has_next = self._is_low = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._done, 1)
        column.addWidget(self._next)

    def show_state(self, state: PreparationState) -> None:
        """Show the end of the order in hand."""
        if state.head is None:
            return
        if state.phase is Phase.NOTHING:
            title = translate("Prepare", "Nothing of {number} was found").format(number=state.head.number)
            self._done.say(
                title,
                translate(
                    "Prepare", "Close it here: another source is looked for, and the customer is told."
                ),
                icon="search",
            )
            self._has_next = False
            self._next.setVisible(False)
            return
        hint = _next_words(state.heads if state.is_round else (state.head,))
        if state.is_round:
            title = translate("Prepare", "The {orders} of the round are in bins")
            title = title.format(orders=counts.orders(len(state.heads)))
            hint = f"{words.heads_and_bins(state.heads)}. {hint}"
        else:
            where = words.bins_words(state.head.bins)
            title = translate("Prepare", "{number} is in {bins}")
            title = title.format(number=state.head.number, bins=where)
        self._done.say(title, hint, icon="check", tone=Tone.OK)
        self._show_next(state)

    def set_low(self, is_low: bool) -> None:
        """Have little height, or enough: the button names the next order as well."""
        self._is_low = is_low
        self._next.setVisible(self._has_next and not is_low)

    def _show_next(self, state: PreparationState) -> None:
        head = state.next_head
        self._has_next = head is not None
        self._next.setVisible(self._has_next and not self._is_low)
        if head is None:
            return
        self._next_label.setText(translate("Prepare", "Next"))
        self._next_title.setText(f"{head.number} · {head.family_name}")
        zones = zones_words(head.zones)
        parts = (counts.articles(head.units), zones[:1].lower() + zones[1:])
        self._next_what.setText(", ".join(filter(None, parts)))
        self._next_time.set_minutes(minutes_until(head.promised_at, state.now))
