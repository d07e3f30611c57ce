"""Reads pieces from the disk in threads of their own, and knows for a while what everybody asks for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from anyio import CapacityLimiter, to_thread

from core.rules.errors import Refused

CHUNK_BYTES: Final = 256 * 1024
"""Each chunk is a hop to a thread and back."""
READERS: Final = 8
"""Threads that read pieces: no download takes one from a command."""
SMALL_BYTES: Final = 64 * 1024
MOST_KNOWN: Final = 64
"""Small pieces that are kept in memory: the newest delta is asked for a thousand times in a second."""


class PieceReads:
    """Reads pieces, and knows the small ones that it has read last. Lives on the service's loop."""

    def __init__(self) -> None:
        self._limiter = CapacityLimiter(READERS)
        self._known: dict[Path, bytes] = {}

    async def small(self, path: Path) -> bytes | None:
        """All of a small piece; None for a larger one.

        Raises:
            Refused: `unknown_piece`.
        """
        known = self._known.get(path)
        if known is None:
            known = await to_thread.run_sync(_small, path, limiter=self._limiter)
            if known is not None:
                self._known[path] = known
                while len(self._known) > MOST_KNOWN:
                    del self._known[next(iter(self._known))]
        return known

    async def size(self, path: Path) -> int:
        """How many bytes it has.

        Raises:
            Refused: `unknown_piece`.
        """
        return await to_thread.run_sync(_size, path, limiter=self._limiter)

    async def chunks(self, path: Path, first: int, last: int) -> AsyncIterator[bytes]:
        """The bytes from one to another, both included."""
        at, end = first, last + 1
        with await to_thread.run_sync(partial(_open, path), limiter=self._limiter) as file:
            while at < end:
                most_bytes = min(CHUNK_BYTES, end - at)
                chunk = await to_thread.run_sync(_read, file, at, most_bytes, limiter=self._limiter)
                if not chunk:
                    return
                at += len(chunk)
                yield chunk


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise Refused("unknown_piece", name=path.name) from error


def _small(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.stat().st_size <= SMALL_BYTES else None
    except OSError as error:
        raise Refused("unknown_piece", name=path.name) from error


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _read(file: BinaryIO, at: int, most_bytes: int) -> bytes:
    file.seek(at)
    return file.read(most_bytes)
