"""Turns to search: the newest keystroke's takes the place of those before it, also while they run."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")

STEPS_BETWEEN_LOOKS = 2_000
"""Steps of SQLite's machine, about 20 microseconds, after which a search looks whether it is still wanted."""
_INTERRUPTED = 9
"""Primary result code (https://sqlite.org/rescode.html)."""


class Turn:
    """One search's turn."""

    def __init__(self, turns: Turns, number: int) -> None:
        self._turns = turns
        self._number = number

    @property
    def is_over(self) -> bool:
        """Whether a later one has begun."""
        return self._turns.newest != self._number


class Turns:
    """Counts the turns of one field.

    Attributes:
        newest: number of the last one that was given.
    """

    def __init__(self) -> None:
        self.newest = 0

    def next(self) -> Turn:
        """A turn for the newest text; those before it are over."""
        self.newest += 1
        return Turn(self, self.newest)


def unless_over(raw: Any, turn: Turn | None, work: Callable[[], T], otherwise: T) -> T:
    """Do `work` on this connection; SQLite gives up what it does for it once the turn is over.

    Returns what `work` does, or `otherwise` if the turn ended before it.
    """
    if turn is None:
        return work()
    if turn.is_over:
        return otherwise
    raw.set_progress_handler(lambda: turn.is_over, STEPS_BETWEEN_LOOKS)
    try:
        return work()
    except (DBAPIError, sqlcipher.Error, sqlite3.Error) as error:
        if getattr(getattr(error, "orig", error), "sqlite_errorcode", 0) != _INTERRUPTED:
            raise
        return otherwise
    finally:
        raw.set_progress_handler(None, 0)
