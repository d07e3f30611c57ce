"""A parcel on its way to a customer's home is lost: its goods are found elsewhere or refunded, and what comes
after all is settled. One of which nothing is told is asked about."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, select, update

from core.commands import (
    ArriveFulfilment,
    DispatchFulfilment,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    Resolution,
    SettleException,
    StageFulfilment,
)
from core.model import CarrierService, ExceptionCase, Fulfilment, Notification, Order, SaleLine
from core.orchestration import Core
from core.orchestration.cancellation import cancel
from core.orchestration.chain_settings import ChainSetting, set_value
from core.orchestration.ledger_check import disagreements
from core.orchestration.parcels_followed import Word
from core.orchestration.timers import Timers
from core.ports import SimulatedClock
from core.rules.exceptions import BY_ITSELF
from core.rules.fulfilment import FulfilmentKind
from core.rules.time import DAY_MS
from tests.core.orchestration.order_world import do, head_at, line_at, notices, progress, shares
from tests.core.orchestration.test_parcels_told import ONE, TWO, packed, tell

ACCEPTED = ("accepted", "")


def sent(core: Core, elsewhere: int = 0, here: int = 5) -> Fulfilment:
    """Two scarves have left Lyon in two parcels, with a service that delivers within three days."""
    head, _ = packed(core, elsewhere, here)

    def work(unit: Any) -> None:
        row = unit.session.get_one(Fulfilment, head.id)
        row.carrier, row.service = "COLIVIA", "DOM"
        unit.session.add(
            CarrierService(
                id="c",
                location_id=row.location_id,
                carrier="COLIVIA",
                service="DOM",
                carrier_name="Colivia",
                delivers_days=3,
            )
        )

    core.transact(work)
    do(core, head, DispatchFulfilment(fulfilment_id=head.id))
    return head


def lose(core: Core, *numbers: str) -> list[tuple[str, str]]:
    return tell(core, *((number, core.clock.now()) for number in numbers), word=Word.LOST)


def states(core: Core, head: Fulfilment) -> dict[str, str]:
    return {place: state for place, (state, _) in shares(core, head.order_id).items()}


def cases(core: Core) -> list[ExceptionCase]:
    """The open ones about what was told of parcels."""
    kinds = ("shipment_overdue", "delivered_after_loss", "found_after_resourcing", "arrived_after_loss")
    query = select(ExceptionCase).where(ExceptionCase.kind.in_(kinds), ExceptionCase.settled_at.is_(None))
    return list(core.read(lambda s: s.scalars(query).all()))


def sold(core: Core) -> list[int]:
    """Units that can be brought back, line by line."""
    Timers(core).turn()
    return [row for row in core.read(lambda s: s.scalars(select(SaleLine.quantity)).all()) if row]


def settle(core: Core, head: Fulfilment, choice: Resolution) -> None:
    [case] = cases(core)
    told = SettleException(
        case_id=case.id, case_aggregate=case.aggregate, settlement="asked Colivia", resolution=choice
    )
    do(core, head, told)


def is_sound(core: Core, head: Fulfilment) -> bool:
    """The ledger is the positions, and the customer has or is to get just what was ordered."""
    [line] = progress(core, head.order_id).by_line.values()
    return core.read(disagreements) == 0 and line.sourced + line.unfillable == line.wanted


def test_what_was_in_the_lost_one_of_two_parcels_is_sent_again_and_not_once_it_comes(core: Core) -> None:
    head = sent(core, elsewhere=2, here=2)
    assert lose(core, ONE) == [ACCEPTED]
    assert shares(core, head.order_id) == {
        "LYON": ("dispatched", {"SCARF": 2}),
        "VIENNE": ("proposed", {"SCARF": 1}),
    }
    assert (notices(core).count("lost"), sold(core), is_sound(core, head)) == (1, [1], True)
    assert tell(core, (TWO, core.clock.now())) == [ACCEPTED]
    assert states(core, head)["LYON"] == "delivered", "all of it that is not lost"
    assert lose(core, ONE, TWO) == [("duplicate", ""), ("refused", "parcel_delivered")]
    # It is found, and nobody has begun with what was to take its place.
    assert tell(core, (ONE, core.clock.now())) == [ACCEPTED]
    assert states(core, head) == {"LYON": "delivered", "VIENNE": "cancelled"}
    assert (cases(core), sold(core), is_sound(core, head)) == ([], [2], True)


def test_lost_as_a_whole_it_is_looked_for_everywhere_and_refunded_where_it_is_free_nowhere(
    core: Core,
) -> None:
    head = sent(core, here=2)
    assert lose(core, ONE, TWO) == [ACCEPTED, ACCEPTED]
    assert (states(core, head), sold(core)) == ({"LYON": "lost"}, [])
    told = core.read(lambda s: s.scalars(select(Notification).where(Notification.kind == "unfillable")).all())
    assert [row.data["refund_cents"] for row in told] == [12_900, 12_900]
    assert is_sound(core, head)
    core.transact(lambda unit: cancel(unit, unit.session.get_one(Order, head.order_id), [], "c-1"))
    # It comes, and its customer has the money: a person asks.
    tell(core, (ONE, core.clock.now()))
    assert (states(core, head)["LYON"], [one.kind for one in cases(core)]) == (
        "delivered",
        ["delivered_after_loss"],
    )
    tell(core, (TWO, core.clock.now()))
    assert len(cases(core)) == 1, "one case says it"
    settle(core, head, Resolution.CLOSE)
    assert cases(core) == []


def test_both_come_after_all_and_the_case_settles_itself(core: Core) -> None:
    head = sent(core, elsewhere=2, here=2)
    lose(core, ONE, TWO)
    tell(core, (TWO, core.clock.now()))
    assert states(core, head)["LYON"] == "delivered"
    assert is_sound(core, head), "the other is still to be sent again"
    tell(core, (ONE, core.clock.now()))
    kinds = {row.kind: row.data["resolution"] for row in core.read(lambda s: s.scalars(
        select(ExceptionCase).where(ExceptionCase.settled_at.is_not(None))).all())}  # fmt: skip
    assert (cases(core), kinds["delivered_after_loss"]) == ([], BY_ITSELF)
    assert (sold(core), is_sound(core, head)) == ([2], True)


@pytest.mark.parametrize(
    ("has_left", "kind"), [(False, "found_after_resourcing"), (True, "delivered_after_loss")]
)
def test_it_comes_when_others_have_prepared_what_takes_its_place(
    core: Core, has_left: bool, kind: str
) -> None:
    head = sent(core, elsewhere=2, here=2)
    lose(core, ONE)
    other = head_at(core, head.order_id, "VIENNE")
    line = line_at(core, other, "SCARF")
    do(core, other, PickLine(fulfilment_id=other.id, line_id=line.id, quantity=1))
    if has_left:
        parcel = ParcelDraft("034567890000000033", {line.id: 1})
        do(core, other, PackFulfilment(fulfilment_id=other.id, parcels=[parcel]))
        do(core, other, DispatchFulfilment(fulfilment_id=other.id))
    tell(core, (ONE, core.clock.now()))
    assert [one.kind for one in cases(core)] == [kind]
    settle(core, head, Resolution.CLOSE if has_left else Resolution.CALL_OFF)
    assert states(core, head)["VIENNE"] == ("dispatched" if has_left else "to_put_back")


def test_it_is_lost_before_its_store_is_heard(core: Core) -> None:
    head, _ = packed(core, elsewhere=2)
    assert (lose(core, ONE), states(core, head)) == ([ACCEPTED], {"LYON": "packed"})
    do(core, head, DispatchFulfilment(fulfilment_id=head.id))
    assert sorted(states(core, head).values()) == ["dispatched", "proposed"]
    assert is_sound(core, head)


def test_what_was_lost_comes_back_is_sent_once_more_and_is_lost_again(
    core: Core, clock: SimulatedClock
) -> None:
    head = sent(core, elsewhere=2, here=2)
    lose(core, ONE, TWO)
    for number in (ONE, TWO):
        do(core, head, ArriveFulfilment(fulfilment_id=head.id, number=number))
    assert (states(core, head)["LYON"], states(core, head)["VIENNE"]) == ("arrived", "cancelled")
    assert sold(core) == [], "its customer has nothing to bring back"
    do(core, head, StageFulfilment(fulfilment_id=head.id, bins={TWO: "B-1"}))
    do(core, head, DispatchFulfilment(fulfilment_id=head.id))
    assert (states(core, head)["LYON"], sold(core), core.read(disagreements)) == ("dispatched", [1], 0)
    clock.advance(DAY_MS)
    # On the same number, since nobody has printed another.
    assert lose(core, TWO) == [ACCEPTED]
    assert (states(core, head)["LYON"], notices(core).count("lost")) == ("lost", 3)
    assert (sold(core), is_sound(core, head)) == ([], True)


def test_two_that_a_store_gave_up_come_back_one_by_one(core: Core, clock: SimulatedClock) -> None:
    head = sent(core, elsewhere=2, here=2)
    clock.advance(5 * DAY_MS)
    assert overdue(core) == 1
    settle(core, head, Resolution.LOST)
    assert (notices(core).count("lost"), is_sound(core, head)) == (1, True)
    do(core, head, ArriveFulfilment(fulfilment_id=head.id, number=ONE))
    assert is_sound(core, head)
    do(core, head, ArriveFulfilment(fulfilment_id=head.id, number=TWO))
    assert states(core, head)["LYON"] == "arrived"
    assert is_sound(core, head), "it is with its store, and what was to take its place is called off"
    assert [case.kind for case in cases(core)] == ["arrived_after_loss"]


def test_two_that_were_lost_before_their_store_is_heard_come_back_one_by_one(core: Core) -> None:
    head, _ = packed(core, elsewhere=2, here=2)
    lose(core, ONE, TWO)
    do(core, head, DispatchFulfilment(fulfilment_id=head.id))
    for number in (TWO, ONE):
        do(core, head, ArriveFulfilment(fulfilment_id=head.id, number=number))
        assert is_sound(core, head)


def overdue(core: Core) -> int:
    return Timers(core).turn()["overdue_shipment"]


def test_what_nobody_tells_of_is_asked_and_asked_again_while_it_is_on_its_way(
    core: Core, clock: SimulatedClock
) -> None:
    head = sent(core)
    core.transact(lambda unit: set_value(unit, ChainSetting.PARCEL_GRACE_DAYS, 1))
    clock.advance(4 * DAY_MS - 1)
    assert overdue(core) == 0
    clock.advance(1)
    assert [overdue(core), overdue(core)] == [1, 0]
    [case] = cases(core)
    assert (case.location_id, case.data["carrier"], case.data["parcels"]) == (
        head.location_id, "Colivia", f"{ONE}, {TWO}",
    )  # fmt: skip
    settle(core, head, Resolution.CLOSE)
    assert (overdue(core), states(core, head)) == (0, {"LYON": "dispatched"})
    clock.advance(DAY_MS)
    assert [overdue(core), overdue(core)] == [1, 0], "it is on its way still: asked again"
    tell(core, (ONE, clock.now()))
    assert [one.data["parcels"] for one in cases(core)] == [TWO]
    tell(core, (TWO, clock.now()))
    assert cases(core) == [], "what it waited for has happened"


@pytest.mark.by_turns
@pytest.mark.parametrize("is_known", [True, False])
def test_a_service_that_says_no_days_is_asked_about_after_the_chains_own(
    core: Core, clock: SimulatedClock, is_known: bool
) -> None:
    """Also one that is not in the list of carriers any more."""
    sent(core)
    says_nothing = update(CarrierService).values(delivers_days=0) if is_known else delete(CarrierService)
    core.transact(lambda unit: unit.session.execute(says_nothing))
    core.transact(lambda unit: set_value(unit, ChainSetting.SILENT_CARRIER_DAYS, 0))
    clock.advance(16 * DAY_MS - 1)
    assert overdue(core) == 0, "never, if the chain says so"
    core.transact(lambda unit: set_value(unit, ChainSetting.SILENT_CARRIER_DAYS, 14))
    assert overdue(core) == 0
    clock.advance(1)
    assert [overdue(core), overdue(core)] == [1, 0]
    assert [case.data["carrier"] for case in cases(core)] == ["Colivia" if is_known else "COLIVIA"]


def test_what_was_due_long_ago_is_asked_about_no_more(core: Core, clock: SimulatedClock) -> None:
    """A chain that begins with it is not asked about all that it has ever sent."""
    sent(core)
    clock.advance((3 + 2 + 60) * DAY_MS)
    assert overdue(core) == 0
    clock.at -= 1
    assert overdue(core) == 1


@pytest.mark.by_turns
@pytest.mark.parametrize("came", [0, 1])
@pytest.mark.parametrize("choice", [Resolution.LOST, Resolution.DELIVERED])
def test_its_store_says_what_the_carrier_has_answered(
    core: Core, clock: SimulatedClock, choice: Resolution, came: int
) -> None:
    head = sent(core, elsewhere=2, here=2)
    tell(core, *[(ONE, clock.now())][:came])
    clock.advance(5 * DAY_MS)
    assert overdue(core) == 1
    settle(core, head, choice)
    lost = (2 - came) if choice is Resolution.LOST else 0
    assert states(core, head)["LYON"] == ("lost" if lost == 2 else "delivered")
    assert ("VIENNE" in states(core, head)) == bool(lost)
    assert sold(core) == ([2 - lost] if lost < 2 else [])
    assert (notices(core).count("lost"), is_sound(core, head), cases(core)) == (min(lost, 1), True, [])


def test_only_what_goes_to_a_customers_home_is_told_lost(core: Core) -> None:
    head, _ = packed(core)
    collected = update(Fulfilment).where(Fulfilment.id == head.id).values(kind=FulfilmentKind.PICKUP.value)
    core.transact(lambda unit: unit.session.execute(collected))
    assert lose(core, ONE, "nobody's") == [
        ("refused", "parcel_not_for_a_customer"),
        ("refused", "unknown_parcel"),
    ]
