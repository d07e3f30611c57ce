"""Fixtures of the core: a migrated database of either kind, and a core on it in a simulated world."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import structlog

from core.orchestration import Core, make_engine
from core.ports import SeededRandomness, SimulatedClock
from core.rules.time import Instant
from tests.support.both_databases import Watch, has_reason, names_one_kind
from tests.support.core_databases import KINDS, fresh_database
from tests.support.plain_python import plain_python

MONDAY_AT_NINE = Instant(1_762_765_200_000)
"""2025-11-10T09:00:00Z."""


@pytest.fixture(scope="module", autouse=True)
def _no_qt_in_a_core() -> Iterator[None]:
    """What pytest's plugin for Qt has done to the process is not the core's."""
    with plain_python():
        yield


@pytest.fixture(autouse=True)
def _log_as_usual() -> Iterator[None]:
    """The command line configures the log of its process; a test of it must not do so for the next."""
    yield
    structlog.reset_defaults()


WATCH = Watch()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """No test is cut to one kind of database without a reason."""
    test = metafunc.definition
    if names_one_kind(test.iter_markers("parametrize")):
        assert has_reason(test.nodeid), f"{test.nodeid} names one kind of database"


@pytest.fixture(autouse=True)
def _both_databases(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test asks one kind of database alone without a reason."""
    yield from WATCH.over(request.node)


@pytest.fixture(scope="module", params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Each test that has a database runs on SQLite and on PostgreSQL."""
    return str(request.param)


@pytest.fixture
def core_database(database_kind: str, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh database."""
    with fresh_database(database_kind, tmp_path) as url:
        yield url


@pytest.fixture
def clock() -> SimulatedClock:
    """A clock that stands still until a test moves it."""
    return SimulatedClock(MONDAY_AT_NINE)


@pytest.fixture
def core(core_database: str, clock: SimulatedClock) -> Iterator[Core]:
    """A core on a fresh database."""
    with _core_on(core_database, clock) as made:
        yield made


@pytest.fixture(scope="module")
def shared_core(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Core]:
    """One core for a file's tests that leave it as it was: they read, or show that nothing has changed."""
    with (
        fresh_database(database_kind, tmp_path_factory.mktemp("shared")) as url,
        _core_on(url, SimulatedClock(MONDAY_AT_NINE)) as made,
    ):
        yield made


@contextmanager
def _core_on(url: str, clock: SimulatedClock) -> Iterator[Core]:
    engine = make_engine(url)
    yield Core(engine, clock, SeededRandomness(1))
    engine.dispose()
