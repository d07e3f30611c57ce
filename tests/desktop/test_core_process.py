"""The demo's core as the desktop starts it: how long it is waited for, and what is said meanwhile."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import msgspec
import pytest

from core.rules.errors import CoulisseError
from desktop import core_process
from desktop.core_process import CoreProcess, Demo
from desktop.shell.sentences import sentence
from tests.desktop.screens.look_room import speaking

SLOW = """
    import pathlib, sys, time
    data = pathlib.Path(sys.argv[sys.argv.index("--data") + 1])
    while not (data / "go on").exists():
        time.sleep(0.01)
    (data / "core.port").write_text("4321")
    sys.stdin.read()
"""


def as_core(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    command = [sys.executable, "-c", textwrap.dedent(program)]
    monkeypatch.setattr(core_process, "core_command", lambda: command)


def test_a_core_that_is_slow_to_start_is_waited_for_and_told_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_core(monkeypatch, SLOW)
    monkeypatch.setattr(core_process, "TELL_EVERY_S", 0.0)
    core, told = CoreProcess(tmp_path), []

    def still(seconds: int) -> None:
        told.append(seconds)
        if len(told) == 3:
            (tmp_path / "go on").touch()

    core.begin()
    try:
        core.wait(still)
        assert core.url == "http://127.0.0.1:4321"
        assert len(told) >= 3
    finally:
        core.stop()


def test_a_core_that_ends_by_itself_is_waited_for_no_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_core(monkeypatch, "import sys; sys.exit('no room')")
    core = CoreProcess(tmp_path)
    try:
        with pytest.raises(CoulisseError, match="core_did_not_start"):
            core.start()
    finally:
        core.stop()
    assert (tmp_path / "core.log").read_text().strip() == "no room"


@pytest.mark.parametrize(
    ("program", "timeout_s"),
    [("import sys; sys.exit('no such store')", 60.0), ("import time; time.sleep(600)", 0.1)],
)
def test_a_core_that_gives_no_code_is_waited_for_no_longer_and_is_not_one_that_did_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, timeout_s: float
) -> None:
    as_core(monkeypatch, program)
    monkeypatch.setattr(core_process, "CODE_TIMEOUT_S", timeout_s)
    demo = Demo("shop", "admin", location="1", location_name="Lyon", enrolment_code="used", staff=[])
    (tmp_path / "demo.json").write_bytes(msgspec.json.encode(demo))
    with pytest.raises(CoulisseError, match="demo_code_failed"):
        CoreProcess(tmp_path).new_code()


@pytest.mark.parametrize(
    ("code", "words"),
    [("en", "gave no code for this workstation"), ("fr", "n’a pas donné de code pour ce poste")],
)
def test_what_became_of_the_code_is_said_with_where_to_look(code: str, words: str) -> None:
    with speaking(code):
        said = sentence(CoulisseError("demo_code_failed", log="/demo/core.log"))
    assert words in said and "/demo/core.log" in said
