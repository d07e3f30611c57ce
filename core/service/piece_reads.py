"""Reads pieces from the disk in threads of their own, and knows for a while what everybody asks for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
from anyio import CapacityLimiter, to_thread

from core.rules.errors import Refused

CHUNK_BYTES: Final = 512 * 1024
"""Each chunk is a hop to a thread and back, which costs as much as reading it; a slow line holds one."""
READERS: Final = 8
"""Threads that read pieces: no download takes one from a command."""
SMALL_BYTES: Final = 64 * 1024
MOST_KNOWN: Final = 64
"""Small pieces that are kept in memory: the newest delta is asked for a thousand times in a second."""


class Begun(msgspec.Struct, frozen=True):
    """A piece's size, and what was read of it in the same hop: from `start` on; of a small one all."""

    size_bytes: int
    start: int
    content: bytes

    def part(self, first: int, last: int) -> bytes:
        """What was read of the bytes from one to another, both included; nothing if that is not the first."""
        at = first - self.start
        return self.content[at : last + 1 - self.start] if at >= 0 else b""


class PieceReads:
    """Reads pieces, and knows the small ones that it has read last. Lives on the service's loop."""

    def __init__(self) -> None:
        self._limiter = CapacityLimiter(READERS)
        self._known: dict[Path, Begun] = {}

    async def begin(self, path: Path, start: int) -> Begun:
        """How large a piece is, and its first bytes, or those from `start` on.

        Raises:
            Refused: `unknown_piece`.
        """
        known = self._known.get(path)
        if known is None:
            known = await to_thread.run_sync(partial(_begin, path, start), limiter=self._limiter)
            if known.size_bytes <= SMALL_BYTES:
                self._known[path] = known
                while len(self._known) > MOST_KNOWN:
                    del self._known[next(iter(self._known))]
        return known

    async def rest(self, path: Path, begun: Begun, first: int, last: int) -> AsyncIterator[bytes]:
        """The bytes from one to another, both included, of which some were read in the beginning."""
        at, end = first, last + 1
        chunk = begun.part(first, last)
        while at < end:
            if not chunk:
                most_bytes = min(CHUNK_BYTES, end - at)
                chunk = await to_thread.run_sync(partial(_read, path, at, most_bytes), limiter=self._limiter)
            if not chunk:
                return
            at += len(chunk)
            yield chunk
            chunk = b""


def _begin(path: Path, start: int) -> Begun:
    try:
        size_bytes = path.stat().st_size
        if size_bytes <= SMALL_BYTES:
            return Begun(size_bytes, 0, path.read_bytes())
        return Begun(size_bytes, start, _read(path, start, CHUNK_BYTES))
    except OSError as error:
        raise Refused("unknown_piece", name=path.name) from error


def _read(path: Path, at: int, most_bytes: int) -> bytes:
    with path.open("rb", buffering=0) as file:
        file.seek(at)
        return file.read(most_bytes)
