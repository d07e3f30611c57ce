"""The top bar: where we are, whether the line is up, search, and who is here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.shell.theme import TextRole, Tone, font, theme
from desktop.shell.widgets.buttons import IconButton
from desktop.shell.widgets.fields import SearchField
from desktop.shell.widgets.page import side_margin
from desktop.shell.widgets.painting import CENTRE, draw_text, rounded
from desktop.shell.widgets.text import Text

BAR_HEIGHT = 72
SEARCH_WIDTH = 520
#: Narrower than this, px, the name of the person gives way to the initials.
NAMES_FROM = 900


def initials(name: str) -> str:
    """The letters of a badge: "Inès Martin" is IM."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isalpha()]
    letters = [word[0].upper() for word in words]
    return "".join(letters[:1] + letters[1:][-1:])


class ConnectionDot(QWidget):
    """Full while connected, a ring while not, so that colour is not the only sign."""

    def __init__(self) -> None:
        super().__init__()
        self.tone = Tone.NEUTRAL
        self.setFixedSize(10, 10)

    def show_tone(self, tone: Tone) -> None:
        """Take another colour."""
        self.tone = tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            ink = theme.palette.strong(self.tone)
            rect = QRectF(1, 1, 8, 8)
            if self.tone is Tone.OK:
                rounded(painter, rect, ink, radius=4)
            else:
                rounded(painter, rect, None, ink, 2, 4)


class Avatar(QWidget):
    """A person's initials in a circle."""

    def __init__(self, name: str = "", size: int = 36) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(size, size)

    def show_name(self, name: str) -> None:
        """Stand for another person."""
        self._name = name
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            rounded(painter, rect, theme.palette.accent_soft, radius=rect.width() / 2)
            role = TextRole.LABEL_STRONG if rect.width() <= 44 else TextRole.TITLE
            draw_text(painter, rect, initials(self._name), font(role), theme.palette.accent, CENTRE)


class TopBar(QWidget):
    """One line of 72 px above every screen.

    Signals:
        search_edited, search_entered: what is typed into the search field.
        lock_wanted: the lock was pressed.
        camera_wanted: the camera was pressed; it stands there where one is chosen.

    Attributes:
        search: the search field (Ctrl+K leads there).
    """

    search_edited = Signal(str)
    search_entered = Signal(str)
    lock_wanted = Signal()
    camera_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self.setFixedHeight(BAR_HEIGHT)
        self._place = Text("", TextRole.BODY_STRONG, "ink", name="location_name", elide=True)
        self._dot = ConnectionDot()
        self._connection = Text("", TextRole.LABEL, "ink3", name="connection_words", elide=True)
        self.search = SearchField("", name="search_everything", key="Ctrl+K")
        self.search.setMaximumWidth(SEARCH_WIDTH)
        self.search.edited.connect(self.search_edited)
        self.search.entered.connect(self.search_entered)
        self._avatar = Avatar()
        self._person = Text("", TextRole.BODY, "ink", name="person_name", elide=True)
        self._role = Text("", TextRole.LABEL, "ink3", name="person_role", elide=True)
        self._camera = IconButton("scan", "", name="camera")
        self._camera.clicked.connect(self.camera_wanted)
        self._camera.hide()
        self._lock = IconButton("lock", "", name="lock")
        self._lock.clicked.connect(self.lock_wanted)
        self._lay_out()
        self._speak()

    def message_room(self) -> QRect:
        """Where a message may lie over the bar: over the search and whose work it is, never over the
        connection, the camera or the lock."""
        first = self._lock if self._camera.isHidden() else self._camera
        left, right = self.search.geometry().left(), first.mapTo(self, QPoint(0, 0)).x() - 8
        return QRect(left, 0, max(0, right - left), self.height() - 1)

    def show_location(self, name: str) -> None:
        """Name the store."""
        self._place.setText(name)

    def show_connection(self, tone: Tone, words: str, age: str = "") -> None:
        """Say whether the line is up ("Connected"), and how old what we know is ("4 s ago")."""
        self._dot.show_tone(tone)
        self._connection.setText(f"{words} · {age}" if age else words)
        self._connection.setAccessibleName(self._connection.text())

    def show_person(self, name: str, role: str) -> None:
        """Name who works here now."""
        self._avatar.show_name(name)
        self._person.setText(name)
        self._role.setText(role)

    def offer_camera(self, is_there: bool) -> None:
        """Offer the camera, or do not."""
        self._camera.setVisible(is_there)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._names.setVisible(self.width() >= NAMES_FROM)
        side = side_margin(self.width())
        self._line.setContentsMargins(side, 0, side - 12, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._speak()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.palette.surface)
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme.palette.line)

    def _speak(self) -> None:
        self.search.set_hint(self.tr("Article, order, name, code"))
        self._camera.set_meaning(self.tr("Scan with the camera (Ctrl G)"))
        self._lock.set_meaning(self.tr("Lock"))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._dot)
        line.addWidget(self._connection, 1)
        left = _stack(self._place, line)
        self._names = _stack(self._person, self._role)
        self._names.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        right = QHBoxLayout()
        right.setSpacing(12)
        right.addStretch()
        right.addWidget(self._avatar)
        right.addWidget(self._names)
        # What is pressed stands together at the end: a message lies over what is only read.
        right.addWidget(self._camera)
        right.addWidget(self._lock)
        bar = self._line = QHBoxLayout(self)
        bar.setSpacing(24)
        bar.addWidget(left, 3)
        bar.addWidget(self.search, 5)
        bar.addLayout(right, 3)


def _stack(*parts: QWidget | QHBoxLayout) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addStretch()
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    column.addStretch()
    return holder
