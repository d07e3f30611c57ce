"""The first start: between its page and the workstation that this machine becomes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from sqlalchemy import func, select

from core.model import Fulfilment, Staff
from core.rules.errors import CoulisseError, Damaged
from desktop import preferences
from desktop.devices.scanner import Scan
from desktop.devices.scanner.qt_wedge import ScannerWedge
from desktop.exchange import Exchange
from desktop.shell.first_start import Asked, FirstStartPage
from desktop.shell.first_start_arrival import Arrival
from desktop.shell.first_start_words import asked_again, note, trouble_words, why_not
from desktop.shell.language import language
from desktop.shell.sentences import sentence
from desktop.shell.tasks import Tasks
from sync import ConnectionState, Download, Reader, Workstation
from sync.enrolling import enrol
from sync.faults import BEYOND_READING
from sync.keys import KeyPlace

LOOPBACK = ("localhost", "127.", "[::1]")


class FirstStart(QObject):
    """Makes this machine a workstation, and shows what arrives.

    Attributes:
        page: its window.

    Signals:
        enrolled: this machine is a workstation now.
        done: on to the names of staff.
        unreadable: the replica's file is one that only another helps against (a CoulisseError).
    """

    enrolled = Signal()
    done = Signal()
    unreadable = Signal(object)

    def __init__(
        self,
        workstation: Workstation,
        tasks: Tasks,
        wedge: ScannerWedge,
        profile: Path,
        device_name: str,
        key: KeyPlace,
    ) -> None:
        """`key` is where this machine's key is kept."""
        super().__init__()
        self._workstation = workstation
        self._tasks = tasks
        self._wedge = wedge
        self._profile = profile
        self._device_name = device_name
        self._exchange: Exchange | None = None
        self._stop_listening: Callable[[], None] = lambda: None
        self._asked: Callable[[], Asked] = Asked
        self._key_place = key
        self._arrival = Arrival()
        self._is_stale = False
        self._is_again = False
        self._aside = ""
        self._reading: asyncio.Task[None] | None = None
        self.page = FirstStartPage()
        self.page.language_wanted.connect(self._speak)
        self.page.connect_wanted.connect(self._connect)
        self.page.sign_in_wanted.connect(self._finish)

    def ask(self, address: str, code: str = "", *, is_again: bool = False, aside: str = "") -> None:
        """Ask for address and code; again, where this machine was a device already.

        Args:
            code: one that is good yet, filled in.
            aside: the folder that the file from before was set aside in.
        """
        self._is_again = is_again
        self._aside = aside
        self.page.ask(address, code)
        self._ask_again(Asked)
        self._wedge.scanned.connect(self._on_scan)

    def follow(self, exchange: Exchange) -> None:
        """Show what the exchange brings, until the first names are there and somebody goes on to them."""
        self._exchange = exchange
        loop = asyncio.get_running_loop()
        self._stop_listening = self._workstation.on_change(
            lambda _kinds: loop.call_soon_threadsafe(self._read)
        )
        exchange.on_state(self._on_state)
        self._on_state(exchange.state)
        self._read()

    def explain(self, error: CoulisseError) -> None:
        """Say what stood in the way, on the step that is in front."""
        if error.code in BEYOND_READING:
            self.unreadable.emit(error)
        elif self._exchange is not None:
            self._show(replace(self._arrival, trouble=sentence(error)))
        else:
            self._ask_again(partial(asked_again, error))

    async def close(self) -> None:
        """Leave off what is under way; what was written stays."""
        self._exchange = None
        self._tasks.cancel()
        await self._tasks.finish()

    # Asking

    def _speak(self, code: str) -> None:
        language.use(code)
        self._ask_again(self._asked)
        self._tasks.start(self._tasks.run(self._keep_language, code))

    def _ask_again(self, asked: Callable[[], Asked]) -> None:
        """Show what stands in the way; kept as what says it, for the day that another language is chosen."""
        self._asked = asked
        self.page.show_asked(asked(), note(self._key_place, is_again=self._is_again, aside=self._aside))

    def _keep_language(self, code: str) -> None:
        preferences.keep_changes(self._profile, language=code)

    def _on_scan(self, scan: Scan) -> None:
        if self._exchange is None:
            self.page.take_code(scan.text)

    def _connect(self, address: str, code: str) -> None:
        is_whole = why_not(address, code) is None
        self._ask_again(lambda: why_not(address, code) or Asked(is_checking=True))
        if is_whole:
            self._tasks.start(self._enrol(whole_address(address), code))

    async def _enrol(self, address: str, code: str) -> None:
        workstation = self._workstation
        try:
            await self._tasks.apart(lambda: enrol(workstation, address, code, self._device_name))
        except CoulisseError as error:
            self.explain(error)
        else:
            self._wedge.scanned.disconnect(self._on_scan)
            self.enrolled.emit()

    # What arrives

    def _on_state(self, state: ConnectionState) -> None:
        if state.fault in BEYOND_READING:
            self.unreadable.emit(Damaged(state.fault))
            return
        self._show(
            replace(self._arrival, download=come(self._arrival.download, state), trouble=trouble_words(state))
        )

    def _read(self) -> None:
        self._is_stale = True
        if self._reading is None or self._reading.done():
            self._reading = self._tasks.start(self._count())

    async def _count(self) -> None:
        while self._is_stale and self._exchange is not None:
            self._is_stale = False
            counted = await self._tasks.run(self._workstation.read, _rows)
            if self._exchange is None:
                # Somebody went on meanwhile: the page is gone.
                return
            self._show(replace(counted, download=self._arrival.download, trouble=self._arrival.trouble))
        if self._arrival.has_network:
            self._finish()

    def _show(self, arrival: Arrival) -> None:
        self._arrival = arrival
        self.page.show_arrival(arrival)

    def _finish(self) -> None:
        if self._exchange is not None and self._arrival.people:
            self._stop_listening()
            self._exchange.off_state(self._on_state)
            self._exchange = None
            self.done.emit()


def come(known: Download | None, state: ConnectionState) -> Download | None:
    """How far the network's copy has come, of which `known` was told last. What has come is kept where the
    line is cut; of its end nothing is known then."""
    return state.download or (replace(known, left_ms=0) if known is not None else None)


def whole_address(typed: str) -> str:
    """An address with its scheme: people leave it out. Plain HTTP is only meant on this very machine."""
    if "://" in typed:
        return typed
    return f"http://{typed}" if typed.startswith(LOOPBACK) else f"https://{typed}"


def _rows(reader: Reader) -> Arrival:
    session = reader.session

    def count(kind: type) -> int:
        return session.scalar(select(func.count()).select_from(kind)) or 0

    place = reader.location_name
    return Arrival(place, count(Staff), count(Fulfilment), reader.network_version > 0)
