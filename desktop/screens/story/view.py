"""An order's story as it is seen: one list, the latest first, and a word on what stands in the way of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.actions import STORY_AGAIN, STORY_BACK, Action
from desktop.screens.story import words
from desktop.screens.story.state import StoryState
from desktop.screens.wired import ScreenPage
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole, Tone
from desktop.shell.widgets import Column, EmptyState, PrimaryButton, RowList, SecondaryButton, Text
from desktop.shell.widgets.note import Note

COLUMNS = (Column(width=150), Column(stretch=1, wraps=True))
TICK_MS = 30_000


class StoryView(ScreenPage):
    """The page.

    Signals:
        back_wanted: to where one came from; again_wanted: ask headquarters once more.
        minute_passed: time for it to be told anew.
    """

    back_wanted = Signal()
    again_wanted = Signal()
    minute_passed = Signal()

    def __init__(self) -> None:
        super().__init__(name="story")
        self._state = StoryState()
        self.back = Action(STORY_BACK, self)
        self.back.triggered.connect(self.back_wanted)
        self.again = Action(STORY_AGAIN, self)
        self.again.triggered.connect(self.again_wanted)
        self._title = Text("", TextRole.TITLE, name="story_title")
        self._note = Note(name="story_note")
        self.rows = RowList(COLUMNS, name="story_rows", meaning="")
        self.nothing = EmptyState("waiting", name="story_nothing")
        for part in (self._title, self._note):
            self.body.addWidget(part)
        self.body.addWidget(self.rows, 1)
        self.body.addWidget(self.nothing, 1)
        self.body.addLayout(self._buttons())
        self.body.setSpacing(16)
        self.lead_to(self.rows)
        self.tell_while_seen(TICK_MS, self.minute_passed)
        self.speak()

    def show_state(self, state: StoryState) -> None:
        """Show a state."""
        self._state = state
        self._title.setText(translate("Story", "What became of {number}").format(number=state.number))
        told = words.rows(state)
        note = words.note_words(state)
        self._note.say(note if told else "", Tone.INFO if state.is_asking else Tone.WARN)
        if bool(told) is self.rows.isHidden():
            self.rows.setVisible(True)
            self.give_keys_to(self.rows if told else None)
        self.rows.setVisible(bool(told))
        self.rows.show_rows(told)
        self.nothing.setVisible(not told)
        self.nothing.say(*words.nothing_words(state))
        self.again.setEnabled(not state.is_asking)

    def speak(self) -> None:
        self.rows.setAccessibleName(translate("Story", "What happened, the latest first"))
        for action in (self.back, self.again):
            action.say()
        self.show_state(self._state)

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(GRID)
        back = PrimaryButton("", name="story_back_button")
        again = SecondaryButton("", name="story_again_button")
        self.back.drive(back)
        self.again.drive(again)
        line.addStretch()
        line.addWidget(again)
        line.addWidget(back)
        return line
