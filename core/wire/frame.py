"""The frame around what is compressed: a damaged or cut-off file is told apart before anything of it is read.

Layout, integers big-endian::

    magic "COULISSE"  8 bytes
    format version    1 byte    of this kind's content
    kind              1 byte
    raw size          8 bytes   of the content before compression
    content           zstd, one frame that states its size
    trailer           32 bytes  SHA-256 of all that comes before
"""

from __future__ import annotations

import hashlib
import struct
from enum import IntEnum
from typing import Final, TypeVar

import msgspec
import zstandard

from core.rules.errors import Damaged, TooNew

T = TypeVar("T")

MAGIC: Final = b"COULISSE"
COMPRESSION_LEVEL: Final = 3
MAX_WINDOW_BYTES: Final = 64 * 1024 * 1024
TRAILER_BYTES: Final = 32

_HEADER: Final = struct.Struct(">8sBBQ")
_LEAST_BYTES: Final = _HEADER.size + TRAILER_BYTES


class DamagedPiece(Damaged):
    """Bytes from the feed that are not what the core wrote: cut off, changed, or something else."""


class Kind(IntEnum):
    """What a frame holds."""

    DELTA = 1
    TAIL = 2
    HASHES = 3
    REGION = 4


FORMAT_VERSION: Final = {Kind.DELTA: 2, Kind.TAIL: 1, Kind.HASHES: 1, Kind.REGION: 1}
"""Of what a frame holds, by kind: the content of one may change without the others."""


def frame(kind: Kind, raw: bytes) -> bytes:
    """Compress and frame."""
    header = _HEADER.pack(MAGIC, FORMAT_VERSION[kind], kind, len(raw))
    head = header + zstandard.ZstdCompressor(level=COMPRESSION_LEVEL).compress(raw)
    return head + hashlib.sha256(head).digest()


def raw_size(framed: bytes) -> int:
    """Of what a frame of our own making holds once decompressed, in bytes."""
    return int(_HEADER.unpack_from(framed)[3])


def unframe(kind: Kind, data: bytes, most_raw_bytes: int) -> bytes:
    """Check and decompress, never into more than `most_raw_bytes`.

    Raises:
        DamagedPiece: not a frame, cut off, changed, of another kind, or larger than allowed.
        TooNew: whole, and in a format that this program does not know.
    """
    if len(data) < _LEAST_BYTES or data[: len(MAGIC)] != MAGIC:
        raise DamagedPiece("piece_damaged", reason="not_a_piece")
    head = memoryview(data)[:-TRAILER_BYTES]
    if hashlib.sha256(head).digest() != data[-TRAILER_BYTES:]:
        raise DamagedPiece("piece_damaged", reason="checksum")
    _, format_version, found, raw_bytes = _HEADER.unpack_from(data)
    if found != kind:
        raise DamagedPiece("piece_damaged", reason="other_kind")
    if format_version > FORMAT_VERSION[kind]:
        raise TooNew("piece_too_new", format_version=format_version, known_version=FORMAT_VERSION[kind])
    if format_version < FORMAT_VERSION[kind]:
        # The core publishes anew when it is updated: this is an old piece that somebody gave a new name.
        raise DamagedPiece("piece_damaged", reason="old_format", format_version=format_version)
    if raw_bytes > most_raw_bytes:
        raise DamagedPiece("piece_damaged", reason="too_large", raw_bytes=raw_bytes)
    return _decompress(head[_HEADER.size :], raw_bytes)


def decode_framed(kind: Kind, data: bytes, most_raw_bytes: int, decoder: msgspec.msgpack.Decoder[T]) -> T:
    """What is in a frame, read as it says.

    Raises:
        DamagedPiece: as `unframe`, or what is in it is something else.
        TooNew: as `unframe`.
    """
    raw = unframe(kind, data, most_raw_bytes)
    try:
        return decoder.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, TypeError) as error:
        raise DamagedPiece("piece_damaged", reason=str(error)) from error


def _decompress(content: memoryview, raw_bytes: int) -> bytes:
    try:
        # The size that the zstd frame states decides what is allocated: it is compared before.
        if zstandard.frame_content_size(content) != raw_bytes:
            raise DamagedPiece("piece_damaged", reason="size")
        return zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW_BYTES).decompress(
            content, allow_extra_data=False
        )
    except zstandard.ZstdError as error:
        raise DamagedPiece("piece_damaged", reason="content") from error
