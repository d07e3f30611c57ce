"""A world of its own kind: the line to headquarters has been cut, and now all stores come back at once.

The stations are light: the real client and its pauses, envelopes that were signed while the line was cut, and
rows instead of a replica. The core is the real application, whose work takes one (virtual) processor's time.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable
from pathlib import Path
from unittest import mock

from core_side import CORE_KEY, CoreSide
from feed_reading import delivery_of
from hearing import heard
from history import History
from line import Line
from machine import WorldClock, seeded
from model import Model
from observer import LogReader, books_of
from simulated_loop import SimulatedLoop, running_on
from sqlalchemy import select
from station import CORE_URL
from template import SKUS, copy_of_template, scratch_folder
from told import Broken, Place, Row, Rows, differ

from core.commands import ClaimFulfilment, PickLine
from core.model import Article, FulfilmentLine
from core.orchestration import UnitOfWork
from core.ports import TimeOrderedIds
from core.rules.errors import CoulisseError
from core.wire import Envelope, SignedEnvelope, SigningKey, body_hash, pack_arguments, seal
from sync.backoff import Backoff
from sync.client import CoreClient
from sync.connection import asked_s
from sync.engine import FIRST_RETRY_S, LONGEST_RETRY_S
from tests.core.builders import make_device, make_fulfilment, make_location, make_staff

ALL_BACK_A_SECOND = 1_000
"""How many come back in a virtual second: a few stores are a rush only if they come as close together."""
CORE_WORK_S = 0.004
"""What each piece of work takes of the core's processor, in virtual seconds."""


class LightStation:
    """A workstation without a replica.

    Attributes:
        rows: its store's and its own, as they came.
        asked: how often it was told to come back later.
        done_s: when it had sent and taken everything.
    """

    def __init__(
        self, number: int, store: int, line: Line, clock: WorldClock, waiting: list[Envelope]
    ) -> None:
        self.number, self.store = number, store
        self.device = waiting[0].device_id
        self.rows: dict[Place, Row | None] = {}
        self.asked, self.done_s = 0, -1.0
        self.commands = [envelope.id for envelope in waiting]
        self._clock = clock
        self._waiting = _sealed(waiting, key_of(number))
        self._retries = Backoff(seeded("retries", number), FIRST_RETRY_S, LONGEST_RETRY_S)
        self._client = CoreClient(CORE_URL, f"token-{self.device}", line)

    async def come_back(self, loop: SimulatedLoop, at_s: float) -> None:
        """Ask until everything is sent and taken."""
        await _until(loop, at_s)
        while True:
            try:
                await self._exchange()
            except CoulisseError as error:
                self.asked += error.data.get("cause") == "busy"
                await _until(loop, loop.time() + self._retries.next_s(asked_s(error)))
            else:
                break
        self.done_s = loop.time()
        await self._client.close()

    async def _exchange(self) -> None:
        await self._client.manifest(CORE_KEY.public)
        if self._waiting:
            await self._client.push(self._waiting, self._clock.now())
            self._waiting = []
        have, is_more = (0, 0), True
        while is_more:
            tail = await self._client.tail(have)
            self.rows |= delivery_of(tail, self.store, self.device).rows
            have, is_more = (tail.store_to, tail.device_to), tail.more
        self.have = have


async def _until(loop: SimulatedLoop, at_s: float) -> None:
    came = loop.create_future()
    loop.call_at(at_s, came.set_result, None)
    await came


def _sealed(envelopes: Iterable[Envelope], key: SigningKey) -> list[SignedEnvelope]:
    return [seal(envelope, key) for envelope in envelopes]


def key_of(number: int) -> SigningKey:
    """The key of a station."""
    return SigningKey(seeded("key", number).secret(32))


class Rush:
    """So many stores that come back at once.

    Attributes:
        asked: how often any of them was told to come back later.
        took_s: until the last had sent and taken everything, in virtual seconds.
    """

    def __init__(self, stores: int, seed: int, folder: Path) -> None:
        self.history, self.model = History(), Model()
        self.loop = SimulatedLoop(random.Random(f"{seed} turns"))
        self.history.clock = self.loop.time
        self._chance = random.Random(f"{seed} rush")
        self.core = CoreSide(folder / "core", self.loop, seed)
        self.core.on_commit = self.model.feed.committed
        self._log = LogReader(self.model)
        self.stations = self._stations(stores, folder / "core", seed)
        self.model.issued = {id_ for station in self.stations for id_ in station.commands}

    def _stations(self, stores: int, folder: Path, seed: int) -> list[LightStation]:
        core = self.core.core_at_rest()
        clock = WorldClock(self.loop)
        ids = TimeOrderedIds(clock, seeded(seed, "commands"))
        made = [core.transact(lambda unit, n=number: _new_store(unit, n, ids)) for number in range(stores)]
        core.engine.dispose()
        return [
            LightStation(
                number,
                store,
                Line(f"R{number}", self.core.answer, self.history, self._chance),
                clock,
                waiting,
            )
            for number, (store, waiting) in enumerate(made)
        ]

    def run(self) -> None:
        """Let them come back.

        Raises:
            Broken: something that must be true was not.
        """
        no_waiting = mock.patch("core.orchestration.unit.time", mock.Mock(sleep=lambda _s: None))
        with heard(self.history), running_on(self.loop), no_waiting:
            self.loop.run_until_complete(self._happen())

    async def _happen(self) -> None:
        await self.core.start()
        self._log.begin(self.core.core)
        self.loop.core_work_s = CORE_WORK_S
        within_s = len(self.stations) / ALL_BACK_A_SECOND
        coming = [
            self.loop.create_task(one.come_back(self.loop, self._chance.uniform(0.0, within_s)))
            for one in self.stations
        ]
        for task in coming:
            await task
        self.loop.core_work_s = 0.0
        self.asked = sum(one.asked for one in self.stations)
        self.took_s = max(one.done_s for one in self.stations)
        self._look()
        await self.core.stop()

    def _look(self) -> None:
        self._log.follow(self.core.core)
        for station in self.stations:
            self.model.done[str(station.number)] = station.commands
        self.model.look_at_books(books_of(self.core.core))
        self.model.all_answered()
        if self.history.bugs:
            raise Broken("the product reports no bug of its own", "log", self.history.bugs[0])
        for station in self.stations:
            streams = f"store:{station.store}", f"device:{station.device}"
            newest = tuple(self.model.feed.newest.get(stream, 0) for stream in streams)
            if station.have != newest:
                raise Broken(
                    "replicas are equal to the core", f"{station.number}", f"{station.have} of {newest}"
                )
            expected: Rows = {}
            for stream, version in zip(streams, newest, strict=True):
                expected |= self.model.feed.fold(stream, version)
            rows = {place: row for place, row in station.rows.items() if row is not None}
            expected = {place: row for place, row in expected.items() if place[0] != "outcome"}
            differ("replicas are equal to the core", f"{station.number}", expected, rows)


def _new_store(unit: UnitOfWork, number: int, ids: TimeOrderedIds) -> tuple[int, list[Envelope]]:
    """A store with a workstation and one order, and what was done there while the line was cut."""
    place = make_location(unit, f"R{number}")
    article = unit.session.scalars(select(Article).where(Article.sku == SKUS[0])).one()
    author = make_staff(unit, place, f"associate R{number}").id
    head = make_fulfilment(unit, place, [(article, 2)], f"R-{number}")
    device = make_device(unit, place, key_of(number))
    unit.session.flush()
    line = unit.session.scalars(
        select(FulfilmentLine.id).where(FulfilmentLine.fulfilment_id == head.id)
    ).one()
    waiting: list[Envelope] = []
    for command in (ClaimFulfilment(fulfilment_id=head.id), PickLine(fulfilment_id=head.id, line_id=line)):
        previous = body_hash(_sealed(waiting[-1:], key_of(number))[0].body) if waiting else bytes(32)
        envelope = Envelope(
            id=ids.new(),
            device_id=device.id,
            sequence=len(waiting) + 1,
            previous=previous,
            aggregate=command.aggregate,
            base_version=0,
            name=command.NAME,
            version=command.VERSION,
            arguments=pack_arguments(command),
            author=author,
            at=unit.at,
        )
        waiting.append(envelope)
    return place.id, waiting


def come_back_at_once(stores: int, seed: int) -> Rush:
    """Let a rush happen in a folder of its own.

    Raises:
        Broken: something that must be true was not.
    """
    folder = scratch_folder()
    try:
        with copy_of_template([], folder):
            rush = Rush(stores, seed, folder)
            rush.run()
        return rush
    finally:
        shutil.rmtree(folder, ignore_errors=True)
