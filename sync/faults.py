"""SQLite's complaints in our words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError

from core.rules.errors import CoulisseError, Damaged, StorageFull

_FULL = ("disk is full", "no space left", "disk quota", "file too large")
_DAMAGED = ("file is not a database", "malformed", "file is encrypted")
_DISK = ("disk i/o error", "unable to open database file", "readonly database")


def as_ours(error: BaseException) -> CoulisseError | None:
    """The error of ours that a database's or system's error stands for, or None if it is a bug."""
    text = str(getattr(error, "orig", error)).lower()
    if any(phrase in text for phrase in _FULL) or getattr(error, "errno", None) in (27, 28, 122):
        return StorageFull("disk_full")
    if any(phrase in text for phrase in _DAMAGED):
        return Damaged("replica_damaged")
    if any(phrase in text for phrase in _DISK):
        return Damaged("disk_error", reason=text[:200])
    return None


@contextmanager
def database_faults() -> Iterator[None]:
    """Raise `StorageFull` and `Damaged` in place of what SQLite and the system say.

    Raises:
        StorageFull: no room; the transaction was rolled back.
        Damaged: the file is not what was written.
    """
    try:
        yield
    except (DatabaseError, OSError) as error:
        ours = as_ours(error)
        if ours is None:
            raise
        raise ours from error
