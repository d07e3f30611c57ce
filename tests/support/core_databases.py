"""Databases for tests of the core: a SQLite file or a PostgreSQL of our own, migrated and initialised once.

The PostgreSQL server starts with the first test that wants it, one a process, on a Unix socket, and stops
when the process ends.
"""

from __future__ import annotations

import atexit
import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from alembic.config import Config
from sqlalchemy import Connection

from core.orchestration import Core, initialise
from core.orchestration.database import make_engine, migrate
from core.ports import SeededRandomness, SimulatedClock
from core.rules.time import Instant
from tests.support.postgresql import PostgreSQL

KINDS = ("sqlite", "postgresql")

_numbers = itertools.count(1)


def revisions(connection: Connection) -> Config:
    """What alembic's commands turn this connection's schema by, to an older revision or to a newer one."""
    config = Config()
    config.set_main_option("script_location", "core.model:migrations")
    config.attributes["connection"] = connection
    return config


@contextmanager
def fresh_database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of a database with the core's schema and the settings of a new one, and with nothing else."""
    if kind == "sqlite":
        path = folder / f"core-{next(_numbers)}.db"
        put_migrated(path)
        yield f"sqlite:///{path}"
        return
    server = _postgresql()
    name = server.take()
    try:
        yield server.url(name)
    finally:
        server.give_back(name)


def put_migrated(path: Path) -> None:
    """Have a SQLite file there as a fresh database is: whoever makes a core on it has no tables to make."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_sqlite_template(), path)


def lasting_postgresql() -> str:
    """The URL of a fresh database that is there as long as this process."""
    server = _postgresql()
    return server.url(server.take())


def end_kept(url: str) -> None:
    """End the connections to a fresh database that tests hand on."""
    _postgresql().leave(_name(url))


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of a new database without any table."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / f'empty-{next(_numbers)}.db'}"
        return
    with _postgresql_copy("template0") as url:
        yield url


@contextmanager
def postgresql_copy(url: str) -> Iterator[str]:
    """The URL of a copy of a database on this process's PostgreSQL, to which nobody is connected."""
    end_kept(url)
    with _postgresql_copy(_name(url)) as copy:
        yield copy


def _name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


@contextmanager
def _postgresql_copy(template: str) -> Iterator[str]:
    server = _postgresql()
    name = server.copy(template)
    try:
        yield server.url(name)
    finally:
        server.drop(name)


@lru_cache(maxsize=1)
def _sqlite_template() -> Path:
    path = _folder() / "template.db"
    _migrate(f"sqlite:///{path}")
    return path


@lru_cache(maxsize=1)
def _postgresql() -> PostgreSQL:
    return PostgreSQL(_folder() / "pg", _migrate)


def _migrate(url: str) -> None:
    engine = make_engine(url)
    migrate(engine)
    # Two thousand tests would do this each for itself.
    initialise(Core(engine, SimulatedClock(Instant(0)), SeededRandomness(0)))
    engine.dispose()


@lru_cache(maxsize=1)
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="coulisse-db-"))
    # PostgreSQL refuses to run as root: it runs as a user of its own, who must get here.
    folder.chmod(0o755)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
