"""The core's database: SQLite for one machine and the demo, PostgreSQL for a chain.

On both, a write transaction sees what was committed before it took its locks, and a read transaction sees one
moment of the whole database.
"""

from __future__ import annotations

import sqlite3
from functools import cache
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

BUSY_TIMEOUT_MS: Final = 15_000
"""How long a writer on SQLite waits for another process."""
MIGRATION_LOCK: Final = 0x636F756C
"""Of PostgreSQL's advisory locks: held by whoever brings the schema up."""
POOL_SIZE: Final = 24
POOL_OVERFLOW: Final = 24
POOL_TIMEOUT_S: Final = 10.0
LOCK_TIMEOUT_MS: Final = 15_000
"""How long a transaction on PostgreSQL waits for one lock."""

READ_ONLY: Final = "coulisse_read_only"
"""Execution option of connections that only read."""

_RETRIED_STATES: Final = frozenset({"40001", "40P01", "55P03"})
"""Serialization failure, deadlock, lock not to be had: run again, it may go through."""
_MACHINE_CODES: Final = frozenset({8, 10, 11, 13, 14, 26})
"""SQLite's: read-only, I/O error, corrupt, full, cannot be opened, no database (https://sqlite.org/rescode.html)."""
_DAMAGED_CODES: Final = frozenset({11, 26})
"""Of those: corrupt, no database. Waiting does not mend a file."""
_MACHINE_CLASSES: Final = frozenset({"08", "28", "3D", "53", "57"})
"""PostgreSQL's: connection, authorization, no such database, resources, operator (its appendix A)."""
_DAMAGED_STATES: Final = frozenset({"XX001", "XX002"})
"""PostgreSQL's: data or an index is corrupted."""


def make_engine(url: str) -> Engine:
    """An engine for ``sqlite:///file`` or ``postgresql://...`` (driven by psycopg)."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        # Its driver is not loaded by whoever has a file.
        from core.orchestration.quick_cursor import QuickCursor

        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_size=POOL_SIZE,
            max_overflow=POOL_OVERFLOW,
            pool_timeout=POOL_TIMEOUT_S,
            pool_pre_ping=True,
            connect_args={
                "options": f"-c lock_timeout={LOCK_TIMEOUT_MS}",
                "cursor_factory": QuickCursor,
            },
        )
    engine = create_engine(
        parsed, pool_size=POOL_SIZE, max_overflow=POOL_OVERFLOW, pool_timeout=POOL_TIMEOUT_S
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def reading(engine: Engine) -> Engine:
    """The same database and pool, for transactions that read one consistent moment."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine.execution_options(**{READ_ONLY: True})


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transaction handling would begin late and not at all before reads.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: one that upgrades from a read fails when another has written since.
    if connection.get_execution_options().get(READ_ONLY, False):
        # A read locks nothing yet, so no error is to be read: SQLAlchemy need not look on.
        connection.connection.driver_connection.execute("BEGIN")  # type: ignore[union-attr]
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def migrate(engine: Engine) -> None:
    """Bring the schema to this program's version. Safe to call at each start."""
    config = _config()
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            # Several processes may start at once after an update: one brings the schema up for all.
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
        if set(MigrationContext.configure(connection).get_current_heads()) == _newest():
            return
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@cache
def _newest() -> frozenset[str]:
    """This program's version of the schema. All revisions are read for it: a process does so once."""
    return frozenset(ScriptDirectory.from_config(_config()).get_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "core.model:migrations")
    return config


def is_passing(error: DBAPIError) -> bool:
    """Whether the same transaction may well go through when it is run again."""
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return state in _RETRIED_STATES
    return "database is locked" in str(error.orig)


def is_in_the_way(error: DBAPIError) -> bool:
    """Whether the machine, the disk or who runs the database is to see to it: no program is wrong."""
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _MACHINE_CODES
    state = getattr(error.orig, "sqlstate", None)
    # Without a state nobody has answered.
    return isinstance(error, OperationalError) and (state is None or state[:2] in _MACHINE_CLASSES)


def is_damaged(error: DBAPIError) -> bool:
    """Whether the database's own file is not what it was: it does not come back by itself."""
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _DAMAGED_CODES
    return getattr(error.orig, "sqlstate", None) in _DAMAGED_STATES
