"""Snapshots: a SQLite file cut in shards, each compressed alone, so that each can be fetched, checked and put
in its place without the others.

Hashes and sizes stand in the signed manifest (`SnapshotRef`): a shard needs no frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import zstandard

from core.wire.frame import MAX_WINDOW_BYTES, DamagedPiece
from core.wire.manifest import MAX_SHARDS

SHARD_BYTES: Final = 4 * 1024 * 1024
"""Of the file: smaller ones cost bytes on the wire (1 MiB: 5 %), larger ones are more to lose at a cut."""
CHUNK_BYTES: Final = 512 * 1024
"""Unpacked at a time, into the same memory again and again: it stays in the processor's cache, and threads
meet seldom enough."""
_PAGE_BYTES: Final = 64 * 1024
_EFFORT: Final = zstandard.ZstdCompressionParameters(
    # Rows of a table are a few bytes alike and a few bytes new: an optimal parse saves 9 % of them over level
    # 6, and deeper searches next to nothing. Six seconds of a processor for a million stock rows.
    window_log=20,
    chain_log=20,
    hash_log=20,
    search_log=1,
    min_match=5,
    target_length=48,
    strategy=zstandard.STRATEGY_BTOPT,
    write_content_size=True,
)


def shard_spans(raw_bytes: int) -> list[tuple[int, int]]:
    """Where a file of this size is cut: start and length of each shard, in order."""
    least_bytes = -(-raw_bytes // MAX_SHARDS)
    length = SHARD_BYTES if least_bytes <= SHARD_BYTES else -(-least_bytes // _PAGE_BYTES) * _PAGE_BYTES
    return [(start, min(length, raw_bytes - start)) for start in range(0, raw_bytes, length)]


def pack_shard(raw: bytes) -> bytes:
    """The bytes of a ``.shard`` file."""
    return zstandard.ZstdCompressor(compression_params=_EFFORT).compress(raw)


def unpack_shard(data: bytes | bytearray, raw_bytes: int) -> Iterator[memoryview]:
    """What a ``.shard`` file holds, bit by bit, `raw_bytes` in all; each stays until the next is asked for.

    Raises:
        DamagedPiece: cut off, changed, or of another size than the manifest says; throw away what came.
    """
    left_bytes = raw_bytes
    try:
        if zstandard.frame_content_size(data) != raw_bytes:
            raise DamagedPiece("piece_damaged", reason="size", raw_bytes=raw_bytes)
        decompressor = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW_BYTES)
        held = memoryview(bytearray(CHUNK_BYTES))
        with decompressor.stream_reader(data) as reader:
            while come := reader.readinto(held):
                left_bytes -= come
                if left_bytes < 0:
                    raise DamagedPiece("piece_damaged", reason="too_large", raw_bytes=raw_bytes)
                yield held[:come]
    except zstandard.ZstdError as error:
        raise DamagedPiece("piece_damaged", reason="content") from error
    if left_bytes:
        raise DamagedPiece("piece_damaged", reason="cut_off", raw_bytes=raw_bytes)
