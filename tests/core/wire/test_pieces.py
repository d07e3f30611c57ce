"""Pieces: whole or not at all."""

import hashlib
import struct
from typing import Any

import msgspec
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules.errors import TooNew
from core.wire import (
    DamagedPiece,
    Delta,
    TableDelta,
    Tail,
    decode_delta,
    decode_tail,
    encode_delta,
    encode_tail,
    in_columns,
)
from core.wire.columns import values_of
from core.wire.frame import FORMAT_VERSION, Kind, frame
from tests.support.examples import examples

cells = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.binary(max_size=20)
)
names = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)


@st.composite
def tables(draw: st.DrawFn) -> TableDelta:
    """A table's changes of any shape."""
    columns = draw(st.lists(names, max_size=5, unique=True))
    row = st.tuples(*[cells for _ in columns])
    rows = draw(st.lists(row, max_size=8)) if columns else []
    keys = draw(st.lists(st.tuples(cells, cells), max_size=4))
    return in_columns(draw(names), columns, rows, keys)


@st.composite
def deltas(draw: st.DrawFn) -> Delta:
    """A delta of any shape."""
    first = draw(st.integers(0, 2**40))
    return Delta(
        stream=draw(st.sampled_from(["network", "store:12"])),
        epoch="e1",
        from_version=first,
        to_version=first + draw(st.integers(1, 1000)),
        tables=draw(st.lists(tables(), max_size=4)),
    )


SMALL = Delta(
    stream="network",
    epoch="e1",
    from_version=3,
    to_version=4,
    tables=[in_columns("position", ["article_id", "sellable"], [(1, 5), (2, 0)], [(3, 9)])],
)
TAIL = Tail(
    epoch="e1",
    store_from=1,
    store_to=2,
    device_from=0,
    device_to=0,
    more=False,
    tables=SMALL.tables,
    outcomes=[],
)


@given(deltas())
def test_a_delta_arrives_as_it_was_made(delta: Delta) -> None:
    assert msgspec.msgpack.encode(_in_lists(decode_delta(encode_delta(delta)))) == msgspec.msgpack.encode(
        delta
    )


def _in_lists(delta: Delta) -> Delta:
    tables = [
        msgspec.structs.replace(table, values=[values_of(column) for column in table.values])
        for table in delta.tables
    ]
    return msgspec.structs.replace(delta, tables=tables)


@given(tables())
def test_a_tail_arrives_as_it_was_made(table: TableDelta) -> None:
    tail = msgspec.structs.replace(TAIL, tables=[table], more=True)
    assert decode_tail(encode_tail(tail)) == tail


def test_rows_come_back_from_columns() -> None:
    table = SMALL.tables[0]
    assert table.values == [[1, 2], [5, 0]]
    assert list(table.rows()) == [(1, 5), (2, 0)]
    assert (table.row_count, SMALL.row_count) == (2, 3)
    nothing = in_columns("position", ["article_id"], [], [(4,)])
    assert (nothing.row_count, list(nothing.rows())) == (0, [])


def test_a_piece_cut_at_any_byte_is_damaged() -> None:
    for data, read in ((encode_delta(SMALL), decode_delta), (encode_tail(TAIL), decode_tail)):
        for length in range(len(data)):
            with pytest.raises(DamagedPiece):
                read(data[:length])


def test_a_piece_with_any_bit_changed_is_damaged() -> None:
    data = encode_delta(SMALL)
    for place in range(len(data) * 8):
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(DamagedPiece):
            decode_delta(bytes(changed))


def test_bytes_after_the_end_are_damage() -> None:
    with pytest.raises(DamagedPiece):
        decode_delta(encode_delta(SMALL) + b"\n")


@pytest.mark.parametrize("data", [b"", b"<html>", b"COULISSE", bytes(200)])
def test_what_is_not_a_piece_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedPiece):
        decode_delta(data)


def test_a_tail_is_not_taken_for_a_delta() -> None:
    with pytest.raises(DamagedPiece):
        decode_delta(encode_tail(TAIL))


def test_a_newer_format_is_told_apart_from_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMAT_VERSION, Kind.DELTA, FORMAT_VERSION[Kind.DELTA] + 1)
    newer, other = encode_delta(SMALL), encode_tail(TAIL)
    monkeypatch.undo()
    with pytest.raises(TooNew):
        decode_delta(newer)
    assert decode_tail(other) == TAIL, "each kind has its own"
    older = msgspec.structs.replace(SMALL, to_version=9)
    data = encode_delta(older)
    monkeypatch.setitem(FORMAT_VERSION, Kind.DELTA, FORMAT_VERSION[Kind.DELTA] + 1)
    with pytest.raises(DamagedPiece) as refused:
        decode_delta(data)
    assert refused.value.data["reason"] == "old_format"


def test_a_small_file_never_unfolds_beyond_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = frame(Kind.DELTA, bytes(2_000_000))
    assert len(bomb) < 1000
    monkeypatch.setattr("core.wire.pieces.MAX_DELTA_RAW_BYTES", 1_999_999)
    with pytest.raises(DamagedPiece) as refused:
        decode_delta(bomb)
    assert refused.value.data["reason"] == "too_large"


def test_a_stated_size_that_is_a_lie_is_damage() -> None:
    honest = encode_delta(SMALL)
    head = honest[:10] + struct.pack(">Q", 5) + honest[18:-32]
    with pytest.raises(DamagedPiece) as refused:
        decode_delta(head + hashlib.sha256(head).digest())
    assert refused.value.data["reason"] == "size"


@pytest.mark.parametrize(
    "table",
    [
        ["position; DROP", ["a"], [[0, [1]]], []],
        ["position", ["a b"], [[0, [1]]], []],
        ["position", ["a"], [], []],
        ["position", ["a", "b"], [[0, [1]], [0, [1, 2]]], []],
        ["position", ["a"], 5, []],
        ["position", ["a"], [[0, 5]], []],
        ["position", ["a"], [[3, [1]]], []],
        ["position", ["a"], [[1, ["x"], [2, 1, -1, 1, 1, 0, b""]]], []],
        ["position", ["a"], [[2, 1, -1, 0, 1, 9, bytes(9)]], []],
        ["position", ["a"], [[2, 5_000_000, -1, 0, 1, 0, b""]], []],
        ["position", ["a"], [[2, 3, 0, 0, 1, 1, bytes(3)]], []],
        ["position", ["a"], [[2, 300, -1, 0, 1, 1, zstandard.compress(bytes(299))]], []],
        ["position", ["a"], [[0, [1]]], [[0, [1]], [0, [1, 2]]]],
    ],
)
def test_columns_that_do_not_fit_or_unsafe_names_are_damage(table: list[Any]) -> None:
    fields = ["network", "e1", 3, 4, [table]]
    with pytest.raises(DamagedPiece):
        decode_delta(frame(Kind.DELTA, msgspec.msgpack.encode(fields)))


@given(st.binary(max_size=300))
@settings(max_examples=examples(100, 300))
def test_framed_rubbish_is_damage(raw: bytes) -> None:
    with pytest.raises(DamagedPiece):
        decode_delta(frame(Kind.DELTA, raw))
