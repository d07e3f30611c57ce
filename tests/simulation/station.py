"""A workstation of a world: the real one on real files, with its engine; it is killed, and begins again from
the files as they stood at that moment."""

from __future__ import annotations

import asyncio
import random
import shutil
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

from core_side import CoreSide
from feed_reading import delivery_of
from history import History
from line import Line
from machine import NotedIds, SimulatedFiles, WorldClock, at_the_first_s_cost, quick, seeded
from plan import KILL_IN_BOOTSTRAP
from programs import CoreProgram, speaking
from simulated_loop import Killed, SimulatedLoop, Turns
from sqlalchemy import Engine, event
from told import Delivery

from core.rules.errors import CoulisseError
from core.wire import Tail
from sync import SyncEngine
from sync.enrolling import enrol
from sync.files import ReplicaFolder
from sync.ports import World
from sync.replica import Replica
from sync.workstation import Workstation

KEY = bytes(range(32))
CORE_URL = "http://core.invalid"
DISK_POINTS = "before_commit"
NAMED_KILLS = {
    "network.delta": "kill_at_delta",
    "network.snapshot": "kill_in_swap",
    "network.pointer": "kill_in_swap",
    "arrival": KILL_IN_BOOTSTRAP,
}
"""Kinds of kills, by how the names of their points begin; any other is a kill like all."""


class QuickReplica(Replica):
    """A replica that waits neither for the platter nor for another program."""

    def _make_engine(self) -> Engine:
        engine = at_the_first_s_cost(super()._make_engine(), "replica")
        event.listen(engine, "connect", _quietly, insert=True)
        event.listen(engine, "connect", quick)
        return engine


def _quietly(raw: Any, _record: object) -> None:
    """Before the first page is read."""
    raw.execute("PRAGMA busy_timeout = 0")


class ToldWorkstation(Workstation):
    """A workstation that tells what it takes in: each tail, and None where its streams begin anew."""

    def __init__(
        self, replica: Replica, world: World, taken: list[Delivery | None], program: CoreProgram
    ) -> None:
        super().__init__(replica, world)
        self._taken, self._program = taken, program

    def apply_tail(self, tail: Tail) -> frozenset[str]:
        state = self.replica.state()
        kinds = super().apply_tail(tail)
        left_out = self._program.left_out_of(tail)
        self._taken.append(delivery_of(tail, state.location_id, state.device_id, left_out))
        return kinds

    def start_over(self, tails: Iterable[Tail] = ()) -> None:
        self._taken.append(None)
        super().start_over(tails)


class Station:
    """One workstation.

    Attributes:
        store: the number of its store.
        home: its folder, as long as it lives; each life after a kill has a copy.
        is_kept: somebody has a copy of its disk, or a backup, to put it back to.
        is_being_helped: somebody makes it a device anew.
        version: of its program, in a world where there are several; 0 for today's.
        doomed: the commit point at which it is killed when it comes there.
        paused_until_s: it does nothing before.
        given: the identifiers that it has drawn, in all its lives.
        signed: the names of the commands that people were told are done, in all its lives.
        taken: what came to it since somebody looked; None where it began anew.
        said: the last code that a screen of this life showed in the place of what was asked for.
    """

    def __init__(
        self,
        name: str,
        store: int,
        home: Path,
        core: CoreSide,
        loop: SimulatedLoop,
        history: History,
        seed: int,
    ) -> None:
        self.name, self.store, self.home = name, store, home
        self.history = history
        self.clock = WorldClock(loop)
        self.files = SimulatedFiles(lambda: history.strike("disk_full", name))
        self.line = Line(name, core.answer, history, random.Random(f"{seed} line {name}"))
        self.doomed = ""
        self.paused_until_s = 0.0
        self.given: list[str] = []
        self.signed: list[str] = []
        self.taken: list[Delivery | None] = []
        self.on_killed: Callable[[], None] = lambda: None
        self._loop = loop
        self._seed = seed
        self._lives = 0
        self._left: Path | None = None
        self.is_kept = self.is_being_helped = False
        self._program = core.program
        self.version = core.program.of_stations
        self.said = ""
        self._running: asyncio.Task[None] | None = None
        self._life = 0
        self.is_up = self.is_enrolled = False
        self.workstation: Workstation
        self.engine: SyncEngine

    def open(self) -> None:
        """Open the replica.

        Raises:
            CoulisseError: what the product says of files that are not whole.
        """
        self._lives += 1
        self._life = life = self._lives
        self.said = ""
        chance = seeded(self._seed, self.name, self._lives)

        def at(name: str) -> None:
            if life != self._life:
                raise Killed
            self._at(name)

        self.files.at = at
        ids = NotedIds(self.clock, chance, self.given)
        world = World(self.clock, ids, chance, self.files, at, self.line)
        replica = QuickReplica(ReplicaFolder(self.home, self.files), KEY, at)
        # It may have ended just after a commit, before it could tell.
        self.taken.append(None)
        self.workstation = ToldWorkstation(replica, world, self.taken, self._program)
        self.turns = Turns(lambda: self._wait_s(life), self.as_its_program)
        self.is_up = True

    def as_its_program(self) -> AbstractContextManager[None]:
        """What is done meanwhile is done by the version of the program that is on this machine."""
        return speaking(self.version)

    def start(self) -> None:
        """Open it and let its engine run, if it is a core's device."""
        self.open()
        self.is_being_helped = False
        self.is_enrolled = self.workstation.is_enrolled
        if self.is_enrolled:
            self._let_run()

    def _let_run(self) -> None:
        self.engine = SyncEngine(self.workstation, self.turns, self._on_bug)
        self._running = asyncio.create_task(self.engine.run())

    async def enrol_again(self, code: str) -> None:
        """Become a device with a code that somebody was given.

        Raises:
            CoulisseError: it did not come to that; it goes on as it was.
        """
        await self._stop_running()
        try:
            await enrol(self.workstation, CORE_URL, code, self.name)
            # Its private rows are taken anew.
            self.taken.append(None)
        finally:
            if self.is_up:
                self.is_enrolled = self.workstation.is_enrolled
                if self.is_enrolled:
                    self._let_run()

    def _wait_s(self, life: int) -> float | None:
        """How long a piece of work of this life has to wait yet; None: for ever."""
        if life != self._life or not self.is_up:
            return None
        return max(0.0, self.paused_until_s - self._loop.elapsed_s)

    def _on_bug(self, error: Exception) -> None:
        self.history.note(self.name, f"BUG {error!r}")
        self.history.bugs.append("".join(traceback.format_exception(error)))

    # Its ends

    def _at(self, name: str) -> None:
        self.history.points[name] += 1
        if name.endswith(DISK_POINTS) and name != "network.snapshot.before_commit":
            self.files.need_room()
        if self.doomed and name.startswith(self.doomed):
            fault = next((one for part, one in NAMED_KILLS.items() if name.startswith(part)), "kill")
            self.history.strike(fault, self.name, f"at {name}")
            self.history.struck[f"kill at {name}"] += 1
            self.kill()
            raise Killed

    def kill(self) -> None:
        """End it here and now: what its files hold at this moment is all that is left of it."""
        self.doomed = ""
        self.is_up = False
        self._life = 0
        after = self.copy(f"{self.home.name.partition('+')[0]}+{self._lives}")
        self._left, self.home = self.home, after
        self.on_killed()

    def copy(self, name: str) -> Path:
        """Its disk as it is at this moment, in a folder of this name beside it."""
        after = self.home.with_name(name)
        shutil.copytree(self.home, after)
        for shared in after.glob("*-shm"):
            shared.unlink()
        return after

    @contextmanager
    def kept(self, name: str) -> Iterator[Path]:
        """Its disk as it is now, for as long as somebody keeps it."""
        self.is_kept = True
        copied = self.copy(f"{self.name}-{name}-{self._lives}")
        try:
            yield copied
        finally:
            self.is_kept = False
            shutil.rmtree(copied, ignore_errors=True)

    async def bury(self) -> None:
        """Let go of what the life before still holds in memory."""
        await self._end()
        if self._left is not None:
            shutil.rmtree(self._left, ignore_errors=True)

    async def stop(self) -> None:
        """Close it as a person does."""
        await self._end()
        self._life, self.is_up = 0, False

    async def _end(self) -> None:
        await self._stop_running()
        self.workstation.replica.close()

    async def _stop_running(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.cancel()
            with suppress(asyncio.CancelledError, Killed, BaseExceptionGroup):
                await running

    # Looking

    @property
    def lives(self) -> int:
        """How often it was opened."""
        return self._lives

    @property
    def state(self) -> str:
        """How it is, for whoever reads of a world that does not come to rest."""
        running = f" {self.engine.state}" if self.is_enrolled else ""
        return f"up={self.is_up} enrolled={self.is_enrolled} helped={self.is_being_helped}{running}"

    @property
    def is_at_rest(self) -> bool:
        """Whether it says of itself that it has sent and taken all there is."""
        if not self.is_up or not self.is_enrolled or self.is_being_helped or self.line.has_stray:
            return False
        state = self.engine.state
        try:
            return state.kind == "connected" and not state.fault and self.workstation.waiting() == 0
        except CoulisseError:
            return False
