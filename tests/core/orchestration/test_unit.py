"""Units of work: all or nothing, numbered in the feed, told to whoever listens."""

from __future__ import annotations

import msgspec
import pytest
import structlog
from sqlalchemy import select

from core.feed.log import version_of
from core.feed.streams import NETWORK, store_stream
from core.model import Change, Location, Movement, Position
from core.orchestration import Core, UnitOfWork
from tests.core.builders import make_article, make_fulfilment, make_location, make_position


def test_a_commit_moves_each_touched_stream_on_by_one(core: Core) -> None:
    location = core.transact(make_location)
    assert core.read(lambda s: version_of(s, NETWORK)) == (1, 0)
    core.transact(lambda unit: make_fulfilment(unit, _here(unit), [(make_article(unit), 1)]))
    assert core.read(lambda s: version_of(s, NETWORK)) == (2, 0)
    assert core.read(lambda s: version_of(s, store_stream(location.id))) == (1, 0)


def test_listeners_hear_of_the_versions_after_the_commit(core: Core) -> None:
    heard: list[dict[str, int]] = []
    stop = core.on_commit(heard.append)
    core.transact(make_location)
    stop()
    core.transact(make_article)
    assert heard == [{NETWORK: 1}]


def test_a_listener_that_fails_leaves_the_commit_and_the_other_listeners_alone(core: Core) -> None:
    heard: list[dict[str, int]] = []

    def broken(_versions: dict[str, int]) -> None:
        raise ZeroDivisionError

    core.on_commit(broken)
    core.on_commit(heard.append)
    with structlog.testing.capture_logs() as logged:
        location = core.transact(make_location)
    assert core.read(lambda s: s.get(Location, location.id)) is not None
    assert heard == [{NETWORK: 1}]
    assert [entry["event"] for entry in logged] == ["commit.listener_failed"]


def test_what_is_raised_takes_all_of_it_back(core: Core) -> None:
    def work(unit: UnitOfWork) -> None:
        make_location(unit)
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        core.transact(work)
    assert core.read(lambda s: s.scalars(select(Location)).all()) == []
    assert core.read(lambda s: version_of(s, NETWORK)) == (0, 0)


def test_a_transaction_that_changes_nothing_makes_no_version(core: Core) -> None:
    core.transact(make_location)
    core.transact(lambda unit: unit.session.scalars(select(Location)).all())
    assert core.read(lambda s: version_of(s, NETWORK)) == (1, 0)


def test_a_movement_learns_the_network_version_that_takes_it_in(core: Core) -> None:
    core.transact(lambda unit: make_position(unit, make_article(unit), make_location(unit), 4))
    [movement] = core.read(lambda s: s.scalars(select(Movement)).all())
    [image] = core.read(
        lambda s: s.scalars(select(Change.image).where(Change.table_name == "movement")).all()
    )
    assert movement.network_version == 1
    assert msgspec.msgpack.decode(image)["network_version"] == 1
    [position] = core.read(lambda s: s.scalars(select(Position)).all())
    assert position.sellable == 4


def test_a_bulk_load_raises_the_floor(core: Core) -> None:
    core.transact(make_location)
    core.transact(lambda unit: unit.raise_floor(NETWORK))
    assert core.read(lambda s: version_of(s, NETWORK)) == (2, 2)


def _here(unit: UnitOfWork) -> Location:
    return unit.session.scalars(select(Location)).one()


def test_a_lock_that_a_savepoint_gave_back_is_taken_anew(core: Core) -> None:
    location_id = core.transact(make_location).id

    def work(unit: UnitOfWork) -> None:
        savepoint = unit.session.begin_nested()
        assert unit.lock(Location, location_id) is not None
        savepoint.rollback()
        # From now on somebody else may change it.
        unit.session.connection().exec_driver_sql("UPDATE location SET name = 'Elsewhere'")
        row = unit.lock(Location, location_id)
        assert row is not None and row.name == "Elsewhere"

    core.transact(work)


def test_a_row_locked_before_keeps_what_was_changed_since(core: Core) -> None:
    location_id = core.transact(make_location).id

    def work(unit: UnitOfWork) -> None:
        row = unit.lock(Location, location_id)
        assert row is not None
        row.name = "Changed"
        assert unit.lock(Location, location_id) is row and row.name == "Changed"

    core.transact(work)
    assert core.read(lambda s: s.get_one(Location, location_id).name) == "Changed"
