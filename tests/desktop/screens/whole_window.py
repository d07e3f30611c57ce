"""The whole window over a real workstation, with somebody signed in, on the test's own loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.devices.scanner.qt_wedge import ScannerWedge
from desktop.devices.scanner.sounds import Sounds
from desktop.exchange import Exchange
from desktop.frame import Frame
from desktop.screens import Section
from desktop.screens.settings.screen import SettingsScreen
from desktop.shell.tasks import Tasks
from desktop.shell.widgets import Text
from tests.desktop.desk_double import SessionDesk

W = TypeVar("W", bound=QWidget)
WAITS_S = 20
"""What is not so by then will not be; a busy machine gets by with a tenth of it."""


class WholeWindow:
    """The frame as the program makes it, without a core."""

    def __init__(self, desk: SessionDesk, application: QApplication) -> None:
        self.desk = desk
        self._application = application
        self._exchange = Exchange(desk.station, print)
        self.frame = Frame(
            desk.station, Tasks(), self._exchange, ScannerWedge(), Sounds(players=()), 0, lambda _: None
        )
        self.preview = self.frame._camera.preview
        self.camera = self.frame._scans.camera

    async def begin(self) -> None:
        """Show it, and let the desk's person work."""
        self._running = asyncio.create_task(self.frame.run())
        self.frame.window.show()
        self.frame._session.me = self.desk.me
        self.frame._welcome(self.desk.me)
        self.frame.window.show_work()
        await self.until(lambda: self.page == Section.TODAY)

    async def end(self) -> None:
        """Close it as the program does."""
        self.frame._camera.put_away()
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)
        await self.frame.close()
        await asyncio.to_thread(self._exchange.close)

    @property
    def page(self) -> str:
        """The section in front."""
        return self.frame.window.page()

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Let the window work until something is so."""
        async with asyncio.timeout(WAITS_S):
            while not is_so():
                self._application.processEvents()
                await asyncio.sleep(0.002)

    async def settled(self) -> None:
        """Let it read all that it reads to begin with."""
        await self.until(lambda: Section.SETTINGS in self.frame._screens.by_key)
        await self.until(lambda: not self.frame._tasks._started)

    def choose_camera(self, device: str) -> None:
        """Choose it as one does in Settings."""
        settings = self.frame._screens.by_key[Section.SETTINGS]
        assert isinstance(settings, SettingsScreen)
        settings.view.camera.camera_wanted.emit(device)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key."""
        self.frame.window.activateWindow()
        self._application.processEvents()
        QTest.keyClick(self.frame.window, key, modifier)

    def see(self, kind: type[W], name: str) -> W:
        """A part of the window."""
        return self.frame.window.findChild(kind, name)

    def said(self, name: str) -> str:
        """What a text of the window says."""
        return self.see(Text, name).text()


@asynccontextmanager
async def whole_window(desk: SessionDesk) -> AsyncIterator[WholeWindow]:
    """Open and closed within the test: pytest-qt lets Qt work between tests, where no loop runs."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    made = WholeWindow(desk, application)
    await made.begin()
    try:
        yield made
    finally:
        await made.end()
