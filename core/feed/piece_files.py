"""Pieces on the disk: written beside, synced, then renamed; a name once given never holds other bytes."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from core.feed.publication import GRACE_MS
from core.rules.time import Instant
from core.wire import PieceName

UNFINISHED: Final = ".part"
OWN_MARK: Final = "-of-"
"""Before the mark of the process whose file it is."""
PIECES: Final = frozenset({".delta", ".shard", ".hashes"})


class Written(msgspec.Struct, frozen=True):
    """A file that has no name yet."""

    path: Path
    size_bytes: int
    sha256: str


class PieceFiles:
    """A folder of pieces.

    Args:
        is_shared: other processes, perhaps of other machines, may have the same folder.

    Attributes:
        folder: a piece lies in it under its own name.
    """

    def __init__(self, folder: Path, *, is_shared: bool = False) -> None:
        self.folder = folder
        self._is_shared = is_shared
        # Another process may write beside this one: what is unfinished has a name of its own.
        self._own = uuid.uuid4().hex[:8]
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, name: str) -> Path:
        """Where a piece lies, or would.

        Raises:
            BadInput: it is not a piece's name; only such names touch the disk.
        """
        return self.folder / str(PieceName.parse(name))

    def scratch(self, name: str) -> Path:
        """A place for something unfinished; what was left there goes."""
        path = self.folder / f"{name}-{self._own}{UNFINISHED}"
        path.unlink(missing_ok=True)
        return path

    def own_file(self, stem: str) -> Path:
        """Where a file of this process alone lies; its next run finds it, if nobody shares the folder."""
        own = f"{OWN_MARK}{self._own}" if self._is_shared else ""
        return self.folder / f"{stem}{own}.db"

    def write(self, chunks: Iterable[bytes], scratch: str) -> Written:
        """Write and sync, under no name yet."""
        digest, size_bytes = hashlib.sha256(), 0
        path = self.scratch(scratch)
        with path.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                size_bytes += len(chunk)
            file.flush()
            os.fsync(file.fileno())
        return Written(path, size_bytes, digest.hexdigest())

    def publish(self, written: Written, name: PieceName) -> None:
        """Give a file its name for ever."""
        path = self.path(str(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        written.path.replace(path)
        sync_folder(path.parent)

    def remove(self, names: Iterable[str]) -> None:
        """Remove pieces."""
        for name in names:
            self.path(name).unlink(missing_ok=True)

    def has(self, names: Iterable[str]) -> bool:
        """Whether all of these are there."""
        return all(self.path(name).exists() for name in names)

    def remove_all_but(self, names: Iterable[str], now: Instant) -> None:
        """Remove what was never finished, and what nobody has named for so long that nobody fetches it.

        What is younger may be another process's, which is still writing it, or has not said yet that it is
        published.
        """
        kept = {self.path(name) for name in names}
        for path in sorted(self.folder.rglob("*")):
            if path in kept or self._own in path.name:
                continue
            is_other_s = path.suffix == UNFINISHED or OWN_MARK in path.name
            is_at_once = is_other_s and not self._is_shared
            is_ours_to_judge = is_other_s or path.suffix in PIECES
            if is_at_once or (is_ours_to_judge and _age_ms(path, now) >= GRACE_MS):
                # Windows lets go of no file that somebody has open: the next time, then.
                with suppress(PermissionError):
                    path.unlink(missing_ok=True)


def _age_ms(path: Path, now: Instant) -> float:
    try:
        return now - path.stat().st_mtime * 1000
    except FileNotFoundError:
        return 0.0


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk. Windows has no such call, and its file system logs names itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
