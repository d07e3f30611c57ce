"""Orders of one window are decided together: better than one by one, never what a store has begun, once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from order_world import claims, do, furnish, head_at, notices, order, progress, shares, stock
from sqlalchemy import select

from core.commands import ClaimFulfilment
from core.model import CoolDown, Location
from core.orchestration import Core, UnitOfWork, make_engine
from core.orchestration.chain_settings import ChainSetting, set_value
from core.orchestration.cool_down import Look, Window, _apply, _decided, cool_down
from core.orchestration.cool_down_moves import Changed
from core.orchestration.cool_down_reading import read_movables
from core.orchestration.decisions import decision_of, decisions_of, replayed
from core.orchestration.large_windows import solved_together
from core.orchestration.ledger_check import disagreements
from core.ports import SeededRandomness, SimulatedClock
from core.rules.intake import IntakeMode
from core.rules.order import OrderStatus
from core.rules.sourcing_together import together, worth_of
from core.rules.time import HOUR_MS, MINUTE_MS, Instant
from tests.core.conftest import MONDAY_AT_NINE
from tests.core.orchestration.test_intake_limits import limit
from tests.support.core_databases import KINDS, fresh_database
from tests.support.full_counts import OPTION
from tests.support.kill_points import Killed, KillSwitch, share_of

HOME = {"location": None, "postcode": "69003", "latitude": 45.76, "longitude": 4.86}
STOCK = {"LYON": {"SCARF": 1, "COAT": 1}, "VIENNE": {"SCARF": 1}}
"""One by one the first order takes Lyon's scarf, and the second one's parcel with the coat is split."""


def two_orders(core: Core) -> tuple[str, str]:
    core.transact(lambda unit: set_value(unit, ChainSetting.COOL_DOWN_MINUTES, 10))
    first = order(core, ("SCARF", 1), **HOME).order_id
    second = order(core, ("SCARF", 1), ("COAT", 1), **HOME).order_id
    return first, second


def after_the_window(clock: SimulatedClock) -> None:
    clock.advance(10 * MINUTE_MS + 6_000)


def window() -> Window:
    return Window("web", MONDAY_AT_NINE, Instant(MONDAY_AT_NINE + 10 * MINUTE_MS))


def rows(core: Core) -> list[CoolDown]:
    return list(core.read(lambda s: s.scalars(select(CoolDown)).all()))


def live(core: Core, order_id: str) -> dict[str, dict[str, int]]:
    return {
        code.rstrip("+"): units
        for code, (state, units) in shares(core, order_id).items()
        if state != "cancelled"
    }


def test_together_they_need_fewer_parcels_and_the_saving_is_told(core: Core, clock: SimulatedClock) -> None:
    furnish(core, STOCK)
    first, second = two_orders(core)
    assert live(core, second) == {"LYON": {"COAT": 1}, "VIENNE": {"SCARF": 1}}
    before = head_at(core, first).promised_at
    assert cool_down(core) == 0
    after_the_window(clock)

    assert cool_down(core) == 2
    assert live(core, first) == {"VIENNE": {"SCARF": 1}}
    assert live(core, second) == {"LYON": {"SCARF": 1, "COAT": 1}}
    (row,) = rows(core)
    assert (row.orders, row.moved, row.method) == (2, 2, "exact")
    assert (row.parcels_before, row.parcels_after) == (3, 2)
    assert row.cost_mc_after < row.cost_mc_before
    assert row.bound_mc == row.cost_mc_after
    # Each decision is kept, and is the same when it is taken again.
    for order_id in (first, second):
        kept = core.read(lambda s, one=order_id: decisions_of(s, one))[-1]
        assert kept.cause == row.id
        assert replayed(kept).chosen == decision_of(kept).chosen
    assert head_at(core, first, "VIENNE").promised_at == before
    assert notices(core) == []
    assert core.read(disagreements) == 0
    assert sorted(claims(core)) == [("allocated", 1)] * 3 + [("released", 1)] * 3
    assert stock(core, "SCARF", "LYON").allocated == 1
    assert progress(core, second).status is OrderStatus.SOURCED


def test_a_window_is_decided_once(core: Core, clock: SimulatedClock) -> None:
    furnish(core, STOCK)
    two_orders(core)
    after_the_window(clock)
    assert [cool_down(core) for _ in range(3)] == [2, 0, 0]
    assert len(rows(core)) == 1


def test_without_a_window_each_order_stays_alone(core: Core, clock: SimulatedClock) -> None:
    furnish(core, STOCK)
    for wanted in ([("SCARF", 1)], [("SCARF", 1), ("COAT", 1)]):
        order(core, *wanted, **HOME)
    after_the_window(clock)
    assert (cool_down(core), rows(core)) == (0, [])


def test_what_a_store_has_begun_is_not_touched(core: Core, clock: SimulatedClock) -> None:
    furnish(core, STOCK)
    first, second = two_orders(core)
    head = head_at(core, first)
    do(core, head, ClaimFulfilment(fulfilment_id=head.id))
    after_the_window(clock)
    assert cool_down(core) == 0
    assert live(core, first) == {"LYON": {"SCARF": 1}}
    assert live(core, second) == {"LYON": {"COAT": 1}, "VIENNE": {"SCARF": 1}}
    assert [row.method for row in rows(core)] == ["kept"]


def test_what_is_collected_stays_at_the_store_that_the_customer_comes_to(
    core: Core, clock: SimulatedClock
) -> None:
    furnish(core, STOCK)
    core.transact(lambda unit: set_value(unit, ChainSetting.COOL_DOWN_MINUTES, 10))
    collected = order(core, ("SCARF", 1), location="LYON").order_id
    sent = order(core, ("SCARF", 1), ("COAT", 1), **HOME).order_id
    after_the_window(clock)
    assert cool_down(core) == 0
    assert live(core, collected) == {"LYON": {"SCARF": 1}}
    assert live(core, sent) == {"LYON": {"COAT": 1}, "VIENNE": {"SCARF": 1}}


@pytest.mark.parametrize("mode", [IntakeMode.PAUSED, IntakeMode.CAPPED])
def test_a_store_that_limits_its_intake_gets_no_order_more_and_holds_up_no_window(
    core: Core, clock: SimulatedClock, mode: IntakeMode
) -> None:
    furnish(core, STOCK)
    first, second = two_orders(core)
    limit(core, "LYON", mode, 1 if mode is IntakeMode.CAPPED else 0)
    after_the_window(clock)
    # Two orders were Lyon's, one is.
    assert cool_down(core) == 2
    assert live(core, first) == {"VIENNE": {"SCARF": 1}}
    assert live(core, second) == {"LYON": {"SCARF": 1, "COAT": 1}}


@pytest.mark.parametrize("meanwhile", ["claimed", "sold"])
def test_what_changes_while_it_is_decided_is_seen_and_nothing_moves(
    core: Core, clock: SimulatedClock, meanwhile: str
) -> None:
    furnish(core, STOCK | {"PARIS": {"SCARF": 1}})
    first, second = two_orders(core)
    after_the_window(clock)
    joint = core.read(lambda s: _decided(Look(s, core.figures, clock.now()), window()))
    assert len(joint.moves) == 2
    if meanwhile == "claimed":
        head = head_at(core, second, "VIENNE")
        do(core, head, ClaimFulfilment(fulfilment_id=head.id))
    else:

        def shut(unit: UnitOfWork) -> None:
            unit.session.scalars(select(Location).where(Location.code == "LYON")).one().is_open = False
            row = unit.ledger.lock([(joint.moves[0].case.wanted[0].article_id, 1)])
            for position in row.values():
                position.safety += 5

        core.transact(shut)
    with pytest.raises(Changed):
        core.transact(lambda unit: _apply(unit, window(), joint))
    assert live(core, first) == {"LYON": {"SCARF": 1}}
    assert live(core, second) == {"LYON": {"COAT": 1}, "VIENNE": {"SCARF": 1}}
    assert rows(core) == []


def test_nobody_gets_later_than_they_were_told(core: Core, clock: SimulatedClock) -> None:
    furnish(core, STOCK)

    def hours(unit: UnitOfWork) -> None:
        unit.session.scalars(
            select(Location).where(Location.code == "VIENNE")
        ).one().opening = "th 10:00-19:00"

    core.transact(hours)
    first, _ = two_orders(core)
    after_the_window(clock)
    # On Thursday it would be too late for the first order, which Lyon has ready today.
    cool_down(core)
    assert live(core, first) == {"LYON": {"SCARF": 1}}


@pytest.mark.simulate
def test_killed_anywhere_it_is_decided_once(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    passed = {kind: _decided_though_killed(kind, tmp_path, None) for kind in KINDS}
    killed: set[str] = set()
    for kind, points in passed.items():
        assert len(points) > 4
        assert "the streams move" in points
        for point in points if request.config.getoption(OPTION) else share_of(points, kind):
            _decided_though_killed(kind, tmp_path, point)
            killed.add(point)
    assert killed == set().union(*passed.values())


def _decided_though_killed(kind: str, folder: Path, kill_at: str | None) -> list[str]:
    """Two orders are decided together, after a kill at that point; gives the points that there are."""
    switch = KillSwitch()
    with fresh_database(kind, folder) as url, switch.watching():
        clock = SimulatedClock(MONDAY_AT_NINE)
        core = Core(make_engine(url), clock, SeededRandomness(1))
        furnish(core, STOCK)
        first, second = two_orders(core)
        after_the_window(clock)
        switch.watch(core.engine)
        switch.kill_at = kill_at
        if kill_at:
            with pytest.raises(Killed):
                cool_down(core)
        cool_down(core)
        assert live(core, first) == {"VIENNE": {"SCARF": 1}}
        assert live(core, second) == {"LYON": {"SCARF": 1, "COAT": 1}}
        assert (len(rows(core)), core.read(disagreements)) == (1, 0)
        core.engine.dispose()
    return sorted(switch.passed)


def test_a_window_that_is_too_large_is_solved_by_highs_and_no_worse(
    core: Core, clock: SimulatedClock
) -> None:
    furnish(core, {"LYON": {"SCARF": 3, "COAT": 4}, "VIENNE": {"SCARF": 3}, "PARIS": {"SCARF": 9, "COAT": 9}})
    core.transact(lambda unit: set_value(unit, ChainSetting.COOL_DOWN_MINUTES, 10))
    ids = [order(core, ("SCARF", 1), **HOME).order_id for _ in range(3)]
    ids += [order(core, ("SCARF", 1), ("COAT", 1), **HOME).order_id for _ in range(3)]
    movables = core.read(lambda s: read_movables(Look(s, core.figures, clock.now()), ids))
    cases, now = [one.case for one in movables], [one.taken for one in movables]
    there: dict[Any, int] = {
        (article, source.location_id): units
        for case in cases
        for source in case.sources
        for article, units in source.free.items()
    }
    exact, solved = together(cases, there), solved_together(cases, now, there)
    assert exact is not None and exact.taken is not None and solved is not None
    worths = [worth_of(case, taken) for case, taken in zip(cases, solved, strict=True)]
    assert tuple(map(sum, zip(*worths, strict=True))) == exact.bound  # type: ignore[arg-type]


def test_one_window_s_end_is_the_next_one_s_beginning(core: Core, clock: SimulatedClock) -> None:
    furnish(core, STOCK)
    two_orders(core)
    clock.advance(HOUR_MS)
    # A core that was away for longer leaves what is so old to its stores.
    assert (cool_down(core), rows(core)) == (0, [])
