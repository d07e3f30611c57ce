"""What is bound to a statement of the replica, and how."""

from __future__ import annotations

import ctypes
import gc
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import event, select
from sqlalchemy.orm import Session
from sqlcipher3 import _sqlite3
from sync_world import Pair

from core.model import FulfilmentLine
from sync import connections
from sync.images import PRIVATE_TABLES, write_columns

LINES = FulfilmentLine.__table__.name


@pytest.mark.parametrize("value", [None, b"", b"\x00image"])
def test_what_is_no_number_is_bound_as_it_is(value: bytes | None, tmp_path: Path) -> None:
    """Where the driver knows no way it raises, within `executemany` out of sight and for each value anew."""
    assert sqlcipher.adapt(value) == value

    with connections.store_engine(tmp_path / "store.db", bytes(32), lambda *_: None).begin() as connection:
        found = connection.exec_driver_sql("SELECT ?, typeof(?)", (value, value)).one()
    assert tuple(found) == (value, "null" if value is None else "blob")


def test_lists_empty_and_filled_come_to_a_column_as_they_are(pair: Pair) -> None:
    def rows(session: Session) -> dict[str, list[str]]:
        return {row.id: row.serials for row in session.scalars(select(FulfilmentLine))}

    before = pair.workstation.replica.read(rows)
    assert len(before) > 1
    wanted = {key: [] if place % 2 else ["W-é1", "W-2"] for place, key in enumerate(sorted(before))}
    with pair.workstation.replica.writing("pull") as session:
        whole = session.execute(select(FulfilmentLine.__table__)).mappings().all()
        table = PRIVATE_TABLES[LINES]
        names = [column.name for column in table.columns]
        values = [[wanted[row["id"]] if name == "serials" else row[name] for row in whole] for name in names]
        write_columns(session, table, names, values)

    assert pair.workstation.replica.read(rows) == wanted


def test_a_replica_lets_go_of_pages_without_closing_a_connection(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last one that is closed has SQLite write back its log, with the interpreter held."""
    replica = pair.workstation.replica
    with replica._engine.connect(), replica._engine.connect():
        pass  # So that there are several.
    kept = replica._engine.pool.checkedin()  # type: ignore[attr-defined]
    asked: list[object] = []
    let_go = connections.let_go_of_pages
    monkeypatch.setattr(
        connections, "let_go_of_pages", lambda one: (asked.append(one.driver_connection), let_go(one))
    )
    closed: list[object] = []
    event.listen(replica._engine, "close", lambda raw, _record: closed.append(raw))

    replica.let_go()
    assert closed == []
    assert len(set(asked)) == kept > 1
    assert replica._engine.pool.checkedin() == kept  # type: ignore[attr-defined]


def test_letting_go_waits_for_nobody_who_takes_all_connections_meanwhile(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = pair.workstation.replica._engine
    with engine.connect(), engine.connect():
        pass
    pool: Any = engine.pool
    let_go = connections.let_go_of_pages
    with ExitStack() as taken:

        def take_all(one: Any) -> None:
            let_go(one)
            while pool.checkedin() or pool.overflow() < pool._max_overflow:
                taken.enter_context(engine.connect())

        monkeypatch.setattr(connections, "let_go_of_pages", take_all)
        pair.workstation.replica.let_go()
        assert pool.overflow() == pool._max_overflow


def test_a_connection_that_cannot_let_go_is_made_anew(pair: Pair) -> None:
    replica = pair.workstation.replica
    with replica._engine.connect() as one:
        spoilt: Any = one.connection.driver_connection
    spoilt.close()

    replica.let_go()
    for _ in range(connections.READERS):
        assert replica.state().id == 1


def test_pages_that_are_let_go_of_are_given_back(tmp_path: Path) -> None:
    sqlite = ctypes.CDLL(_sqlite3.__file__)
    if not hasattr(sqlite, "sqlite3_memory_used"):
        pytest.skip("this build of the driver does not tell how much memory SQLite has")
    sqlite.sqlite3_memory_used.restype = ctypes.c_int64
    engine = connections.store_engine(tmp_path / "store.db", bytes(32), lambda *_: None)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE wide (words TEXT)")
        connection.exec_driver_sql("INSERT INTO wide VALUES (hex(zeroblob(1000000)))")
    # What other tests have left goes now, and not in between.
    gc.collect()
    used = sqlite.sqlite3_memory_used()

    engine.pool.let_go_of_pages()  # type: ignore[attr-defined]
    assert sqlite.sqlite3_memory_used() < used - 1_000_000
    engine.dispose()


def test_the_log_of_a_large_write_does_not_stay_on_the_disk(tmp_path: Path) -> None:
    engine = connections.store_engine(tmp_path / "store.db", bytes(32), lambda *_: None)
    log = tmp_path / "store.db-wal"
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE wide (words BLOB)")
        for _ in range(10):
            connection.exec_driver_sql("INSERT INTO wide VALUES (randomblob(2000000))")
    assert log.stat().st_size > 2 * connections.LOG_KIB * 1024

    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO wide VALUES ('')")
    assert log.stat().st_size <= connections.LOG_KIB * 1024
    engine.dispose()
