"""Settings, one's own PIN: the one of until now, and the new one twice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from core.rules.pin import MAX_DIGITS
from desktop.actions import SETTINGS_PIN, Action
from desktop.screens.settings.state import PinTrial, SettingsState
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
        self._missing = ""
        self._title = Text("", TextRole.TITLE)
        self._lead = Text("", TextRole.BODY, "ink2", wrap=True)
        self.fields = [Field("", name=f"settings_pin_{name}") for name in ("now", "new", "again")]
        for field in self.fields:
            field.line.setEchoMode(QLineEdit.EchoMode.Password)
            field.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
            field.line.setMaxLength(MAX_DIGITS)
            field.setMaximumWidth(FIELD_MOST)
            field.line.textChanged.connect(self._typed)
        self._feedback = FeedbackBar(name="settings_pin_feedback", card=self)
        self.change_action = Action(SETTINGS_PIN, self)
        self.change_action.triggered.connect(self._change)
        button = PrimaryButton("", name="settings_pin_change")
        self.change_action.drive(button)
        for part in (self._title, self._lead, *self.fields, self._feedback):
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
        """Say what is missing, what stands in the way, or that it is done."""
        trial = self._trial
        if self._missing:
            self._feedback.bad(self._missing)
        elif trial.trouble is not None:
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
        self._ask_for_nothing()
        for field in self.fields:
            field.line.clear()

    def _typed(self) -> None:
        self._ask_for_nothing()
        self._offer()

    def _ask_for_nothing(self) -> None:
        if self._missing:
            self._missing = ""
            self._answer()

    def _offer(self) -> None:
        """It can be asked for as soon as something is typed; Enter leads to what is missing yet."""
        self.change_action.setEnabled(
            not self._trial.is_asking and any(field.text() for field in self.fields)
        )

    def _change(self) -> None:
        empty = next((place for place, field in enumerate(self.fields) if not field.text()), None)
        if empty is not None:
            self._missing = _missing_words()[empty]
            self._answer()
            self.fields[empty].line.setFocus()
            return
        now, new, again = (field.text() for field in self.fields)
        self.change_wanted.emit(now, new, again)


def _missing_words() -> tuple[str, str, str]:
    return (
        translate("Settings", "Type your current PIN too."),
        translate("Settings", "Type the new PIN too."),
        translate("Settings", "Repeat the new PIN as well."),
    )
