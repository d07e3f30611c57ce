"""Rows as bytes: before-images and keys, and writing a row from its image."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Column, ColumnDefault, Delete, Table, bindparam, delete
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.orm import Session

from core.model import HOME_STORE, tables_at_home
from core.model.base import Base
from core.model.capture import Image, image_of

PRIVATE_TABLES: Mapping[str, Table] = {table.name: table for table in tables_at_home(HOME_STORE)}
"""The tables of `store.db` that the private streams fill; what travels never reaches the others."""


def pack(value: Any) -> bytes:
    """An image or a key as bytes."""
    return msgspec.msgpack.encode(value)


def unpack(data: bytes) -> Any:
    """What `pack` packed."""
    return msgspec.msgpack.decode(data)


def write_images(session: Session, table: Table, images: Sequence[Image]) -> None:
    """Insert or replace rows by primary key.

    Columns that the table lacks are left out. Columns that the images lack (they are from before a column was
    added) keep what they hold, or begin with their default.
    """
    alike: dict[tuple[str, ...], list[Image]] = {}
    for image in images:
        known = tuple(column.name for column in table.columns if column.name in image)
        alike.setdefault(known, []).append(_row(table, image))
    for known, rows in alike.items():
        # Many sets of values for one statement: one with many rows in it is compiled anew for each number.
        session.execute(_upsert(table, known), rows)


@cache
def _upsert(table: Table, known: tuple[str, ...]) -> Insert:
    keys = [column.name for column in table.primary_key.columns]
    statement = insert(table)
    changes = {name: statement.excluded[name] for name in known if name not in keys}
    if not changes:
        return statement.on_conflict_do_nothing(index_elements=keys)
    return statement.on_conflict_do_update(index_elements=keys, set_=changes)


def with_defaults(row: Base) -> Image:
    """The row's columns by name as they are now, with what a row that is not written yet will begin with."""
    return _row(PRIVATE_TABLES[row.__tablename__], image_of(row))


def _row(table: Table, image: Image) -> Image:
    return {column.name: _or_default(column, image.get(column.name)) for column in table.columns}


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
