"""What a pull does not do: wait for the disk before it is seen, read what it does not touch."""

from __future__ import annotations

from typing import IO, Any

from sqlalchemy import event
from sync_world import Pair

from core.commands import ClaimFulfilment
from core.model import Fulfilment
from core.orchestration import UnitOfWork
from sync import OsFiles
from sync.files import STORE_FILE
from sync.schema import PendingCommand

FULL = 2
"""Of ``PRAGMA synchronous``: a commit is on the disk."""


def note(pair: Pair, head: str, said: str = "by the core") -> None:
    def work(unit: UnitOfWork) -> None:
        row = unit.lock(Fulfilment, head)
        assert row is not None
        row.note = said

    pair.at_core(work)


def test_what_came_is_seen_first_and_durable_before_anything_else_is_written(pair: Pair) -> None:
    head = pair.names.first
    happened: list[str] = []

    class Watched(OsFiles):
        def sync(self, handle: IO[bytes]) -> None:
            super().sync(handle)
            happened.append(f"on the disk: {handle.name.rpartition('/')[2]}")

    def see(_kinds: frozenset[str]) -> None:
        happened.append(pair.workstation.read(lambda reader: reader.session.get_one(Fulfilment, head).note))

    pair.workstation.replica.folder.files = Watched()
    note(pair, head)
    pair.workstation.on_change(see)
    pair.pull()
    assert happened == ["by the core", f"on the disk: {STORE_FILE}-wal"]


def test_what_a_person_does_after_a_pull_is_durable_when_it_is_said_to_be_done(pair: Pair) -> None:
    levels: list[int] = []

    def look(raw: Any, *_rest: object) -> None:
        levels.append(raw.connection.driver_connection.execute("PRAGMA main.synchronous").fetchone()[0])

    note(pair, pair.names.first)
    event.listen(pair.workstation.replica._engine, "commit", look)
    pair.pull()
    pulled = list(levels)
    levels.clear()
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    assert pulled and max(pulled) < FULL
    assert levels and min(levels) == FULL


def test_what_waits_and_is_not_touched_is_not_read(pair: Pair) -> None:
    first, second, *_ = pair.names.fulfilments
    note(pair, second)
    # The first pull of a program prunes as well.
    pair.pull()
    pair.do(ClaimFulfilment(fulfilment_id=first))
    asked: list[str] = []

    def hear(raw: Any, *_rest: object) -> None:
        # What is asked below the ORM is heard too: SQLite itself tells it, with its values.
        raw.set_trace_callback(asked.append)

    def hear_no_more(raw: Any, *_rest: object) -> None:
        raw.set_trace_callback(None)

    engine = pair.workstation.replica._engine
    event.listen(engine, "checkout", hear)
    event.listen(engine, "checkin", hear_no_more)
    note(pair, second, "once more")
    pair.pull()
    event.remove(engine, "checkout", hear)

    waiting = [one for one in asked if "SELECT" in one and f"FROM {PendingCommand.__tablename__}" in one]
    assert waiting
    with engine.connect() as connection:
        for statement in waiting:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
            assert any("ix_pending_command_open (aggregate=?)" in str(step) for step in plan), (
                statement,
                plan,
            )
