"""What the screens share: their wiring to the shell, and a page that gives its keys to its actions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from core.rules.errors import CoulisseError
from desktop.actions import ENTER, ESCAPE, with_key
from desktop.desk import Kinds
from desktop.devices.scanner import Scanned
from desktop.screens.screen import Doors, Section
from desktop.shell.sentences import sentence
from desktop.shell.widgets import Page

T = TypeVar("T")
Deed = Callable[[], Coroutine[Any, Any, object]]
"""What a scan has done; not begun yet."""


class _View(Protocol):
    """What every screen's page can do."""

    def show_state(self, state: Any) -> None: ...

    def isVisible(self) -> bool: ...


class _Presenter(Protocol):
    """What every screen's presenter can do."""

    async def refresh(self) -> object: ...


V = TypeVar("V", bound=_View)
P = TypeVar("P", bound=_Presenter)

_KEYS = {Qt.Key.Key_Return: ENTER, Qt.Key.Key_Enter: ENTER, Qt.Key.Key_Escape: ESCAPE}


class ScreenPage(Page):
    """A screen's page: what its widgets leave of Enter and Escape triggers the screen's action of that key.

    A subclass says its words in `speak`, which is called again when the language changes.
    """

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def speak(self) -> None:
        """Say everything again in the language of now."""

    def tell_while_seen(self, every_ms: int, passed: SignalInstance) -> None:
        """Emit `passed` again and again, so that ages and times left are said anew. Out of sight nothing is
        said: all is read when the page is opened, and a queue of hundreds takes the window's time."""
        self._passed = passed
        timer = QTimer(self, interval=every_ms)
        timer.timeout.connect(self._tell_passed)
        timer.start()

    def _tell_passed(self) -> None:
        if self.isVisible():
            self._passed.emit()

    def give_keys_to(self, part: QWidget | None) -> None:
        """Let the keyboard be a part's, or the page's own while nothing on it wants it. Called before what
        has it goes out of sight: Qt would pass it on to the rail, where nobody has sent it."""
        was_here = self.hasFocus() or self.isAncestorOf(QApplication.focusWidget() or self.window())
        self.setFocusProxy(part)  # type: ignore[arg-type]
        if was_here:
            (part or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.speak()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = _KEYS.get(Qt.Key(event.key()))
        action = with_key(self.actions(), key) if key else None
        if action is None or event.isAutoRepeat():
            super().keyPressEvent(event)
        else:
            action.trigger()


class WiredScreen(Generic[V, P]):
    """The part of a screen that is the same in all: what its presenter speaks to, and what the shell asks of
    it where nothing else is said: to read again when its kinds of thing changed, no scans, no number.

    Attributes:
        key: its section.
        doors: the shell's.
        view: its page.
        presenter: what it shows and does.
    """

    key: Section
    KINDS: ClassVar[Kinds]
    view: V
    presenter: P

    def __init__(self, doors: Doors) -> None:
        self.doors = doors
        self._scan_at_a_time = asyncio.Lock()
        self._scans_here = 0
        """Those that wait for their turn, and the one that is dealt with."""

    def matters(self, kinds: Kinds | None) -> bool:
        """Whether these changes are to be seen here."""
        return kinds is None or bool(kinds & self.KINDS)

    def show(self, state: object) -> None:
        """Show what the presenter says."""
        self.view.show_state(state)

    async def refresh(self, kinds: Kinds | None) -> None:
        """Read again if it matters; out of sight the number alone, since all is read when it is opened."""
        if kinds is None or self.view.isVisible():
            await self.look_again(kinds)
        elif self.matters(kinds):
            await self.recount()

    async def look_again(self, kinds: Kinds | None) -> None:
        """Read again what is seen, if it matters."""
        if self.matters(kinds):
            await self.presenter.refresh()

    async def recount(self) -> None:
        """Read only what `count` tells, for while nobody looks."""
        await self.presenter.refresh()

    def scanned(self, scan: Scanned) -> bool:  # noqa: ARG002 - every screen is asked
        """Nothing is scanned here."""
        return False

    def count(self) -> int | None:
        """Nothing waits here."""
        return None

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        """Begin work from a signal."""
        self.doors.tasks.start(work)

    def take_in_turn(self, scan: Scanned, meaning: Callable[[Scanned], Deed | None]) -> bool:
        """Take a scan once what was scanned before has been dealt with: a scanner that was out of reach sends
        all that it has kept in one burst. What it means is seen then; what turns out to be nothing here leads
        on. False for what is nothing here now."""
        if self._scans_here:
            self.start_in_turn(partial(self._take, scan, meaning))
            return True
        deed = meaning(scan)
        if deed is not None:
            self.start_in_turn(deed)
        return deed is not None

    def start_in_turn(self, deed: Deed) -> None:
        """Begin work from a scan, once what was scanned before has been dealt with."""
        self._scans_here += 1
        self.start(self._in_turn(deed))

    def beside(self, deed: Deed) -> Deed:
        """The same begun in its turn, without what is scanned after it waiting for its end: headquarters is
        asked, say."""
        return partial(self._begin, deed)

    async def _begin(self, deed: Deed) -> None:
        self.start(deed())

    async def _take(self, scan: Scanned, meaning: Callable[[Scanned], Deed | None]) -> None:
        deed = meaning(scan)
        if deed is not None:
            await deed()
        else:
            self.doors.lead(scan)

    async def _in_turn(self, deed: Deed) -> None:
        try:
            async with self._scan_at_a_time:
                await deed()
        finally:
            self._scans_here -= 1

    def go(self, section: Section, fulfilment_id: str) -> None:
        """Bring a section to the front."""
        self.doors.go(section, fulfilment_id)

    def refused(self, error: CoulisseError) -> None:
        """Say why something was not done."""
        self.doors.messages.bad(sentence(error))

    def heard(self, is_good: bool) -> None:
        """Let the result of a scan be heard."""
        self.doors.heard(is_good)

    async def run(self, op: Callable[[], T]) -> T:
        """Do work that takes time off the GUI's thread."""
        return await self.doors.tasks.run(op)
