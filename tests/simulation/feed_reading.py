"""Reads what the feed carries, on its way and where it ended, into the plain rows that the model is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import JSON
from told import Delivery, Piece, Place, Row, Rows, Shards

from core.feed.publisher import Publisher
from core.model import row_sums
from core.model.network_file import network_tables
from core.model.row_hashes import SHARDS, shard_column, unpack
from core.wire import FileRef, TableDelta, Tail, decode_delta, decode_hashes, open_manifest
from sync import network_copy
from sync.images import PRIVATE_TABLES

NOTHING: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
SHOWN_OF_THE_NETWORK = ("location", "article", "position", "piece")
NETWORK_TABLES = {table.name: table for table in network_tables() if table.name in SHOWN_OF_THE_NETWORK}
_TABLES = {**PRIVATE_TABLES, **NETWORK_TABLES}
COLUMNS = {name: [column.name for column in table.columns] for name, table in _TABLES.items()}
KEYS = {name: [column.name for column in table.primary_key.columns] for name, table in _TABLES.items()}
JSON_COLUMNS = {
    name: {column.name for column in table.columns if isinstance(column.type, JSON)}
    for name, table in _TABLES.items()
}


def shown(table: str, image: Mapping[str, Any]) -> Row:
    """An image with the columns that a workstation has."""
    return {name: image.get(name) for name in COLUMNS[table]} if table in COLUMNS else dict(image)


def shards_of(rows: Rows, sums: Mapping[str, Sequence[int]]) -> Shards:
    """Rows of the network by table and shard, beside the sums that are kept of them."""
    found: dict[tuple[str, int], set[str]] = {
        (name, shard): set() for name in NETWORK_TABLES for shard, total in enumerate(sums[name]) if total
    }
    for (table, _key), row in rows.items():
        shard = row[shard_column(NETWORK_TABLES[table])] % SHARDS
        told = sorted((name, int(value) if isinstance(value, bool) else value) for name, value in row.items())
        found.setdefault((table, shard), set()).add(repr(told))
    return {where: (int(sums[where[0]][where[1]]), frozenset(texts)) for where, texts in found.items()}


def sums_of(path: Path) -> dict[str, list[int]]:
    """The sums that a copy of the network keeps of itself."""
    with network_copy.opened(path, "ro") as connection:
        return {name: row_sums.kept(connection, table).tolist() for name, table in NETWORK_TABLES.items()}


def delivery_of(
    tail: Tail, location: int, device: str, left_out: Mapping[str, Mapping[str, Any]] = NOTHING
) -> Delivery:
    """What a tail brings, from a core that knows nothing of some columns (by table, with what they begin
    with)."""
    spans = {
        f"store:{location}": (tail.store_from, tail.store_to),
        f"device:{device}": (tail.device_from, tail.device_to),
    }
    return Delivery(tail.epoch, spans, _changes(tail.tables, left_out))


def _changes(
    tables: Iterable[TableDelta], left_out: Mapping[str, Mapping[str, Any]] = NOTHING
) -> dict[Place, Row | None]:
    changes: dict[Place, Row | None] = {}
    for table in tables:
        if table.name not in KEYS:
            continue
        for values in table.rows():
            told = dict(zip(table.columns, values, strict=True))
            row = shown(table.name, {**left_out.get(table.name, {}), **told})
            changes[(table.name, tuple(row[key] for key in KEYS[table.name]))] = row
        changes |= {(table.name, tuple(key)): None for key in table.deleted_keys}
    return changes


def published_by(publisher: Publisher) -> tuple[list[Piece], int, dict[str, list[int]], int]:
    """The deltas that the manifest names, the newest version that they lead to, and what the core says that
    its rows add up to, at which version (0: nothing)."""
    state = open_manifest(publisher.manifest(), publisher.public_key).streams["network"]
    pieces = [
        Piece(delta.from_version, delta.to_version, _changes(decode_delta(_read(publisher, delta)).tables))
        for delta in state.deltas
    ]
    if state.hashes is None:
        return pieces, state.version, {}, 0
    told = decode_hashes(_read(publisher, state.hashes.piece))
    return (
        pieces,
        state.version,
        {name: unpack(sums).tolist() for name, sums in told.sums.items()},
        told.version,
    )


def _read(publisher: Publisher, piece: FileRef) -> bytes:
    return publisher.files.path(piece.name).read_bytes()
