"""What happens because time has passed: once, wherever the core was stopped."""

from __future__ import annotations

import pytest
from order_world import claims, do, furnish, head_at, line_at, notices, order, progress, shares, stock
from sqlalchemy import select

from core.commands import (
    ClaimFulfilment,
    HandOver,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    Proof,
    PutBack,
    RejectFulfilment,
    ShortLine,
    StageFulfilment,
)
from core.model import Article, CoreSetting, Fulfilment, Location
from core.orchestration import Core, UnitOfWork
from core.orchestration.chain_settings import ChainSetting, read_chain, set_value
from core.orchestration.timers import Timers
from core.ports import SimulatedClock
from core.rules.errors import BadInput
from core.rules.fulfilment import CLAIM_LASTS_MS
from core.rules.order import OrderStatus
from core.rules.sscc import build_sscc
from core.rules.stock import MovementKind, ShortReason
from core.rules.time import DAY_MS, MINUTE_MS
from tests.core.builders import move


def turned(core: Core) -> dict[str, int]:
    """One turn; what it did."""
    return {name: done for name, done in Timers(core).turn().items() if done}


def stage(core: Core, order_id: str) -> Fulfilment:
    """Prepare an order up to its bin."""
    head = head_at(core, order_id)
    line = line_at(core, head, "SCARF")
    parcel = ParcelDraft(number=build_sscc("9521234", 7), contents={line.id: 1})
    do(
        core,
        head,
        ClaimFulfilment(fulfilment_id=head.id),
        PickLine(fulfilment_id=head.id, line_id=line.id, quantity=1),
        PackFulfilment(fulfilment_id=head.id, parcels=[parcel]),
        StageFulfilment(fulfilment_id=head.id, bins={parcel.number: "A1"}),
    )
    return head_at(core, order_id)


def test_the_core_frees_a_claim_no_later_than_workstations_stop_respecting_it(core: Core) -> None:
    too_long = CLAIM_LASTS_MS // MINUTE_MS + 1
    with pytest.raises(BadInput, match="setting_out_of_bounds"):
        core.transact(lambda unit: set_value(unit, ChainSetting.CLAIM_IDLE_MINUTES, too_long))
    # As a version that allowed more may have kept it.
    core.transact(lambda unit: unit.session.add(CoreSetting(name="claim_idle_minutes", value="240")) and None)
    assert core.read(read_chain).claim_idle_ms == CLAIM_LASTS_MS
    core.transact(lambda unit: set_value(unit, ChainSetting.CLAIM_IDLE_MINUTES, 5))
    assert core.read(read_chain).claim_idle_ms == 5 * MINUTE_MS


def test_an_idle_claim_is_free_again_and_work_keeps_it(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 9}})
    idle, busy = (order(core, ("SCARF", 2)).order_id for _ in range(2))
    for order_id in (idle, busy):
        head = head_at(core, order_id)
        do(core, head, ClaimFulfilment(fulfilment_id=head.id))
    clock.advance(20 * MINUTE_MS)
    head = head_at(core, busy)
    do(
        core,
        head,
        PickLine(fulfilment_id=head.id, line_id=line_at(core, head, "SCARF").id, quantity=1),
    )
    clock.advance(15 * MINUTE_MS)

    assert turned(core) == {"free_claim": 1}
    assert (head_at(core, idle).state, head_at(core, idle).claimed_by) == ("proposed", None)
    assert (head_at(core, busy).state, head_at(core, busy).claimed_by) == ("picking", "staff-1")
    assert turned(core) == {}

    clock.advance(30 * MINUTE_MS)
    assert turned(core) == {"free_claim": 1}
    assert (head_at(core, busy).state, head_at(core, busy).claimed_by) == ("picking", None)


def test_what_nobody_begins_goes_to_a_location_that_has_everything(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 2}, "VIENNE": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2))
    clock.at = head_at(core, placed.order_id).promised_at  # type: ignore[assignment]
    assert turned(core) == {}
    clock.advance(DAY_MS)

    assert turned(core) == {"lapse": 1}
    assert shares(core, placed.order_id) == {
        "LYON": ("lapsed", {"SCARF": 2}),
        "VIENNE": ("proposed", {"SCARF": 2}),
    }
    assert (stock(core, "SCARF", "LYON").allocated, stock(core, "SCARF", "VIENNE").allocated) == (0, 2)
    assert claims(core) == [("allocated", 2), ("released", 2)]
    assert turned(core) == {}


def test_what_is_nowhere_else_stays_where_it_is(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 2}, "VIENNE": {"SCARF": 1}})
    placed = order(core, ("SCARF", 2))
    clock.advance(9 * DAY_MS)
    assert turned(core) == {}
    assert shares(core, placed.order_id) == {"LYON": ("proposed", {"SCARF": 2})}
    assert stock(core, "SCARF", "VIENNE").allocated == 0


def test_what_nobody_collects_is_put_back_and_not_sourced_again(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "VIENNE": {"SCARF": 5}})
    placed = order(core, ("SCARF", 1))
    stage(core, placed.order_id)
    clock.advance(3 * DAY_MS)
    assert turned(core) == {"remind": 1}
    clock.advance(4 * DAY_MS - 1)
    assert turned(core) == {}
    clock.advance(1)

    assert turned(core) == {"uncollected": 1}
    assert turned(core) == {}
    head = head_at(core, placed.order_id)
    assert head.state == "uncollected"
    assert notices(core) == ["ready", "reminder", "uncollected"]
    do(core, head, PutBack(fulfilment_id=head.id))
    assert stock(core, "SCARF", "LYON").allocated == 0
    assert progress(core, placed.order_id).status is OrderStatus.CANCELLED
    assert progress(core, placed.order_id).open_units() == {}
    assert turned(core) == {}


def test_a_customer_who_comes_late_gets_what_is_still_there(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    placed = order(core, ("SCARF", 1))
    stage(core, placed.order_id)
    clock.advance(8 * DAY_MS)
    turned(core)
    head = head_at(core, placed.order_id)
    do(core, head, HandOver(fulfilment_id=head.id, proof=Proof.CODE, code=placed.pickup_code or ""))
    assert progress(core, placed.order_id).status is OrderStatus.FULFILLED


def arrive(core: Core, code: str, units: int) -> None:
    def work(unit: UnitOfWork) -> None:
        article = unit.session.scalars(select(Article).where(Article.sku == "SCARF")).one()
        place = unit.session.scalars(select(Location).where(Location.code == code)).one()
        move(unit, MovementKind.RECEIVED, article, place, units)

    core.transact(work)


def test_a_back_order_is_sourced_when_goods_come_and_only_as_far_as_they_go(
    core: Core, clock: SimulatedClock
) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    placed = order(core, ("SCARF", 4))
    assert turned(core) == {"free_nowhere": 1}
    clock.advance(1)
    arrive(core, "VIENNE", 2)
    assert turned(core) == {"backorder": 1}
    [line] = progress(core, placed.order_id).lines
    assert line.unfillable == 1
    assert shares(core, placed.order_id)["VIENNE"] == ("proposed", {"SCARF": 2})
    assert stock(core, "SCARF", "VIENNE").allocated == 2
    assert notices(core) == ["available_again"]
    assert turned(core) == {}
    clock.advance(1)
    arrive(core, "VIENNE", 3)
    assert turned(core) == {"backorder": 1, "free_nowhere": 1}
    [line] = progress(core, placed.order_id).lines
    assert line.unfillable == 0
    assert stock(core, "SCARF", "VIENNE").allocated == 3


@pytest.mark.parametrize("way", ["short", "rejected"])
def test_a_location_that_turned_it_down_is_asked_again_only_when_goods_have_come(
    core: Core, clock: SimulatedClock, way: str
) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    placed = order(core, ("SCARF", 2))
    head = head_at(core, placed.order_id)
    if way == "short":
        line_id, reason = line_at(core, head, "SCARF").id, ShortReason.RESERVED_FOR_ANOTHER
        do(core, head, ShortLine(fulfilment_id=head.id, line_id=line_id, quantity=2, reason=reason))
    else:
        do(core, head, RejectFulfilment(fulfilment_id=head.id, reason="closed"))
    assert stock(core, "SCARF", "LYON").sellable == 3
    clock.advance(MINUTE_MS)
    assert turned(core) == {"free_nowhere": 1}
    clock.advance(MINUTE_MS)
    arrive(core, "LYON", 1)
    assert turned(core) == {"backorder": 1, "free_nowhere": 1}
    assert shares(core, placed.order_id)["LYON+"] == ("proposed", {"SCARF": 2})


def test_a_core_stopped_before_any_commit_goes_on_where_it_was(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 9}, "VIENNE": {"SCARF": 9}})
    placed = [order(core, ("SCARF", 1)).order_id for _ in range(3)]
    clock.advance(9 * DAY_MS)

    class Killed(BaseException):
        pass

    real, commits = UnitOfWork.commit, iter(range(99))

    def dies(unit: UnitOfWork) -> None:
        if next(commits) == 1:
            raise Killed
        real(unit)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(UnitOfWork, "commit", dies)
        with pytest.raises(Killed):
            turned(core)
    assert turned(core) == {"lapse": 2}
    assert turned(core) == {}
    for order_id in placed:
        assert shares(core, order_id) == {
            "LYON": ("lapsed", {"SCARF": 1}),
            "VIENNE": ("proposed", {"SCARF": 1}),
        }
    assert stock(core, "SCARF", "VIENNE").allocated == 3


def test_what_fails_or_cannot_be_done_does_not_stand_in_the_way_of_the_rest(
    core: Core, clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.orchestration.timers.PAGE", 1)
    furnish(core, {"LYON": {"SCARF": 3}})
    for _ in range(3):
        order(core, ("SCARF", 1))
    clock.advance(9 * DAY_MS)
    timers = Timers(core)
    assert timers.turn()["lapse"] == 0
    arrive(core, "VIENNE", 3)
    done = [timers.turn()["lapse"] for _ in range(5)]
    assert sum(done) == 2, "what could not be done waits a while"
    clock.advance(MINUTE_MS)
    done = [timers.turn()["lapse"] for _ in range(5)]
    assert sum(done) == 1
    assert not timers.has_more


def test_a_chain_says_how_long(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    placed = order(core, ("SCARF", 1))
    core.transact(lambda unit: set_value(unit, ChainSetting.COLLECT_WITHIN_DAYS, 3))
    stage(core, placed.order_id)
    clock.advance(3 * DAY_MS)
    assert turned(core) == {"uncollected": 1}
    with pytest.raises(BadInput, match="setting_out_of_bounds"):
        core.transact(lambda unit: set_value(unit, ChainSetting.COLLECT_WITHIN_DAYS, 0))


def test_timers_that_have_nothing_to_do_are_asked_in_one_transaction(
    core: Core, clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[object] = []
    read = core.read
    monkeypatch.setattr(core, "read", lambda work: reads.append(work) or read(work))
    furnish(core, {"LYON": {"SCARF": 1}})
    placed = order(core, ("SCARF", 1))
    stage(core, placed.order_id)
    reads.clear()
    assert turned(core) == {}
    assert len(reads) == 2, "how long the chain waits, and what is due"
    clock.advance(3 * DAY_MS)
    reads.clear()
    assert turned(core) == {"remind": 1}
    assert len(reads) == 3, "those after it are asked anew: it may have given them something"
