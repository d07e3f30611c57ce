"""The one door for messages to the user: in the layout, never in a box to click away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from desktop.shell.announcing import announce
from desktop.shell.theme import GRID, TextRole, Tone, paint_icon, theme
from desktop.shell.widgets.buttons import IconButton, QuietButton
from desktop.shell.widgets.overlay_bar import ROOM, OverlayBar
from desktop.shell.widgets.painting import rounded
from desktop.shell.widgets.text import Text

#: How long good news stays, ms. Bad news stays until the next message or until it is put away.
GOOD_STAYS_MS = 8_000

LEAST_HEIGHT = 56
MARGIN = GRID
"""What stays free above and below it, px. A sentence that does not fit over the top bar is written smaller;
a longer one still hangs down over the page, to the window's end at most, and scrolls there."""
PADDING = 4
_MOVES = (QEvent.Type.Resize, QEvent.Type.LayoutRequest)

_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_PASSING = (Tone.OK, Tone.INFO)
_SHAPES = {Tone.OK: "check", Tone.BAD: "refused", Tone.WARN: "alert", Tone.INFO: "info"}


@dataclass(frozen=True)
class Message:
    """A sentence, its tone, and at most one thing to do about it (undo)."""

    sentence: str
    tone: Tone = Tone.OK
    action: str = ""
    key: str = ""
    act: Callable[[], None] | None = None


class Messages(QObject):
    """Where presenters speak; the window shows what is said.

    Signals:
        said: a :class:`Message`.
    """

    said = Signal(object)

    def say(self, message: Message) -> None:
        """Show a message in place of the one before."""
        self.said.emit(message)

    def good(self, sentence: str) -> None:
        """It is done."""
        self.say(Message(sentence, Tone.OK))

    def bad(self, sentence: str) -> None:
        """It was not done, and this is why."""
        self.say(Message(sentence, Tone.BAD))

    def info(self, sentence: str) -> None:
        """It is worth knowing."""
        self.say(Message(sentence, Tone.INFO))


class MessageBar(QWidget):
    """Shows the last message over the top bar: nothing moves for it, and it covers no button of the page.

    What is done or worth knowing goes with the screen that it speaks of, or by itself after a while. A press
    on it puts it away and reaches what lies under it.
    """

    def __init__(self, messages: Messages, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self._room: Callable[[], QRect] = self.rect
        self._under: QWidget | None = None
        self.message: Message | None = None
        self._sentence = Text("", TextRole.BODY, "ink", wrap=True)
        self._sentence.setObjectName("message_sentence")
        self._action = QuietButton("", name="message_action")
        self._action.clicked.connect(self._act)
        self._away = IconButton("cross", "", name="message_away")
        self._away.clicked.connect(self.put_away)
        self._sentence.setContentsMargins(0, 0, ROOM, 0)
        self._whole = QScrollArea()
        self._whole.setObjectName("message_scroll")
        self._whole.setWidgetResizable(True)
        self._whole.setFrameShape(QFrame.Shape.NoFrame)
        self._whole.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._whole.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._whole.setWidget(self._sentence)
        for ground in (self._whole.viewport(), self._sentence):
            ground.setAutoFillBackground(False)
        OverlayBar(self._whole)
        row = QHBoxLayout(self)
        row.setContentsMargins(52, PADDING, 8, PADDING)
        row.addWidget(self._whole, 1)
        row.addWidget(self._action)
        row.addWidget(self._away)
        self._gone = QTimer(self, singleShot=True, interval=GOOD_STAYS_MS)
        self._gone.timeout.connect(self.put_away)
        self._speak()
        self.hide()
        messages.said.connect(self.show_message)

    def lie_over(self, ground: QWidget, room: Callable[[], QRect]) -> None:
        """Stand in this part of `ground`, in the px of the parent."""
        self._room = room
        ground.installEventFilter(self)

    def give_way_to(self, field: QWidget) -> None:
        """Be put away when somebody goes into this field that lies under it, or presses where it is; Tab
        passes through."""
        self._under = field
        field.installEventFilter(self)

    def show_message(self, message: Message) -> None:
        """Show it; good news goes away by itself."""
        self.message = message
        self._sentence.setText(message.sentence)
        self._action.set_text(message.action)
        self._action.set_key(message.key)
        self._action.setVisible(bool(message.action))
        self.setAccessibleName(message.sentence)
        announce(self, message.sentence, is_urgent=message.tone not in _PASSING)
        self._gone.stop()
        if message.tone in _PASSING:
            self._gone.start()
        self._whole.verticalScrollBar().setValue(0)
        self._place()
        self.show()
        self.raise_()
        self.update()

    def pass_by(self) -> None:
        """Another page comes: what was done on the one before, or worth knowing there, goes with it."""
        if self.message is not None and self.message.tone in _PASSING:
            self.put_away()

    def put_away(self) -> None:
        """Show nothing."""
        self._gone.stop()
        self.message = None
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._speak()
            if self.message is not None and self.message.tone in _PASSING:
                # It was said in the language of before, and would have gone by itself.
                self.put_away()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() not in _BY_TAB:
            self.put_away()
        elif event.type() in _MOVES and self.message is not None:
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """What was pressed is meant for what is under it, if that can be gone into."""
        at = event.globalPosition().toPoint()
        self.put_away()
        field = self._under
        if field is not None and field.rect().contains(field.mapFromGlobal(at)):
            field.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.message is None:
            return
        palette = theme.palette
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), palette.surface)
            rounded(painter, QRectF(self.rect()), palette.surface, palette.edge)
            disc = QRectF(12, self.height() / 2 - 14, 28, 28)
            rounded(painter, disc, palette.soft(self.message.tone), radius=14)
            shape = _SHAPES.get(self.message.tone, "info")
            paint_icon(painter, disc.adjusted(5, 5, -5, -5), shape, palette.strong(self.message.tone))

    def _place(self) -> None:
        room, ground = self._room(), self.parentWidget()
        height = 0
        for role in (TextRole.BODY, TextRole.LABEL):
            self._sentence.set_role(role)
            height = max(LEAST_HEIGHT, self._sentence.heightForWidth(self._width_in(room)) + 2 * PADDING)
            if height <= room.height() - MARGIN:
                break
        top = room.top() + max(MARGIN, (room.height() - height) // 2)
        if ground is not None:
            height = min(height, ground.height() - top - MARGIN)
        self.setGeometry(room.left(), top, room.width(), height)

    def _width_in(self, room: QRect) -> int:
        """What the sentence has of it, px: what is left beside the sign, the action and the cross."""
        row = self.layout()
        assert row is not None
        margins, buttons = row.contentsMargins(), (row.itemAt(place) for place in range(1, row.count()))
        beside = sum(one.sizeHint().width() + row.spacing() for one in buttons if one and not one.isEmpty())
        return room.width() - margins.left() - margins.right() - beside

    def _speak(self) -> None:
        self._away.set_meaning(self.tr("Put away"))

    def _act(self) -> None:
        message = self.message
        self.put_away()
        if message is not None and message.act is not None:
            message.act()
