"""Keys on Returns: which are the list's, which are text; and what from one state to the next asks for another
field, more room, or another part of the goods."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from desktop.screens.returns.state import ReturnsState, Sight

OPEN: Final = (Sight.TAKING, Sight.OPENED, Sight.CARD)
"""Sights of one return or credit, where letters are not searched for."""
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def is_list_key(event: QEvent) -> bool:
    """Whether it walks through what was found."""
    is_press = event.type() == QEvent.Type.KeyPress
    return is_press and isinstance(event, QKeyEvent) and event.key() in _LIST_KEYS


def is_text(event: QKeyEvent) -> bool:
    """Whether it is a letter or digit, and no command."""
    harmless = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    return event.text().isalnum() and not event.modifiers() & ~harmless


def leads_anew(before: ReturnsState, state: ReturnsState) -> bool:
    """Whether the keyboard is wanted elsewhere than it was."""
    return _place(state) != _place(before)


def brings_more(before: ReturnsState, state: ReturnsState) -> bool:
    """Whether another unit is brought back: what is asked of it is answered by single keys."""
    counts = [sum(len(one.places) for one in shown.takens) for shown in (before, state)]
    return counts[0] < counts[1]


def wants_other_room(before: ReturnsState, state: ReturnsState) -> bool:
    """Whether what is taken instead needs another room than before: it is chosen, offered or sent."""
    shown, was_shown = (
        (one.is_choosing, bool(one.offers), one.sending and one.sending.way) for one in (state, before)
    )
    return shown != was_shown


def asks_anew(before: ReturnsState, state: ReturnsState) -> bool:
    """Whether something else is asked next of the goods in hand."""
    return state.taken is not None and _said_of(before) != _said_of(state)


def _said_of(state: ReturnsState) -> tuple[object, ...]:
    """What is said of the goods in hand."""
    taken = state.taken
    return (taken.line.id, taken.lacks, len(taken.answers)) if taken is not None else ()


def _place(state: ReturnsState) -> tuple[object, ...]:
    chosen = state.beside.chosen if state.beside else None
    return state.sight, chosen, state.gesture is not None, state.parts.is_asked
