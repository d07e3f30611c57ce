"""Ends a process at a named point of a transaction on the core's database, of either kind."""

from __future__ import annotations

import zlib
from typing import Any, Final

from sqlalchemy import Engine, event

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
    "the streams move": "UPDATE stream",
    "before the commit": "COMMIT",
}
"""By name, how the statement begins; `BEGIN` and `COMMIT` are the transaction's own ends."""


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
    """Watches engines.

    Attributes:
        kill_at: the name of the point at which it kills, once.
        passed: the names of the points that were passed since it was cleared.
    """

    def __init__(self) -> None:
        self.kill_at: str | None = None
        self.passed: set[str] = set()

    def watch(self, engine: Engine) -> None:
        """Kill whoever passes the point on this engine in a transaction that writes."""
        event.listen(engine, "before_cursor_execute", self._on_statement)
        event.listen(engine, "begin", self._on_begin)
        event.listen(engine, "commit", lambda _connection: self._pass("COMMIT"))

    def _on_statement(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        self._pass(statement)

    def _on_begin(self, connection: Any) -> None:
        options = connection.get_execution_options()
        is_read = options.get("coulisse_read_only") or options.get("postgresql_readonly")
        if not is_read:
            self._pass("BEGIN")

    def _pass(self, statement: str) -> None:
        name = next((name for name, begins in POINTS.items() if statement.startswith(begins)), None)
        if name is None:
            return
        self.passed.add(name)
        if name == self.kill_at:
            self.kill_at = None
            raise Killed
