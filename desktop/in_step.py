"""The window in step with the replica: what changed is read again, first by what is seen."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QObject

from desktop.desk import Kinds
from desktop.made_screens import MadeScreens
from desktop.out_of_sight import OutOfSight
from desktop.scan_desk import ScanDesk
from desktop.screens import Section
from desktop.screens.day.reading import live_limit
from desktop.screens.screen import LINE
from desktop.shell.connection_view import ConnectionView
from desktop.shell.intake_strip import IntakeStrip
from desktop.shell.rail import Rail
from desktop.shell.session import SignInSession
from desktop.shell.tasks import Tasks
from sync import Workstation
from sync.connection import ConnectionKind


class InStep(QObject):
    """Gathers what changed, and has it shown."""

    def __init__(
        self,
        workstation: Workstation,
        tasks: Tasks,
        screens: MadeScreens,
        rail: Rail,
        connection: ConnectionView,
        intake: IntakeStrip,
        session: SignInSession,
        scans: ScanDesk,
    ) -> None:
        super().__init__()
        self._workstation = workstation
        self._tasks = tasks
        self._screens = screens
        self._rail = rail
        self._connection = connection
        self._intake = intake
        self._session = session
        self._scans = scans
        self._line = ConnectionKind.STARTING
        self._unread: set[Section] = set()
        self._person = ""
        self._changed: set[str] = set()
        self._news = asyncio.Event()
        self._out_of_sight = OutOfSight(self)
        self._out_of_sight.due.connect(lambda missed: self._tasks.start(self._catch_up(missed)))

    def hear(self, kinds: Kinds) -> None:
        """These kinds of thing have changed."""
        self._changed |= kinds
        self._news.set()

    def hear_line(self, kind: ConnectionKind) -> None:
        """Headquarters can be reached, or cannot: not every answer on the line is news to a screen."""
        if kind is not self._line:
            self._line = kind
            self.hear(frozenset({LINE}))

    async def run(self) -> None:
        """Show what changes, until cancelled."""
        while True:
            await self._news.wait()
            self._news.clear()
            kinds, self._changed = frozenset(self._changed), set()
            # What stands in the way of one redraw is said, and the next one is tried.
            await self._tasks.start(self._redraw(kinds))

    def stop(self) -> None:
        """Nothing more is wanted."""
        self._out_of_sight.stop()

    def meet(self, staff_id: str) -> None:
        """Who is here now. What was counted for somebody else says nothing until it is read again."""
        if staff_id != self._person:
            self._person, self._unread = staff_id, set(self._screens.by_key)
            self._show_counts()

    async def redraw_everything(self, *, is_read: bool = False) -> None:
        """Every screen; `is_read` when the one in front has just been read."""
        others, unread = self._screens.others(), self._unread
        await self._redraw(None, is_read=is_read)
        for screen in others:
            await screen.refresh(None)
        unread.clear()
        self._show_counts()

    async def uncovered(self) -> None:
        """What is in front is seen again: what changed under the cover was only counted."""
        front = self._screens.front()
        if front is not None:
            await front.refresh(None)

    async def _redraw(self, kinds: Kinds | None, *, is_read: bool = False) -> None:
        """What is seen."""
        if kinds is None or "intake_limit" in kinds:
            now = self._workstation.world.clock.now()
            limit = await self._tasks.run(self._workstation.read, lambda reader: live_limit(reader, now))
            self._intake.show_limit(limit, self._connection.timezone)
        if kinds is None or "local_setting" in kinds:
            await self._scans.begin()
        if kinds is None or "staff" in kinds:
            await self._session.show_people()
        front = self._screens.front()
        if kinds is not None:
            self._out_of_sight.hear(kinds, (screen.key for screen in self._screens.others()))
        if front is not None and not is_read:
            await front.refresh(kinds)
        if front is not None and kinds is None:
            self._unread.discard(front.key)
        # Last: beside it the answer to a scan is still being read.
        self._connection.show_waiting(await self._tasks.run(self._workstation.waiting))
        self._show_counts()

    async def _catch_up(self, missed: dict[Section, Kinds]) -> None:
        """The screens that were not in front: each reads again when it is opened, its number stands now."""
        for key, kinds in missed.items():
            await self._screens.by_key[key].refresh(kinds)
        self._show_counts()

    def _show_counts(self) -> None:
        read = {key: screen.count() or 0 for key, screen in self._screens.by_key.items()}
        self._rail.set_counts({key: 0 if key in self._unread else count for key, count in read.items()})
