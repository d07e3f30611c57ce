"""The opening stock of an empty core: what is written in bulk is what telling it would have come to."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from sqlalchemy import inspect, select

from core.feed.log import version_of
from core.feed.streams import NETWORK
from core.model import Article, Location, Movement
from core.orchestration import Core
from core.orchestration.ledger_check import disagreements
from core.orchestration.stock_opening import has_no_stock, mend_stock, opening_stock, take_opening_stock
from core.orchestration.stock_told import TOLD_COLUMNS, take_told_positions
from tests.core.orchestration.order_world import furnish

COUNTED_AT = 1_700_000_000_000
ROWS = [(7, 1, 0, 2, COUNTED_AT), (0, 0, 0, 0, 0), (3, 0, 4, 0, COUNTED_AT + 1), (5, 0, 0, 1, 0)]
"""Sellable, display, damaged, safety, when it was counted: of each article at each of two places."""


def told_rows(core: Core) -> list[tuple[int, ...]]:
    articles = core.read(lambda s: s.scalars(select(Article.id).order_by(Article.id)).all())
    locations = core.read(lambda s: s.scalars(select(Location.id).order_by(Location.id)).all())[:2]
    places = [(article, location) for article in articles for location in locations]
    return [(*place, *row) for place, row in zip(places, ROWS, strict=True)]


def open_stock(core: Core) -> None:
    """In two transactions, of which the first ends within an article."""
    rows = told_rows(core)
    with opening_stock(core):
        for part in (rows[:3], rows[3:]):
            columns = dict(zip(TOLD_COLUMNS, np.array(part).T, strict=True))
            core.transact(partial(take_opening_stock, columns=columns, actor="opening"))


def kept_by_database(core: Core) -> list[tuple[str, object]]:
    """What the database keeps of stock beside its rows."""
    look = inspect(core.engine)
    return [
        (table, found)
        for table in ("position", "movement")
        for found in (
            sorted(str(index["name"]) for index in look.get_indexes(table)),
            sorted(
                (str(key["constrained_columns"]), str(key["options"])) for key in look.get_foreign_keys(table)
            ),
        )
    ]


def test_it_is_the_stock_that_was_told(core: Core) -> None:
    furnish(core, {})
    assert core.read(has_no_stock)
    open_stock(core)
    assert not core.read(has_no_stock)
    assert core.transact(lambda unit: take_told_positions(unit, told_rows(core), "again")) == 0


def test_it_is_in_the_ledger_bucket_by_bucket(core: Core) -> None:
    furnish(core, {})
    open_stock(core)
    columns = (Movement.bucket, Movement.quantity, Movement.kind, Movement.reason, Movement.actor)
    found = core.read(lambda s: s.execute(select(*columns).order_by(*columns[:2])).all())
    told = [("damaged", 4), ("display", 1), ("sellable", 3), ("sellable", 5), ("sellable", 7)]
    assert [tuple(row) for row in found] == [(*one, "adjusted", "told", "opening") for one in told]
    assert core.read(disagreements) == 0


def test_replicas_from_before_take_a_snapshot(core: Core) -> None:
    furnish(core, {})
    before = core.read(lambda s: version_of(s, NETWORK))[0]
    open_stock(core)
    version, floor = core.read(lambda s: version_of(s, NETWORK))
    versions = core.read(lambda s: s.scalars(select(Movement.network_version).distinct()).all())
    assert version == floor == before + 2
    assert set(versions) == {before + 1, before + 2}


def test_indexes_and_keys_are_as_before(core: Core) -> None:
    furnish(core, {})
    before = kept_by_database(core)
    with opening_stock(core):
        assert kept_by_database(core) != before
    assert kept_by_database(core) == before


def test_they_are_as_before_when_the_filling_fails(core: Core) -> None:
    furnish(core, {})
    before = kept_by_database(core)
    with pytest.raises(ZeroDivisionError), opening_stock(core):
        raise ZeroDivisionError
    assert kept_by_database(core) == before


def test_what_a_process_that_ended_did_without_is_mended(core: Core) -> None:
    furnish(core, {})
    before = kept_by_database(core)
    never_left = opening_stock(core)
    never_left.__enter__()
    assert kept_by_database(core) != before
    mend_stock(core)
    assert kept_by_database(core) == before
    mend_stock(core)
    assert kept_by_database(core) == before


def test_stock_that_is_there_keeps_its_indexes(core: Core) -> None:
    furnish(core, {})
    open_stock(core)
    before = kept_by_database(core)
    with opening_stock(core):
        assert kept_by_database(core) == before
