"""What a transaction changes, seen once and used three times: for the core's feed, for the workstation's
before-images, and to announce which kinds of thing changed.

Only changes through mapped rows are seen. Bulk statements tell theirs to whoever keeps the log.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import FromClause, event, inspect
from sqlalchemy.orm import Session

from core.model.base import Base
from core.model.heard_session import listen_to

Image = dict[str, Any]
"""A row's columns by name."""


class RowChange(msgspec.Struct, frozen=True):
    """One row, before and after. `before` is None for a new row, `after` for a deleted one."""

    table: str
    key: tuple[Any, ...]
    before: Image | None
    after: Image | None


class Capture:
    """Collects what a session flushes until it is drained.

    Several changes of one row fold into one: the first `before` and the last `after`.
    """

    def __init__(self, session: Session, *, is_looking: bool = True) -> None:
        """`is_looking` is False for a session that finds its changes by itself."""
        self._session = session
        self._rows: dict[tuple[str, tuple[Any, ...]], tuple[Base, Image | None, bool]] = {}
        if not is_looking:
            return
        listen_to(session, "before_flush", self._on_before_flush)
        listen_to(session, "after_rollback", self._on_rollback)

    def stop(self) -> None:
        """Look no more, at a session that outlives it: a `HeardSession` does not."""
        event.remove(self._session, "before_flush", self._on_before_flush)
        event.remove(self._session, "after_rollback", self._on_rollback)

    def _on_before_flush(self, session: Session, _context: object, _instances: object) -> None:
        for row in session.new:
            self._see(row, None, is_deleted=False)
        for row in session.dirty:
            if session.is_modified(row, include_collections=False):
                self._see(row, image_before(row), is_deleted=False)
        for row in session.deleted:
            self._see(row, image_before(row), is_deleted=True)

    def _on_rollback(self, _session: Session) -> None:
        self._rows.clear()

    def _see(self, row: Any, before: Image | None, *, is_deleted: bool) -> None:
        key = key_of(row)
        # A new row may not have its key yet (numbers that the database gives); then its identity stands in.
        place = (row.__tablename__, ("unnumbered", id(row)) if None in key else key)
        known = self._rows.get(place)
        first = known[1] if known else before
        self._rows[place] = (row, first, is_deleted)

    def mark(self) -> object:
        """A point to return to with `return_to`, when a savepoint is rolled back."""
        self._session.flush()
        return dict(self._rows)

    def return_to(self, mark: object) -> None:
        """Forget what was seen since the mark."""
        assert isinstance(mark, dict)
        self._rows = dict(mark)

    def drain(self) -> list[RowChange]:
        """What has changed since the last drain, flushed, in the order in which it was first touched."""
        self._session.flush()
        changes = list(self._changes())
        self._rows.clear()
        return changes

    def _changes(self) -> Iterator[RowChange]:
        for row, before, is_deleted in self._rows.values():
            after = None if is_deleted else image_of(row)
            if before is not None or after is not None:
                yield RowChange(row.__tablename__, key_of(row), before, after)


def key_of(row: Base) -> tuple[Any, ...]:
    """The primary key's values, in the order of the table's columns."""
    return tuple(getattr(row, name) for name in _key_columns(row.__table__))


def image_of(row: Base) -> Image:
    """The row's columns by name, as they are now."""
    return {name: getattr(row, key) for name, key in _columns(row.__table__)}


@cache
def _key_columns(table: FromClause) -> tuple[str, ...]:
    return tuple(column.key for column in table.primary_key)


@cache
def _columns(table: FromClause) -> tuple[tuple[str, str], ...]:
    return tuple((column.name, column.key) for column in table.columns)


def image_before(row: Base) -> Image:
    """The row's columns by name, as they were loaded."""
    state, before = inspect(row), image_of(row)
    unmodified = state.unmodified
    for name, key in _columns(row.__table__):
        if key not in unmodified and (deleted := state.attrs[key].history.deleted):
            before[name] = deleted[0]
    return before
