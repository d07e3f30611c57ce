"""Conditions that last, in the layout: offline, printer out, data old."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.shell.theme import TOUCH, TextRole, Tone, font, paint_icon, theme
from desktop.shell.widgets.buttons import PressArea
from desktop.shell.widgets.page import side_margin
from desktop.shell.widgets.painting import RIGHT, draw_text, focus_ring, text_width
from desktop.shell.widgets.text import Text

STRIP_HEIGHT = 46
ABOVE_WORDS = 4
"""Of several lines, px: on the strip's edge the first and the last would be hard to read."""

_SHAPES = {Tone.WARN: "alert", Tone.BAD: "refused", Tone.INFO: "info", Tone.OK: "check"}


@dataclass(frozen=True)
class Condition:
    """Something that lasts.

    Attributes:
        key: identity; a condition of the same key takes its place.
        title: what it is, with since when ("Offline since 10:42").
        text: what still works and what waits.
        action: word of its one action, empty for none.
        icon: drawing; by default the one of its tone.
    """

    key: str
    tone: Tone
    title: str
    text: str = ""
    action: str = ""
    icon: str = ""


class StripAction(PressArea):
    """The one action of a strip, an underlined word."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", "strip_action", parent)
        self.tone = Tone.WARN

    def sizeHint(self) -> QSize:
        return QSize(max(TOUCH, round(text_width(self.text(), font(TextRole.BODY_STRONG)) + 16)), TOUCH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            ink = theme.palette.strong(self.tone)
            face = font(TextRole.BODY_STRONG)
            words = rect.adjusted(8, 0, -8, 0)
            draw_text(painter, words, self.text(), face, ink, RIGHT)
            width = text_width(self.text(), face)
            painter.fillRect(QRectF(words.right() - width, rect.center().y() + 9, width, 1), ink)
            if self.shows_focus:
                focus_ring(painter, rect.adjusted(0, 3, 0, -3), colour=ink)


class Strip(QWidget):
    """One condition over the whole width.

    Signals:
        acted: its action was pressed.
    """

    acted = Signal()

    def __init__(self, condition: Condition, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"strip_{condition.key}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setMinimumHeight(STRIP_HEIGHT)
        self.condition = condition
        self._title = Text("", TextRole.BODY_STRONG, "warn")
        self._text = Text("", TextRole.BODY, "ink2", wrap=True)
        self._text.setContentsMargins(0, ABOVE_WORDS, 0, ABOVE_WORDS)
        self._action = StripAction(self)
        self._action.clicked.connect(self.acted)
        row = self._row = QHBoxLayout(self)
        row.setSpacing(16)
        self._keep_margins()
        row.addWidget(self._title)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        self.show_condition(condition)

    def show_condition(self, condition: Condition) -> None:
        """Say what is so now."""
        self.condition = condition
        self._title.setText(condition.title)
        self._title.set_colour(condition.tone.value)
        self._text.setText(condition.text)
        self._action.tone = condition.tone
        self._action.setText(condition.action)
        self._action.setAccessibleName(condition.action)
        self._action.setVisible(bool(condition.action))
        self.setAccessibleName(f"{condition.title}. {condition.text}")
        self.update()

    def sentence(self) -> str:
        """Everything that it says."""
        return f"{self._title.text()} {self._text.text()}".strip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_margins()

    def _keep_margins(self) -> None:
        side = side_margin(self.width())
        self._row.setContentsMargins(side + 28, 0, side - 8, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), palette.soft(self.condition.tone))
            painter.fillRect(0, self.height() - 1, self.width(), 1, palette.line)
            shape = self.condition.icon or _SHAPES.get(self.condition.tone, "info")
            ink = palette.strong(self.condition.tone)
            paint_icon(
                painter, QRectF(side_margin(self.width()), (self.height() - 1) / 2 - 10, 20, 20), shape, ink
            )


class StripArea(QWidget):
    """The strips that are needed now, one under the other.

    Signals:
        acted: key of the condition whose action was pressed.
    """

    acted = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strips")
        self._strips: dict[str, Strip] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_condition(self, condition: Condition) -> None:
        """Add it, or say it anew."""
        strip = self._strips.get(condition.key)
        if strip is not None:
            strip.show_condition(condition)
            return
        strip = Strip(condition, parent=self)
        strip.acted.connect(lambda: self.acted.emit(condition.key))
        self._strips[condition.key] = strip
        self._column.addWidget(strip)

    def clear_condition(self, key: str) -> None:
        """It is over."""
        strip = self._strips.pop(key, None)
        if strip is not None:
            self._column.removeWidget(strip)
            strip.hide()
            strip.deleteLater()

    def conditions(self) -> list[Condition]:
        """What is so now."""
        return [strip.condition for strip in self._strips.values()]
