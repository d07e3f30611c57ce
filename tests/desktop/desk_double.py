"""A desk over a real workstation: an encrypted replica in a folder of the test, with rows written into it."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from core.commands import Command, Outcome
from core.model import NumberBlock, Staff, network_file
from core.ports import SeededRandomness, SimulatedClock, TimeOrderedIds
from core.rules.errors import Offline, Refused
from core.rules.permissions import Role
from core.rules.pin import check_new
from core.rules.time import DAY_MS, Instant
from core.wire import Approval, make_approval
from desktop.desk import Hand, Kinds, Me, Prints
from sync.answers import FoundCredit, FoundStory
from sync.asking import AskedSale
from sync.files import ReplicaFolder
from sync.ports import OsFiles, World
from sync.reading import Reader
from sync.replica import Replica
from sync.schema import PendingCommand, ReplicaState, SpoolJob
from sync.workstation import Print, Workstation

T = TypeVar("T")

KEY = bytes(range(32))
PIN = "246810"
STORE = 1
NETWORK_FILE = "network-test-1.db"
NOW = Instant(1_795_343_880_000)
"""2026-11-22T10:38:00Z, a Sunday."""
INES = Me("s-ines", "Inès Martin", Role.ASSOCIATE, STORE, "Lyon Part-Dieu", "device-1")
MARC = Me("s-marc", "Marc Lefèvre", Role.MANAGER, STORE, "Lyon Part-Dieu", "device-1")
PAUL = Me("s-paul", "Paul Garnier", Role.ASSOCIATE, STORE, "Lyon Part-Dieu", "device-2")


class SessionDesk:
    """A `Desk` whose work is done at once, in the test's own thread.

    Attributes:
        me: who is signed in; another person may sit down at any time.
        clock: stands still until it is told to move.
        station: the workstation below.
        done: the commands that had an effect, oldest first.
        turns: how often the loop turns before an answer: in a test that presses a key twice, the second
            press falls between. 0 where no loop runs.
        hand: what `me` signs with; `hands` what others do who show `PIN` beside.
    """

    def __init__(self, folder: Path, me: Me = INES, now: Instant = NOW) -> None:
        self.me = me
        self.clock = SimulatedClock(now)
        randomness = SeededRandomness(7)
        world = World(self.clock, TimeOrderedIds(self.clock, randomness), randomness, OsFiles())
        self.station = Workstation(Replica(ReplicaFolder(folder), KEY, world.at), world)
        self.done: list[Command] = []
        self.turns = 0
        self.hand: Hand | None = None
        self.is_hand_opening = False
        self.is_connected = True
        self.asked: list[AskedSale] = []
        self.sales_elsewhere: tuple[str, ...] = ()
        self.let_go: list[str] = []
        self.credits_elsewhere: dict[str, FoundCredit] = {}
        self.taking: list[tuple[str, int]] = []
        self.stories: dict[str, FoundStory] = {}
        self.hands: dict[str, Hand] = {}
        self._gathered: list[Any] | None = None

    async def read(self, query: Callable[[Reader], T]) -> T:
        answer = self.station.read(query)
        await self._turn()
        return answer

    async def _turn(self) -> None:
        for _ in range(self.turns):
            await asyncio.sleep(0)

    @property
    def changes(self) -> int:
        return self.station.changes

    def new_id(self) -> str:
        return self.station.world.ids.new()

    def new_secret(self, size_bytes: int) -> str:
        return self.station.world.randomness.secret(size_bytes).hex()

    async def draw_number(self, kind: str) -> int:
        await self._turn()
        return self.station.draw_number(kind)

    async def change_pin(self, pin: str, new_pin: str) -> None:
        if not self.is_connected:
            raise Offline("offline", cause="unreachable")
        check_new(new_pin, pin)
        if pin != PIN:
            raise Refused("wrong_pin")

    async def beside(self, staff_id: str, pin: str) -> Hand:
        if pin != PIN:
            raise Refused("wrong_pin")
        await self._turn()
        return self.hands[staff_id]

    async def sign(self, given: Approval, hand: Hand) -> bytes:
        return make_approval(hand.key, given)

    async def find_sales(self, asked: AskedSale) -> tuple[str, ...]:
        self.asked.append(asked)
        return self.sales_elsewhere

    async def find_credit(self, number: str, takes_cents: int = 0) -> FoundCredit:
        if not self.is_connected:
            raise Offline("offline", cause="unreachable")
        await self._turn()
        if takes_cents:
            self.taking.append((number, takes_cents))
        if number not in self.credits_elsewhere:
            raise Refused("unknown_credit", number=number)
        return self.credits_elsewhere[number]

    def let_credit_go(self, number: str) -> None:
        self.let_go.append(number)

    async def find_story(self, number: str, language: str) -> FoundStory:
        if not self.is_connected:
            raise Offline("offline", cause="unreachable")
        await self._turn()
        if number not in self.stories:
            raise Refused("unknown_order", order_id=number)
        return self.stories[number]

    async def do(self, command: Command, prints: Prints | None = None, author: str = "") -> Outcome:
        outcome = self.station.execute(command, author or self.me.staff_id, prints)
        self.done.append(command)
        await self._turn()
        return outcome

    async def print_again(self, jobs: Iterable[Print], aggregate: str, reason: str) -> None:
        self.station.print_by_hand(jobs, aggregate, self.me.staff_id, reason)
        await self._turn()

    async def keep(self, name: str, value: str) -> None:
        self.station.set_setting(name, value)

    async def draw_sscc(self) -> str:
        return self.station.draw_sscc()

    def on_change(self, listener: Callable[[Kinds], None]) -> Callable[[], None]:
        return self.station.on_change(listener)

    # for tests

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Write rows as the core would have sent them."""
        with self.station.replica.writing("test") as session:
            yield session
        self.station.announce({"test"})

    def add(self, *rows: Any) -> None:
        """Write rows."""
        if self._gathered is not None:
            self._gathered += rows
            return
        with self.writing() as session:
            session.add_all(rows)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write what is added inside in one transaction, at the end: a store's day has dozens of rows."""
        self._gathered = rows = []
        try:
            yield
        finally:
            self._gathered = None
        self.add(*rows)

    def bring_network(self, *rows: Any) -> None:
        """A copy of the network with these rows, as if it had just arrived."""
        path = self.station.replica.folder.network(NETWORK_FILE)
        with closing(sqlite3.connect(path)) as connection:
            network_file.create_tables(connection)
            network_file.set_state(connection, 1, "epoch", NOW)
            connection.commit()
        engine = create_engine(f"sqlite:///{path}")
        with Session(engine) as session:
            session.add_all(rows)
            session.commit()
        engine.dispose()
        with closing(sqlite3.connect(path)) as connection:
            network_file.create_indexes(connection)
            connection.commit()
        self.station.replica.move_network_pointer(NETWORK_FILE)

    def add_to_network(self, *rows: Any) -> None:
        """More rows in the network's copy."""
        engine = create_engine(f"sqlite:///{self.station.replica.network_path}")
        with Session(engine) as session:
            session.add_all(rows)
            session.commit()
        engine.dispose()

    def row(self, kind: type[T], key: str) -> T:
        """A row as it is now."""
        return self.station.read(lambda reader: reader.session.get_one(kind, key))

    def rows(self, kind: type[T]) -> list[T]:
        """All rows of a kind."""
        return self.station.read(lambda reader: list(reader.session.scalars(select(kind))))

    def spooled(self) -> list[SpoolJob]:
        """What was asked to be printed, oldest first."""
        return sorted(self.rows(SpoolJob), key=lambda job: (job.asked_at, job.id))

    def pending(self) -> list[str]:
        """Names of the commands that wait for the core, oldest first."""
        rows = sorted(self.rows(PendingCommand), key=lambda row: row.sequence)
        return [row.name for row in rows]

    def close(self) -> None:
        self.station.replica.close()


def make_empty_replica(folder: Path) -> None:
    """A replica of an enrolled workstation with its staff and a block of parcel numbers, to be copied."""
    desk = SessionDesk(folder)
    with desk.writing() as session:
        state = session.get_one(ReplicaState, 1)
        state.device_id, state.device_seed = INES.device_id, bytes(32)
        state.location_id, state.location_name = STORE, INES.location_name
        session.add_all(_staff(person) for person in (INES, MARC, PAUL))
        session.add(
            NumberBlock(
                id="block-1",
                device_id=INES.device_id,
                kind="sscc",
                prefix="9521234",
                first=1_000,
                last=1_999,
                leased_at=NOW,
            )
        )
    desk.close()


def _staff(person: Me) -> Staff:
    return Staff(
        id=person.staff_id,
        location_id=STORE,
        name=person.name,
        role=person.role.value,
        badge=f"BADGE-{person.staff_id}",
        pin_verifier="-",
        verifier_expires_at=NOW + DAY_MS,
    )


def copied_desk(template: Path, folder: Path, me: Me = INES) -> SessionDesk:
    """A desk on a copy of a replica that was made before: ten times faster than making one."""
    shutil.copytree(template, folder)
    return SessionDesk(folder, me)


def use_up_numbers(desk: SessionDesk) -> None:
    """Leave no parcel number."""
    with desk.writing() as session:
        for block in session.scalars(select(NumberBlock)):
            block.last = block.first
    try:
        while True:
            desk.station.draw_sscc()
    except Refused:
        pass
