"""A process that has brought a snapshot holds little of what it let go of."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

LETS_GO = """
import sys
from sync.memory import keep_little

def anonymous_kib():
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon"))

def block(size_bytes):
    made = bytearray(size_bytes)
    made[::4096] = b"x" * (size_bytes // 4096)
    return made

if "keep_little" in sys.argv:
    keep_little()
# The largest that was ever let go of is what the C library would keep from then on.
block(8 * 2**20)
before = anonymous_kib()
blocks, between = [], []
for _ in range(20):
    blocks.append(block(2**20))
    between.append(block(16 * 1024))
blocks.clear()
print((anonymous_kib() - before) // 1024)
"""

pytestmark = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="it is glibc's own keeping")


def held_mib(*words: str) -> int:
    """What such a process holds of 20 MiB once they are let go of."""
    said = subprocess.run([sys.executable, "-c", LETS_GO, *words], check=True, capture_output=True, text=True)
    return int(said.stdout)


def test_large_blocks_go_back_at_once_however_large_one_was_before() -> None:
    assert held_mib() > 10, "what it is for"
    assert held_mib("keep_little") < 3
