"""Snapshots: a whole SQLite file, compressed as it streams by; never all of it in memory.

The file's hash and both sizes stand in the signed manifest (`PieceRef`): a snapshot needs no frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Final

import zstandard

from core.wire.frame import MAX_WINDOW_BYTES, DamagedPiece

SNAPSHOT_LEVEL: Final = 6
CHUNK_BYTES: Final = 256 * 1024


def pack_snapshot(source: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a ``.snapshot`` file from those of the SQLite file."""
    compressor = zstandard.ZstdCompressor(level=SNAPSHOT_LEVEL)
    yield from compressor.read_to_iter(source, read_size=CHUNK_BYTES, write_size=CHUNK_BYTES)


def unpack_snapshot(source: IO[bytes], raw_bytes: int) -> Iterator[bytes]:
    """The bytes of the SQLite file from those of a ``.snapshot`` file, at most `raw_bytes` of them.

    Raises:
        DamagedPiece: cut off, changed, or larger than the manifest says; throw away what came.
    """
    decompressor = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW_BYTES)
    left_bytes = raw_bytes
    try:
        for chunk in decompressor.read_to_iter(source, read_size=CHUNK_BYTES, write_size=CHUNK_BYTES):
            left_bytes -= len(chunk)
            if left_bytes < 0:
                raise DamagedPiece("piece_damaged", reason="too_large", raw_bytes=raw_bytes)
            yield chunk
    except zstandard.ZstdError as error:
        raise DamagedPiece("piece_damaged", reason="content") from error
    if left_bytes:
        raise DamagedPiece("piece_damaged", reason="cut_off", raw_bytes=raw_bytes)
