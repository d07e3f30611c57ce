"""Stock is held for a basket, exactly: nobody else gets it, none is refused that is free, it ends alone."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from order_world import claims, furnish, order, progress, shares, stock
from sqlalchemy import func, select

from core.model import Position, Reservation
from core.orchestration import Core
from core.orchestration.chain_settings import ChainSetting, set_value
from core.orchestration.reservations import (
    Basket,
    BasketLine,
    ReservationView,
    confirm,
    release,
    reserve,
    view,
)
from core.orchestration.timers import Timers
from core.ports import SimulatedClock
from core.rules.errors import BadInput, Refused
from core.rules.order import Channel, OrderStatus, PaymentState
from core.rules.reservation import HOLDING, ReservationState
from core.rules.time import DAY_MS, MINUTE_MS


def held(
    core: Core, *lines: tuple[str, int], minutes: int = 15, location: str | None = None
) -> ReservationView:
    basket = Basket(Channel.WEB, [BasketLine(*line) for line in lines], location, minutes)
    return core.transact(lambda unit: reserve(unit, basket))


def counted(core: Core) -> tuple[int, int]:
    """What positions say is held, and what the live claims add up to."""

    def read(session: object) -> tuple[int, int]:
        return (
            session.scalar(select(func.sum(Position.soft_held))) or 0,  # type: ignore[attr-defined]
            session.scalar(  # type: ignore[attr-defined]
                select(func.sum(Reservation.quantity)).where(Reservation.state.in_(HOLDING))
            )
            or 0,
        )

    return core.read(read)


def test_what_is_held_is_not_sold_to_others_and_its_own_order_gets_it(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}, "PARIS": {"SCARF": 1}})
    mine = held(core, ("SCARF", 3))
    assert (mine.state, mine.missing) == (ReservationState.SOFT, {})
    assert counted(core) == (3, 3)
    other = order(core, ("SCARF", 1)).order_id
    assert progress(core, other).status is OrderStatus.UNFILLABLE

    placed = order(core, ("SCARF", 3), reservation=mine.id).order_id
    assert progress(core, placed).status is OrderStatus.SOURCED
    assert counted(core) == (0, 0)
    assert stock(core, "SCARF", "LYON").allocated == 2
    after = core.read(lambda session: view(session, mine.id))
    assert {(one.location, one.quantity, one.state) for one in after.claims} == {
        ("LYON", 2, ReservationState.ALLOCATED),
        ("PARIS", 1, ReservationState.ALLOCATED),
    }
    assert after.order_id == placed
    with pytest.raises(Refused, match="reservation_ended"):
        core.transact(lambda unit: release(unit, mine.id))


def test_taken_up_by_an_order_that_is_not_paid_yet_it_reads_as_ended_by_it(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    mine = held(core, ("SCARF", 2))
    placed = order(core, ("SCARF", 2), reservation=mine.id, payment=PaymentState.PENDING).order_id
    after = core.read(lambda session: view(session, mine.id))
    assert (after.order_id, after.state, after.expires_at) == (placed, ReservationState.RELEASED, None)
    assert [(one.location, one.quantity) for one in after.claims] == [("LYON", 2)]
    assert counted(core) == (2, 2)
    for way in (release, confirm):
        with pytest.raises(Refused, match="reservation_ended"):
            core.transact(lambda unit, way=way: way(unit, mine.id))
    # Another order that names it has nothing of it, and is sourced with what there is.
    assert (
        progress(core, order(core, ("SCARF", 1), reservation=mine.id).order_id).status
        is OrderStatus.UNFILLABLE
    )


def test_the_part_that_can_be_had_is_held_and_nothing_is_refused(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    assert held(core, ("SCARF", 5)).missing == {"SCARF": 3}
    with pytest.raises(Refused, match="nothing_free") as refused:
        held(core, ("SCARF", 1))
    assert refused.value.data == {"missing": {"SCARF": 1}}
    with pytest.raises(BadInput, match="unknown_article"):
        held(core, ("GONE", 1))


def test_it_ends_by_itself_and_firm_it_lasts_for_days(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    soft, firm = held(core, ("SCARF", 1)), held(core, ("SCARF", 2))
    for _ in range(2):
        assert core.transact(lambda unit: confirm(unit, firm.id)).state is ReservationState.FIRM
    clock.advance(14 * MINUTE_MS)
    assert Timers(core).turn()["hold"] == 0
    clock.advance(MINUTE_MS)
    assert Timers(core).turn()["hold"] == 1
    assert Timers(core).turn()["hold"] == 0
    assert core.read(lambda s: view(s, soft.id)).state is ReservationState.EXPIRED
    assert counted(core) == (2, 2)
    with pytest.raises(Refused, match="reservation_ended"):
        core.transact(lambda unit: confirm(unit, soft.id))
    # The order that names it is sourced all the same, while there is something.
    placed = order(core, ("SCARF", 1), reservation=soft.id).order_id
    assert progress(core, placed).status is OrderStatus.SOURCED

    core.transact(lambda unit: set_value(unit, ChainSetting.FIRM_HOLD_DAYS, 3))
    clock.advance(3 * DAY_MS)
    assert Timers(core).turn()["hold"] == 1
    assert counted(core) == (0, 0)


def test_released_it_is_free_again_and_releasing_twice_changes_nothing(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    mine = held(core, ("SCARF", 1))
    for _ in range(2):
        assert core.transact(lambda unit: release(unit, mine.id)).state is ReservationState.RELEASED
    assert counted(core) == (0, 0)
    assert held(core, ("SCARF", 1), location="LYON").claims[0].location == "LYON"
    with pytest.raises(Refused, match="unknown_reservation"):
        core.transact(lambda unit: release(unit, "nobody-s"))
    with pytest.raises(BadInput, match="unknown_reservation"):
        order(core, ("SCARF", 1), reservation="nobody-s")


def test_of_many_at_once_no_unit_is_held_twice_and_none_refused_while_it_is_free(core: Core) -> None:
    stocked = {"LYON": 3, "VIENNE": 2, "PARIS": 4}
    furnish(core, {code: {"SCARF": units, "COAT": units} for code, units in stocked.items()})
    together = threading.Barrier(6)

    def work(number: int) -> int:
        together.wait(timeout=30)
        skus: Sequence[str] = ("SCARF", "COAT") if number % 2 else ("COAT", "SCARF")
        got = 0
        for turn in range(4):
            try:
                mine = held(core, *((sku, 1) for sku in skus))
            except Refused:
                continue
            if turn % 2:
                core.transact(lambda unit, mine=mine: release(unit, mine.id))
            else:
                got += sum(claim.quantity for claim in mine.claims)
        return got

    with ThreadPoolExecutor(6) as pool:
        kept = sum(pool.map(work, range(6)))
    assert counted(core) == (kept, kept)
    assert kept <= 18
    free = 18 - kept
    rest = [held(core, ("SCARF", 1)) for _ in range(9 - _held_of(core, "SCARF"))]
    rest += [held(core, ("COAT", 1)) for _ in range(9 - _held_of(core, "COAT"))]
    assert len(rest) == free
    for sku in ("SCARF", "COAT"):
        with pytest.raises(Refused, match="nothing_free"):
            held(core, (sku, 1))
    assert {units for _, units in claims(core)} == {1}
    assert all(stock(core, "SCARF", code).soft_held == units for code, units in stocked.items())


def _held_of(core: Core, sku: str) -> int:
    return sum(stock(core, sku, code).soft_held for code in ("LYON", "VIENNE", "PARIS"))


def test_an_order_takes_up_its_reservation_where_it_is_to_be_collected(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "PARIS": {"SCARF": 1}})
    mine = held(core, ("SCARF", 1), location="PARIS")
    placed = order(core, ("SCARF", 1), reservation=mine.id).order_id
    assert shares(core, placed) == {"LYON": ("proposed", {"SCARF": 1})}
    assert counted(core) == (0, 0)
