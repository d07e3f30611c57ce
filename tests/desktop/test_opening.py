"""What the terminal says when the program cannot be opened, or is told to end before it is."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from core.rules.errors import CoulisseError
from desktop import opening
from desktop.core_process import CoreProcess
from desktop.shell import language as languages
from desktop.shell.language import Language


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
    def fail(_core: CoreProcess) -> None:
        raise CoulisseError("demo_failed", exit_code=2)

    monkeypatch.setattr(CoreProcess, "make_network", fail)
    assert opening.open_demo(tmp_path, code, "") == 1
    said = capsys.readouterr().err
    assert words in said
    assert "demo_failed" not in said


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_word_to_end_before_the_window_is_open_ends_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    number, stopped = getattr(signal, name), []

    def told_to_end(_core: CoreProcess) -> None:
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
