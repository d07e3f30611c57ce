"""Each decision on sources is kept with its inputs and reasons, and taken again it is the same."""

from __future__ import annotations

from core.commands import RejectFulfilment
from core.feed.publication import Published
from core.model import Location, SourcingDecision
from core.orchestration import Core, UnitOfWork
from core.orchestration.chain_settings import ChainSetting, set_value
from core.orchestration.decisions import decision_of, decisions_of, forget_old, replayed
from core.orchestration.location_figures import REFRESH_MS
from core.ports import SimulatedClock
from core.rules.sourcing import Method
from core.rules.sourcing_case import Bar
from core.rules.sourcing_costs import Cost
from core.rules.time import DAY_MS
from core.service.upkeep import keep_up
from tests.core.orchestration.order_world import do, furnish, head_at, order, shares


def decided(core: Core, order_id: str) -> list[SourcingDecision]:
    return core.read(lambda session: decisions_of(session, order_id))


def shut(core: Core, code: str) -> None:
    def work(unit: UnitOfWork) -> None:
        unit.session.query(Location).filter(Location.code == code).one().is_open = False

    core.transact(work)


def test_a_decision_tells_its_costs_its_alternatives_and_who_was_barred(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "VIENNE": {"SCARF": 2}, "PARIS": {"SCARF": 2}})
    shut(core, "LYON")
    placed = order(core, ("SCARF", 2))
    (row,) = decided(core, placed.order_id)
    decision = decision_of(row)
    assert (row.cause, row.cost_mc) == (placed.order_id, decision.chosen.cost_mc)
    assert (decision.method, decision.bound_mc) == (Method.EXACT, decision.chosen.cost_mc)
    assert (decision.considered, decision.barred) == (2, {Bar.SHUT: 1})
    assert sum(decision.chosen.terms.values()) == decision.chosen.cost_mc
    assert Cost.SPLIT not in decision.chosen.terms
    (other,) = decision.alternatives
    assert other.without == decision.plan.shares[0].location_id
    assert other.terms[Cost.TRANSPORT] > decision.chosen.terms[Cost.TRANSPORT]


def test_decisions_taken_again_are_the_same(core: Core) -> None:
    stock = {"LYON": {"SCARF": 3, "COAT": 1}, "VIENNE": {"SCARF": 4}, "PARIS": {"SCARF": 1, "COAT": 5}}
    furnish(core, stock)
    baskets = [[("SCARF", 1)], [("SCARF", 3), ("COAT", 2)], [("SCARF", 9)], [("COAT", 1), ("SCARF", 1)]]
    for basket in baskets:
        for row in decided(core, order(core, *basket).order_id):
            kept, again = decision_of(row), replayed(row)
            assert (again.chosen, again.alternatives) == (kept.chosen, kept.alternatives)
            assert (again.method, again.bound_mc) == (kept.method, kept.bound_mc)


def test_sourced_anew_the_reason_and_the_command_are_kept(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "VIENNE": {"SCARF": 1}})
    placed = order(core, ("SCARF", 1))
    head = head_at(core, placed.order_id)
    # Put back on sale, the scarf in Lyon is free again: but Lyon has just said no.
    command_id = do(core, head, RejectFulfilment(fulfilment_id=head.id, reason="closing"))
    assert sorted(shares(core, placed.order_id)) == ["LYON", "VIENNE"]
    again = next(row for row in decided(core, placed.order_id) if row.cause == command_id)
    assert decision_of(again).barred == {Bar.TURNED_DOWN: 1}


def test_a_place_that_gives_much_back_is_trusted_less(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"VIENNE": {"SCARF": 20}, "LYON": {"COAT": 1}})
    first = order(core, ("SCARF", 1))
    for _ in range(6):
        head = head_at(core, order(core, ("SCARF", 1)).order_id, "VIENNE")
        do(core, head, RejectFulfilment(fulfilment_id=head.id, reason="closing"))
    clock.advance(REFRESH_MS)
    second = order(core, ("SCARF", 1))
    risks = [
        decision_of(decided(core, placed.order_id)[0]).chosen.terms[Cost.REJECTION_RISK]
        for placed in (first, second)
    ]
    assert risks[1] > 5 * risks[0]


def test_old_decisions_are_let_go_some_at_a_time_and_newer_ones_stay(
    core: Core, clock: SimulatedClock
) -> None:
    furnish(core, {"LYON": {"SCARF": 9}})
    old = [order(core, ("SCARF", 1)).order_id for _ in range(3)]
    clock.advance(DAY_MS)
    new = order(core, ("SCARF", 1)).order_id
    before = clock.now()
    assert [core.transact(lambda unit: forget_old(unit, before, 2)) for _ in range(3)] == [2, 1, 0]
    assert [len(decided(core, one)) for one in (*old, new)] == [0, 0, 0, 1]
    core.transact(lambda unit: set_value(unit, ChainSetting.DECISION_DAYS, 30))
    for passed, left in ((30, 1), (1, 0)):
        clock.advance(passed * DAY_MS)
        keep_up(core, lambda: Published("epoch"))
        assert len(decided(core, new)) == left
