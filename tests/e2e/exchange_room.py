"""A store and its headquarters over a rough line, killed again and again; and what must be true then."""

from __future__ import annotations

import asyncio
import random
import socket
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, select, text
from sqlalchemy.orm import Session

from core.feed.log import version_of
from core.feed.streams import NETWORK, store_stream
from core.model import (
    Bin,
    Device,
    Fulfilment,
    FulfilmentLine,
    KeptEnvelope,
    Location,
    Movement,
    OutcomeRow,
    Parcel,
    Position,
    Staff,
)
from core.orchestration import Core, UnitOfWork
from core.orchestration.enrolment import make_code
from core.orchestration.ledger_check import disagreements
from core.rules.errors import Offline
from core.rules.stock import MovementKind
from core.service.folder import CoreFolder
from sync.schema import BeforeImage, PendingCommand
from tests.core.builders import make_article, make_fulfilment, make_location, make_position, make_staff
from tests.e2e.exchange_processes import BIN, Place, enrol, kill, open_workstation, serve_core, work
from tests.e2e.faulty_line import RoughLine
from tests.e2e.forked import forked

ARTICLES = 6
PLENTY = 10_000
SETTLES_WITHIN_S = 90
LOOK_S = 0.02
MOST_COMMANDS = 20
"""That the core takes in before somebody dies..."""
EARLY_DEATHS = 0.25
"""...but for this share of the deaths, which come before anything has happened."""
LAST_MOMENT_S = 0.1

_processes = forked("tests.e2e.exchange_processes")


class ExchangeRoom:
    """The world of one run.

    Attributes:
        core: the core's database, from this process.
        line: between the two.
        killed: which sides were killed.
    """

    def __init__(self, place: Place, core: Core, line: RoughLine, seed: int) -> None:
        self.core = core
        self.line = line
        self.killed: list[str] = []
        self._place = place
        self._chance = random.Random(seed)
        self._sides: dict[str, BaseProcess] = {}

    def start(self, side: str) -> None:
        """Start a side, the first time or again."""
        arguments = (self._place,) if side == "core" else (self._place, self._chance.randrange(2**30))
        target = serve_core if side == "core" else work
        self._sides[side] = _processes.Process(target=target, args=arguments, daemon=True)
        self._sides[side].start()

    def stop(self) -> None:
        """Kill what runs."""
        for process in self._sides.values():
            kill(process)

    async def one_more_death(self) -> None:
        """Let it go on for a while, kill a side, look at what is on the disks, start it again."""
        if self._chance.random() > EARLY_DEATHS:
            wanted = self._taken_in() + self._chance.randint(1, MOST_COMMANDS)
            async with asyncio.timeout(SETTLES_WITHIN_S):
                while self._taken_in() < wanted:
                    await asyncio.sleep(LOOK_S)
        await asyncio.sleep(self._chance.uniform(0.0, LAST_MOMENT_S))
        side = self._chance.choice(("core", "workstation"))
        assert self._sides[side].is_alive(), self._place.log.read_text(encoding="utf-8")[-4000:]
        kill(self._sides[side])
        self.killed.append(side)
        await asyncio.to_thread(self.core.read, nothing_twice)
        self.start(side)

    def _taken_in(self) -> int:
        return self.core.read(lambda session: session.scalar(select(func.max(Device.last_sequence))) or 0)

    async def settle(self) -> None:
        """The line is whole, nobody does anything new, and all that was done is told and known."""
        self.line.is_rough = False
        self._place.rest.touch()
        async with asyncio.timeout(SETTLES_WITHIN_S):
            while not await asyncio.to_thread(self._is_settled):
                await asyncio.sleep(LOOK_S)

    def _is_settled(self) -> bool:
        station = open_workstation(self._place.replica)
        try:
            state = station.replica.state()
            waits = station.replica.read(
                lambda s: s.scalars(
                    select(PendingCommand.id).where(PendingCommand.status == "").limit(1)
                ).all()
            )
            here = (state.store_version, _network_version(station.replica.read))
        finally:
            station.replica.close()
        streams = (store_stream(state.location_id), NETWORK)
        there = self.core.read(lambda s: tuple(version_of(s, name)[0] for name in streams))
        return not waits and here == there

    def prove(self) -> int:
        """Nothing is lost, nothing was done twice, both have the same; returns how many commands that was."""
        self.core.read(nothing_twice)
        station = open_workstation(self._place.replica)
        try:
            return station.replica.read(lambda here: self.core.read(lambda there: _both_agree(here, there)))
        finally:
            station.replica.close()


def nothing_twice(session: Session) -> None:
    """What is true of the core at every moment: each envelope once, in order; the ledger's sum."""
    for device in session.scalars(select(Device)):
        of_device = (
            select(table.sequence).where(table.device_id == device.id).order_by(table.sequence)
            for table in (KeptEnvelope, OutcomeRow)
        )
        in_order = list(range(1, device.last_sequence + 1))
        assert [session.scalars(query).all() for query in of_device] == [in_order, in_order]
    assert disagreements(session) == 0
    for kind, units in (
        (MovementKind.ALLOCATED, FulfilmentLine.quantity),
        (MovementKind.PICKED, FulfilmentLine.picked),
    ):
        moved = _sums(session, Movement.article_id, Movement.quantity, Movement.kind == kind.value)
        assert moved == _sums(session, FulfilmentLine.article_id, units, units > 0)


def _sums(session: Session, key: Any, units: Any, which: Any) -> dict[int, int]:
    query = select(key, func.sum(units)).where(which).group_by(key)
    return {article: int(total) for article, total in session.execute(query)}


def _both_agree(here: Session, there: Session) -> int:
    done = here.scalars(select(PendingCommand).order_by(PendingCommand.sequence)).all()
    kept = there.scalars(select(KeptEnvelope).order_by(KeptEnvelope.sequence)).all()
    assert [row.sequence for row in done] == list(range(1, len(done) + 1))
    assert [(row.sequence, row.body) for row in done] == [(row.sequence, row.body) for row in kept]
    outcomes = dict(there.execute(select(OutcomeRow.id, OutcomeRow.status)).all())
    assert {row.id: row.status for row in done} == outcomes
    assert set(outcomes.values()) == {"applied"}, Counter(outcomes.values())
    assert here.scalars(select(BeforeImage)).first() is None
    for table in (Fulfilment, FulfilmentLine, Parcel, Position):
        assert _rows(here, table.__table__) == _rows(there, table.__table__), table.__tablename__
    return len(done)


def _rows(session: Session, table: object) -> list[tuple[object, ...]]:
    assert isinstance(table, Table)
    return [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]


def _network_version(read: Callable[[Callable[[Session], int]], int]) -> int:
    return read(lambda session: int(session.execute(text("SELECT version FROM network_state")).scalar_one()))


@asynccontextmanager
async def exchange_room(folder: Path, orders: int, seed: int) -> AsyncIterator[ExchangeRoom]:
    """A store that has so many orders to prepare, enrolled, both sides running."""
    core_folder = CoreFolder(folder / "core")
    core_folder.make()
    port = _free_port()
    line = RoughLine(f"http://127.0.0.1:{port}", seed)
    await line.mend()
    with core_folder.core() as core:
        author, code = core.transact(lambda unit: _arrange(unit, orders))
        place = Place(
            core=core_folder.path,
            core_port=port,
            core_url=line.url,
            replica=folder / "workstation",
            author=author,
            rest=folder / "rest",
            log=folder / "log",
        )
        room = ExchangeRoom(place, core, line, seed)
        room.start("core")
        try:
            await _until_enrolled(place, f"http://127.0.0.1:{port}", code)
            room.start("workstation")
            yield room
        finally:
            room.stop()
            await line.cut()


async def _until_enrolled(place: Place, url: str, code: str) -> None:
    async with asyncio.timeout(SETTLES_WITHIN_S):
        while True:
            try:
                return await enrol(place, url, code)
            except Offline:
                await asyncio.sleep(LOOK_S)


def _arrange(unit: UnitOfWork, orders: int) -> tuple[str, str]:
    location: Location = make_location(unit)
    articles = [make_article(unit, f"SKU-{number}") for number in range(ARTICLES)]
    for article in articles:
        make_position(unit, article, location, PLENTY)
    person: Staff = make_staff(unit, location)
    unit.session.add(Bin(id="bin-1", location_id=location.id, code=BIN))
    for number in range(orders):
        wanted = [(articles[(number + place) % ARTICLES], 1 + place) for place in range(2)]
        make_fulfilment(unit, location, wanted, f"W-{number:05d}")
    return person.id, make_code(unit, location.code).code


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
