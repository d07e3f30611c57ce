"""Many rows in one go: COPY on PostgreSQL, one prepared statement on SQLite; past the session and its log."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, Table, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

NOTHING_KEPT: Mapping[str, str] = MappingProxyType({})
SQLITE_CACHE_KIB = 192 * 1024
"""Pages that a connection keeps while it loads: the upper levels of the largest tree of a chain."""

_BINARY_COPY_BEGINS = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
_BINARY_COPY_ENDS = b"\xff\xff"
_ROWS_A_WRITE = 1_000


def is_sqlite(session: Session) -> bool:
    """Whether the session's database is SQLite; else it is PostgreSQL."""
    return session.get_bind().dialect.name == "sqlite"


def put_rows(session: Session, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows to a table, values in the order of `columns`."""
    driver: Any = session.connection().connection.driver_connection
    names = ", ".join(columns)
    if is_sqlite(session):
        statement = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"
        with _told(session, statement):
            driver.executemany(statement, rows)
        return
    statement = f"COPY {table} ({names}) FROM STDIN"
    with _told(session, statement), driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


@contextmanager
def _told(session: Session, statement: str) -> Iterator[None]:
    """What the driver raises, as SQLAlchemy tells it: who runs a transaction again looks for that."""
    dialect = session.connection().dialect
    of_driver: type[Exception] = dialect.loaded_dbapi.Error
    try:
        yield
    except of_driver as error:
        raise DBAPIError.instance(statement, (), error, of_driver, dialect=dialect) from error


def put_columns(
    session: Session, table: Table, columns: Mapping[str, NDArray[Any]], constants: Mapping[str, int]
) -> None:
    """Add rows to a table whose columns are whole numbers.

    Args:
        columns: values by column, all of one length.
        constants: values of further columns, the same in each row.
    """
    driver: Any = session.connection().connection.driver_connection
    names = ", ".join((*columns, *constants))
    if is_sqlite(session):
        values = ", ".join((*("?" * len(columns)), *map(str, constants.values())))
        rows = zip(*(column.tolist() for column in columns.values()), strict=True)
        statement = f"INSERT INTO {table.name} ({names}) VALUES ({values})"
        with _told(session, statement):
            driver.executemany(statement, rows)
        return
    binary = f"COPY {table.name} ({names}) FROM STDIN (FORMAT BINARY)"
    with _told(session, binary), driver.cursor() as cursor, cursor.copy(binary) as copy:
        for part in _as_binary_copy(table, columns, constants):
            copy.write(part)


def _as_binary_copy(
    table: Table, columns: Mapping[str, NDArray[Any]], constants: Mapping[str, int]
) -> Iterator[bytes]:
    """The format of PostgreSQL's documentation of COPY, "Binary Format": each value behind its length."""
    names = (*columns, *constants)
    sizes = [8 if isinstance(table.c[name].type, BigInteger) else 4 for name in names]
    fields = [("fields", ">i2")]
    for name, size in zip(names, sizes, strict=True):
        fields += [(f"{name}.bytes", ">i4"), (name, f">i{size}")]
    rows = np.empty(len(next(iter(columns.values()))), dtype=fields)
    rows["fields"] = len(names)
    for name, size in zip(names, sizes, strict=True):
        rows[f"{name}.bytes"] = size
        rows[name] = columns[name] if name in columns else constants[name]
    yield _BINARY_COPY_BEGINS
    for start in range(0, len(rows), _ROWS_A_WRITE):
        yield rows[start : start + _ROWS_A_WRITE].tobytes()
    yield _BINARY_COPY_ENDS


def read_rows(
    session: Session, table: Table, order: Sequence[str], batch_rows: int
) -> Generator[list[tuple[Any, ...]]]:
    """All rows of a table in an order, in batches; never more than one of them in memory."""
    names = ", ".join(column.name for column in table.columns)
    query = f"SELECT {names} FROM {table.name} ORDER BY {', '.join(order)}"
    driver: Any = session.connection().connection.driver_connection
    # A named cursor stays on PostgreSQL's side, and whole numbers come as they are, not as digits; SQLite's
    # reads as it is asked.
    with closing(
        driver.cursor() if is_sqlite(session) else driver.cursor(name=f"all_{table.name}", binary=True)
    ) as cursor:
        cursor.execute(query)
        while batch := cursor.fetchmany(batch_rows):
            yield batch


def empty_stage(session: Session, name: str, table: str, columns: Sequence[str]) -> None:
    """An empty table of this connection alone, for rows on their way to `table`: some of its columns."""
    like = f"SELECT {', '.join(columns)} FROM {table} WHERE false"
    session.execute(text(f"CREATE TEMPORARY TABLE IF NOT EXISTS {name} AS {like}"))
    session.execute(text(f"DELETE FROM {name}" if is_sqlite(session) else f"TRUNCATE {name}"))


def fill_stage(
    session: Session, name: str, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """A stage with these rows and no others, ready to be joined."""
    empty_stage(session, name, table, columns)
    put_rows(session, name, columns, rows)
    if not is_sqlite(session):
        # Without it the planner may read a whole table for a few rows.
        session.execute(text(f"ANALYZE {name}"))


def make_room(session: Session) -> None:
    """Let the connection keep more of the tables while it loads, where that is its own choice (SQLite)."""
    if is_sqlite(session):
        session.execute(text(f"PRAGMA cache_size = -{SQLITE_CACHE_KIB}"))


def upsert_staged(
    session: Session,
    table: str,
    stage: str,
    columns: Sequence[str],
    by: Sequence[str],
    kept: Mapping[str, str] = NOTHING_KEPT,
) -> int:
    """Bring a table to what a stage says; returns how many rows were added or changed.

    A row that says the same as before stays untouched.

    Args:
        kept: columns that a new row gets, as SQL, and keeps.
    """
    names, key = ", ".join((*columns, *kept)), ", ".join(by)
    # SQLite takes the conflict's ON for one of a join unless something stands between.
    source = f"SELECT {', '.join((*columns, *kept.values()))} FROM {stage} WHERE true ORDER BY {key}"
    conflict = on_conflict(table, columns, by, is_sqlite=is_sqlite(session))
    done: Any = session.execute(text(f"INSERT INTO {table} ({names}) {source} {conflict}"))
    return int(done.rowcount)


def on_conflict(table: str, columns: Sequence[str], by: Sequence[str], *, is_sqlite: bool) -> str:
    """The clause that turns an INSERT into an update where a row is there already and says something else."""
    differs = "IS NOT" if is_sqlite else "IS DISTINCT FROM"
    others = [name for name in columns if name not in by]
    if not others:
        return f"ON CONFLICT ({', '.join(by)}) DO NOTHING"
    values = ", ".join(f"{name} = excluded.{name}" for name in others)
    changed = " OR ".join(f"{table}.{name} {differs} excluded.{name}" for name in others)
    return f"ON CONFLICT ({', '.join(by)}) DO UPDATE SET {values} WHERE {changed}"
