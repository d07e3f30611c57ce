"""Rows as bytes: before-images and keys, and writing a row from its image."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Table, delete
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from core.model.capture import Image
from sync.schema import store_metadata

STORE_TABLES: Mapping[str, Table] = store_metadata().tables
BATCH_ROWS = 200


def pack(value: Any) -> bytes:
    """An image or a key as bytes."""
    return msgspec.msgpack.encode(value)


def unpack(data: bytes) -> Any:
    """What `pack` packed."""
    return msgspec.msgpack.decode(data)


def write_images(session: Session, table: Table, images: Sequence[Image]) -> None:
    """Insert or replace rows by primary key. Columns that the table lacks are left out."""
    if not images:
        return
    names = [column.name for column in table.columns if column.name in images[0]]
    keys = [column.name for column in table.primary_key.columns]
    rest = [name for name in names if name not in keys]
    for start in range(0, len(images), BATCH_ROWS):
        rows = [{name: image[name] for name in names} for image in images[start : start + BATCH_ROWS]]
        statement = insert(table).values(rows)
        if rest:
            changes = {name: statement.excluded[name] for name in rest}
            statement = statement.on_conflict_do_update(index_elements=keys, set_=changes)
        else:
            statement = statement.on_conflict_do_nothing(index_elements=keys)
        session.execute(statement)


def delete_keys(session: Session, table: Table, keys: Iterable[Sequence[Any]]) -> None:
    """Delete rows by primary key."""
    columns = list(table.primary_key.columns)
    for key in keys:
        conditions = [column == part for column, part in zip(columns, key, strict=True)]
        session.execute(delete(table).where(*conditions))
