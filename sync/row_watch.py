"""What each of many commands changes where nothing is written in between: seen on the rows themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from core.commands import aggregate_of
from core.model import RowChange
from core.model.base import Base
from core.model.capture import Image
from core.model.row_shape import Shape, Values, shape_of
from sync.images import PRIVATE_TABLES


class CannotTell(Exception):
    """A row was written that is not watched, or that cannot be put back."""


class _Watched:
    """A row, and its columns as they were when it was looked at last; None where it was not there."""

    __slots__ = ("before", "row", "shape")

    def __init__(self, row: Base, shape: Shape, before: Values | None) -> None:
        self.row = row
        self.shape = shape
        self.before = before

    def values(self) -> Values:
        # Below the ORM's instruments, which take some 200 ns a column: this is asked twice a command.
        try:
            return self.shape.values(self.row.__dict__)
        except KeyError:
            # It was let go of, and is read again.
            return tuple(getattr(self.row, name) for name in self.shape.names)

    def image(self, values: Values | None) -> Image | None:
        return None if values is None else dict(zip(self.shape.names, values, strict=True))


class RowWatch:
    """Every private row that the session loads or is given from now on, as each command leaves it.

    Commands write in their own aggregate only, so only its rows are looked at after each; `check` and
    `check_all` see to it that they do.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._dialect = session.connection().dialect
        self._by_owner: dict[str | None, list[_Watched]] = {}
        self._known: set[int] = set()

    def __enter__(self) -> RowWatch:
        event.listen(self._session, "loaded_as_persistent", self._on_loaded)
        event.listen(self._session, "transient_to_pending", self._on_new)
        event.listen(self._session, "before_flush", self._on_flush)
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        event.remove(self._session, "loaded_as_persistent", self._on_loaded)
        event.remove(self._session, "transient_to_pending", self._on_new)
        event.remove(self._session, "before_flush", self._on_flush)

    def _on_loaded(self, _session: Session, row: Any) -> None:
        self._see(row, is_new=False)

    def _on_new(self, _session: Session, row: Any) -> None:
        self._see(row, is_new=True)

    def _see(self, row: Any, *, is_new: bool) -> None:
        table = PRIVATE_TABLES.get(row.__tablename__)
        if table is None or id(row) in self._known:
            return
        watched = _Watched(row, shape_of(table, self._dialect), None)
        if is_new:
            _take_defaults(row, watched.shape)
        else:
            watched.before = watched.values()
        # The list holds the row, so its number stays its own.
        self._by_owner.setdefault(aggregate_of(table.name, row.__dict__), []).append(watched)
        self._known.add(id(row))

    def _on_flush(self, session: Session, _context: object, _instances: object) -> None:
        for row in (*session.new, *session.dirty, *session.deleted):
            if row.__tablename__ in PRIVATE_TABLES and id(row) not in self._known:
                raise CannotTell(row.__tablename__)

    def drain(self, owner: str) -> list[RowChange]:
        """What has changed in the owner's rows since they were looked at last."""
        changes: list[RowChange] = []
        for one, after in self._now(self._by_owner.get(owner, ())):
            before = one.before
            if before != after:
                one.before = after
                key = one.shape.key(one.row.__dict__)
                place = key if isinstance(key, tuple) else (key,)
                changes.append(RowChange(one.shape.name, place, one.image(before), one.image(after)))
        return changes

    def _now(self, rows: Iterable[_Watched]) -> Iterator[tuple[_Watched, Values | None]]:
        session, deleted = self._session, self._session.deleted
        for one in rows:
            is_there = one.row in session and one.row not in deleted
            yield one, one.values() if is_there else None

    def check(self, owner: str) -> None:
        """Nobody has changed these rows since they were looked at last.

        Raises:
            CannotTell: a command of somebody else has.
        """
        self._check(self._by_owner.get(owner, ()))

    def check_all(self) -> None:
        """Nobody has changed any row since it was looked at last.

        Raises:
            CannotTell: likewise.
        """
        for rows in self._by_owner.values():
            self._check(rows)

    def _check(self, rows: Iterable[_Watched]) -> None:
        for one, now in self._now(rows):
            if one.before != now:
                raise CannotTell(one.shape.name)

    def undo(self, owner: str) -> None:
        """Put the owner's rows back to what they were when they were looked at last.

        Raises:
            CannotTell: one was deleted, or written already.
        """
        for one, now in self._now(self._by_owner.get(owner, ())):
            before = one.before
            if before == now:
                continue
            if now is None or (before is None and one.row not in self._session.new):
                raise CannotTell(one.shape.name)
            if before is None:
                self._session.expunge(one.row)
                continue
            for name, was, is_now in zip(one.shape.names, before, now, strict=True):
                if was != is_now:
                    setattr(one.row, name, was)


def _take_defaults(row: Base, shape: Shape) -> None:
    """A row that is not written yet has what it will begin with, at once."""
    values = row.__dict__
    columns = shape.table.columns
    for name, default in shape.defaults.items():
        # A JSON column that is told to be None holds JSON's null, and no NULL as one that is left alone.
        is_left_alone = default is None and columns[name].type.should_evaluate_none
        if values.get(name) is None and not is_left_alone:
            values[name] = default() if callable(default) else default
