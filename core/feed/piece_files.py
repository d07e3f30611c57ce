"""Pieces on the disk: written beside, synced, then renamed; a name once given never holds other bytes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from core.feed.publication import sync_folder
from core.wire import PieceName, PieceRef

UNFINISHED: Final = ".part"
SHA8_CHARS: Final = 8


class Written(msgspec.Struct, frozen=True):
    """A file that has no name yet."""

    path: Path
    size_bytes: int
    sha256: str

    @property
    def sha8(self) -> str:
        """What the name tells of the hash."""
        return self.sha256[:SHA8_CHARS]


class PieceFiles:
    """A folder of pieces.

    Attributes:
        folder: a piece lies in it under its own name.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, name: str) -> Path:
        """Where a piece lies, or would.

        Raises:
            BadInput: it is not a piece's name; only such names touch the disk.
        """
        return self.folder / str(PieceName.parse(name))

    def scratch(self, name: str) -> Path:
        """A place for something unfinished; what was left there goes."""
        path = self.folder / f"{name}{UNFINISHED}"
        path.unlink(missing_ok=True)
        return path

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

    def publish(self, written: Written, name: PieceName, *, raw_bytes: int, rows: int) -> PieceRef:
        """Give a file its name for ever."""
        path = self.path(str(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        written.path.replace(path)
        sync_folder(path.parent)
        return PieceRef(
            name=str(name),
            from_version=name.from_version,
            to_version=name.to_version,
            size_bytes=written.size_bytes,
            raw_bytes=raw_bytes,
            sha256=written.sha256,
            rows=rows,
        )

    def remove(self, names: Iterable[str]) -> None:
        """Remove pieces."""
        for name in names:
            self.path(name).unlink(missing_ok=True)

    def remove_all_but(self, names: Iterable[str]) -> None:
        """Remove what nobody names any more, and what was never finished."""
        kept = {self.path(name) for name in names}
        for path in sorted(self.folder.rglob("*")):
            is_piece = path.suffix in {".delta", ".snapshot", ".hashes", UNFINISHED}
            if path.is_file() and is_piece and path not in kept:
                path.unlink(missing_ok=True)
