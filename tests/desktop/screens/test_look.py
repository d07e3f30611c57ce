"""The look of every screen in every state: names, focus, nothing cut off, room for a finger."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
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

from desktop import actions
from desktop.shell.language import language
from desktop.shell.tasks import BusyLine
from desktop.shell.theme import TOUCH, theme
from desktop.shell.widgets import Button, Pill, Text
from desktop.shell.widgets.buttons import PressArea
from desktop.shell.widgets.overlay_bar import OverlayBar
from tests.desktop.screens.look_pages import PAGES
from tests.desktop.screens.look_states import STATES, Room, make_world, room_on, speaking

ROOT = Path(__file__).resolve().parents[3]
CONTROLS = (QAbstractButton, QLineEdit, QAbstractItemView, QComboBox, QPlainTextEdit)
OVERLAYS = (BusyLine, OverlayBar)
"""What lies over others on purpose."""
MOST_TABS = 120
PASSED_OVER = ("tile_", "hand_over_search", "hand_over_another")
"""Named gap: Tab passes these over, since the page leads to its list at once; keys and shortcuts reach what
they do (the list, F2, Esc)."""
WITHOUT_A_ROW = "prepare_lines"
"""Named gap: a list of which no row is current shows no focus."""
SCALED = os.environ.get("QT_SCALE_FACTOR", "")
SIZES = [(1024, 768), (1440, 900)] if SCALED else [(1024, 768), (1440, 900), (3840, 2160)]
STATE = pytest.mark.parametrize("state", STATES)


@pytest.fixture(scope="module", params=["fr"] if SCALED else ["fr", "en"])
def room(
    request: pytest.FixtureRequest,
    qapp: QApplication,
    furnished_replica: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("look")
    world = make_world(furnished_replica, folder / "world")
    theme.apply(qapp, "dark" if request.param == "en" else "light")
    with speaking(request.param), room_on(world, folder / "replica") as made:
        yield made
    theme.apply(qapp, "light")


def seen(window: QWidget) -> list[QWidget]:
    """Every widget that a person can see, with room of its own."""
    return [widget for widget in window.findChildren(QWidget) if widget.isVisible()]


def told(widget: QWidget) -> str:
    """A widget in a failure's text."""
    said = widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""
    box = widget.geometry()
    return f"{type(widget).__name__} {widget.objectName()!r} {said!r} {box.width()}x{box.height()}"


def takes_tab(widget: QWidget) -> bool:
    is_stop = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return is_stop and widget.isEnabled() and widget.focusProxy() is None


# Names and keys


@STATE
def test_a_state_has_room_names_and_a_focus_that_is_seen(qapp: QApplication, state: str, room: Room) -> None:
    window = room.window
    window.activateWindow()
    STATES[state](room)
    assert "\n".join(problem for size in SIZES for problem in room_at(qapp, window, size, state)) == ""
    if not SCALED:
        assert "\n".join(keyboard_problems(window)) == ""


def room_at(qapp: QApplication, window: QWidget, size: tuple[int, int], state: str) -> list[str]:
    window.resize(*size)
    qapp.processEvents()
    assert (window.width(), window.height()) == size
    keep_picture(window, f"{state}-{size[0]}x{size[1]}-{language.code}{SCALED}")
    return [f"{size[0]}x{size[1]} {problem}" for problem in check_room(window)]


def keyboard_problems(window: QWidget) -> list[str]:
    stops = [widget for widget in seen(window) if takes_tab(widget)]
    controls = [widget for widget in seen(window) if isinstance(widget, CONTROLS) or widget in stops]
    reached = walk(window)
    found = [f"without a name: {told(widget)}" for widget in controls if not widget.accessibleName().strip()]
    missed = [widget for widget in stops if widget not in reached]
    found += [
        f"not reached by Tab: {told(widget)}"
        for widget in missed
        if not widget.objectName().startswith(PASSED_OVER)
    ]
    found += [f"out of order: {pair}" for pair in out_of_order(reached)]
    drawn = [widget for widget in stops if widget.objectName() != WITHOUT_A_ROW]
    return found + [f"focus not seen: {told(widget)}" for widget in drawn if not shows_focus(widget)]


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


def test_every_action_has_its_key_and_no_screen_has_one_twice() -> None:
    declared = [value for _name, value in inspect.getmembers(actions) if isinstance(value, actions.Declared)]
    assert len(declared) >= 20
    assert [action.name for action in declared if not action.key] == []
    keys = [(action.name.split("_")[0], action.key) for action in declared]
    assert sorted({pair for pair in keys if keys.count(pair) > 1}) == []


# Focus


def shows_focus(widget: QWidget) -> bool:
    """Whether it looks otherwise with the keyboard than without."""
    around = widget.parentWidget() if isinstance(widget, QLineEdit) else widget
    assert around is not None
    widget.clearFocus()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    if not widget.hasFocus():
        return False
    with_it = around.grab().toImage()
    widget.clearFocus()
    return bool(with_it != around.grab().toImage())


# Room


def too_small(widget: QWidget) -> bool:
    """Whether a widget has less room than its words need."""
    if isinstance(widget, QLineEdit):
        around = widget.parentWidget()
        is_cut = around is not None and not around.rect().contains(widget.geometry())
        return is_cut or widget.height() < widget.fontMetrics().height()
    if isinstance(widget, Text) and widget._elide:
        return widget.height() < widget.fontMetrics().height()
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return widget.height() < widget.heightForWidth(widget.width())
        return widget.width() < widget.sizeHint().width() or widget.height() < widget.fontMetrics().height()
    if isinstance(widget, Button):
        return widget.width() < widget.minimumSizeHint().width()
    return isinstance(widget, Pill) and widget.width() < widget.sizeHint().width()


def too_small_for_a_finger(widget: QWidget) -> bool:
    return isinstance(widget, PressArea) and min(widget.width(), widget.height()) < TOUCH


def overlapping(window: QWidget) -> list[str]:
    """Neighbours that lie over one another."""
    found = []
    for parent in [window, *seen(window)]:
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


def check_room(window: QWidget) -> list[str]:
    shown = seen(window)
    words = [f"cut off: {told(widget)}" for widget in shown if too_small(widget)]
    words += [f"no room for a finger: {told(widget)}" for widget in shown if too_small_for_a_finger(widget)]
    words += [f"outside: {told(widget)}" for widget in shown if outside(window, widget)]
    return words + [f"overlapping: {pair}" for pair in overlapping(window)]


def keep_picture(window: QWidget, name: str) -> None:
    """Keep a picture where COULISSE_GALLERY says."""
    if kept := os.environ.get("COULISSE_GALLERY"):
        Path(kept).mkdir(parents=True, exist_ok=True)
        window.grab().save(str(Path(kept) / f"{name}.png"))


@pytest.mark.parametrize("code", ["fr", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_the_window_s_place_has_room_and_names(qapp: QApplication, name: str, code: str) -> None:
    theme.apply(qapp, "light")
    with speaking(code):
        page = PAGES[name]()
        page.resize(1024, 768)
        page.show()
        qapp.processEvents()
        keep_picture(page, f"{name}-1024x768-{code}")
        assert check_room(page) == []
        assert all(widget.accessibleName() for widget in seen(page) if isinstance(widget, CONTROLS))
        page.close()


@pytest.mark.skipif(bool(SCALED), reason="this is the scaled one")
@pytest.mark.parametrize("scale", ["1.5", "2"])
def test_nothing_is_cut_off_on_a_scaled_screen(scale: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", str(Path(__file__)), "-q", "-k", "test_a_state_has_room"],
        cwd=ROOT,
        env={**os.environ, "QT_SCALE_FACTOR": scale},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3_000:]
