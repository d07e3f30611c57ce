"""Integers of few rows, read from a packed column (`core.wire.columns`) without numpy."""

from __future__ import annotations

import sys
from array import array
from itertools import accumulate
from typing import Final, TypeAlias

FEW: Final = 5_000
"""Rows that are read without numpy: a delta of fewer is applied by the exchange itself."""
FewInts: TypeAlias = "array[int]"

_ROOM: Final = 1 << 64
_HALF: Final = 1 << 63


def few_ints(count: int, base: int, step: int, planes: int, data: bytes) -> FewInts:
    """``base + step * n`` for each number ``n`` that `data` has the `planes` bytes of, in 64 bits.

    Raises:
        ValueError, OverflowError: `base` or `step` is no such number.
    """
    if type(base) is not int or type(step) is not int or not 0 <= step < _ROOM or not -_HALF <= base < _HALF:
        raise ValueError("no integers")
    spread = bytearray(8 * count)
    for plane in range(planes):
        spread[plane::8] = data[plane * count : (plane + 1) * count]
    above = array("Q", bytes(spread))
    if sys.byteorder == "big":
        above.byteswap()
    return array("q", [_signed(base + step * one) for one in above])


def running_sums(ints: FewInts) -> FewInts:
    """Each with all before it, in 64 bits."""
    return array("q", map(_signed, accumulate(ints)))


def placed_back(ints: FewInts, keys: FewInts) -> FewInts:
    """Values that are in a stable sort by `keys`, each in its own place."""
    placed = array("q", ints)
    for place, value in zip(sorted(range(len(keys)), key=keys.__getitem__), ints, strict=True):
        placed[place] = value
    return placed


def _signed(number: int) -> int:
    return (number + _HALF) % _ROOM - _HALF
