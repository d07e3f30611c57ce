"""The totes of a round: for each its order, the time left, how far it is, and what the customer wrote."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.screens.fulfilments import Head, minutes_until
from desktop.screens.order_words import title_words
from desktop.screens.preparation import words
from desktop.screens.preparation.round import phase_of
from desktop.screens.preparation.state import Phase, PreparationState
from desktop.screens.preparation.tote_tile import ToteTile
from desktop.shell.amounts import quoted
from desktop.shell.theme import TextRole, Tone
from desktop.shell.widgets import Text, TimePill

ACROSS, GAP = 4, 20
"""Totes side by side where they lie under the work; px between them."""
FULL_UP_TO = 4
"""More totes than this leave out what the customer wrote: it is shown when the tote is packed."""
_TOP = Qt.AlignmentFlag.AlignTop


class ToteSection(QWidget):
    """One tote."""

    def __init__(self, place: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"tote_{place}")
        self._tile = ToteTile(name=f"tote_{place}_tile")
        self._title = Text("", TextRole.BODY_STRONG, name=f"tote_{place}_order", elide=True)
        self._time = TimePill(name=f"tote_{place}_time", parent=self)
        self._done = Text("", TextRole.LABEL, "ink2", name=f"tote_{place}_done")
        self._note = Text("", TextRole.LABEL, "ink2", name=f"tote_{place}_note", wrap=True)
        how = QHBoxLayout()
        how.setSpacing(8)
        how.addWidget(self._time)
        how.addWidget(self._done)
        how.addStretch()
        said = QVBoxLayout()
        said.setSpacing(4)
        said.addWidget(self._title)
        said.addLayout(how)
        said.addWidget(self._note)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._tile, 0, _TOP)
        line.addLayout(said, 1)

    def show_head(self, head: Head, state: PreparationState, *, has_room: bool) -> None:
        """Show an order of the round."""
        is_next = state.head is not None and head.id == state.head.id
        is_complete = phase_of(head) is not Phase.PICK
        tone = Tone.OK if is_complete else Tone.ACCENT if is_next else Tone.NEUTRAL
        self._tile.show_tote(head.tote, tone)
        self._title.setText(title_words(head))
        self._time.set_minutes(minutes_until(head.promised_at, state.now))
        self._done.setText(words.tote_done_words(head))
        self._done.set_colour("ok" if is_complete else "ink2")
        self._note.setText(quoted(head.note))
        self._note.setVisible(bool(head.note) and has_room)


class ToteList(QWidget):
    """All totes, one below the other, or side by side when there is more width than height."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("prepare_totes")
        self._sections: list[ToteSection] = []
        self._state = PreparationState()
        self._is_across = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)

    def show_state(self, state: PreparationState) -> None:
        """Show the round in hand."""
        self._state = state
        self.setAccessibleName(words.round_words(state))
        while len(self._sections) < len(state.heads):
            self._sections.append(ToteSection(len(self._sections), self))
            self._place(len(self._sections) - 1)
        has_room = len(state.heads) <= FULL_UP_TO and not self._is_across
        for place, section in enumerate(self._sections):
            section.setVisible(place < len(state.heads))
            if place < len(state.heads):
                section.show_head(state.heads[place], state, has_room=has_room)

    def set_across(self, is_across: bool) -> None:
        """Stand side by side, or one below the other."""
        if is_across == self._is_across:
            return
        self._is_across = is_across
        for place in range(len(self._sections)):
            self._place(place)
        self.show_state(self._state)

    def _place(self, place: int) -> None:
        across = ACROSS if self._is_across else 1
        for column in range(ACROSS):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
        self._grid.addWidget(self._sections[place], place // across, place % across, _TOP)
