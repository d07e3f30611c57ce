"""Writes pieces of the network stream into their files, under names that nobody guesses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from core.feed.piece_files import PieceFiles, Written
from core.feed.streams import NETWORK
from core.model import row_hashes
from core.wire import Delta, FileRef, HashesRef, PieceName, PieceRef, RowHashes, encode_delta, encode_hashes
from core.wire.frame import raw_size
from core.wire.names import What

MARK_BYTES: Final = 16
"""Of a piece's name: what nobody guesses."""


class PieceWriter:
    """Writes into one folder. `secret_for` gives bytes that only this core can tell, the same each time."""

    def __init__(self, files: PieceFiles, secret_for: Callable[[bytes], bytes]) -> None:
        self._files = files
        self._secret_for = secret_for

    def name(
        self, what: What, epoch: str, from_version: int, written: Written, *, to_version: int
    ) -> PieceName:
        """What a file that was written is to be called."""
        mark = self._secret_for(b"piece\0" + written.sha256.encode())[:MARK_BYTES].hex()
        return PieceName(
            stream=NETWORK,
            epoch=epoch,
            from_version=from_version,
            to_version=to_version,
            mark=mark,
            what=what,
        )

    def delta(self, delta: Delta) -> PieceRef:
        """Write a delta."""
        encoded = encode_delta(delta)
        written = self._files.write([encoded], "delta")
        name = self.name("delta", delta.epoch, delta.from_version, written, to_version=delta.to_version)
        self._files.publish(written, name)
        return PieceRef(
            name=str(name),
            from_version=delta.from_version,
            to_version=delta.to_version,
            size_bytes=written.size_bytes,
            raw_bytes=raw_size(encoded),
            sha256=written.sha256,
            rows=delta.row_count,
        )

    def hashes(self, hashes: RowHashes) -> HashesRef:
        """Write what the rows add up to at a version."""
        written = self._files.write([encode_hashes(hashes)], "hashes")
        name = self.name("hashes", hashes.epoch, hashes.version, written, to_version=hashes.version)
        self._files.publish(written, name)
        size_bytes = written.size_bytes
        piece = FileRef(name=str(name), size_bytes=size_bytes, raw_bytes=size_bytes, sha256=written.sha256)
        totals = {table: row_hashes.total(row_hashes.unpack(sums)) for table, sums in hashes.sums.items()}
        return HashesRef(totals=totals, piece=piece)
