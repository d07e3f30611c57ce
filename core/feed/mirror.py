"""The core's own copy of what it publishes, made as a workstation makes its own: a snapshot, and the deltas
on top. It keeps the sums of row hashes at the cost of each change, and gives the rows of one shard, as of
exactly the version that is published, without asking the database.

That it is made of pieces is its weakness as well: what is missing in the log would be missing here too. So
each new snapshot, which is read from the tables themselves, is held against it.

Where several processes share the folder each has a copy of its own. SQLite's log and its shared memory are
for the processes of one machine, and the folder may be shared by several.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

import structlog
from sqlalchemy import Table

from core.feed.piece_files import PieceFiles
from core.feed.publication import Published
from core.feed.streams import NETWORK
from core.model import network_rows, row_hashes, row_sums
from core.model.network_file import NETWORK_SCHEMA_VERSION, network_tables, set_state
from core.rules.errors import CoulisseError, Refused
from core.wire import Delta, RowHashes, SnapshotRef, decode_delta, in_columns, leading_on, unpack_shard

MIRROR: Final = "mirror"

log = structlog.get_logger(__name__)


class Mirror:
    """One file beside the pieces. Not thread-safe: the publisher holds its lock."""

    def __init__(self, files: PieceFiles) -> None:
        self._files = files
        self._path = files.own_file(MIRROR)

    def renew(self, raw: Path, state: Published) -> RowHashes | None:
        """Begin anew with the file of a snapshot; returns the sums at the version that is published.

        If this copy, brought to the same version, did not come to the same rows, that is told in the log:
        replicas that took the deltas find it by the sums, and mend what differs.
        """
        before = self.follow(state) if self._path.exists() else None
        self._begin_with(raw)
        after = self.follow(state)
        if before and after and before != after:
            tables = [name for name, sums in after.sums.items() if before.sums.get(name) != sums]
            log.error("feed.deltas_were_not_all", version=after.version, tables=tables)
        return after

    def follow(self, state: Published) -> RowHashes | None:
        """Come to the version that is published; returns its sums, or None where nothing leads there.

        A copy that is missing is made of the newest snapshot's pieces.
        """
        if state.snapshot is None:
            return None
        try:
            if not self._path.exists():
                self._begin_with(self._put_together(state.snapshot))
            with self._opened() as file:
                return self._follow(file, state)
        except (sqlite3.Error, OSError, CoulisseError) as error:
            # Without it replicas cannot be compared until the next snapshot; deltas go on.
            log.warning("feed.mirror_lost", reason=str(error))
            self._remove()
            return None

    def _put_together(self, snapshot: SnapshotRef) -> Path:
        raw = self._files.scratch("mirror")
        with raw.open("wb") as file:
            for shard in snapshot.shards:
                for chunk in unpack_shard(self._files.path(shard.name).read_bytes(), shard.raw_bytes):
                    file.write(chunk)
        return raw

    def _begin_with(self, raw: Path) -> None:
        self._remove()
        raw.replace(self._path)
        with self._opened() as file:
            file.execute("PRAGMA journal_mode = WAL")
            for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                file.execute(f"DROP TRIGGER {name}")

    def is_at(self, state: Published) -> bool:
        """Whether it holds what is published."""
        if not self._path.exists():
            return False
        try:
            with self._opened() as file:
                return _state(file)[:2] == (state.version, state.epoch)
        except sqlite3.Error:
            return False

    def _follow(self, file: sqlite3.Connection, state: Published) -> RowHashes | None:
        version, epoch, schema = _state(file)
        if (epoch, schema) != (state.epoch, NETWORK_SCHEMA_VERSION):
            return None
        way = leading_on(state.manifest(), version)
        if way is None:
            return None
        tables = {table.name: table for table in network_tables()}
        for piece in way:
            delta = decode_delta(self._files.path(piece.name).read_bytes())
            file.execute("BEGIN IMMEDIATE")
            for change in delta.tables:
                network_rows.change(
                    file, tables[change.name], change.columns, change.values, change.deleted_keys
                )
            set_state(file, delta.to_version, delta.epoch, 0)
            file.execute("COMMIT")
        sums = {name: row_hashes.pack(row_sums.kept(file, table)) for name, table in tables.items()}
        return RowHashes(epoch=state.epoch, version=state.version, sums=sums)

    def shard(self, table_name: str, shard: int) -> Delta:
        """The rows of one shard as of the version that is published, as a delta from there to there.

        Raises:
            Refused: `unknown_shard`.
        """
        table = known_shard(table_name, shard)
        with self._opened() as file:
            version, epoch, _schema = _state(file)
            rows = row_sums.rows_of_shard(file, table, shard)
        found = in_columns(str(table.name), row_sums.columns_of(table), rows)
        return Delta(stream=NETWORK, epoch=epoch, from_version=version, to_version=version, tables=[found])

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        # Never made by opening it: one that is missing has no tables, and that is an error of SQLite's.
        address = f"{self._path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as file:
            # Without shared memory, which a folder of another machine does not have (sqlite.org/wal.html, 8).
            file.execute("PRAGMA locking_mode = EXCLUSIVE")
            file.execute("PRAGMA synchronous = NORMAL")
            yield file

    def _remove(self) -> None:
        for suffix in ("-wal", "-shm", ""):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)


def known_shard(table_name: str, shard: int) -> Table:
    """The table of a shard that there is.

    Raises:
        Refused: `unknown_shard`.
    """
    table = next((one for one in network_tables() if one.name == table_name), None)
    if table is None or not 0 <= shard < row_hashes.SHARDS:
        raise Refused("unknown_shard", table=table_name[:64], shard=shard)
    return table


def _state(file: sqlite3.Connection) -> tuple[int, str, str]:
    row: Any = file.execute("SELECT version, epoch, schema_version FROM network_state").fetchone()
    return int(row[0]), str(row[1]), str(row[2])
