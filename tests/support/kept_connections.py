"""Connections to the tests' PostgreSQL that serve engine after engine, where a program's would end.

A new connection is a new process of the server, which must first read what tables there are: that takes more
than what most tests ask of it. In the program a connection lives for hours. So of each database that tests
use in turn, a few connections that an engine has done with are put by, if they are well, for the next engine.
Nor does each engine ask the server anew what it is (nine statements, before the first of a test), or at each
transaction whether it is there: one that ends a connection says so, and until something has come it is.
"""

from __future__ import annotations

import select
from collections.abc import Sequence
from threading import Lock
from typing import Any, Final

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

_AS_NEW = "RESET ALL; UNLISTEN *; DISCARD TEMP; SELECT pg_advisory_unlock_all()"

MOST: Final = 4
"""Of one database: a core that serves a request publishes, pays and holds its lease beside it."""

_kept: dict[str, list[psycopg.Connection[Any]]] = {}
"""Of each database that may have some, those that no engine has."""
_lock = Lock()
_known: dict[str, Any] = {}
"""What an engine's dialect learns when it first connects: there is one server."""
_ask = PGDialect_psycopg.initialize
_ping = PGDialect_psycopg.do_ping


def keep_some(database: str, connections: Sequence[psycopg.Connection[Any]] = ()) -> None:
    """From now on connections to this database are put by; these are already."""
    if not event.contains(Engine, "do_connect", _take):
        event.listen(Engine, "do_connect", _take)
        PGDialect_psycopg.do_close = _put_by  # type: ignore[method-assign]
        PGDialect_psycopg.initialize = _ask_once  # type: ignore[method-assign]
        if hasattr(select, "poll"):  # Windows has none
            PGDialect_psycopg.do_ping = _ping_if_it_spoke  # type: ignore[method-assign]
    _kept[database] = list(connections)


def keep_none(database: str) -> list[psycopg.Connection[Any]]:
    """Put nothing by any more of this database; gives what was, but for what engines have."""
    with _lock:
        return _kept.pop(database, [])


def _put_by(_dialect: object, connection: psycopg.Connection[Any]) -> None:
    """Give it to whoever asks next, or end it."""
    database = "" if connection.closed else connection.info.dbname
    if not (database in _kept and _is_well(connection) and _is_as_new(connection)):
        connection.close()
        return
    with _lock:
        place = _kept.get(database)
        if place is not None and len(place) < MOST:
            place.append(connection)
            return
    connection.close()


def _is_as_new(connection: psycopg.Connection[Any]) -> bool:
    try:
        connection.isolation_level = connection.read_only = None
        connection.autocommit = True
        connection.execute(_AS_NEW)
        connection.autocommit = False
    except psycopg.Error:
        return False
    return True


def _ping_if_it_spoke(dialect: PGDialect_psycopg, connection: psycopg.Connection[Any]) -> bool:
    if connection.closed:
        return _ping(dialect, connection)
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    return _ping(dialect, connection) if waiting.poll(0) else True


def _ask_once(dialect: PGDialect_psycopg, connection: Connection) -> None:
    if not _known:
        before = dict(vars(dialect))
        _ask(dialect, connection)
        _known.update(
            {name: one for name, one in vars(dialect).items() if before.get(name, _known) is not one}
        )
    vars(dialect).update(_known)


def _take(_dialect: object, _record: object, _words: object, options: dict[str, Any]) -> Any:
    """A kept connection instead of a new one; None lets the dialect connect."""
    with _lock:
        place = _kept.get(str(options.get("dbname")))
        return place.pop() if place else None


def _is_well(connection: psycopg.Connection[Any]) -> bool:
    return not connection.closed and connection.info.transaction_status is TransactionStatus.IDLE
