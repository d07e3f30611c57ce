"""`coulisse-core` in a process of its own that Ctrl-C ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.service.__main__ import INTERRUPTED
from core.service.folder import CoreFolder


@pytest.fixture
def data(core_database: str, tmp_path: Path) -> Path:
    folder = CoreFolder(tmp_path / "core")
    folder.make(core_database)
    return folder.path


_HEARS_CTRL_C = """
import runpy, signal

# Who was started in the background of a shell does not, nor do those that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
"""
_RUNS = """
runpy.run_module("core.service", run_name="__main__", alter_sys=True)
"""


@pytest.mark.timeout(120)
@pytest.mark.skipif(sys.platform == "win32", reason="a pipe with a name, and Ctrl-C to one process")
def test_an_import_that_is_interrupted_says_that_it_can_go_on(data: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "bins.jsonl"
    os.mkfifo(pipe)
    words = [sys.executable, "-c", _HEARS_CTRL_C + _RUNS, "--language", "en"]
    words += ["import", "bins", str(pipe), "--data", str(data)]
    # The pipe opens once its other end is there; what that waits for never comes.
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as importing, pipe.open("wb"):
        importing.send_signal(signal.SIGINT)
        _, told = importing.communicate()
    assert importing.returncode == INTERRUPTED
    assert told == "Interrupted. What is in stays; the same command goes on with the rest.\n"


_INTERRUPTS_AS_IT_LOADS = """
import sys

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "core.service.cli_words":
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
"""


def test_who_interrupts_the_program_as_it_loads_sees_no_trace() -> None:
    program = _HEARS_CTRL_C + _INTERRUPTS_AS_IT_LOADS + _RUNS
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (INTERRUPTED, b"", b"")
