"""`coulisse backup`, `restore` and `change-keys`, as a person types them."""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path
from unittest import mock

import pytest
from typer.testing import CliRunner

from desktop import __main__ as program
from desktop.__main__ import app
from desktop.places import replica_lock
from desktop.replica_file import open_replica
from desktop.support.copies_cli import run_backup, run_change_keys, run_restore
from sync import Workstation, system_world


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A workstation with a choice of its own."""
    folder = tmp_path / "workstation"
    set_choice(folder, "before")
    return folder


def set_choice(profile: Path, value: str) -> None:
    replica, _place = open_replica(profile, system_world())
    Workstation(replica, system_world()).set_setting("choice", value)
    replica.close()


def choice(profile: Path) -> str:
    replica, _place = open_replica(profile, system_world())
    try:
        return Workstation(replica, system_world()).setting("choice")
    finally:
        replica.close()


@pytest.mark.parametrize(
    ("spoken", "label", "next_step"),
    [("en", "Recovery code: ", "with a new code"), ("fr", "Code de récupération\u202f: ", "nouveau code")],
)
def test_what_was_backed_up_is_restored_with_the_code_that_was_said(
    profile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoken: str, label: str, next_step: str
) -> None:
    out = tmp_path / "shop.backup"
    assert run_backup(profile, out, spoken) == 0
    found = re.search(label + r"((?:[A-Z2-7]{4}-){5}[A-Z2-7]{4})", capsys.readouterr().out)
    assert found is not None
    set_choice(profile, "after")

    assert run_restore(profile, out, "AAAA-AAAA", spoken) == 1
    assert choice(profile) == "after"
    assert run_restore(profile, out, found.group(1), spoken) == 0
    assert next_step in capsys.readouterr().out
    assert choice(profile) == "before"


@pytest.mark.parametrize(
    ("spoken", "words"), [("en", "no file that a backup may replace"), ("fr", "n’est pas un fichier")]
)
def test_a_backup_to_a_device_is_refused_in_a_sentence(
    profile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoken: str, words: str
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert run_backup(profile, pipe, spoken) == 1
    assert words in capsys.readouterr().err
    assert pipe.is_fifo()


def test_a_narrow_terminal_is_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    terminal = io.TextIOWrapper(written, encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setattr(program, "app", lambda **_: print("l’action\u202f: →"))
    program.main()
    terminal.flush()
    assert written.getvalue().decode("latin-1") == "l'action\u00a0: ->\n"


def test_an_open_workstation_is_neither_restored_nor_given_a_new_key(
    profile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "shop.backup"
    lock = replica_lock(profile)
    assert lock.take()
    assert run_backup(profile, out, "en") == 0
    assert run_restore(profile, out, "AAAA", "en") == 1
    assert run_change_keys(profile, "en") == 1
    assert "open already" in capsys.readouterr().err
    lock.release()


@pytest.mark.parametrize(
    ("spoken", "words"), [("", "no replica"), ("en", "no replica"), ("fr", "pas encore de réplica")]
)
def test_a_machine_without_a_replica_has_no_key_to_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], spoken: str, words: str
) -> None:
    assert run_change_keys(tmp_path / "nowhere", spoken) == 1
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("spoken", "asked", "answer"),
    [
        ("en", "Recovery code: ", "No recovery code came. Give it with --code."),
        ("fr", "Code de récupération\u202f: ", "Donnez-le avec --code"),
    ],
)
def test_a_recovery_code_is_asked_for_in_the_person_s_language(
    profile: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    spoken: str,
    asked: str,
    answer: str,
) -> None:
    """Where nobody answers it is told so, and nothing is changed."""
    out = tmp_path / "shop.backup"
    assert run_backup(profile, out, spoken) == 0
    capsys.readouterr()
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run_restore(profile, out, "", spoken) == 1
    said = capsys.readouterr()
    assert asked in said.out
    assert answer in said.err
    assert choice(profile) == "before"


def test_who_interrupts_the_question_for_the_code_is_not_answered(
    profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "shop.backup"
    assert run_backup(profile, out, "en") == 0
    monkeypatch.setattr("builtins.input", mock.Mock(side_effect=KeyboardInterrupt))
    ended = CliRunner().invoke(app, ["restore", str(out), "--profile", str(profile), "--language", "en"])
    assert (ended.exit_code, ended.stderr.strip()) == (130, "")
    assert choice(profile) == "before"


def test_the_key_is_changed(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_change_keys(profile, "en") == 0
    assert "has a new key" in capsys.readouterr().out
    assert choice(profile) == "before"


def test_a_folder_that_cannot_be_written_is_said(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (profile.parent / "file").write_text("")
    assert run_backup(profile, profile.parent / "file" / "out", "en") == 1
    assert capsys.readouterr().err.strip()
