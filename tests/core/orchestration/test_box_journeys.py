"""Which journey a carton came on is told by what has happened to its parcel: the clocks of the two stores may
be hours apart, and the words of either come in late."""

from __future__ import annotations

import pytest

from core.commands import (
    ArriveFulfilment,
    DispatchFulfilment,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    ReceiveCarton,
    ReopenFulfilment,
    StageFulfilment,
)
from core.model import Carton, Fulfilment, Parcel
from core.orchestration import Core
from core.ports import SimulatedClock
from core.rules.time import HOUR_MS
from tests.core.orchestration.order_world import do, head_at, line_at, order
from tests.core.orchestration.test_boxes_told_twice import announced, arrives, runs_at_a_workstation, scans
from tests.core.orchestration.test_parcels_back_with_truck import comes_by_truck, sent_to_another_store, told
from tests.core.orchestration.test_parcels_lost import states
from tests.core.orchestration.test_parcels_on_a_truck import at, on_hand
from tests.core.orchestration.test_parcels_told import ONE, TWO

OFF = pytest.mark.parametrize("off_ms", [-5 * HOUR_MS, 5 * HOUR_MS], ids=["behind", "ahead"])


def sends_on(core: Core, head: Fulfilment) -> None:
    """What is back in Paris leaves once more."""
    stage = StageFulfilment(fulfilment_id=head.id, bins={ONE: "B-1"})
    do(core, head, stage, DispatchFulfilment(fulfilment_id=head.id))


def journeys(core: Core) -> tuple[int, list[int]]:
    """Of the parcel, and of the cartons."""
    cartons = core.read(lambda s: sorted(row.journey for row in s.query(Carton)))
    return core.read(lambda s: s.query(Parcel).one().journey), cartons


@pytest.mark.by_turns
@OFF
def test_the_clock_of_where_it_comes_may_be_hours_off(core: Core, clock: SimulatedClock, off_ms: int) -> None:
    head = sent_to_another_store(core, ONE)
    delivery = announced(core, "LYON", "COAT", ONE)
    clock.advance(off_ms)
    scans(core, "LYON", delivery, ONE)
    assert (on_hand(core, "LYON"), states(core, head)) == (1, {"LYON": "arrived"})
    assert journeys(core) == (0, [0])


@pytest.mark.by_turns
@OFF
def test_a_workstation_asks_no_clock_either(core: Core, clock: SimulatedClock, off_ms: int) -> None:
    head = sent_to_another_store(core, ONE)
    delivery = announced(core, "LYON", "COAT", ONE)
    clock.advance(off_ms)
    carton = ReceiveCarton(delivery_id=delivery, number=ONE)
    runs_at_a_workstation(core, "LYON", carton, ArriveFulfilment(fulfilment_id=head.id, number=ONE))
    assert (on_hand(core, "LYON"), states(core, head)) == (1, {"LYON": "arrived"})


@pytest.mark.by_turns
@OFF
def test_what_came_back_and_is_sent_on_counts_anew(core: Core, clock: SimulatedClock, off_ms: int) -> None:
    """Twice to Paris in the same announced carton, with the clock put right, or wrong, in between."""
    head = sent_to_another_store(core, ONE)
    back = announced(core, "PARIS", "COAT", ONE)
    scans(core, "PARIS", back, ONE)
    assert on_hand(core, "PARIS") == 3
    clock.advance(off_ms)
    sends_on(core, head)
    assert on_hand(core, "PARIS") == 2
    scans(core, "PARIS", back, ONE)
    assert (on_hand(core, "PARIS"), states(core, head)) == (3, {"PARIS": "arrived"})
    assert journeys(core) == (1, [0, 1])


@pytest.mark.by_turns
@OFF
def test_that_it_was_sent_on_may_be_heard_last(core: Core, clock: SimulatedClock, off_ms: int) -> None:
    head = sent_to_another_store(core, ONE)
    comes_by_truck(core, head, ONE)
    delivery = announced(core, "LYON", "COAT", ONE)
    scans(core, "LYON", delivery, ONE)
    clock.advance(off_ms)
    sends_on(core, head)
    arrives(core, head, "LYON", ONE)
    assert (on_hand(core, "PARIS"), on_hand(core, "LYON")) == (2, 1)
    assert (states(core, head), told(core, at(core, "LYON"))) == ({"LYON": "arrived"}, [])
    assert journeys(core) == (1, [0, 1])


def test_when_it_was_packed_stays(core: Core, clock: SimulatedClock) -> None:
    head = sent_to_another_store(core, ONE)
    packed_at = core.read(lambda s: s.query(Parcel).one().packed_at)
    comes_by_truck(core, head, ONE)
    clock.advance(HOUR_MS)
    sends_on(core, head)
    parcel = core.read(lambda s: s.query(Parcel).one())
    assert (parcel.packed_at, parcel.arrived_at) == (packed_at, None)


def sends_coat(core: Core, number: str, reference: str) -> Fulfilment:
    """Another coat of Paris for Lyon, in a parcel of this number."""
    placed = order(core, ("COAT", 1), location="LYON", reference=reference)
    head = head_at(core, placed.order_id, "PARIS")
    line = line_at(core, head, "COAT")
    do(
        core,
        head,
        PickLine(fulfilment_id=head.id, line_id=line.id, quantity=1),
        PackFulfilment(fulfilment_id=head.id, parcels=[ParcelDraft(number, {line.id: 1})]),
        DispatchFulfilment(fulfilment_id=head.id),
    )
    return head


def test_what_came_under_a_number_is_not_of_another_that_is_given_it_later(core: Core) -> None:
    sent_to_another_store(core, ONE)
    scans(core, "LYON", announced(core, "LYON", "COAT", ONE), ONE)
    arrives(core, sends_coat(core, ONE, "W-2"), "LYON", ONE)
    assert on_hand(core, "LYON") == 2


@pytest.mark.parametrize("by_truck", [True, False])
def test_what_came_in_a_depot_s_carton_is_not_of_the_parcel_that_its_number_is_given_to(
    core: Core, by_truck: bool
) -> None:
    """The box is used again with the label that was on it."""
    sent_to_another_store(core, TWO)
    scans(core, "PARIS", announced(core, "PARIS", "COAT", ONE), ONE)
    head = sends_coat(core, ONE, "W-2")
    assert on_hand(core, "PARIS") == 2
    if by_truck:
        comes_by_truck(core, head, ONE)
    else:
        arrives(core, head, "PARIS", ONE)
    assert (on_hand(core, "PARIS"), states(core, head)) == (3, {"PARIS": "arrived"})


def test_what_is_packed_anew_under_its_old_number_counts_anew(core: Core) -> None:
    head = sent_to_another_store(core, ONE)
    scans(core, "PARIS", announced(core, "PARIS", "COAT", ONE), ONE)
    draft = ParcelDraft(ONE, {line_at(core, head, "COAT").id: 1})
    stage = StageFulfilment(fulfilment_id=head.id, bins={ONE: "B-1"})
    do(
        core,
        head,
        stage,
        ReopenFulfilment(fulfilment_id=head.id, reason="another_box"),
        PackFulfilment(fulfilment_id=head.id, parcels=[draft]),
        stage,
        DispatchFulfilment(fulfilment_id=head.id),
    )
    assert on_hand(core, "PARIS") == 2
    arrives(core, head, "PARIS", ONE)
    assert on_hand(core, "PARIS") == 3
