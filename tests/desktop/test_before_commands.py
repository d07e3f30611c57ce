"""What is typed before a command counts for it; what the command does not know is refused, not forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from desktop.__main__ import app


def told(*words: str, code: int = 1) -> str:
    ended = CliRunner().invoke(app, words)
    assert ended.exit_code == code, ended.output
    return ended.output


@pytest.fixture
def nothing_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a replica; the usual one is another."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "usual"))
    return tmp_path / "asked-for"


def test_a_folder_before_the_command_is_the_one_that_is_looked_at(nothing_there: Path) -> None:
    assert f"{nothing_there} holds no replica" in told(
        "--profile", str(nothing_there), "--language", "en", "doctor"
    )
    assert f"{nothing_there} holds no replica" in told(
        "doctor", "--profile", str(nothing_there), "--language", "en"
    )


def test_the_command_s_own_word_goes_before(nothing_there: Path) -> None:
    said = told("--language", "en", "doctor", "--language", "fr", "--profile", str(nothing_there))
    assert f"{nothing_there} ne contient pas de réplica" in said


@pytest.mark.parametrize(
    ("words", "option", "command"),
    [
        (["--core", "https://core.example", "doctor"], "--core", "doctor"),
        (["--code", "AAAA", "restore", "file"], "--code", "restore"),
        (["--profile", "/somewhere", "labels", "list"], "--profile", "labels"),
    ],
)
def test_what_the_command_does_not_know_is_refused(
    words: list[str], option: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"en_GB.UTF-8": "is not for", "fr_FR.UTF-8": "n’est pas pour"}
    for system, sentence in said.items():
        monkeypatch.setenv("LC_ALL", system)
        assert told(*words, code=2) == f"{option} {sentence} `{command}`.\n"


def test_it_is_said_in_the_language_that_was_asked_for() -> None:
    for language, sentence in (("en", "is not for"), ("fr", "n’est pas pour")):
        assert f"--code {sentence} `doctor`" in told("--language", language, "--code", "A", "doctor", code=2)


def test_an_address_for_every_start_is_in_no_command_s_way(
    nothing_there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COULISSE_CORE", "https://core.example")
    assert "holds no replica" in told("doctor", "--profile", str(nothing_there), "--language", "en")
