"""Rows that no session of the ORM will ever know, without its instruments.

An attribute of a mapped row is a function of the ORM's, which finds the value in the row's `__dict__` and
tells of a change. Rows on a desk (`core.model.desk`) are compared instead, so theirs are plain attributes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final, TypeVar

from sqlalchemy.inspection import Inspectable
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute

R = TypeVar("R", bound=DeclarativeBase)

_OF_THE_ORM: Final = frozenset({"__dict__", "__weakref__", "__init__", "__mapper__", "_sa_class_manager"})


class _Plain(Inspectable[Any]):
    """What plain rows have in common: the ORM's own base among it, or a mapped row could not become one.

    Attributes:
        mapped: the mapped kind that they are rows of.
    """

    mapped: type[DeclarativeBase]


@cache
def _plain(kind: type[DeclarativeBase]) -> type[Any]:
    """A class with the kind's own methods and properties, and no instruments."""
    names: dict[str, Any] = {}
    for one in reversed(kind.__mro__[: kind.__mro__.index(DeclarativeBase)]):
        names |= {
            name: value
            for name, value in vars(one).items()
            if name not in _OF_THE_ORM and not isinstance(value, InstrumentedAttribute)
        }
    return type(kind.__name__, (_Plain,), {**names, "mapped": kind})


def plain_row(kind: type[R], names: Sequence[str], values: Sequence[Any]) -> R:
    """A row with these values."""
    row: R = object.__new__(_plain(kind))
    row.__dict__.update(zip(names, values, strict=True))
    return row


def made_plain(row: DeclarativeBase) -> None:
    """From now on a new row is a plain one: whoever has it, has that."""
    row.__class__ = _plain(type(row))


def kind_of(row: object) -> type[Any]:
    """The mapped kind of a row, whether it is plain or not."""
    return getattr(type(row), "mapped", type(row))
