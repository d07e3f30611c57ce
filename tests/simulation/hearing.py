"""What the product's log says in a world goes into its history; a bug that it tells of is kept apart."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import structlog
from history import History

COMPARED = "store.compared"
BUGS = (
    *(".bug", "store.diverged", "rerun.failed", "publishing.failed", "snapshot_failed", "chores.failed"),
    "listener_failed",
)
LOCKED = "database is locked"
TOLD = ("code", "cause", "reason", "device_id")


@contextmanager
def heard(history: History) -> Iterator[None]:
    """Let the product's log go to the history, and nowhere else."""

    def hear(_logger: Any, level: str, event: MutableMapping[str, Any]) -> Any:
        name = str(event.get("event"))
        told = " ".join(f"{key}={event[key]}" for key in TOLD if key in event)
        history.note("log", f"{name} {told}".strip())
        history.did[COMPARED] += name == COMPARED
        error = event.get("exc_info")
        if level == "exception" or error or name.endswith(BUGS):
            trace = _trace(error)
            # Somebody holds the core's file: it cannot but say so.
            if LOCKED not in trace:
                history.bugs.append(f"{name}: {trace}")
        raise structlog.DropEvent

    before = structlog.get_config()["processors"]
    structlog.configure(processors=[hear])
    try:
        yield
    finally:
        structlog.configure(processors=before)


def _trace(error: object) -> str:
    if isinstance(error, BaseException):
        return "".join(traceback.format_exception(error, chain=False))
    return traceback.format_exc(chain=False)
