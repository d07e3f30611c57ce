"""The core's ledger: positions and pieces are the fold of the movements, whatever comes and from wherever."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.feed.streams import NETWORK
from core.model import Article, Location, Movement, Piece, Position
from core.orchestration import Core, UnitOfWork, make_engine
from core.orchestration.ledger import COUNTED
from core.ports import SeededRandomness, SystemClock
from core.rules.availability import Stock
from core.rules.errors import Refused
from core.rules.stock import Bucket, MovementKind, effect, fold
from core.rules.time import HOUR_MS
from tests.core.builders import make_article, make_location, make_position, move
from tests.support.core_databases import KINDS, fresh_database

ARTICLES, LOCATIONS = 3, 2


@pytest.fixture(scope="module", params=KINDS)
def long_lived_core(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Core]:
    folder: Path = tmp_path_factory.mktemp("ledger")
    with fresh_database(request.param, folder) as url:
        core = Core(make_engine(url), SystemClock(), SeededRandomness(5))
        core.transact(lambda unit: [make_location(unit, f"S{n}") for n in range(LOCATIONS)])
        core.transact(lambda unit: [make_article(unit, f"A{n}") for n in range(ARTICLES)])
        yield core
        core.engine.dispose()


one_movement = st.tuples(
    st.sampled_from([kind for kind in MovementKind if kind is not MovementKind.CONDITION_CHANGED]),
    st.integers(1, ARTICLES),
    st.integers(1, LOCATIONS),
    st.integers(1, 50),
)


@given(st.lists(st.lists(one_movement, max_size=6), max_size=6))
@settings(max_examples=25)
def test_positions_are_the_fold_of_all_movements(
    long_lived_core: Core, transactions: list[list[tuple[MovementKind, int, int, int]]]
) -> None:
    core = long_lived_core
    for movements in transactions:
        core.transact(lambda unit, movements=movements: _append(unit, movements))
    positions = core.read(lambda s: s.scalars(select(Position)).all())
    ledger = core.read(lambda s: s.scalars(select(Movement)).all())
    for position in positions:
        own = [m for m in ledger if (m.article_id, m.location_id) == _place(position)]
        effects = [effect(MovementKind(m.kind), m.quantity, Bucket(m.bucket)) for m in own]
        assert position.stock() == Stock().plus(fold(effects))
    moved = {(m.article_id, m.location_id) for m in ledger if effect(MovementKind(m.kind), 1)}
    assert moved == {_place(position) for position in positions}


def test_below_zero_is_kept_and_shown(core: Core) -> None:
    core.transact(lambda unit: make_position(unit, make_article(unit), make_location(unit), 1))
    core.transact(lambda unit: move(unit, MovementKind.SOLD, _article(unit), _location(unit), 3))
    assert core.read(lambda s: s.scalars(select(Position.sellable)).one()) == -2


def test_a_sale_is_a_word_of_the_till_and_a_count_is_a_count(core: Core) -> None:
    core.transact(lambda unit: make_position(unit, make_article(unit), make_location(unit)))
    core.transact(lambda unit: move(unit, MovementKind.SOLD, _article(unit), _location(unit), 1, at=777))
    counted = {"at": HOUR_MS + 888, "reason": COUNTED}
    core.transact(
        lambda unit: move(unit, MovementKind.ADJUSTED, _article(unit), _location(unit), -1, **counted)
    )
    position = core.read(lambda s: s.scalars(select(Position)).one())
    assert (position.heard_at, position.counted_at, position.sellable) == (777, HOUR_MS, 8), "by the hour"


def test_a_change_of_condition_moves_units_between_buckets(core: Core) -> None:
    core.transact(lambda unit: make_position(unit, make_article(unit), make_location(unit), 5))
    to_damaged = {"to_bucket": "damaged"}
    core.transact(
        lambda unit: move(
            unit, MovementKind.CONDITION_CHANGED, _article(unit), _location(unit), 2, **to_damaged
        )
    )
    assert core.read(lambda s: s.scalars(select(Position)).one()).stock() == Stock(sellable=3, damaged=2)


def test_a_piece_comes_leaves_and_comes_back(core: Core) -> None:
    core.transact(lambda unit: (make_article(unit, is_serialised=True), make_location(unit)))
    states = []
    for kind in (MovementKind.RECEIVED, MovementKind.HANDED_OVER, MovementKind.RETURNED):
        core.transact(
            lambda unit, kind=kind: move(unit, kind, _article(unit), _location(unit), 1, serial="W-9", at=55)
        )
        piece = core.read(lambda s: s.scalars(select(Piece)).one())
        states.append((piece.location_id, piece.sold_at))
    assert states == [(1, None), (None, 55), (1, None)]


def test_a_piece_travels_and_changes_its_condition(core: Core) -> None:
    core.transact(lambda unit: (make_article(unit, is_serialised=True), make_location(unit)))
    core.transact(lambda unit: make_location(unit, "S2"))
    places = []
    for kind, location_id, more in (
        (MovementKind.RECEIVED, 1, {}),
        (MovementKind.TRANSFERRED_OUT, 1, {}),
        (MovementKind.TRANSFERRED_IN, 2, {}),
        (MovementKind.CONDITION_CHANGED, 2, {"to_bucket": "damaged"}),
        (MovementKind.PICKED, 2, {}),
    ):

        def work(unit: UnitOfWork, kind=kind, location_id=location_id, more=more) -> None:  # type: ignore[no-untyped-def]
            location = unit.session.get_one(Location, location_id)
            move(unit, kind, _article(unit), location, 1, serial="W-9", **more)

        core.transact(work)
        piece = core.read(lambda s: s.scalars(select(Piece)).one())
        places.append((piece.location_id, piece.bucket))
    assert places == [(1, "sellable"), (1, "transit_out"), (2, "sellable"), (2, "damaged"), (2, "damaged")]


def test_stock_is_what_the_position_says_and_nothing_where_there_is_none(core: Core) -> None:
    core.transact(lambda unit: make_position(unit, make_article(unit), make_location(unit), 4))
    core.transact(lambda unit: make_location(unit, "S2"))
    stocks = core.transact(lambda unit: [unit.ledger.stock(1, place) for place in (1, 2)])
    assert stocks == [Stock(sellable=4), Stock()]


def test_a_piece_nobody_received_is_not_made_up(core: Core) -> None:
    core.transact(lambda unit: (make_article(unit, is_serialised=True), make_location(unit)))
    core.transact(lambda unit: move(unit, MovementKind.SOLD, _article(unit), _location(unit), 1, serial="?"))
    assert core.read(lambda s: s.scalars(select(Piece)).all()) == []


def test_what_a_savepoint_took_back_is_read_again(core: Core) -> None:
    core.transact(lambda unit: (make_article(unit), make_location(unit)))

    def work(unit: UnitOfWork) -> None:
        mark = unit.capture.mark()
        savepoint = unit.session.begin_nested()
        try:
            make_position(unit, _article(unit), _location(unit), 9)
            unit.session.flush()
            raise Refused("no")
        except Refused:
            savepoint.rollback()
            unit.capture.return_to(mark)
        make_position(unit, _article(unit), _location(unit), 2)

    core.transact(work)
    assert core.read(lambda s: s.scalars(select(Position.sellable)).one()) == 2


def test_many_at_once_create_and_fold_one_position(core: Core) -> None:
    core.transact(lambda unit: (make_article(unit), make_location(unit)))

    def receive() -> None:
        for _ in range(5):
            core.transact(lambda unit: make_position(unit, _article(unit), _location(unit), 1))

    threads = [threading.Thread(target=receive) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert core.read(lambda s: s.scalars(select(Position.sellable)).one()) == 30
    versions = core.read(lambda s: s.scalars(select(Movement.network_version)).all())
    assert sorted(versions) == list(range(2, 32)), NETWORK


def _append(unit: UnitOfWork, movements: list[tuple[MovementKind, int, int, int]]) -> None:
    # In the order of the places, as whoever touches several does.
    for kind, article_id, location_id, quantity in sorted(movements, key=lambda m: m[1:]):
        article, location = unit.session.get(Article, article_id), unit.session.get(Location, location_id)
        assert article is not None
        assert location is not None
        move(unit, kind, article, location, quantity)


def _place(position: Position) -> tuple[int, int]:
    return (position.article_id, position.location_id)


def _article(unit: UnitOfWork) -> Article:
    return unit.session.scalars(select(Article)).one()


def _location(unit: UnitOfWork) -> Location:
    return unit.session.scalars(select(Location)).one()
