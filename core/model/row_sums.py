"""The sums of row hashes, kept in the file of the rows: as they should be, and as the rows are.

On any DB-API connection to SQLite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeAlias

from sqlalchemy import Table

from core.model import row_hashes
from core.model.row_hashes import SHARDS, Hashes, Places, Sums
from core.rules.errors import Damaged

Put: TypeAlias = Callable[[Sums, Places, Hashes], None]

SCANNED_ROWS: Final = 50_000
"""Rows in memory at a time while a table is hashed."""
AT_ONCE: Final = 4_000
"""Rows hashed in one go beside a window: some milliseconds in which no other thread of Python's runs."""
NO_ROWS: Final = bytes(SHARDS * row_hashes.HASH_BYTES)
"""The sums of a table without rows, packed: the empty copy is made without numpy."""
KEPT_DDL: Final = "CREATE TABLE row_hash (table_name TEXT PRIMARY KEY, sums BLOB NOT NULL)"


def build(connection: Any, tables: Iterable[Table]) -> None:
    """Hash all that has been loaded, and keep the sums from now on."""
    connection.execute(KEPT_DDL)
    for table in tables:
        has_rows = connection.execute(f"SELECT 1 FROM {table.name} LIMIT 1").fetchone() is not None
        _keep(connection, table, row_hashes.pack(scanned(connection, table)) if has_rows else NO_ROWS)


def kept(connection: Any, table: Table) -> Sums:
    """The sums of a table as they have been kept.

    Raises:
        Damaged: `network_damaged`: they are not there any more, or not whole. Only a disk does that.
    """
    row = connection.execute("SELECT sums FROM row_hash WHERE table_name = ?", (table.name,)).fetchone()
    if row is None or not isinstance(row[0], bytes) or len(row[0]) != SHARDS * row_hashes.HASH_BYTES:
        raise Damaged("network_damaged", reason=f"no sums of {table.name}")
    return row_hashes.unpack(row[0])


def keep(connection: Any, table: Table, sums: Sums) -> None:
    """Write a table's sums down."""
    _keep(connection, table, row_hashes.pack(sums))


def _keep(connection: Any, table: Table, packed: bytes) -> None:
    connection.execute("INSERT OR REPLACE INTO row_hash VALUES (?, ?)", (table.name, packed))


def scanned(connection: Any, table: Table) -> Sums:
    """The sums of a table, of its rows as they are. Reads all of them."""
    sums = row_hashes.no_sums()
    cursor = connection.execute(f"SELECT {names_of(table)} FROM {table.name}")
    while rows := cursor.fetchmany(SCANNED_ROWS):
        count(sums, table, rows, row_hashes.add)
    return sums


def rows_of_shard(connection: Any, table: Table, shard: int) -> list[tuple[Any, ...]]:
    """The rows of one shard, values in the order of the table's columns; found by the key, not by a scan."""
    number = row_hashes.shard_column(table)
    (highest,) = connection.execute(f"SELECT max({number}) FROM {table.name}").fetchone()
    ids = ", ".join(str(id_) for id_ in range(shard, (highest or 0) + 1, SHARDS))
    rows = connection.execute(f"SELECT {names_of(table)} FROM {table.name} WHERE {number} IN ({ids})")
    return rows.fetchall()  # type: ignore[no-any-return]


def shard_sum(table: Table, rows: Sequence[Sequence[Any]], shard: int) -> int:
    """The sum of one shard, from its rows."""
    sums = row_hashes.no_sums()
    for first in range(0, len(rows), AT_ONCE):
        count(sums, table, rows[first : first + AT_ONCE], row_hashes.add)
    return sums[shard]


def columns_of(table: Table) -> list[str]:
    """The names of a table's columns, in order."""
    return [str(column.name) for column in table.columns]


def names_of(table: Table) -> str:
    """The same, for a statement."""
    return ", ".join(columns_of(table))


def count(sums: Sums, table: Table, rows: Sequence[Sequence[Any]], put: Put) -> None:
    """Put rows' hashes into the sums, or take them out: `row_hashes.add` or `row_hashes.take`."""
    if rows:
        by = columns_of(table).index(row_hashes.shard_column(table))
        put(sums, row_hashes.shards_of([row[by] for row in rows]), row_hashes.hashes_of_rows(table, rows))
