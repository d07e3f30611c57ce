"""What every benchmark needs to tell: times, memory, and the one line at the end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

Figures = dict[str, float | int | str]


def say(sentence: str) -> None:
    """A word on the way."""
    print(sentence, file=sys.stderr, flush=True)


def report(name: str, figures: Figures) -> None:
    """The line that counts: the benchmark's name, the machine, the figures, all in one flat object."""
    # Not above: what measures its own memory imports this module.
    import platform
    import sqlite3

    machine: Figures = {
        "bench": name,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "cores": os.cpu_count() or 0,
    }
    rounded = {key: round(value, 4) if isinstance(value, float) else value for key, value in figures.items()}
    print(json.dumps(machine | rounded, ensure_ascii=False), flush=True)


@contextmanager
def timed(figures: Figures, key: str) -> Iterator[None]:
    """Note how many seconds the block takes under `key`, which ends in ``_s``."""
    began = time.perf_counter()
    yield
    figures[key] = time.perf_counter() - began
    say(f"{key}: {figures[key]:.2f}")


def measured(words: list[str], figures: Figures, key: str) -> None:
    """Run a process of its own; note its time, its processor's time and its peak of memory under `key`.

    ``_cpu_s`` has its children's too. ``_load_ratio`` is the machine's load for each core, itself included:
    far above 1 the time says more of the neighbours than of the process.
    """
    load, began = os.getloadavg()[0], time.perf_counter()
    process = subprocess.Popen([sys.executable, *words], stdout=sys.stderr)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, f"{words} ended with {process.returncode}"
    figures[f"{key}_s"] = time.perf_counter() - began
    figures[f"{key}_cpu_s"] = used.ru_utime + used.ru_stime
    figures[f"{key}_peak_mib"] = used.ru_maxrss / 1024
    figures[f"{key}_load_ratio"] = (load + os.getloadavg()[0]) / 2 / (os.cpu_count() or 1)
    say(f"{key}: {figures[f'{key}_s']:.1f} s, of a processor {figures[f'{key}_cpu_s']:.1f} s")
