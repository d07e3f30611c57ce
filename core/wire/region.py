"""What is new of a region's sales, as the core answers it: one stream for all workstations there."""

from __future__ import annotations

from typing import Annotated

import msgspec

from core.wire.frame import Kind, decode_framed, frame
from core.wire.pieces import MAX_TABLES, MAX_TAIL_RAW_BYTES, TableDelta

_Version = Annotated[int, msgspec.Meta(ge=0)]


class RegionTail(msgspec.Struct, frozen=True, kw_only=True):
    """The stream's changes in ``(start, to]``, from one consistent read.

    Attributes:
        stream: of the region that the device's store is of; "" where it is of none. What was known of another
            one is to be forgotten.
        epoch: of the feed; within another one the versions are others.
        start: what the changes follow on; 0 where they begin anew.
        floor: the stream's; whoever began at nothing says with each further page what the first one told.
        more: there are newer changes: ask again at once.
        oldest: sales from before are not told any more.
    """

    stream: str
    epoch: str
    start: _Version
    to: _Version
    floor: _Version
    more: bool
    oldest: int
    tables: Annotated[list[TableDelta], msgspec.Meta(max_length=MAX_TABLES)]


_decoder = msgspec.msgpack.Decoder(RegionTail)


def encode_region_tail(tail: RegionTail) -> bytes:
    """The body of the answer to ``GET /v1/feed/sales``."""
    return frame(Kind.REGION, msgspec.msgpack.encode(tail))


def decode_region_tail(data: bytes) -> RegionTail:
    """Read the answer to ``GET /v1/feed/sales``.

    Raises:
        DamagedPiece: something else answered, or the answer was cut off.
        TooNew: it is in a newer format.
    """
    return decode_framed(Kind.REGION, data, MAX_TAIL_RAW_BYTES, _decoder)
