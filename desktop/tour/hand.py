"""The associate's hand and eyes: clicks, keys and scans on the real widgets, and what they say.

Everything here goes the way of a person: to the window that has the focus, by mouse and keyboard events, and
back by the words on the widgets. No presenter, handler or session is touched.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from desktop.devices.scanner.history import TWICE_WITHIN_MS
from desktop.devices.scanner.simulated import SimulatedKeys
from desktop.shell.widgets import RowList
from desktop.tour.settling import settled
from desktop.tour.wheel import out_of_sight, page_of, shown_of, turn_wheel

W = TypeVar("W", bound=QWidget)

PATIENCE_S = 60.0
"""How long a person would wait before calling something broken."""
LOOK_AGAIN_S = 0.01
MOST_TURNS = 500
"""Clicks of the wheel after which a row is out of a person's reach: thousands of rows go by."""


class StepFailed(Exception):
    """What the screen shows is not what a person was led to expect."""


class Hand:
    """One person at one window."""

    def __init__(self, window: Callable[[], QWidget]) -> None:
        """`window` gives the program's window as it is now."""
        self._window = window
        self._keys: SimulatedKeys | None = None
        self._keys_of: QWindow | None = None
        self._scanned, self._scanned_at = "", 0.0

    @property
    def window(self) -> QWidget:
        """The program's window."""
        return self._window()

    # Eyes

    def see(self, name: str, kind: type[W]) -> W:
        """A widget that can be seen, by its object name.

        Raises:
            StepFailed: there is none.
        """
        for widget in self.window.findChildren(kind, name):
            if widget.isVisible():
                return widget
        raise StepFailed(f"cannot see {name}")

    def sees(self, name: str) -> bool:
        """Whether a widget of this name can be seen."""
        return any(widget.isVisible() for widget in self.window.findChildren(QWidget, name))

    def words(self, name: str) -> str:
        """What a widget says: its text, or what a screen reader would read."""
        widget = self.see(name, QWidget)
        if isinstance(widget, QLabel | QLineEdit):
            return widget.text()
        sentence = getattr(widget, "sentence", None)
        if callable(sentence):
            return str(sentence())
        return widget.accessibleName()

    def all_words(self) -> str:
        """Every word that can be seen, widget by widget."""
        shown = [w for w in self.window.findChildren(QWidget) if w.isVisible()]
        texts = [w.text() if isinstance(w, QLabel) else w.accessibleName() for w in shown]
        lists = [row.words() for w in shown if isinstance(w, RowList) for row in w.rows()]
        return "\n".join(text for text in (*texts, *lists) if text)

    async def until(self, condition: Callable[[], bool], what: str, patience_s: float = PATIENCE_S) -> None:
        """Wait until something can be seen.

        Raises:
            StepFailed: it does not come.
        """
        end = time.monotonic() + patience_s
        while not condition():
            if time.monotonic() > end:
                raise StepFailed(f"waited in vain for: {what}")
            await asyncio.sleep(LOOK_AGAIN_S)

    async def until_sees(self, name: str, patience_s: float = PATIENCE_S) -> None:
        """Wait until a widget of this name can be seen."""
        await self.until(lambda: self.sees(name), name, patience_s)

    def says(self, name: str, part: str) -> bool:
        """Whether a widget can be seen and says something that contains `part`."""
        return self.sees(name) and part.casefold() in self.words(name).casefold()

    async def until_says(self, name: str, part: str, patience_s: float = PATIENCE_S) -> None:
        """Wait until a widget says something that contains `part`."""
        await self.until(lambda: self.says(name, part), f"{name} says {part!r}", patience_s)

    def row_words(self, list_name: str, key: str) -> str:
        """What a row of a list says.

        Raises:
            StepFailed: there is no such row.
        """
        for row in self.see(list_name, RowList).rows():
            if row.key == key:
                return row.words()
        raise StepFailed(f"no row {key} in {list_name}")

    def row_with(self, list_name: str, part: str) -> str:
        """The key of the row that says `part`.

        Raises:
            StepFailed: there is none.
        """
        for row in self.see(list_name, RowList).rows():
            if part.casefold() in row.words().casefold():
                return row.key
        raise StepFailed(f"no row with {part!r} in {list_name}")

    def has_row(self, list_name: str, part: str) -> bool:
        """Whether a row of the list says `part`."""
        if not self.sees(list_name):
            return False
        rows = self.see(list_name, RowList).rows()
        return any(part.casefold() in row.words().casefold() for row in rows)

    # Hands

    async def click(self, name: str) -> None:
        """Press a widget in its middle, once it is in sight and nothing lies over it.

        Raises:
            StepFailed: it cannot be seen, is disabled, or stays covered or out of the wheel's reach.
        """
        # In one look: what a sign-in or a reading draws anew may be gone again between two.
        await self.until(lambda: self.sees(name) and self.see(name, QWidget).isEnabled(), name)
        await self._wheel_to(lambda: self.see(name, QWidget))
        await self.until(lambda: self._is_bare(self.see(name, QWidget)), f"{name} in sight, nothing over it")

        def middle() -> tuple[QWidget, QPoint]:
            widget = self.see(name, QWidget)
            return widget, widget.rect().center()

        await self._press(middle)

    async def _wheel_to(self, find: Callable[[], QWidget]) -> None:
        """Turn the wheel over the page until the middle of something on it is in sight, as far as it goes."""
        before: QPoint | None = None
        for _turn in range(MOST_TURNS):
            widget = find()
            shown, middle = widget.visibleRegion().boundingRect(), widget.rect().center()
            now = widget.mapTo(self.window, middle)
            area = page_of(widget)
            if shown.contains(middle) or now == before or area is None:
                break
            before = now
            turn = 1 if area.viewport().mapFrom(self.window, now).y() < 0 else -1
            await self._outside(partial(turn_wheel, area, turn))
            await asyncio.sleep(LOOK_AGAIN_S)

    def _is_bare(self, widget: QWidget) -> bool:
        """Whether a press in its middle would come to it."""
        under = self.window.childAt(widget.mapTo(self.window, widget.rect().center()))
        return under is not None and (under is widget or widget.isAncestorOf(under))

    async def click_row(self, list_name: str, key: str) -> None:
        """Press a row of a list, once it is in sight."""
        rows = self.see(list_name, RowList)
        await self._bring_into_sight(rows, key)
        await self._press(lambda: (rows.viewport(), self._in_sight(rows, rows.row_rect(key))))

    async def click_action(self, list_name: str, key: str) -> None:
        """Press the button on a row, once it is in sight."""
        rows = self.see(list_name, RowList)
        await self._bring_into_sight(rows, key)
        await self._press(lambda: (rows.viewport(), self._in_sight(rows, rows.action_rect(key))))

    async def _bring_into_sight(self, rows: RowList, key: str) -> None:
        """Turn the wheel over a list until a row of it is in sight; it goes as far as the list does, or
        `MOST_TURNS`."""
        before: QPoint | None = None
        for _turn in range(MOST_TURNS):
            off, now = out_of_sight(rows, key), self._place(rows, key)
            if not off or now == before:
                break
            before = now
            await self._outside(partial(turn_wheel, rows, -off))
            await asyncio.sleep(LOOK_AGAIN_S)

    def _place(self, rows: RowList, key: str) -> QPoint:
        return rows.viewport().mapTo(self.window, rows.row_rect(key).center())

    @staticmethod
    def _in_sight(rows: RowList, place: QRect) -> QPoint:
        if not shown_of(rows).contains(place.center()):
            raise StepFailed(f"a row of {rows.objectName()} is out of sight")
        return place.center()

    async def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key."""
        await self._outside(lambda: self._keyboard().press(key, modifiers))
        await asyncio.sleep(KEY_SETTLES_S)

    async def close_window(self) -> None:
        """Press the cross of the window."""
        await self._outside(self.window.close)

    async def type(self, text: str) -> None:
        """Type, at a person's speed."""
        await self._outside(lambda: self._keyboard().type_text(text))
        await asyncio.sleep(KEY_SETTLES_S)

    async def scan(self, text: str) -> None:
        """What a scanner set to a US layout sends to a French keyboard: a burst, then Enter.

        The same again comes after a moment, as from a hand that means it.
        """
        if text == self._scanned:
            await asyncio.sleep(max(0.0, self._scanned_at + MEANT_AFTER_S - time.monotonic()))
        self._scanned, self._scanned_at = text, time.monotonic()
        await self._outside(lambda: self._keyboard().scan(text))
        await asyncio.sleep(KEY_SETTLES_S)

    async def _press(self, aim: Callable[[], tuple[QWidget, QPoint]]) -> None:
        """Press where `aim` finds it at that moment: a layout may still have moved it."""
        handle = self.window.windowHandle()

        def act() -> None:
            widget, at = aim()
            QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=widget.mapTo(self.window, at))

        await self._outside(act)

    @staticmethod
    async def _outside(act: Callable[[], object]) -> None:
        """Act from Qt's loop, where no coroutine is running: an input event lets Qt run what waits, and no
        coroutine may be entered from within another."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def work() -> None:
            try:
                act()
            except Exception as error:
                done.set_exception(error)
            else:
                done.set_result(None)

        QTimer.singleShot(0, work)
        await done

    def _keyboard(self) -> SimulatedKeys:
        handle = self.window.windowHandle()
        assert handle is not None
        if QGuiApplication.focusWindow() is not handle:
            handle.requestActivate()
            QApplication.processEvents()
        if self._keys is None or self._keys_of is not handle:
            self._keys, self._keys_of = SimulatedKeys(handle), handle
        return self._keys

    async def picture(self, path: Path, is_at_work: bool = False) -> None:
        """Save what the window shows, once nothing in it is on its way any more but the work that is to be
        seen."""
        await settled(self._window, is_at_work)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.window.grab().save(str(path))


MEANT_AFTER_S = TWICE_WITHIN_MS / 1000 + 0.1
KEY_SETTLES_S = 0.05
"""Longer than the wedge holds a key back to see whether a scan begins."""
