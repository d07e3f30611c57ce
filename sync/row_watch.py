"""What each of many commands changes where nothing is written in between: seen on the rows themselves."""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from core.commands import aggregate_of
from core.model import RowChange
from core.model.base import Base
from core.model.capture import Image, image_of, key_of
from sync.images import PRIVATE_TABLES, with_defaults


class CannotTell(Exception):
    """A row was written that is not watched, or that cannot be put back."""


class RowWatch:
    """Every private row that the session loads or is given from now on, as each command leaves it.

    Commands write in their own aggregate only, so only its rows are looked at after each; `check` and
    `check_all` see to it that they do.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._by_owner: dict[str | None, list[Base]] = {}
        self._images: dict[int, Image | None] = {}

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
        if row.__tablename__ in PRIVATE_TABLES and id(row) not in self._images:
            image = with_defaults(row) if is_new else image_of(row)
            # The list holds the row, so its number stays its own.
            self._by_owner.setdefault(aggregate_of(row.__tablename__, image), []).append(row)
            self._images[id(row)] = None if is_new else image

    def _on_flush(self, session: Session, _context: object, _instances: object) -> None:
        for row in (*session.new, *session.dirty, *session.deleted):
            if row.__tablename__ in PRIVATE_TABLES and id(row) not in self._images:
                raise CannotTell(row.__tablename__)

    def drain(self, owner: str) -> list[RowChange]:
        """What has changed in the owner's rows since they were looked at last."""
        changes: list[RowChange] = []
        for row in self._by_owner.get(owner, ()):
            before, after = self._images[id(row)], self._now(row)
            if before != after:
                self._images[id(row)] = after
                changes.append(RowChange(row.__tablename__, key_of(row), before, after))
        return changes

    def _now(self, row: Base) -> Image | None:
        state = inspect(row)
        is_there = state.pending or (state.persistent and row not in self._session.deleted)
        if not is_there:
            return None
        return with_defaults(row) if state.pending else image_of(row)

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

    def _check(self, rows: Iterable[Base]) -> None:
        for row in rows:
            if self._images[id(row)] != self._now(row):
                raise CannotTell(row.__tablename__)

    def undo(self, owner: str) -> None:
        """Put the owner's rows back to what they were when they were looked at last.

        Raises:
            CannotTell: one was deleted, or written already.
        """
        for row in self._by_owner.get(owner, ()):
            before, now = self._images[id(row)], self._now(row)
            if before == now:
                continue
            if now is None or (before is None and not inspect(row).pending):
                raise CannotTell(row.__tablename__)
            if before is None:
                self._session.expunge(row)
                continue
            for name, value in before.items():
                if now[name] != value:
                    setattr(row, name, value)
