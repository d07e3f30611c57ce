"""What search keeps beside the rows is the same after any deltas as if it had been built anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import network_file
from core.model.search_lists import as_ids, changed, count_of, mask_of, pack, packed_of, unpack
from core.model.search_serials import HEAD, TAIL, articles_by_end
from core.model.search_stock import articles_at
from sync.search_rank import Catalogue

TABLES = {table.name: table for table in network_file.network_tables()}
HERE, AWAY = 1, 2
ARTICLE = ("id", "sku", "gtin", "style", "name", "brand", "category", "size", "colour", "colour_hex")
ARTICLE += ("is_serialised", "tax_rate_bp", "weight_g", "content", "content_unit")
NAMES = ("Robe lin Réséda", "Robe longue", "T-shirt lin", "")
SERIALS = ("AM0007TP3", "AM0007TP4", "am-0007-tp3", "x", "Ünïç-0426")
ENDS = ((HEAD, "am00"), (HEAD, "am0007"), (HEAD, "unic"), (TAIL, "7tp3"), (TAIL, "7tp4"), (TAIL, "0426"))
QUANTITIES = ("sellable", "allocated", "soft_held", "safety")


def article(id_: int, name: str) -> tuple[Any, ...]:
    return (
        id_,
        f"S{id_}-NOI-40",
        f"20618036{id_:05d}",
        f"S{id_}00",
        name,
        "Orvane",
        "",
        "40",
        "Noir",
        "",
        0,
        0,
        0,
        0,
        "",
    )


def place(id_: int, is_open: bool = True) -> tuple[Any, ...]:
    row = {"id": id_, "is_open": is_open, "latitude": 45.0, "longitude": 4.0, "capacity_per_hour": 1}
    return tuple(row.get(column.name, f"{column.name}{id_}") for column in TABLES["location"].columns)


def put(file: Any, table: str, *rows: tuple[Any, ...]) -> None:
    columns = [column.name for column in TABLES[table].columns]
    network_file.upsert_rows(file, TABLES[table], ARTICLE if table == "article" else columns, rows)


def stock(file: Any, article_id: int, location_id: int, *units: int) -> None:
    known = dict(zip(QUANTITIES, units, strict=False))
    known |= {"article_id": article_id, "location_id": location_id}
    put(file, "position", tuple(known.get(column.name, 0) for column in TABLES["position"].columns))


@pytest.fixture
def file() -> Iterator[Any]:
    with closing(made()) as connection:
        yield connection


def made() -> Any:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    network_file.create_tables(connection)
    network_file.create_indexes(connection)
    network_file.settle(connection, HERE)
    return connection


def kept(file: Any) -> dict[str, Any]:
    """Everything that search keeps, as plain values; beginnings have sets only where they were built."""
    sets = {
        row[0]: tuple(tuple(unpack(part)) for part in row[1:])
        for row in file.execute("SELECT word, lead, named, other FROM search_word")
    }
    return {
        "words": sets,
        "gtins": file.execute("SELECT * FROM search_gtin").fetchall(),
        "units": [row for row in file.execute("SELECT * FROM article_stock ORDER BY 1") if row[1]],
        "places": {row[0]: tuple(unpack(row[1])) for row in file.execute("SELECT * FROM search_stock")},
        "pieces": [sorted(set(articles_by_end(file, *end).tolist())) for end in ENDS],
    }


def rebuilt(file: Any) -> dict[str, Any]:
    """The same, built from the rows alone."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as other:
        network_file.create_tables(other)
        for name in ("location", "article", "position", "piece"):
            rows = file.execute(f"SELECT * FROM {name}").fetchall()
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                other.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
        network_file.create_indexes(other)
        network_file.settle(other, HERE)
        return kept(other)


CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("article"), st.integers(1, 4), st.sampled_from(NAMES)),
        st.tuples(st.just("no article"), st.integers(1, 4)),
        st.tuples(
            st.just("stock"), st.integers(1, 4), st.integers(1, 2), st.integers(-1, 2), st.integers(0, 1)
        ),
        st.tuples(st.just("no stock"), st.integers(1, 4), st.integers(1, 2)),
        st.tuples(st.just("place"), st.integers(1, 2), st.booleans()),
        st.tuples(st.just("piece"), st.integers(1, 4), st.sampled_from(SERIALS), st.integers(1, 2)),
        st.tuples(st.just("no place"), st.integers(1, 2)),
    ),
    max_size=12,
)


@given(changes=CHANGES)
def test_any_deltas_leave_what_a_snapshot_would_have_built(changes: list[tuple[Any, ...]]) -> None:
    with closing(made()) as file:
        for kind, *values in changes:
            if kind == "article":
                put(file, "article", article(*values))
            elif kind == "stock":
                stock(file, *values)
            elif kind == "place":
                put(file, "location", place(*values))
            elif kind == "piece":
                id_, serial, at = values
                put(file, "piece", (f"{id_}{serial}", id_, serial, at, "sellable", None))
            else:
                table = {"no article": "article", "no stock": "position", "no place": "location"}[kind]
                network_file.delete_rows(file, TABLES[table], [tuple(values)])
        network_file.settle(file, HERE)

        assert kept(file) == rebuilt(file)
        assert list(kept(file)["places"][HERE]) == sorted(articles_at(file, HERE))


def test_the_beginnings_that_many_words_share_follow_too() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as file:
        network_file.create_tables(file)
        names = [f"Robe r{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(60)]
        rows = [article(n, name) for n, name in enumerate(names, start=1)]
        file.executemany(f"INSERT INTO article VALUES ({', '.join('?' * len(ARTICLE))})", rows)
        network_file.create_indexes(file)
        put(file, "article", article(1, "Chemise"), article(99, "Robe"))
        lead, named, other = file.execute(
            "SELECT lead, named, other FROM search_prefix WHERE word = 'r'"
        ).fetchone()

        assert (1 in unpack(lead), 99 in unpack(lead)) == (False, True)
        assert (len(unpack(named)), len(unpack(other))) == (0, 0)


def test_a_piece_that_is_there_already_is_noted_no_second_time() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as file:
        network_file.create_tables(file)
        file.execute("INSERT INTO piece VALUES ('p', 1, 'AM0007TP3', 1, 'sellable', NULL)")
        network_file.create_indexes(file)
        for where in (2, None):
            put(file, "piece", ("p", 1, "AM0007TP3", where, "sellable", None))
        put(file, "piece", ("q", 2, "AM0007TP3", 1, "sellable", None))

        assert sorted(articles_by_end(file, TAIL, "7tp3").tolist()) == [1, 2]
        since = file.execute("SELECT DISTINCT article_id FROM search_serial_since").fetchall()
        assert since == [(2,)]


def test_a_word_that_a_delta_brings_may_be_meant_at_once(file: Any) -> None:
    network_file.set_state(file, 1, "of-meant-words", 0)
    put(file, "article", article(1, "Robe lin"))
    assert Catalogue(file, HERE).corrected(["reseba"], 5).ids == ()

    put(file, "article", article(2, "Robe Réséda"))
    assert Catalogue(file, HERE).corrected(["reseba"], 5).ids == (2,)

    put(file, "article", article(2, "Robe longue"))
    assert Catalogue(file, HERE).corrected(["reseba"], 5).ids == ()


def test_a_place_is_kept_from_when_it_is_named(file: Any) -> None:
    put(file, "article", article(1, "Robe"))
    stock(file, 1, AWAY, 2, 0, 0, 1)
    network_file.settle(file, AWAY)
    assert kept(file)["places"] == {0: (1,), HERE: (), AWAY: (1,)}

    stock(file, 1, AWAY, 2, 1, 0, 1)
    network_file.settle(file, AWAY)
    assert kept(file)["places"] == {0: (), HERE: (), AWAY: ()}


@given(ids=st.lists(st.integers(1, 3_000), max_size=400))
def test_a_set_is_the_same_whether_listed_or_in_bits(ids: list[int]) -> None:
    packed = pack(as_ids(ids))

    assert unpack(packed).tolist() == sorted(set(ids))
    assert mask_of(packed, 3_001).nonzero()[0].tolist() == sorted(set(ids))


ids = st.lists(st.integers(0, 400) | st.integers(1, 2**20), max_size=60)


@given(ids, ids, ids)
def test_a_set_that_is_changed_as_bytes_is_the_one_that_is_made_anew(
    before: list[int], gone: list[int], come: list[int]
) -> None:
    packed = pack(as_ids(before))
    assert packed_of(before) == packed
    after = {*before} - {*gone} | {*come}
    found = changed(packed, gone, come)
    assert found == pack(as_ids(sorted(after)))
    assert count_of(found) == len(after)
