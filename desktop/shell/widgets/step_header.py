"""The steps of a piece of work, all on one page."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.shell.theme import TextRole, font, paint_icon, theme
from desktop.shell.widgets.painting import CENTRE, draw_text, rounded, text_width

MARK = 28
GAP = 10


class StepState(Enum):
    """Where a step stands."""

    WAITING = "waiting"
    CURRENT = "current"
    DONE = "done"


class StepHeader(QWidget):
    """A step's number and name; a check takes the number's place when it is done."""

    def __init__(
        self,
        number: int,
        title: str,
        state: StepState = StepState.WAITING,
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._number, self._title = number, title
        self.state = state
        self.set_state(state)

    def set_title(self, title: str) -> None:
        """Name the step."""
        self._title = title
        self.setAccessibleName(f"{self._number}. {title}")
        self.updateGeometry()
        self.update()

    def set_state(self, state: StepState) -> None:
        """Move on, or back."""
        self.state = state
        self.setAccessibleName(f"{self._number}. {self._title}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(MARK + GAP + text_width(self._title, font(TextRole.TITLE)) + 1), 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        with QPainter(self) as painter:
            mark = QRectF(0, (self.height() - MARK) / 2, MARK, MARK)
            is_waiting = self.state is StepState.WAITING
            if self.state is StepState.DONE:
                rounded(painter, mark, palette.ok_soft, radius=MARK / 2)
                paint_icon(painter, mark.adjusted(5, 5, -5, -5), "check", palette.ok)
            else:
                ground = palette.canvas if is_waiting else palette.accent
                rounded(painter, mark, ground, palette.line if is_waiting else None, radius=MARK / 2)
                ink = palette.ink3 if is_waiting else palette.on_accent
                draw_text(painter, mark, str(self._number), font(TextRole.LABEL_STRONG), ink, CENTRE)
            words = QRectF(MARK + GAP, 0, self.width() - MARK - GAP, self.height())
            draw_text(
                painter, words, self._title, font(TextRole.TITLE), palette.ink3 if is_waiting else palette.ink
            )
