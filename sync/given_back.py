"""Memory that a snapshot took on its way, given back to the system."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress


def give_back() -> None:
    """Let go of what has been freed and is kept for later: 5 MB after a snapshot, in each thread's own arena.

    glibc alone does not do so by itself (malloc_trim(3)); elsewhere there is nothing to do.
    """
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)
