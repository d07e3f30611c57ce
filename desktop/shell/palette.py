"""Search everything: what drops down under the field of the top bar while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGraphicsDropShadowEffect, QVBoxLayout, QWidget

from desktop.actions import Action
from desktop.desk import Desk
from desktop.screens.screen import Section
from desktop.shell import palette_words as words
from desktop.shell.saying import translate
from desktop.shell.tasks import Tasks
from desktop.shell.theme import TextRole, theme
from desktop.shell.widgets import Column, Group, RowList, Text
from desktop.shell.widgets.fields import SearchField
from desktop.shell.widgets.painting import rounded
from sync.search import Found, Turn, Turns, search_everything

WIDTH: Final = 640
LEAST_MARGIN: Final = 16
PADDING: Final = 12
GAP: Final = 4
COLUMNS: Final = (Column(stretch=1), Column(), Column(align_right=True))

_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PalettePanel(QWidget):
    """The sheet under the field.

    Attributes:
        rows: what was found, in groups.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.rows = RowList(COLUMNS, name="palette_rows", meaning="")
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = Text("", TextRole.BODY, "ink2", name="palette_nothing", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        column.setSpacing(0)
        column.addWidget(self.rows)
        column.addWidget(self._nothing)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 48))
        self.setGraphicsEffect(shadow)
        self.hide()

    def show_groups(self, groups: Sequence[Group], nothing: str) -> None:
        """Show what was found; the first row is selected. `nothing` is said when there is none."""
        self.rows.show_groups(groups)
        rows = self.rows.rows()
        if rows:
            self.rows.choose(rows[0].key)
        self.rows.setVisible(bool(rows))
        self._nothing.setText(nothing)
        self._nothing.setVisible(not rows)

    def wanted_height(self, width: int) -> int:
        """As tall as what it shows."""
        if self.rows.isHidden():
            return self._nothing.heightForWidth(width - 2 * PADDING) + 2 * PADDING
        lines = range(self.rows.model().rowCount())
        return sum(self.rows.sizeHintForRow(line) for line in lines) + 2 * PADDING

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            rounded(painter, QRectF(self.rect()), theme.palette.canvas, theme.palette.line)


class Palette(QObject):
    """Articles, orders, places to go and things to do, found by typing into the top bar.

    Arrows choose, Enter opens, Escape leaves; the keyboard stays in the field all the while.

    Signals:
        opened: a section's key, and the id of what it is to show ("" for none).
    """

    opened = Signal(str, str)

    def __init__(self, search: SearchField, desk: Desk, tasks: Tasks) -> None:
        super().__init__(search)
        self._search = search
        self._desk = desk
        self._tasks = tasks
        self._offered: Callable[[], Sequence[Action]] = tuple
        self._turns = Turns()
        self._found = Found()
        self._came_from: QWidget | None = None
        self.panel = PalettePanel(search.window())
        self.panel.rows.acted.connect(self._open)
        self.panel.rows.clicked.connect(lambda _index: self._open(self.panel.rows.current_key()))
        search.edited.connect(self._on_edited)
        for watched in (search.line, search, search.window()):
            watched.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def offer(self, actions: Callable[[], Sequence[Action]]) -> None:
        """Offer these actions as well: those of the screen in front."""
        self._offered = actions

    def close(self) -> None:
        """Put it away, and give the keyboard back."""
        self._turns.next()
        self.panel.hide()
        self._search.clear()
        if self._search.line.hasFocus():
            back = self._came_from
            is_there = back is not None and shiboken6.isValid(back) and back.isVisible()
            (back if back is not None and is_there else self._search.window()).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._search.line:
            return self._on_field(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.panel.isVisible():
            self._place()
        return False

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is self._search.line and before is not None:
            self._came_from = before

    def _on_field(self, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusIn:
            self._begin()
        elif kind == QEvent.Type.FocusOut:
            # After the press that took the focus has come through: it may be on one of our rows.
            QTimer.singleShot(0, self, self._leave)
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close()
        elif key in _OPENING_KEYS:
            self._open(self.panel.rows.current_key() if self.panel.isVisible() else "")
        elif key in _LIST_KEYS:
            QCoreApplication.sendEvent(self.panel.rows, event)
        else:
            return False
        return True

    def _begin(self) -> None:
        self.panel.rows.setAccessibleName(translate("Palette", "What was found"))
        if not self.panel.isVisible():
            self._on_edited(self._search.text())

    def _leave(self) -> None:
        if not self._search.line.hasFocus():
            self.panel.hide()

    def _on_edited(self, wanted: str) -> None:
        turn = self._turns.next()
        if wanted.strip():
            self._tasks.start(self._look_up(wanted, turn))
        else:
            self._show(Found(), wanted)

    async def _look_up(self, wanted: str, turn: Turn) -> None:
        at = self._desk.clock.now()
        found = await self._desk.read(lambda reader: search_everything(reader, wanted, at, turn=turn))
        if not turn.is_over:
            self._show(found, wanted)

    def _show(self, found: Found, wanted: str) -> None:
        self._found = found
        groups = words.groups(found, wanted, self._actions())
        nothing = translate("Palette", "Nothing is called “{0}”. Fewer letters find more.")
        self.panel.show_groups(groups, nothing.format(wanted.strip()))
        self._place()
        self.panel.show()
        self.panel.raise_()

    def _place(self) -> None:
        window = self._search.window()
        corner = self._search.mapTo(window, QPoint(0, self._search.height() + GAP))
        width = min(max(WIDTH, self._search.width()), window.width() - 2 * LEAST_MARGIN)
        middle = corner.x() + self._search.width() // 2
        left = max(LEAST_MARGIN, min(middle - width // 2, window.width() - width - LEAST_MARGIN))
        room = window.height() - corner.y() - LEAST_MARGIN
        self.panel.setGeometry(left, corner.y(), width, min(room, self.panel.wanted_height(width)))

    def _actions(self) -> list[Action]:
        return [action for action in self._offered() if action.isEnabled()]

    def _open(self, key: str) -> None:
        kind, _, what = key.partition(":")
        if not kind:
            return
        actions = self._actions()
        self.close()
        if kind == words.ARTICLE:
            self.opened.emit(Section.STOCK.value, what)
        elif kind == words.ORDER:
            order = next(order for order in self._found.orders if order.fulfilment_id == what)
            self.opened.emit(*words.place_of(order))
        elif kind == words.SECTION:
            self.opened.emit(what, "")
        else:
            next(action for action in actions if action.declared.name == what).trigger()
