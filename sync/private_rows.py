"""What this store's private rows add up to here, without what was done here and is not answered yet."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import JSON, Boolean, Table

from core.model import private_rows, row_hashes
from core.wire import RowHashes
from sync.images import PRIVATE_TABLES, unpack

_PENDING = (
    "SELECT b.table_name, b.row_key, b.image FROM before_image b"
    " JOIN pending_command p ON p.id = b.command_id WHERE p.status = '' ORDER BY b.no DESC"
)


def private_sums(connection: Any) -> RowHashes:
    """The sums and numbers of rows, in one read on a DB-API connection to `store.db`."""
    connection.execute("BEGIN")
    try:
        version, epoch = connection.execute("SELECT store_version, epoch FROM replica_state").fetchone()
        before: dict[str, dict[bytes, bytes | None]] = {}
        # The oldest of a row's images comes last, and stays.
        for table_name, key, image in connection.execute(_PENDING).fetchall():
            before.setdefault(table_name, {})[bytes(key)] = image
        sums, counts = {}, {}
        for name, table in PRIVATE_TABLES.items():
            if name in private_rows.LET_GO:
                continue
            rows = private_rows.comparable(table, _rows(connection, table, before.get(name, {})).values())
            sums[name] = row_hashes.pack(private_rows.summed(table, rows))
            counts[name] = len(rows)
    finally:
        connection.execute("ROLLBACK")
    return RowHashes(epoch=epoch, version=version, sums=sums, rows=counts)


def _rows(
    connection: Any, table: Table, before: dict[bytes, bytes | None]
) -> dict[tuple[Any, ...], dict[str, Any]]:
    names = [column.name for column in table.columns]
    read = [_reader(column.type) for column in table.columns]
    keys = [column.name for column in table.primary_key.columns]
    found = {}
    for values in connection.execute(f"SELECT {', '.join(names)} FROM {table.name}").fetchall():
        row = {name: as_said(value) for name, as_said, value in zip(names, read, values, strict=True)}
        found[tuple(row[name] for name in keys)] = row
    for packed, image in before.items():
        key = tuple(unpack(packed))
        found.pop(key, None)
        if image is not None:
            found[key] = unpack(image)
    return found


def _reader(kind: Any) -> Any:
    """What makes a stored value the one that the core has."""
    if isinstance(kind, JSON):
        return lambda value: None if value is None else msgspec.json.decode(value)
    if isinstance(kind, Boolean):
        return lambda value: None if value is None else bool(value)
    return lambda value: value
