"""The counters' promise: whoever reads up to a version has every row of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.feed.log import version_of
from core.feed.streams import NETWORK
from core.model import Change, Location
from core.orchestration import Core, UnitOfWork, make_engine
from core.ports import SeededRandomness, SystemClock
from tests.core.builders import make_location
from tests.support.core_databases import fresh_database

WRITERS, ROUNDS = 8, 12


@pytest.fixture
def postgresql_core(tmp_path: Path) -> Iterator[Core]:
    with fresh_database("postgresql", tmp_path) as url:
        core = Core(make_engine(url), SystemClock(), SeededRandomness(3))
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


class LongTransaction:
    """A writer that has its row's id and does not commit until it is told to."""

    def __init__(self, core: Core, code: str) -> None:
        self._has_id, self._may_commit = threading.Event(), threading.Event()
        self._code = code
        self.row_id = 0
        self._thread = threading.Thread(target=core.transact, args=(self._work,))

    def begin(self) -> None:
        self._thread.start()
        assert self._has_id.wait(timeout=60)

    def commit(self) -> None:
        self._may_commit.set()
        self._thread.join(60)
        assert not self._thread.is_alive()

    def _work(self, unit: UnitOfWork) -> None:
        self.row_id = make_location(unit, self._code).id
        self._has_id.set()
        assert self._may_commit.wait(timeout=60)


def test_no_row_is_missed_by_version_where_growing_ids_miss_some(postgresql_core: Core) -> None:
    """Eight writers go on while long transactions are open; each commits after later ids were read."""
    core, follower = postgresql_core, Follower()
    long_ones: list[LongTransaction] = []
    for round_number in range(ROUNDS):
        long_ones.append(LongTransaction(core, f"long-{round_number}"))
        long_ones[-1].begin()
        _write_at_once(core, round_number)
        core.read(follower.catch_up)
        if round_number % 2:
            # Open for one round, and for two: what came meanwhile has been read.
            long_ones[-1].commit()
            long_ones[-2].commit()
            core.read(follower.catch_up)

    everything = set(core.read(lambda s: s.scalars(select(Location.id)).all()))
    assert len(everything) == (WRITERS + 1) * ROUNDS
    assert follower.by_version == everything
    # Not by luck: every long transaction's row is lost to whoever trusts growing ids, and only those.
    assert everything - follower.by_id == {one.row_id for one in long_ones}


def _write_at_once(core: Core, round_number: int) -> None:
    """Eight at the same time, one row each."""
    together = threading.Barrier(WRITERS)

    def write(number: int) -> None:
        def work(unit: UnitOfWork) -> None:
            make_location(unit, f"quick-{round_number}-{number}")
            together.wait(timeout=60)

        core.transact(work)

    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(write, number) for number in range(WRITERS)]:
            done.result()


def test_versions_have_no_holes(core: Core) -> None:
    for number in range(5):
        core.transact(lambda unit, number=number: make_location(unit, f"S{number}"))
    versions = core.read(lambda s: s.scalars(select(Change.version).order_by(Change.version)).all())
    assert versions == [1, 2, 3, 4, 5]
