"""Rows in columns, as the feed carries them: deltas (immutable files) and the private tail (one answer).

Columns compress far better than rows: one column's values lie side by side. A tail is msgpack of `Tail` as it
stands. A delta, which may hold a hundred thousand rows, has its columns packed (`core.wire.columns`): msgpack
of the list ``[stream, epoch, from, to, tables]``, each table ``[name, columns, packed columns, packed columns
of the keys that went]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, Final

import msgspec

from core.numpy_later import np
from core.wire.columns import Column, Packed, pack_columns, unpack_columns, values_of
from core.wire.envelope import OutcomeRow
from core.wire.frame import DamagedPiece, Kind, decode_framed, frame, unframe

MAX_DELTA_RAW_BYTES: Final = 256 * 1024 * 1024
MAX_TAIL_RAW_BYTES: Final = 16 * 1024 * 1024
MAX_TABLES: Final = 128

_Version = Annotated[int, msgspec.Meta(ge=0)]
_Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,62}\Z")]
Row = tuple[Any, ...]


class TableDelta(msgspec.Struct, frozen=True, array_like=True):
    """What changed in one table: the last value of each row that changed, and the keys of those that went.

    Attributes:
        name: the table; plain snake case, so that it is safe in a statement.
        columns: names of the columns, likewise.
        values: one list a column, all of one length; in a delta that was read, an array where all are
            integers.
        deleted_keys: primary keys, in the order in which the table declares its key columns.
    """

    name: _Name
    columns: list[_Name]
    values: list[Any]
    deleted_keys: list[list[Any]] = []

    def __post_init__(self) -> None:
        if not all(type(column) is list or isinstance(column, np.ndarray) for column in self.values):
            raise ValueError("a column is a list")
        if len(self.values) != len(self.columns):
            raise ValueError("a list of values for each column")
        if len({len(column) for column in self.values}) > 1:
            raise ValueError("columns of one length")

    @property
    def row_count(self) -> int:
        """How many rows are written (deletions apart)."""
        return len(self.values[0]) if self.values else 0

    def rows(self) -> Iterator[Row]:
        """The rows, values in the order of `columns`."""
        return zip(*map(values_of, self.values), strict=True)


class Delta(msgspec.Struct, frozen=True, kw_only=True):
    """All that changed in one stream in ``(from_version, to_version]``.

    It may be applied to any version v with from_version <= v < to_version: it holds last values.
    """

    stream: str
    epoch: str
    from_version: _Version
    to_version: _Version
    tables: Annotated[list[TableDelta], msgspec.Meta(max_length=MAX_TABLES)]

    @property
    def row_count(self) -> int:
        """Rows written and rows deleted."""
        return sum(table.row_count + len(table.deleted_keys) for table in self.tables)


class Tail(msgspec.Struct, frozen=True, kw_only=True):
    """The newest changes of a workstation's private streams, from one consistent read.

    Attributes:
        epoch: of the feed.
        store_from, store_to: the store stream's changes in ``(store_from, store_to]`` are in `tables`.
        device_from, device_to: likewise of the device's stream.
        more: there are newer changes: ask again at once.
        tables: rows of both streams.
        outcomes: answers to this device's commands.
        store_floor, device_floor: the streams' floors. Whoever begins at nothing says with each further page
            what the first one told: below the floor only those pages go on.
    """

    epoch: str
    store_from: _Version
    store_to: _Version
    device_from: _Version
    device_to: _Version
    more: bool
    tables: Annotated[list[TableDelta], msgspec.Meta(max_length=MAX_TABLES)]
    outcomes: list[OutcomeRow]
    store_floor: _Version = 0
    device_floor: _Version = 0


class _PackedTable(msgspec.Struct, frozen=True, array_like=True):
    name: _Name
    columns: list[_Name]
    values: list[Packed]
    deleted_keys: list[Packed]


class _PackedDelta(msgspec.Struct, frozen=True, array_like=True):
    stream: str
    epoch: str
    from_version: _Version
    to_version: _Version
    tables: Annotated[list[_PackedTable], msgspec.Meta(max_length=MAX_TABLES)]


_deltas = msgspec.msgpack.Decoder(_PackedDelta)
_tails = msgspec.msgpack.Decoder(Tail)


def in_columns(
    name: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    deleted_keys: Iterable[Sequence[Any]] = (),
) -> TableDelta:
    """Turn rows into columns. Rows sorted by key compress best."""
    values = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in columns]
    return TableDelta(name, list(columns), values, [list(key) for key in deleted_keys])


def encode_delta(delta: Delta) -> bytes:
    """The bytes of a ``.delta`` file."""
    packed = _PackedDelta(
        delta.stream, delta.epoch, delta.from_version, delta.to_version, [_pack(one) for one in delta.tables]
    )
    return frame(Kind.DELTA, msgspec.msgpack.encode(packed))


def _pack(table: TableDelta) -> _PackedTable:
    keys: list[Column] = [list(part) for part in zip(*table.deleted_keys, strict=True)]
    return _PackedTable(table.name, table.columns, pack_columns(table.values), pack_columns(keys))


def _unpack(packed: _PackedTable) -> TableDelta:
    keys = [values_of(part) for part in unpack_columns(packed.deleted_keys)]
    gone = [list(key) for key in zip(*keys, strict=True)]
    return TableDelta(packed.name, packed.columns, unpack_columns(packed.values), gone)


def decode_delta(data: bytes) -> Delta:
    """Read a ``.delta`` file.

    Raises:
        DamagedPiece: it is not what the core wrote.
        TooNew: it is in a newer format.
    """
    raw = unframe(Kind.DELTA, data, MAX_DELTA_RAW_BYTES)
    try:
        packed = _deltas.decode(raw)
        return Delta(
            stream=packed.stream,
            epoch=packed.epoch,
            from_version=packed.from_version,
            to_version=packed.to_version,
            tables=[_unpack(one) for one in packed.tables],
        )
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, TypeError, ValueError) as error:
        raise DamagedPiece("piece_damaged", reason=str(error)) from error


def encode_tail(tail: Tail) -> bytes:
    """The body of the answer to ``GET /v1/feed/tail``."""
    return frame(Kind.TAIL, msgspec.msgpack.encode(tail))


def decode_tail(data: bytes) -> Tail:
    """Read the answer to ``GET /v1/feed/tail``.

    Raises:
        DamagedPiece: something else answered, or the answer was cut off.
        TooNew: it is in a newer format.
    """
    return decode_framed(Kind.TAIL, data, MAX_TAIL_RAW_BYTES, _tails)
