"""The page of who works here: choose a name or show a badge, then the PIN. It also covers a locked window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.shell.theme import GRID, TextRole, font, mix, theme
from desktop.shell.top_bar import Avatar, initials
from desktop.shell.widgets.buttons import PressArea, PrimaryButton, QuietButton
from desktop.shell.widgets.card import Card
from desktop.shell.widgets.facts import empty
from desktop.shell.widgets.page import Scroll
from desktop.shell.widgets.painting import (
    CENTRE,
    LEFT,
    draw_text,
    focus_ring,
    line_height,
    rounded,
    text_width,
)
from desktop.shell.widgets.pin_pad import PinDots, PinPad
from desktop.shell.widgets.text import Text
from desktop.shell.widgets.wordmark import Wordmark

_MIDDLE = Qt.AlignmentFlag.AlignHCenter
CARD_WIDTH = 560
COLUMNS = 2
TILE_HEIGHT = 72
#: More rows of names than this scroll.
SHOWN_ROWS = 4


@dataclass(frozen=True)
class Person:
    """Someone who may sign in: staff id, name, and the word for their role."""

    id: str
    name: str
    role: str


class PersonTile(PressArea):
    """One name to press."""

    def __init__(self, person: Person, parent: QWidget) -> None:
        super().__init__(person.name, f"person_{person.id}", parent)
        self.person = person
        self.setAccessibleName(f"{person.name}, {person.role}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, TILE_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.palette
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            stir = 0.14 if self.isDown() else 0.06 if self.is_hot else 0.0
            rounded(painter, rect, mix(palette.surface, palette.accent, stir), palette.line)
            if self.shows_focus:
                focus_ring(painter, rect)
            disc = QRectF(16, 16, 40, 40)
            rounded(painter, disc, palette.accent_soft, radius=20)
            strong, plain = font(TextRole.BODY_STRONG), font(TextRole.LABEL)
            small = font(TextRole.LABEL_STRONG)
            draw_text(painter, disc, initials(self.person.name), small, palette.accent, CENTRE)
            width = rect.width() - 72 - 16
            lines = 2 if text_width(self.person.name, strong) > width else 1
            above, below = line_height(strong) * lines, line_height(plain)
            top = rect.center().y() - (above + below) / 2
            painter.setFont(strong)
            painter.setPen(palette.ink)
            name = QRectF(72, top, width, above)
            painter.drawText(name, int(LEFT | Qt.TextFlag.TextWordWrap), self.person.name)
            draw_text(painter, QRectF(72, top + above, width, below), self.person.role, plain, palette.ink3)


class SignInPage(QWidget):
    """Says what was asked for, and decides nothing.

    Signals:
        sign_in_wanted: staff id and PIN.
        person_chosen: staff id, when a tile was pressed.
        another_wanted: somebody else than the one whose PIN is asked for.
    """

    sign_in_wanted = Signal(str, str)
    person_chosen = Signal(str)
    another_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sign_in")
        self._people: dict[str, Person] = {}
        self._chosen: Person | None = None
        self._make_people()
        self._make_pin()
        self._card = Card(name="sign_in_card", padding=32)
        self._steps = QStackedWidget()
        self._steps.addWidget(self._people_step)
        self._steps.addWidget(self._pin_step)
        self._card.body.addWidget(self._steps)
        self._card.setMaximumSize(CARD_WIDTH, 640)
        self._place = Text("", TextRole.BODY, "ink2", name="sign_in_location", align=_MIDDLE)
        mark = Wordmark(TextRole.HEADLINE)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(4)
        column.addStretch(2)
        column.addWidget(mark, 0, _MIDDLE)
        column.addWidget(self._place)
        column.addSpacing(20)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._card, 8)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(3)
        self._speak()

    # what it shows

    def show_location(self, name: str) -> None:
        """Name the store."""
        self._place.setText(name)

    def show_people(self, people: Sequence[Person]) -> None:
        """Show these names to choose from. Whoever was chosen and is still among them stays chosen."""
        self._people = {person.id: person for person in people}
        empty(self._tiles)
        for place, person in enumerate(people):
            tile = PersonTile(person, self._people_step)
            tile.clicked.connect(lambda _checked=False, key=person.id: self._press(key))
            self._tiles.addWidget(tile, place // COLUMNS, place % COLUMNS)
        rows = min(SHOWN_ROWS, -(-len(people) // COLUMNS))
        self._names.setMinimumHeight(rows * (TILE_HEIGHT + GRID) + GRID)
        self._tiles.setRowStretch(len(people) // COLUMNS + 1, 1)
        if self._chosen is None or self._chosen.id not in self._people:
            self.ask_who()

    def ask_who(self) -> None:
        """Go back to the names."""
        self._chosen = None
        self._dots.clear()
        self._say("")
        self._show(self._people_step)

    def choose(self, staff_id: str) -> bool:
        """Ask for this person's PIN (a tile, or a badge that was read); False for somebody unknown here."""
        person = self._people.get(staff_id)
        if person is None:
            return False
        self._chosen = person
        self._avatar.show_name(person.name)
        self._name.setText(person.name)
        self._role.setText(person.role)
        self._say("")
        self._dots.clear()
        self._show(self._pin_step)
        self._dots.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def lock(self, staff_id: str) -> None:
        """Cover the window for the person who works here."""
        self.choose(staff_id)

    def refuse(self, sentence: str) -> None:
        """Nobody is signed in by this, and this is what to do: said on the step that is in front."""
        self.set_checking(False)
        self._dots.clear()
        self._say(sentence)
        if self._chosen is not None:
            self._dots.is_wrong = True
            self._dots.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_checking(self, is_checking: bool) -> None:
        """While the PIN is verified nothing more can be typed."""
        for part in (self._pad, self._dots, self._enter):
            part.setEnabled(not is_checking)

    def sentence(self) -> str:
        """What it says is wrong, or nothing."""
        return (self._sentence if self._chosen is not None else self._trouble).text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._speak()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.palette.canvas)

    # how it is made

    def _make_people(self) -> None:
        self._who = Text("", TextRole.TITLE, "ink", wrap=True)
        self._badge_hint = Text("", TextRole.BODY, "ink2", wrap=True)
        self._trouble = Text("", TextRole.BODY, "bad", name="sign_in_trouble", wrap=True)
        self._trouble.hide()
        scroll = self._names = Scroll(spacing=GRID)
        self._tiles = QGridLayout()
        self._tiles.setSpacing(GRID)
        scroll.body.addLayout(self._tiles)
        scroll.body.addStretch()
        self._people_step = QWidget()
        column = QVBoxLayout(self._people_step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._who)
        column.addWidget(self._badge_hint)
        column.addWidget(self._trouble)
        column.addSpacing(16)
        column.addWidget(scroll, 1)

    def _make_pin(self) -> None:
        self._avatar = Avatar(size=56)
        self._name = Text("", TextRole.TITLE, "ink", name="sign_in_name", align=_MIDDLE)
        self._role = Text("", TextRole.BODY, "ink2", align=_MIDDLE)
        self._dots = PinDots(name="pin")
        self._sentence = Text("", TextRole.BODY, "bad", name="sign_in_sentence", wrap=True, align=_MIDDLE)
        self._sentence.setMinimumHeight(24)
        self._pad = PinPad(name="pin_pad")
        self._pad.drive(self._dots)
        self._dots.entered.connect(self._submit)
        self._enter = PrimaryButton("", name="sign_in_go", key="Enter")
        self._enter.clicked.connect(self._dots.submit)
        self._other = QuietButton("", name="sign_in_other")
        self._other.clicked.connect(self._go_back)
        self._pin_step = QWidget()
        column = QVBoxLayout(self._pin_step)
        column.setContentsMargins(80, 0, 80, 0)
        column.setSpacing(GRID)
        column.addStretch(1)
        column.addWidget(self._avatar, 0, _MIDDLE)
        column.addWidget(self._name)
        column.addWidget(self._role)
        column.addWidget(self._dots)
        column.addWidget(self._sentence)
        column.addWidget(self._pad)
        column.addWidget(self._enter)
        column.addWidget(self._other)
        column.addStretch(1)

    def _speak(self) -> None:
        self._who.setText(self.tr("Who works here?"))
        self._badge_hint.setText(self.tr("Choose your name, or scan your badge."))
        self._enter.set_text(self.tr("Sign in"))
        self._other.set_text(self.tr("Somebody else"))

    def _say(self, sentence: str) -> None:
        """On the step of the names, or on that of the PIN."""
        is_pin = self._chosen is not None
        self._sentence.setText(sentence if is_pin else "")
        self._trouble.setText("" if is_pin else sentence)
        self._trouble.setVisible(bool(sentence) and not is_pin)

    def _show(self, step: QWidget) -> None:
        """Bring a step to the front; the card takes the height of that one alone."""
        for page in (self._people_step, self._pin_step):
            policy = QSizePolicy.Policy.Preferred if page is step else QSizePolicy.Policy.Ignored
            page.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self._steps.setCurrentWidget(step)
        self._steps.updateGeometry()

    def _press(self, staff_id: str) -> None:
        self.choose(staff_id)
        self.person_chosen.emit(staff_id)

    def _go_back(self) -> None:
        self.ask_who()
        self.another_wanted.emit()

    def _submit(self, pin: str) -> None:
        if self._chosen is not None:
            self.sign_in_wanted.emit(self._chosen.id, pin)
