"""A location shuts with orders in it, and a search that finds nothing ends: with people, and a next step."""

from __future__ import annotations

import pytest
from order_world import do, furnish, head_at, notices, order, progress, shares, stock
from sqlalchemy import select

from core.commands import ClaimFulfilment, RejectFulfilment
from core.model import Location
from core.orchestration import Core, UnitOfWork
from core.orchestration.backorders import retry_backorder
from core.orchestration.chain_settings import ChainSetting, set_value
from core.orchestration.timers import Timers
from core.ports import SimulatedClock
from core.rules.order import OrderStatus
from core.rules.time import MINUTE_MS
from core.service.order_attention import waiting_orders


def turn(core: Core) -> dict[str, int]:
    return {name: done for name, done in Timers(core).turn().items() if done}


def set_open(core: Core, code: str, *, is_open: bool) -> None:
    def work(unit: UnitOfWork) -> None:
        unit.session.scalars(select(Location).where(Location.code == code)).one().is_open = is_open

    core.transact(work)


def for_people(core: Core) -> list[tuple[str, str]]:
    return [(one.id, one.reason) for one in core.read(lambda s: waiting_orders(s, "", 9))]


def test_what_nobody_has_begun_goes_elsewhere_and_back_on_nobody_s_list(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}, "VIENNE": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2), location=None, postcode="69003").order_id
    assert shares(core, placed) == {"LYON": ("proposed", {"SCARF": 2})}
    set_open(core, "LYON", is_open=False)
    assert turn(core) == {"shut": 1}
    assert shares(core, placed) == {
        "LYON": ("cancelled", {"SCARF": 2}),
        "VIENNE": ("proposed", {"SCARF": 2}),
    }
    assert stock(core, "SCARF", "LYON").allocated == 0
    assert (turn(core), for_people(core), notices(core)) == ({}, [], [])


def test_with_nothing_elsewhere_it_waits_and_is_given_back_when_the_location_opens(
    core: Core, clock: SimulatedClock
) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2), location=None, postcode="69003").order_id
    set_open(core, "LYON", is_open=False)
    assert turn(core) == {"shut": 1, "free_nowhere": 1}
    assert progress(core, placed).status is OrderStatus.UNFILLABLE
    assert for_people(core) == [(placed, "unfillable")]
    clock.advance(MINUTE_MS)
    set_open(core, "LYON", is_open=True)
    # The location has turned nothing down: it is asked again.
    assert turn(core) == {"backorder": 1, "free_nowhere": 1}
    assert progress(core, placed).status is OrderStatus.SOURCED
    assert notices(core) == ["unfillable", "available_again"]


def test_what_somebody_has_begun_is_not_touched_and_is_for_people(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}, "VIENNE": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2), location=None, postcode="69003").order_id
    head = head_at(core, placed)
    do(core, head, ClaimFulfilment(fulfilment_id=head.id))
    set_open(core, "LYON", is_open=False)
    assert turn(core) == {}
    assert head_at(core, placed).state == "claimed"
    assert for_people(core) == [(placed, "location_shut")]
    set_open(core, "LYON", is_open=True)
    assert for_people(core) == []


@pytest.mark.parametrize("code", ["LYON", "VIENNE"])
def test_what_is_to_be_collected_at_a_shut_store_is_for_people(core: Core, code: str) -> None:
    furnish(core, {code: {"SCARF": 2}, "PARIS": {"SCARF": 9}})
    placed = order(core, ("SCARF", 2)).order_id
    set_open(core, "LYON", is_open=False)
    # Sent from elsewhere it would stand before a shut door: whether to wait or to cancel, people say.
    assert turn(core) == {}
    assert shares(core, placed) == {code: ("proposed", {"SCARF": 2})}
    assert for_people(core) == [(placed, "location_shut")]


def test_after_so_many_locations_have_turned_it_down_people_decide(core: Core) -> None:
    furnish(core, {code: {"SCARF": 1} for code in ("LYON", "VIENNE", "PARIS")})
    core.transact(lambda unit: set_value(unit, ChainSetting.MOST_SOURCES, 2))
    placed = order(core, ("SCARF", 1)).order_id
    for _ in range(2):
        code = next(code for code, (state, _) in shares(core, placed).items() if state == "proposed")
        head = head_at(core, placed, code)
        do(core, head, RejectFulfilment(fulfilment_id=head.id, reason="busy"))
    assert [state for state, _ in shares(core, placed).values()] == ["rejected", "rejected"]
    assert for_people(core) == [(placed, "unfillable")]
    assert turn(core) == {"free_nowhere": 1}
    # A person may have it looked for further.
    assert core.transact(lambda unit: retry_backorder(unit, placed, is_asked=True))
    assert progress(core, placed).status is OrderStatus.SOURCED
