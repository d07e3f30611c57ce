"""Work in a process of its own is waited for, and ended with the program."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sync.apart import Apart, EndedHere

GOES_ON = "import sys, time; open(sys.argv[1], 'w').close(); time.sleep(600)"


def begun(mark: Path) -> None:
    while not mark.exists():
        time.sleep(0.01)


def test_what_goes_on_is_ended_and_does_not_count_as_failed(tmp_path: Path) -> None:
    apart, mark = Apart([sys.executable, "-c", GOES_ON]), tmp_path / "begun"
    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(apart.run, [str(mark)])
        begun(mark)
        apart.end()
        with pytest.raises(EndedHere):
            running.result(60)


def test_the_next_work_is_done_again(tmp_path: Path) -> None:
    apart = Apart([sys.executable, "-c", GOES_ON.replace("600", "0")])
    apart.end()
    assert apart.run([str(tmp_path / "begun")])


def test_what_takes_too_long_is_ended_and_has_failed(tmp_path: Path) -> None:
    assert not Apart([sys.executable, "-c", GOES_ON], at_most_s=0.01).run([str(tmp_path / "begun")])
