"""Where a run's files are: in memory, if this machine has plenty.

Each commit of a replica and of a core waits for the disk, some hundred thousand times a run; nothing of that
is what the tests are about. Programs are killed, and files cut and spoilt, in memory as on a disk. `TMPDIR`,
if set, decides instead.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
PLENTY_BYTES = 8 << 30
"""More than ten times what a run holds at one moment."""
_CONTROL_GROUP = Path("/sys/fs/cgroup")


def keep_files_in_memory() -> None:
    """Let everything temporary be made in memory, by children too."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return
    room = min(shutil.disk_usage(MEMORY).free, _available_bytes(), _allowed_bytes())
    if room >= PLENTY_BYTES:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None


def _available_bytes() -> int:
    """What the machine has left; 0 where it does not say."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    told = (line.split() for line in lines if line.startswith("MemAvailable:"))
    return next((int(words[1]) << 10 for words in told), 0)


def _allowed_bytes() -> int:
    """What a container leaves to this process; without a limit, plenty."""
    try:
        most = (_CONTROL_GROUP / "memory.max").read_text(encoding="ascii").strip()
        used = (_CONTROL_GROUP / "memory.current").read_text(encoding="ascii").strip()
    except OSError:
        return PLENTY_BYTES
    return PLENTY_BYTES if most == "max" else int(most) - int(used)
