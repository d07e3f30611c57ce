"""What another system says of stock is compared as of its own instant, settled once, and never bent."""

from __future__ import annotations

import pytest
from order_world import furnish, stock
from sqlalchemy import select

from core.model import Article, Location
from core.orchestration import Core, UnitOfWork
from core.orchestration.ledger_check import disagreements
from core.orchestration.stock_drift import Drift, ToldPosition, drifted, settle_drift
from core.ports import SimulatedClock
from core.rules.errors import BadInput, Refused
from core.rules.stock import MovementKind
from core.rules.time import HOUR_MS
from tests.core.builders import move


def sell(core: Core, code: str, units: int) -> None:
    def work(unit: UnitOfWork) -> None:
        article = unit.session.scalars(select(Article).where(Article.sku == "SCARF")).one()
        location = unit.session.scalars(select(Location).where(Location.code == code)).one()
        move(unit, MovementKind.SOLD, article, location, units)

    core.transact(work)


def test_what_has_moved_since_is_no_drift_and_settling_twice_changes_nothing(
    core: Core, clock: SimulatedClock
) -> None:
    furnish(core, {"LYON": {"SCARF": 9}, "PARIS": {"SCARF": 2}})
    as_of = clock.now()
    clock.advance(HOUR_MS)
    sell(core, "LYON", 4)
    told = [
        ToldPosition("SCARF", "LYON", 9),
        ToldPosition("SCARF", "PARIS", 5),
        ToldPosition("COAT", "VIENNE", 1),
    ]
    expected = [Drift("SCARF", "PARIS", 5, 2, 3), Drift("COAT", "VIENNE", 1, 0, 1)]
    assert core.read(lambda s: drifted(s, told, as_of)) == expected
    assert core.transact(lambda unit: settle_drift(unit, told, as_of, "erp")) == expected
    assert core.transact(lambda unit: settle_drift(unit, told, as_of, "erp")) == []
    assert [stock(core, "SCARF", code).sellable for code in ("LYON", "PARIS")] == [5, 5]
    assert stock(core, "COAT", "VIENNE").sellable == 1
    assert core.read(disagreements) == 0


def test_a_till_below_zero_shows_and_is_settled_by_a_word_that_knows_better(
    core: Core, clock: SimulatedClock
) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    sell(core, "LYON", 3)
    assert stock(core, "SCARF", "LYON").sellable == -2
    told = [ToldPosition("SCARF", "LYON", 7), ToldPosition("SCARF", "LYON", 4)]
    assert core.transact(lambda unit: settle_drift(unit, told, clock.now(), "wms")) == [
        Drift("SCARF", "LYON", 4, -2, 6)
    ]
    assert stock(core, "SCARF", "LYON").sellable == 4


def test_what_is_not_known_is_told(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {})
    for position, code in (
        (ToldPosition("GONE", "LYON", 1), "unknown_article"),
        (ToldPosition("SCARF", "NOWHERE", 1), "unknown_location"),
    ):
        with pytest.raises(BadInput, match=code):
            core.read(lambda s, position=position: drifted(s, [position], clock.now()))


def test_an_older_word_does_not_correct_what_was_corrected_since(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 8}})
    early = clock.now()
    clock.advance(HOUR_MS)
    told = [ToldPosition("SCARF", "LYON", 10)]
    core.transact(lambda unit: settle_drift(unit, told, clock.now(), "count"))
    with pytest.raises(Refused, match="drift_corrected_since"):
        core.transact(lambda unit: settle_drift(unit, told, early, "erp"))
    assert stock(core, "SCARF", "LYON").sellable == 10
