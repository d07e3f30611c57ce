"""A batch of labels as it comes out: how far it is, and what can be done about it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from desktop.actions import Action
from desktop.screens.labels import words
from desktop.screens.labels.state import Batch
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import Card, Pill, ProgressThin, QuietButton, SecondaryButton, Text


class BatchCard(Card):
    """The last batch. `hold` pauses it or goes on; `drop` ends it."""

    def __init__(self, hold: Action, drop: Action) -> None:
        super().__init__(name="labels_batch", padding=20, spacing=GRID)
        self._hold, self._drop = hold, drop
        self._title = Text("", TextRole.BODY_STRONG)
        self._pill = Pill(name="labels_batch_state")
        self._said = Text("", TextRole.BODY, "ink2", name="labels_batch_words", wrap=True)
        self._bar = ProgressThin(name="labels_batch_bar")
        hold_button = SecondaryButton("", name="labels_hold_button")
        hold.drive(hold_button)
        drop_button = QuietButton("", name="labels_drop_button")
        drop.drive(drop_button)
        self._buttons = (drop_button, hold_button)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._pill)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(drop_button)
        buttons.addStretch()
        buttons.addWidget(hold_button)
        self.body.addLayout(head)
        self.body.addWidget(self._bar)
        self.body.addWidget(self._said)
        # Beside the label it is as tall as that: what is said of the batch stays under its bar.
        self.body.addStretch(1)
        self.body.addLayout(buttons)

    def show_batch(self, batch: Batch | None) -> None:
        """Show how far it is; without a batch the card goes away."""
        self.setVisible(batch is not None)
        for action in (self._hold, self._drop):
            action.setEnabled(batch is not None and not batch.is_over)
        for button in self._buttons:
            # Of a batch that is over nothing is left to be done.
            button.setVisible(batch is not None and not batch.is_over)
        if batch is None:
            return
        progress = batch.progress
        self._title.setText(translate("Labels", "Batch"))
        self._pill.show_look(words.batch_look(batch))
        self._said.setText(words.batch_words(batch))
        done = progress.printed + progress.taken
        self._bar.show_share(done / progress.total if progress.total else 1.0)
        is_stopped = batch.is_stopped
        self._hold.say(translate("Labels", "Go on") if is_stopped else translate("Labels", "Pause"))
        self._drop.say(translate("Labels", "Print no more"))
