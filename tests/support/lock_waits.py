"""Two transactions that meet: one goes on once the other waits for it."""

from __future__ import annotations

import threading

from sqlalchemy import text

from core.orchestration import Core

_WAITS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


def until_held_up(core: Core, other: threading.Thread) -> None:
    """Until the other waits for a lock, or is through. On SQLite who writes waits for who wrote first."""
    if core.engine.dialect.name == "sqlite":
        return
    with core.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while other.is_alive() and not connection.scalar(_WAITS):
            pass
