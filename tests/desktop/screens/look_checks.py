"""What is looked for on a window: nothing cut off or covered, room for a finger, names, a focus to see."""

from __future__ import annotations

import os
import re
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from desktop.preferences import SCALE_VARIABLE
from desktop.shell.camera_preview import CameraPreview
from desktop.shell.language import language
from desktop.shell.messages import MessageBar
from desktop.shell.palette import PalettePanel
from desktop.shell.rail import RailItem
from desktop.shell.tasks import BusyLine
from desktop.shell.theme import TOUCH, theme
from desktop.shell.widgets import Button, Field, Pill, RowList, Scroll, SearchField, Text
from desktop.shell.widgets.broken_lines import Broken
from desktop.shell.widgets.buttons import PressArea
from desktop.shell.widgets.choices import ChoiceButton
from desktop.shell.widgets.overlay_bar import OverlayBar
from desktop.shell.widgets.row_columns import cell_lines

CONTROLS = (QAbstractButton, QLineEdit, QAbstractItemView, QComboBox, QPlainTextEdit)
OVERLAYS = (BusyLine, CameraPreview, MessageBar, OverlayBar, PalettePanel)
"""What lies over others on purpose."""
PICTURES = os.environ.get("COULISSE_GALLERY", "")
MOST_TABS = 120
SHOWN_FOCUS = "shown_focus"
"""How a button looked when it last showed that it had the keyboard."""
LAYOUT_ROUNDS = 4
SENTENCE_WORDS = 4
LONELY = re.compile(r"(?:^|[,:;.·] |\()[0-9][0-9\u202f]*$")
"""At a line's end: a number without the word that it counts, where one begins the next (`COUNTED`)."""
COUNTED = re.compile(r"[^\W\d_]|\(")
Parted = tuple[str, tuple[str, ...]]
"""A text and its lines, without the dots that the widgets take off a line's end."""
Size = tuple[int, int]


def room_problems(qapp: QApplication, window: QWidget, state: str, sizes: list[Size]) -> list[str]:
    """What has no room, at each size. The window stays at the last."""
    found = []
    # Layouts count here, not paint: at 4K that takes most of the time.
    window.setUpdatesEnabled(bool(PICTURES))
    for width, height in sizes:
        window.resize(width, height)
        settle(qapp)
        assert (window.width(), window.height()) == (width, height)
        keep_picture(window, f"{state}-{width}x{height}-{language.code}-{theme.mode}")
        found += [f"{width}x{height} {problem}" for problem in check_room(window)]
    window.setUpdatesEnabled(True)
    return found


def settle(qapp: QApplication) -> None:
    """Let the layouts come to rest: a text that wraps asks for its height only once it knows its width."""
    for _ in range(LAYOUT_ROUNDS):
        qapp.processEvents()


def keyboard_problems(window: QWidget) -> list[str]:
    shown = seen(window)
    stops = [widget for widget in shown if takes_tab(widget)]
    controls = [widget for widget in shown if isinstance(widget, CONTROLS) or widget in stops]
    reached = walk(window)
    found = [f"without a name: {told(widget)}" for widget in controls if not widget.accessibleName().strip()]
    found += [f"not reached by Tab: {told(widget)}" for widget in stops if widget not in reached]
    found += [f"out of order: {pair}" for pair in out_of_order(reached)]
    found += said_twice(shown)
    return found + [f"focus not seen: {told(widget)}" for widget in stops if not shows_focus(widget)]


def walk(window: QWidget) -> list[QWidget]:
    """The widgets that Tab comes to, in their order, once round."""
    window.activateWindow()
    reached: list[QWidget] = []
    for _ in range(MOST_TABS):
        window.focusNextChild()
        there = window.focusWidget()
        if there is None or there in reached:
            break
        reached.append(there)
    return reached


def out_of_order(reached: list[QWidget]) -> list[str]:
    """Neighbours in one row of which the right one comes first."""
    found = []
    for one, other in pairwise(reached):
        is_row = one.parentWidget() is other.parentWidget() and one.y() == other.y()
        if is_row and one.x() > other.x():
            found.append(f"{told(one)} before {told(other)}")
    return found


def seen(window: QWidget) -> list[QWidget]:
    """Every widget that a person can see, with room of its own; what is in a hidden one is not looked for."""
    found: list[QWidget] = []
    for child in window.children():
        if isinstance(child, QWidget) and child.isVisible():
            found += [child, *seen(child)]
    return found


def told(widget: QWidget) -> str:
    """A widget in a failure's text."""
    said = widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""
    box = widget.geometry()
    return f"{type(widget).__name__} {widget.objectName()!r} {said!r} {box.width()}x{box.height()}"


def takes_tab(widget: QWidget) -> bool:
    is_stop = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return is_stop and widget.isEnabled() and widget.focusProxy() is None


def shows_focus(widget: QWidget) -> bool:
    """Whether it looks otherwise with the keyboard than without.

    A button of the rail that has shown it and looks as it did then is not tried again: they stand in every
    state, in the same place. Another button may lie in a place where its ring is not seen.
    """
    around = widget.parentWidget() if isinstance(widget, QLineEdit) else widget
    assert around is not None
    looks = _looks_of(widget)
    if looks and widget.property(SHOWN_FOCUS) == looks:
        return True
    widget.clearFocus()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    if not widget.hasFocus():
        return False
    with_it = around.grab().toImage()
    widget.clearFocus()
    is_seen = bool(with_it != around.grab().toImage())
    widget.setProperty(SHOWN_FOCUS, looks if is_seen else "")
    return is_seen


def _looks_of(widget: QWidget) -> str:
    """All that a button of the rail paints; nothing for any other widget."""
    if not isinstance(widget, RailItem):
        return ""
    box = widget.rect()
    return f"{theme.mode} {widget.isChecked()} {box.width()}x{box.height()} {widget.accessibleName()}"


def too_small(widget: QWidget) -> bool:
    """Whether a widget has less room than its words need."""
    if isinstance(widget, Text) and widget._elide:
        return widget.height() < widget.fontMetrics().height()
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return widget.height() < widget.heightForWidth(widget.width())
        return widget.width() < widget.sizeHint().width() or widget.height() < widget.fontMetrics().height()
    if isinstance(widget, Button):
        return widget.width() < widget.minimumSizeHint().width()
    if isinstance(widget, QLineEdit):
        return widget.height() < widget.minimumSizeHint().height()
    if isinstance(widget, Field | SearchField):
        # Words that wrap below it, in less width than their column has, take height from it.
        return widget.height() < min(widget.sizeHint().height(), widget.maximumHeight())
    if isinstance(widget, ChoiceButton):
        return widget.is_cut()
    if isinstance(widget, RowList):
        width = widget.viewport().width()
        return any(widget._columns.loses_words(row, width) for row in widget.rows())
    if isinstance(widget, Scroll):
        # It scrolls downwards alone.
        return widget.widget().width() > widget.viewport().width()
    return isinstance(widget, Pill) and widget.width() < widget.sizeHint().width()


def lines_in(widget: QWidget) -> list[Parted]:
    """The texts of this widget that go on in a next line, each with its lines."""
    if isinstance(widget, Text):
        return [(widget.text(), widget.lines())] if widget.wordWrap() else []
    if isinstance(widget, ChoiceButton):
        said = widget.choice.words, widget.choice.hint
        return [(text, _words(lines)) for text, lines in zip(said, widget._broken(), strict=True)]
    if isinstance(widget, RowList):
        return _lines_of_rows(widget)
    return []


def _lines_of_rows(rows: RowList) -> list[Parted]:
    columns, width = rows._columns, rows.viewport().width()
    return [
        (text, _words(lines))
        for row in rows.rows()
        for cell, column, span in zip(row.cells, columns.columns, columns.spans_of(row, width), strict=False)
        if column.wraps and span is not None
        for text, lines in zip((cell.text, cell.hint), cell_lines(cell, span[1]), strict=True)
    ]


def _words(lines: Broken) -> tuple[str, ...]:
    return tuple(words for _start, words in lines)


def badly_parted(text: str, lines: tuple[str, ...]) -> bool:
    """Whether a line begins or ends with the dot that parts what stands in one line, or with a "×", or ends
    with a number that begins a phrase: the word that it counts would stand in the next.

    The lines are those that are painted: the widgets take a dot off a line's end themselves, and it is found
    here only where they no longer do. The text tells whether there was one after a number.
    """
    is_dotted = any(line.strip().startswith(("·", "×")) or line.strip().endswith("·") for line in lines)
    is_dotted |= any(line.strip().endswith("×") for line in lines[:-1])
    whole = _whole_lines(text, lines)
    return is_dotted or any(
        LONELY.search(line) and COUNTED.match(following) for line, following in pairwise(whole)
    )


def _whole_lines(text: str, lines: tuple[str, ...]) -> list[str]:
    """The lines with what was taken off their ends."""
    plain, starts = _plain(text), [0]
    for line, following in pairwise(lines):
        after = starts[-1] + len(_plain(line))
        starts.append(max(after, plain.find(_plain(following).rstrip("…").strip(), after)))
    return [plain[start:end].strip() for start, end in pairwise([*starts, len(plain)])]


def _plain(text: str) -> str:
    return re.sub("[\u00a0\u2028\n]", " ", text)


def too_small_for_a_finger(widget: QWidget) -> bool:
    return isinstance(widget, PressArea) and min(widget.width(), widget.height()) < TOUCH


def overlapping(parents: list[QWidget]) -> list[str]:
    """Neighbours in one of these that lie over one another."""
    found = []
    for parent in parents:
        if isinstance(parent, QStackedWidget | QAbstractScrollArea) or parent.layout() is None:
            continue
        children = [
            child
            for child in parent.children()
            if isinstance(child, QWidget) and child.isVisible() and not isinstance(child, OVERLAYS)
        ]
        for place, one in enumerate(children):
            for other in children[place + 1 :]:
                if one.geometry().intersects(other.geometry()):
                    found.append(f"{told(one)} and {told(other)}")
    return found


def outside(window: QWidget, widget: QWidget) -> bool:
    """Whether a part of it lies outside of the window, where nothing scrolls to it."""
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QScrollArea | QAbstractScrollArea):
            return False
        parent = parent.parentWidget()
    box = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    return not window.rect().contains(box)


def beyond_its_ground(widget: QWidget) -> bool:
    """Whether a part of what is pressed lies outside of what it lies on: it is cut there."""
    ground = widget.parentWidget()
    return (
        isinstance(widget, PressArea) and ground is not None and not ground.rect().contains(widget.geometry())
    )


def check_room(window: QWidget) -> list[str]:
    shown = seen(window)
    words = [f"cut off: {told(widget)}" for widget in shown if too_small(widget)]
    words += [
        f"parted: {told(one)} {lines}"
        for one in shown
        for text, lines in lines_in(one)
        if badly_parted(text, lines)
    ]
    words += [f"no room for a finger: {told(widget)}" for widget in shown if too_small_for_a_finger(widget)]
    words += [f"outside: {told(widget)}" for widget in shown if outside(window, widget)]
    words += [f"beyond its ground: {told(widget)}" for widget in shown if beyond_its_ground(widget)]
    return words + [f"overlapping: {pair}" for pair in overlapping([window, *shown])]


def said_twice(shown: list[QWidget]) -> list[str]:
    """Sentences that stand in two places at once; names and numbers may be read in both."""
    said: dict[str, list[QLabel]] = {}
    for widget in shown:
        if isinstance(widget, QLabel) and len(widget.text().split()) >= SENTENCE_WORDS:
            said.setdefault(widget.text(), []).append(widget)
    return [f"said twice: {words!r}" for words, places in said.items() if len(places) > 1]


def keep_picture(window: QWidget, name: str) -> None:
    """Keep a picture where COULISSE_GALLERY says."""
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        scale = os.environ.get(SCALE_VARIABLE, "")
        window.grab().save(str(Path(PICTURES) / f"{name}{scale}.png"))
