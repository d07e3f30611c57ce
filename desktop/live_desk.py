"""The desk of every day: a workstation, worked off the GUI's thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TypeVar

from core.commands import Command, Outcome
from core.ports import Clock
from core.rules.errors import Offline, Refused
from core.wire import Approval, make_approval
from desktop.desk import Hand, Kinds, Me, Prints
from desktop.shell.tasks import Tasks
from desktop.signing import Signing
from sync import Reader, Workstation
from sync.answers import FoundCredit, FoundStory
from sync.asking import AskedSale, ask_for_credit, ask_for_sales, ask_for_story, let_credit_go
from sync.workstation import Print

T = TypeVar("T")


class LiveDesk:
    """A `desktop.desk.Desk` for whoever is signed in.

    Attributes:
        me: who; replaced at each sign-in.
        clock: the machine's.
    """

    def __init__(
        self,
        workstation: Workstation,
        tasks: Tasks,
        me: Me,
        signing: Signing,
        is_connected: Callable[[], bool],
    ) -> None:
        self.me = me
        self.clock: Clock = workstation.world.clock
        self._workstation = workstation
        self._tasks = tasks
        self._signing = signing
        self._is_connected = is_connected
        self._releases: dict[str, asyncio.Task[None]] = {}

    @property
    def hand(self) -> Hand | None:
        return self._signing.own

    @property
    def is_hand_opening(self) -> bool:
        return self._signing.is_opening

    @property
    def is_connected(self) -> bool:
        return self._is_connected()

    @property
    def changes(self) -> int:
        return self._workstation.changes

    def new_id(self) -> str:
        return self._workstation.world.ids.new()

    def new_secret(self, size_bytes: int) -> str:
        return self._workstation.world.randomness.secret(size_bytes).hex()

    async def change_pin(self, pin: str, new_pin: str) -> None:
        await self._signing.change_pin(self.me, pin, new_pin)

    async def beside(self, staff_id: str, pin: str) -> Hand:
        return await self._signing.beside(staff_id, pin)

    async def read(self, query: Callable[[Reader], T]) -> T:
        return await self._tasks.run(self._workstation.read, query)

    async def sign(self, given: Approval, hand: Hand) -> bytes:
        return await self._tasks.run(make_approval, hand.key, given)

    async def find_sales(self, asked: AskedSale) -> tuple[str, ...]:
        author = self.me.staff_id
        return await self._tasks.apart(lambda: ask_for_sales(self._workstation, asked, author))

    async def find_credit(self, number: str, takes_cents: int = 0) -> FoundCredit:
        # What is let go of it must not come after what is held anew.
        while (release := self._releases.get(number)) is not None:
            await asyncio.wait({release})
        return await self._tasks.apart(lambda: ask_for_credit(self._workstation, number, takes_cents))

    def let_credit_go(self, number: str) -> None:
        if self.is_connected:
            release = self._tasks.start(self._let_credit_go(number, self._releases.get(number)))
            self._releases[number] = release
            release.add_done_callback(lambda _ended: self._has_let_go(number, release))

    def _has_let_go(self, number: str, release: asyncio.Task[None]) -> None:
        if self._releases.get(number) is release:
            del self._releases[number]

    async def _let_credit_go(self, number: str, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait({before})
        with suppress(Offline, Refused):
            await self._tasks.apart(lambda: let_credit_go(self._workstation, number))

    async def find_story(self, number: str, language: str) -> FoundStory:
        return await self._tasks.apart(lambda: ask_for_story(self._workstation, number, language))

    async def do(self, command: Command, prints: Prints | None = None, author: str = "") -> Outcome:
        return await self._tasks.run(self._workstation.execute, command, author or self.me.staff_id, prints)

    async def print_again(self, jobs: Iterable[Print], aggregate: str, reason: str) -> None:
        author = self.me.staff_id
        await self._tasks.run(self._workstation.print_by_hand, jobs, aggregate, author, reason)

    async def keep(self, name: str, value: str) -> None:
        await self._tasks.run(self._workstation.set_setting, name, value)

    async def draw_sscc(self) -> str:
        return await self._tasks.run(self._workstation.draw_sscc)

    async def draw_number(self, kind: str) -> int:
        return await self._tasks.run(self._workstation.draw_number, kind)

    def on_change(self, listener: Callable[[Kinds], None]) -> Callable[[], None]:
        loop = asyncio.get_running_loop()
        return self._workstation.on_change(lambda kinds: loop.call_soon_threadsafe(listener, kinds))
