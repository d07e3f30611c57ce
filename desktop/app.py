"""Wires the desktop together: the only place that knows every part."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QWidget

from core.folder_lock import FolderLock
from core.rules.errors import BadInput, CoulisseError, NotAuthentic, Offline, Refused
from core.struct_types import learn_struct_types
from desktop.devices.scanner.qt_wedge import ScannerWedge
from desktop.devices.scanner.sounds import Sounds
from desktop.devices.spooler import PRINT_THREADS
from desktop.dressing import dress, read_for_painting
from desktop.exchange import Exchange
from desktop.first_start import FirstStart
from desktop.frame import Frame
from desktop.going_on import keep_going, report_bug
from desktop.one_window import FrontDoor
from desktop.options import Options
from desktop.own_loop import run_apart
from desktop.preferences import Preferences
from desktop.printing import make_printing
from desktop.replica_room import ReplicaRoom
from desktop.shell.tasks import Tasks
from desktop.shell.trouble import TroublePage
from desktop.stage import Stage
from sync import Workstation, World
from sync.cancelling import cancel_until_ended
from sync.enrolling import enrol

WORK_THREADS = 3

log = structlog.get_logger(__name__)


class Desktop:
    """One run of the program.

    Attributes:
        frame: the window's parts, once this is a device.
    """

    def __init__(
        self, application: QApplication, options: Options, world: World, lock: FolderLock | None = None
    ) -> None:
        """`lock` is the replica's, where it was taken already."""
        learn_struct_types()
        self._application = application
        self._options = options
        self._closed = asyncio.Event()
        self._work = ThreadPoolExecutor(WORK_THREADS, "work")
        self._printing = ThreadPoolExecutor(PRINT_THREADS, "print")
        self._room = ReplicaRoom(options.profile, world, lock)
        self._running: list[asyncio.Task[None]] = []
        self._retrying: asyncio.Task[None] | None = None
        self._door = FrontDoor(options.profile)
        self._door.knocked.connect(self.come_to_front)
        self._wedge = ScannerWedge()
        # It looks for players on the disk: before the window stands.
        self._sounds = Sounds()
        self._stage = Stage(application, self._closed.set)
        self.frame: Frame | None = None
        self._first: FirstStart | None = None
        self._is_enrolling_again = False
        # Where a code came with the start nobody may be here, unless one is asked for after all.
        self._is_attended = not options.enrolment_code
        self._waiting = 0
        self._aside = ""

    @property
    def workstation(self) -> Workstation | None:
        """The replica, once it is open."""
        return self._room.workstation

    @property
    def exchange(self) -> Exchange | None:
        """With the core, once this is a device."""
        return self._room.exchange

    @property
    def window(self) -> QWidget | None:
        """What is on the screen: the frame's window, or the page of what stands in the way."""
        return self._stage.window

    async def open(self) -> None:
        """Open the replica and show the window, or the page of what stands in the way."""
        try:
            await self._open_workstation()
        except CoulisseError as error:
            await self._fail(error)

    def stop(self) -> None:
        """End `run` without asking anybody: what waits to be sent is on the disk."""
        self._closed.set()

    def come_to_front(self) -> None:
        """Show the window over all others."""
        if not self._closed.is_set():
            self._stage.come_to_front()

    async def run(self) -> None:
        """Open, and go on until the person closes the window, or `stop`."""
        await self.open()
        await self._closed.wait()
        await self.close()

    async def close(self) -> None:
        """Stop the exchange, end the work under way, close the files."""
        await self._end_parts([self._retrying] if self._retrying is not None else [])
        self._room.leave()
        self._work.shutdown()
        self._printing.shutdown()
        if self.window is not None:
            self.window.close()

    async def _end_parts(self, others: Sequence[asyncio.Task[None]] = ()) -> None:
        """End what runs, and these, and close the files; the window stays as it is."""
        # Who starts the program now waits for the lock, instead of for a window that goes.
        self._door.close()
        ending = [*self._running, *others]
        await cancel_until_ended(set(ending))
        # Whatever a task ended with, the files are closed and the lock is let go.
        for end in await asyncio.gather(*ending, return_exceptions=True):
            if isinstance(end, Exception):
                sys.excepthook(type(end), end, end.__traceback__)
        self._wedge.rest(self._application)
        if self._first is not None:
            await self._first.close()
        if self.frame is not None:
            await self.frame.close()
        await self._room.close()

    async def _open_workstation(self) -> None:
        options = self._options
        self._dress(await self._room.off(lambda: read_for_painting(options.profile)))
        workstation, is_enrolled = await self._room.open(options.core_url)
        self._door.open()
        if self._is_enrolling_again or not is_enrolled:
            if self._is_enrolling_again or not (options.core_url and options.enrolment_code):
                await self._ask_for_code(workstation)
                return
            core, code, name = options.core_url, options.enrolment_code, options.device_name
            try:
                await run_apart(lambda: enrol(workstation, core, code, name), self._work)
            except (Offline, Refused, BadInput, NotAuthentic) as error:
                # A person may type others. A code that nobody has turned down is good yet.
                is_good_yet = isinstance(error, Offline | BadInput)
                await self._ask_for_code(workstation, code if is_good_yet else "")
                self._explain(error)
                return
        await self._begin(workstation)

    def _dress(self, chosen: Preferences) -> None:
        options = self._options
        spoken, look = chosen.language or options.language, chosen.look or options.look
        dress(self._application, replace(chosen, language=spoken, look=look))

    async def _ask_for_code(self, workstation: Workstation, code: str = "") -> None:
        """Let a person enrol this machine, for the first time or again; `code` is filled in."""
        self._is_attended = True
        options, known = self._options, await self._room.off(workstation.replica.state)
        self._waiting = await self._room.off(workstation.waiting)
        address = known.core_url or options.core_url or options.suggested_core
        first = self._show_first_start(workstation)
        first.ask(address, code, is_again=known.device_id != "", aside=self._aside)

    def enrol_again(self) -> None:
        """Become another device of the core: what was done here and not sent goes out under its name."""
        self._begin_once(self._enrol_again)

    async def _enrol_again(self) -> None:
        await self._leave_work()
        self._is_enrolling_again = True
        await self.open()

    async def _leave_work(self) -> None:
        """End what runs, without ending the program."""
        if self.frame is not None:
            self.frame.closed.disconnect(self._closed.set)
        await self._end_parts()
        self._running, self.frame, self._first = [], None, None

    def _meet_unreadable(self, error: CoulisseError, waiting: int) -> None:
        """The file was found unreadable after it had been opened: the same ways out as at the start."""

        async def give_up() -> None:
            log.error("replica.unreadable", code=error.code)
            await self._leave_work()
            self._waiting = waiting
            self._show_trouble(error)

        self._begin_once(give_up)

    def _show_first_start(self, workstation: Workstation) -> FirstStart:
        options = self._options
        self._wedge.watch(self._application)
        tasks = self._tasks()
        first = FirstStart(
            workstation, tasks, self._wedge, options.profile, options.device_name, self._room.key_place
        )
        first.page.closed.connect(self._closed.set)
        first.enrolled.connect(lambda: tasks.start(self._begin_first(workstation)))
        first.done.connect(self._show_frame)
        first.unreadable.connect(lambda error: self._meet_unreadable(error, self._waiting))
        self._first = first
        self._stage.show(first.page)
        return first

    async def _begin(self, workstation: Workstation) -> None:
        """Make the parts and let them run; the names of staff show at once, unless they are yet to come."""
        exchange = await self._room.begin_exchange(report_bug)
        self._make_frame(workstation, exchange)
        if self._is_attended and not exchange.state.last_answer_at:
            (self._first or self._show_first_start(workstation)).follow(exchange)
        else:
            self._show_frame()

    def _show_frame(self) -> None:
        assert self.frame is not None
        self._stage.show(self.frame.window)

    def _tasks(self) -> Tasks:
        return self._tasks_on(self._work)

    def _tasks_on(self, threads: ThreadPoolExecutor) -> Tasks:
        return Tasks(threads, expected=(CoulisseError,), explain=self._explain)

    def _make_frame(self, workstation: Workstation, exchange: Exchange) -> None:
        tasks = self._tasks()
        self._wedge.watch(self._application)
        lock_after_s = self._options.lock_after_s
        self.frame = Frame(workstation, tasks, exchange, self._wedge, self._sounds, lock_after_s, self._dress)
        self.frame.closed.connect(self._closed.set)
        self.frame.enrolment_wanted.connect(self.enrol_again)
        self.frame.unreadable.given_up.connect(self._meet_unreadable)
        spooler, chain_labels = make_printing(
            workstation,
            tasks,
            self._tasks_on(self._printing),
            on_fault=self.frame.show_printer,
            explain=self.frame.explain,
        )
        parts = (self.frame.run, exchange.run, spooler.run, chain_labels.run)
        self._running = [asyncio.create_task(keep_going(part)) for part in parts]

    def _explain(self, error: Exception) -> None:
        if not isinstance(error, CoulisseError):
            return
        if self.frame is not None and self.window is self.frame.window:
            self.frame.explain(error)
        elif self._first is not None and self.window is self._first.page:
            self._first.explain(error)

    async def _begin_first(self, workstation: Workstation) -> None:
        """What was asked for is done with: what stands in the way now has a page of its own."""
        self._is_enrolling_again = False
        try:
            await self._begin(workstation)
        except CoulisseError as error:
            await self._fail(error)

    async def _fail(self, error: CoulisseError) -> None:
        log.error("open.failed", code=error.code)
        self._door.close()
        await self._room.close()
        self._first = None
        self._show_trouble(error)

    def _show_trouble(self, error: CoulisseError) -> None:
        self._stage.show_trouble(
            TroublePage(error, self._waiting),
            retry=lambda: self._begin_once(self.open),
            anew=lambda: self._begin_once(self._open_anew),
        )

    def _begin_once(self, way: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Try a way on, unless one is being tried."""
        if self._retrying is None or self._retrying.done():
            self._retrying = asyncio.create_task(way())

    async def _open_anew(self) -> None:
        """Set the file aside that cannot be read, and begin with an empty one."""
        try:
            aside = await self._room.set_aside()
        except CoulisseError as error:
            await self._fail(error)
        else:
            # What waits in it waits there; and a code that the program was started with is good once.
            self._aside, self._waiting, self._is_enrolling_again = aside.name, 0, True
            await self.open()
