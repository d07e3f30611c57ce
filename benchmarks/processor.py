"""What processes have used of processor and memory, from Linux's ``/proc``; elsewhere all is 0."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.reporting import Figures, say, timed

_PROC = Path("/proc")
_USER, _SYSTEM, _USER_OF_ENDED, _SYSTEM_OF_ENDED = 11, 12, 13, 14
"""Fields of ``/proc/PID/stat`` behind the name, in clock ticks (proc_pid_stat(5)); the last two: of children
that have ended."""


def server_folder_prefix() -> str:
    """How the names of folders begin in which this process keeps a PostgreSQL."""
    return f"coulisse-pg-{os.getpid()}-"


def postgres_processes() -> list[int]:
    """Every process of the PostgreSQL that this one has started (`benchmarks.databases`)."""
    return [
        int(path.name)
        for path in _PROC.glob("[0-9]*")
        if _text(path / "comm").startswith("postgres") and server_folder_prefix() in _folder_of(path)
    ]


def _folder_of(process: Path) -> str:
    try:
        return str((process / "cwd").readlink())
    except OSError:
        return ""


def used_s(pids: list[int]) -> float:
    """Seconds of processor that these have used, and those of their children that have ended."""
    fields = [_text(_PROC / str(pid) / "stat").rpartition(")")[2].split() for pid in pids]
    wanted = (_USER, _SYSTEM, _USER_OF_ENDED, _SYSTEM_OF_ENDED)
    ticks = sum(int(one[place]) for one in fields if one for place in wanted)
    return ticks / os.sysconf("SC_CLK_TCK") if ticks else 0.0


def peak_mib(pid: int) -> float:
    """The most memory that a process has held."""
    lines = _text(_PROC / str(pid) / "status").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


@contextmanager
def busy(figures: Figures, key: str, pids: list[int]) -> Iterator[None]:
    """Note the time of the block, and the processor's time of `pids` and the PostgreSQL, if there is one."""
    before, server_before = used_s(pids), used_s(postgres_processes())
    with timed(figures, f"{key}_s"):
        yield
    figures[f"{key}_cpu_s"] = used_s(pids) - before
    figures[f"{key}_server_cpu_s"] = used_s(postgres_processes()) - server_before
    say(f"{key}: processor {figures[f'{key}_cpu_s']:.2f}, server's {figures[f'{key}_server_cpu_s']:.2f}")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
