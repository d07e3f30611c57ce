"""The article to pick now, large: its place, its colour, what it is, how many."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from desktop.screens.preparation import words
from desktop.screens.preparation.article_words import (
    BESIDE,
    LARGE_PICTURE,
    PICTURE,
    PICTURE_SHARE,
    SPACING,
    ArticleWords,
)
from desktop.screens.preparation.next_stop import NextStop
from desktop.screens.preparation.share_pills import SharePills
from desktop.screens.preparation.state import PreparationState
from desktop.screens.preparation.walk import RoundLine
from desktop.shell.amounts import article_words, barcode_parts
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import Field, QuantityDots, Swatch, Text

_TOP = Qt.AlignmentFlag.AlignTop
LEAST_PICTURE, BELOW = 64, 24
"""Px: the picture's least height, and the room below it."""
SHARES_SHOWN = 3
"""Orders of a round that are named with what they want of the article; a scan says the others."""


class Barcode(QWidget):
    """A barcode's digits, the last ones strong: those are the ones that people compare."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._head = Text("", TextRole.BODY, "ink2")
        self._strong = Text("", TextRole.BODY_STRONG, "ink")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._head.fontMetrics().horizontalAdvance(" "))
        line.addWidget(self._head)
        line.addWidget(self._strong)
        line.addStretch()

    def show_gtin(self, gtin: str) -> None:
        """Show another article's."""
        head, strong = barcode_parts(gtin)
        self._head.setText(f"EAN {head}")
        self._strong.setText(strong)
        self.setAccessibleName(f"EAN {head} {strong}")
        self.setVisible(bool(gtin))


class PickPart(QWidget):
    """One article at a time.

    Signals:
        serial_typed: a serial number, with Enter.

    Attributes:
        serial: where it is typed.
    """

    serial_typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._order = Text("", TextRole.LABEL, "ink3", elide=True)
        self._place = Text("", TextRole.NUMBER, "ink", name="pick_place", wrap=True)
        self._swatch = Swatch(name="pick_swatch", size=LARGE_PICTURE)
        self._words = ArticleWords(name="pick")
        self._barcode = Barcode(name="pick_barcode")
        self._stock = Text("", TextRole.BODY, "ink2", name="pick_stock", wrap=True)
        self._dots = QuantityDots(name="pick_dots")
        self._shares = SharePills(name="pick_shares")
        self._then = NextStop()
        self._gap = QSpacerItem(0, BELOW - GRID)
        self.serial = Field("", name="pick_serial")
        self._is_low = self._wants_serial = False
        self._lay_out()

    def show_state(self, state: PreparationState) -> None:
        """Show the current line."""
        line = state.current_line
        if line is None:
            return
        self._order.setText(translate("Prepare", "Next, in walking order"))
        self._place.setText(words.place_words(line))
        said = article_words(line.name, line.size, line.colour)
        self._swatch.show_article(line.colour_hex or "#888888", line.category, said)
        self._words.show_line(line)
        self._barcode.show_gtin(line.gtin)
        self._stock.setText(words.stock_words(state.stock.get(line.article_id)))
        self._dots.show_quantity(line.picked, line.quantity, line.short)
        self._show_shares(line, state.is_round)
        self._then.show_state(state)
        self._ask_serial(state.wants_serial and not state.is_scan_forced)

    def set_low(self, is_low: bool) -> None:
        """Have little height, or enough."""
        self._is_low = is_low
        self._order.setVisible(not is_low)
        self._then.set_low(is_low)
        self._gap.changeSize(0, 0 if is_low else BELOW - GRID)
        self._dots.setVisible(not (is_low and self._wants_serial))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_picture()

    def event(self, event: QEvent) -> bool:
        """What stands above or below the picture has changed, and is laid out already."""
        is_done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_picture()
        return is_done

    def _fit_picture(self) -> None:
        """Give the picture the room that is left."""
        then = self._then.heightForWidth(self.width())
        below = max(then, self._then.sizeHint().height()) + self._gap.sizeHint().height() + 2 * GRID
        height = max(LEAST_PICTURE, self.height() - self._swatch.y() - below)
        width = max(PICTURE.width(), round(self.width() * PICTURE_SHARE))
        room = QSize(width, height).boundedTo(LARGE_PICTURE)
        size = LARGE_PICTURE.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        self._swatch.setFixedWidth(size.width())
        self._swatch.setMaximumHeight(size.height())

    def _show_shares(self, line: RoundLine, is_round: bool) -> None:
        """Where the next units go: nothing to say where there is one order alone."""
        wanting = [share for share in line.shares if share.line.left_to_pick] if is_round else []
        self._shares.show_words([words.share_words(share) for share in wanting[:SHARES_SHOWN]])

    def _ask_serial(self, is_wanted: bool) -> None:
        is_news = is_wanted and not self.serial.isVisibleTo(self)
        self.serial.set_label(translate("Prepare", "Serial number"))
        self._wants_serial = is_wanted
        self.serial.setVisible(is_wanted)
        self._stock.setVisible(not is_wanted)
        self._dots.setVisible(not (self._is_low and is_wanted))
        if is_news:
            self.serial.line.clear()

    def _lay_out(self) -> None:
        said = QVBoxLayout()
        said.setSpacing(SPACING)
        said.addWidget(self._words)
        said.addSpacing(4)
        said.addWidget(self._barcode)
        said.addWidget(self._stock)
        said.addWidget(self.serial)
        said.addSpacing(4)
        said.addWidget(self._dots)
        said.addWidget(self._shares)
        said.addStretch()
        article = QHBoxLayout()
        article.setSpacing(BESIDE)
        article.addWidget(self._swatch, 0, _TOP)
        article.addLayout(said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._order)
        column.addWidget(self._place)
        column.addSpacing(12)
        column.addLayout(article)
        column.addSpacerItem(self._gap)
        column.addWidget(self._then)
        column.addStretch()
