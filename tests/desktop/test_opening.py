"""What the terminal says when the program cannot be opened, or is told to end before it is."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication
from typer.testing import CliRunner

from core.rules.errors import CoulisseError
from core.spoken import spoken
from desktop import opening
from desktop.__main__ import app
from desktop.core_process import CoreProcess
from desktop.options import Options, said_size
from desktop.places import has_no_display
from desktop.shell import language as languages
from desktop.shell.language import Language
from desktop.terminal_words import WORDS, word


@pytest.fixture(autouse=True)
def a_display(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[None]:
    monkeypatch.setattr(opening, "HAS_NO_DISPLAY", False)
    spoken, locale = Language(), QLocale()
    monkeypatch.setattr(languages, "language", spoken)
    yield
    for translator in spoken._installed:
        QCoreApplication.removeTranslator(translator)
    QLocale.setDefault(locale)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "The demo could not be set up (exit code 2)."),
        ("fr", "La démonstration n’a pas pu être préparée"),
    ],
)
def test_an_error_is_told_in_the_person_s_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: str, words: str
) -> None:
    def fail(_core: CoreProcess, **_more: object) -> None:
        raise CoulisseError("demo_failed", exit_code=2)

    monkeypatch.setattr(CoreProcess, "make_network", fail)
    assert opening.open_demo(tmp_path, code, "") == 1
    said = capsys.readouterr().err
    assert words in said
    assert "demo_failed" not in said


@pytest.mark.parametrize(
    ("code", "words"),
    [("en", "core.log cannot be used: it is somebody else’s"), ("fr", "core.log ne peut pas servir")],
)
def test_a_folder_that_cannot_be_written_is_told_and_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: str, words: str
) -> None:
    for in_the_way in ("demo.json", "core.log"):
        (tmp_path / "core" / in_the_way).mkdir(parents=True)
    assert opening.open_demo(tmp_path, code, "") == 1
    said = capsys.readouterr().err.replace("\n", "")
    assert words.replace(" ", "") in said.replace(" ", "")
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "denied", "/srv/demo"), "/srv/demo cannot be used"),
        (OSError(errno.ENOSPC, "no space"), "disk is full"),
        (OSError(errno.EIO, "I/O error"), "The disk does not answer as it should: "),
    ],
)
def test_what_the_disk_and_the_folder_have_against_a_demo_is_told_apart(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: OSError,
    words: str,
) -> None:
    monkeypatch.setattr(CoreProcess, "make_network", mock.Mock(side_effect=error))
    assert opening.open_demo(tmp_path, "en", "") == 1
    assert words in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("where", ["make_network", "_run"])
@pytest.mark.parametrize("error", [TimeoutError(), ConnectionRefusedError(), FileNotFoundError("gone")])
def test_an_error_of_the_system_that_is_a_bug_is_not_the_disk_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, error: OSError
) -> None:
    """It goes to whoever reads the trace."""
    monkeypatch.setattr(opening, "_start", lambda core, _language: core.make_network())
    monkeypatch.setattr(opening, "_demo_options", mock.Mock())
    monkeypatch.setattr(CoreProcess, "make_network", mock.Mock())
    monkeypatch.setattr(
        CoreProcess if where == "make_network" else opening, where, mock.Mock(side_effect=error)
    )
    with pytest.raises(type(error)):
        opening.open_demo(tmp_path, "en", "")


def test_a_folder_that_an_open_desktop_is_refused_is_not_the_demo_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_run", mock.Mock(side_effect=PermissionError(errno.EACCES, "a printer")))
    with pytest.raises(PermissionError):
        opening.open_desktop(Options(tmp_path, "", "", "en", ""))


def test_a_demo_whose_window_is_yet_to_come_is_told_apart_from_one_that_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(opening, "_brought_to_front", lambda _profile: False)
    first = opening.replica_lock(tmp_path / "workstation")
    assert first.take()
    try:
        assert opening.open_demo(tmp_path, "en", "") == 1
        assert "or being started" in " ".join(capsys.readouterr().err.split())
    finally:
        first.release()


@pytest.mark.parametrize(
    ("chosen", "spoken_here", "language"),
    [("", "fr_FR.UTF-8", "fr"), ("", "C.UTF-8", "en"), ("en", "fr_FR.UTF-8", "en"), ("fr", "C", "fr")],
)
def test_the_terminal_speaks_the_person_s_language(
    monkeypatch: pytest.MonkeyPatch, chosen: str, spoken_here: str, language: str
) -> None:
    monkeypatch.setenv("LC_ALL", spoken_here)
    assert spoken(chosen) == language
    assert all(len(set(pair)) == 2 and all(pair) for pair in WORDS.values())


@pytest.mark.parametrize(
    ("system", "environment", "is_blind"),
    [
        ("linux", {}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("linux", {"QT_QPA_PLATFORM": "vnc:size=1440x900"}, False),
        ("linux", {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}, False),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, False),
        ("win32", {}, False),
    ],
)
def test_a_platform_that_brings_its_own_display_needs_no_server(
    system: str, environment: dict[str, str], is_blind: bool
) -> None:
    assert has_no_display(system, environment) is is_blind


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_word_to_end_before_the_window_is_open_ends_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    number, stopped = getattr(signal, name), []

    def told_to_end(_core: CoreProcess, **_more: object) -> None:
        signal.raise_signal(number)

    monkeypatch.setattr(CoreProcess, "make_network", told_to_end)
    monkeypatch.setattr(CoreProcess, "stop", lambda _core: stopped.append(os.getpid()))
    # A shell starts what it puts behind with the terminal's word to end ignored.
    found = signal.signal(number, signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL)
    before = signal.getsignal(number)
    try:
        code = opening.open_demo(tmp_path, "en", "")
    except SystemExit as end:
        code = int(end.code or 0)
    after = signal.signal(number, found)
    assert code == {"SIGINT": 130, "SIGTERM": 0}[name]
    assert stopped
    assert after is before
    assert opening.replica_lock(tmp_path / "workstation").take()


def test_the_way_to_the_demo_s_core_imports_no_qt() -> None:
    code = "import sys, desktop.opening; sys.exit('PySide6' in sys.modules)"
    assert os.spawnl(os.P_WAIT, sys.executable, sys.executable, "-c", code) == 0


def test_who_may_sign_in_is_said_in_both_languages() -> None:
    said = {word("sign_in", code, place="Lyon", name="Inès", pin="482615") for code in ("en", "fr")}
    assert said == {"Lyon: Inès, PIN 482615", "Lyon\u202f: Inès, code PIN 482615"}


@pytest.mark.parametrize(("asked", "told_in"), [(["fr"], "fr"), (["en"], "en"), (["fr", "en"], ""), ([], "")])
def test_a_tour_in_one_language_speaks_it_at_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str], told_in: str
) -> None:
    tour = mock.Mock(return_value=0)
    monkeypatch.setattr(opening, "open_tour", tour)
    options = [part for code in asked for part in ("--language", code)]
    assert CliRunner().invoke(app, ["tour", "--out", str(tmp_path), *options]).exit_code == 0
    assert tour.call_args.args == (tmp_path, asked or ["fr", "en"], ["light", "dark"], told_in, (1440, 900))


@pytest.mark.parametrize("size", ["1024x768", "3840x2160"])
def test_a_tour_is_asked_for_in_a_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: str) -> None:
    tour = mock.Mock(return_value=0)
    monkeypatch.setattr(opening, "open_tour", tour)
    assert CliRunner().invoke(app, ["tour", "--out", str(tmp_path), "--size", size]).exit_code == 0
    assert said_size(tour.call_args.args[-1]) == size


@pytest.mark.parametrize(
    "size", ["1024", "big", "1024 x 768", "1023x768", "1024x767", "7681x900", "9999999x900"]
)
def test_a_size_that_the_program_is_not_made_for_is_refused_with_what_it_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    tour = mock.Mock(return_value=0)
    monkeypatch.setattr(opening, "open_tour", tour)
    said = CliRunner().invoke(app, ["tour", "--out", str(tmp_path), "--size", size])
    assert said.exit_code == 2
    assert "1024x768" in said.output
    assert not tour.called
