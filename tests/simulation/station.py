"""A workstation of a world: the real one on real files, with its engine; it is killed, and begins again from
the files as they stood at that moment."""

from __future__ import annotations

import asyncio
import random
import shutil
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from core_side import CoreSide
from history import History
from line import Line
from machine import SimulatedFiles, WorldClock, at_the_first_s_cost, quick, seeded
from simulated_loop import Killed, SimulatedLoop, Turns
from sqlalchemy import Engine

from core.ports import TimeOrderedIds
from core.rules.errors import CoulisseError
from sync import SyncEngine
from sync.files import ReplicaFolder
from sync.ports import World
from sync.replica import Replica
from sync.workstation import Workstation

KEY = bytes(range(32))
DISK_POINTS = "before_commit"
SWAP = ("network.snapshot", "network.pointer")


class NotedIds(TimeOrderedIds):
    """Identifiers, of which the ones that were given are known.

    Attributes:
        given: all of them, in order.
    """

    def __init__(self, clock: WorldClock, chance: Any, given: list[str]) -> None:
        super().__init__(clock, chance)
        self.given = given

    def new(self) -> str:
        made = super().new()
        self.given.append(made)
        return made


class QuickReplica(Replica):
    """A replica that waits neither for the platter nor for another program."""

    def _make_engine(self) -> Engine:
        return at_the_first_s_cost(super()._make_engine(), "replica")

    def _on_connect(self, raw: Any, record: Any) -> None:
        super()._on_connect(raw, record)
        quick(raw)


class Station:
    """One workstation.

    Attributes:
        store: the number of its store.
        home: its folder, as long as it lives; each life after a kill has a copy.
        doomed: the commit point at which it is killed when it comes there.
        paused_until_s: it does nothing before.
        given: the identifiers that it has drawn, in all its lives.
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
        self.on_killed: Callable[[], None] = lambda: None
        self._loop = loop
        self._seed = seed
        self._lives = 0
        self._running: asyncio.Task[None] | None = None
        self._life = 0
        self.is_up = False
        self.workstation: Workstation
        self.engine: SyncEngine

    def open(self) -> None:
        """Open the replica.

        Raises:
            CoulisseError: what the product says of files that are not whole.
        """
        self._lives += 1
        self._life = life = self._lives
        chance = seeded(self._seed, self.name, self._lives)

        def at(name: str) -> None:
            if life != self._life:
                raise Killed
            self._at(name)

        ids = NotedIds(self.clock, chance, self.given)
        world = World(self.clock, ids, chance, self.files, at, self.line)
        replica = QuickReplica(ReplicaFolder(self.home, self.files), KEY, at)
        self.workstation = Workstation(replica, world)
        self.turns = Turns(lambda: self._wait_s(life))
        self.is_up = True

    def start(self) -> None:
        """Open it and let its engine run."""
        self.open()
        self.engine = SyncEngine(self.workstation, self.turns, self._on_bug)
        self._running = asyncio.create_task(self.engine.run())

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
            fault = (
                "kill_at_delta" if "delta" in name else "kill_in_swap" if name.startswith(SWAP) else "kill"
            )
            self.history.strike(fault, self.name, f"at {name}")
            self.history.struck[f"kill at {name}"] += 1
            self.kill()
            raise Killed

    def kill(self) -> None:
        """End it here and now: what its files hold at this moment is all that is left of it."""
        self.doomed = ""
        self.is_up = False
        self._life = 0
        after = self.home.with_name(f"{self.home.name.partition('+')[0]}+{self._lives}")
        shutil.copytree(self.home, after)
        for shared in after.glob("*-shm"):
            shared.unlink()
        self._left, self.home = self.home, after
        self.on_killed()

    async def bury(self) -> None:
        """Let go of what the life before still holds in memory."""
        await self._end()
        shutil.rmtree(self._left, ignore_errors=True)

    async def stop(self) -> None:
        """Close it as a person does."""
        await self._end()
        self._life, self.is_up = 0, False

    async def _end(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.cancel()
            with suppress(asyncio.CancelledError, Killed, BaseExceptionGroup):
                await running
        self.workstation.replica.close()

    # Looking

    @property
    def lives(self) -> int:
        """How often it was opened."""
        return self._lives

    @property
    def is_at_rest(self) -> bool:
        """Whether it says of itself that it has sent and taken all there is."""
        if not self.is_up or self.line.has_stray:
            return False
        state = self.engine.state
        try:
            return state.kind == "connected" and not state.fault and self.workstation.waiting() == 0
        except CoulisseError:
            return False
