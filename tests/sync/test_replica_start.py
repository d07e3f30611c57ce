"""Where a replica has been made, a start only reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sync_world import KEY

from sync import connections
from sync.files import ReplicaFolder
from sync.replica import Replica

MADE = ["replica.made.before_commit", "replica.made.after_commit"]


@pytest.fixture
def folder(tmp_path: Path) -> ReplicaFolder:
    return ReplicaFolder(tmp_path)


@pytest.fixture
def beside(folder: ReplicaFolder) -> Iterator[sqlcipher.Connection]:
    """Another program at the same file, once it is there."""
    started(folder)
    connection = sqlcipher.connect(str(folder.store), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    yield connection
    connection.close()


def started(folder: ReplicaFolder) -> list[str]:
    """The commit points of one start, at whose end the replica knows that it belongs to nobody."""
    passed: list[str] = []
    opened = Replica(folder, KEY, passed.append)
    assert opened.state().token == ""
    opened.close()
    return passed


def test_what_is_there_is_not_made_again(folder: ReplicaFolder) -> None:
    assert [started(folder), started(folder)] == [MADE, []]


def test_what_a_start_left_that_ended_before_its_commit_is_made_by_the_next(
    folder: ReplicaFolder, beside: sqlcipher.Connection
) -> None:
    beside.execute("DELETE FROM replica_state")
    assert [started(folder), started(folder)] == [MADE, []]


def test_a_start_does_not_wait_for_who_writes(
    folder: ReplicaFolder, beside: sqlcipher.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BUSY_TIMEOUT_MS", 0)
    beside.execute("BEGIN IMMEDIATE")
    assert started(folder) == []
