"""A workstation in one file and back: its unsent work goes out once, whoever sends it, and nothing that stood
in its place is lost, at whatever moment the machine ends."""

from __future__ import annotations

import errno
from collections import Counter
from pathlib import Path
from typing import IO

import pytest
from msgspec.structs import replace
from sqlalchemy import select
from sync_world import KEY, Pair, open_workstation

from core.commands import ClaimFulfilment, PickLine
from core.feed.settings import Setting, setting
from core.model import Device, FulfilmentLine, KeptEnvelope, Movement, OutcomeRow
from core.orchestration.command_intake import receive
from core.orchestration.enrolment import enrol, make_code
from core.orchestration.reactions import after
from core.rules.errors import BadInput, Conflict, CoulisseError, Damaged, StorageFull, TooNew
from desktop.replica_file import open_replica
from sync import backup as backup_module
from sync.answers import Enrolment
from sync.backup import About, Restored, back_up, read_about, recovery_code, refuse_half_restored, restore
from sync.files import ReplicaFolder
from sync.keys import FileKeys, fingerprint
from sync.ports import Files, OsFiles, system_world
from sync.rekeying import key_of
from sync.store_copy import opened
from sync.workstation import Workstation

NAME = "replica"


class Killed(BaseException):
    """Stands for the end of the process."""


class Machine:
    """A folder with keys beside it, as `coulisse` finds them."""

    def __init__(self, pair: Pair, root: Path, key: bytes | None = None) -> None:
        self.pair = pair
        self.folder = ReplicaFolder(root)
        self.keys = FileKeys(root / "keys")
        if key is not None:
            self.keys.save(NAME, key)

    def back_up(self, out: Path) -> About:
        return back_up(self.folder, self.keys, NAME, self.pair.world, out)

    def code(self) -> str:
        return recovery_code(self.keys, NAME, self.pair.world)

    def restore(self, file: Path, code: str, end_at: str = "") -> Restored:
        def end(point: str) -> None:
            if point == end_at:
                raise Killed

        return restore(self.folder, self.keys, NAME, replace(self.pair.world, at=end), file, code)

    def open(self) -> Workstation:
        refuse_half_restored(self.folder)
        key = key_of(self.folder, self.keys, NAME, self.pair.world.randomness)
        return open_workstation(self.folder.root, self.pair.world, key)


@pytest.fixture
def old(pair: Pair) -> Machine:
    """The pair's own workstation, with work that was not sent."""
    lines = pair.names.fulfilments[pair.names.first]
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    pair.do(PickLine(fulfilment_id=pair.names.first, line_id=lines[0]))
    return Machine(pair, pair.home, KEY)


@pytest.fixture
def backup(old: Machine, tmp_path: Path) -> Path:
    old.back_up(tmp_path / "store.backup")
    return tmp_path / "store.backup"


def enrol_again(pair: Pair, workstation: Workstation) -> str:
    """As a person does with a fresh code; returns the new device."""
    key = workstation.new_key()
    code = pair.at_core(lambda unit: make_code(unit, "S1")).code
    device = pair.at_core(lambda unit: enrol(unit, code, "Restored", key.public, f"digest {code}"))
    epoch = pair.core.read(lambda s: setting(s, Setting.EPOCH))
    told = Enrolment(device.id, "token", pair.names.store, "Store S1", "core", bytes(32).hex(), epoch)
    workstation.adopt(told, "http://127.0.0.1:1", key.seed)
    return device.id


def send(pair: Pair, workstation: Workstation) -> None:
    device_id = workstation.replica.state().device_id
    while batch := workstation.unsent(100):
        answer = receive(pair.core, device_id, batch, after)
        assert workstation.accepted(answer.accepted_through)


def picked(pair: Pair) -> int:
    line = pair.names.fulfilments[pair.names.first][0]
    return pair.core.read(lambda s: s.get_one(FulfilmentLine, line).picked)


def effects(pair: Pair) -> tuple[list[str], int]:
    """Outcomes by command, and the movements that commands made."""
    outcomes = pair.core.read(lambda s: s.scalars(select(OutcomeRow.id)).all())
    moved = pair.core.read(lambda s: s.scalars(select(Movement.id)).all())
    return sorted(outcomes), len(moved)


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


@pytest.mark.parametrize("first", ["old", "restored"])
def test_what_was_not_sent_goes_out_once_when_both_machines_send_it(
    old: Machine, backup: Path, tmp_path: Path, first: str
) -> None:
    pair = old.pair
    unsent = pair.pending()
    new = Machine(pair, tmp_path / "new")
    new.restore(backup, old.code())
    workstation = new.open()
    assert not workstation.is_enrolled
    enrol_again(pair, workstation)
    assert workstation.unsent_count() == len(unsent) == 2

    senders = [pair.workstation, workstation]
    for sender in senders if first == "old" else reversed(senders):
        send(pair, sender)
    assert picked(pair) == 1
    assert effects(pair)[0] == sorted(unsent)
    kept = pair.core.read(lambda s: s.scalars(select(KeptEnvelope.command_id)).all())
    assert Counter(kept) == dict.fromkeys(unsent, 2)
    assert pair.core.read(lambda s: s.get_one(Device, pair.names.device).held_reason) == ""
    workstation.replica.close()


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


def test_what_stands_in_the_place_is_set_aside_with_the_key_that_opens_it(old: Machine, backup: Path) -> None:
    pair = old.pair
    pair.do(ClaimFulfilment(fulfilment_id=list(pair.names.fulfilments)[1]))
    pair.workstation.replica.close()
    restored = old.restore(backup, old.code())
    assert restored.set_aside is not None
    again = old.open()
    assert again.waiting() == 2
    again.replica.close()
    key = old.keys.load(NAME)
    assert key == KEY
    with opened(restored.set_aside / "store.db", key) as connection:
        assert connection.execute("SELECT count(*) FROM pending_command").fetchone() == (3,)


def test_the_store_s_own_label_templates_go_along_and_those_here_are_set_aside(
    old: Machine, tmp_path: Path
) -> None:
    own, out = old.folder.label_templates, tmp_path / "store.backup"
    own.mkdir()
    (own / "bin.toml").write_bytes(b"of the day of the backup")
    (own / ".bin.x8").write_bytes(b"being written")
    old.back_up(out)
    assert b"of the day" not in out.read_bytes(), "they are encrypted with the rest"
    new = Machine(old.pair, tmp_path / "new")
    new.restore(out, old.code())
    kept = list(new.folder.label_templates.iterdir())
    assert [(path.name, path.read_bytes()) for path in kept] == [("bin.toml", b"of the day of the backup")]

    (own / "bin.toml").write_bytes(b"of today")
    (own / "tote.toml").write_bytes(b"new since")
    old.pair.workstation.replica.close()
    for point in POINTS:
        with pytest.raises(Killed):
            old.restore(out, old.code(), point)
    restored = old.restore(out, old.code())
    assert (own / "bin.toml").read_bytes() == b"of the day of the backup"
    assert (own / "tote.toml").read_bytes() == b"new since"
    assert restored.set_aside is not None
    assert (restored.set_aside / "label_templates" / "bin.toml").read_bytes() == b"of today"
    with opened(old.folder.store, KEY) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'backed_up%'")
        assert tables.fetchall() == []


POINTS = ("restore.begun", "restore.set_aside", "restore.moved")


@pytest.mark.parametrize("point", POINTS)
def test_a_restore_that_is_ended_half_way_is_run_again(old: Machine, backup: Path, point: str) -> None:
    pair = old.pair
    pair.do(ClaimFulfilment(fulfilment_id=list(pair.names.fulfilments)[1]))
    pair.workstation.replica.close()
    with pytest.raises(Killed):
        old.restore(backup, old.code(), point)
    with pytest.raises(Conflict, match="restore_unfinished"):
        old.open()
    pair.clock.advance(60_000)
    restored = old.restore(backup, old.code())
    workstation = old.open()
    assert workstation.waiting() == 2
    workstation.replica.close()
    assert restored.set_aside is not None
    with opened(restored.set_aside / "store.db", KEY) as connection:
        assert connection.execute("SELECT count(*) FROM pending_command").fetchone() == (3,)


def spoil(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-100] ^= 0xFF
    file.write_bytes(content)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-4096])


def replace_by_a_text(file: Path) -> None:
    file.write_text("{}\n")


FAULTS = {
    spoil: (Damaged, "backup_damaged"),
    cut: (Damaged, "backup_damaged"),
    replace_by_a_text: (BadInput, "not_a_backup"),
    Path.unlink: (BadInput, "not_a_backup"),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_backup_that_is_not_whole_changes_nothing(old: Machine, backup: Path, fault) -> None:
    kind, code = FAULTS[fault]
    fault(backup)
    refused(old, backup, old.code(), kind, code)


@pytest.mark.parametrize("wrong", ["", "ABCD-EFGH", "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA", "é!?"])
def test_another_code_changes_nothing(old: Machine, backup: Path, wrong: str) -> None:
    refused(old, backup, wrong, BadInput, "recovery_code_wrong")


def test_a_backup_of_a_newer_program_changes_nothing(old: Machine, tmp_path: Path) -> None:
    with opened(old.folder.store, KEY) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'r9999'")
    old.back_up(tmp_path / "newer")
    refused(old, tmp_path / "newer", old.code(), TooNew, "replica_too_new")


def refused(old: Machine, file: Path, code: str, kind: type[CoulisseError], why: str) -> None:
    before = fingerprint(old.folder.store.read_bytes())
    with pytest.raises(kind) as error:
        old.restore(file, code)
    assert error.value.code == why
    assert fingerprint(old.folder.store.read_bytes()) == before
    assert old.folder.files.read(old.folder.restore_mark) is None


def test_a_machine_without_a_replica_has_nothing_to_back_up(pair: Pair, tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="replica_missing"):
        Machine(pair, tmp_path / "none").back_up(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_replica_that_was_restored_to_yesterday_catches_up_and_a_new_action_there_is_done_once(
    old: Machine, backup: Path
) -> None:
    """The old one went on after the backup; then its machine is given back as it was in the backup."""
    pair = old.pair
    line = pair.names.fulfilments[pair.names.first][0]
    pair.do(PickLine(fulfilment_id=pair.names.first, line_id=line))
    pair.cycle()
    done = effects(pair)
    pair.workstation.replica.close()
    old.restore(backup, old.code())
    workstation = old.open()
    device = enrol_again(pair, workstation)
    send(pair, workstation)
    pair.workstation, pair.names.device = workstation, device
    pair.cycle()
    workstation.rerun_orphans()
    assert effects(pair) == done
    assert pair.pending() == []
    here = workstation.read(lambda reader: reader.session.get_one(FulfilmentLine, line).picked)
    assert here == picked(pair) == 2
