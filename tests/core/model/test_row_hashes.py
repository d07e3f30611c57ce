"""Row hashes: equal if and only if the rows are, and kept in step with every change of the copy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Float, Integer, Table

from core.model import network_file, network_rows, row_hashes, row_sums
from core.wire import Delta, decode_delta, encode_delta, in_columns

TABLES = {str(table.name): table for table in network_file.network_tables()}
POSITION, ARTICLE, PIECE = TABLES["position"], TABLES["article"], TABLES["piece"]
WIDTH = len(POSITION.columns)


@pytest.fixture
def file() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        network_file.create_tables(made)
        network_file.create_indexes(made)
        yield made


def row_of(table: Table, number: int = 1) -> list[Any]:
    """Some row of a table, with something in each column."""
    values: list[Any] = []
    for place, column in enumerate(table.columns):
        if isinstance(column.type, Boolean):
            values.append(True)
        elif isinstance(column.type, Float):
            values.append(48.5 + place)
        elif isinstance(column.type, Integer):
            values.append(number + place)
        else:
            values.append(f"{column.name} {number}")
    return values


def hash_of(table: Table, row: list[Any]) -> int:
    return int(row_hashes.hashes_of_rows(table, [row])[0])


def changed_ways(table: Table, place: int) -> Iterator[Any]:
    """A value with each of its bits changed, and what is easily taken for it."""
    value = row_of(table)[place]
    kind = list(table.columns)[place].type
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from ((value ^ (1 << bit)) - (1 << 64 if bit == 63 else 0) for bit in range(64))
    elif isinstance(value, float):
        bits = np.array(value).view(np.uint64)
        yield from (float((bits ^ np.uint64(1 << bit)).view(np.float64)) for bit in range(52))
    else:
        for bit in range(8 * len(value.encode())):
            raw = bytearray(value.encode())
            raw[bit // 8] ^= 1 << bit % 8
            yield raw.decode("latin-1")
    if not isinstance(kind, Integer) or list(table.columns)[place].nullable:
        yield from (None, "", "0")


@given(st.lists(st.lists(st.integers(-(2**63), 2**63 - 1), min_size=WIDTH, max_size=WIDTH), max_size=40))
def test_few_rows_are_hashed_as_many_are(rows: list[list[int]]) -> None:
    few, many = row_hashes.no_sums(), row_hashes.no_sums()
    row_sums.count(few, POSITION, rows, row_hashes.add)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(row_hashes, "FEW", -1)
        row_sums.count(many, POSITION, rows, row_hashes.add)
        assert few == many
        row_sums.count(few, POSITION, rows, row_hashes.take)
    row_sums.count(many, POSITION, rows, row_hashes.take)
    assert few == many == row_hashes.no_sums()
    assert row_hashes.unpack(row_hashes.pack(few)) == few


@pytest.mark.parametrize("table", TABLES.values(), ids=str)
def test_any_bit_of_any_column_changes_the_hash(table: Table) -> None:
    row = row_of(table)
    for place, _ in enumerate(table.columns):
        values = list(changed_ways(table, place))
        others = {hash_of(table, [*row[:place], value, *row[place + 1 :]]) for value in values}
        assert len(others) == len(set(map(repr, values)))
        assert hash_of(table, row) not in others


def test_nothing_is_not_zero_and_not_an_empty_text() -> None:
    row = row_of(PIECE)
    place = row_sums.columns_of(PIECE).index("sold_at")
    assert len({hash_of(PIECE, [*row[:place], value, *row[place + 1 :]]) for value in (None, 0, "", 1)}) == 4


def test_values_that_two_rows_have_exchanged_are_seen_and_the_order_of_rows_is_not() -> None:
    one, other = row_of(POSITION), row_of(POSITION, 257)
    exchanged = [[*one[:2], *other[2:]], [*other[:2], *one[2:]]]
    sums = [row_hashes.no_sums() for _ in range(3)]
    for kept, rows in zip(sums, ([one, other], [other, one], exchanged), strict=True):
        row_sums.count(kept, POSITION, rows, row_hashes.add)
    assert row_hashes.differing(sums[0], sums[1]) == []
    assert row_hashes.differing(sums[0], sums[2]) == [1]


def test_the_same_values_are_another_hash_in_another_table_and_the_same_for_ever() -> None:
    assert hash_of(POSITION, [0] * WIDTH) == 0x3C4468BEF27E8607
    assert hash_of(ARTICLE, row_of(ARTICLE)) == 0x40420B34743F0053


def test_booleans_and_whole_numbers_are_the_same_from_any_database() -> None:
    place = TABLES["location"]
    row = row_of(place)
    as_stored = [int(value) if isinstance(value, bool) else value for value in row]
    whole = [48 if isinstance(value, float) else value for value in row]
    assert hash_of(place, row) == hash_of(place, as_stored)
    assert hash_of(place, whole) == hash_of(place, [48.0 if value == 48 else value for value in whole])


quantities = st.integers(-3, 900) | st.integers(-(2**62), 2**62)
positions = st.dictionaries(
    st.tuples(st.integers(1, 600), st.integers(1, 4)),
    st.lists(quantities, min_size=WIDTH - 2, max_size=WIDTH - 2),
)
changes = st.lists(
    st.tuples(positions, st.lists(st.tuples(st.integers(1, 600), st.integers(1, 4)))), max_size=4
)


@given(changes)
@settings(max_examples=15, deadline=None)
def test_after_any_changes_the_rows_and_their_sums_are_what_they_should_be(turns: list[Any]) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        network_file.create_tables(made)
        network_file.create_indexes(made)
        for trigger in made.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            # Units of search that no store has would overflow.
            made.execute(f"DROP TRIGGER {trigger[0]}")
        rows: dict[tuple[int, int], list[int]] = {}
        for come, gone in turns:
            gone = [key for key in gone if key not in come]
            table = in_columns(
                "position", row_sums.columns_of(POSITION), [(*k, *v) for k, v in sorted(come.items())], gone
            )
            apply(made, table)
            rows = {key: value for key, value in (rows | come).items() if key not in gone}
        assert sorted(made.execute("SELECT * FROM position").fetchall()) == sorted(
            (*k, *v) for k, v in rows.items()
        )
        assert row_sums.kept(made, POSITION) == row_sums.scanned(made, POSITION)


def apply(file: sqlite3.Connection, table: Any) -> None:
    """A table's changes as they come out of a piece."""
    delta = Delta(stream="network", epoch="e", from_version=1, to_version=2, tables=[table])
    [come] = decode_delta(encode_delta(delta)).tables
    network_rows.change(file, TABLES[come.name], come.columns, come.values, come.deleted_keys)


@pytest.mark.parametrize("name", [name for name in TABLES if name != "position"])
def test_other_tables_keep_their_sums_too(file: sqlite3.Connection, name: str) -> None:
    table = TABLES[name]
    columns = row_sums.columns_of(table)
    key = [columns.index(column.name) for column in table.primary_key.columns]
    rows = [row_of(table, 100 * number) for number in range(1, 5)]
    apply(file, in_columns(name, columns, rows))
    first = row_sums.kept(file, table)
    other = [*row_of(table, 900)]
    for place in key:
        other[place] = rows[0][place]
    apply(file, in_columns(name, columns, [other], [[rows[1][place] for place in key]]))
    kept = row_sums.kept(file, table)
    assert row_hashes.differing(kept, first) != []
    assert kept == row_sums.scanned(file, table)
    for shard in range(row_hashes.SHARDS):
        found = row_sums.rows_of_shard(file, table, shard)
        assert row_sums.shard_sum(table, found, shard) == kept[shard]
