"""A workstation back from one file: its unsent work goes out once, whoever sends it, and nothing that stood
in its place is lost, at whatever moment the machine ends."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from backed_up import NAME, Killed, Machine, effects, enrol_again, picked, send
from sqlalchemy import select
from sync_world import KEY

from core.commands import ClaimFulfilment, PickLine
from core.model import Device, FulfilmentLine, KeptEnvelope
from core.rules.errors import BadInput, Conflict, CoulisseError, Damaged, TooNew
from sync.keys import fingerprint
from sync.store_copy import opened


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


def test_a_backup_takes_the_place_of_no_device(old: Machine, tmp_path: Path) -> None:
    """Whoever may do anything would have replaced it."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(BadInput, match="not_replaceable"):
        old.back_up(pipe)
    assert pipe.is_fifo()


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
