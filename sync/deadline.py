"""A bound on the time of one look at a database, however large it has grown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

STEPS_BETWEEN_LOOKS = 20_000
"""Steps of SQLite's machine between two looks at the time: a few milliseconds."""
_INTERRUPTED = 9
"""SQLITE_INTERRUPT."""


class Unfinished(Exception):
    """The time was over before the end; nothing is known of the rest."""


@contextmanager
def interrupted_when(connection: Any, is_late: Callable[[], bool]) -> Iterator[None]:
    """Interrupt the statement under way on a connection of SQLite or SQLCipher once it is late.

    Raises:
        Unfinished: it was interrupted.
    """
    connection.set_progress_handler(lambda: int(is_late()), STEPS_BETWEEN_LOOKS)
    try:
        yield
    except Exception as error:
        # SQLAlchemy hides the driver's error behind its own.
        told = getattr(error, "orig", None) or error
        if int(getattr(told, "sqlite_errorcode", 0)) & 0xFF == _INTERRUPTED:
            raise Unfinished from error
        raise
    finally:
        connection.set_progress_handler(None, 0)
