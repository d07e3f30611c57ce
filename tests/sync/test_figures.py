"""The replica's key figures, and the look through its files."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sync_world import Pair

from core.commands import ClaimFulfilment
from core.version import VERSION
from sync import deadline, figures, integrity
from sync.integrity import Soundness
from sync.keys import FileKeys, KeyPlace, key_place


def test_the_figures_are_those_of_the_files(pair: Pair) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))

    told = figures.gather(pair.workstation)

    state = pair.workstation.replica.state()
    counted = {
        name: pair.workstation.replica.read(lambda s, t=table: s.scalar(text(f"SELECT count(*) FROM {t}")))
        for name, table in (("articles", "article"), ("positions", "position"), ("staff", "staff"))
    }
    assert (told.program, told.device_id, told.waiting, told.unsent) == (VERSION, state.device_id, 1, 1)
    assert {name: told.rows[name] for name in counted} == counted
    assert counted["positions"] > 0
    assert [stream.version for stream in told.streams][1:] == [state.store_version, state.device_version]
    assert told.file_bytes["store.db"] > 0
    assert told.cipher.startswith("SQLCipher 4")
    assert told.checked is None


def test_what_goes_to_support_names_nobody_and_no_secret(pair: Pair) -> None:
    workstation = pair.workstation
    workstation.use_core("https://user:secret@core.example:8443/coulisse?token=hidden")

    said = figures.as_text(figures.gather(workstation))

    names = workstation.replica.read(
        lambda session: [
            str(row[0])
            for row in session.execute(text("SELECT name FROM staff UNION SELECT name FROM customer"))
            if row[0]
        ]
    )
    assert names
    assert [name for name in names if name in said] == []
    assert "https://core.example:8443" in said
    assert "secret" not in said
    assert "hidden" not in said
    assert workstation.replica.state().token not in said


def test_a_look_through_sound_files_is_remembered(pair: Pair) -> None:
    assert integrity.last_check(pair.workstation) is None

    found = integrity.check(pair.workstation)

    assert (found.found, found.file) == (Soundness.SOUND, "")
    assert integrity.last_check(pair.workstation) == found


def test_a_look_ends_when_its_time_is_over(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "STEPS_BETWEEN_LOOKS", 1)

    assert integrity.check(pair.workstation, longest_s=0).found is Soundness.UNFINISHED
    # What was interrupted holds nothing back.
    assert integrity.check(pair.workstation).found is Soundness.SOUND


def test_a_damaged_page_is_found(pair: Pair) -> None:
    replica = pair.workstation.replica
    with replica.writing("test") as session:
        session.execute(text("CREATE TABLE filler AS SELECT randomblob(400000) AS data"))
    with replica._engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    content = bytearray(replica.folder.store.read_bytes())
    content[-2000] ^= 0xFF
    replica.folder.store.write_bytes(bytes(content))

    found = integrity.check(pair.workstation)

    assert (found.found, found.file) == (Soundness.DAMAGED, "store")


def test_where_the_key_is_kept(tmp_path: Path) -> None:
    assert key_place(tmp_path) is KeyPlace.KEYRING
    FileKeys(tmp_path).save("replica", bytes(32))
    assert key_place(tmp_path) is KeyPlace.FILE
