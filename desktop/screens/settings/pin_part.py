"""Settings, one's own PIN: the one of until now, and the new one twice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit

from core.rules.pin import MAX_DIGITS
from desktop.actions import SETTINGS_PIN, Action
from desktop.screens.settings.state import SettingsState
from desktop.shell.saying import translate
from desktop.shell.sentences import sentence
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import Card, FeedbackBar, Field, PrimaryButton, Text

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
        self._is_asking = False
        self._title = Text("", TextRole.TITLE)
        self._lead = Text("", TextRole.BODY, "ink2", wrap=True)
        self.fields = [Field("", name=f"settings_pin_{name}") for name in ("now", "new", "again")]
        for field in self.fields:
            field.line.setEchoMode(QLineEdit.EchoMode.Password)
            field.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
            field.line.setMaxLength(MAX_DIGITS)
            field.setMaximumWidth(FIELD_MOST)
            field.line.textChanged.connect(self._offer)
        self._feedback = FeedbackBar(name="settings_pin_feedback", card=self)
        self.change_action = Action(SETTINGS_PIN, self)
        self.change_action.triggered.connect(self._change)
        button = PrimaryButton("", name="settings_pin_change")
        self.change_action.drive(button)
        for part in (self._title, self._lead, *self.fields, self._feedback):
            self.body.addWidget(part)
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)

    def show_state(self, state: SettingsState) -> None:
        """Show how far it is."""
        trial = state.pin
        self._title.setText(translate("Settings", "Change my PIN"))
        self._lead.setText(
            translate(
                "Settings",
                "Headquarters has to be connected. The new PIN is good at every workstation of this store.",
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
        self._is_asking = trial.is_asking
        self._offer()
        if trial.trouble is not None:
            self._feedback.bad(sentence(trial.trouble))
        elif trial.is_changed:
            self._feedback.good(translate("Settings", "Changed. Use it from now on."))
        else:
            self._feedback.clear()
        self._feedback.setVisible(trial.trouble is not None or trial.is_changed)
        if trial.is_changed:
            self.forget()

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
        """It can be changed once all three are there: what looks possible is not refused without a word."""
        self.change_action.setEnabled(not self._is_asking and all(field.text() for field in self.fields))

    def _change(self) -> None:
        now, new, again = (field.text() for field in self.fields)
        self.change_wanted.emit(now, new, again)
