"""Crash reports: written once, bounded, with places and no values; every way of a bug leads there."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, qWarning
from pytestqt.qtbot import QtBot

from core.version import VERSION
from desktop.support.bugs import Bugs
from desktop.support.crash_reports import MOST_REPORTS, CrashFolder
from desktop.support.traces import number_of, trace_of
from desktop.support.versions import versions

ROOT = Path(__file__).resolve().parents[3]
SECRET = "Anne-Sophie de La Rochefoucauld"


@pytest.fixture
def bugs(qapp: QObject, tmp_path: Path) -> Iterator[Bugs]:
    made = Bugs(tmp_path / "log")
    made.begin()
    yield made
    made.end()


def fall(name: str) -> None:
    customer = name
    raise ValueError(f"no such customer: {customer}")


def only_report(bugs: Bugs) -> str:
    [report] = bugs.crashes.reports()
    return report.path.read_text(encoding="utf-8")


def test_the_program_knows_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is frozen too: there no package says which one it is."""

    def no_package(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", no_package)
    assert all(versions().values())


def test_a_bug_in_a_slot_is_reported_and_the_program_goes_on(
    bugs: Bugs, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    # Without pytest-qt's own hook in the way: as PySide calls it from a slot.
    try:
        fall(SECRET)
    except ValueError as error:
        with qtbot.waitSignal(bugs.reported) as told:
            sys.excepthook(ValueError, error, error.__traceback__)
    text = only_report(bugs)
    assert text.startswith(f"report: {told.args[0]}\n")
    assert f"coulisse: {VERSION}\n" in text
    assert "test_crash_reports.py:" in text
    assert " fall\n" in text
    assert SECRET not in text
    assert capfd.readouterr().err == ""


def test_a_bug_in_a_thread_is_reported(bugs: Bugs) -> None:
    thread = threading.Thread(target=fall, args=(SECRET,))
    thread.start()
    thread.join()
    assert SECRET not in only_report(bugs)


def test_the_last_lines_of_the_log_go_with_it_and_they_name_nobody(bugs: Bugs) -> None:
    qWarning(f"QLabel: '{SECRET}' does not fit")
    bugs.report(ValueError(SECRET))
    text = only_report(bugs)
    assert '"event": "qt.said"' in text
    assert "QLabel: '…' does not fit" in text
    assert SECRET not in text


def test_the_same_bug_has_the_same_number_and_one_report(bugs: Bugs) -> None:
    errors = []
    for name in ("one", "other"):
        try:
            fall(name)
        except ValueError as error:
            errors.append(error)
    assert bugs.report(errors[0]) == bugs.report(errors[1])
    assert len(bugs.crashes.reports()) == 1
    assert number_of(trace_of(errors[0])) != number_of(trace_of(KeyError()))


def test_the_number_kept_is_bounded(tmp_path: Path) -> None:
    crashes = CrashFolder(tmp_path)
    for place in range(MOST_REPORTS + 5):
        crashes.write(f"bug {place}", {}, [])
    assert len(crashes.reports()) == MOST_REPORTS
    crashes.delete_all()
    assert crashes.reports() == []


def test_a_full_disk_costs_the_report_alone(tmp_path: Path) -> None:
    (tmp_path / "crashes").write_text("a file in the folder's place")
    number, is_new = CrashFolder(tmp_path / "crashes").write("bug", {}, [])
    assert number
    assert is_new


HARD = """
import sys, faulthandler
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.support.bugs import Bugs
app = QCoreApplication([])
bugs = Bugs(Path(sys.argv[1]))
bugs.begin()
bugs.log.end()
faulthandler._sigabrt()
"""


def test_a_hard_crash_is_a_report_at_the_next_start(qapp: QObject, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", HARD, str(tmp_path)], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode != 0
    assert done.stderr == b""
    again = Bugs(tmp_path)
    again.begin()
    again.end()
    text = only_report(again)
    assert "Fatal Python error: Aborted" in text
    assert "File <string>, line 10 in <module>" in text
    assert "program.started" in text
    assert list((tmp_path / "crashes").glob("hard-*")) == []


def test_everything_is_given_back(qapp: QObject, tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    bugs = Bugs(tmp_path)
    bugs.begin()
    bugs.end()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
