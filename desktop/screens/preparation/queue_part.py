"""No order in hand: what can be begun, the most urgent first, and what colleagues have."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions import Action
from desktop.screens.fulfilments import Head, Holder, minutes_until
from desktop.screens.order_words import title_words, who_words, zones_words
from desktop.screens.preparation import words
from desktop.screens.preparation.state import Phase, PreparationState
from desktop.shell.amounts import moment_words
from desktop.shell.counts import counts
from desktop.shell.saying import translate
from desktop.shell.theme import TextRole
from desktop.shell.widgets import (
    Cell,
    Column,
    EmptyState,
    FeedbackBar,
    Group,
    PrimaryButton,
    Row,
    RowList,
    Text,
    time_left,
)
from desktop.shell.wording import kind_icon, kind_words, state_words

_COLUMNS = (
    Column(),
    Column(width=20),
    Column(stretch=11),
    Column(stretch=8, hide_below=560),
    Column(hide_below=720),
)


class QueuePart(QWidget):
    """The queue.

    Signals:
        order_wanted: id of the fulfilment to take in hand.
    """

    order_wanted = Signal(str)

    def __init__(self, go: Action) -> None:
        super().__init__()
        self.rows = RowList(_COLUMNS, name="prepare_queue", meaning="")
        self.rows.acted.connect(self.order_wanted)
        self.rows.chosen.connect(self._name_chosen)
        self._action = go
        self._queue: dict[str, Head] = {}
        self.nothing = EmptyState("prepare", name="prepare_nothing")
        self.feedback = FeedbackBar(name="prepare_queue_feedback")
        self._prompt = Text("", TextRole.BODY, "ink2", name="prepare_queue_prompt", wrap=True)
        self._go = PrimaryButton("", name="prepare_queue_go")
        go.drive(self._go)
        foot = QHBoxLayout()
        foot.addWidget(self._prompt, 1)
        foot.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.rows, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.feedback)
        column.addLayout(foot)

    def show_state(self, state: PreparationState) -> None:
        """Show what waits."""
        if state.phase is not Phase.QUEUE:
            return
        self.rows.setAccessibleName(translate("Prepare", "Orders to prepare"))
        self._queue = {head.id: head for head in state.queue}
        self.rows.show_groups(_groups(state))
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

    def _name_chosen(self, key: str) -> None:
        head = self._queue.get(key)
        self._action.setEnabled(head is not None)
        if head is not None:
            said = translate("Prepare", "{action} {number}")
            self._action.say(said.format(action=_action(head), number=head.number))


def _groups(state: PreparationState) -> list[Group]:
    prepare = translate("Prepare", "Prepare")
    free = tuple(_row(head, state, _action(head)) for head in state.queue)
    taken = tuple(_row(head, state, "") for head in state.taken)
    hint = counts.orders(len(free))
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


def _action(head: Head) -> str:
    if head.parcels:
        return translate("Prepare", "Put in a bin")
    is_begun = head.holder is Holder.THIS_DEVICE
    return translate("Prepare", "Continue") if is_begun else translate("Prepare", "Prepare")


def _row(head: Head, state: PreparationState, action: str) -> Row:
    time = moment_words(head.promised_at, state.now, state.timezone)
    how = translate("Prepare", "{kind}, promised {time}").format(kind=kind_words(head.kind), time=time)
    who = who_words(head) or (state_words(head.state) if action and head.state != "proposed" else "")
    return Row(
        head.id,
        (
            Cell(pill=time_left(minutes_until(head.promised_at, state.now))),
            Cell(icon=kind_icon(head.kind)),
            Cell(title_words(head), how, strong=True),
            Cell(counts.articles(head.units), zones_words(head.zones)),
            Cell(who, small=True, colour="ink3"),
        ),
        action,
        is_muted=not action,
    )
