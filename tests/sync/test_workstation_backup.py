"""A workstation in one file: made beside its work, whole or not, without what speaks for the device."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import IO

import pytest
from backed_up import NAME, Machine
from msgspec.structs import replace
from sync_world import Pair

from core.commands import ClaimFulfilment
from core.rules.errors import BadInput, Damaged, StorageFull
from desktop.replica_file import open_replica
from sync import backup as backup_module
from sync.backup import back_up, read_about
from sync.files import ReplicaFolder
from sync.ports import Files, OsFiles, system_world


def test_until_it_is_whole_it_is_made_in_the_profile_s_own_folder(
    old: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []
    copied, forgotten = backup_module.copy_store, backup_module.forget_identity
    share = tmp_path / "share"

    def copy(files: Files, source: Path, key: bytes, target: Path, target_key: bytes) -> None:
        made.append(target)
        copied(files, source, key, target, target_key)

    def forget(path: Path, key: bytes) -> None:
        assert list(share.iterdir()) == [], "no device key has come here yet"
        forgotten(path, key)

    monkeypatch.setattr(backup_module, "copy_store", copy)
    monkeypatch.setattr(backup_module, "forget_identity", forget)
    old.back_up(share / "store.backup")
    assert [path.parent for path in made] == [old.folder.root]
    assert [path.name for path in share.iterdir()] == ["store.backup"]
    assert not made[0].exists()


def test_a_disk_without_room_for_it_is_called_full_and_keeps_the_backup_of_before(
    old: Machine, tmp_path: Path
) -> None:
    class Full(OsFiles):
        def open_append(self, path: Path) -> IO[bytes]:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))

    out = tmp_path / "store.backup"
    old.back_up(out)
    before = out.read_bytes()
    machine = replace(old.pair.world, files=Full())
    with pytest.raises(StorageFull):
        back_up(old.folder, old.keys, NAME, machine, out)
    assert out.read_bytes() == before and not old.folder.backup_draft.exists()


def test_what_a_killed_backup_has_left_goes_at_the_next_start(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    left = ReplicaFolder(profile).backup_draft
    left.write_bytes(b"with a device's key in it")
    replica, _place = open_replica(profile, system_world())
    replica.close()
    assert not left.exists()


def test_a_backup_is_taken_beside_an_open_workstation_and_says_what_it_holds(
    old: Machine, backup: Path
) -> None:
    about = read_about(old.folder.files, backup)
    assert (about.location_name, about.waiting) == ("Store S1", 2)
    assert sorted(path.name for path in backup.parent.glob("store.backup*")) == ["store.backup"]
    # The open one goes on.
    old.pair.do(ClaimFulfilment(fulfilment_id=list(old.pair.names.fulfilments)[1]))
    assert len(old.pair.pending()) == 3


def test_the_code_is_the_same_for_all_backups_and_after_a_restore(
    old: Machine, backup: Path, tmp_path: Path
) -> None:
    code = old.code()
    assert len(code.replace("-", "")) == 24
    new = Machine(old.pair, tmp_path / "new")
    new.restore(backup, f" {code.lower().replace('-', ' ')}")
    assert new.code() == code == old.code()


def test_a_backup_holds_neither_the_device_s_key_nor_its_token(
    old: Machine, backup: Path, tmp_path: Path
) -> None:
    new = Machine(old.pair, tmp_path / "new")
    new.restore(backup, old.code())
    state = new.open().replica.state()
    assert (state.device_seed, state.draft_seed, state.token) == (b"", b"", "")
    assert state.device_id == old.pair.names.device


def test_a_machine_without_a_replica_has_nothing_to_back_up(pair: Pair, tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="replica_missing"):
        Machine(pair, tmp_path / "none").back_up(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_a_link_leads_to_takes_the_backup_and_the_link_stays(old: Machine, tmp_path: Path) -> None:
    share, link = tmp_path / "share", tmp_path / "latest.backup"
    share.mkdir()
    link.symlink_to(share / "there.backup")
    for _ in ("there is none yet", "an older one"):
        old.back_up(link)
        assert link.is_symlink()
        assert read_about(OsFiles(), link).waiting == read_about(OsFiles(), share / "there.backup").waiting
        assert [path.name for path in share.iterdir()] == ["there.backup"]


def test_a_link_to_a_disk_that_is_not_connected_takes_no_backup(old: Machine, tmp_path: Path) -> None:
    """It would be made on this machine's own disk, and its folder hide behind the other."""
    link = tmp_path / "latest.backup"
    link.symlink_to(tmp_path / "stick" / "backups" / "store.backup")
    with pytest.raises(BadInput, match="backup_place_missing"):
        old.back_up(link)
    assert link.is_symlink()
    assert not (tmp_path / "stick").exists()


def test_a_link_that_leads_to_itself_is_not_replaced(old: Machine, tmp_path: Path) -> None:
    link, other = tmp_path / "latest.backup", tmp_path / "other.backup"
    link.symlink_to(other)
    other.symlink_to(link)
    with pytest.raises(BadInput, match="not_replaceable"):
        old.back_up(link)
    assert link.is_symlink()
    assert other.is_symlink()
