"""What stands in the way of `coulisse-core` is told in a sentence, and ends it."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from core.orchestration import database
from core.service.cli import main
from core.service.folder import CoreFolder


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
    CoreFolder(tmp_path).make()
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 0)
    monkeypatch.setattr(sys, "argv", ["coulisse-core", "enrol-code", "LYON", "--data", str(tmp_path)])
    with closing(sqlite3.connect(tmp_path / "core.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(SystemExit) as left:
            main()
    assert left.value.code == 1
    assert "Nothing was done; try again" in capsys.readouterr().err
