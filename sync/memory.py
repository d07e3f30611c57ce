"""What the C library keeps of memory that was let go of: little once a snapshot has begun to come, nothing
right after it.

All of it is glibc's (mallopt(3), malloc_trim(3)); elsewhere there is nothing to do.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from typing import Final

_MMAP_THRESHOLD: Final = -3
_APART_BYTES: Final = 1024 * 1024
"""Shards and what is unpacked of them, and not what an answer is read in: to map that anew each time, as from
glibc's own 128 KiB on, makes a snapshot come a quarter slower for 2 MB."""


def keep_little() -> None:
    """From now on each large block goes back to the system as soon as it is let go of: 2 MB less at the
    height of a first start, 3 MB after a snapshot. For the whole process and for good: a threshold that was
    set moves no more by itself, and glibc has no word to let it.

    Left to itself, glibc keeps blocks as large as the largest that was ever let go of, such as a shard, in
    each thread's own place; what is small then lies between them, and none goes back.
    """
    _glibc("mallopt", _MMAP_THRESHOLD, _APART_BYTES)


def give_back() -> None:
    """Let go of what has been freed and is kept for later, in each thread's own place."""
    _glibc("malloc_trim", 0)


def _glibc(name: str, *arguments: int) -> None:
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            getattr(ctypes.CDLL(None), name)(*arguments)
