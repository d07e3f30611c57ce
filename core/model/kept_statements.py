"""Statements that are asked again and again, made once for each kind of row.

Making one through SQLAlchemy takes as long as running it and reading its rows, and more: a command asks some
hundred, most of them by a row's key or by a few values of one column.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache, lru_cache, wraps
from inspect import signature
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy import BigInteger, Select, bindparam, inspect, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.model.base import Base

P = ParamSpec("P")
R = TypeVar("R", bound=Base)
T = TypeVar("T")

_KEYS: Final = "keys"
_COMES_EACH_TIME: Final = {int: BigInteger(), str: None, list: None}
"""What is bound to a statement, by its type, and as what: None as the column that it is compared to."""
MOST_FORMS: Final = 32
"""Of one statement, by what else it is made for."""


def kept(make: Callable[P, Select[T]]) -> Callable[Concatenate[Session, P], Sequence[T]]:
    """Asks a session by a statement that `make` makes once, and gives it the values of each call.

    Numbers, texts, and lists for an `IN`, come anew each time: `make` sees placeholders for them, and decides
    nothing by them. For whatever else it takes (settings, a kind of row, None) it is called once each.
    """
    names = tuple(signature(make).parameters)

    @lru_cache(MOST_FORMS)
    def made(*parts: Any) -> Select[T]:
        given = zip(names, parts, strict=True)
        return make(*(_placeholder(name, part) if _is_kind(part) else part for name, part in given))  # type: ignore[call-arg]

    @wraps(make)
    def ask(session: Session, /, *values: P.args, **named: P.kwargs) -> Sequence[T]:
        assert not named, "they are told apart by their places"
        bound = {name: one for name, one in zip(names, values, strict=True) if type(one) in _COMES_EACH_TIME}
        parts = [type(one) if type(one) in _COMES_EACH_TIME else one for one in values]
        return session.scalars(made(*parts), bound).all()

    return ask


def rows_with(
    session: Session, kind: type[R], column: InstrumentedAttribute[Any], keys: Collection[Any]
) -> list[R]:
    """All rows of `kind` whose `column` is one of `keys`, in any order."""
    if len(keys) == 1:
        # Text that is the same each time: an IN is written anew for each.
        return list(session.scalars(_of(kind, column.key), {_KEYS: next(iter(keys))}))
    return list(session.scalars(_with(kind, column.key), {_KEYS: list(keys)}))


def locked_rows(
    session: Session, kind: type[R], column: InstrumentedAttribute[Any], keys: Collection[Any]
) -> list[R]:
    """The rows of these primary keys as they were last committed, locked in the order of `column`."""
    return list(session.scalars(_locked_with(kind, column.key), {_KEYS: list(keys)}))


def locked_row(session: Session, kind: type[R], key: Any) -> R | None:
    """The row of a primary key as it was last committed, locked until the commit."""
    return session.scalars(_locked(kind), _values(key)).one_or_none()


class KeptSession(Session):
    """Gets a row by its key as any session does, by a statement that is made once."""

    def get(self, entity: Any, ident: Any, **how: Any) -> Any:
        """As `Session.get`: what the session has is not asked for."""
        if any(how.values()):
            return super().get(entity, ident, **how)
        known = self.identity_map.get(inspect(entity).identity_key_from_primary_key(_parts(ident)))
        if known is not None:
            # One that has let go of what it knew is asked for anew, or is gone.
            return super().get(entity, ident) if inspect(known).expired else known
        return self.scalars(_of_key(entity), _values(ident)).one_or_none()


@cache
def _of(kind: type[R], name: str) -> Select[R]:
    column = getattr(kind, name)
    return select(kind).where(column == bindparam(_KEYS, type_=column.type))


@cache
def _with(kind: type[R], name: str) -> Select[R]:
    column = getattr(kind, name)
    return select(kind).where(column.in_(bindparam(_KEYS, expanding=True, type_=column.type)))


@cache
def _locked_with(kind: type[R], name: str) -> Select[R]:
    query = _with(kind, name).order_by(getattr(kind, name)).with_for_update()
    return query.execution_options(populate_existing=True)


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


def _is_kind(part: Any) -> bool:
    return isinstance(part, type) and part in _COMES_EACH_TIME


def _placeholder(name: str, kind: type) -> Any:
    return bindparam(name, type_=_COMES_EACH_TIME[kind])
