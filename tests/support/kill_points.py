"""Ends a process at a named point of a transaction on the core's database, of either kind."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from unittest import mock

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from core.model.row_access import RowAccess

POINTS = {
    "before anything": "BEGIN",
    "the order's number is taken": "UPDATE core_setting",
    "orders are written": "INSERT INTO orders",
    "claims are written": "INSERT INTO reservation",
    "the ledger is written": "INSERT INTO movement",
    "positions follow": "UPDATE position",
    "fulfilments follow": "UPDATE fulfilment ",
    "promises follow": "UPDATE backorder",
    "customers are told": "INSERT INTO notification",
    "the streams move": ("UPDATE stream", "WITH locked AS (SELECT name FROM stream"),
    "before the commit": "COMMIT",
}
"""By name, how the statement begins, on either database; `BEGIN` and `COMMIT` are the transaction's own
ends."""


EVERY: Final = 3


def share_of(points: list[str], kind: str, begin: int = 0) -> list[str]:
    """Each point on one kind of database: on PostgreSQL a third or so, on SQLite the others. A point's name
    alone says which, whatever else was passed: what both pass is killed on one of them.

    Args:
        begin: whose turn it is; in three turns each point is killed on PostgreSQL once.
    """
    return [point for point in points if _home_of(point, begin) == kind]


def _home_of(point: str, begin: int) -> str:
    return "sqlite" if (zlib.crc32(point.encode()) + begin) % EVERY else "postgresql"


class Killed(BaseException):
    """The process ends here."""


class KillSwitch:
    """Watches engines, and the rows that are written past them.

    Attributes:
        kill_at: the name of the point at which it kills, once.
        passed: the names of the points that were passed since it was cleared.
    """

    def __init__(self) -> None:
        self.kill_at: str | None = None
        self.passed: set[str] = set()
        self._engines: list[Engine] = []

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Meanwhile statements of `RowAccess` are seen too, of which an engine tells nobody."""
        really_made = RowAccess.__init__

        def made(access: RowAccess, session: Session) -> None:
            really_made(access, session)
            if session.get_bind() in self._engines:
                access._cursor = _Watched(access._cursor, self)

        with mock.patch.object(RowAccess, "__init__", made):
            yield

    def watch(self, engine: Engine) -> None:
        """Kill whoever passes the point on this engine in a transaction that writes."""
        self._engines.append(engine)
        event.listen(engine, "before_cursor_execute", self._on_statement)
        event.listen(engine, "begin", self._on_begin)
        event.listen(engine, "commit", lambda _connection: self.meet("COMMIT"))

    def _on_statement(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        self.meet(statement)

    def _on_begin(self, connection: Any) -> None:
        options = connection.get_execution_options()
        is_read = options.get("coulisse_read_only") or options.get("postgresql_readonly")
        if not is_read:
            self.meet("BEGIN")

    def meet(self, statement: str) -> None:
        """A statement is about to be executed.

        Raises:
            Killed: here it ends.
        """
        name = next((name for name, begins in POINTS.items() if statement.startswith(begins)), None)
        if name is None:
            return
        self.passed.add(name)
        if name == self.kill_at:
            self.kill_at = None
            raise Killed


class _Watched:
    """A cursor that tells of its statements first."""

    def __init__(self, cursor: Any, switch: KillSwitch) -> None:
        self._cursor = cursor
        self._switch = switch

    def execute(self, statement: str, *values: Any) -> Any:
        self._switch.meet(statement)
        return self._cursor.execute(statement, *values)

    def executemany(self, statement: str, rows: Any) -> Any:
        self._switch.meet(statement)
        return self._cursor.executemany(statement, rows)
