"""A core in one file, and back: its database as of one moment, and the key that signs its manifests.

Published pieces are not in it: they are made again, in the new epoch that a restore begins.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import URL, make_url
from sqlalchemy.exc import OperationalError

from core.folder_lock import FolderLock
from core.orchestration import Core, make_engine, migrate
from core.orchestration.identity import begin_anew
from core.ports import SystemClock, SystemRandomness
from core.rules.errors import BadInput, Conflict, CoulisseError, Damaged
from core.service.folder import CoreFolder, FolderConfig
from core.service.settings import KEY_FILE
from core.service.whole_files import is_replaceable, target_of, write_private

FORMAT: Final = "coulisse core backup 1"
ABOUT: Final = "about.json"
DATABASE: Final = {"sqlite": "core.db", "postgresql": "core.dump"}


_OTHERS: Final = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


class About(msgspec.Struct, frozen=True):
    """What a backup says of itself."""

    format: str
    kind: str
    made_at: int


def back_up(folder: CoreFolder, out: Path) -> int:
    """Write a backup, whole or not at all; of a symbolic link, what it leads to. Returns its size in bytes.

    Raises:
        BadInput: `no_core_here`, `pg_tool_missing`, `not_replaceable`.
        Damaged: `database_tool_failed`.
    """
    # What a link leads to takes the new backup, beside which it is made; the link stays one.
    target = target_of(out)
    if target is None or not is_replaceable(target):
        raise BadInput("not_replaceable", path=str(out))
    out = target
    kind = make_url(folder.database_url).get_backend_name()
    about = About(FORMAT, kind, SystemClock().now())
    with tempfile.TemporaryDirectory(dir=out.absolute().parent, prefix=".coulisse-backup-") as scratch:
        inside = Path(scratch)
        (inside / ABOUT).write_bytes(msgspec.json.encode(about))
        shutil.copyfile(folder.path / KEY_FILE, inside / KEY_FILE)
        database = inside / DATABASE[kind]
        if kind == "sqlite":
            _copy_sqlite(Path(make_url(folder.database_url).database or ""), database)
        else:
            _run_tool(
                ["pg_dump", "--format=custom", f"--file={database}", _plain(folder.database_url)],
                folder.database_url,
            )
        whole = inside / "whole.tar"
        with tarfile.open(whole, "w") as archive:
            for name in (ABOUT, KEY_FILE, database.name):
                archive.add(inside / name, arcname=name)
        whole.chmod(0o600)
        with whole.open("rb") as file:
            os.fsync(file.fileno())
        whole.replace(out)
    return out.stat().st_size


def restore_backup(folder: CoreFolder, file: Path, url: str = "") -> None:
    """Put a core back. Until it is done nobody may work on the folder; ended before that, run it again.

    Args:
        url: the database; without it, the folder's. A core's address is not taken from its backup: that
            one may be in use.

    Raises:
        BadInput: `not_a_backup`, `pg_tool_missing`; `other_database`: the backup is of the other kind;
            `url_missing`: of PostgreSQL, for a folder without a core.
        Conflict: `core_already_running`; `database_in_use`: somebody is connected to the PostgreSQL database,
            such as a core that is served from another folder or machine.
        Damaged: `database_tool_failed`.
    """
    folder.path.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.path, prefix=".restore-") as scratch:
        inside = Path(scratch)
        kind = _unpack(file, inside).kind
        is_new = not folder.is_made
        if is_new and not url and kind != "sqlite":
            raise BadInput("url_missing", path=str(file))
        target = url or (folder.own_database_url if is_new else folder.database_url)
        if make_url(target).get_backend_name() != kind:
            raise BadInput("other_database", path=str(folder.path))
        with _alone(folder):
            if kind == "sqlite":
                _restore_sqlite(folder, inside / DATABASE[kind], Path(make_url(target).database or ""))
            else:
                _restore_postgresql(folder, inside / DATABASE[kind], target)
            write_private(folder.path / KEY_FILE, (inside / KEY_FILE).read_bytes())
            if is_new or url:
                write_private(folder.config_file, msgspec.json.encode(FolderConfig(url)))
            folder.restoring_file.unlink()


@contextmanager
def _alone(folder: CoreFolder) -> Iterator[None]:
    lock = FolderLock(folder.lock_file)
    if not lock.take():
        raise Conflict("core_already_running", path=str(folder.path))
    try:
        yield
    finally:
        lock.release()


def _restore_sqlite(folder: CoreFolder, restored: Path, database: Path) -> None:
    _begin_anew(f"sqlite:///{restored.as_posix()}")
    if not folder.restoring_file.exists():
        _settle(folder, database)
        for end in ("", "-wal", "-shm"):
            _kept(database, end).unlink(missing_ok=True)
        write_private(folder.restoring_file, b"")
    if not _kept(database).exists() and database.exists():
        database.replace(_kept(database))
    for end in ("-wal", "-shm"):
        beside = database.with_name(database.name + end)
        if beside.exists():
            beside.replace(_kept(database, end))
    restored.replace(database)


def _kept(database: Path, end: str = "") -> Path:
    """Where the database goes that stood there before."""
    return database.with_name(f"{database.name}.before-restore{end}")


def _settle(folder: CoreFolder, database: Path) -> None:
    """Bring the write-ahead log into the database's own file. A damaged one stays as it is."""
    if not database.exists():
        return
    with closing(sqlite3.connect(database)) as connection, suppress(sqlite3.DatabaseError):
        is_busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if is_busy:
            raise Conflict("core_already_running", path=str(folder.path))


def _restore_postgresql(folder: CoreFolder, dump: Path, url: str) -> None:
    _tool("pg_restore")
    _refuse_in_use(url)
    was_cut_off = folder.restoring_file.exists()
    write_private(folder.restoring_file, b"")
    options = ["--clean", "--if-exists", "--no-owner", "--single-transaction"]
    try:
        _run_tool(["pg_restore", *options, f"--dbname={_plain(url)}", str(dump)], url)
    except CoulisseError:
        # It is one transaction: the database is as it was.
        if not was_cut_off:
            folder.restoring_file.unlink()
        raise
    _begin_anew(url)


def _refuse_in_use(url: str) -> None:
    """The folder's lock says nothing of a core that is served elsewhere; that one holds connections.

    Raises:
        Conflict: `database_in_use`.
    """
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            others = connection.exec_driver_sql(_OTHERS).scalar_one()
    except OperationalError as error:
        raise Damaged("database_tool_failed", tool="pg_restore", reason=str(error.orig)[-400:]) from error
    finally:
        engine.dispose()
    if others:
        raise Conflict("database_in_use", connections=others)


def _unpack(file: Path, into: Path) -> About:
    try:
        _take_out(file, into)
        about = msgspec.json.decode((into / ABOUT).read_bytes(), type=About)
        has_all = all((into / name).exists() for name in (DATABASE[about.kind], KEY_FILE))
        is_whole = about.format == FORMAT and has_all
    except (OSError, tarfile.TarError, msgspec.MsgspecError, KeyError) as error:
        raise BadInput("not_a_backup", path=str(file)) from error
    if not is_whole:
        raise BadInput("not_a_backup", path=str(file))
    return about


def _take_out(file: Path, into: Path) -> None:
    """The files that a backup has, by their names: whatever else an archive holds stays in it.

    Not by `extractall`, whose filter against links and foreign folders Python 3.11.0 to 3.11.3 lack.
    """
    with tarfile.open(file) as archive:
        for name in (ABOUT, KEY_FILE, *DATABASE.values()):
            member = archive.getmember(name) if name in archive.getnames() else None
            inside = archive.extractfile(member) if member and member.isreg() else None
            if inside is not None:
                with inside, (into / name).open("wb") as out:
                    shutil.copyfileobj(inside, out)


def _begin_anew(url: str) -> None:
    engine = make_engine(url)
    try:
        migrate(engine)
        begin_anew(Core(engine, SystemClock(), SystemRandomness()))
        if engine.dialect.name == "sqlite":
            with engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")
    finally:
        engine.dispose()


def _copy_sqlite(source: Path, target: Path) -> None:
    """SQLite's online backup: one moment of the database, whoever writes meanwhile."""
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)


def _plain(url: str) -> str:
    """The address as PostgreSQL's own tools read it, without the password: any user sees a command line."""
    parsed = make_url(url).difference_update_query(["password"])
    whole = URL.create(
        "postgresql", parsed.username, None, parsed.host, parsed.port, parsed.database, parsed.query
    )
    return whole.render_as_string(hide_password=False)


def _password(url: str) -> dict[str, str]:
    parsed = make_url(url)
    told = parsed.password or parsed.query.get("password")
    return {"PGPASSWORD": str(told)} if told else {}


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BadInput("pg_tool_missing", tool=name)
    return found


def _run_tool(words: Sequence[str], url: str) -> None:
    tool = _tool(words[0])
    environment = os.environ | _password(url)
    done = subprocess.run([tool, *words[1:]], capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise Damaged("database_tool_failed", tool=words[0], reason=done.stderr.strip()[-400:])
