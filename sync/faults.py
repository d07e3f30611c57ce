"""SQLite's complaints in our words."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError

from core.rules.errors import Conflict, CoulisseError, Damaged, StorageFull

# Primary result codes (https://sqlite.org/rescode.html); extended ones hold them in their low byte.
_ERROR: Final = 1
_BUSY: Final = frozenset({5, 6})
_FULL: Final = 13
_CORRUPT: Final = frozenset({11, 26})
_READ_ONLY: Final = 8
_DISK: Final = frozenset({10, 14})
_NO_ROOM: Final = frozenset({errno.EFBIG, errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_SHARED_ON_WINDOWS: Final = frozenset({32, 33})
"""ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION: a file that another program has open."""
_BROKEN: Final = frozenset({errno.EIO})
_IN_WORDS: Final = {
    "database disk image is malformed": 11,
    "database or disk is full": _FULL,
    "disk I/O error": 10,
    "attempt to write a readonly database": _READ_ONLY,
    "database is locked": 5,
    "file is not a database": 26,
}
"""What `sqlite3_errstr` says of a code. A function of SQL, as `sqlcipher_export`, gives the words alone."""


def as_ours(error: BaseException, damaged: str = "replica_damaged") -> CoulisseError | None:
    """The error of ours that a database's or system's error stands for, or None if it is a bug.

    `damaged` is the code for a file that is not what was written.
    """
    raw = getattr(error, "orig", None) or error
    if isinstance(raw, OSError):
        return _of_system(raw)
    code = int(getattr(raw, "sqlite_errorcode", 0)) & 0xFF
    if code == _ERROR:
        code = _IN_WORDS.get(str(raw), code)
    if code == _FULL:
        return StorageFull("disk_full")
    if code in _CORRUPT:
        return Damaged(damaged, reason=str(raw))
    if code == _READ_ONLY:
        return Damaged("disk_read_only")
    if code in _DISK:
        return Damaged("disk_error", reason=str(raw))
    if code in _BUSY:
        return Conflict("replica_busy")
    return None


def _of_system(error: OSError) -> CoulisseError | None:
    if getattr(error, "winerror", 0) in _SHARED_ON_WINDOWS:
        return Conflict("replica_busy")
    if error.errno in _NO_ROOM:
        return StorageFull("disk_full")
    if error.errno == errno.EROFS:
        return Damaged("disk_read_only")
    if error.errno in _BROKEN:
        return Damaged("disk_error", reason=str(error))
    return None


def _hidden(error: BaseException, damaged: str) -> CoulisseError | None:
    """What an error stands for that hides another one.

    SQLite ends a transaction by itself when the disk fails (https://sqlite.org/lang_transaction.html, 3); to
    go back to a savepoint of it is then the next error.
    """
    code = int(getattr(getattr(error, "orig", error), "sqlite_errorcode", 0))
    before = error.__context__ if code == _ERROR else None
    while before is not None:
        ours = as_ours(before, damaged)
        if ours is not None:
            return ours
        before = before.__context__
    return None


LEAST_ROOM_BYTES: Final = 65_536
"""With less SQLite cannot open a file that has a log: the log's index takes 32 KiB, and SQLite says of it
`disk I/O error`, as of a disk that fails."""

BEYOND_READING: Final = frozenset({"key_missing", "key_damaged", "wrong_key", "replica_damaged"})
"""Codes of a `store.db` that only another file helps against."""


def _is_full(free_bytes: Callable[[], int]) -> bool:
    """Whether a disk is known to have no room; one of which nothing can be learnt is not."""
    try:
        return free_bytes() < LEAST_ROOM_BYTES
    except OSError:
        return False


@contextmanager
def database_faults(
    damaged: str = "replica_damaged", free_bytes: Callable[[], int] | None = None
) -> Iterator[None]:
    """Raise `StorageFull`, `Damaged` and `Conflict` in place of what SQLite and the system say.

    Args:
        damaged: code for a file that is not what was written.
        free_bytes: the room on the file's disk, asked where a fault may be the want of it.

    Raises:
        StorageFull: `disk_full`: no room; the transaction was rolled back.
        Damaged: the file is not what was written (`damaged`), or the disk fails (`disk_error`), or
            lets nothing be written (`disk_read_only`).
        Conflict: `replica_busy`: another program holds the file; try again.
    """
    try:
        yield
    except (DBAPIError, sqlcipher.Error, OSError) as error:
        ours = as_ours(error, damaged) or _hidden(error, damaged)
        if ours is None:
            raise
        if ours.code == "disk_error" and free_bytes is not None and _is_full(free_bytes):
            raise StorageFull("disk_full") from error
        raise ours from error
