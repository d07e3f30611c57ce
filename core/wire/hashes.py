"""What a stream's rows should add up to (see `core.model.row_hashes`), told with each version.

The manifest carries one total for each table, which is enough to see that two copies are equal. Only who is
not equal fetches the piece with the sums by shard, 2 KiB a table that do not compress.
"""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from core.wire.frame import DamagedPiece, Kind, frame, unframe

MAX_HASHES_RAW_BYTES: Final = 1024 * 1024

_Sums = Annotated[bytes, msgspec.Meta(min_length=2048, max_length=2048)]


class RowHashes(msgspec.Struct, frozen=True, kw_only=True):
    """The sums of a stream's tables at one version, by table: 256 little-endian numbers of eight bytes.

    `rows` counts the rows of each table, and `forms` names the form that they were hashed in, where that is
    told: the sums of two forms say nothing of each other.
    """

    epoch: str
    version: int
    sums: dict[str, _Sums]
    rows: dict[str, int] = {}
    forms: dict[str, str] = {}


_decoder = msgspec.msgpack.Decoder(RowHashes)


def encode_hashes(hashes: RowHashes) -> bytes:
    """The bytes of a ``.hashes`` file."""
    return frame(Kind.HASHES, msgspec.msgpack.encode(hashes))


def decode_hashes(data: bytes) -> RowHashes:
    """Read a ``.hashes`` file.

    Raises:
        DamagedPiece: it is not what the core wrote.
        TooNew: it is in a newer format.
    """
    try:
        return _decoder.decode(unframe(Kind.HASHES, data, MAX_HASHES_RAW_BYTES))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedPiece("piece_damaged", reason=str(error)) from error
