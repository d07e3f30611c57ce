"""What stands in the way of `coulisse-core` is told in a sentence, and ends it."""

from __future__ import annotations

import ast
import errno
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import typer.main
from sqlalchemy import Engine, event

from core.orchestration import database
from core.service import importing
from core.service.cli import app, main
from core.service.folder import CoreFolder
from core.service.problem_details import DETAILS
from tests.support.core_databases import put_migrated

CORE = Path(database.__file__).parents[1]


def test_an_error_of_ours_is_a_sentence_and_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["coulisse-core", "serve", "--data", str(tmp_path / "nowhere")])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 1
    assert "There is no core in this folder" in capsys.readouterr().err


def test_a_database_that_another_program_holds_is_a_sentence_and_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put_migrated(tmp_path / "core.db")
    CoreFolder(tmp_path).make()
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 0)
    monkeypatch.setattr(sys, "argv", ["coulisse-core", "enrol-code", "LYON", "--data", str(tmp_path)])
    with closing(sqlite3.connect(tmp_path / "core.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(SystemExit) as left:
            main()
    assert left.value.code == 1
    assert "all the time; try again" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://nobody@127.0.0.1:1/none", "The database cannot be used as it is"),
        ("sqlite:////proc/nowhere/core.db", "The database cannot be used as it is"),
        ("nonsense", "This is no address of a database"),
        ("mysql://root@localhost/core", "This is no address of a database"),
    ],
)
def test_a_database_that_is_not_there_is_a_sentence_and_does_not_stay_the_folder_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str, words: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["coulisse-core", "init", "--data", str(tmp_path), "--url", url])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 1
    assert words in capsys.readouterr().err
    put_migrated(tmp_path / "core.db")
    CoreFolder(tmp_path).make()
    assert CoreFolder(tmp_path).is_made


def test_a_folder_on_a_full_disk_is_a_sentence_and_keeps_nothing_half_written(
    core_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "core"

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        disk.setattr(sys, "argv", ["coulisse-core", "init", "--data", str(folder)])
        with pytest.raises(SystemExit) as left:
            main()
    assert left.value.code == 1
    assert "There is no room left on this disk" in capsys.readouterr().err
    assert list(folder.iterdir()) == []
    CoreFolder(folder).make(core_database)
    assert CoreFolder(folder).is_made


def test_a_database_that_is_a_file_of_something_else_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put_migrated(tmp_path / "core.db")
    CoreFolder(tmp_path).make()
    for name in ("core.db-wal", "core.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / "core.db").write_bytes(b"not what was written" * 1_000)
    monkeypatch.setattr(sys, "argv", ["coulisse-core", "devices", "list", "--data", str(tmp_path)])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 1
    assert "file is not a database" in capsys.readouterr().err


def test_a_database_that_is_full_in_the_middle_is_not_said_to_have_kept_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put_migrated(tmp_path / "core.db")
    CoreFolder(tmp_path).make()
    file = tmp_path / "stores.csv"
    rows = (f"S{number},Boutique {number} de la longue rue,store,45.7,4.8" for number in range(2_000))
    file.write_text("\n".join(("code,name,kind,latitude,longitude", *rows)), encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / "core.db")) as raw:
        (pages,) = raw.execute("PRAGMA page_count").fetchone()

    def bound(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages + 20}")

    monkeypatch.setattr(importing, "ROWS_A_TRANSACTION", 100)
    monkeypatch.setattr(
        sys, "argv", ["coulisse-core", "import", "stores", str(file), "--data", str(tmp_path)]
    )
    event.listen(Engine, "connect", bound)
    try:
        with pytest.raises(SystemExit) as left:
            main()
    finally:
        event.remove(Engine, "connect", bound)
    said = capsys.readouterr().err
    with closing(sqlite3.connect(tmp_path / "core.db")) as raw:
        (kept,) = raw.execute("SELECT count(*) FROM location").fetchone()
    assert left.value.code == 1 and "database or disk is full" in said
    assert 0 < kept < 2_000
    assert "Nothing was done" not in said


def test_every_word_of_the_command_line_is_explained() -> None:
    assert sorted(unexplained(typer.main.get_command(app), "coulisse-core")) == []


def unexplained(command: object, name: str) -> Iterator[str]:
    if not getattr(command, "help", ""):
        yield name
    for one in getattr(command, "params", ()):
        if one.name != "help" and not getattr(one, "help", ""):
            yield f"{name} {one.name}"
    for word, below in getattr(command, "commands", {}).items():
        yield from unexplained(below, f"{name} {word}")


def test_whatever_the_core_refuses_has_a_sentence() -> None:
    assert sorted(refused() - DETAILS.keys()) == []


def refused() -> set[str]:
    """The codes that the core's own packages raise by name."""
    files = [file for name in ("service", "orchestration", "feed") for file in (CORE / name).rglob("*.py")]
    kinds = {"BadInput", "Conflict", "Damaged", "NotAuthentic", "Refused", "StorageFull", "TooNew"}
    texts = (file.read_text(encoding="utf-8") for file in files)
    raised = [
        node.exc
        for text in texts
        if any(f"raise {kind}" in text for kind in kinds)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args
    ]
    return {
        str(one.args[0].value)
        for one in raised
        if isinstance(one.func, ast.Name) and one.func.id in kinds and isinstance(one.args[0], ast.Constant)
    }
