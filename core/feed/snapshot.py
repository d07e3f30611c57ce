"""Snapshots of the network stream: the whole copy as a SQLite file with its indexes and full-text index."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import Table
from sqlalchemy.orm import Session

from core.feed.log import version_of
from core.feed.routing import NETWORK
from core.feed.settings import Setting, setting
from core.model.bulk_rows import read_rows
from core.model.network_file import create_indexes, create_tables, network_tables, set_state
from core.rules.errors import CoulisseError
from core.rules.time import Instant

BATCH_ROWS: Final = 20_000
"""Rows that are in memory at a time."""


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
    """Write the network's copy as of `session`'s consistent moment to a new file.

    Indexes are made after the rows: one sort each instead of a search for each row.

    Raises:
        SnapshotGivenUp: `keep_going` said no; it is asked after each batch of rows.
    """
    version, _ = version_of(session, NETWORK)
    epoch = setting(session, Setting.EPOCH)
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        # A file that a crash cuts off is thrown away whole: it needs no journal.
        file.execute("PRAGMA journal_mode = OFF")
        file.execute("PRAGMA synchronous = OFF")
        file.execute("BEGIN")
        create_tables(file)
        rows = sum(_copy(session, table, file, keep_going) for table in network_tables())
        create_indexes(file)
        set_state(file, version, epoch, made_at)
        file.execute("COMMIT")
        file.execute("ANALYZE")
    return NetworkFile(version, epoch, rows)


def _copy(session: Session, table: Table, file: sqlite3.Connection, keep_going: Callable[[], bool]) -> int:
    sql = f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(table.columns))})"
    copied = 0
    for batch in read_rows(session, table, BATCH_ROWS):
        file.executemany(sql, batch)
        copied += len(batch)
        if not keep_going():
            raise SnapshotGivenUp("snapshot_given_up", table=table.name)
    return copied
