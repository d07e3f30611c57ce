"""Statements that are asked again and again, made once for each kind of row.

Making one through SQLAlchemy takes as long as running it and reading its rows, and more: a command asks some
hundred, most of them by a row's key or by a few values of one column.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any, Final, TypeVar

from sqlalchemy import Select, bindparam, inspect, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.model.base import Base

R = TypeVar("R", bound=Base)

_KEYS: Final = "keys"


def rows_with(
    session: Session, kind: type[R], column: InstrumentedAttribute[Any], keys: Collection[Any]
) -> list[R]:
    """All rows of `kind` whose `column` is one of `keys`, in any order."""
    return list(session.scalars(_with(kind, column.key), {_KEYS: list(keys)}))


def locked_row(session: Session, kind: type[R], key: Any) -> R | None:
    """The row of a primary key as it was last committed, locked until the commit."""
    return session.scalars(_locked(kind), _values(key)).one_or_none()


class KeptSession(Session):
    """Gets a row by its key as any session does, by a statement that is made once."""

    def get(self, entity: Any, ident: Any, **how: Any) -> Any:
        """As `Session.get`: what the session has is not asked for."""
        if any(how.values()):
            return super().get(entity, ident, **how)
        key = inspect(entity).identity_key_from_primary_key(_parts(ident))
        if key in self.identity_map:
            return super().get(entity, ident)
        return self.scalars(_of_key(entity), _values(ident)).one_or_none()


@cache
def _with(kind: type[R], name: str) -> Select[R]:
    column = getattr(kind, name)
    return select(kind).where(column.in_(bindparam(_KEYS, expanding=True, type_=column.type)))


@cache
def _of_key(kind: type[R]) -> Select[R]:
    key = inspect(kind).primary_key
    named = (column == bindparam(f"key_{place}", type_=column.type) for place, column in enumerate(key))
    return select(kind).where(*named)


@cache
def _locked(kind: type[R]) -> Select[R]:
    return _of_key(kind).with_for_update().execution_options(populate_existing=True)


def _parts(key: Any) -> tuple[Any, ...]:
    return tuple(key) if isinstance(key, tuple | list) else (key,)


def _values(key: Any) -> dict[str, Any]:
    return {f"key_{place}": part for place, part in enumerate(_parts(key))}
