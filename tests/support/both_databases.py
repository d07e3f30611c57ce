"""Every test of the core that asks a database runs on SQLite and on PostgreSQL, or is named here with why.

It is held as the tests run: whichever test of `tests/core` asks an engine's connection of one kind alone, and
is not one of a pair that differ in the kind of database, fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from tests.support.core_databases import KINDS

REASONS = {
    "feed/test_log.py::test_no_row_is_missed": "ids are committed in another order on PostgreSQL alone",
    "orchestration/test_quick_cursor.py": "the cursor of PostgreSQL's driver",
    "orchestration/test_refund_execution.py": "rows that PostgreSQL locks: SQLite has one writer for all",
    "orchestration/test_signal_plans.py": "plans of PostgreSQL: SQLite's have no such choice",
    "service/test_at_most_once.py": "half of its worlds are on each",
    "service/test_at_most_once_restored.py": "half of its worlds are on each",
    "service/test_backup.py::test_a_core_that_is_served": "several serve a PostgreSQL: the next is its test",
    "service/test_backup.py::test_a_missing_tool": "a core on a file is told that it is on PostgreSQL",
    "service/test_backup.py::test_what_was_there": "the file that a restore leaves beside",
    "service/test_backup.py::test_a_backup_of_the_other": "a core on a file meets PostgreSQL's backup",
    "service/test_backup.py::test_a_restore_that_failed": "a core on a file meets PostgreSQL's backup",
    "service/test_cli.py::test_init_makes": "the file that a folder has of its own",
    "service/test_cli_refusals.py::test_a_database_that": "a file has one writer, is none, or is kept small",
    "service/test_company.py::test_who_would_wait": "a lock of a row: SQLite has none",
    "service/test_demo_core.py::test_a_core_that_is_served": "several may serve a PostgreSQL",
    "service/test_neighbours.py": "neighbours share a PostgreSQL; a file has one core",
}
"""By how a test's path begins below `tests/core`, why one kind of database is enough."""


class Watch:
    """Notes which kinds of database are asked."""

    def __init__(self) -> None:
        self._asked: set[str] = set()
        event.listen(Pool, "checkout", self._checked_out)

    def _checked_out(self, connection: Any, _record: object, _proxy: object) -> None:
        self._asked.add("postgresql" if isinstance(connection, psycopg.Connection) else "sqlite")

    def over(self, item: pytest.Item) -> Iterator[None]:
        """Around a test: it fails if it asked one kind, and has no twin that asks the other."""
        self._asked.clear()
        yield
        if len(self._asked) == 1 and not _is_one_of_a_pair(item) and not has_reason(item.nodeid):
            pytest.fail(
                f"asks {self._asked.pop()} alone: take `database_kind`, or give a reason in {__file__}"
            )


def names_one_kind(marks: Iterable[pytest.Mark]) -> bool:
    """Whether a parametrization has one kind of database and not the other."""
    values = ({*map(str, mark.args[1])} & {*KINDS} for mark in marks if len(mark.args) > 1)
    return any(named and named != {*KINDS} for named in values)


def has_reason(nodeid: str) -> bool:
    """Whether this test may ask one kind alone."""
    return nodeid.removeprefix("tests/core/").startswith(tuple(REASONS))


def _is_one_of_a_pair(item: pytest.Item) -> bool:
    parameters = getattr(item, "callspec", None)
    return parameters is not None and not {*KINDS}.isdisjoint(map(str, parameters.params.values()))
