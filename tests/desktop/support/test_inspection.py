"""A look at a replica from outside: beside an open one, and on one that cannot be opened."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text

from core.rules.errors import CoulisseError
from core.rules.time import Instant
from desktop.support.inspection import inspecting, network_is_sound, network_standing
from sync.files import ReplicaFolder
from sync.migrating import revisions
from sync.ports import nothing_at
from sync.replica import Replica
from sync.schema import LocalSetting, PendingCommand, ReplicaState, SpoolJob
from sync.spool import BEING_SENT
from tests.support.damage import flip_a_page_of_the_audit

KEY = bytes(range(32))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    replica = Replica(ReplicaFolder(tmp_path / "replica"), KEY, nothing_at)
    with replica.writing("test") as session:
        state = session.get_one(ReplicaState, 1)
        state.device_id, state.core_url, state.store_version = "device-1", "http://core.invalid", 7
        session.add(LocalSetting(name="language", value="fr"))
        for status in ("failed", "queued", *BEING_SENT, "held", "sent"):
            session.add(SpoolJob(id=status, template="bin", data={}, status=status, asked_at=1))
        for sequence, status in enumerate(("", "", "refused", "applied"), 1):
            session.add(
                PendingCommand(
                    id=f"c{sequence}",
                    sequence=sequence,
                    aggregate="a",
                    name="PickLine",
                    body=b"",
                    signature=b"",
                    author="s",
                    made_at=Instant(1_000 * sequence),
                    status=status,
                )
            )
    replica.close()
    return tmp_path / "replica"


def fault_of(folder: Path, key: bytes | None = KEY) -> str:
    with pytest.raises(CoulisseError) as raised, inspecting(folder, key):
        pass
    return raised.value.code


def test_it_tells_how_a_replica_stands_and_leaves_it_as_it_is(folder: Path) -> None:
    before = (folder / "store.db").read_bytes()
    with inspecting(folder, KEY) as look:
        standing, identity = look.standing(), look.identity()
        assert look.complaints() == []
    assert identity.core_url == "http://core.invalid"
    assert (standing.waiting, standing.oldest_waiting_at, standing.refused_unseen) == (2, 1_000, 1)
    assert (standing.prints_failed, standing.prints_queued) == (1, 1 + len(BEING_SENT))
    assert standing.settings == {"language": "fr"}
    assert standing.schema == revisions()[1]
    assert network_standing(folder, standing.network_file).version == 0
    assert network_is_sound(folder, standing.network_file)
    assert (folder / "store.db").read_bytes() == before


def test_it_looks_beside_an_open_desktop_that_writes(folder: Path) -> None:
    replica = Replica(ReplicaFolder(folder), KEY, nothing_at)
    with replica.writing("test") as session:
        session.get_one(ReplicaState, 1).store_version = 8
        with inspecting(folder, KEY) as look:
            assert look.standing().store_version == 7
    with inspecting(folder, KEY) as look:
        assert look.standing().store_version == 8
    replica.close()


def test_nothing_is_made_where_nothing_is(tmp_path: Path) -> None:
    assert fault_of(tmp_path) == "replica_missing"
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_is_not_there_and_one_that_does_not_fit(folder: Path) -> None:
    assert fault_of(folder, None) == "key_missing"
    assert fault_of(folder, bytes(32)) == "wrong_key"


def test_a_damaged_file(folder: Path) -> None:
    content = bytearray((folder / "store.db").read_bytes())
    content[100:200] = bytes(byte ^ 0xFF for byte in content[100:200])
    (folder / "store.db").write_bytes(content)
    assert fault_of(folder) == "replica_damaged"


@pytest.mark.parametrize(("room_bytes", "code"), [(0, "disk_full"), (1 << 30, "disk_error")])
def test_no_room_even_to_look_is_told_from_a_failing_disk(
    folder: Path, monkeypatch: pytest.MonkeyPatch, room_bytes: int, code: str
) -> None:
    monkeypatch.setattr(
        shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(1 << 30, 0, room_bytes)
    )
    (folder / "store.db-wal").unlink(missing_ok=True)
    (folder / "store.db-wal").mkdir()
    with pytest.raises(CoulisseError) as raised, inspecting(folder, KEY) as look:
        look.standing()
    assert raised.value.code == code


def test_damage_that_only_a_whole_reading_finds(folder: Path) -> None:
    flip_a_page_of_the_audit(folder, KEY)
    with inspecting(folder, KEY) as look:
        assert look.complaints()


def test_a_file_of_a_newer_program(folder: Path) -> None:
    replica = Replica(ReplicaFolder(folder), KEY, nothing_at)
    with replica.writing("test") as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    replica.close()
    assert fault_of(folder) == "replica_too_new"


def test_a_file_that_another_program_holds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.support.inspection.BUSY_TIMEOUT_S", 0.0)
    holder = sqlcipher.connect(str(folder / "store.db"), isolation_level=None)
    holder.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    assert fault_of(folder) == "replica_busy"
    holder.close()


def test_a_copy_of_the_network_that_is_spoilt(folder: Path) -> None:
    (folder / "network-empty.db").write_bytes(b"x" * 4096)
    assert not network_is_sound(folder, "")
    with pytest.raises(CoulisseError):
        network_standing(folder, "")
