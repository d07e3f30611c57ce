"""Where an article is: what SQLite sums and sorts is what the rule says, and no big table is scanned."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from core.model import Article, Location, Movement, Piece, Position, network_file
from core.rules.availability import Terms, available_to_promise
from core.rules.time import Instant
from sync import places
from sync.article import PriceNow, about, held_for, in_style, piece_place, price_now
from sync.history import movements_of, pieces_of, prices_of
from sync.overlay import stock_at
from sync.places import Showing, Sorting, Standing, everywhere, places_of
from sync.reading import Reader
from sync.schema import store_metadata

HERE, JACKET = 1, 10
NOW = Instant(1_795_343_880_000)
PLACES = 6
_UNITS = st.integers(0, 9)
_ROWS = st.lists(
    st.tuples(st.integers(1, PLACES), _UNITS, _UNITS, _UNITS, st.booleans()), unique_by=lambda row: row[0]
)
_MOVED = st.lists(st.tuples(st.integers(1, PLACES), st.sampled_from(["received", "allocated", "sold"])))


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        network_file.create_tables(raw)
        network_file.create_indexes(raw)
        network_file.set_state(raw, 5, "epoch", 0)
        store = store_metadata()
        store.create_all(connection)
        with Session(connection) as made:
            yield made
    engine.dispose()


def furnish(
    session: Session, rows: list[tuple[int, int, int, int, bool]], moved: list[tuple[int, str]]
) -> None:
    for name in ("position", "location", "movement", "article"):
        session.execute(text(f"DELETE FROM {name}"))
    shut = {row[0] for row in rows if row[4]}
    for place in range(1, PLACES + 1):
        session.add(
            Location(
                id=place, code=f"L{place}", name=f"M{place}", kind="store", latitude=45.0 + place % 4,
                longitude=4.0, is_open=place not in shut,
            )
        )  # fmt: skip
    session.add(Article(id=JACKET, sku="J", gtin="1", style="S", name="Veste"))
    for place, sellable, allocated, safety, _ in rows:
        session.add(
            Position(
                article_id=JACKET, location_id=place, sellable=sellable, allocated=allocated, safety=safety
            )
        )
    for number, (place, kind) in enumerate(moved):
        session.add(
            Movement(
                id=f"m{number}", at=number, kind=kind, article_id=JACKET, location_id=place, quantity=1,
                bucket="sellable",
            )
        )  # fmt: skip
    session.flush()
    session.expunge_all()


@given(rows=_ROWS, moved=_MOVED, order=st.sampled_from(Sorting))
def test_what_sqlite_sums_and_sorts_is_what_the_rule_says(
    session: Session,
    rows: list[tuple[int, int, int, int, bool]],
    moved: list[tuple[int, str]],
    order: Sorting,
) -> None:
    furnish(session, rows, moved)
    reader = Reader(session, HERE)

    found = places_of(reader, JACKET, order, Showing.ALL)

    held = {place: stock_at(session, place, [JACKET])[JACKET] for place in range(1, PLACES + 1)}
    assert {one.location_id: one.stock for one in found} == held
    free = {
        one.location_id: available_to_promise(one.stock, Terms(is_location_open=one.is_open)).quantity
        for one in found
    }
    total = everywhere(reader, JACKET, Showing.ALL)
    assert (total.locations, total.available) == (PLACES, sum(free.values()))
    assert total.stocked == sum(units > 0 for units in free.values())
    first, *others = found
    assert first.is_here
    keys = {
        Sorting.NEAREST_WITH_STOCK: [(free[one.location_id] == 0, one.km) for one in others],
        Sorting.NEAREST: [one.km for one in others],
        Sorting.MOST: [(-free[one.location_id], one.km) for one in others],
        Sorting.NAME: [one.name for one in others],
    }
    assert keys[order] == sorted(keys[order])  # type: ignore[type-var]
    stocked = places_of(reader, JACKET, order, Showing.STORES)
    assert {one.location_id for one in stocked} == {HERE, *(key for key, units in free.items() if units)}


def test_pages_follow_each_other_without_a_gap(session: Session) -> None:
    furnish(session, [(n, n, 0, 0, False) for n in range(1, PLACES + 1)], [])
    reader = Reader(session, HERE)
    whole = places_of(reader, JACKET, Sorting.MOST, Showing.ALL)
    pages = [places_of(reader, JACKET, Sorting.MOST, Showing.ALL, offset, 4) for offset in (0, 4, 8)]
    assert [len(page) for page in pages] == [4, 2, 0]
    assert [one.name for page in pages for one in page] == [one.name for one in whole]


def test_distances_that_another_thread_lets_go_of_are_given_all_the_same(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    class ClearedAtOnce(dict[object, object]):
        def __setitem__(self, key: object, value: object) -> None:
            self.clear()

    monkeypatch.setattr(places, "_maps", ClearedAtOnce())
    furnish(session, [(n, n, 0, 0, False) for n in range(1, PLACES + 1)], [])
    assert len(places_of(Reader(session, HERE), JACKET, Sorting.NEAREST, Showing.ALL)) == PLACES


def test_the_sums_and_every_page_come_from_one_look_at_what_stands_where(session: Session) -> None:
    furnish(session, [(n, n, 0, 0, False) for n in range(1, PLACES + 1)], [(1, "sold")])
    asked: list[str] = []
    reader = Reader(session, HERE)
    reader.raw.set_trace_callback(asked.append)
    try:
        standing = Standing(reader, JACKET)
        total = standing.everywhere(Showing.ALL)
        pages = [standing.places(Sorting.MOST, Showing.ALL, offset, 3) for offset in (0, 3)]
    finally:
        reader.raw.set_trace_callback(None)

    assert (total.locations, sum(len(page) for page in pages)) == (PLACES, PLACES)
    for once in ("FROM movement", "held AS", "FROM location"):
        assert sum(once in sql for sql in asked) == 1, once


def test_no_table_that_grows_is_read_from_end_to_end(session: Session) -> None:
    furnish(session, [(1, 3, 0, 0, False)], [(1, "sold")])
    session.add(Piece(id="p1", article_id=JACKET, serial="A-1", location_id=None, sold_at=Instant(5)))
    session.flush()
    asked: list[str] = []
    reader = Reader(session, HERE)
    reader.raw.set_trace_callback(asked.append)
    try:
        places_of(reader, JACKET, Sorting.NEAREST_WITH_STOCK, Showing.ALL)
        everywhere(reader, JACKET, Showing.WITH_STOCK)
        assert [one.kind for one in movements_of(reader, JACKET)] == ["sold"]
        assert movements_of(reader, JACKET, serial="A-1") == []
        assert [(one.serial, one.place) for one in pieces_of(reader, JACKET)] == [("A-1", "")]
        assert prices_of(reader, JACKET) == []
        jacket = about(reader, JACKET)
        assert jacket is not None
        assert [one.stock.sellable for one in in_style(reader, jacket, 10)] == [2]
        assert price_now(reader, JACKET, NOW) == PriceNow()
        assert held_for(reader, JACKET, 10) == ()
        assert piece_place(reader, JACKET, "a-1") is None
    finally:
        reader.raw.set_trace_callback(None)

    said = [row[3] for sql in asked for row in reader.raw.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
    big = ("p", "m", "position", "movement", "piece", "article_price", "f", "fulfilment", "l", "a", "s")
    assert len(asked) > len(said) / 10 > 1
    assert not [step for step in said if step.startswith("SCAN") and step.split()[1] in big]


def test_an_article_of_no_style_and_one_beyond_the_grid_are_there_too(session: Session) -> None:
    furnish(session, [], [])
    session.add_all(Article(id=n, sku=f"J{n}", gtin=f"{n}", style="S", name="Veste") for n in range(1, 5))
    session.add(Article(id=20, sku="J20", gtin="20", style="", name="Livre"))
    session.flush()
    reader = Reader(session, HERE)

    shown = {}
    for id_ in (JACKET, 20):
        article = about(reader, id_)
        assert article is not None
        shown[id_] = [one.id for one in in_style(reader, article, 3)]
    assert shown == {JACKET: [1, 2, 3, JACKET], 20: [20]}
    assert about(reader, 99) is None
