"""Which of the machine's Pythons everything runs on: one whose compiler was shown what programs do.

CPython is about a fifth faster when it is compiled with profiles (`--enable-optimizations`). A distribution's
is; those that a version manager compiles on the machine are not, unless it is asked to (docs/decisions/0166).
So where this one is not, and the distribution's own can do what is needed, the distribution's is taken.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

DISTRIBUTIONS = Path("/usr/bin/python3")
"""Where Linux keeps the Python that its distribution compiled."""

_NEEDED = "import ctypes, pip, sqlite3, ssl, sys; print(sys.version_info[:2] >= {oldest!r})"


def better_than_this(oldest: tuple[int, int], distributions: Path = DISTRIBUTIONS) -> Path | None:
    """The distribution's Python, where this one was compiled without profiles and that one can stand in.

    It can if it is of version `oldest` or later and has pip and the modules that distributions keep apart.
    """
    if not sys.platform.startswith("linux") or sys.base_prefix == "/usr" or _has_profiles():
        return None
    try:
        probe = [str(distributions), "-c", _NEEDED.format(oldest=oldest)]
        said = subprocess.run(probe, check=True, text=True, capture_output=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return distributions if said.strip() == "True" else None


def _has_profiles() -> bool:
    return "--enable-optimizations" in str(sysconfig.get_config_var("CONFIG_ARGS"))
