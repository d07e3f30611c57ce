"""How a screen is laid out: its margins, its scrolling, its detail that folds under when room is short."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.shell.theme import GRID
from desktop.shell.widgets.buttons import EdgeColumn
from desktop.shell.widgets.card import Card
from desktop.shell.widgets.direction import stand
from desktop.shell.widgets.overlay_bar import OverlayBar

DETAIL_WIDTH = 340
COLUMN_GAP = 24
#: Room, px, under which the detail goes under the list.
FOLD_BELOW = 960
#: Room, px, from which the margins are wide.
ROOMY_FROM = FOLD_BELOW + 64
#: Lines longer than this, px, are hard to follow with the eye: a very large screen leaves room at both sides.
CONTENT_MOST = 1760


def side_margin(width: int) -> int:
    """Margin at both sides of what is ``width`` px wide: the top bar, the strips and the page agree on it."""
    if width < ROOMY_FROM:
        return 20
    return max(32, (width - CONTENT_MOST) // 2)


class Page(QWidget):
    """A screen's ground, with the margins of the house. When it is given the keyboard it passes it on (see
    :meth:`lead_to`).

    Attributes:
        body: the column for the content.
    """

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.body = QVBoxLayout(self)
        self.body.setSpacing(COLUMN_GAP)
        self._leads_to: QWidget | None = None
        self._set_margins(ROOMY_FROM)

    def lead_to(self, widget: QWidget | None) -> None:
        """Where the keyboard goes when the page gets it; the page keeps it for None.

        No focus proxy: Tab would go to it at once and pass over what stands before it on the page.
        """
        self._leads_to = widget

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._leads_to is not None:
            self._leads_to.setFocus(event.reason())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins(self.width())

    def _set_margins(self, width: int) -> None:
        side, top = side_margin(width), 24 if width >= ROOMY_FROM else 16
        self.body.setContentsMargins(side, top, side, top)
        # At once: the layout was just made with the former margins, and would be painted so.
        self.body.activate()


class Scroll(QScrollArea):
    """A column that scrolls when it does not fit.

    Attributes:
        body: the column for the content.
    """

    def __init__(self, *, name: str = "", spacing: int = COLUMN_GAP, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = self._inside = QWidget()
        inside.setObjectName("scroll_body")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(spacing)
        self.setWidget(inside)
        OverlayBar(self, lambda room: self.body.setContentsMargins(0, 0, room, 0))

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()


class DetailCard(Card):
    """What is selected, and what can be done with it.

    Attributes:
        head: what it is (name, state); facts: what is said about it; buttons: the primary one first. Three
            columns, one above the other, or side by side when the card is folded.
        extras: shown only where the card stands (the load of the next hours).
    """

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, padding=20, spacing=0, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self.head = _column(4)
        self.facts = _column(GRID)
        self.extras = _column(GRID)
        self._extras_holder = QWidget()
        self._extras_holder.setLayout(self.extras)
        self.buttons = _column(GRID, EdgeColumn())
        self._parts.addLayout(self.head)
        self._parts.addLayout(self.facts)
        self._parts.addWidget(self._extras_holder)
        self._parts.addLayout(self.buttons)
        self.body.addLayout(self._parts)
        self.set_folded(False)

    def set_folded(self, is_folded: bool) -> None:
        """Lie under the list, or stand beside it."""
        stand(self._parts, is_across=is_folded)
        self._parts.setSpacing(32 if is_folded else 20)
        self._extras_holder.setVisible(not is_folded and self.extras.count() > 0)
        for part in (self.head, self.facts, self.buttons):
            self._parts.setStretchFactor(part, 1 if is_folded else 0)
            part.setAlignment(Qt.AlignmentFlag.AlignTop)
        if is_folded:
            self.buttons.setAlignment(Qt.AlignmentFlag.AlignBottom)


def _column(spacing: int, column: QVBoxLayout | None = None) -> QVBoxLayout:
    column = column or QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column


class MasterDetail(QWidget):
    """A list with its detail beside it, or under it when the room is short.

    A detail that has a method ``set_folded(bool)`` is told which.

    Attributes:
        is_folded: whether the detail is under the list now.
    """

    def __init__(
        self,
        master: QWidget,
        detail: QWidget,
        *,
        name: str = "",
        detail_width: int = DETAIL_WIDTH,
        fold_below: int = FOLD_BELOW,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._detail = detail
        self._detail_width = detail_width
        self._fold_below = fold_below
        self.is_folded = False
        holder = QWidget()
        self._stand = QVBoxLayout(holder)
        self._stand.setContentsMargins(0, 0, 0, 0)
        self._stand.addWidget(detail)
        self._stand.addStretch(1)
        self._holder = holder
        self._parts = QHBoxLayout(self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(COLUMN_GAP)
        self._parts.addWidget(master, 1)
        self._parts.addWidget(holder)
        detail.installEventFilter(self)
        self._fold(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_folded = self.width() < self._fold_below
        if is_folded != self.is_folded:
            self._fold(is_folded)
            # At once: what is painted before the loop comes round must not be half of the one and the other.
            self._parts.activate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A detail that is hidden leaves its room to the list, and what stands there to the middle.
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._holder.setVisible(not self._detail.isHidden())
        return super().eventFilter(watched, event)

    def _fold(self, is_folded: bool) -> None:
        self.is_folded = is_folded
        stand(self._parts, is_across=not is_folded)
        self._parts.setSpacing(16 if is_folded else COLUMN_GAP)
        if is_folded:
            self._holder.setMinimumWidth(0)
            self._holder.setMaximumWidth(16777215)
        else:
            self._holder.setFixedWidth(self._detail_width)
        policy = QSizePolicy.Policy.Maximum if is_folded else QSizePolicy.Policy.Preferred
        self._holder.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        fold = getattr(self._detail, "set_folded", None)
        if fold is not None:
            fold(is_folded)
