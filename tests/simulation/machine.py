"""The machine that a simulated program runs on: its clock, its chance, its disk, and the ends it may meet."""

from __future__ import annotations

import errno
import random
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from simulated_loop import SimulatedLoop
from sqlalchemy import Engine

from core.ports import SeededRandomness, TimeOrderedIds
from core.rules.time import Instant
from sync.ports import OsFiles

SATURDAY_NIGHT = Instant(1_761_440_100_000)
"""25 October 2025, 00:55 UTC: five minutes later the clocks of Paris go back an hour."""


SHARD = ".shard"


class WorldClock:
    """The time of one machine: the world's, as wrong as this machine's clock is.

    Attributes:
        offset_ms: how wrong. Jumps.
    """

    def __init__(self, loop: SimulatedLoop) -> None:
        self._loop = loop
        self.offset_ms = 0

    def now(self) -> Instant:
        return Instant(SATURDAY_NIGHT + self.monotonic_ms() + self.offset_ms)

    def monotonic_ms(self) -> int:
        return int(self._loop.elapsed_s * 1000)


def seeded(*what: object) -> SeededRandomness:
    """Chance of its own for each part of a world: what one part draws changes nothing for the others."""
    return SeededRandomness(random.Random(" ".join(map(str, what))).getrandbits(64))


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


class SimulatedFiles(OsFiles):
    """The disk: real files, without waiting for the platter.

    Attributes:
        is_full: nothing more can be written.
        at: told of the points of a snapshot on its way: a shard has come whole, and is about to be put in its
            place.
    """

    def __init__(self, on_full: Callable[[], None]) -> None:
        self.is_full = False
        self.at: Callable[[str], None] = lambda _point: None
        self._on_full = on_full

    def need_room(self) -> None:
        """Raises OSError if there is none."""
        if self.is_full:
            self._on_full()
            raise OSError(errno.ENOSPC, "No space left on device")

    def write(self, path: Path, content: bytes) -> None:
        self.need_room()
        super().write(path, content)

    def open_append(self, path: Path) -> IO[bytes]:
        self.need_room()
        return super().open_append(path)

    def replace(self, source: Path, target: Path) -> None:
        super().replace(source, target)
        if target.suffix == SHARD:
            self.at("arrival.kept")

    def open_within(self, path: Path, size_bytes: int) -> IO[bytes]:
        self.need_room()
        self.at("arrival.placing")
        return super().open_within(path, size_bytes)

    def begin_sync(self, handle: IO[bytes], start: int, size_bytes: int) -> None:
        handle.flush()

    def free_bytes(self, folder: Path) -> int:
        return 0 if self.is_full else 1 << 40

    def sync(self, handle: IO[bytes]) -> None:
        handle.flush()


def quick(raw: Any, _record: object = None) -> None:
    """For a SQLite connection of a world: durable is what is in the file, and nobody is waited for."""
    raw.execute("PRAGMA synchronous = OFF")
    raw.execute("PRAGMA busy_timeout = 0")


_SHARED: dict[str, Engine] = {}


def at_the_first_s_cost(engine: Engine, kind: str) -> Engine:
    """Let an engine use what the first of its kind has compiled: a world opens many, and lives shortly."""
    first = _SHARED.setdefault(kind, engine)
    engine.dialect = engine.pool._dialect = first.dialect  # type: ignore[assignment]
    engine._compiled_cache = first._compiled_cache
    return engine
