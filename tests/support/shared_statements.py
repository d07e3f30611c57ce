"""What SQLAlchemy has made of a statement serves every engine of the process, not one alone.

A test has engines of its own, and compiling its statements for each took a third of many tests' time. In the
program one engine lives as long as the process, and finds nearly all of them compiled.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.sql.ddl import ExecutableDDLElement
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


def share_tables() -> None:
    """Compile what makes a table or an index once for each kind of database: a new file needs a hundred."""
    kept: LRUCache[Any, Any] = LRUCache(STATEMENTS)
    compile_anew = ExecutableDDLElement.compile

    def compile_once(made: Any, bind: Any = None, dialect: Any = None, **more: Any) -> Any:
        if type(made) not in (CreateTable, CreateIndex) or dialect is None or any(more.values()):
            return compile_anew(made, bind, dialect, **more)
        # The table itself is in the key: another one that declares the same is another.
        key = (type(made), made.element, dialect, made.if_not_exists, _keys_in(made))
        if key not in kept:
            kept[key] = compile_anew(made, bind, dialect, **more)
        return kept[key]

    ExecutableDDLElement.compile = compile_once  # type: ignore[method-assign]


def _keys_in(made: Any) -> object:
    keys = getattr(made, "include_foreign_key_constraints", None)
    return None if keys is None else tuple(keys)


def _are_one_kind(one: DefaultDialect, other: object) -> bool:
    return type(one) is type(other) and one.dbapi is getattr(other, "dbapi", None)


def _kind(dialect: DefaultDialect) -> int:
    return hash(type(dialect))
