"""No order in hand: what can be begun, the most urgent first, and what colleagues have."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions import Action
from desktop.screens.fulfilments import Head
from desktop.screens.preparation import words
from desktop.screens.preparation.queue_rows import QueueRows, action_words
from desktop.screens.preparation.state import Phase, PreparationState
from desktop.shell.amounts import moment_words
from desktop.shell.counts import counts
from desktop.shell.saying import translate
from desktop.shell.theme import TextRole
from desktop.shell.widgets import (
    Column,
    EmptyState,
    FeedbackBar,
    Group,
    PrimaryButton,
    RowList,
    SecondaryButton,
    Text,
)

_COLUMNS = (
    Column(),
    Column(width=20),
    Column(stretch=11, wraps=True),
    Column(stretch=8, hide_below=560),
    Column(hide_below=720),
)


class QueuePart(QWidget):
    """The queue.

    Signals:
        order_wanted: id of the fulfilment to take in hand; more_wanted: another page of the queue.
    """

    order_wanted = Signal(str)
    more_wanted = Signal()

    def __init__(self, go: Action, add: Action, propose: Action) -> None:
        super().__init__()
        self.rows = RowList(_COLUMNS, name="prepare_queue", meaning="")
        self.rows.acted.connect(self._act)
        self.rows.chosen.connect(self._name_chosen)
        self.rows.end_neared.connect(self.more_wanted)
        self._action, self._add, self._propose = go, add, propose
        self._state = PreparationState()
        self._queue: dict[str, Head] = {}
        self._kept = QueueRows()
        self.nothing = EmptyState("prepare", name="prepare_nothing")
        self.feedback = FeedbackBar(name="prepare_queue_feedback", keeps_room=False)
        self._prompt = Text("", TextRole.BODY, "ink2", name="prepare_queue_prompt", wrap=True)
        self._go = PrimaryButton("", name="prepare_queue_go")
        go.drive(self._go)
        self._round_buttons = (
            SecondaryButton("", name="prepare_queue_propose"),
            SecondaryButton("", name="prepare_queue_add"),
        )
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch()
        for action, button in zip((propose, add), self._round_buttons, strict=True):
            action.drive(button)
            foot.addWidget(button)
        foot.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.rows, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.feedback)
        column.addWidget(self._prompt)
        column.addLayout(foot)

    def show_state(self, state: PreparationState) -> None:
        """Show what waits."""
        if state.phase is not Phase.QUEUE:
            return
        self.rows.setAccessibleName(translate("Prepare", "Orders to prepare"))
        self._state = state
        self._queue = {head.id: head for head in state.queue}
        self.rows.show_groups(_groups(state, self._kept))
        self._name_chosen(self.rows.current_key())
        is_empty = state.is_read and not state.queue and not state.taken
        self.rows.setVisible(not is_empty)
        self.nothing.setVisible(is_empty)
        self.nothing.say(
            translate("Prepare", "Nothing to prepare"),
            translate(
                "Prepare", "New orders come here by themselves. Parcels that are ready are under Hand over."
            ),
        )
        self._prompt.setText(words.prompt(state))
        self._go.setVisible(bool(state.queue))
        for button in self._round_buttons:
            button.setVisible(len(state.queue) > 1)

    def _act(self, key: str) -> None:
        """Enter on a row; while a round is made up it begins the round, wherever the selection is."""
        if self._state.chosen:
            self._action.trigger()
        else:
            self.order_wanted.emit(key)

    def _name_chosen(self, key: str) -> None:
        head, chosen = self._queue.get(key), self._state.chosen
        is_in = key in chosen
        self._add.say(translate("Prepare", "Take out of the round") if is_in else "")
        self._add.setEnabled(head is not None and len(self._queue) > 1)
        self._propose.setEnabled(len(self._queue) > 1)
        self._action.setEnabled(head is not None or bool(chosen))
        if chosen:
            self._action.say(words.primary_words(self._state))
        elif head is not None:
            said = translate("Prepare", "{action} {number}")
            self._action.say(said.format(action=action_words(head), number=head.number))


def _groups(state: PreparationState, kept: QueueRows) -> list[Group]:
    prepare = translate("Prepare", "Prepare")
    free, taken = kept.of(state)
    hint = counts.orders(state.waiting)
    if state.chosen:
        hint = translate("Prepare", "{orders} in the round").format(orders=counts.orders(len(state.chosen)))
    if not free:
        hint = ""
    return [
        Group(free, prepare, hint),
        Group(taken, translate("Prepare", "With colleagues"), _next_promise(state) if not free else ""),
    ]


def _next_promise(state: PreparationState) -> str:
    first = state.taken[0].promised_at if state.taken else 0
    time = moment_words(first, state.now, state.timezone)
    same = sum(head.promised_at == first for head in state.taken)
    said = translate("Prepare", "Nothing else to prepare. Next promise: {time}, {orders}")
    return said.format(time=time, orders=counts.orders(same))
