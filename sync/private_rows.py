"""What this store's private rows add up to here, without what was done here and is not answered yet. They are
added up some at a time: however many a store has, few are in memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from sqlalchemy import JSON, Boolean, Table

from core.model import private_rows, row_hashes
from core.wire import RowHashes
from sync.images import PRIVATE_TABLES, unpack
from sync.shards import Shard

PAGE: Final = 200
"""Rows that are held at a time."""
_PENDING = (
    "SELECT b.table_name, b.row_key, b.image FROM before_image b"
    " JOIN pending_command p ON p.id = b.command_id WHERE p.status = '' ORDER BY b.no DESC"
)


def private_sums(connection: Any) -> RowHashes:
    """The sums and numbers of rows, in one read on a DB-API connection to `store.db`."""
    connection.execute("BEGIN")
    try:
        return sums_in(connection)
    finally:
        connection.execute("ROLLBACK")


def sums_in(connection: Any) -> RowHashes:
    """The same within a read that has begun."""
    version, epoch = connection.execute("SELECT store_version, epoch FROM replica_state").fetchone()
    before: dict[str, dict[bytes, bytes | None]] = {}
    # The oldest of a row's images comes last, and stays.
    for table_name, key, image in connection.execute(_PENDING).fetchall():
        before.setdefault(table_name, {})[bytes(key)] = image
    sums, counts, forms = {}, {}, {}
    for name, table in PRIVATE_TABLES.items():
        if name in private_rows.LET_GO:
            continue
        added, counts[name] = row_hashes.no_sums(), 0
        for some in _pages(connection, table, before.get(name, {})):
            rows = private_rows.comparable(table, some)
            row_hashes.add(added, range(row_hashes.SHARDS), private_rows.summed(table, rows))
            counts[name] += len(rows)
        sums[name], forms[name] = row_hashes.pack(added), private_rows.form(table)
    return RowHashes(epoch=epoch, version=version, sums=sums, rows=counts, forms=forms)


def differing(here: RowHashes, there: RowHashes) -> list[Shard]:
    """The shards in which a store's rows are not the core's. What only one side has of a table counts; a
    table that the two know in different forms does not."""
    nothing = row_hashes.pack(row_hashes.no_sums())
    return [
        # SQLAlchemy's own kind of text is no text to msgspec.
        Shard(str(name), number)
        for name in sorted(here.sums.keys() | there.sums.keys())
        if _is_of_one_form(name, here, there)
        for number in row_hashes.differing(
            row_hashes.unpack(here.sums.get(name, nothing)), row_hashes.unpack(there.sums.get(name, nothing))
        )
    ]


def _is_of_one_form(name: str, here: RowHashes, there: RowHashes) -> bool:
    return here.forms.get(name) == there.forms.get(name, here.forms.get(name))


def _pages(
    connection: Any, table: Table, before: dict[bytes, bytes | None]
) -> Iterator[list[dict[str, Any]]]:
    """The rows as the core last gave them, some at a time."""
    names = [column.name for column in table.columns]
    read = [_reader(column.type) for column in table.columns]
    keys = [names.index(column.name) for column in table.primary_key.columns]
    changed = {tuple(unpack(packed)) for packed in before}
    cursor = connection.execute(f"SELECT {', '.join(names)} FROM {table.name}")
    while some := cursor.fetchmany(PAGE):
        rows = ([as_said(value) for as_said, value in zip(read, values, strict=True)] for values in some)
        yield [
            dict(zip(names, row, strict=True))
            for row in rows
            if tuple(row[place] for place in keys) not in changed
        ]
    yield [unpack(image) for image in before.values() if image is not None]


def _reader(kind: Any) -> Any:
    """What makes a stored value the one that the core has."""
    if isinstance(kind, JSON):
        return lambda value: None if value is None else msgspec.json.decode(value)
    if isinstance(kind, Boolean):
        return lambda value: None if value is None else bool(value)
    return lambda value: value
