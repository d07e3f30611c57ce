"""A workstation and the real core it belongs to, side by side in one process, with the line between them as
plain calls; `arranged.py` makes one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, StaticPool, create_engine, select
from sqlalchemy.orm import Session

from core.commands import Command, Outcome
from core.feed.deltas import build_delta
from core.feed.log import version_of
from core.feed.streams import NETWORK
from core.feed.tail import read_tail
from core.model import Article, Device, Fulfilment, FulfilmentLine, Location
from core.orchestration import Core, UnitOfWork, make_engine
from core.orchestration.command_intake import receive
from core.orchestration.reactions import after
from core.ports import SeededRandomness, SimulatedClock, TimeOrderedIds
from core.rules.time import Instant
from core.wire import Delta, SigningKey, Tail, decode_tail, encode_tail
from sync import network_copy
from sync.files import ReplicaFolder
from sync.images import PRIVATE_TABLES, delete_keys, write_images
from sync.ports import CommitPoint, OsFiles, World, nothing_at
from sync.replica import Replica
from sync.schema import PendingCommand, store_metadata
from sync.workstation import Workstation

MONDAY_AT_NINE = Instant(1_762_765_200_000)
KEY = bytes(range(32))
DEVICE_KEY = SigningKey(bytes(range(1, 33)))
OTHER_KEY = SigningKey(bytes(range(2, 34)))
CORE_KEY = SigningKey(bytes(range(3, 35)))
PIN = "246810"
SERIALS = ("W-001", "W-002", "W-003")
ASSOCIATE = "staff-nadia"
MANAGER = "staff-jeanne"


Rows = dict[str, list[tuple[Any, ...]]]


class Names:
    """What the arranged world is called.

    Attributes:
        store: the workstation's location; `elsewhere` is another.
        fulfilments: by a short name, each with its lines' ids.
    """

    store: int
    elsewhere: int
    scarf: int
    watch: int
    associate: str
    manager: str
    device: str
    fulfilments: dict[str, list[str]]

    def __init__(self, session: Session) -> None:
        places = {row.code: row.id for row in session.scalars(select(Location))}
        articles = {row.sku: row.id for row in session.scalars(select(Article))}
        self.store, self.elsewhere = places["S1"], places["S2"]
        self.scarf, self.watch = articles["SCARF"], articles["WATCH"]
        self.device = session.scalars(select(Device.id).where(Device.name == "Ours")).one()
        self.fulfilments = {}
        for head in session.scalars(select(Fulfilment).order_by(Fulfilment.order_number)):
            lines = session.scalars(
                select(FulfilmentLine.id)
                .where(FulfilmentLine.fulfilment_id == head.id)
                .order_by(FulfilmentLine.line_no)
            )
            self.fulfilments[head.id] = list(lines)
        self.associate, self.manager = ASSOCIATE, MANAGER

    @property
    def first(self) -> str:
        """A fulfilment of two scarves and a watch."""
        return next(iter(self.fulfilments))


def system_like_world(
    folder: Path, at: CommitPoint = nothing_at, seed: int = 1, clock: SimulatedClock | None = None
) -> World:
    """A seeded machine with real files."""
    ticking = clock or SimulatedClock(MONDAY_AT_NINE)
    randomness = SeededRandomness(seed)
    return World(ticking, TimeOrderedIds(ticking, randomness), randomness, OsFiles(), at)


def open_workstation(folder: Path, world: World | None = None, key: bytes = KEY) -> Workstation:
    """The workstation of a folder."""
    chosen = world or system_like_world(folder)
    return Workstation(Replica(ReplicaFolder(folder), key, chosen.at), chosen)


class Pair:
    """One workstation and its core.

    Attributes:
        clock: of both.
        workstation: open; `reopen` closes and opens it again.
    """

    def __init__(
        self, folder: Path, at: CommitPoint = nothing_at, seed: int = 1, names: Names | None = None
    ) -> None:
        """`names` if they are known: the core is not asked."""
        self.folder = folder
        self.clock = SimulatedClock(MONDAY_AT_NINE)
        self._engine = make_engine(f"sqlite:///{folder / 'core.db'}")
        self.core = Core(self._engine, self.clock, SeededRandomness(seed + 1000))
        self.world = system_like_world(folder, at, seed, self.clock)
        self.workstation = open_workstation(self.home, self.world)
        self.names = names or self.core.read(Names)
        self.told: list[frozenset[str]] = []
        self.workstation.on_change(self.told.append)

    @property
    def home(self) -> Path:
        """The workstation's folder."""
        return self.folder / "workstation"

    def close(self) -> None:
        self.workstation.replica.close()
        self._engine.dispose()

    def reopen(self) -> None:
        """As after a restart of the program."""
        self.workstation.replica.close()
        self.workstation = open_workstation(self.home, self.world)

    # Acting

    def do(self, command: Command, author: str = "", **more: Any) -> Outcome:
        """Do it at the workstation."""
        self.clock.advance(1)
        return self.workstation.execute(command, author or ASSOCIATE, **more)

    def at_core(self, work: Callable[[UnitOfWork], Any]) -> Any:
        """Do it at the core."""
        self.clock.advance(1)
        return self.core.transact(work)

    # The line

    def push(self, limit: int = 100) -> int:
        """Send what waits, one batch; returns how many went."""
        batch = self.workstation.unsent(limit)
        if batch:
            answer = receive(self.core, self.names.device, batch, after)
            self.workstation.accepted(answer.accepted_through)
        return len(batch)

    def tail(self, most_rows: int = 2_000) -> Tail:
        """The next tail, as it comes over the line."""
        state = self.workstation.replica.state()

        def read(session: Session) -> Tail:
            device = session.get_one(Device, state.device_id)
            return read_tail(session, device, state.store_version, state.device_version, most_rows)

        return decode_tail(encode_tail(self.core.read(read)))

    def pull(self, most_rows: int = 2_000) -> None:
        """Take tails until there is no more."""
        while True:
            tail = self.tail(most_rows)
            self.workstation.apply_tail(tail)
            if not tail.more:
                return

    def knows_all(self, version: int) -> None:
        """What the engine says before it brings the copy to a version."""
        self.workstation.has_all(self.workstation.replica.state().epoch, version)

    def published(self) -> int:
        """The newest version of the network stream: what a manifest of now would name."""
        return self.core.read(lambda session: version_of(session, NETWORK)[0])

    def follow(self, version: int) -> None:
        """Bring the network's copy to a version that a manifest named."""
        path = self.workstation.replica.network_path
        have = network_copy.copy_state(path)[0]
        if have < version:
            delta = self.delta(have, version)
            self.workstation.network_led_on(
                lambda: network_copy.apply_delta(self.world, path, delta, self.clock.now())
            )

    def delta(self, after_version: int, to: int | None = None) -> Delta:
        return self.core.read(lambda session: build_delta(session, after_version, to))

    def cycle(self) -> None:
        """What the engine does each time, in its order."""
        version = self.published()
        while self.push():
            pass
        self.pull()
        self.knows_all(version)
        self.follow(version)

    # Looking

    def rows(self) -> Rows:
        """Every private row that screens read, as it is stored."""
        return self.workstation.replica.read(stored_rows)

    def pending(self) -> list[str]:
        """Ids of the commands without an answer, in order."""
        return self.workstation.replica.read(
            lambda session: list(
                session.scalars(
                    select(PendingCommand.id)
                    .where(PendingCommand.status == "")
                    .order_by(PendingCommand.sequence)
                )
            )
        )


@cache
def _tables() -> bytes:
    """The tables of `store.db` as a file: read back, they are there many times faster than declared anew."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    store_metadata().create_all(engine)
    with engine.connect() as connection:
        image: bytes = connection.connection.driver_connection.serialize()  # type: ignore[union-attr]
    engine.dispose()
    return image


def store_in_memory() -> Engine:
    """A database with the tables of `store.db` and no row."""
    file = sqlite3.connect(":memory:", check_same_thread=False)
    file.deserialize(_tables())
    return create_engine("sqlite://", creator=lambda: file, poolclass=StaticPool)


def stored_rows(session: Session) -> Rows:
    """All rows of the private tables as SQLite holds them (JSON as text), sorted."""
    found: Rows = {}
    for name in sorted(PRIVATE_TABLES):
        columns = ", ".join(column.name for column in PRIVATE_TABLES[name].columns)
        rows = session.connection().exec_driver_sql(f"SELECT {columns} FROM {name}").all()
        found[name] = sorted(map(tuple, rows), key=repr)
    return found


def core_rows(pair: Pair) -> Rows:
    """What the core says that this store's private tables are, by replaying its whole feed into nothing."""
    engine = store_in_memory()

    def read(session: Session) -> Tail:
        return read_tail(session, session.get_one(Device, pair.names.device), 0, 0, 10_000_000)

    tail = pair.core.read(read)
    with Session(engine) as session:
        for delta in tail.tables:
            table = PRIVATE_TABLES[delta.name]
            delete_keys(session, table, delta.deleted_keys)
            rows = [dict(zip(delta.columns, row, strict=True)) for row in delta.rows()]
            write_images(session, table, rows)
        session.flush()
        rows_now = stored_rows(session)
    engine.dispose()
    return rows_now
