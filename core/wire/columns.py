"""One column of rows as few bytes, the way columnar files have it: typed, predicted, and apart from others.

A packed column is a msgpack list whose first element says how to read the rest:

``[0, values]``
    Any values, as msgpack has them: floats, booleans, columns with nothing in some rows.
``[1, texts, codes]``
    Texts: each different one once, and a packed column of their places.
``[2, count, order, base, step, planes, bytes]``
    Integers of 64 bits: ``base + step * n`` for each of `count` unsigned numbers ``n``. `step` divides them
    all (instants to the minute have 60,000), so ``n`` is small and takes `planes` bytes. `bytes` holds the
    lowest bytes of all, then the next ones (planes compress far better than numbers), in zstd if that is
    less. `order` is what the integers are: ``-1`` the values; ``-2`` the difference of each to the one
    before, which is little for a sorted key; ``k`` the difference to the row before that has the same value
    in column ``k`` of the table (the values in a stable sort by that column): a till's last word is the same
    for all its rows.

The writer tries each order and keeps the shortest. Reading is one pass of numpy a column: sums, no loops. Few
rows are read without it (`core.wire.few`): a process that only follows its core need not load it.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

import msgspec
import zstandard

from core.numpy_later import np
from core.wire.few import FEW, FewInts, few_ints, placed_back, running_sums
from core.wire.frame import MAX_WINDOW_BYTES, DamagedPiece

if TYPE_CHECKING:
    from numpy.typing import NDArray

Ints: TypeAlias = "NDArray[np.int64]"
Column: TypeAlias = "list[Any] | Ints"
"""Values of one column, an array where all are integers and more than a few."""
_Read: TypeAlias = "Column | FewInts"
Packed = list[Any]

T = TypeVar("T")

ANY, TEXTS, INTEGERS = range(3)
AS_THEY_ARE, FROM_THE_LAST = -1, -2
LEADING: Final = 2
"""Columns that others may be sorted by: the first ones of a table, which are its key."""
LEVEL: Final = 6
LEAST_COMPRESSED_BYTES: Final = 64
"""Less is left to the frame around all."""
MAX_COUNT: Final = 4_000_000
_INT64: Final = 2**63
_encode = msgspec.msgpack.Encoder().encode


def pack_columns(columns: Sequence[Column]) -> list[Packed]:
    """The columns of one table, in order."""
    ints = [_as_ints(column) for column in columns]
    return [
        _pack(column, own, _leading(ints[:place]))
        for place, (column, own) in enumerate(zip(columns, ints, strict=True))
    ]


def unpack_columns(packed: Sequence[Packed]) -> list[Column]:
    """What `pack_columns` packed.

    Raises:
        DamagedPiece: it is not that.
    """
    columns: list[_Read] = []
    try:
        for one in packed:
            columns.append(_unpack(one, columns))
    except (ValueError, TypeError, IndexError, OverflowError, zstandard.ZstdError) as error:
        raise DamagedPiece("piece_damaged", reason=f"column: {error}") from error
    return [column.tolist() if isinstance(column, array) else column for column in columns]


def values_of(column: Column) -> list[Any]:
    """A column's values as Python's own."""
    return column if isinstance(column, list) else column.tolist()


def _as_ints(column: Column) -> Ints | None:
    if isinstance(column, np.ndarray):
        return column
    # A boolean is an int to Python and not on the wire.
    if column and all(type(value) is int and -_INT64 <= value < _INT64 for value in column):
        return np.array(column, dtype=np.int64)
    return None


def _leading(before: Sequence[Ints | None]) -> dict[int, Ints]:
    return {place: one for place, one in enumerate(before[:LEADING]) if one is not None}


def _pack(column: Column, ints: Ints | None, leading: dict[int, Ints]) -> Packed:
    if ints is not None and len(ints):
        return _pack_ints(ints, leading)
    values = values_of(column)
    if values and all(type(value) is str for value in values):
        texts, codes = np.unique(np.array(values, dtype=object), return_inverse=True)
        return [TEXTS, texts.tolist(), _pack_ints(codes.astype(np.int64), leading)]
    return [ANY, values]


def _pack_ints(ints: Ints, leading: dict[int, Ints]) -> Packed:
    ways = [_spelt(ints, AS_THEY_ARE)]
    if ways[0][5]:
        ways.append(_spelt(_differences(ints), FROM_THE_LAST))
        for place, keys in leading.items():
            ways.append(_spelt(_differences(ints[np.argsort(keys, kind="stable")]), place))
    return min(ways, key=lambda way: len(way[6]))


def _differences(ints: Ints) -> Ints:
    return np.diff(ints, prepend=np.int64(0))


def _spelt(ints: Ints, order: int) -> Packed:
    base = int(ints.min())
    above = ints.astype(np.uint64) - np.array(base, dtype=np.int64).astype(np.uint64)
    step = int(np.gcd.reduce(above)) or 1
    above //= np.uint64(step)
    planes = (int(above.max()).bit_length() + 7) // 8
    as_bytes = above.astype("<u8").view(np.uint8).reshape(-1, 8)[:, :planes]
    return [INTEGERS, len(ints), order, base, step, planes, _pressed(as_bytes.T.tobytes())]


def _pressed(raw: bytes) -> bytes:
    if len(raw) < LEAST_COMPRESSED_BYTES:
        return raw
    pressed = zstandard.ZstdCompressor(level=LEVEL).compress(raw)
    return pressed if len(pressed) < len(raw) else raw


def _unpack(packed: Packed, before: Sequence[_Read]) -> _Read:
    how = packed[0]
    if how == ANY:
        [values] = packed[1:]
        if not isinstance(values, list):
            raise ValueError("no list")
        return values
    if how == TEXTS:
        texts, codes = packed[1:]
        places = _unpack_ints(codes, before)
        if isinstance(places, array):
            if len(places) and not 0 <= min(places) <= max(places) < len(texts):
                raise ValueError("a text that is not there")
            return [texts[place] for place in places]
        if not 0 <= int(places.min()) <= int(places.max()) < len(texts):
            raise ValueError("a text that is not there")
        return np.array(texts, dtype=object)[places].tolist()  # type: ignore[no-any-return]
    return _unpack_ints(packed, before)


def _unpack_ints(packed: Packed, before: Sequence[_Read]) -> Ints | FewInts:
    how, count, order, base, step, planes, data = packed
    if how != INTEGERS or not 0 <= count <= MAX_COUNT or not 0 <= planes <= 8:
        raise ValueError("no integers")
    raw_bytes = count * planes
    if len(data) != raw_bytes:
        data = _unpressed(data, raw_bytes)
    if count <= FEW:
        few = few_ints(count, base, step, planes, data)
        if order == AS_THEY_ARE:
            return few
        sums = running_sums(few)
        return sums if order == FROM_THE_LAST else placed_back(sums, _sorted_by(order, before, count, array))
    as_bytes = np.zeros((count, 8), dtype=np.uint8)
    as_bytes[:, :planes] = np.frombuffer(data, dtype=np.uint8).reshape(planes, count).T
    above = as_bytes.view("<u8").reshape(-1)
    ints = (above * np.uint64(step)).astype(np.int64) + np.int64(base)
    if order == AS_THEY_ARE:
        return ints
    values = np.cumsum(ints)
    if order == FROM_THE_LAST:
        return values
    keys = _sorted_by(order, before, count, np.ndarray)
    sorted_back = np.empty_like(values)
    sorted_back[np.argsort(keys, kind="stable")] = values
    return sorted_back


def _sorted_by(order: int, before: Sequence[_Read], count: int, kind: type[T]) -> T:
    keys = before[order] if 0 <= order < LEADING else None
    if not isinstance(keys, kind) or len(before[order]) != count:
        raise ValueError("no such column to sort by")
    return keys


def _unpressed(data: bytes, raw_bytes: int) -> bytes:
    # The size that the zstd frame states decides what is allocated: it is compared before.
    if zstandard.frame_content_size(data) != raw_bytes:
        raise ValueError("size")
    return zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW_BYTES).decompress(
        data, allow_extra_data=False
    )
