"""One world from one plan: a core, its stores and their people, on one loop, with the model looking on."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

import deeds
import httpx
import msgspec
import troubles
from core_side import CoreSide
from hearing import heard
from helping import DOWN_S, come_back, look_after
from history import History
from model import Model
from onlooker import Onlooker
from pace import quickened
from paying_back import Provider
from plan import OLDER_PROGRAM, Plan
from programs import CoreProgram, take_off_colours
from simulated_loop import IS_OF_CORE, SimulatedLoop, Stalled, running_on
from sqlalchemy.exc import DBAPIError
from station import CORE_URL, Station
from tasks import Tasks
from template import SHOP_TOKEN, copy_of_template, scratch_folder
from told import Broken, NotYet

from core.orchestration import UnitOfWork
from core.rules.errors import CoulisseError
from tests.support.worlds_begun import begun

HEALS_WITHIN_S = 900.0
"""Once nothing goes wrong any more, everything has come to its end within this (virtual) time."""
ANSWERED_IN = 2
"""So often people are asked at the end: whoever cannot see it, again at the machine that is put there."""
RESTORED_WAITS_MS = 30_000
"""How long a restored core waits for what other devices still hold. A line or a program that was away is back
within it, and until its end the core tries each second again what waits."""
LOOKS_EVERY_S = 2.5
HELPED_SHARE = 0.3
"""How many of the machines that need somebody get help at each look."""


class World:
    """A world at work.

    Attributes:
        stations: by their number in the plan.
        stores: the numbers of the stores that have one.
        announced: deliveries that the core was told of.
        core_changes: held by whoever ends the core and lets it begin again.
    """

    def __init__(self, plan: Plan, folder: Path, database_url: str = "") -> None:
        self.plan = plan
        self.history = History()
        self.model = Model()
        self.loop = SimulatedLoop(random.Random(f"{plan.seed} turns"))
        self.chance = random.Random(f"{plan.seed} world")
        places = plan.places()
        self.core = CoreSide(folder / "core", self.loop, plan.seed, database_url)
        self.core.has_chores = plan.has_chores
        self.cards = Provider(self.history, random.Random(f"{plan.seed} cards"), self.core.answer)
        self.core.pays = self.cards.answer
        self.core.program = CoreProgram({trouble.what for trouble in plan.troubles})
        self.core.on_commit = self.model.feed.committed
        self.core.on_killed = lambda: self.spawn(self.restart_core("at a commit"))
        self.stations = {
            number: self.station(f"{store}-{place}", store, folder / f"station-{store}-{place}")
            for number, (store, place) in places.items()
        }
        self.stores = sorted({store for store, _place in places.values()})
        self.onlooker = Onlooker(self, random.Random(f"{plan.seed} looks"))
        self.announced: list[str] = []
        self._token = (folder / "core" / SHOP_TOKEN).read_text()
        self._tasks = Tasks()
        self._broken: list[BaseException] = []
        self.core_changes = asyncio.Lock()

    def station(self, name: str, store: int, home: Path) -> Station:
        """A workstation of this world, with its disk."""
        made = Station(name, store, home, self.core, self.loop, self.history, self.plan.seed)
        made.on_killed = lambda: self.spawn(come_back(self, made))
        return made

    def run(self) -> History:
        """Let it happen.

        Raises:
            Broken: something that must be true was not.
        """
        pace = quickened(RESTORED_WAITS_MS, is_compared=self.plan.is_compared)
        with heard(self.history), running_on(self.loop), pace, self.core.program:
            self.history.clock = self.loop.time
            try:
                self.loop.run_until_complete(self._happen())
            except Stalled as error:
                raise Broken("nothing is wedged", "world", error) from error
        return self.history

    # What happens

    async def _happen(self) -> None:
        await self.core.start()
        begun.note(self.plan)
        self.onlooker.begin(self.core.core)
        if self.core.program.is_older:
            await self.at_core(take_off_colours)
        for trouble in self.plan.troubles:
            if trouble.what == OLDER_PROGRAM and trouble.station in self.stations:
                self.stations[trouble.station].version = 1 + trouble.draw % 2
        for station in self.stations.values():
            station.start()
        for deed in self.plan.deeds:
            self._later(deed.at_s, deeds.do(self, deed))
        for trouble in self.plan.troubles:
            self._later(trouble.at_s, troubles.strike(self, trouble))
        try:
            await self._watch(self.plan.day_s)
            await self._heal()
            await self._until_rest()
            for _ in range(ANSWERED_IN):
                if not await deeds.answer(self):
                    break
                await self._until_rest()
        finally:
            await self._end()

    def _later(self, at_s: float, work: Coroutine[Any, Any, None]) -> None:
        async def then() -> None:
            try:
                await asyncio.sleep(at_s)
            except BaseException:
                work.close()
                raise
            await work

        self.spawn(then())

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        """Let something go on beside the rest; what it raises ends the world."""
        # Also what the core itself gives cause for is not of the core, and does not end with it.
        mark = IS_OF_CORE.set(False)
        task = self.loop.create_task(work)
        IS_OF_CORE.reset(mark)
        self._tasks.add(task)

        def done(ended: asyncio.Task[Any]) -> None:
            if not ended.cancelled() and ended.exception() is not None:
                self._broken.append(ended.exception())  # type: ignore[arg-type]

        task.add_done_callback(done)

    async def _watch(self, for_s: float) -> None:
        until_s = self.loop.time() + for_s
        while self.loop.time() < until_s:
            await asyncio.sleep(LOOKS_EVERY_S)
            self._look_around()

    def _look_around(self) -> None:
        self._raise_what_broke()
        self.onlooker.look_around()
        for station in list(self.stations.values()):
            if self.chance.random() < HELPED_SHARE:
                self._help(station)

    def _help(self, station: Station) -> None:
        if self.core.is_up and station.is_up and station.is_enrolled:
            self.spawn(look_after(self, station))

    def _raise_what_broke(self) -> None:
        if self._broken:
            raise self._broken[0]
        if self.history.bugs:
            raise Broken("the product reports no bug of its own", "log", self.history.bugs[0])

    async def _heal(self) -> None:
        """No fault strikes any more."""
        self.history.note("world", "-- faults stop --")
        for station in self.stations.values():
            station.doomed, station.line.wrong = "", []
            station.files.is_full, station.paused_until_s, station.clock.offset_ms = False, 0.0, 0
        self.core.doomed = None

    async def _until_rest(self) -> None:
        until_s = self.loop.time() + HEALS_WITHIN_S
        while True:
            await asyncio.sleep(2.0)
            self._raise_what_broke()
            for station in self.stations.values():
                self._help(station)
            is_quiet = self.core.is_up and not self.cards.owes
            if is_quiet and all(station.is_at_rest for station in self.stations.values()):
                try:
                    self.onlooker.look_at_rest()
                except NotYet:
                    if self.loop.time() > until_s:
                        raise
                else:
                    return
            elif self.loop.time() > until_s:
                states = {one.name: one.state for one in self.stations.values() if not one.is_at_rest}
                raise Broken("nothing is wedged", "world", states)

    async def _end(self) -> None:
        self.cards.end()
        for station in self.stations.values():
            station.line.end()
            await station.stop()
        await self.core.stop()
        for task in self._tasks:
            task.cancel()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for other in others:
            other.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    # Coming back

    async def restart_core(self, where: str) -> None:
        """The core is killed, and comes back."""
        self.history.strike("core_killed", "core", where)
        async with self.core_changes:
            await self.core.stop(is_killed=True)
            await asyncio.sleep(self.chance.uniform(*DOWN_S))
            await self.core.start()

    async def restore_core(self, kept: Path) -> None:
        """The core is put back to an older day: another epoch begins."""
        self.history.strike("core_restored", "core")
        async with self.core_changes:
            await self.core.stop()
            self.core.restore(kept)
            self.core.is_backed_up = False
            # All that this core knows was committed before it answers.
            self.onlooker.begin_restored(self.core.core_at_rest())
            await self.core.start()

    # Doing

    async def in_turn(self, station: Station, work: Callable[[], None]) -> None:
        """On one of the workstation's threads."""
        await self.loop.run_in_executor(station.turns, work)

    async def at_core(self, work: Callable[[UnitOfWork], None]) -> None:
        """In one of the core's transactions."""

        def transact() -> None:
            with suppress(CoulisseError, DBAPIError):
                self.core.core.transact(work)

        await self.loop.run_in_executor(None, transact)

    async def shop(self, method: str, path: str, body: object, key: str) -> int:
        """The web shop asks the core. Returns the status of the answer; 0 where none came."""
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Idempotency-Key": key,
            "Content-Type": "application/json",
        }
        content = msgspec.json.encode(body)
        request = httpx.Request(method, CORE_URL + path, headers=headers, content=content)
        with suppress(httpx.TransportError):
            response = await self.core.answer(request, content)
            self.history.note("shop", f"{method} {path} {response.status_code}")
            await response.aclose()
            return response.status_code
        return 0


def happen(plan: Plan, database: str = "sqlite") -> History:
    """Run a plan in a folder of its own, with the core on a database of this kind.

    Raises:
        Broken: with the history so far.
    """
    folder = scratch_folder()
    try:
        with copy_of_template(list(plan.places().values()), folder, database) as url:
            world = World(plan, folder, url)
            try:
                return world.run()
            except BaseException as error:
                error.add_note(f"seed {plan.seed}\n{world.history.told()}")
                raise
            finally:
                world.core.leave()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
