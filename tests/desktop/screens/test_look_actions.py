"""Every action of every screen, in each state that a person sees: by its key, and by something to press.

Both are tried on the real window, from where the keyboard is in that state; nothing is done by it: each
action is caught as it is triggered.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import SIGNAL, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from desktop import actions
from desktop.actions import ENTER, ESCAPE, Action
from desktop.shell.theme import TOUCH
from desktop.shell.widgets import RowList
from tests.desktop.screens.acting_states import MORE_STATES
from tests.desktop.screens.look_checks import settle
from tests.desktop.screens.look_room import Room, make_world, room_on
from tests.desktop.screens.look_states import STATES

ENTER_ON_A_ROW = {
    "today_rows": "today_act",
    "day_checks": "day_go",
    "prepare_queue": "prepare_go",
    "hand_over_results": "hand_over_go",
    "returns_results": "returns_go",
    "approvals_rows": "approvals_act",
    "receive_rows": "receive_go",
    "stock_results": "stock_open",
    "labels_rows": "labels_print",
    "alerts_rows": "alerts_act",
    "sync_rows": "sync_act",
}
"""Lists that do with their selected row, at Enter, what this action of their screen does."""
ENTER_ON = {"returns_beside_pin": "returns_go", "approval_beside_pin": "approvals_act"}
"""What takes Enter for itself, and does what this action does."""
ELSEWHERE = ("palette",)
"""States in which the keyboard is in what lies over the screen."""
RETURNS_KNOWN = "returns_known"
"""A list beside a field: Enter is for what is typed, a press opens its row."""
PRESSED_INSTEAD = {
    "today_find": "today_search",
    "today_intake": "today_day_button",
    "day_turn": "day_turns_intake",
    "stock_find": "stock_search",
    "stock_open": "stock_results",
    "returns_yes": "returns_answer_yes",
    "returns_no": "returns_answer_no",
    "labels_part_turn": "labels_part_article",
    "alerts_list": "alerts_lists_settled",
    "settings_turn": "settings_part_window",
    "alerts_back": "alerts_rows",
    "sync_act": "sync_rows",
}
"""Where nothing says what an action says, what leads there by touch."""


class Caught(QObject):
    """Takes what would be done, while it is watching.

    Attributes:
        names: of the actions that were triggered.
    """

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.is_watching = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.is_watching and isinstance(watched, Action) and event.type() == QEvent.Type.Shortcut:
            self.names.add(watched.declared.name)
            return True
        return super().eventFilter(watched, event)


@pytest.fixture
def caught(monkeypatch: pytest.MonkeyPatch) -> Caught:
    made, trigger = Caught(), Action.trigger

    def caught_trigger(action: Action) -> None:
        if made.is_watching:
            made.names.add(action.declared.name)
        else:
            trigger(action)

    monkeypatch.setattr(Action, "trigger", caught_trigger)
    return made


@pytest.fixture
def room(qapp: QApplication, caught: Caught, furnished_replica: Path, tmp_path: Path) -> Iterator[Room]:
    world = make_world(furnished_replica, tmp_path / "world")
    with room_on(world, tmp_path / "replica") as made:
        made.window.resize(1440, 900)
        for action in made.window.findChildren(Action):
            action.installEventFilter(caught)
        yield made


def test_every_action_can_be_done_by_key_and_by_touch(qapp: QApplication, room: Room, caught: Caught) -> None:
    problems: list[str] = []
    touched: set[str] = set()
    seen: set[str] = set()
    every = STATES | MORE_STATES
    for state in every:
        # The others are painted where they are looked at.
        room.window.setUpdatesEnabled(state in MORE_STATES)
        every[state](room)
        room.window.activateWindow()
        settle(qapp)
        if state in ELSEWHERE:
            continue
        here = [one for one in room.window.findChildren(Action) if can_be_done(one)]
        by_key = {one.declared.name for one in here if is_done_by_key(room.window, one, caught)}
        buttons = pressable(room.window)
        by_touch = {one.declared.name for one in here if is_done_by_touch(room.window, one, buttons, caught)}
        names = {one.declared.name for one in here}
        problems += [f"{state}: {name} not by key" for name in sorted(names - by_key)]
        problems += [
            f"{state}: rows of {name} by key alone" for name in out_of_touch(room.window, names - by_touch)
        ]
        touched |= by_touch
        seen |= names
    declared = [one.name for _, one in inspect.getmembers(actions) if isinstance(one, actions.Declared)]
    problems += [f"in no state: {name}" for name in declared if name not in seen]
    problems += [f"nowhere by touch: {name}" for name in declared if name in seen - touched]
    assert "\n".join(problems) == ""


def out_of_touch(window: QWidget, by_key_alone: set[str]) -> list[str]:
    """Lists whose rows do something at Enter that no button on the row or on the screen does, nor a press."""
    return [
        rows.objectName()
        for rows in window.findChildren(RowList)
        if rows.isVisible() and rows.rows() and rows.objectName() in {*ENTER_ON_A_ROW, RETURNS_KNOWN}
        if not rows.opens and not any(row.action for row in rows.rows())
        if ENTER_ON_A_ROW.get(rows.objectName(), RETURNS_KNOWN) in {*by_key_alone, RETURNS_KNOWN}
    ]


def can_be_done(action: Action) -> bool:
    screen = action.parent()
    return action.isEnabled() and isinstance(screen, QWidget) and screen.isVisible()


def is_done_by_key(window: QWidget, action: Action, caught: Caught) -> bool:
    """Press its key where the keyboard is now."""
    there = window.focusWidget() or window
    if action.key == ENTER and isinstance(there, QLineEdit) and there.receivers(SIGNAL("returnPressed()")):
        return True
    if action.key == ENTER and isinstance(there, RowList) and there.current_key():
        return ENTER_ON_A_ROW.get(there.objectName()) == action.declared.name
    if action.key == ENTER and there.objectName() in ENTER_ON:
        return ENTER_ON[there.objectName()] == action.declared.name
    caught.names.clear()
    caught.is_watching = True
    if action.key in (ENTER, ESCAPE):
        QTest.keyClick(there, Qt.Key.Key_Return if action.key == ENTER else Qt.Key.Key_Escape)
    else:
        QTest.keySequence(there, QKeySequence(action.key))
    caught.is_watching = False
    return action.declared.name in caught.names


def pressable(window: QWidget) -> list[QAbstractButton]:
    """The buttons that a finger can press now."""
    return [
        one
        for one in window.findChildren(QAbstractButton)
        if one.isVisible() and one.isEnabled() and _is_for_a_finger(one)
    ]


def is_done_by_touch(window: QWidget, action: Action, buttons: list[QAbstractButton], caught: Caught) -> bool:
    """Press what says the same, or what is named instead."""
    name = action.declared.name
    if name in PRESSED_INSTEAD:
        found = [w for w in window.findChildren(QWidget, PRESSED_INSTEAD[name]) if w.isVisible()]
        return any(_is_for_a_finger(one) for one in found)
    caught.names.clear()
    caught.is_watching = True
    for button in buttons:
        if button.text() == action.text():
            QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(TOUCH // 2, TOUCH // 2))
    caught.is_watching = False
    return name in caught.names


def _is_for_a_finger(widget: QWidget) -> bool:
    """As large as the house's touch targets; of a field, what stands around its line counts."""
    around = widget.parentWidget() if isinstance(widget, QLineEdit) else widget
    return around is not None and min(around.width(), around.height()) >= TOUCH
