"""Settings, one's own PIN: the one of until now, and the new one twice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from core.rules.pin import MAX_DIGITS
from desktop.actions import SETTINGS_PIN, Action
from desktop.screens.settings.state import PinTrial, SettingsState
from desktop.shell.lacking import lacking_words, show_lacks
from desktop.shell.saying import translate
from desktop.shell.sentences import sentence
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import Card, EdgeLine, FeedbackBar, Field, PrimaryButton, Text

FIELD_MOST = 360
"""Px: a field as wide as the card would promise more than some digits."""


class PinCard(Card):
    """Changes the PIN of who is here.

    Signals:
        change_wanted: the PIN, the new one, and the new one again.
    """

    change_wanted = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__(name="settings_pin_card", padding=20, spacing=GRID)
        self._trial = PinTrial()
        self._title = Text("", TextRole.TITLE)
        self._lead = Text("", TextRole.BODY, "ink2", wrap=True)
        self.fields = [Field("", name=f"settings_pin_{name}") for name in ("now", "new", "again")]
        for field in self.fields:
            field.line.setEchoMode(QLineEdit.EchoMode.Password)
            field.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
            field.line.setMaxLength(MAX_DIGITS)
            field.setMaximumWidth(FIELD_MOST)
            field.line.textChanged.connect(self._offer)
            field.line.returnPressed.connect(self._lead_on)
        self._feedback = FeedbackBar(name="settings_pin_feedback", card=self)
        self.change_action = Action(SETTINGS_PIN, self)
        self.change_action.triggered.connect(self._change)
        self._button = button = PrimaryButton("", name="settings_pin_change")
        self.change_action.drive(button)
        self._lacks = Text("", TextRole.LABEL, "ink2", name="settings_pin_lacks", wrap=True)
        for part in (self._title, self._lead, *self.fields, self._feedback, self._lacks):
            self.body.addWidget(part)
        # It ends where the fields end: at the card's edge it would stand far from what it is about.
        line = EdgeLine()
        line.setContentsMargins(0, 0, 0, 0)
        line.addStretch()
        line.addWidget(button)
        foot = QWidget()
        foot.setLayout(line)
        foot.setMaximumWidth(FIELD_MOST)
        self.body.addWidget(foot)

    def show_state(self, state: SettingsState) -> None:
        """Show how far it is."""
        trial = self._trial = state.pin
        self._title.setText(translate("Settings", "Change my PIN"))
        self._lead.setText(
            translate(
                "Settings",
                "This workstation has to be connected to headquarters. "
                "The new PIN works on every workstation of this store.",
            )
        )
        said = (
            translate("Settings", "Current PIN"),
            translate("Settings", "New PIN (6 digits or more)"),
            translate("Settings", "Repeat the new PIN"),
        )
        for field, label in zip(self.fields, said, strict=True):
            field.set_label(label)
        self.change_action.say()
        self._offer()
        self._answer()
        if trial.is_changed:
            self.forget()

    def _answer(self) -> None:
        """Say what stands in the way, or that it is done."""
        trial = self._trial
        if trial.trouble is not None:
            self._feedback.bad(sentence(trial.trouble))
        elif trial.is_changed:
            self._feedback.good(translate("Settings", "Changed. Use it from now on."))
        else:
            self._feedback.clear()
        self._feedback.setVisible(bool(self._feedback.sentence()))

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed is kept while it is seen: another part, screen or person does not find it.

        The system hides a window that is put away (spontaneous): its person comes back to it.
        """
        super().hideEvent(event)
        if not event.spontaneous():
            self.forget()

    def forget(self) -> None:
        """Keep nothing of what was typed."""
        for field in self.fields:
            field.line.clear()

    def _offer(self) -> None:
        """It can be asked for once all is typed; until then it is said what is not."""
        typed = [field.text() for field in self.fields]
        is_over = self._trial.is_changed and not any(typed)
        lacks = [words for words, text in zip(_lack_words(), typed, strict=True) if not (text or is_over)]
        show_lacks(self._lacks, lacking_words(*lacks), self._button)
        self.change_action.setEnabled(not self._trial.is_asking and all(typed))

    def _lead_on(self) -> None:
        """Enter leads to what is not typed yet."""
        empty = next((field for field in self.fields if not field.text()), None)
        if empty is not None:
            empty.line.setFocus()

    def _change(self) -> None:
        now, new, again = (field.text() for field in self.fields)
        self.change_wanted.emit(now, new, again)


def _lack_words() -> tuple[str, str, str]:
    return (
        translate("Settings", "the current PIN"),
        translate("Settings", "the new PIN"),
        translate("Settings", "the new PIN again"),
    )
