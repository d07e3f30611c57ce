"""The doors that tell no audit event, each with a watcher in front of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import argon2
import httpx
import sqlcipher3.dbapi2 as sqlcipher

from core.wire import signing

See = Callable[[str], None]
Door = tuple[Any, str, Any]
"""Where it is, its name there, and what stands in its place."""


def doors(see: See) -> Iterator[Door]:
    """Every door; `see` is told each time that somebody goes through."""
    yield sqlcipher, "connect", _connect(see)
    yield argon2.PasswordHasher, "verify", _seen(argon2.PasswordHasher.verify, "argon2 verify", see)
    yield argon2.PasswordHasher, "hash", _seen(argon2.PasswordHasher.hash, "argon2 hash", see)
    yield signing, "_bound", _seen(signing._bound, "Ed25519", see)
    yield httpx.AsyncClient, "send", _seen(httpx.AsyncClient.send, "httpx", see)
    yield httpx.Client, "send", _seen(httpx.Client.send, "httpx", see)
    yield os, "stat", _seen(os.stat, "os.stat", see)


def _seen(door: Callable[..., Any], what: str, see: See) -> Callable[..., Any]:
    @wraps(door)
    def watched(*arguments: Any, **named: Any) -> Any:
        told = arguments[0] if arguments and isinstance(arguments[0], str | os.PathLike) else ""
        see(f"{what} {told}".strip())
        return door(*arguments, **named)

    return watched


def _connect(see: See) -> Callable[..., Any]:
    """Connections and cursors that tell of each statement, of each reading of rows, and of their end."""
    told = type("Cursor", (sqlcipher.Cursor,), {name: _told(sqlcipher.Cursor, name, see) for name in _ROWS})

    class Connection(sqlcipher.Connection):  # type: ignore[misc]
        def cursor(self, factory: Any = told) -> Any:
            return super().cursor(factory)

        def execute(self, *arguments: Any) -> Any:
            return self.cursor().execute(*arguments)

        def executemany(self, *arguments: Any) -> Any:
            return self.cursor().executemany(*arguments)

    for name in _ENDS:
        setattr(Connection, name, _told(sqlcipher.Connection, name, see))
    open_ = sqlcipher.connect

    def connect(*arguments: Any, **named: Any) -> Any:
        see("SQL connect")
        return open_(*arguments, factory=Connection, **named)

    return connect


def _told(of: Any, name: str, see: See) -> Callable[..., Any]:
    method = getattr(of, name)

    def watched(self: Any, *arguments: Any, **named: Any) -> Any:
        statement = arguments[0] if arguments and isinstance(arguments[0], str) else ""
        see(f"SQL {name} {statement}".strip())
        return method(self, *arguments, **named)

    return watched


_ROWS = ("execute", "executemany", "fetchone", "fetchmany", "fetchall")
_ENDS = ("commit", "rollback", "close")
