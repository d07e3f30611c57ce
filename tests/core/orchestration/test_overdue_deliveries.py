"""What does not come: called off, or not here long after it was due; and what is done about it."""

from __future__ import annotations

from typing import Any

import pytest

from core.commands import (
    Actor,
    ArriveFulfilment,
    FinishDelivery,
    Outcome,
    ReceiveCarton,
    Resolution,
    SettleException,
    run,
)
from core.model import (
    Arrival,
    Article,
    Delivery,
    DeliveryLine,
    ExceptionCase,
    Fulfilment,
    Location,
    Notification,
    Order,
)
from core.orchestration import Core, UnitOfWork, reactions
from core.orchestration.cancellation import cancel
from core.orchestration.deliveries import take_back
from core.orchestration.ledger_check import disagreements
from core.orchestration.settlements import lock_for
from core.orchestration.timers import Timers
from core.ports import SimulatedClock
from core.rules.errors import Conflict, Refused
from core.rules.permissions import Role
from core.rules.time import DAY_MS, Instant
from tests.core.builders import make_position
from tests.core.orchestration.order_world import do, shares, stock, take_in
from tests.core.orchestration.test_deliveries import (
    FIRST,
    head_of,
    network,
    say,
    sent_by_paris,
    streams,
    told,
)

__all__ = ["network"]


def delivery_of(core: Core) -> Delivery:
    return core.read(lambda s: s.query(Delivery).one())


def call_off(core: Core) -> str:
    key = delivery_of(core).id
    return core.transact(lambda unit: take_back(unit, key).state)


def cases(core: Core) -> list[ExceptionCase]:
    return core.read(lambda s: s.query(ExceptionCase).order_by(ExceptionCase.kind).all())


def announced(core: Core, due_at: int) -> Any:
    assert say(core, told(("SCARF", 5), due_at=Instant(due_at)))
    return head_of(core, "LYON")


def test_what_is_called_off_is_awaited_no_more_and_can_be_announced_again(
    network: Core, clock: SimulatedClock
) -> None:
    announced(network, clock.now() + DAY_MS)
    assert [call_off(network), call_off(network)] == ["withdrawn", "withdrawn"]
    assert stock(network, "SCARF", "LYON").transit_in == 0
    assert network.read(lambda s: s.query(Arrival).count()) == 0
    assert say(network, told(("SCARF", 5), due_at=Instant(clock.now() + DAY_MS)))
    assert (delivery_of(network).state, stock(network, "SCARF", "LYON").transit_in) == ("announced", 5)
    assert network.read(disagreements) == 0


def test_what_comes_though_it_was_called_off_is_here_and_told(network: Core, clock: SimulatedClock) -> None:
    here = announced(network, clock.now() + DAY_MS)
    key = delivery_of(network).id
    call_off(network)
    _, outcome = take_in(network, here, ReceiveCarton(delivery_id=key, number="CARTON-1"))
    assert (outcome.status, outcome.code) == ("recorded", "received_after_withdrawal")
    assert (stock(network, "SCARF", "LYON").sellable, stock(network, "SCARF", "LYON").transit_in) == (6, 0)
    do(network, here, FinishDelivery(delivery_id=key))
    assert [case.kind for case in cases(network)] == ["received_after_withdrawal"]
    assert network.read(disagreements) == 0


def test_what_has_begun_to_come_is_not_called_off(network: Core, clock: SimulatedClock) -> None:
    here = announced(network, clock.now() + DAY_MS)
    do(network, here, ReceiveCarton(delivery_id=delivery_of(network).id, number="CARTON-1"))
    with pytest.raises(Conflict, match="delivery_begun"):
        call_off(network)
    with pytest.raises(Refused, match="unknown_delivery"):
        network.transact(lambda unit: take_back(unit, "none"))


@pytest.mark.parametrize("choice", [Resolution.GIVE_UP, Resolution.CLOSE])
def test_what_is_long_overdue_is_told_once_and_given_up_or_still_awaited(
    network: Core, clock: SimulatedClock, choice: Resolution
) -> None:
    here = announced(network, clock.now())
    clock.advance(2 * DAY_MS)
    assert Timers(network).turn()["overdue_delivery"] == 0
    clock.advance(DAY_MS)
    assert [Timers(network).turn()["overdue_delivery"] for _ in range(2)] == [1, 0]
    [case] = cases(network)
    assert (case.kind, case.location_id, case.data["delivery"]) == (
        "delivery_overdue",
        here.location_id,
        "ASN-7",
    )
    settle = SettleException(
        case_id=case.id, case_aggregate=case.aggregate, settlement="vu", resolution=choice
    )
    do(network, here, settle)
    is_given_up = choice is Resolution.GIVE_UP
    assert delivery_of(network).state == ("withdrawn" if is_given_up else "announced")
    assert stock(network, "SCARF", "LYON").transit_in == (0 if is_given_up else 5)
    assert network.read(lambda s: s.query(DeliveryLine).one().missing) == (5 if is_given_up else 0)
    assert network.read(disagreements) == 0
    clock.advance(31 * DAY_MS)
    assert Timers(network).turn()["close_delivery"] == is_given_up


def test_a_customers_parcel_that_never_arrives_is_told_to_the_store_that_awaits_it(
    network: Core, clock: SimulatedClock
) -> None:
    sent_by_paris(network)
    clock.advance(3 * DAY_MS)
    assert [Timers(network).turn()["overdue_parcel"] for _ in range(2)] == [1, 0]
    [case] = [one for one in cases(network) if one.kind == "parcel_overdue"]
    assert (case.location_id, case.data["origin"]) == (head_of(network, "LYON").location_id, "Paris")


def settle_overdue(core: Core, choice: Resolution) -> ExceptionCase:
    """Lyon, where the customer waits, says what it found out."""
    [case] = [one for one in cases(core) if one.kind == "parcel_overdue"]
    settle = SettleException(
        case_id=case.id, case_aggregate=case.aggregate, settlement="vu", resolution=choice
    )
    at_lyon = Actor("staff-1", Role.MANAGER, case.location_id, "device-2")

    def work(unit: UnitOfWork) -> Outcome:
        lock_for(unit, settle)
        context = unit.context(at_lyon, "c-lost", settle.aggregate)
        outcome = run(context, settle, unit.capture)
        reactions.after(unit, settle, "c-lost", outcome)
        return outcome

    assert core.transact(work).status == "applied"
    return case


@pytest.mark.parametrize("elsewhere", [2, 0])
def test_a_lost_parcel_is_sourced_anew_or_refunded_and_found_again_it_calls_off_what_took_its_place(
    network: Core, clock: SimulatedClock, elsewhere: int
) -> None:
    sent = sent_by_paris(network)
    receive_more(network, "COAT", "PARIS", -1)
    receive_more(network, "COAT", "VIENNE", elsewhere)
    clock.advance(3 * DAY_MS)
    assert Timers(network).turn()["overdue_parcel"] == 1
    settle_overdue(network, Resolution.LOST)
    lost = network.read(lambda s: s.get_one(Fulfilment, sent.id))
    assert (lost.state, len(streams(network, lost))) == ("lost", 2)
    where = {key: state for key, (state, _) in shares(network, sent.order_id).items()}
    if not elsewhere:
        assert where == {"PARIS": "lost"}
        told = network.read(lambda s: s.query(Notification).filter_by(kind="unfillable").one())
        assert told.data["refund_cents"] == 25_800
        network.transact(
            lambda unit: cancel(
                unit, unit.session.get_one(Order, sent.order_id), [], "cancel-1", is_told=False
            )
        )
        # Its customer has the money back, and is not asked to come for it.
        assert arrive_at_lyon(network, sent, FIRST).code == "arrived_after_loss"
        assert shares(network, sent.order_id)["LYON"][0] == "to_put_back"
        assert network.read(disagreements) == 0
        return
    assert where == {"PARIS": "lost", "VIENNE": "proposed"}
    # It comes after all: Lyon has it, and Vienne need not prepare it.
    assert arrive_at_lyon(network, sent, FIRST).code == "arrived_after_loss"
    where = {key: state for key, (state, _) in shares(network, sent.order_id).items()}
    assert where == {"LYON": "arrived", "VIENNE": "cancelled"}
    assert network.read(disagreements) == 0


def test_what_comes_settles_its_own_overdue_case(network: Core, clock: SimulatedClock) -> None:
    sent = sent_by_paris(network)
    here = announced(network, clock.now())
    clock.advance(4 * DAY_MS)
    Timers(network).turn()
    do(network, here, ReceiveCarton(delivery_id=delivery_of(network).id, number="CARTON-1"))
    arrive_at_lyon(network, sent, FIRST)
    late = [case for case in cases(network) if case.kind.endswith("overdue")]
    told = {case.kind: (case.data["resolution"], case.settled_by) for case in late}
    assert told == {"delivery_overdue": ("found", "staff-1"), "parcel_overdue": ("found", "staff-1")}


def test_what_is_called_off_settles_its_overdue_case(network: Core, clock: SimulatedClock) -> None:
    announced(network, clock.now())
    clock.advance(4 * DAY_MS)
    Timers(network).turn()
    call_off(network)
    assert [case.data["resolution"] for case in cases(network)] == ["give_up"]


def arrive_at_lyon(core: Core, sent: Fulfilment, number: str) -> Outcome:
    lyon = core.read(lambda s: s.query(Location).filter_by(code="LYON").one())
    command = ArriveFulfilment(fulfilment_id=sent.id, number=number)

    def work(unit: UnitOfWork) -> Outcome:
        unit.lock(Fulfilment, sent.id)
        context = unit.context(
            Actor("staff-1", Role.ASSOCIATE, lyon.id, "device-2"), "c-here", command.aggregate
        )
        outcome = run(context, command, unit.capture)
        reactions.after(unit, command, "c-here", outcome)
        return outcome

    return core.transact(work)


def receive_more(core: Core, sku: str, code: str, units: int) -> None:
    """More of an article at a location."""

    def work(unit: UnitOfWork) -> None:
        place = unit.session.query(Location).filter_by(code=code).one()
        make_position(unit, unit.session.query(Article).filter_by(sku=sku).one(), place, units)

    core.transact(work)
