"""Rows as bytes: before-images and keys, and writing a row from its image."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Column, ColumnDefault, Table, delete
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from core.model.capture import Image
from sync.schema import LocalBase, store_metadata

PRIVATE_TABLES: Mapping[str, Table] = {
    name: table for name, table in store_metadata().tables.items() if name not in LocalBase.metadata.tables
}
"""The tables of `store.db` that the private streams fill; what travels never reaches the others."""
BATCH_ROWS = 200


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
    if not images:
        return
    keys = [column.name for column in table.primary_key.columns]
    changed = [
        column.name for column in table.columns if column.name in images[0] and column.name not in keys
    ]
    for start in range(0, len(images), BATCH_ROWS):
        statement = insert(table).values(
            [_row(table, image) for image in images[start : start + BATCH_ROWS]],
        )
        if changed:
            changes = {name: statement.excluded[name] for name in changed}
            statement = statement.on_conflict_do_update(index_elements=keys, set_=changes)
        else:
            statement = statement.on_conflict_do_nothing(index_elements=keys)
        session.execute(statement)


def _row(table: Table, image: Image) -> Image:
    return {column.name: _or_default(column, image.get(column.name)) for column in table.columns}


def _or_default(column: Column[Any], value: Any) -> Any:
    default = column.default
    if value is not None or column.nullable or not isinstance(default, ColumnDefault):
        return value
    return default.arg(None) if default.is_callable else default.arg


def delete_keys(session: Session, table: Table, keys: Iterable[Sequence[Any]]) -> None:
    """Delete rows by primary key."""
    columns = list(table.primary_key.columns)
    for key in keys:
        conditions = [column == part for column, part in zip(columns, key, strict=True)]
        session.execute(delete(table).where(*conditions))
