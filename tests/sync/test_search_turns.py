"""The newest keystroke takes the turn of those before it, also while they run."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from sync.search_turns import Turns, unless_over

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


def test_only_the_newest_turn_is_on() -> None:
    turns = Turns()
    first = turns.next()
    assert not first.is_over

    second = turns.next()
    assert (first.is_over, second.is_over) == (True, False)


def test_a_query_under_way_is_given_up_when_its_turn_ends() -> None:
    turns = Turns()
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.create_function("type_on", 0, lambda: turns.next() and 1)

        def work() -> Any:
            raw.execute("SELECT type_on()").fetchone()
            return raw.execute(ENDLESS).fetchone()

        assert unless_over(raw, turns.next(), work, "nothing") == "nothing"
        assert raw.execute("SELECT 1").fetchone() == (1,)


def test_a_turn_that_is_over_does_not_begin() -> None:
    turns = Turns()
    over = turns.next()
    turns.next()

    assert unless_over(None, over, lambda: pytest.fail("it began"), "nothing") == "nothing"


def test_a_fault_is_not_taken_for_an_end() -> None:
    with closing(sqlite3.connect(":memory:")) as raw, pytest.raises(sqlite3.OperationalError):
        unless_over(raw, Turns().next(), lambda: raw.execute("SELECT * FROM nowhere"), None)
