"""What the last scan did."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.shell.announcing import announce
from desktop.shell.theme import TextRole, Tone, paint_icon, theme
from desktop.shell.widgets.card import Card
from desktop.shell.widgets.painting import rounded
from desktop.shell.widgets.text import Text


class FeedbackBar(QWidget):
    """One sentence after a scan, in its tone. Its room stays kept while it says nothing, so that nothing
    moves at a scan, unless a list is above it that would only be cut off earlier (`keeps_room`).

    A good one lights the card's edge for 400 ms. A bad one keeps it lit, and stays until the next scan. There
    is nothing to click away.
    """

    def __init__(
        self, *, name: str, card: Card | None = None, keeps_room: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keeps_room = keeps_room
        if not keeps_room:
            self.hide()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setMinimumHeight(52)
        self._card = card
        self.tone: Tone | None = None
        self._sentence = Text("", TextRole.BODY_STRONG, "ink", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(48, 8, 16, 8)
        row.addWidget(self._sentence)

    def good(self, sentence: str) -> None:
        """The scan did what it should; without a sentence the edge alone says so."""
        self._say(sentence, Tone.OK if sentence else None)
        if self._card:
            self._card.flash(Tone.OK)

    def bad(self, sentence: str) -> None:
        """The scan did nothing, and this is why."""
        self._say(sentence, Tone.BAD)
        if self._card:
            self._card.hold_edge(Tone.BAD)

    def clear(self) -> None:
        """Say nothing."""
        self._say("", None)
        if self._card:
            self._card.clear_edge()

    def sentence(self) -> str:
        """What it says now."""
        return self._sentence.text()

    def _say(self, sentence: str, tone: Tone | None) -> None:
        self.tone = tone
        self._sentence.setText(sentence)
        self._sentence.set_colour(tone.value if tone else "ink")
        self.setAccessibleName(sentence)
        announce(self, sentence, is_urgent=tone is Tone.BAD)
        if not self._keeps_room:
            self.setVisible(tone is not None)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.tone is None:
            return
        palette = theme.palette
        with QPainter(self) as painter:
            rounded(painter, QRectF(self.rect()), palette.soft(self.tone))
            shape = "check" if self.tone is Tone.OK else "refused"
            paint_icon(painter, QRectF(16, self.height() / 2 - 10, 20, 20), shape, palette.strong(self.tone))
