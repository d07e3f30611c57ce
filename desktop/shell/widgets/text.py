"""Words on a screen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.shell.theme import TextRole, font, theme
from desktop.shell.widgets.broken_lines import kept_together, lines_of

PARTING = " · "
"""What stands between the parts of a text that belong together."""


class Text(QLabel):
    """A text in one of the house's roles, in a colour named by its token.

    Attributes:
        colour: name of a colour of the palette ("ink", "ink2", "ink3", "accent", "ok", ...).

    With ``wrap`` it takes the lines that it needs; with ``elide`` it stays on one line, ends in an ellipsis
    where room is short, and then shows the whole as its tool tip.
    """

    def __init__(
        self,
        text: str = "",
        role: TextRole = TextRole.BODY,
        colour: str = "ink",
        *,
        name: str = "",
        wrap: bool = False,
        elide: bool = False,
        align: Qt.AlignmentFlag | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(role))
        self.setWordWrap(wrap)
        self._said = ""
        self.setText(text)
        if align is not None:
            self.setAlignment(align)
        self.colour = colour
        self._elide = elide
        self._dress()
        theme.changed.connect(self._dress)

    def setText(self, text: str) -> None:
        """Say something; where it wraps, what belongs together stays in one line."""
        self._said = text
        super().setText(kept_together(text) if self.wordWrap() else text)

    def text(self) -> str:
        """What is said, as it was given."""
        return self._said

    def lines(self) -> tuple[str, ...]:
        """What stands in each line of a text that wraps, in the room that it has."""
        return lines_of(self._said, self.font(), self.contentsRect().width())

    def set_colour(self, colour: str) -> None:
        """Name another colour of the palette."""
        if colour != self.colour:
            self.colour = colour
            self._dress()

    def set_role(self, role: TextRole) -> None:
        """Take another size and weight."""
        self.setFont(font(role))

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), 40), hint.height()) if self._elide else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        # The system's own breaking would leave a dot at the end of a line.
        is_parted = self.wordWrap() and PARTING in self._said
        if not (self._elide or is_parted):
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            rect = self.contentsRect()
            if is_parted:
                shown = "\n".join(self.lines())
            else:
                shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, int(self.alignment()), shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._elide:
            is_cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
            self.setToolTip(self.text() if is_cut else "")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # A colour that was named before it was first seen is lost where the style is laid on.
        if self.palette().color(QPalette.ColorRole.WindowText) != getattr(theme.palette, self.colour):
            self._dress()

    def _dress(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(getattr(theme.palette, self.colour)))
        self.setPalette(palette)


class SectionTitle(QWidget):
    """The name of a group of things, with a quiet hint beside it ("Prepare  4 orders, 9 articles")."""

    def __init__(self, title: str, hint: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title = Text(title, TextRole.LABEL_STRONG, "ink2")
        self._hint = Text(hint, TextRole.LABEL, "ink3", elide=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._hint, 1)

    def set_text(self, title: str, hint: str = "") -> None:
        """Replace both."""
        self._title.setText(title)
        self._hint.setText(hint)

    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    def hint(self) -> str:
        """The hint shown."""
        return self._hint.text()
