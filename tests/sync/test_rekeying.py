"""Another key for the replica's file: whenever the machine ends, one key opens it, and it is known which."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from sync_world import KEY, Pair, open_workstation

from core.commands import ClaimFulfilment
from core.rules.errors import Conflict, Damaged, StorageFull
from sync import faults, store_copy
from sync.backup import back_up
from sync.files import ReplicaFolder
from sync.keys import FileKeys
from sync.ports import OsFiles
from sync.rekeying import change_key, key_in_use, key_of, next_name
from sync.store_copy import opens

NAME = "replica"
POINTS = ("kept", "settled", "copied", "moved", "marked", "saved")


class Killed(BaseException):
    """Stands for the end of the process."""


class Locked(FileKeys):
    """A keyring that takes nothing any more."""

    def save(self, name: str, secret: bytes) -> None:
        return


@pytest.fixture
def keys(pair: Pair) -> FileKeys:
    made = FileKeys(pair.home / "keys")
    made.save(NAME, KEY)
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    pair.workstation.replica.close()
    return made


def rekey(pair: Pair, keys: FileKeys, end_at: str = "") -> None:
    def end(point: str) -> None:
        if point == f"rekey.{end_at}":
            raise Killed

    change_key(ReplicaFolder(pair.home), keys, NAME, replace(pair.world, at=end))


def reopened(pair: Pair, keys: FileKeys) -> bytes:
    """Open it as the program does; returns the key that it was opened with."""
    key = key_of(ReplicaFolder(pair.home), keys, NAME, pair.world.randomness)
    workstation = open_workstation(pair.home, pair.world, key)
    assert workstation.waiting() == 1
    workstation.replica.close()
    assert keys.load(next_name(NAME)) is None
    assert not (pair.home / "store.draft").exists()
    return key


def test_the_file_has_another_key_and_the_old_one_opens_nothing(pair: Pair, keys: FileKeys) -> None:
    rekey(pair, keys)
    assert reopened(pair, keys) == keys.load(NAME) != KEY
    assert not opens(pair.world.files, pair.home / "store.db", KEY)


@pytest.mark.parametrize("point", POINTS)
def test_ended_at_any_moment_it_opens_with_the_key_that_is_kept(
    pair: Pair, keys: FileKeys, point: str
) -> None:
    with pytest.raises(Killed):
        rekey(pair, keys, point)
    was_moved = POINTS.index(point) >= POINTS.index("moved")
    assert (reopened(pair, keys) != KEY) is was_moved
    rekey(pair, keys)
    assert reopened(pair, keys) != KEY


def test_a_keyring_that_does_not_keep_it_leaves_everything_as_it_is(pair: Pair, keys: FileKeys) -> None:
    with pytest.raises(Conflict, match="keys_not_kept"):
        rekey(pair, Locked(pair.home / "keys"))
    assert reopened(pair, keys) == KEY


def test_an_open_replica_keeps_its_key(pair: Pair, keys: FileKeys) -> None:
    open_one = open_workstation(pair.home, pair.world)
    open_one.waiting()
    with pytest.raises(Conflict, match="replica_busy"):
        rekey(pair, keys)
    assert open_one.waiting() == 1
    open_one.replica.close()
    assert reopened(pair, keys) == KEY


def test_a_file_whose_key_is_gone_gets_no_new_one(pair: Pair, keys: FileKeys) -> None:
    keys.remove(NAME)
    with pytest.raises(Damaged, match="key_missing"):
        key_of(ReplicaFolder(pair.home), keys, NAME, pair.world.randomness)
    assert keys.load(NAME) is None


def test_a_new_machine_gets_a_key(pair: Pair, tmp_path: Path) -> None:
    keys = FileKeys(tmp_path / "keys")
    made = key_of(ReplicaFolder(tmp_path / "new"), keys, NAME, pair.world.randomness)
    assert keys.load(NAME) == made


def test_a_backup_beside_a_change_of_keys_takes_nothing_from_it(
    pair: Pair, keys: FileKeys, tmp_path: Path
) -> None:
    folder = ReplicaFolder(pair.home)

    def back_up_now(point: str) -> None:
        if point in ("rekey.kept", "rekey.settled", "rekey.copied", "rekey.moved", "rekey.marked"):
            back_up(folder, keys, NAME, pair.world, tmp_path / f"{point}.backup")

    change_key(folder, keys, NAME, replace(pair.world, at=back_up_now))
    assert reopened(pair, keys) != KEY
    assert len(list(tmp_path.glob("*.backup"))) == 5


def test_a_disk_that_fails_says_nothing_of_the_key(pair: Pair, keys: FileKeys) -> None:
    """Who is told that the key is missing sets the file aside, with what was not sent."""
    folder, beside = ReplicaFolder(pair.home), pair.home / "store.db-journal"
    beside.mkdir()
    with pytest.raises(Damaged, match="disk_error"):
        key_in_use(folder, keys, NAME)
    beside.rmdir()
    assert key_in_use(folder, keys, NAME) == KEY


def test_a_full_disk_says_nothing_of_the_key(
    pair: Pair, keys: FileKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pair.home / "store.db-journal").mkdir()
    monkeypatch.setattr(faults, "LEAST_ROOM_BYTES", 2**62)
    with pytest.raises(StorageFull, match="disk_full"):
        key_in_use(ReplicaFolder(pair.home), keys, NAME)


def test_a_disk_whose_room_cannot_be_asked_for_says_nothing_of_the_key(
    pair: Pair, keys: FileKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_files: OsFiles, _folder: Path) -> int:
        raise FileNotFoundError(2, "no such folder")

    (pair.home / "store.db-journal").mkdir()
    monkeypatch.setattr(OsFiles, "free_bytes", gone)
    with pytest.raises(Damaged, match="disk_error"):
        key_in_use(ReplicaFolder(pair.home), keys, NAME)


def test_a_read_only_disk_says_nothing_of_the_key(
    pair: Pair, keys: FileKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shut(_path: Path, _key: bytes, _free_bytes: object) -> None:
        raise Damaged("disk_read_only")

    monkeypatch.setattr(store_copy, "opened", shut)
    with pytest.raises(Damaged, match="disk_read_only"):
        key_in_use(ReplicaFolder(pair.home), keys, NAME)


def test_a_disk_that_fails_after_a_change_of_keys_costs_no_key(pair: Pair, keys: FileKeys) -> None:
    """The file has its new key already, and the old one would open nothing any more."""
    with pytest.raises(Killed):
        rekey(pair, keys, "moved")
    in_the_way = pair.home / "store.db-journal"
    in_the_way.mkdir()
    with pytest.raises(Damaged, match="disk_error"):
        key_of(ReplicaFolder(pair.home), keys, NAME, pair.world.randomness)
    in_the_way.rmdir()
    assert reopened(pair, keys) != KEY
