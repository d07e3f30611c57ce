"""Copies of `store.db` under another key, taken as of one moment, and which key opens one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher

from core.rules.errors import Conflict, Damaged
from sync.faults import database_faults
from sync.network_copy import address
from sync.ports import Files

BUSY_TIMEOUT_S: Final = 10.0
_NOTHING_SECRET: Final = "UPDATE replica_state SET device_seed = x'', draft_seed = x'', token = ''"


@contextmanager
def opened(path: Path, key: bytes, free_bytes: Callable[[], int] | None = None) -> Iterator[Any]:
    """A connection to an encrypted file that is there, in autocommit; `free_bytes` as in `database_faults`.

    Raises:
        Damaged: not a database, or not this key's.
        Conflict: `replica_busy`.
        StorageFull: no room.
    """
    with database_faults(free_bytes=free_bytes):
        connection = sqlcipher.connect(address(path, "rw"), uri=True, timeout=BUSY_TIMEOUT_S)
        try:
            connection.isolation_level = None
            # Its complaints come to us as errors; otherwise they would stand on the terminal too.
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            yield connection
        finally:
            connection.close()


def opens(files: Files, path: Path, key: bytes) -> bool:
    """Whether this key opens the file.

    Raises:
        Damaged: `disk_error`, `disk_read_only`: the disk does not let anybody know. A key that is thrown away
            for it is gone.
        StorageFull: no room even for what SQLite keeps beside the file.
    """
    try:
        with opened(path, key, lambda: files.free_bytes(path.parent)):
            return True
    except Damaged as error:
        if error.code in ("disk_error", "disk_read_only"):
            raise
        return False


def copy_store(files: Files, source: Path, key: bytes, target: Path, target_key: bytes) -> None:
    """Write all of a store as of one moment into a new, durable file under another key, whoever uses the
    source meanwhile.

    Raises:
        Damaged: the source cannot be read with its key.
        StorageFull: no room; a part of the target may be there.
    """
    files.remove(target)
    with opened(source, key) as connection:
        connection.execute(
            f"ATTACH DATABASE ? AS copy KEY \"x'{target_key.hex()}'\"", (address(target, "rwc"),)
        )
        connection.execute("BEGIN")
        connection.execute("SELECT sqlcipher_export('copy')")
        connection.execute("COMMIT")
        connection.execute("DETACH DATABASE copy")
    if not files.size(target):
        # Somebody else has removed it meanwhile, and SQLite wrote on into a file that has no name.
        raise Conflict("replica_busy")
    make_durable(files, target)


def forget_identity(path: Path, key: bytes) -> None:
    """Take the device's key and token out of a copy: whoever has it is not the device."""
    with opened(path, key) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(_NOTHING_SECRET)
        connection.execute("VACUUM")


def settle(path: Path, key: bytes) -> None:
    """Bring the write-ahead log into the file itself, so that the file alone is the whole.

    Raises:
        Conflict: `replica_busy`: another program has it open.
    """
    with opened(path, key) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        if mode != "delete":
            raise Conflict("replica_busy")


def make_durable(files: Files, path: Path) -> None:
    """Let nothing of the file be lost in a power cut."""
    with files.open_append(path) as handle:
        files.sync(handle)
