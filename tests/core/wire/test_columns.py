"""Packed columns: whatever is put in comes out, and what repeats or follows costs nearly nothing."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.wire import columns as columns_module
from core.wire.columns import (
    AS_THEY_ARE,
    FROM_THE_LAST,
    INTEGERS,
    TEXTS,
    pack_columns,
    unpack_columns,
    values_of,
)
from core.wire.frame import DamagedPiece

integers = st.integers(-(2**63), 2**63 - 1) | st.integers(-3, 3)


@given(st.integers(0, 60).flatmap(lambda n: st.lists(st.lists(integers, min_size=n, max_size=n), max_size=5)))
def test_integers_of_any_size_come_out_as_they_went_in(columns: list[list[int]]) -> None:
    assert [values_of(one) for one in unpack_columns(pack_columns(columns))] == columns


def test_a_boolean_stays_a_boolean_and_nothing_stays_nothing() -> None:
    columns = [[True, False], [1, None], [1.5, 2.0], ["", None], ["a", "a"], [b"", b"x"]]
    back = [values_of(one) for one in unpack_columns(pack_columns(columns))]
    assert [[(type(value), value) for value in column] for column in back] == [
        [(type(value), value) for value in column] for column in columns
    ]


def test_each_column_takes_the_way_that_is_shortest() -> None:
    chance = random.Random(1)
    rows = sorted({(chance.randrange(4_000), chance.randrange(200)) for _ in range(5_000)})
    articles, places = [row[0] for row in rows], [row[1] for row in rows]
    heard = [1_780_000_000_000 + place * 977 for place in places]
    counted = [1_780_000_000_000 + chance.randrange(90 * 1440) * 60_000 for _ in rows]
    packed = pack_columns([articles, places, heard, counted, [0] * len(rows), ["EUR"] * len(rows)])

    assert [one[0] for one in packed] == [INTEGERS] * 5 + [TEXTS]
    orders = [one[2] for one in packed[:5]]
    assert orders == [FROM_THE_LAST, AS_THEY_ARE, 1, AS_THEY_ARE, AS_THEY_ARE]
    assert packed[3][4:6] == [60_000, 3], "minutes, in three bytes"
    assert len(packed[2][6]) < 5 * 200, "an instant a place, not a row"
    assert packed[4][6] == b""


def read(packed: list[Any], few: int) -> list[list[Any]] | None:
    """What is read, with so many rows thought few; None for what is refused."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns_module, "FEW", few)
        try:
            return [values_of(one) for one in unpack_columns(packed)]
        except DamagedPiece:
            return None


numbers = st.integers(0, 40).flatmap(
    lambda n: st.lists(
        st.lists(integers, min_size=n, max_size=n)
        | st.lists(st.sampled_from(["a", "b", ""]), min_size=n, max_size=n),
        max_size=4,
    )
)
strange = st.integers(-(2**64), 2**65) | st.sampled_from([-2, -1, 0, 1, 2, 3, None, "x", 1.5, b""])


@given(numbers, st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6), strange), max_size=2))
def test_few_rows_are_read_as_many_are_and_refused_where_these_are(
    columns: list[list[Any]], damage: list[tuple[int, int, Any]]
) -> None:
    packed = pack_columns(columns)
    for column, place, value in damage:
        if column < len(packed) and place < len(packed[column]):
            packed[column][place] = value
    assert read(packed, 5_000) == read(packed, -1)
