"""Where the walk goes after the article in hand, so that nobody walks past it."""

from __future__ import annotations

from PySide6.QtWidgets import QSpacerItem, QVBoxLayout, QWidget

from desktop.screens.preparation import words
from desktop.screens.preparation.state import PreparationState
from desktop.screens.preparation.walk import RoundLine
from desktop.shell.amounts import article_words
from desktop.shell.saying import translate
from desktop.shell.theme import GRID, TextRole
from desktop.shell.widgets import Divider, Text


class NextStop(QWidget):
    """The place of the next article and what it is; after the last one, what is done then.

    Where there is little height one line says the place alone, in short.
    """

    def __init__(self) -> None:
        super().__init__()
        self._label = Text("", TextRole.LABEL, "ink3")
        self._place = Text("", TextRole.TITLE, "ink2", name="pick_then", wrap=True)
        self._what = Text("", TextRole.BODY, "ink2", name="pick_then_what", elide=True)
        self._short = Text("", TextRole.BODY_STRONG, "ink2", name="pick_then_short", wrap=True)
        self._short.hide()
        self._divider = Divider()
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GRID)
        column.setSpacing(0)
        column.addWidget(self._divider)
        self._room = QSpacerItem(0, 2 * GRID)
        column.addSpacerItem(self._room)
        column.addWidget(self._label)
        column.addWidget(self._place)
        column.addWidget(self._what)
        column.addWidget(self._short)

    def show_state(self, state: PreparationState) -> None:
        """Show what follows the current line."""
        line = state.line_after
        self._label.setText(translate("Prepare", "Then"))
        self._place.setText(_place(line, state))
        self._what.setText(_what(line))
        self._short.setText(translate("Prepare", "Then: {place}").format(place=_short(line, state)))

    def set_low(self, is_low: bool) -> None:
        """Have little height, or enough."""
        column = self._column
        for part in (self._divider, self._label, self._place, self._what):
            part.setVisible(not is_low)
        self._short.setVisible(is_low)
        column.setContentsMargins(0, 0, 0, 0 if is_low else GRID)
        self._room.changeSize(0, 0 if is_low else 2 * GRID)


def _place(line: RoundLine | None, state: PreparationState) -> str:
    if line is None:
        return words.packing_words(state)
    if _is_here(line, state):
        return translate("Prepare", "At the same place")
    return words.place_words(line)


def _short(line: RoundLine | None, state: PreparationState) -> str:
    told = _place(line, state)
    if line is None or _is_here(line, state):
        return told
    return words.short_place(line) or told


def _is_here(line: RoundLine, state: PreparationState) -> bool:
    here = state.current_line
    return here is not None and words.place_words(here) == words.place_words(line)


def _what(line: RoundLine | None) -> str:
    if line is None:
        return translate("Prepare", "Nothing more to pick")
    article = article_words(line.name, line.size, line.colour)
    if line.is_awaited:
        return translate("Prepare", "{article}: waits for an answer").format(article=article)
    return translate("Prepare", "{count} × {article}").format(count=line.left_to_pick, article=article)
