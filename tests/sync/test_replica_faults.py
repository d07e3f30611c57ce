"""What a disk does to a replica: full, damaged, of another key, of a newer program. Nothing is lost, and what
is wrong is called by its name."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import event, text
from sync_world import KEY, Pair, core_rows, open_workstation, system_like_world

from core.commands import ClaimFulfilment, ReleaseFulfilment
from core.model import Article, Location
from core.orchestration import UnitOfWork
from core.rules.errors import Conflict, CoulisseError, Damaged, StorageFull, TooNew
from sync import network_copy
from sync.answers import Enrolment
from sync.faults import as_ours, database_faults
from sync.files import ReplicaFolder
from sync.ports import OsFiles, nothing_at
from sync.replica import Replica
from sync.schema import store_metadata
from sync.store_copy import copy_store
from tests.core.builders import make_fulfilment
from tests.support.damage import PAGE_BYTES, damage

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def pages_at_most(pair: Pair, spare: int) -> Iterator[None]:
    """A disk on which the file can grow by so many pages."""

    def limit(raw: sqlcipher.Connection, _record: object, _proxy: object) -> None:
        [pages] = raw.execute("PRAGMA page_count").fetchone()
        raw.execute(f"PRAGMA max_page_count = {most.setdefault('pages', pages + spare)}")

    most: dict[str, int] = {}
    engine = pair.workstation.replica._engine
    event.listen(engine, "checkout", limit)
    try:
        yield
    finally:
        event.remove(engine, "checkout", limit)
        engine.dispose()


def fill(pair: Pair) -> int:
    """Do things until there is no room; returns how many went through."""
    first = pair.names.first
    for done in range(10_000):
        kind = ReleaseFulfilment if done % 2 else ClaimFulfilment
        try:
            pair.do(kind(fulfilment_id=first))
        except StorageFull as full:
            assert full.code == "disk_full"
            return done
    raise AssertionError("the disk was never full")


def test_a_full_disk_takes_nothing_in_and_loses_nothing(pair: Pair) -> None:
    with pages_at_most(pair, 4):
        done = fill(pair)
        assert done > 0
        rows, waiting = pair.rows(), pair.pending()
        assert len(waiting) == done
        following = (ReleaseFulfilment if done % 2 else ClaimFulfilment)(fulfilment_id=pair.names.first)
        with pytest.raises(StorageFull):
            pair.do(following)
        assert (pair.rows(), pair.pending()) == (rows, waiting)

    pair.do(following)
    pair.cycle()
    assert pair.pending() == []


def test_a_full_disk_takes_no_tail_and_the_next_one_brings_it(pair: Pair) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    pair.push()

    def order(unit: UnitOfWork) -> None:
        scarf = unit.session.get_one(Article, pair.names.scarf)
        make_fulfilment(unit, unit.session.get_one(Location, pair.names.store), [(scarf, 1)] * 50, "W-9")

    pair.at_core(order)
    before = pair.rows(), pair.pending()
    with pages_at_most(pair, 1):
        with pytest.raises(StorageFull) as full:
            pair.pull()
        assert full.value.code == "disk_full"
        assert (pair.rows(), pair.pending()) == before

    pair.pull()
    assert pair.pending() == []
    assert pair.rows() == core_rows(pair)


def test_a_file_that_may_not_grow_takes_nothing_in_and_loses_nothing(pair: Pair) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    pair.workstation.replica.close()
    script = Path(__file__).with_name("limited.py")
    told = subprocess.run(
        [sys.executable, str(script), str(pair.home), pair.names.first],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{script.parent}", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert told.returncode == 0, told.stderr
    done, error, code = json.loads(told.stdout)
    assert (error, code) in [("Damaged", "disk_error"), ("StorageFull", "disk_full")]
    assert done > 0

    pair.workstation = open_workstation(pair.home, pair.world)
    assert len(pair.pending()) == 1 + done
    pair.cycle()
    assert pair.pending() == []


def settle_files(pair: Pair) -> Path:
    """Close, with everything in the main file."""
    with pair.workstation.replica._engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    pair.workstation.replica.close()
    return pair.home / "store.db"


@pytest.mark.parametrize("spoil", ["first page", "every page", "cut in the middle", "cut in a page", "text"])
def test_a_damaged_file_is_called_damaged_and_left_as_it_is(pair: Pair, spoil: str) -> None:
    path = settle_files(pair)
    size = path.stat().st_size
    if spoil == "first page":
        damage(path, range(100, 200))
    elif spoil == "every page":
        damage(path, range(50, size, 512))
    elif spoil.startswith("cut"):
        path.write_bytes(path.read_bytes()[: size // 2 // PAGE_BYTES * PAGE_BYTES + 7 * ("a page" in spoil)])
    else:
        path.write_text("not a database " * 1000)
    spoilt = path.read_bytes()

    with pytest.raises(Damaged) as error:
        workstation = open_workstation(pair.home, pair.world)
        try:
            workstation.read(lambda reader: reader.session.execute(text("PRAGMA integrity_check")).all())
            for table in store_metadata().tables:
                workstation.replica.read(lambda s, t=table: s.execute(text(f"SELECT * FROM {t}")).all())
        finally:
            workstation.replica.close()

    assert error.value.code == "replica_damaged"
    assert path.read_bytes()[:PAGE_BYTES] == spoilt[:PAGE_BYTES]


def test_nothing_of_damage_stands_on_the_terminal(pair: Pair, capfd: pytest.CaptureFixture[str]) -> None:
    """The whole process says as much as its connection that was asked last."""
    damage(settle_files(pair), range(100, 200))
    connection = sqlcipher.connect(":memory:")
    connection.execute("PRAGMA cipher_log_level = WARN")
    connection.close()
    with pytest.raises(Damaged):
        open_workstation(pair.home, pair.world)
    assert capfd.readouterr().err == ""


def test_damage_that_is_met_at_work_is_called_the_same_each_time(pair: Pair) -> None:
    path = settle_files(pair)
    content = bytearray(path.read_bytes())
    pair.reopen()
    with pair.workstation.replica._engine.connect() as connection:
        [root] = connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'orders'").one()
    pair.workstation.replica.close()
    content[(root - 1) * PAGE_BYTES + 100] ^= 1
    path.write_bytes(content)
    pair.reopen()

    def order(unit: UnitOfWork) -> None:
        scarf = unit.session.get_one(Article, pair.names.scarf)
        make_fulfilment(unit, unit.session.get_one(Location, pair.names.store), [(scarf, 1)], "W-9")

    pair.at_core(order)
    codes = []
    for attempt in (pair.pull, pair.rows, pair.pull, pair.pull):
        with pytest.raises(Damaged) as error:
            attempt()
        codes.append(error.value.code)
    assert codes == ["replica_damaged"] * 4


def test_any_damage_is_ours_or_harmless(pair: Pair) -> None:
    path = settle_files(pair)
    whole, chance = path.read_bytes(), random.Random(4)
    for _ in range(25):
        path.write_bytes(whole)
        place = chance.randrange(len(whole) - 8)
        damage(path, range(place, place + 8))
        try:
            workstation = open_workstation(pair.home, pair.world)
        except CoulisseError as error:
            assert (type(error), error.code) == (Damaged, "replica_damaged")
            continue
        try:
            for table in store_metadata().tables:
                workstation.replica.read(lambda s, t=table: s.execute(text(f"SELECT * FROM {t}")).all())
        except CoulisseError as error:
            assert (type(error), error.code) == (Damaged, "replica_damaged")
        finally:
            workstation.replica.close()
    path.write_bytes(whole)
    pair.reopen()
    assert pair.pending() == []


def test_a_copy_of_a_damaged_file_is_refused_whichever_page_it_is(pair: Pair, tmp_path: Path) -> None:
    path = settle_files(pair)
    whole = path.read_bytes()
    refused = 0
    for place in range(0, len(whole), PAGE_BYTES):
        path.write_bytes(whole)
        damage(path, range(place + 100, place + 108))
        try:
            copy_store(OsFiles(), path, KEY, tmp_path / "copy.db", KEY)
        except CoulisseError as error:
            assert (type(error), error.code) == (Damaged, "replica_damaged")
            refused += 1
    assert refused > 10


def test_another_key_is_told_from_damage_and_spoils_nothing(pair: Pair) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    waiting = pair.pending()
    pair.workstation.replica.close()

    for _ in range(2):
        with pytest.raises(Damaged) as error:
            open_workstation(pair.home, key=bytes(32))
        assert error.value.code == "wrong_key"

    pair.reopen()
    assert pair.pending() == waiting


def test_without_its_mark_another_key_reads_as_damage_and_leaves_no_mark(pair: Pair) -> None:
    pair.workstation.replica.close()
    mark = pair.home / "store.key-mark"
    mark.write_text("torn")

    with pytest.raises(Damaged) as error:
        open_workstation(pair.home, key=bytes(32))
    assert error.value.code == "replica_damaged"

    pair.reopen()
    assert len(mark.read_text()) == 16


def test_a_replica_that_was_never_made_whole_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "store.db").touch()
    (tmp_path / "store.key-mark").write_text("0" * 16)
    (tmp_path / "network-empty.db").write_text("half")

    workstation = open_workstation(tmp_path)
    assert workstation.read(lambda reader: reader.network_version) == 0
    workstation.replica.close()


def test_a_replica_of_a_newer_program_is_left_alone(pair: Pair) -> None:
    with pair.workstation.replica.writing("test") as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    path = settle_files(pair)
    before = path.read_bytes()

    with pytest.raises(TooNew) as error:
        open_workstation(pair.home, pair.world)

    assert error.value.code == "replica_too_new"
    assert path.read_bytes() == before


# The names of complaints


@pytest.mark.parametrize(
    ("error", "kind", "code"),
    [
        (OSError(28, "No space left on device"), StorageFull, "disk_full"),
        (OSError(5, "Input/output error"), Damaged, "disk_error"),
    ],
)
def test_what_the_system_says_in_our_words(error: OSError, kind: type, code: str) -> None:
    ours = as_ours(error)
    assert (type(ours), ours and ours.code) == (kind, code)


class FilesOnADiskWith(OsFiles):
    """The system's files, on a disk with so much room."""

    def __init__(self, room_bytes: int) -> None:
        self._room_bytes = room_bytes

    def free_bytes(self, folder: Path) -> int:
        return self._room_bytes


@pytest.mark.parametrize(("room_bytes", "code"), [(0, "disk_full"), (1 << 30, "disk_error")])
def test_a_file_that_no_room_keeps_from_opening_is_not_called_a_failing_disk(
    pair: Pair, room_bytes: int, code: str
) -> None:
    """SQLite says the same of both: the log cannot be made."""
    pair.workstation.replica.close()
    index = pair.home / "store.db-wal"
    index.unlink(missing_ok=True)
    index.mkdir()
    with pytest.raises(CoulisseError) as error:
        Replica(ReplicaFolder(pair.home, FilesOnADiskWith(room_bytes)), KEY, nothing_at)
    assert error.value.code == code
    index.rmdir()
    pair.reopen()
    assert pair.pending() == []


def test_a_failing_disk_whose_room_cannot_be_asked_for_either_is_called_so() -> None:
    def gone() -> int:
        raise FileNotFoundError(2, "no such folder")

    with pytest.raises(Damaged) as error, database_faults(free_bytes=gone):
        raise OSError(5, "Input/output error")
    assert error.value.code == "disk_error"


@pytest.mark.parametrize("error", [PermissionError(13, "no"), sqlcipher.IntegrityError("unique"), KeyError()])
def test_what_is_a_bug_stays_one(error: Exception) -> None:
    assert as_ours(error) is None
    with pytest.raises(type(error)), database_faults():
        raise error


def test_a_file_that_another_program_holds_is_busy_and_not_damaged(tmp_path: Path) -> None:
    path = tmp_path / "held.db"
    network_copy.make_empty(path)
    holder, other = sqlcipher.connect(str(path)), sqlcipher.connect(str(path), timeout=0)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Conflict) as error, database_faults():
        other.execute("UPDATE network_state SET version = 2")
    holder.close()
    other.close()
    assert error.value.code == "replica_busy"


def test_a_workstation_with_a_question_mark_in_its_folder_is_one_too(tmp_path: Path) -> None:
    folder = tmp_path / "réserve #2 ? 100%"
    workstation = open_workstation(folder, system_like_world(folder))
    enrolment = Enrolment("d", "t", 1, "S", "core", "00" * 32, "e")
    workstation.adopt(enrolment, "http://127.0.0.1:1", KEY)
    assert workstation.is_enrolled
    assert (folder / "store.db").exists()
    workstation.replica.close()
