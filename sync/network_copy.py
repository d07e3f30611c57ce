"""The network's copy on this workstation: deltas applied to it, snapshots downloaded and put in its place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from core.model import network_file
from core.rules.errors import Damaged
from core.rules.time import Instant
from core.wire import Delta, PieceRef, unpack_snapshot
from sync.faults import database_faults
from sync.ports import World

NETWORK_TABLES = {table.name: table for table in network_file.network_tables()}
BUSY_TIMEOUT_S = 10
HASH_CHUNK_BYTES = 1024 * 1024


@contextmanager
def _plain(path: Path) -> Iterator[Any]:
    connection = sqlcipher.connect(str(path), timeout=BUSY_TIMEOUT_S)
    connection.isolation_level = None
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        yield connection
    finally:
        connection.close()


def copy_state(path: Path) -> tuple[int, str, str]:
    """Version, epoch and schema version of a copy.

    Raises:
        Damaged: the file is not a copy of the network.
    """
    try:
        with database_faults(), _plain(path) as connection:
            row = connection.execute("SELECT version, epoch, schema_version FROM network_state").fetchone()
    except sqlcipher.DatabaseError as error:
        raise Damaged("network_damaged", reason=str(error)) from error
    return int(row[0]), str(row[1]), str(row[2])


def apply_delta(world: World, path: Path, delta: Delta, made_at: Instant) -> frozenset[str]:
    """Bring the copy to `delta.to_version`, all or nothing; returns the kinds of thing that changed.

    A delta that the copy already contains changes nothing.

    Raises:
        Damaged: `delta_does_not_follow`; the copy stays as it is.
        StorageFull: likewise.
    """
    with _damaged_copies(), database_faults(), _plain(path) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            version, epoch = connection.execute("SELECT version, epoch FROM network_state").fetchone()
            if version >= delta.to_version:
                connection.execute("ROLLBACK")
                return frozenset()
            if version < delta.from_version or epoch != delta.epoch:
                raise Damaged("delta_does_not_follow", have=version, from_version=delta.from_version)
            for table in delta.tables:
                if table.name in NETWORK_TABLES:
                    known = NETWORK_TABLES[table.name]
                    network_file.delete_rows(connection, known, table.deleted_keys)
                    network_file.upsert_rows(connection, known, table.columns, table.rows())
            network_file.set_state(connection, delta.to_version, delta.epoch, made_at)
            with world.commit("network.delta"):
                connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    return frozenset(table.name for table in delta.tables)


@contextmanager
def _damaged_copies() -> Iterator[None]:
    try:
        yield
    except sqlcipher.DatabaseError as error:
        raise Damaged("network_damaged", reason=str(error)) from error


def part_size(world: World, part: Path) -> int:
    """How many bytes of a piece have come already."""
    return world.files.size(part)


def add_to_part(world: World, part: Path, chunk: bytes) -> None:
    """Append what came. It need not be durable: a cut only costs the tail of it."""
    with database_faults(), world.files.open_append(part) as out:
        out.write(chunk)


def is_whole(world: World, part: Path, piece: PieceRef) -> bool:
    """Whether the downloaded file is the one that the manifest names."""
    if world.files.size(part) != piece.size_bytes:
        return False
    digest = hashlib.sha256()
    with world.files.open_read(part) as source:
        while chunk := source.read(HASH_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest() == piece.sha256


def unpack(world: World, part: Path, piece: PieceRef, target: Path, told: Callable[[int], None]) -> None:
    """Unpack a downloaded snapshot into `target`, whole and durable, or not at all.

    Raises:
        Damaged: the file is not what the manifest says.
        StorageFull: no room; the download is kept.
    """
    draft = target.with_suffix(".tmp")
    world.files.remove(draft)
    done = 0
    with database_faults(), world.files.open_read(part) as source, world.files.open_append(draft) as out:
        for chunk in unpack_snapshot(source, piece.raw_bytes):
            out.write(chunk)
            done += len(chunk)
            told(done)
        world.files.sync(out)
    version, _epoch, schema = copy_state(draft)
    if version != piece.to_version or schema != network_file.NETWORK_SCHEMA_VERSION:
        raise Damaged("snapshot_is_another", version=version, schema_version=schema)
    with world.commit("network.snapshot"):
        world.files.replace(draft, target)


def remove_old_copies(world: World, folder: Path, keep: Path) -> None:
    """Delete copies that nothing points to. One that is still held (Windows) goes at the next start."""
    for path in world.files.list(folder):
        stem = path.name.split(".db")[0]
        is_copy = path.name.startswith("network-") and stem not in (keep.stem, "network-empty")
        if is_copy:
            try:
                world.files.remove(path)
            except OSError:
                continue
