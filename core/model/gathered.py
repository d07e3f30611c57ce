"""Rows read in advance for many commands at once: one statement a kind instead of one a question.

What was gathered answers in place of the database, with what the session has added and deleted since; what
was not is asked for as ever. So a handler asks in one way, whether it runs alone or as one of a hundred.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from sqlalchemy import event, inspect
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.model.base import Base
from core.model.kept_statements import rows_with

R = TypeVar("R", bound=Base)

KEYS_A_STATEMENT: Final = 500
GATHERED: Final = "gathered"
"""Where a session keeps what was gathered for it."""


class Gathered:
    """What a session has gathered: by column, the rows for each of the values that were asked for."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: dict[type[Base], dict[str, dict[Hashable, list[Base]]]] = {}

    def take(self, column: InstrumentedAttribute[Any], keys: Collection[Any]) -> None:
        """Read all rows whose `column` is one of `keys`; from now on the database is not asked for them.

        Nobody else may change them until the commit, or it must not matter.
        """
        kind: Any = column.class_
        known = self._rows.setdefault(kind, {}).setdefault(column.key, {})
        wanted = sorted(set(keys) - known.keys())
        known.update({key: [] for key in wanted})
        for start in range(0, len(wanted), KEYS_A_STATEMENT):
            some = wanted[start : start + KEYS_A_STATEMENT]
            for row in rows_with(self._session, kind, column, some):
                known[getattr(row, column.key)].append(row)

    def find(self, column: InstrumentedAttribute[Any], keys: Iterable[Any]) -> list[Base] | None:
        """The rows as the session has them now, or None if not all of them were gathered."""
        kind: Any = column.class_
        known = self._rows.get(kind, {}).get(column.key, {})
        found = [known.get(key) for key in keys]
        if None in found:
            return None
        session, deleted = self._session, self._session.deleted
        rows = (row for some in found if some for row in some)
        return [row for row in rows if row in session and row not in deleted]

    def note(self, _session: Session, row: Base) -> None:
        """A row that the session was given just now."""
        for name, known in self._rows.get(type(row), {}).items():
            if (key := getattr(row, name)) in known:
                known[key].append(row)


@contextmanager
def gathering(session: Session) -> Iterator[Gathered]:
    """Within it, what is gathered answers `rows_of` for this session."""
    gathered = session.info[GATHERED] = Gathered(session)
    event.listen(session, "transient_to_pending", gathered.note)
    try:
        yield gathered
    finally:
        event.remove(session, "transient_to_pending", gathered.note)
        del session.info[GATHERED]


def delete(session: Session, row: Base) -> None:
    """Let a row be no more; also one that the session has yet to write, as it has in one go of many."""
    if inspect(row).pending:
        session.expunge(row)
    else:
        session.delete(row)


def rows_of(
    session: Session, kind: type[R], column: InstrumentedAttribute[Any], keys: Collection[Any]
) -> list[R]:
    """All rows of `kind` whose `column` is one of `keys`, in any order: gathered before, or read now.

    Of one key given twice the rows may come twice.
    """
    gathered: Gathered | None = session.info.get(GATHERED)
    rows: Any = gathered.find(column, keys) if gathered else None
    return rows_with(session, kind, column, keys) if rows is None else rows
