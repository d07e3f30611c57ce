"""While a store's intake is paused or full, sourcing sends it nothing more; then it does again by itself."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from core.commands import Actor, ClaimFulfilment, LimitIntake, PickLine, RejectFulfilment, ShortLine, run
from core.model import Location
from core.orchestration import Core, UnitOfWork
from core.orchestration.availability import Question, availability
from core.orchestration.decisions import decision_of, decisions_of
from core.orchestration.orders import place
from core.ports import SimulatedClock
from core.rules.availability import Term
from core.rules.intake import IntakeMode
from core.rules.order import OrderStatus
from core.rules.permissions import Role
from core.rules.sourcing_case import Bar
from core.rules.stock import ShortReason
from core.rules.time import HOUR_MS
from tests.core.orchestration.order_world import do, draft, furnish, head_at, line_at, order, progress, shares

BUYERS = 12


def limit(core: Core, code: str, mode: IntakeMode, cap: int = 0) -> None:
    """As a manager of that store does."""

    def work(unit: UnitOfWork) -> None:
        place = unit.session.query(Location).filter_by(code=code).one()
        asked = LimitIntake(
            location_id=place.id, mode=mode, cap=cap, until=unit.at + HOUR_MS, reason="inventaire"
        )
        actor = Actor("staff-1", Role.MANAGER, place.id, "device-1")
        outcome = run(unit.context(actor, core.ids.new(), asked.aggregate), asked, unit.capture)
        assert outcome.status == "applied", outcome

    core.transact(work)


def test_a_paused_store_gets_nothing_new_until_its_hour(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 5}, "VIENNE": {"SCARF": 5}})
    before = order(core, ("SCARF", 1))
    limit(core, "LYON", IntakeMode.PAUSED)
    meanwhile = order(core, ("SCARF", 1))
    clock.advance(HOUR_MS)
    after = order(core, ("SCARF", 1))
    assert [list(shares(core, one.order_id)) for one in (before, meanwhile, after)] == [
        ["LYON"], ["VIENNE"], ["LYON"],
    ]  # fmt: skip
    (kept,) = core.read(lambda session: decisions_of(session, meanwhile.order_id))
    assert decision_of(kept).barred == {Bar.PAUSED: 1}


def test_a_manager_takes_orders_again_before_the_hour(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}, "VIENNE": {"SCARF": 5}})
    limit(core, "LYON", IntakeMode.PAUSED)
    limit(core, "LYON", IntakeMode.OPEN)
    assert list(shares(core, order(core, ("SCARF", 1)).order_id)) == ["LYON"]


def test_a_cap_counts_what_waits_and_work_that_is_done_makes_room(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 9}, "VIENNE": {"SCARF": 9}})
    limit(core, "LYON", IntakeMode.CAPPED, 2)
    placed = [order(core, ("SCARF", 1)) for _ in range(3)]
    assert [list(shares(core, one.order_id)) for one in placed] == [["LYON"], ["LYON"], ["VIENNE"]]
    head = head_at(core, placed[0].order_id)
    line = line_at(core, head, "SCARF")
    do(core, head, ClaimFulfilment(fulfilment_id=head.id), PickLine(fulfilment_id=head.id, line_id=line.id))
    assert head_at(core, placed[0].order_id).state == "picked"
    assert list(shares(core, order(core, ("SCARF", 1)).order_id)) == ["LYON"]


def test_what_another_store_gives_up_does_not_go_to_a_paused_one(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "VIENNE": {"SCARF": 1}, "PARIS": {"SCARF": 2}})
    limit(core, "VIENNE", IntakeMode.PAUSED)
    rejected, short = order(core, ("SCARF", 1)), order(core, ("SCARF", 1))
    head = head_at(core, rejected.order_id)
    do(core, head, RejectFulfilment(fulfilment_id=head.id, reason="fuite"))
    assert set(shares(core, rejected.order_id)) == {"LYON", "PARIS"}
    assert list(shares(core, short.order_id)) == ["PARIS"]
    head = head_at(core, short.order_id, "PARIS")
    line = line_at(core, head, "SCARF")
    do(
        core,
        head,
        ShortLine(fulfilment_id=head.id, line_id=line.id, quantity=1, reason=ShortReason.DAMAGED),
    )
    assert set(shares(core, short.order_id)) == {"PARIS", "LYON"}


def test_with_every_store_paused_an_order_waits_and_is_not_lost(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    limit(core, "LYON", IntakeMode.PAUSED)
    placed = order(core, ("SCARF", 1))
    assert progress(core, placed.order_id).status is OrderStatus.UNFILLABLE


def test_what_can_be_promised_is_what_would_be_sourced(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    limit(core, "LYON", IntakeMode.CAPPED, 1)

    def lyon() -> tuple[int, bool]:
        asked = Question(["SCARF"], ["LYON"])
        (answer,) = core.read(lambda session: availability(session, asked, clock.now()))
        assert answer.locations is not None
        return answer.locations[0].quantity, Term.LOCATION_SHUT in dict(answer.locations[0].terms)

    assert lyon() == (5, False)
    order(core, ("SCARF", 1))
    assert lyon() == (0, True)
    clock.advance(HOUR_MS)
    assert lyon() == (4, False)


def test_of_many_orders_at_once_a_store_gets_no_more_than_its_cap(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 50}, "VIENNE": {"SCARF": 50}})
    limit(core, "LYON", IntakeMode.CAPPED, 3)
    together = threading.Barrier(4)

    def buy(buyer: int) -> str:
        if buyer < together.parties:
            together.wait(timeout=30)
        return core.transact(lambda unit: place(unit, draft(("SCARF", 1)))).order_id

    with ThreadPoolExecutor(together.parties) as pool:
        orders = list(pool.map(buy, range(BUYERS)))
    went = [list(shares(core, order_id)) for order_id in orders]
    assert sorted(went) == [["LYON"]] * 3 + [["VIENNE"]] * (BUYERS - 3)
