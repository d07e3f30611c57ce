"""Hashes of rows, added up by shard: two copies of a table are equal if, but for a chance of
one in 2^64 a shard, and only if their 256 sums are.

A row's hash is a function of its table's name and its values alone, in the order of the table's columns: not
salted, and the same on every machine, of SQLite and of PostgreSQL. Sums are taken modulo 2^64, so a change
costs one subtraction and one addition, whatever the size of the table. A row's shard is its article's number
(a location's own) modulo 256: a shard is then found by the primary key, without reading the others.

Tables of integers, such as a million positions, are hashed by column: each value is mixed in by steps that
lose nothing (xor, multiplication by an odd number, shift), so two rows that differ in one column never have
the same hash. Other tables' rows are hashed with BLAKE2b over their msgpack, where 0, '' and nothing differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import msgspec
from sqlalchemy import Boolean, Float, Integer, Table

from core.numpy_later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Hashes: TypeAlias = "NDArray[np.uint64]"
Sums: TypeAlias = "NDArray[np.uint64]"
"""256 sums, modulo 2^64."""
Ints: TypeAlias = "NDArray[np.int64]"

SHARDS: Final = 256
HASH_BYTES: Final = 8
_SHARDED_BY: Final = ("article_id", "location_id", "id")
_MULTIPLIER: Final = 0x9E3779B97F4A7C15
_LAST: Final = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
"""The multipliers of SplitMix64 (Steele, Lea, Flood 2014)."""

_encode = msgspec.msgpack.Encoder(order="sorted").encode


def no_sums() -> Sums:
    """The sums of a table without rows."""
    return np.zeros(SHARDS, dtype=np.uint64)


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
    seed = int.from_bytes(blake2b(table.name.encode(), digest_size=HASH_BYTES).digest(), "little")
    mixed = np.full(len(columns[0]), seed, dtype=np.uint64)
    for column in columns:
        mixed ^= column.astype(np.uint64)
        mixed *= np.uint64(_MULTIPLIER)
        mixed ^= mixed >> np.uint64(29)
    for shift, multiplier in zip((30, 27), _LAST, strict=True):
        mixed ^= mixed >> np.uint64(shift)
        mixed *= np.uint64(multiplier)
    return mixed ^ (mixed >> np.uint64(31))


def hashes_of_rows(table: Table, rows: Sequence[Sequence[Any]]) -> Hashes:
    """The hashes of rows of any table, values in the order of its columns."""
    if not rows:
        return np.zeros(0, dtype=np.uint64)
    if is_integral(table) and (by_column := _in_columns(rows)) is not None:
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
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)


def sums_by_key(table: Table, rows: Sequence[Sequence[Any]]) -> Sums:
    """The sums of a table whose keys are no numbers: a row's shard is the lowest byte of its key's hash."""
    keys = [table.columns.keys().index(column.key) for column in table.primary_key.columns]
    sums = no_sums()
    places = [
        blake2b(_encode([row[place] for place in keys]), digest_size=HASH_BYTES).digest()[0] for row in rows
    ]
    add(sums, shards(places), hashes_of_rows(table, rows))
    return sums


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


def shards(numbers: Any) -> NDArray[np.intp]:
    """The shards of rows whose shard columns hold these numbers."""
    return (np.asarray(numbers, dtype=np.int64) & (SHARDS - 1)).astype(np.intp)


def add(sums: Sums, places: NDArray[np.intp], hashes: Hashes) -> None:
    """Add hashes to the sums of their shards."""
    np.add.at(sums, places, hashes)


def take(sums: Sums, places: NDArray[np.intp], hashes: Hashes) -> None:
    """Subtract hashes from the sums of their shards."""
    np.subtract.at(sums, places, hashes)


def total(sums: Sums) -> int:
    """One number for the whole table."""
    return int(np.add.reduce(sums, dtype=np.uint64))


def pack(sums: Sums) -> bytes:
    """Sums as bytes: 256 little-endian numbers of eight."""
    return sums.astype("<u8").tobytes()


def unpack(packed: bytes) -> Sums:
    """What `pack` made."""
    return np.frombuffer(packed, dtype="<u8").astype(np.uint64)


def differing(one: Sums, other: Sums) -> list[int]:
    """The shards in which two copies differ."""
    return [int(shard) for shard in np.flatnonzero(one != other)]
