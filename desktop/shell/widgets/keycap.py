"""The key that does something, drawn small beside what it does."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.shell.theme import TextRole, font, theme
from desktop.shell.widgets.painting import CENTRE, draw_text, rounded, text_width

CAP_HEIGHT = 18
CAP_PADDING = 6


def key_words(key: str) -> str:
    """The key as it is printed on the person's keyboard ("Ctrl+K" is shown as "Ctrl K")."""
    words = {
        "Enter": QCoreApplication.translate("KeyCap", "Enter"),
        "Esc": QCoreApplication.translate("KeyCap", "Esc"),
        "Space": QCoreApplication.translate("KeyCap", "Space"),
        "Ctrl": QCoreApplication.translate("KeyCap", "Ctrl"),
        "Shift": QCoreApplication.translate("KeyCap", "Shift"),
        "Alt": QCoreApplication.translate("KeyCap", "Alt"),
        "Del": QCoreApplication.translate("KeyCap", "Del"),
        "Up": "↑",
        "Down": "↓",
    }
    return " ".join(words.get(part, part) for part in key.split("+"))


def keycap_width(key: str) -> float:
    """Width of the drawn cap, px."""
    return max(CAP_HEIGHT, text_width(key_words(key), font(TextRole.KEY)) + 2 * CAP_PADDING)


def paint_keycap(painter: QPainter, left_middle: QPointF, key: str, ink: QColor, edge: QColor) -> None:
    """Draw the cap with its left edge's middle at the point."""
    rect = QRectF(
        left_middle.x(), round(left_middle.y() - CAP_HEIGHT / 2), round(keycap_width(key)), CAP_HEIGHT
    )
    rounded(painter, rect, None, edge, 1, 4)
    draw_text(painter, rect, key_words(key), font(TextRole.KEY), ink, CENTRE)


class KeyCap(QWidget):
    """A key shown on its own, in a hint or beside a field."""

    def __init__(self, key: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(round(keycap_width(self._key)), CAP_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        with QPainter(self) as painter:
            rounded(painter, QRectF(self.rect()), palette.surface, None, 1, 4)
            paint_keycap(painter, QPointF(0, self.height() / 2), self._key, palette.ink3, palette.line)
