"""What is published, taken as a workstation takes it, and no more than that."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from core.feed.publisher import Publisher
from core.feed.streams import NETWORK
from core.model.network_file import delete_rows, network_tables, set_state, upsert_rows
from core.wire import (
    NeedsSnapshot,
    PieceRef,
    SnapshotRef,
    StreamManifest,
    cover,
    decode_delta,
    open_manifest,
    unpack_shard,
)


def stream_of(publisher: Publisher) -> StreamManifest:
    return open_manifest(publisher.manifest(), publisher.public_key).streams[NETWORK]


class Replica:
    """The least that a workstation does: a file, the manifest, the pieces."""

    def __init__(self, publisher: Publisher, path: Path) -> None:
        self._publisher = publisher
        self._path = path
        self.version = 0
        self.taken: list[str] = []

    def catch_up(self) -> None:
        stream = stream_of(self._publisher)
        way = cover(stream, self.version)
        if isinstance(way, NeedsSnapshot):
            assert way.snapshot is not None
            self._take_snapshot(way.snapshot)
            way = way.deltas
        for piece in way:
            self._apply(piece)

    def _take_snapshot(self, snapshot: SnapshotRef) -> None:
        with self._path.open("wb") as target:
            for shard in snapshot.shards:
                data = self._publisher.files.path(shard.name).read_bytes()
                shard.check(data)
                target.writelines(unpack_shard(data, shard.raw_bytes))
        self.version = snapshot.to_version
        self.taken.append("snapshot")

    def _apply(self, piece: PieceRef) -> None:
        delta = decode_delta(self._publisher.files.path(piece.name).read_bytes())
        tables = {table.name: table for table in network_tables()}
        with sqlite3.connect(self._path) as file:
            for change in delta.tables:
                delete_rows(file, tables[change.name], change.deleted_keys)
                upsert_rows(file, tables[change.name], change.columns, list(change.rows()))
            set_state(file, delta.to_version, delta.epoch, 0)
        self.version = piece.to_version
        self.taken.append("delta")

    def query(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        file = sqlite3.connect(self._path)
        try:
            return file.execute(sql, parameters).fetchall()
        finally:
            file.close()
