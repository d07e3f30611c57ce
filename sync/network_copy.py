"""The network's copy on this workstation: deltas applied to it, snapshots downloaded and put in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

import sqlcipher3.dbapi2 as sqlcipher

from core.model import network_file, network_rows, search_stock
from core.model.search_stock import ANYWHERE
from core.rules.errors import CoulisseError, Damaged, StorageFull
from core.rules.time import Instant
from core.wire import Delta
from sync.deadline import interrupted_when
from sync.faults import database_faults
from sync.files import EMPTY_NETWORK_FILE
from sync.ports import SYSTEM_FILES, Files, World

NETWORK_TABLES = {table.name: table for table in network_file.network_tables()}
BUSY_TIMEOUT_S = 10
SPARE_BYTES = 16 * 1024 * 1024
"""Room that a snapshot leaves for everything else on the disk."""
CACHE_KIB = 512
"""Pages are read once, and the system has them: SQLCipher's own 8,000 would only be held twice."""
MANY_ROWS = 5_000
LARGE_CACHE_KIB = 8_000
"""For a delta of many rows, which writes pages more than once."""
DAMAGED = "network_damaged"


Mode = Literal["ro", "ro&immutable=1", "rw", "rwc"]
"""Only to read, to read what nobody writes (no log is made beside it), to write too, or made if there is none
(https://sqlite.org/uri.html)."""


def address(path: Path, mode: Mode) -> str:
    """The URI that opens a copy."""
    return f"{path.absolute().as_uri()}?mode={mode}"


@contextmanager
def opened(path: Path, mode: Mode) -> Iterator[Any]:
    """A connection to a copy; what SQLite and the system complain of comes as ours."""
    with database_faults(DAMAGED):
        connection = sqlcipher.connect(address(path, mode), uri=True, timeout=BUSY_TIMEOUT_S)
        try:
            connection.isolation_level = None
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            yield connection
        finally:
            connection.close()


@contextmanager
def unfit_is_damaged() -> Iterator[None]:
    """Raise `Damaged` for what SQLite says of a file that is not a copy."""
    # What SQLite says of a file that is sound and yet not a copy: no such table, a row that does not fit.
    try:
        yield
    except sqlcipher.Error as error:
        raise Damaged(DAMAGED, reason=str(error)) from error


def make_empty(path: Path, files: Files = SYSTEM_FILES) -> None:
    """Make the copy that serves while none has arrived: version 0 of no epoch.

    Raises:
        StorageFull: no room.
    """
    draft = path.with_suffix(".tmp")
    files.remove(draft)
    with opened(draft, "rwc") as connection:
        connection.execute("BEGIN")
        network_file.create_tables(connection)
        network_file.create_indexes(connection)
        network_file.set_state(connection, 0, "", 0)
        connection.execute("COMMIT")
    files.replace(draft, path)


def copy_state(path: Path, mode: Mode = "ro") -> tuple[int, str, str]:
    """Version, epoch and schema version of a copy.

    Raises:
        Damaged: the file is not a copy of the network, or not there.
    """
    with unfit_is_damaged(), opened(path, mode) as connection:
        row = connection.execute("SELECT version, epoch, schema_version FROM network_state").fetchone()
    if row is None:
        raise Damaged(DAMAGED, reason="no state")
    return int(row[0]), str(row[1]), str(row[2])


def made_at(path: Path) -> Instant:
    """When the core made the manifest that the copy was last brought up to.

    Raises:
        Damaged: the file is not a copy of the network, or not there.
    """
    with unfit_is_damaged(), opened(path, "ro") as connection:
        (at,) = connection.execute("SELECT made_at FROM network_state").fetchone()
    return Instant(at)


def is_usable(path: Path) -> bool:
    """Whether this program can read the copy, as far as its first pages tell."""
    try:
        _version, _epoch, schema = copy_state(path)
    except Damaged:
        return False
    return schema == network_file.NETWORK_SCHEMA_VERSION


def is_sound(path: Path, is_late: Callable[[], bool] = lambda: False) -> bool:
    """Whether every page of the copy is what SQLite wrote. Reads all of the file.

    Raises:
        Unfinished: `is_late` said so before the end.
    """
    try:
        with (
            unfit_is_damaged(),
            opened(path, "ro") as connection,
            interrupted_when(connection, is_late),
        ):
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except Damaged:
        return False


def apply_delta(
    world: World, path: Path, delta: Delta, made_at: Instant, place: int = ANYWHERE
) -> frozenset[str]:
    """Bring the copy to `delta.to_version`, all or nothing; returns the kinds of thing that changed.

    `place` is the location whose stock search is to put first. A delta that the copy already contains changes
    nothing.

    Raises:
        Damaged: `delta_does_not_follow`, or `network_damaged` if the copy cannot take it; it stays as it is.
        StorageFull: likewise.
    """
    with unfit_is_damaged(), opened(path, "rw") as connection:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA temp_store = MEMORY")
        if delta.row_count >= MANY_ROWS:
            connection.execute(f"PRAGMA cache_size = -{LARGE_CACHE_KIB}")
        connection.execute("BEGIN IMMEDIATE")
        try:
            if not _follows(connection, delta):
                connection.execute("ROLLBACK")
                return frozenset()
            for table in delta.tables:
                if table.name in NETWORK_TABLES:
                    known = NETWORK_TABLES[table.name]
                    network_rows.change(connection, known, table.columns, table.values, table.deleted_keys)
            network_file.settle(connection, place)
            network_file.set_state(connection, delta.to_version, delta.epoch, made_at)
            with world.commit("network.delta"):
                connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    return frozenset(table.name for table in delta.tables)


def _follows(connection: Any, delta: Delta) -> bool:
    """Whether the delta brings anything; raises where it leads on from something else."""
    version, epoch = connection.execute("SELECT version, epoch FROM network_state").fetchone()
    if epoch != delta.epoch or version < delta.from_version:
        raise Damaged("delta_does_not_follow", have=version, from_version=delta.from_version)
    return bool(version < delta.to_version)


def need_room(world: World, folder: Path, need_bytes: int) -> None:
    """Say nothing if there is room for so much in `folder`, and for everything else on the disk.

    Raises:
        StorageFull: `disk_full`; better now than with the disk full for everybody.
    """
    free_bytes = world.files.free_bytes(folder)
    if free_bytes < need_bytes + SPARE_BYTES:
        raise StorageFull("disk_full", need_bytes=need_bytes + SPARE_BYTES, free_bytes=free_bytes)


def finish(world: World, draft: Path, version: int, target: Path) -> None:
    """Make the copy `target` of a draft that has come whole: durable, or not at all.

    Raises:
        Damaged: `snapshot_is_another`, or it is no copy; the draft is gone.
        StorageFull: no room; the draft is gone.
    """
    try:
        have, _epoch, schema = copy_state(draft, "ro&immutable=1")
        if have != version or schema != network_file.NETWORK_SCHEMA_VERSION:
            raise Damaged("snapshot_is_another", version=have, schema_version=schema)
        with database_faults(), world.files.open_append(draft) as out:
            world.files.sync(out)
        with world.commit("network.snapshot"):
            world.files.replace(draft, target)
    except CoulisseError:
        _clear(world, draft)
        raise


def keep_place(world: World, path: Path, place: int) -> None:
    """Keep ready which articles `place` has, so that search puts them first without looking them up.

    Raises:
        Damaged, StorageFull, Conflict: search looks them up each time, until a delta makes good for it.
    """
    with unfit_is_damaged(), opened(path, "rw") as connection:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("BEGIN IMMEDIATE")
        search_stock.keep_place(connection, place)
        with world.commit("network.place"):
            connection.execute("COMMIT")


def _clear(world: World, path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        world.files.remove(path.with_name(path.name + suffix))


def remove_old_copies(world: World, folder: Path, keep: Path) -> None:
    """Delete copies that nothing points to. One that is still held (Windows) goes another time.

    Its write-ahead log goes after it and never before: a copy without its log would be an older one.
    """
    kept = (keep.name, EMPTY_NETWORK_FILE)
    names = {path.name.removesuffix("-wal").removesuffix("-shm") for path in world.files.list(folder)}
    for name in sorted(names):
        if name.startswith("network-") and name not in kept:
            with suppress(OSError):
                _clear(world, folder / name)
