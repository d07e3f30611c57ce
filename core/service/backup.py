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
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import make_url

from core.orchestration import Core, make_engine, migrate
from core.orchestration.identity import begin_anew
from core.ports import SystemClock, SystemRandomness
from core.rules.errors import BadInput, Damaged
from core.service.folder import CoreFolder, write_private
from core.service.settings import KEY_FILE

FORMAT: Final = "coulisse core backup 1"
ABOUT: Final = "about.json"
DATABASE: Final = {"sqlite": "core.db", "postgresql": "core.dump"}
KEPT_FILES: Final = ("core.json", KEY_FILE)


class About(msgspec.Struct, frozen=True):
    """What a backup says of itself."""

    format: str
    kind: str
    made_at: int


def back_up(folder: CoreFolder, out: Path) -> int:
    """Write a backup, whole or not at all; returns its size in bytes.

    Raises:
        BadInput: `no_core_here`, `pg_tool_missing`.
        Damaged: `database_tool_failed`.
    """
    kind = make_url(folder.database_url).get_backend_name()
    about = About(FORMAT, kind, SystemClock().now())
    with tempfile.TemporaryDirectory(dir=out.absolute().parent, prefix=".coulisse-backup-") as scratch:
        inside = Path(scratch)
        (inside / ABOUT).write_bytes(msgspec.json.encode(about))
        for name in KEPT_FILES:
            shutil.copyfile(folder.path / name, inside / name)
        database = inside / DATABASE[kind]
        if kind == "sqlite":
            _copy_sqlite(Path(make_url(folder.database_url).database or ""), database)
        else:
            _run_tool(["pg_dump", "--format=custom", f"--file={database}", _plain(folder.database_url)])
        whole = inside / "whole.tar"
        with tarfile.open(whole, "w") as archive:
            for name in (ABOUT, *KEPT_FILES, database.name):
                archive.add(inside / name, arcname=name)
        whole.chmod(0o600)
        with whole.open("rb") as file:
            os.fsync(file.fileno())
        whole.replace(out)
    return out.stat().st_size


def restore_backup(folder: CoreFolder, file: Path, url: str = "") -> None:
    """Put a core back. Ended before its last step, it has changed nothing of a SQLite core; run it again.

    Raises:
        BadInput: `not_a_backup`, `pg_tool_missing`.
        Conflict: `core_already_running`.
        Damaged: `database_tool_failed`.
    """
    folder.path.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.path, prefix=".restore-") as scratch:
        inside = Path(scratch)
        about = _unpack(file, inside)
        if not folder.is_made or url:
            config = msgspec.json.encode({"url": url}) if url else (inside / "core.json").read_bytes()
            write_private(folder.config_file, config)
        with folder.served():
            if about.kind == "sqlite":
                _begin_anew(f"sqlite:///{(inside / DATABASE['sqlite']).as_posix()}")
                _put_in_place(inside / DATABASE["sqlite"], Path(make_url(folder.database_url).database or ""))
            else:
                dump = str(inside / DATABASE[about.kind])
                options = ["--clean", "--if-exists", "--no-owner", "--single-transaction"]
                _run_tool(["pg_restore", *options, f"--dbname={_plain(folder.database_url)}", dump])
                _begin_anew(folder.database_url)
            write_private(folder.path / KEY_FILE, (inside / KEY_FILE).read_bytes())


def _unpack(file: Path, into: Path) -> About:
    try:
        with tarfile.open(file) as archive:
            archive.extractall(into, filter="data")
        about = msgspec.json.decode((into / ABOUT).read_bytes(), type=About)
        is_whole = about.format == FORMAT and (into / DATABASE[about.kind]).exists()
    except (OSError, tarfile.TarError, msgspec.MsgspecError, KeyError) as error:
        raise BadInput("not_a_backup", path=str(file)) from error
    if not is_whole:
        raise BadInput("not_a_backup", path=str(file))
    return about


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


def _put_in_place(restored: Path, database: Path) -> None:
    for end in ("-wal", "-shm", ""):
        before = database.with_name(database.name + end)
        if before.exists():
            before.replace(database.with_name(f"{database.name}.before-restore{end}"))
    restored.replace(database)


def _plain(url: str) -> str:
    """The address as PostgreSQL's own tools read it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _run_tool(words: Sequence[str]) -> None:
    tool = shutil.which(words[0])
    if tool is None:
        raise BadInput("pg_tool_missing", tool=words[0])
    done = subprocess.run([tool, *words[1:]], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Damaged("database_tool_failed", tool=words[0], reason=done.stderr.strip()[-400:])
