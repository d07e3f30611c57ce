"""What is free nowhere is put before the people of a store, who settle it by a deed. On both databases."""

from __future__ import annotations

from order_world import do, furnish, head_at, line_at, notices, order, progress, shares, take_in
from sqlalchemy import select
from test_shut_locations import set_open, turn

from core.commands import ClaimFulfilment, RejectFulfilment, Resolution, SettleException, ShortLine
from core.model import Article, ExceptionCase, Fulfilment, Location, Notification, Order
from core.orchestration import Core, UnitOfWork
from core.orchestration.cancellation import cancel
from core.orchestration.chain_settings import ChainSetting, set_value
from core.orchestration.notices import UNFILLABLE, tell_customer
from core.ports import SimulatedClock
from core.rules.errors import Refused
from core.rules.order import OrderStatus, PaymentState
from core.rules.stock import MovementKind, ShortReason
from core.rules.time import DAY_MS, HOUR_MS
from core.service.order_attention import settle_cases
from tests.core.builders import move


def cases(core: Core) -> list[tuple[str, bool, str]]:
    """Where each case is, whether it is open, and how it was settled."""
    rows = core.read(
        lambda s: s.execute(
            select(Location.code, ExceptionCase)
            .join(Location, Location.id == ExceptionCase.location_id)
            .where(ExceptionCase.kind == "free_nowhere")
            .order_by(ExceptionCase.raised_at)
        ).all()
    )
    return [(code, one.settled_at is None, one.data.get("resolution", "")) for code, one in rows]


def settle(core: Core, choice: Resolution) -> str:
    """The open case is answered so by its store; what the core says."""
    case = core.read(
        lambda s: s.scalars(select(ExceptionCase).where(ExceptionCase.settled_at.is_(None))).one()
    )
    command = SettleException(
        case_id=case.id, case_aggregate=case.aggregate, settlement="vu", resolution=choice
    )
    try:
        return str(take_in(core, Fulfilment(id="none", location_id=case.location_id), command)[1].status)
    except Refused as refusal:
        return refusal.code


def receive(core: Core, code: str, units: int) -> None:
    """Scarfs come to a store."""

    def work(unit: UnitOfWork) -> None:
        article = unit.session.scalars(select(Article).where(Article.sku == "SCARF")).one()
        place = unit.session.scalars(select(Location).where(Location.code == code)).one()
        move(unit, MovementKind.RECEIVED, article, place, units)

    core.transact(work)


def test_it_is_before_the_store_where_it_is_collected_until_goods_come(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "PARIS": {"COAT": 1}})
    placed = order(core, ("SCARF", 3), ("COAT", 1)).order_id
    assert (turn(core), cases(core)) == ({"free_nowhere": 1}, [("LYON", True, "")])
    told = core.read(lambda s: s.scalars(select(ExceptionCase.data)).one())
    assert told["articles"] == [{"sku": "SCARF", "name": "Scarf", "units": 2}]
    assert told["is_collected"]
    # Asked again, nobody has any: it stays open.
    assert settle(core, Resolution.LOOK_AGAIN) == "still_free_nowhere"
    assert (turn(core), cases(core)) == ({}, [("LYON", True, "")])
    receive(core, "PARIS", 2)
    assert turn(core) == {"backorder": 1, "free_nowhere": 1}
    assert cases(core) == [("LYON", False, "by_itself")]
    assert progress(core, placed).status is OrderStatus.SOURCED


def test_a_delivery_is_before_the_nearest_open_store_which_cancels_what_is_missing(core: Core) -> None:
    furnish(core, {"PARIS": {"SCARF": 1}})
    set_open(core, "LYON", is_open=False)
    paid = {"location": None, "latitude": 45.76, "longitude": 4.86, "payment": PaymentState.PAID}
    placed = order(core, ("SCARF", 3), **paid).order_id
    assert (turn(core), cases(core)) == ({"free_nowhere": 1}, [("VIENNE", True, "")])
    assert settle(core, Resolution.CANCEL_MISSING) == "applied"
    assert cases(core) == [("VIENNE", False, "cancel_missing")]
    done = progress(core, placed)
    assert (done.status, [line.cancelled for line in done.lines]) == (OrderStatus.SOURCED, [2])
    refund = core.read(lambda s: s.scalars(select(Notification.data)).one()["refund_cents"])
    assert (notices(core), refund) == (["cancelled"], 2 * 12_900)
    assert (turn(core), len(cases(core))) == ({}, 1)


def test_who_has_decided_that_it_waits_is_asked_again_when_something_has_changed(
    core: Core, clock: SimulatedClock
) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 3)).order_id
    turn(core)
    assert settle(core, Resolution.CLOSE) == "applied"
    clock.advance(HOUR_MS)
    assert (turn(core), cases(core)) == ({}, [("LYON", False, "close")])
    head = head_at(core, placed)
    line = line_at(core, head, "SCARF")
    short = ShortLine(fulfilment_id=head.id, line_id=line.id, quantity=1, reason=ShortReason.NOT_FOUND)
    do(core, head, ClaimFulfilment(fulfilment_id=head.id), short)
    assert turn(core) == {"free_nowhere": 1}
    assert cases(core) == [("LYON", False, "close"), ("LYON", True, "")]


def test_nobody_is_asked_about_an_order_of_long_ago_until_something_is_told_of_it(
    core: Core, clock: SimulatedClock
) -> None:
    furnish(core, {"LYON": {}})
    placed = order(core, ("SCARF", 1)).order_id
    clock.advance(61 * DAY_MS)
    assert (turn(core), cases(core)) == ({}, [])
    core.transact(
        lambda unit: tell_customer(unit, unit.session.get_one(Order, placed), UNFILLABLE, "cause", {})
    )
    assert (turn(core), cases(core)) == ({"free_nowhere": 1}, [("LYON", True, "")])


def test_headquarters_word_about_an_order_does_not_settle_what_is_free_nowhere(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 3)).order_id
    turn(core)
    core.transact(lambda unit: settle_cases(unit, unit.session.get_one(Order, placed), "me", "phoned"))
    assert cases(core) == [("LYON", True, "")]


def test_people_may_have_places_asked_again_that_have_turned_it_down(
    core: Core, clock: SimulatedClock
) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "VIENNE": {"SCARF": 1}})
    core.transact(lambda unit: set_value(unit, ChainSetting.MOST_SOURCES, 1))
    placed = order(core, ("SCARF", 1)).order_id
    head = head_at(core, placed)
    do(core, head, RejectFulfilment(fulfilment_id=head.id, reason="busy"))
    clock.advance(HOUR_MS)
    assert (turn(core), turn(core)) == ({"free_nowhere": 1}, {})
    assert settle(core, Resolution.LOOK_AGAIN) == "applied"
    assert shares(core, placed)["VIENNE"] == ("proposed", {"SCARF": 1})
    assert (turn(core), cases(core)) == ({}, [("LYON", False, "look_again")])


def test_nobody_is_asked_about_what_is_expected_on_a_day_or_not_paid(core: Core) -> None:
    furnish(core, {"LYON": {}})
    order(core, ("SCARF", 1), payment=PaymentState.PENDING)
    assert (turn(core), cases(core)) == ({}, [])


def test_one_that_is_cancelled_elsewhere_is_nobody_s_question_any_more(core: Core) -> None:
    furnish(core, {"LYON": {}})
    placed = order(core, ("SCARF", 1)).order_id
    turn(core)
    core.transact(lambda unit: cancel(unit, unit.session.get_one(Order, placed), [], "cause"))
    assert (turn(core), cases(core)) == ({"free_nowhere": 1}, [("LYON", False, "by_itself")])
