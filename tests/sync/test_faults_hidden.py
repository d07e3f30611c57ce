from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2 as sqlcipher

from core.rules.errors import StorageFull
from sync.faults import database_faults


@pytest.fixture
def small_file(tmp_path: Path) -> Iterator[Engine]:
    """A file that cannot grow, its transactions begun by hand as a replica's are."""
    engine = create_engine(f"sqlite:///{tmp_path / 'small.db'}", module=sqlcipher)

    @event.listens_for(engine, "connect")
    def shut(raw: sqlcipher.Connection, _record: object) -> None:
        raw.isolation_level = None
        raw.execute("CREATE TABLE IF NOT EXISTS kept (words TEXT)")
        raw.execute("PRAGMA max_page_count = 4")

    @event.listens_for(engine, "begin")
    def begin(connection: object) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # type: ignore[attr-defined]

    yield engine
    engine.dispose()


def test_a_disk_that_fills_up_within_a_savepoint_is_called_full(small_file: Engine) -> None:
    add = text("INSERT INTO kept VALUES (:words)")
    with (
        pytest.raises(StorageFull) as full,
        database_faults(),
        Session(small_file) as session,
        session.begin(),
        session.begin_nested(),
    ):
        session.execute(add, {"words": "x" * 100_000})

    assert full.value.code == "disk_full"
    with Session(small_file) as session:
        assert session.execute(text("SELECT count(*) FROM kept")).scalar_one() == 0


def test_a_savepoint_that_was_never_there_is_a_bug(small_file: Engine) -> None:
    with (
        pytest.raises(Exception, match="no such savepoint"),
        database_faults(),
        Session(small_file) as session,
    ):
        session.execute(text("ROLLBACK TO nowhere"))
