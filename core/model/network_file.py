"""The network's copy as one SQLite file: its tables, its state, its search index. The core builds it, a
workstation attaches it and applies deltas to it.

Plain SQL on a DB-API connection to SQLite: the file may be written by the core's SQLite and by a
workstation's SQLCipher alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Column, MetaData, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from core.model import row_sums, search_index, search_serials, search_stock
from core.model.base import CORE_ONLY, FILE_KEY, HOME_NETWORK, tables_at_home

NETWORK_SCHEMA_VERSION = "7"
"""Of the tables in the file; a workstation that needs another takes a snapshot."""

STATE_DDL = (
    "CREATE TABLE network_state (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL,"
    " epoch TEXT NOT NULL, schema_version TEXT NOT NULL, made_at INTEGER NOT NULL)"
)


class SqliteConnection(Protocol):
    """What this module needs of a DB-API connection."""

    def execute(self, sql: str, parameters: Any = ..., /) -> Any: ...

    def executemany(self, sql: str, rows: Any, /) -> Any: ...


@cache
def network_tables() -> tuple[Table, ...]:
    """The tables of the file, parents first."""
    return tuple(tables_at_home(HOME_NETWORK))


def create_tables(connection: SqliteConnection) -> None:
    """The empty tables, without indexes: rows are loaded first."""
    for sql in _tables_sql():
        connection.execute(sql)
    connection.execute(STATE_DDL)


@cache
def _tables_sql() -> tuple[str, ...]:
    dialect = sqlite.dialect()
    return tuple(str(CreateTable(_in_file(table)).compile(dialect=dialect)) for table in network_tables())


def file_key(table: Table) -> list[str]:
    """The columns that a row is found by in the file: its primary key, or what the table names instead."""
    names: Sequence[str] = table.info.get(FILE_KEY) or [one.name for one in table.primary_key.columns]
    return list(names)


def _in_file(table: Table) -> Table:
    """The table as the file has it. What is unique or refers to another row is the core's to see to."""
    key = file_key(table)
    columns = [
        Column(one.name, one.type, nullable=one.nullable, primary_key=one.name in key)
        for one in table.columns
    ]
    is_clustered = FILE_KEY in table.info or not table.dialect_options["sqlite"]["with_rowid"]
    return Table(table.name, MetaData(), *columns, sqlite_with_rowid=not is_clustered)


def create_indexes(connection: SqliteConnection) -> None:
    """Indexes, what search needs, and the sums of row hashes, over what has been loaded."""
    for sql in _indexes_sql():
        connection.execute(sql)
    search_stock.build(connection)
    search_index.build(connection)
    search_serials.build(connection)
    row_sums.build(connection, network_tables())


@cache
def _indexes_sql() -> tuple[str, ...]:
    dialect = sqlite.dialect()
    return tuple(
        str(CreateIndex(index).compile(dialect=dialect))
        for table in network_tables()
        for index in sorted(table.indexes, key=lambda index: index.name or "")
        if index.info != CORE_ONLY
    )


def set_state(connection: SqliteConnection, version: int, epoch: str, made_at: int) -> None:
    """Say which version of the network stream the file holds."""
    connection.execute(
        "INSERT OR REPLACE INTO network_state VALUES (1, ?, ?, ?, ?)",
        (version, epoch, NETWORK_SCHEMA_VERSION, made_at),
    )


def upsert_rows(
    connection: SqliteConnection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Write last values, keeping the search index in step. Columns that the table lacks are left out."""
    places = [place for place, name in enumerate(columns) if name in table.columns]
    names = [columns[place] for place in places]
    keys = file_key(table)
    updates = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
    action = f"DO UPDATE SET {updates}" if updates else "DO NOTHING"
    sql = (
        f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        f" ON CONFLICT ({', '.join(keys)}) {action}"
    )
    wanted = [tuple(row[place] for place in places) for row in rows]
    if table.name == "article":
        ids = [row[names.index("id")] for row in wanted]
        before = search_index.rows_of(connection, ids)
        connection.executemany(sql, wanted)
        search_index.follow(connection, before, search_index.rows_of(connection, ids))
    elif table.name == "piece":
        at = [names.index(key) for key in keys]
        search_serials.come(connection, [(row[at[0]], row[at[1]]) for row in wanted])
        connection.executemany(sql, wanted)
    else:
        connection.executemany(sql, wanted)


def delete_rows(
    connection: SqliteConnection, table: Table, keys: Iterable[Sequence[Any]], by: Sequence[str] = ()
) -> None:
    """Delete rows by their primary key, or by the columns named."""
    names = by or [column.name for column in table.primary_key.columns]
    wanted = [tuple(key) for key in keys]
    if table.name == "article":
        search_index.follow(connection, search_index.rows_of(connection, [key[0] for key in wanted]), {})
    where = " AND ".join(f"{name} = ?" for name in names)
    connection.executemany(f"DELETE FROM {table.name} WHERE {where}", wanted)


def settle(connection: SqliteConnection, place: int = search_stock.ANYWHERE) -> None:
    """After the last row of a delta, in its transaction: what search keeps is true again.

    From the first time that a `place` is named its stock is kept ready as well, so that search can put what
    is there first.
    """
    search_stock.settle(connection)
    search_stock.keep_place(connection, place)
