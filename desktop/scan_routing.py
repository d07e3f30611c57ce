"""Where a scan goes: to the sign-in, to the scanner's test, to the screen in front, or to where it leads."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from desktop.devices.scanner import Badge, Scan, Scanned, read
from desktop.devices.scanner.learning import learned
from desktop.devices.scanner.qt_wedge import ScannerWedge
from desktop.devices.scanner.sounds import Sounds
from desktop.devices.scanner.wedge import SENT_WHOLE, Manner
from desktop.made_screens import MadeScreens
from desktop.scan_desk import ScanDesk
from desktop.screens import Screen, Section
from desktop.screens.settings.screen import SettingsScreen
from desktop.shell.session import SignInSession
from desktop.shell.tasks import Tasks
from desktop.shell.window import Window

Follow = Callable[[Section, str], Awaitable[Screen]]
"""Brings a section to the front, with what was asked for."""


class ScanRouting:
    """Takes every scan of the window."""

    def __init__(
        self,
        window: Window,
        wedge: ScannerWedge,
        scans: ScanDesk,
        session: SignInSession,
        screens: MadeScreens,
        tasks: Tasks,
        sounds: Sounds,
        follow: Follow,
    ) -> None:
        self._window = window
        self._wedge = wedge
        self._scans = scans
        self._session = session
        self._screens = screens
        self._tasks = tasks
        self._sounds = sounds
        self._follow = follow
        self._has_ended = False
        wedge.scanned.connect(lambda scan: self._on_scan(scan, wedge.manner))
        for whole in (scans.serial, scans.camera):
            whole.scanned.connect(lambda scan: self._on_scan(scan, SENT_WHOLE))

    def end(self) -> None:
        """Take none any more: the window closes, and a camera's last one may still be on its way from its
        thread."""
        self._has_ended = True

    def sound(self, is_good: bool) -> None:
        """Let it be heard whether a scan was good."""
        if is_good:
            self._sounds.good()
        else:
            self._sounds.bad()

    def lead(self, scanned: Scanned) -> None:
        """Go where a scan leads that the screen in front does not take."""
        self._tasks.start(self._scans.lead(scanned, self._follow, self.sound))

    def _on_scan(self, scan: Scan, manner: Manner) -> None:
        if self._has_ended or self._is_tested(scan, manner):
            return
        settings = learned(scan, self._wedge.settings)
        if settings is not None:
            self._tasks.start(self._scans.keep(settings))
            return
        scanned = read(scan)
        front = self._screens.front()
        self._scans.hear(scan.text, scanned, front.view if front is not None else None)
        if isinstance(scanned, Badge):
            self._tasks.start(self._session.read_badge(scanned.badge))
        elif not self._window.is_covered():
            self._route(scanned)

    def _is_tested(self, scan: Scan, manner: Manner) -> bool:
        """Whether the scanner's test is in front: it takes all that is scanned."""
        if self._window.is_covered() or self._window.page() != Section.SETTINGS:
            return False
        settings = self._screens.by_key[Section.SETTINGS]
        return isinstance(settings, SettingsScreen) and settings.takes(scan, manner)

    def _route(self, scanned: Scanned) -> None:
        if self._screens.are_being_made:
            self._tasks.start(self._route_when_made(scanned))
            return
        screen = self._screens.front()
        if screen is None or not screen.scanned(scanned):
            self.lead(scanned)

    async def _route_when_made(self, scanned: Scanned) -> None:
        await self._screens.made()
        self._route(scanned)
