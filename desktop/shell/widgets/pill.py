"""State in a word, a shape and a colour."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.shell.theme import TextRole, Tone, font, paint_icon, theme
from desktop.shell.widgets.painting import draw_text, role_width, rounded

PILL_HEIGHT = 28
PILL_PADDING = 10
PILL_ICON = 16
PILL_GAP = 5
#: A longer pill may be cut with an ellipsis before it is narrower than this, px.
PILL_LEAST = 160
#: A promise is at risk when less than this is left, minutes.
AT_RISK_MIN = 30

_SHAPES = {
    Tone.NEUTRAL: "",
    Tone.ACCENT: "info",
    Tone.OK: "check",
    Tone.WARN: "alert",
    Tone.BAD: "refused",
    Tone.INFO: "arrive",
}


@dataclass(frozen=True)
class PillLook:
    """What a pill says. Without an icon it takes the one of its tone; ``icon="none"`` leaves it out."""

    word: str
    tone: Tone = Tone.NEUTRAL
    icon: str = ""

    def shape(self) -> str:
        """Name of the icon that is drawn, empty for none."""
        return "" if self.icon == "none" else self.icon or _SHAPES[self.tone]


def pill_width(look: PillLook) -> int:
    """Width of the drawn pill, px."""
    icon = PILL_ICON + PILL_GAP - 2 if look.shape() else 0
    return round(role_width(look.word, TextRole.LABEL_STRONG) + icon + 2 * PILL_PADDING + 0.5)


def paint_pill(painter: QPainter, left_middle: QPointF, look: PillLook, room: float = 1e6) -> None:
    """Draw the pill with its left edge's middle at the point, no wider than ``room``."""
    palette = theme.palette
    rect = QRectF(
        left_middle.x(), left_middle.y() - PILL_HEIGHT / 2, min(pill_width(look), room), PILL_HEIGHT
    )
    edge = palette.line if look.tone is Tone.NEUTRAL else None
    rounded(painter, rect, palette.soft(look.tone), edge, 1, PILL_HEIGHT / 2)
    ink = palette.strong(look.tone)
    left = rect.left() + PILL_PADDING
    if look.shape():
        left -= 2
        paint_icon(
            painter, QRectF(left, left_middle.y() - PILL_ICON / 2, PILL_ICON, PILL_ICON), look.shape(), ink
        )
        left += PILL_ICON + PILL_GAP
    words = QRectF(left, rect.top(), rect.right() - PILL_PADDING - left + 1, rect.height())
    draw_text(painter, words, look.word, font(TextRole.LABEL_STRONG), ink)


class Pill(QWidget):
    """A pill on its own."""

    def __init__(
        self,
        word: str = "",
        tone: Tone = Tone.NEUTRAL,
        *,
        icon: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.look = PillLook(word, tone, icon)
        self.show_look(self.look)

    def show_look(self, look: PillLook) -> None:
        """Say something else. The same again costs nothing: showing and hiding lay the whole window out."""
        if look == self.look and self.isHidden() is not bool(look.word):
            return
        self.look = look
        self.setAccessibleName(look.word)
        self.setVisible(bool(look.word))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self.look), PILL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(PILL_LEAST, pill_width(self.look)), PILL_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_pill(painter, QPointF(0, self.height() / 2), self.look, self.width())


def time_words(minutes: int) -> str:
    """A length of time as people say it: "12 min", "2 h 10 min", "3 d"."""
    if minutes < 60:
        return QCoreApplication.translate("TimePill", "{minutes} min").format(minutes=minutes)
    if minutes < 24 * 60:
        words = QCoreApplication.translate("TimePill", "{hours} h {minutes} min")
        return words.format(hours=minutes // 60, minutes=f"{minutes % 60:02d}")
    return QCoreApplication.translate("TimePill", "{days} d").format(days=minutes // (24 * 60))


def time_left(minutes: int, at_risk_min: int = AT_RISK_MIN) -> PillLook:
    """The pill for the time left until a promise; negative minutes are late."""
    if minutes < 0:
        late = QCoreApplication.translate("TimePill", "late {time}").format(time=time_words(-minutes))
        return PillLook(late, Tone.BAD, "late")
    if minutes < at_risk_min:
        return PillLook(time_words(minutes), Tone.WARN, "clock")
    return PillLook(time_words(minutes), Tone.NEUTRAL, "clock")


class TimePill(Pill):
    """Time left until a promise."""

    def __init__(self, minutes: int = 0, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int, at_risk_min: int = AT_RISK_MIN) -> None:
        """Show what is left now."""
        self.show_look(time_left(minutes, at_risk_min))
