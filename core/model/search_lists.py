"""Sets of articles as bytes: what the search index keeps for each word.

Ids are the core's counters, dense from 1, so a set of many of them is smaller as one bit an article, and two
sets are compared as fast as memory is read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

from core.numpy_later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Ids: TypeAlias = "NDArray[np.uint32]"
"""Ids of articles, ascending, each once."""
Mask: TypeAlias = "NDArray[np.bool_]"
"""Whether an article is in a set, by its id."""

NOTHING = b""
"""The set without articles, as bytes."""
_LIST, _BITS = b"\x00", b"\x01"
_ID_BYTES = 4


def no_ids() -> Ids:
    """The set without articles."""
    return np.zeros(0, dtype="<u4")


def as_ids(ids: Any) -> Ids:
    """Any ids, sorted, each once."""
    # np.unique would do it, and load numpy's masked arrays on the way: 3 MB and 20 ms of a first start.
    every = np.sort(np.asarray(ids, dtype="<u4"))
    is_first = np.ones(len(every), dtype=np.bool_)
    is_first[1:] = every[1:] != every[:-1]
    return every[is_first]


def pack(ids: Ids) -> bytes:
    """A set as bytes: a list of four bytes an article, or one bit for each, whichever is less."""
    if not len(ids):
        return NOTHING
    if len(ids) * _ID_BYTES <= int(ids[-1]) // 8 + 1:
        return _LIST + ids.astype("<u4").tobytes()
    mask = np.zeros(int(ids[-1]) + 1, dtype=np.bool_)
    mask[ids] = True
    return _BITS + np.packbits(mask, bitorder="little").tobytes()


def unpack(packed: bytes) -> Ids:
    """The ids of a set."""
    if not packed:
        return no_ids()
    if packed[:1] == _LIST:
        return np.frombuffer(packed, dtype="<u4", offset=1)
    return np.flatnonzero(_bits(packed)).astype("<u4")


def packed_of(ids: Iterable[int]) -> bytes:
    """Any ids as bytes."""
    return changed(NOTHING, (), ids)


def changed(packed: bytes, gone: Iterable[int], come: Iterable[int]) -> bytes:
    """A set without some ids and then with others, as bytes.

    Without arrays: a delta changes a few bits of it, and needs no numpy for that.
    """
    bits = bytearray()
    if packed[:1] == _BITS:
        bits += memoryview(packed)[1:]
    else:
        _set(bits, struct.unpack(f"<{len(packed) // _ID_BYTES}I", packed[1:]))
    for id_ in gone:
        if id_ // 8 < len(bits):
            bits[id_ // 8] &= ~(1 << id_ % 8)
    _set(bits, come)
    bits = bits.rstrip(b"\0")
    count = int.from_bytes(bits, "little").bit_count()
    if count * _ID_BYTES > len(bits):
        return _BITS + bits
    held = (place * 8 + bit for place, byte in enumerate(bits) if byte for bit in range(8) if byte >> bit & 1)
    return _LIST + struct.pack(f"<{count}I", *held) if count else NOTHING


def _set(bits: bytearray, ids: Iterable[int]) -> None:
    for id_ in ids:
        if id_ // 8 >= len(bits):
            bits.extend(bytes(id_ // 8 + 1 - len(bits)))
        bits[id_ // 8] |= 1 << id_ % 8


def count_of(packed: bytes) -> int:
    """How many ids a set has."""
    is_list = packed[:1] == _LIST
    return len(packed) // _ID_BYTES if is_list else int.from_bytes(packed[1:], "little").bit_count()


def put(packed: bytes, values: NDArray[np.uint8], value: int) -> None:
    """Give each article of a set at least this value; ids beyond the array are left out."""
    if not packed:
        return
    if packed[:1] == _LIST:
        ids = unpack(packed)
        ids = ids[ids < len(values)]
        values[ids] = np.maximum(values[ids], value)
    else:
        bits = _bits(packed)[: len(values)]
        part = values[: len(bits)]
        np.maximum(part, bits * np.uint8(value), out=part)


def mask_of(packed: bytes, room: int) -> Mask:
    """A set as a mask of `room` articles."""
    values = np.zeros(room, dtype=np.uint8)
    put(packed, values, 1)
    return values.view(np.bool_)


def _bits(packed: bytes) -> NDArray[np.uint8]:
    return np.unpackbits(np.frombuffer(packed, dtype=np.uint8, offset=1), bitorder="little")
