"""The rail: where one can go, and what waits there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.shell.theme import TOUCH, TextRole, font, mix, paint_icon, theme
from desktop.shell.widgets.buttons import PressArea
from desktop.shell.widgets.painting import CENTRE, LEFT, RIGHT, draw_text, focus_ring, rounded, text_width
from desktop.shell.widgets.wordmark import Wordmark

RAIL_WIDTH = 208
RAIL_FOLDED = 72
#: A count above this is told as "99+".
COUNT_MAX = 99


@dataclass(frozen=True)
class Section:
    """A place in the application: its page's key, its name, its drawing and the key that leads there; the
    places of every day are above, what is seldom wanted ``at_bottom``."""

    key: str
    title: str
    icon: str
    shortcut: str = ""
    at_bottom: bool = False


class RailItem(PressArea):
    """One place on the rail."""

    def __init__(self, section: Section, parent: QWidget) -> None:
        super().__init__(section.title, f"rail_{section.key}", parent)
        self.section = section
        self.count = 0
        self.is_folded = False
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show what waits there."""
        self.count = count
        title = self.section.title
        self.setAccessibleName(f"{title}, {count}" if count else title)
        key = f"  {self.section.shortcut}" if self.section.shortcut else ""
        self.setToolTip(f"{self.accessibleName()}{key}" if self.is_folded or key else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(TOUCH, TOUCH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            if self.isChecked():
                rounded(painter, rect, palette.accent_soft)
            elif self.is_hot or self.isDown():
                rounded(painter, rect, mix(palette.surface, palette.canvas, 0.9))
            if self.shows_focus:
                focus_ring(painter, rect)
            ink = palette.accent if self.isChecked() else palette.ink2
            left = (rect.width() - 20) / 2 if self.is_folded else 12.0
            paint_icon(painter, QRectF(left, rect.center().y() - 10, 20, 20), self.section.icon, ink)
            if self.is_folded:
                self._paint_badge(painter, rect)
            else:
                self._paint_words(painter, rect)

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
        palette = theme.palette
        ink = palette.accent if self.isChecked() else palette.ink2
        right = rect.right() - 12
        if self.count:
            place = QRectF(right - 40, rect.top(), 40, rect.height())
            draw_text(painter, place, _count_words(self.count), font(TextRole.LABEL_STRONG), ink, RIGHT)
            right -= text_width(_count_words(self.count), font(TextRole.LABEL_STRONG)) + 8
        role = TextRole.BODY_STRONG if self.isChecked() else TextRole.BODY
        words = QRectF(44, rect.top(), right - 44, rect.height())
        draw_text(painter, words, self.section.title, font(role), ink, LEFT)

    def _paint_badge(self, painter: QPainter, rect: QRectF) -> None:
        if not self.count:
            return
        palette = theme.palette
        words = _count_words(self.count)
        width = max(18.0, text_width(words, font(TextRole.KEY)) + 8)
        badge = QRectF(rect.center().x() + 4, rect.top() + 3, width, 18)
        rounded(painter, badge, palette.accent, palette.surface, 2, 9)
        draw_text(painter, badge, words, font(TextRole.KEY), palette.on_accent, CENTRE)


class Rail(QWidget):
    """The places one under the other; folds to drawings where the window is narrow.

    Signals:
        chosen: key of the section that was pressed.
    """

    chosen = Signal(str)

    def __init__(self, sections: Sequence[Section] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._items: dict[str, RailItem] = {}
        self._mark = Wordmark(TextRole.TITLE, margin=12)
        self._mark.setFixedHeight(68)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 0, 13, 12)
        self._column.setSpacing(4)
        self._column.addWidget(self._mark)
        self._column.addStretch()
        self.is_folded = False
        self.set_sections(sections)
        self.set_folded(False)

    def set_sections(self, sections: Sequence[Section]) -> None:
        """Show these places, in this order; the current one and the counts stay where they can."""
        self.setAccessibleName(self.tr("Sections"))
        counts = {key: item.count for key, item in self._items.items()}
        current = self.current()
        for item in self._items.values():
            self._column.removeWidget(item)
            item.hide()
            item.deleteLater()
        self._items = {section.key: RailItem(section, self) for section in sections}
        for place, (key, item) in enumerate(self._items.items(), start=1):
            item.is_folded = self.is_folded
            item.clicked.connect(lambda _checked=False, key=key: self._press(key))
            self._column.insertWidget(self._column.count() if item.section.at_bottom else place, item)
        self.set_counts(counts)
        self.set_current(current)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show what waits for this person; sections that are not named keep their count."""
        for key, count in counts.items():
            if key in self._items:
                self._items[key].show_count(count)

    def set_current(self, key: str) -> None:
        """Mark where one is."""
        for item_key, item in self._items.items():
            item.setChecked(item_key == key)

    def current(self) -> str:
        """Key of the section that is marked, or nothing."""
        return next((key for key, item in self._items.items() if item.isChecked()), "")

    def set_folded(self, is_folded: bool) -> None:
        """Show drawings alone, or drawings with words."""
        self.is_folded = is_folded
        self.setFixedWidth(RAIL_FOLDED if is_folded else RAIL_WIDTH)
        self._mark.set_short(is_folded)
        for item in self._items.values():
            item.is_folded = is_folded
            item.show_count(item.count)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.palette.surface)
            painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.palette.line)

    def _press(self, key: str) -> None:
        before = next((k for k, item in self._items.items() if item.isChecked() and k != key), key)
        self.set_current(before)
        self.chosen.emit(key)


def _count_words(count: int) -> str:
    return str(count) if count <= COUNT_MAX else f"{COUNT_MAX}+"
