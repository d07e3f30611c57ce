"""Where people type."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.shell.theme import TOUCH, TextRole, font, paint_icon, theme
from desktop.shell.widgets.keycap import KeyCap
from desktop.shell.widgets.painting import rounded
from desktop.shell.widgets.text import Text

_BARE = "QLineEdit, QLineEdit:focus { border: none; background: transparent; padding: 0; min-height: 20px; }"


class Line(QLineEdit):
    """A line to type in. Once it is emptied, what stood there is gone for good: it may have been another
    customer's, and Qt would bring it back with Ctrl Z."""

    def clear(self) -> None:
        self.setText("")

    def event(self, event: QEvent) -> bool:
        is_undo = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
        if is_undo and event.type() == QEvent.Type.ShortcutOverride and not self.isUndoAvailable():
            # Nothing is typed that could be taken back: the key is the page's.
            event.ignore()
            return True
        return super().event(event)


class SearchField(QWidget):
    """A field with its drawing at the left and, at the right, the key that leads to it.

    Signals:
        edited: the text changed by typing.
        entered: Enter was pressed, with the text.

    Attributes:
        line: Qt's line edit, which has ``name`` as its object name.
    """

    edited = Signal(str)
    entered = Signal(str)

    def __init__(
        self,
        hint: str,
        *,
        name: str,
        key: str = "",
        icon: str = "search",
        is_large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._height = 64 if is_large else TOUCH
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.line = Line()
        self.line.setObjectName(name)
        self.line.setStyleSheet(_BARE)
        self.line.setFont(font(TextRole.LEAD if is_large else TextRole.BODY))
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        self.line.textEdited.connect(self.edited)
        self.line.returnPressed.connect(lambda: self.entered.emit(self.line.text()))
        self.line.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(20 + 24 if icon else 16, 0, 16, 0)
        row.addWidget(self.line, 1)
        if key:
            row.addWidget(KeyCap(key))
            QShortcut(QKeySequence(key), self, self.focus_all)
        self.setFocusProxy(self.line)

    def focus_all(self) -> None:
        """Put the keyboard here, with what stands here selected."""
        self.line.setFocus()
        self.line.selectAll()

    def set_hint(self, hint: str) -> None:
        """Say what can be typed."""
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)

    def text(self) -> str:
        """What stands here."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Put a text here, without a signal."""
        self.line.setText(text)

    def clear(self) -> None:
        """Empty it, without a signal."""
        self.line.clear()

    def sizeHint(self) -> QSize:
        return QSize(520, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.line.setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        with QPainter(self) as painter:
            has_focus = self.line.hasFocus()
            edge = palette.accent if has_focus else palette.edge
            rounded(painter, QRectF(self.rect()), palette.canvas, edge, 2 if has_focus else 1)
            if self._icon:
                paint_icon(painter, QRectF(14, self.height() / 2 - 10, 20, 20), self._icon, palette.ink3)


class Field(QWidget):
    """A labelled line to type in.

    Attributes:
        line: Qt's line edit, which has ``name`` as its object name.
    """

    def __init__(self, label: str, *, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Text(label, TextRole.LABEL, "ink2")
        self.line = Line()
        self.line.setObjectName(name)
        self.line.setFont(font(TextRole.BODY))
        self.line.setAccessibleName(label)
        self.line.setPlaceholderText(hint)
        self._label.setBuddy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addWidget(self.line)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """What stands here."""
        return self.line.text()

    def set_label(self, label: str) -> None:
        """Name the field."""
        self._label.setText(label)
        self.line.setAccessibleName(label)
