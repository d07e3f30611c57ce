"""Hashes of rows, added up by shard: two copies of a table are equal if, but for a chance of
one in 2^64 a shard, and only if their 256 sums are.

A row's hash is a function of its table's name and its values alone, in the order of the table's columns: not
salted, and the same on every machine, of SQLite and of PostgreSQL. Sums are taken modulo 2^64, so a change
costs one subtraction and one addition, whatever the size of the table. A row's shard is its article's number
(a location's own) modulo 256: a shard is then found by the primary key, without reading the others.

Tables of integers, such as a million positions, are hashed by column: each value is mixed in by steps that
lose nothing (xor, multiplication by an odd number, shift), so two rows that differ in one column never have
the same hash. Other tables' rows are hashed with BLAKE2b over their msgpack, where 0, '' and nothing differ.

Few rows are hashed without numpy, which a process that only follows its core need not load then: a column
is one long integer, with room between its values for a product, so that a step of the mixing is one step for
all rows.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import msgspec
from sqlalchemy import Boolean, Float, Integer, Table

from core.numpy_later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Hashes: TypeAlias = "NDArray[np.uint64] | array[int]"
"""Of few rows no array of numpy's."""
Sums: TypeAlias = "array[int]"
"""256 sums, modulo 2^64."""
Places: TypeAlias = "NDArray[np.intp] | Sequence[int]"
Ints: TypeAlias = "NDArray[np.int64]"

SHARDS: Final = 256
HASH_BYTES: Final = 8
FEW: Final = 5_000
"""Rows that are hashed without numpy."""
_SHARDED_BY: Final = ("article_id", "location_id", "id")
_MOST: Final = 0xFFFF_FFFF_FFFF_FFFF
_MULTIPLIER: Final = 0x9E3779B97F4A7C15
_LAST: Final = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
"""The multipliers of SplitMix64 (Steele, Lea, Flood 2014)."""

_encode = msgspec.msgpack.Encoder(order="sorted").encode


def no_sums() -> Sums:
    """The sums of a table without rows."""
    return array("Q", bytes(SHARDS * HASH_BYTES))


@lru_cache
def shard_column(table: Table) -> str:
    """The column whose number says which shard a row is in; a table without one is one shard."""
    names = [name for name in _SHARDED_BY if name in table.columns]
    numbers = [name for name in names if isinstance(table.columns[name].type, Integer)]
    return numbers[0] if numbers else ""


@lru_cache
def is_integral(table: Table) -> bool:
    """Whether all columns are integers that are always there."""
    return all(isinstance(column.type, Integer) and not column.nullable for column in table.columns)


def hashes_of_integers(table: Table, columns: Sequence[Ints]) -> Hashes:
    """The hashes of rows of an integral table, given by column in the table's order."""
    mixed = np.full(len(columns[0]), _seed(table), dtype=np.uint64)
    for column in columns:
        mixed ^= column.astype(np.uint64)
        mixed *= np.uint64(_MULTIPLIER)
        mixed ^= mixed >> np.uint64(29)
    for shift, multiplier in zip((30, 27), _LAST, strict=True):
        mixed ^= mixed >> np.uint64(shift)
        mixed *= np.uint64(multiplier)
    return mixed ^ (mixed >> np.uint64(31))


def _seed(table: Table) -> int:
    return int.from_bytes(blake2b(table.name.encode(), digest_size=HASH_BYTES).digest(), "little")


def _hashes_of_few(table: Table, columns: Sequence[array[int]]) -> array[int]:
    """The same of few rows. Each value has 128 bits of a long integer: its own 64, and the room."""
    count = len(columns[0])
    own = int.from_bytes((b"\xff" * HASH_BYTES + bytes(HASH_BYTES)) * count, "little")
    mixed = int.from_bytes(
        (_seed(table).to_bytes(HASH_BYTES, "little") + bytes(HASH_BYTES)) * count, "little"
    )
    for column in columns:
        spread = array("q", bytes(2 * HASH_BYTES * count))
        spread[::2] = column
        mixed ^= int.from_bytes(_little(spread).tobytes(), "little")
        mixed = mixed * _MULTIPLIER & own
        mixed ^= mixed >> 29 & own
    for shift, multiplier in zip((30, 27), _LAST, strict=True):
        mixed ^= mixed >> shift & own
        mixed = mixed * multiplier & own
    mixed ^= mixed >> 31 & own
    hashes = array("Q", mixed.to_bytes(2 * HASH_BYTES * count, "little"))
    return _little(hashes)[::2]


def _little(numbers: array[int]) -> array[int]:
    """Numbers of eight bytes to or from the order in which they travel."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers


def hashes_of_rows(table: Table, rows: Sequence[Sequence[Any]]) -> Hashes:
    """The hashes of rows of any table, values in the order of its columns."""
    if not rows:
        return array("Q")
    if is_integral(table):
        if len(rows) <= FEW and (few := _few_in_columns(rows)) is not None:
            return _hashes_of_few(table, few)
        if len(rows) > FEW and (by_column := _in_columns(rows)) is not None:
            return hashes_of_integers(table, by_column)
    plain = [_plainer(column.type) for column in table.columns]
    seed = table.name.encode()[:16]
    digests = (
        blake2b(
            _encode([as_plain(value) for as_plain, value in zip(plain, row, strict=True)]),
            digest_size=HASH_BYTES,
            person=seed,
        ).digest()
        for row in rows
    )
    return unpack(b"".join(digests))


def sums_by_key(table: Table, rows: Sequence[Sequence[Any]]) -> Sums:
    """The sums of a table whose keys are no numbers: a row's shard is the lowest byte of its key's hash."""
    keys = [table.columns.keys().index(column.key) for column in table.primary_key.columns]
    sums = no_sums()
    places = [
        blake2b(_encode([row[place] for place in keys]), digest_size=HASH_BYTES).digest()[0] for row in rows
    ]
    add(sums, places, hashes_of_rows(table, rows))
    return sums


def _few_in_columns(rows: Sequence[Sequence[Any]]) -> list[array[int]] | None:
    try:
        return [array("q", column) for column in zip(*rows, strict=True)]
    except (TypeError, ValueError, OverflowError):
        return None


def _in_columns(rows: Sequence[Sequence[Any]]) -> list[Ints] | None:
    """Rows of integers by column; None if something else is among them, as in a damaged file."""
    try:
        flat = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=len(rows) * len(rows[0]))
    except (TypeError, ValueError, OverflowError):
        return None
    return [np.ascontiguousarray(column) for column in flat.reshape(len(rows), -1).T]


def _plainer(kind: Any) -> Any:
    """What makes a value the same whichever database gave it."""
    if isinstance(kind, Boolean):
        return lambda value: int(value) if isinstance(value, bool) else value
    if isinstance(kind, Float):
        return lambda value: float(value) if isinstance(value, int) else value
    return lambda value: value


def shards(numbers: Ints) -> NDArray[np.intp]:
    """The shards of rows whose shard columns hold these numbers."""
    return (numbers & (SHARDS - 1)).astype(np.intp)


def shards_of(numbers: Iterable[int]) -> list[int]:
    """The same of Python's own numbers."""
    return [number & (SHARDS - 1) for number in numbers]


def add(sums: Sums, places: Places, hashes: Hashes) -> None:
    """Add hashes to the sums of their shards."""
    if isinstance(hashes, array):
        for place, one in zip(places, hashes, strict=True):
            sums[place] = sums[place] + one & _MOST
    else:
        np.add.at(np.frombuffer(sums, dtype=np.uint64), places, hashes)


def take(sums: Sums, places: Places, hashes: Hashes) -> None:
    """Subtract hashes from the sums of their shards."""
    if isinstance(hashes, array):
        for place, one in zip(places, hashes, strict=True):
            sums[place] = sums[place] - one & _MOST
    else:
        np.subtract.at(np.frombuffer(sums, dtype=np.uint64), places, hashes)


def total(sums: Sums) -> int:
    """One number for the whole table."""
    return sum(sums) & _MOST


def pack(sums: Sums) -> bytes:
    """Sums as bytes: 256 little-endian numbers of eight."""
    return _little(sums).tobytes()


def unpack(packed: bytes) -> Sums:
    """What `pack` made."""
    return _little(array("Q", packed))


def differing(one: Sums, other: Sums) -> list[int]:
    """The shards in which two copies differ."""
    return [shard for shard, (mine, yours) in enumerate(zip(one, other, strict=True)) if mine != yours]
