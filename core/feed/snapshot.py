"""Snapshots of the network stream: the whole copy as a SQLite file with its indexes and full-text index."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import Table
from sqlalchemy.orm import Session

from core.feed.log import version_of
from core.feed.settings import Setting, setting
from core.feed.streams import NETWORK
from core.model.base import FILE_KEY
from core.model.bulk_rows import SQLITE_CACHE_KIB, is_sqlite, read_rows
from core.model.network_file import create_indexes, create_tables, file_key, network_tables, set_state
from core.rules.errors import CoulisseError
from core.rules.time import Instant

BATCH_ROWS: Final = 20_000
"""Rows that are in memory at a time."""
ASK_EVERY_STEPS: Final = 100_000
"""Steps of SQLite's machine between two looks whether to go on."""


class NetworkFile(msgspec.Struct, frozen=True):
    """What was built: of which version and epoch, and how many rows it holds."""

    version: int
    epoch: str
    rows: int


class SnapshotGivenUp(CoulisseError):
    """Somebody said stop while a snapshot was being built; what there is of it is thrown away."""


def build_network_file(
    session: Session, path: Path, made_at: Instant, keep_going: Callable[[], bool] = lambda: True
) -> NetworkFile:
    """Write the network's copy to a new file, as of one moment: `session`'s, or on SQLite a later one.

    Indexes are made after the rows: one sort each instead of a search for each row.

    Raises:
        SnapshotGivenUp: `keep_going` said no; it is asked again and again while rows are copied.
    """
    fill = _attached if is_sqlite(session) else _copied
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        # A file that a crash cuts off is thrown away whole: it needs no journal.
        file.execute("PRAGMA journal_mode = OFF")
        file.execute("PRAGMA synchronous = OFF")
        file.execute(f"PRAGMA cache_size = -{SQLITE_CACHE_KIB}")
        built = fill(session, file, keep_going)
        file.execute("BEGIN")
        create_indexes(file)
        set_state(file, built.version, built.epoch, made_at)
        file.execute("COMMIT")
        file.execute("ANALYZE")
        # On a workstation readers go on while a delta is written; the mode stands in the file's header.
        file.execute("PRAGMA journal_mode = WAL")
    return built


def _copied(session: Session, file: sqlite3.Connection, keep_going: Callable[[], bool]) -> NetworkFile:
    """Fill the tables from PostgreSQL, batch by batch."""
    version, _ = version_of(session, NETWORK)
    epoch = setting(session, Setting.EPOCH)
    file.execute("BEGIN")
    create_tables(file)
    rows = sum(_copy(session, table, file, keep_going) for table in network_tables())
    file.execute("COMMIT")
    return NetworkFile(version, epoch, rows)


def _copy(session: Session, table: Table, file: sqlite3.Connection, keep_going: Callable[[], bool]) -> int:
    sql = f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(table.columns))})"
    copied = 0
    batches = read_rows(session, table, file_key(table), BATCH_ROWS)
    with closing(batches), ThreadPoolExecutor(1, "reads-rows") as reader:
        coming = reader.submit(next, batches, None)
        while batch := coming.result():
            # Read while the last ones are written: the two take about as long.
            coming = reader.submit(next, batches, None)
            file.executemany(sql, batch)
            copied += len(batch)
            if not keep_going():
                raise SnapshotGivenUp("snapshot_given_up", table=table.name)
    return copied


def _attached(session: Session, file: sqlite3.Connection, keep_going: Callable[[], bool]) -> NetworkFile:
    """Fill the tables from the core's own file within SQLite: no row comes by Python."""
    file.execute("ATTACH ? AS core", (session.get_bind().engine.url.database,))
    file.execute("BEGIN")
    version = file.execute("SELECT version FROM core.stream WHERE name = ?", (NETWORK,)).fetchone()
    (epoch,) = file.execute(
        "SELECT value FROM core.core_setting WHERE name = ?", (Setting.EPOCH.value,)
    ).fetchone()
    create_tables(file)
    rows = 0
    file.set_progress_handler(lambda: not keep_going(), ASK_EVERY_STEPS)
    for table in network_tables():
        rows += _insert(file, table, keep_going)
    file.set_progress_handler(None, 0)
    file.execute("COMMIT")
    file.execute("DETACH core")
    return NetworkFile(version[0] if version else 0, epoch, rows)


def _insert(file: sqlite3.Connection, table: Table, keep_going: Callable[[], bool]) -> int:
    try:
        copied = file.execute(f"INSERT INTO main.{table.name} {_all_of(file, table)}").rowcount
        is_wanted = keep_going()
    except sqlite3.OperationalError:
        is_wanted = keep_going()
        if is_wanted:
            raise
    if not is_wanted:
        raise SnapshotGivenUp("snapshot_given_up", table=table.name)
    return copied


def _all_of(file: sqlite3.Connection, table: Table) -> str:
    """The rows of the core's table. SQLite copies them as they are stored if a star asks for them."""
    names = [column.name for column in table.columns]
    there = [row[1] for row in file.execute(f"PRAGMA core.table_info({table.name})")]
    what = "*" if there == names else ", ".join(names)
    order = f" ORDER BY {', '.join(file_key(table))}" if FILE_KEY in table.info else ""
    return f"SELECT {what} FROM core.{table.name}{order}"
