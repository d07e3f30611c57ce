"""Rules for sources are data: tried on past decisions, and then held by every decision to come."""

from __future__ import annotations

import msgspec
import pytest
from order_world import furnish, order, shares
from sqlalchemy import select

from core.feed.tail import read_tail
from core.model import Article, CarbonFigures, Device
from core.orchestration import Core, UnitOfWork
from core.orchestration.decisions import decision_of, decisions_of, replayed
from core.orchestration.location_figures import REFRESH_MS
from core.orchestration.sourcing_rules import WhatIf, decode_rules, set_rules, tell_figures, what_if
from core.ports import SimulatedClock
from core.rules.errors import BadInput
from core.rules.sourcing import MAX_OTHERS, Method
from core.rules.sourcing_case import Case, Policy, Priority
from core.rules.time import DAY_MS, Instant
from tests.core.builders import make_location, make_position

HOME = {"location": None, "postcode": "69003", "latitude": 45.76, "longitude": 4.86}
CHEAPEST = Policy(priorities=())
"""Two near parcels may cost less than a far one."""


def tried(core: Core, rules: Policy, days: int = 1) -> WhatIf:
    since = Instant(core.clock.now() - days * DAY_MS)
    return core.read(lambda session: what_if(session, rules, since, 99))


def test_the_same_rules_change_nothing(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2, "COAT": 1}, "VIENNE": {"SCARF": 2}})
    for _ in range(3):
        order(core, ("SCARF", 1), ("COAT", 1), **HOME)
    found = tried(core, Policy())
    assert (found.decisions, found.changed) == (3, 0)
    assert found.parcels_before == found.parcels_after
    assert found.cost_mc_before == found.cost_mc_after
    assert found.missing_before == found.missing_after == 2


def test_other_rules_show_what_they_would_have_changed_and_change_nothing(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}, "VIENNE": {"COAT": 2}, "PARIS": {"SCARF": 2, "COAT": 2}})
    placed = order(core, ("SCARF", 1), ("COAT", 1), **HOME)
    assert list(shares(core, placed.order_id)) == ["PARIS"]
    found = tried(core, CHEAPEST)
    assert (found.decisions, found.parcels_before, found.partly_known) == (1, 1, 0)
    none = tried(core, Policy(kinds=("warehouse",)))
    assert (none.changed, none.missing_after) == (1, 2)
    assert none.examples[0].before == {"PARIS": 2}
    assert list(shares(core, placed.order_id)) == ["PARIS"]


def test_a_location_that_decided_nothing_is_tried_too(core: Core) -> None:
    furnish(core, {code: {"SCARF": 2} for code in ("LYON", "VIENNE", "PARIS")})
    placed = order(core, ("SCARF", 1), **HOME).order_id
    # Lyon was chosen, and Vienne the next best: Paris is kept for rules by which it is.
    assert tried(core, CHEAPEST).partly_known == 0
    (row,) = core.read(lambda s: decisions_of(s, placed))
    assert len(msgspec.json.decode(row.inputs, type=Case).sources) == 3


def test_locations_that_were_not_kept_with_a_decision_are_said_to_be_unknown(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}, "VIENNE": {"SCARF": 2}})

    def spread(unit: UnitOfWork) -> None:
        scarf = unit.session.scalars(select(Article).where(Article.sku == "SCARF")).one()
        for number in range(MAX_OTHERS + 1):
            make_position(unit, scarf, make_location(unit, f"S{number}", latitude=60.0), 2)

    core.transact(spread)
    order(core, ("SCARF", 1), **HOME)
    # Lyon was chosen, and Vienne the next best; of the others one more had some than are kept.
    assert tried(core, CHEAPEST).partly_known == 1


def test_what_is_older_is_not_tried(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    order(core, ("SCARF", 1), **HOME)
    clock.advance(2 * DAY_MS)
    assert tried(core, CHEAPEST).decisions == 0
    assert tried(core, CHEAPEST, days=3).decisions == 1


def test_rules_hold_within_a_minute_and_each_decision_keeps_its_own(
    core: Core, clock: SimulatedClock
) -> None:
    furnish(core, {"LYON": {"SCARF": 2}, "VIENNE": {"COAT": 2}, "PARIS": {"SCARF": 2, "COAT": 2}})
    before = order(core, ("SCARF", 1), ("COAT", 1), **HOME).order_id
    core.transact(lambda unit: set_rules(unit, Policy(priorities=(Priority.STORES_FIRST,), max_origins=2)))
    clock.advance(REFRESH_MS)
    after = order(core, ("SCARF", 1), ("COAT", 1), **HOME).order_id
    assert list(shares(core, before)) == ["PARIS"]
    for order_id in (before, after):
        (kept,) = core.read(lambda s, one=order_id: decisions_of(s, one))
        assert replayed(kept).chosen == decision_of(kept).chosen
    (kept,) = core.read(lambda s: decisions_of(s, after))
    assert b"stores_first" in kept.inputs


def test_amounts_that_leave_no_room_for_the_priorities_are_solved_otherwise(
    core: Core, clock: SimulatedClock
) -> None:
    furnish(core, {"LYON": {"SCARF": 900}, "VIENNE": {"SCARF": 900}})
    costs = {"split_mc": 10**9, "handling_origin_mc": 10**9, "handling_unit_mc": 10**9}
    rules = decode_rules(
        f'{{"priorities": ["fewest_origins", "stores_first", "warehouses_first"], "costs": {costs}}}'.replace(
            "'", '"'
        ).encode()
    )
    core.transact(lambda unit: set_rules(unit, rules))
    clock.advance(REFRESH_MS)
    placed = order(core, ("SCARF", 999), **HOME).order_id
    (kept,) = core.read(lambda s: decisions_of(s, placed))
    assert decision_of(kept).method is not Method.EXACT
    assert sum(sum(units.values()) for _, units in shares(core, placed).values()) == 999


@pytest.mark.parametrize("text", [b"", b"[]", b'{"kind": "store"}', b'{"costs": {"split": 1}}', b"\xff"])
def test_what_is_no_set_of_rules_is_told(text: bytes) -> None:
    with pytest.raises(BadInput, match="bad_sourcing_rules"):
        decode_rules(text)


def test_rules_of_before_tell_stores_their_co2e_once(core: Core) -> None:
    """Who had set rules before stores were told of it need not set them again."""
    furnish(core, {"LYON": {"SCARF": 1}})
    assert not tell_figures(core), "no rules, no figures"
    usual = Policy()
    costs = msgspec.structs.replace(usual.costs, carbon_parcel_g=321, carbon_g_tkm=45)
    core.transact(lambda unit: set_rules(unit, msgspec.structs.replace(usual, costs=costs)))

    def forget(unit: UnitOfWork) -> None:
        unit.session.delete(unit.session.scalars(select(CarbonFigures)).one())

    core.transact(forget)
    assert (tell_figures(core), tell_figures(core)) == (True, False)
    tail = core.read(lambda s: read_tail(s, Device(id="none", location_id=1, last_sequence=0), 0, 0))
    [table] = [one for one in tail.tables if one.name == "carbon_figures"]
    assert list(table.rows()) == [("chain", 321, 45)]
