"""What SQLAlchemy has made of a statement serves every engine of the process, not one alone.

A test has engines of its own, and compiling its statements for each took a third of many tests' time. In the
program one engine lives as long as the process, and finds nearly all of them compiled.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

STATEMENTS = 5_000
"""More than the suite has, for both databases and the encrypted file."""


def share_statements() -> None:
    """Give all engines one cache, in which dialects of one kind over one driver are the same."""
    kept: LRUCache[Any, Any] = LRUCache(STATEMENTS)
    make = Engine.__init__

    def make_with_the_shared_cache(engine: Engine, *arguments: Any, **more: Any) -> None:
        make(engine, *arguments, **more)
        engine._compiled_cache = kept

    Engine.__init__ = make_with_the_shared_cache  # type: ignore[method-assign]
    DefaultDialect.__eq__ = _are_one_kind  # type: ignore[assignment,method-assign]
    DefaultDialect.__hash__ = _kind  # type: ignore[assignment,method-assign]


def _are_one_kind(one: DefaultDialect, other: object) -> bool:
    return type(one) is type(other) and one.dbapi is getattr(other, "dbapi", None)


def _kind(dialect: DefaultDialect) -> int:
    return hash(type(dialect))
