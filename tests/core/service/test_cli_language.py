"""`coulisse-core` speaks English and French at the terminal, by the system's language or as it is told."""

from __future__ import annotations

import ast
import errno
import io
import socket
import string
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.console import Console

from core.service import cli
from core.service.cli_audit import _SENTENCES
from core.service.cli_words import complain, in_digits, say, tongue
from core.service.folder import CoreFolder
from core.service.progress import PlainProgress, shown_progress
from core.service.record_files import write
from core.service.records import LocationRecord
from core.service.terminal_french import FRENCH

SERVICE = Path(cli.__file__).parent
LYON = LocationRecord("LYON", "Lyon Part-Dieu", "store", 45.76, 4.86)


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    tongue.chosen = ""


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setattr(sys, "argv", ["coulisse-core", *words])
    with pytest.raises(SystemExit) as left:
        cli.main()
    return int(str(left.value.code or 0))


def sentences() -> set[str]:
    """What the commands say, as it stands in their source."""
    said: set[str] = set(_SENTENCES.values())
    for path in [*SERVICE.glob("cli*.py"), SERVICE / "progress.py"]:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                is_said = call.func.id in ("say", "complain", "in_words") and call.args
                if is_said and isinstance(call.args[0], ast.Constant):
                    said.add(call.args[0].value)
    return said


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_each_sentence_is_there_in_french_and_names_the_same() -> None:
    said = sentences()
    assert len(said) > 40
    assert said <= set(FRENCH)
    assert [english for english, french in FRENCH.items() if fields(english) != fields(french)] == []


def test_what_is_said_is_french_where_the_system_is(
    core_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(tmp_path / "core")]
    write(tmp_path / "stores.jsonl", LocationRecord, [LYON])
    (tmp_path / "broken.jsonl").write_text("{\n")
    assert run(monkeypatch, "init", *data, "--url", core_database) == 0
    assert "est prêt." in capsys.readouterr().out
    assert run(monkeypatch, "import", "stores", str(tmp_path / "stores.jsonl"), *data) == 0
    assert "Importés (stores) : 1 ; lignes laissées de côté : 0." in capsys.readouterr().out
    assert run(monkeypatch, "import", "stores", str(tmp_path / "broken.jsonl"), *data) == 1
    assert "Ce n'est pas du JSON." in capsys.readouterr().err
    assert run(monkeypatch, "import", "nonsense", str(tmp_path / "stores.jsonl"), *data) == 1
    assert "[unknown_kind(" in (said := capsys.readouterr().err)
    assert "There is no" not in said
    assert run(monkeypatch, "devices", "retire", "nobody", *data) == 1
    assert "[unknown_device(" in capsys.readouterr().err


def test_the_command_line_has_the_last_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "--language", "en", "serve", "--data", str(tmp_path / "nowhere")) == 1
    assert "There is no core in this folder" in capsys.readouterr().err


def test_progress_is_told_in_french_too() -> None:
    tongue.chosen = "fr"
    now, out = [0.0], io.StringIO()
    progress = PlainProgress(out, lambda: now[0])
    for done in (0, 1_000, 2_000):
        progress.show("staff of other stores", done, 4_000)
        now[0] += 10.0
    assert "personnel des autres magasins : 2\u202f000 sur 4\u202f000, 100/s, encore 20 s" in out.getvalue()
    console = Console(file=(bar := io.StringIO()), force_terminal=True, width=160, color_system=None)
    with shown_progress(console, lambda: now[0]) as shown:
        shown("bins", 0, 2_000)
        shown("bins", 2_000, 2_000)
    assert "casiers" in bar.getvalue()
    assert "2\u202f000 sur 2\u202f000" in bar.getvalue()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "The core cannot listen at this address"), ("fr", "Le core ne peut pas écouter à cette adresse")],
)
def test_a_port_that_is_taken_is_a_sentence_before_anything_begins(
    core_database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: str,
    words: str,
) -> None:
    folder = CoreFolder(tmp_path)
    folder.make(core_database)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        serve = ("serve", "--data", str(tmp_path), "--port", port)
        assert run(monkeypatch, "--language", language, *serve) == 1
    said = capsys.readouterr().err
    assert words in said
    assert "publishing.begun" not in said
    assert not folder.port_file.exists()


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "Il n'y a plus de place"), (errno.EISDIR, "Un fichier ou un dossier ne peut pas")],
)
def test_what_the_system_has_against_a_file_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int, words: str
) -> None:
    def fail() -> None:
        raise OSError(number, "in the system's words", "/srv/core")

    monkeypatch.setattr(cli, "app", fail)
    assert run(monkeypatch) == 1
    assert words in (said := capsys.readouterr().err)
    assert "/srv/core" in said


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "Valable jusqu’au 12\u202f000 → \u4e2d"),
        ("cp1252", "Valable jusqu’au 12\u00a0000 -> ?"),
        ("latin-1", "Valable jusqu'au 12\u00a0000 -> ?"),
        ("cp850", "Valable jusqu'au 12\u00a0000 -> ?"),
    ],
)
@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_a_terminal_without_a_sign_for_it_is_told_plainly(
    monkeypatch: pytest.MonkeyPatch, name: str, encoding: str, said: str
) -> None:
    written = io.BytesIO()
    terminal = io.TextIOWrapper(written, encoding=encoding)
    monkeypatch.setattr(sys, name, terminal)

    def speak() -> None:
        tongue.chosen = "fr"
        told = f"{in_digits(12_000)} → \u4e2d"
        (say if name == "stdout" else complain)("Good until {until}.", until=told)
        raise SystemExit(0)

    monkeypatch.setattr(cli, "app", speak)
    assert run(monkeypatch) == 0
    terminal.flush()
    assert written.getvalue().decode(encoding) == f"{said}.\n"


def test_what_is_exported_to_a_narrow_terminal_is_whole(
    core_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "Café \u4e2d\u202f’"
    data = ["--data", str(tmp_path / "core")]
    write(tmp_path / "stores.jsonl", LocationRecord, [replace(LYON, name=name)])
    assert run(monkeypatch, "init", *data, "--url", core_database) == 0
    assert run(monkeypatch, "import", "stores", str(tmp_path / "stores.jsonl"), *data) == 0
    written = io.BytesIO()
    terminal = io.TextIOWrapper(written, encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", terminal)
    assert run(monkeypatch, "export", "stores", *data) == 0
    terminal.flush()
    assert name in written.getvalue().decode("utf-8")
