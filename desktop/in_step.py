"""The window in step with the replica: what changed is read again, first by what is seen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from core.rules.errors import CoulisseError
from desktop.desk import Kinds
from desktop.made_screens import MadeScreens
from desktop.out_of_sight import OutOfSight
from desktop.scan_desk import ScanDesk
from desktop.screens import Screen, Section
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
        self._unread = set(Section)
        """What was not read yet for who is here: a set of its own for each person, so that a reading that
        began for one says nothing of the next."""
        self._uncounted = set(Section)
        """Of what is unread, what has no number of who is here either."""
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
            self._person, self._unread, self._uncounted = staff_id, set(Section), set(Section)
            self._show_counts()

    def is_unread(self, key: Section) -> bool:
        """Whether a screen was not read yet for who is here."""
        return key in self._unread

    async def count_first(self) -> None:
        """The rail's numbers of who is here, and no more than these: they are there before any screen is.

        Raises:
            CoulisseError: what stood in the way of the first that could not be counted. All were tried.
        """
        counted = [screen for screen in self._screens.by_key.values() if screen.count() is not None]
        await one_by_one(*(partial(self._count, screen) for screen in counted))

    async def open(self, screen: Screen, fulfilment_id: str) -> None:
        """Have a screen read all of it, with what is asked for: then its number is that of who is here."""
        read = self._unread, self._uncounted
        await screen.open(fulfilment_id)
        self._was_read(screen.key, read)

    async def redraw_everything(self, *, is_read: bool = False) -> None:
        """Every screen; `is_read` when the one in front has just been read.

        Raises:
            CoulisseError: what stood in the way of the first that could not be read. All were tried, and what
            was read has its number; any other is read whole once something changes, or it is opened.
        """
        others = self._screens.others()
        seen = partial(self._redraw, None, is_read=is_read)
        await one_by_one(seen, *(partial(self._read, screen, None) for screen in others))

    async def uncovered(self) -> None:
        """What is in front is seen again: what changed under the cover was only counted."""
        front = self._screens.front()
        if front is not None:
            await front.refresh(None)

    async def _redraw(self, kinds: Kinds | None, *, is_read: bool = False) -> None:
        """What is seen."""
        unread = self._unread
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
        if front is not None and not (is_read and front.key not in unread):
            await self._read(front, kinds)
        # Last: beside it the answer to a scan is still being read.
        self._connection.show_waiting(await self._tasks.run(self._workstation.waiting))
        self._show_counts()

    async def _catch_up(self, missed: dict[Section, Kinds]) -> None:
        """The screens that were not in front: each reads again when it is opened, its number stands now."""
        by_key = self._screens.by_key
        await one_by_one(*(partial(self._read, by_key[key], kinds) for key, kinds in missed.items()))

    async def _read(self, screen: Screen, kinds: Kinds | None) -> None:
        """One screen: what these kinds concern, or all of it while nothing was read for who is here."""
        read = self._unread, self._uncounted
        is_whole = kinds is None or screen.key in self._unread
        await screen.refresh(None if is_whole else kinds)
        if is_whole:
            self._was_read(screen.key, read)
        else:
            self._show_counts()

    async def _count(self, screen: Screen) -> None:
        uncounted = self._uncounted
        if screen.key in uncounted:
            await screen.recount()
            self._was_read(screen.key, (uncounted,))

    def _was_read(self, key: Section, read: tuple[set[Section], ...]) -> None:
        for left in read:
            left.discard(key)
        self._show_counts()

    def _show_counts(self) -> None:
        read = {key: screen.count() or 0 for key, screen in self._screens.by_key.items()}
        self._rail.set_counts({key: 0 if key in self._uncounted else count for key, count in read.items()})


async def one_by_one(*works: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Each, whatever becomes of those before it.

    Raises:
        CoulisseError: what stood in the way of the first that did not come to its end.
    """
    troubles: list[CoulisseError] = []
    for work in works:
        try:
            await work()
        except CoulisseError as trouble:
            troubles.append(trouble)
    if troubles:
        raise troubles[0]
