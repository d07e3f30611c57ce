"""Rows as bytes: before-images and keys, and writing a row from its image."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import JSON, Column, ColumnDefault, Delete, Table, bindparam, delete
from sqlalchemy.dialects.sqlite import dialect, insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

from core.model import HOME_STORE, tables_at_home
from core.model.capture import Image

PRIVATE_TABLES: Mapping[str, Table] = {table.name: table for table in tables_at_home(HOME_STORE)}
"""The tables of `store.db` that the private streams fill; what travels never reaches the others."""

_DIALECT = dialect(paramstyle="qmark")


def pack(value: Any) -> bytes:
    """An image or a key as bytes."""
    return msgspec.msgpack.encode(value)


def unpack(data: bytes) -> Any:
    """What `pack` packed."""
    return msgspec.msgpack.decode(data)


def write_images(session: Session, table: Table, images: Sequence[Image]) -> None:
    """Insert or replace rows by primary key; see `write_columns`."""
    alike: dict[tuple[str, ...], list[Image]] = {}
    for image in images:
        known = tuple(column.name for column in table.columns if column.name in image)
        alike.setdefault(known, []).append(image)
    for known, rows in alike.items():
        write_columns(session, table, known, [[row[name] for row in rows] for name in known])


def write_columns(
    session: Session, table: Table, names: Sequence[str], values: Sequence[Sequence[Any]]
) -> None:
    """Insert or replace rows by primary key, given by column.

    Columns that the table lacks are left out. Columns that are not given (the rows are from before a column
    was added) keep what they hold, or begin with their default.
    """
    if not values or not len(values[0]):
        return
    given = dict(zip(names, values, strict=True))
    sql, writers = _upsert(table, tuple(column.name for column in table.columns if column.name in given))
    nothing = [None] * len(values[0])
    columns = [write(given.get(name, nothing)) for name, write in writers]
    # Below SQLAlchemy: to bind a thousand rows by name takes as long as SQLite takes to write them.
    session.connection().exec_driver_sql(sql, list(zip(*columns, strict=True)))


Writer = Callable[[Sequence[Any]], Sequence[Any]]
"""What makes a column's values those that the file holds."""


@cache
def _upsert(table: Table, known: tuple[str, ...]) -> tuple[str, list[tuple[str, Writer]]]:
    """The statement that writes rows of which `known` columns are given, and all columns in its order."""
    keys = [column.name for column in table.primary_key.columns]
    statement = insert(table)
    changes = {name: statement.excluded[name] for name in known if name not in keys}
    if changes:
        statement = statement.on_conflict_do_update(index_elements=keys, set_=changes)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=keys)
    compiled = statement.compile(dialect=_DIALECT, column_keys=[column.name for column in table.columns])
    assert isinstance(compiled, SQLCompiler)
    return str(compiled), [(name, _writer(table.columns[name])) for name in compiled.positiontup or ()]


def _writer(column: Column[Any]) -> Writer:
    as_stored: Callable[[Any], Any] | None = column.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    if as_stored is not None and isinstance(column.type, JSON):
        as_stored = _knowing_empty(as_stored)
    is_plain = column.nullable or not isinstance(column.default, ColumnDefault)

    def write(values: Sequence[Any]) -> Sequence[Any]:
        if not is_plain and None in values:
            values = [_or_default(column, value) for value in values]
        return values if as_stored is None else [as_stored(value) for value in values]

    return write


def _knowing_empty(as_stored: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Most lists of a column are empty: to make JSON of each takes as long as to bind a third of its row."""
    empty = as_stored([])
    return lambda value: empty if value == [] else as_stored(value)


def _or_default(column: Column[Any], value: Any) -> Any:
    default = column.default
    if value is not None or column.nullable or not isinstance(default, ColumnDefault):
        return value
    return default.arg(None) if default.is_callable else default.arg


def delete_keys(session: Session, table: Table, keys: Iterable[Sequence[Any]]) -> None:
    """Delete rows by primary key."""
    names = [f"key_{column.name}" for column in table.primary_key.columns]
    values = [dict(zip(names, key, strict=True)) for key in keys]
    if values:
        session.execute(_deletion(table), values)


@cache
def _deletion(table: Table) -> Delete:
    columns = table.primary_key.columns
    return delete(table).where(*(column == bindparam(f"key_{column.name}") for column in columns))
