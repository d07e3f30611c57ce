"""Things to press: painted by us, pressed by finger, mouse or key."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.shell.theme import RADIUS, TOUCH, TextRole, font, mix, paint_icon, theme
from desktop.shell.widgets.keycap import keycap_width, paint_keycap
from desktop.shell.widgets.painting import draw_text, focus_ring, rounded, text_width
from desktop.shell.widgets.presses import quick_presses

PADDING = 20
QUIET_PADDING = 12
"""Of a word without a frame: enough for its ground under the finger."""
KEY_GAP = 12
ICON = 20
ICON_GAP = 8


_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


class ButtonKind(Enum):
    """How loud a button is."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"


def button_colours(
    kind: ButtonKind, is_enabled: bool, is_hot: bool, is_down: bool
) -> tuple[QColor | None, QColor | None, QColor]:
    """Ground, border and ink of a button in its state."""
    palette = theme.palette
    if not is_enabled:
        ground = None if kind is ButtonKind.QUIET else palette.canvas
        return ground, None if kind is ButtonKind.QUIET else palette.line, palette.ink3
    stir = 0.16 if is_down else 0.08 if is_hot else 0.0
    if kind is ButtonKind.PRIMARY:
        return mix(palette.accent, palette.ink, stir), None, palette.on_accent
    if kind is ButtonKind.SECONDARY:
        return mix(palette.surface, palette.accent, stir), palette.edge, palette.ink
    return palette.accent_soft if is_hot or is_down else None, None, palette.accent


class PressArea(QAbstractButton):
    """What every pressable thing shares: a visible keyboard focus, a pointing hand, Enter besides Space.

    Pressing it with the pointer leaves the keyboard where it was, in the list or the field that one works in.
    """

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.shows_focus = False
        self.is_hot = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.shows_focus = event.reason() in _BY_KEY
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.shows_focus = False
        super().focusOutEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.is_hot = True
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.is_hot = False
        super().leaveEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Quick presses each count, unless the first was on what stood here before, be it this with another
        word: what paused does not go on at once."""
        if quick_presses.hear(event, self, self.text()):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            self.click()
        else:
            super().keyPressEvent(event)


class Button(PressArea):
    """A button with its word, and where there is one its icon and its key.

    The key is only shown here; the shortcut itself belongs to the action (see :meth:`follow`).
    """

    def __init__(
        self,
        text: str,
        *,
        name: str,
        key: str = "",
        icon: str = "",
        kind: ButtonKind = ButtonKind.SECONDARY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, name, parent)
        self._key = key
        self._icon = icon
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        """Say something else."""
        if text == self.text() == self.accessibleName():
            return
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    @property
    def key(self) -> str:
        """The key that it shows; empty for none."""
        return self._key

    def set_key(self, key: str) -> None:
        """Show another key."""
        if key == self._key:
            return
        self._key = key
        self.updateGeometry()
        self.update()

    def follow(self, action: QAction) -> None:
        """Take word, key and readiness from an action, and trigger it when pressed."""

        def refresh() -> None:
            self.set_text(action.text())
            self.set_key(action.shortcut().toString().replace("Return", "Enter"))
            self.setEnabled(action.isEnabled())

        action.changed.connect(refresh)
        self.clicked.connect(action.trigger)
        refresh()

    def sizeHint(self) -> QSize:
        return QSize(round(self._content_width(with_key=True) + 2 * PADDING), TOUCH)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(TOUCH, round(self._content_width(with_key=False) + PADDING)), TOUCH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            ground, border, ink = self.colours()
            rounded(painter, rect, ground, border)
            if self.shows_focus:
                if self._kind is ButtonKind.PRIMARY:
                    focus_ring(painter, rect.adjusted(3, 3, -3, -3), RADIUS - 3, ink)
                else:
                    focus_ring(painter, rect)
            self._paint_content(painter, rect, ink)

    def colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Ground, border and ink as it is now."""
        return button_colours(self._kind, self.isEnabled(), self.is_hot, self.isDown())

    def _content_width(self, with_key: bool) -> float:
        width = text_width(self.text(), font(TextRole.BODY_STRONG)) + 1
        if self._icon:
            width += ICON + (ICON_GAP if self.text() else 0)
        if with_key and self._key:
            width += KEY_GAP + keycap_width(self._key)
        return width

    def _ends(self, rect: QRectF, width: float) -> tuple[float, float]:
        """Where the content begins and where it ends."""
        left = rect.left() + (rect.width() - width) / 2
        return left, left + width

    def _paint_content(self, painter: QPainter, rect: QRectF, ink: QColor) -> None:
        palette = theme.palette
        with_key = bool(self._key) and self._content_width(with_key=True) + 16 <= rect.width()
        left, right = self._ends(rect, min(self._content_width(with_key), rect.width() - 16))
        middle = rect.center().y()
        if self._icon:
            paint_icon(painter, QRectF(left, middle - ICON / 2, ICON, ICON), self._icon, ink)
            left += ICON + ICON_GAP
        if with_key:
            is_loud = self._kind is ButtonKind.PRIMARY and self.isEnabled()
            cap_ink = ink if is_loud else palette.ink3
            edge = mix(palette.accent, palette.on_accent, 0.7) if is_loud else palette.line
            paint_keycap(painter, QPointF(right - keycap_width(self._key), middle), self._key, cap_ink, edge)
            right -= keycap_width(self._key) + KEY_GAP
        words = QRectF(left, rect.top(), right - left, rect.height())
        draw_text(painter, words, self.text(), font(TextRole.BODY_STRONG), ink)


class PrimaryButton(Button):
    """The one thing to do next; one on a screen, bottom right."""

    def __init__(
        self, text: str, *, name: str, key: str = "", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, name=name, key=key, icon=icon, kind=ButtonKind.PRIMARY, parent=parent)


class SecondaryButton(Button):
    """What may be done instead."""

    def __init__(
        self, text: str, *, name: str, key: str = "", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, name=name, key=key, icon=icon, kind=ButtonKind.SECONDARY, parent=parent)


class QuietButton(Button):
    """A word to press, without a frame: details, undo, show more.

    Attributes:
        is_spread: the word stands at its beginning and the key at its end, as in a menu.
    """

    def __init__(
        self, text: str, *, name: str, key: str = "", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, name=name, key=key, icon=icon, kind=ButtonKind.QUIET, parent=parent)
        self.is_spread = False

    def sizeHint(self) -> QSize:
        return QSize(round(self._content_width(with_key=True) + 2 * QUIET_PADDING), TOUCH)

    def _ends(self, rect: QRectF, width: float) -> tuple[float, float]:
        if self.is_spread:
            return rect.left() + QUIET_PADDING, rect.right() - QUIET_PADDING
        return super()._ends(rect, width)


class EdgeLine(QHBoxLayout):
    """A line that ends with the word of the quiet button at its end, not with the button's unseen edge: that
    reaches into the margin, of which there must be `QUIET_PADDING` px."""

    def setGeometry(self, rect: QRect) -> None:
        shown = [item for n in range(self.count()) if (item := self.itemAt(n)) and not item.isEmpty()]
        is_quiet = bool(shown) and isinstance(shown[-1].widget(), QuietButton)
        super().setGeometry(rect.adjusted(0, 0, QUIET_PADDING if is_quiet else 0, 0))


class EdgeColumn(QVBoxLayout):
    """A column whose quiet buttons are as wide as it is: their words begin where all else begins and their
    keys end where it ends, so that several of them line up. Their unseen edges reach into the margins, of
    which there must be `QUIET_PADDING` px at both sides."""

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        box = self.contentsRect()
        for item in (self.itemAt(place) for place in range(self.count())):
            button = item.widget() if item is not None and not item.alignment() else None
            if isinstance(button, QuietButton):
                button.is_spread = True
                reach = box.adjusted(-QUIET_PADDING, 0, QUIET_PADDING, 0)
                button.setGeometry(reach.left(), button.y(), reach.width(), button.height())


class IconButton(PressArea):
    """A drawing to press, 44 px square, with its meaning as tool tip and accessible name."""

    def __init__(self, icon: str, meaning: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(meaning, name, parent)
        self.icon_name = icon
        self.setToolTip(meaning)
        self.setFixedSize(TOUCH, TOUCH)

    def set_meaning(self, meaning: str) -> None:
        """Name what it does now."""
        self.setText(meaning)
        self.setAccessibleName(meaning)
        self.setToolTip(meaning)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            if self.isEnabled() and (self.is_hot or self.isDown()):
                rounded(painter, rect.adjusted(2, 2, -2, -2), palette.accent_soft)
            if self.shows_focus:
                focus_ring(painter, rect.adjusted(1, 1, -1, -1))
            ink = palette.ink2 if self.isEnabled() else palette.ink3
            paint_icon(painter, QRectF(12, 12, 20, 20), self.icon_name, ink)
