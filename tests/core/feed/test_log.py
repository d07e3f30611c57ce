"""The counters' promise: whoever reads up to a version has every row of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.feed.log import version_of
from core.feed.routing import NETWORK
from core.model import Change, Location
from core.orchestration import Core, UnitOfWork, initialise, make_engine
from core.ports import SeededRandomness, SystemClock
from tests.core.builders import make_location
from tests.support.core_databases import fresh_database

WRITERS, ROUNDS = 8, 12


@pytest.fixture
def postgresql_core(tmp_path: Path) -> Iterator[Core]:
    with fresh_database("postgresql", tmp_path) as url:
        core = Core(make_engine(url), SystemClock(), SeededRandomness(3))
        initialise(core)
        yield core
        core.engine.dispose()


class Follower:
    """Reads on from where it was, as a replica does, and as one would that trusted growing ids."""

    def __init__(self) -> None:
        self.by_version: set[int] = set()
        self.by_id: set[int] = set()
        self._version = 0

    def catch_up(self, session: Session) -> None:
        version, _ = version_of(session, NETWORK)
        keys = session.scalars(
            select(Change.row_key).where(
                Change.stream == NETWORK, Change.version > self._version, Change.version <= version
            )
        )
        self.by_version |= {msgspec.json.decode(key)[0] for key in keys}
        self._version = version
        self.by_id |= set(
            session.scalars(select(Location.id).where(Location.id > max(self.by_id, default=0)))
        )


def test_no_row_is_missed_by_version_where_growing_ids_miss_some(postgresql_core: Core) -> None:
    core = postgresql_core
    has_id, may_commit = threading.Event(), threading.Event()

    def slow_work(unit: UnitOfWork) -> None:
        make_location(unit, "slow")
        has_id.set()
        assert may_commit.wait(timeout=60)

    def quick_writer(number: int) -> None:
        for turn in range(ROUNDS):
            core.transact(lambda unit, code=f"quick-{number}-{turn}": make_location(unit, code))

    slow = threading.Thread(target=core.transact, args=(slow_work,))
    slow.start()
    assert has_id.wait(timeout=60)
    writers = [threading.Thread(target=quick_writer, args=(n,)) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    follower = Follower()
    while any(writer.is_alive() for writer in writers):
        core.read(follower.catch_up)
    may_commit.set()
    slow.join()
    core.read(follower.catch_up)

    everything = set(core.read(lambda s: s.scalars(select(Location.id)).all()))
    assert len(everything) == WRITERS * ROUNDS + 1
    assert follower.by_version == everything
    assert follower.by_id < everything


def test_versions_have_no_holes(core: Core) -> None:
    for number in range(5):
        core.transact(lambda unit, number=number: make_location(unit, f"S{number}"))
    versions = core.read(lambda s: s.scalars(select(Change.version).order_by(Change.version)).all())
    assert versions == [1, 2, 3, 4, 5]
