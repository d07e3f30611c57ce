"""The window: rail, top bar, strips, the pages, and the sign-in page that covers them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from core.rules.errors import CoulisseError
from desktop.shell.messages import MessageBar, Messages
from desktop.shell.quit_page import QuitPage
from desktop.shell.rail import Rail, Section
from desktop.shell.sign_in import SignInPage
from desktop.shell.strip import StripArea
from desktop.shell.tasks import BusyLine, Tasks
from desktop.shell.theme import theme
from desktop.shell.top_bar import TopBar
from desktop.shell.unread_page import UnreadPage
from desktop.shell.widgets.stack import Stack

#: Narrower than this, px, the rail shows drawings alone.
FOLD_RAIL_BELOW = 1180
LEAST_WIDTH, LEAST_HEIGHT = 1024, 720


class Window(QWidget):
    """The frame around every screen. It is given data and says what was asked for.

    Attributes:
        rail, top_bar, strips, sign_in, quit_page, unread: its parts.
        may_close: asked when a person wants to close it; what says no shows why.

    Signals:
        section_wanted: key of the section that was pressed on the rail.
        closed: the person closed the window.
        language_changed: every widget says its words anew.
    """

    section_wanted = Signal(str)
    closed = Signal()
    language_changed = Signal()

    def __init__(self, sections: Sequence[Section], *, messages: Messages, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("Coulisse")
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.rail = Rail(sections)
        self.top_bar = TopBar()
        self.strips = StripArea()
        self.sign_in = SignInPage()
        self.quit_page = QuitPage()
        self.may_close: Callable[[], bool] = lambda: True
        self.message_bar = MessageBar(messages)
        self._pages = Stack()
        self.unread = UnreadPage()
        self._keys: dict[str, QWidget] = {}
        self._frame = self._make_frame()
        self.message_bar.setParent(self._frame)
        self.message_bar.lie_over(self.top_bar, self._message_room)
        self.message_bar.give_way_to(self.top_bar.search.line)
        self._covers = Stack()
        self._covers.addWidget(self.sign_in)
        self._covers.addWidget(self._frame)
        self._covers.addWidget(self.quit_page)
        self._before_quitting: QWidget = self.sign_in
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._covers)
        self._busy = BusyLine(tasks, self)
        self.rail.chosen.connect(self.section_wanted)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._keep_keyboard)

    def add_page(self, key: str, page: QWidget) -> None:
        """Give a section its screen."""
        self._keys[key] = page
        self._pages.addWidget(page)

    def show_page(self, key: str, under: str = "") -> None:
        """Bring a screen to the front; what was typed on the others stays there. Where it is in front,
        whoever has begun to type on it keeps the keyboard.

        Args:
            under: the section of the rail that it belongs to, where it has none of its own.
        """
        if key != self.page():
            self.message_bar.pass_by()
        page, focused = self._keys[key], self.focusWidget()
        is_typing = page.isVisible() and focused is not None and page.isAncestorOf(focused)
        self._pages.setCurrentWidget(page)
        self.rail.set_current(under or key)
        if not (is_typing or self.is_covered()):
            # From behind the sign-in it would take the PIN; what uncovers it gives it the keyboard.
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_unread(self, error: CoulisseError, under: str) -> None:
        """Say in a screen's place why it could not be read."""
        self.message_bar.pass_by()
        self.unread.show_error(error)
        # Not before: the first page that a stack is given is in front.
        self._pages.addWidget(self.unread)
        self._pages.setCurrentWidget(self.unread)
        self.rail.set_current(under)
        if not self.is_covered():
            self.unread.setFocus(Qt.FocusReason.OtherFocusReason)

    def page(self) -> str:
        """Key of the screen in front; empty before the first one is, and where one could not be read."""
        shown = self._pages.currentWidget()
        return next((key for key, page in self._keys.items() if page is shown), "")

    def show_sign_in(self) -> None:
        """Cover the work with the sign-in page."""
        self._covers.setCurrentWidget(self.sign_in)

    def show_work(self) -> None:
        """Uncover the work."""
        self._covers.setCurrentWidget(self._frame)
        shown = self._pages.currentWidget()
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_quit_page(self, is_shown: bool) -> None:
        """Cover everything with the question before the end, or uncover what was in front."""
        if is_shown == (self._covers.currentWidget() is self.quit_page):
            return
        if is_shown:
            self._before_quitting = self._frame if not self.is_covered() else self.sign_in
            self._covers.setCurrentWidget(self.quit_page)
            self.quit_page.take_focus()
        elif self._before_quitting is self._frame:
            self.show_work()
        else:
            self.show_sign_in()

    def is_covered(self) -> bool:
        """Whether another page than the work is in front."""
        return self._covers.currentWidget() is not self._frame

    def is_at_sign_in(self) -> bool:
        """Whether the sign-in page is in front."""
        return self._covers.currentWidget() is self.sign_in

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_folded = self.width() < FOLD_RAIL_BELOW
        if is_folded != self.rail.is_folded:
            self.rail.set_folded(is_folded)
        self._busy.setGeometry(0, 0, self.width(), 2)
        self._busy.raise_()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.language_changed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self.may_close())
        if event.isAccepted():
            self.closed.emit()

    def _keep_keyboard(self, before: QWidget | None, now: QWidget | None) -> None:
        """Qt passes the keyboard of a button that was switched off or hidden to whatever is next. Where that
        is the rail nobody has sent it there: the page has it, whose keys then act still."""
        page = self._pages.currentWidget()
        if before is None or now is None or page is None or not self.rail.isAncestorOf(now):
            return
        if page.isAncestorOf(before) and not (before.isVisible() and before.isEnabled()):
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _message_room(self) -> QRect:
        room = self.top_bar.message_room()
        return room.translated(self.top_bar.mapTo(self._frame, QPoint(0, 0)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.palette.canvas)

    def _make_frame(self) -> QWidget:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.strips)
        column.addWidget(self._pages, 1)
        frame = QWidget()
        line = QHBoxLayout(frame)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addLayout(column, 1)
        return frame
