"""A parcel is told of as one that arrives and as a carton of a truck, in either order and more than once: its
units count once for each of its journeys."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.commands import (
    Actor,
    ArriveFulfilment,
    Command,
    DispatchFulfilment,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    ReceiveCarton,
    ReceivePieces,
    StageFulfilment,
    TakeOff,
    TellDamaged,
    run,
)
from core.model import Article, DeliveryLine, Fulfilment, Piece
from core.orchestration import Core, UnitOfWork
from core.orchestration.deliveries import (
    AnnouncedCarton,
    AnnouncedLine,
    Announcement,
    announce,
    delivery_id_of,
)
from core.orchestration.ledger_check import disagreements
from core.ports import SimulatedClock
from core.rules.permissions import Role
from core.rules.time import HOUR_MS, Instant
from tests.core.orchestration.order_world import do, furnish, head_at, line_at, order, stock
from tests.core.orchestration.test_parcels_back_with_truck import (
    TRUCK,
    comes_by_truck,
    sent_to_another_store,
    told,
)
from tests.core.orchestration.test_parcels_lost import lose, sent, states
from tests.core.orchestration.test_parcels_on_a_truck import at, on_hand
from tests.core.orchestration.test_parcels_told import ONE, TWO


def announced(core: Core, place: str, sku: str, *numbers: str, units: int = 1) -> str:
    """A depot has announced these cartons, each with units of one article: the delivery."""
    cartons = tuple(AnnouncedCarton(number, (AnnouncedLine(sku, units),)) for number in numbers)
    word = Announcement("DEPOT-1", place, Instant(core.clock.now()), cartons, "depot")
    core.transact(lambda unit: announce(unit, word))
    return delivery_id_of(word)


def arrives(core: Core, head: Fulfilment, place: str, *numbers: str) -> None:
    for number in numbers:
        do(core, at(core, place), ArriveFulfilment(fulfilment_id=head.id, number=number))


def scans(core: Core, place: str, delivery: str, *numbers: str) -> None:
    for number in numbers:
        do(core, at(core, place), ReceiveCarton(delivery_id=delivery, number=number))


def reads_out(core: Core, place: str, sku: str, number: str, delivery: str = TRUCK, units: int = 1) -> None:
    article = core.read(lambda s: s.scalars(select(Article.id).where(Article.sku == sku)).one())
    told = ReceivePieces(delivery_id=delivery, article_id=article, carton=number, quantity=units)
    do(core, at(core, place), told)


def scarves(core: Core) -> tuple[int, int, int]:
    """Of Lyon: on the shelves, on their way, and damaged."""
    assert core.read(disagreements) == 0
    held = stock(core, "SCARF", "LYON")
    return held.sellable, held.transit_in, held.damaged


@pytest.mark.by_turns
@pytest.mark.parametrize("place", ["LYON", "PARIS"])
@pytest.mark.parametrize("numbers", [(ONE,), (ONE, TWO)])
def test_what_was_told_to_arrive_counts_once_with_its_announced_carton(
    core: Core, place: str, numbers: tuple[str, ...]
) -> None:
    head = sent_to_another_store(core, *numbers)
    delivery = announced(core, place, "COAT", *numbers)
    arrives(core, head, place, *numbers)
    scans(core, place, delivery, *numbers)
    assert (on_hand(core, place), states(core, head)) == (
        len(numbers) if place == "LYON" else 3,
        {place: "arrived"},
    )
    assert stock(core, "COAT", place).allocated == len(numbers)
    assert told(core, at(core, place)) == []


@pytest.mark.by_turns
@pytest.mark.parametrize("first", ["arrival", "carton"])
def test_each_of_several_may_be_told_the_other_way_round(core: Core, first: str) -> None:
    head = sent_to_another_store(core, ONE, TWO)
    delivery = announced(core, "PARIS", "COAT", ONE, TWO)
    arrives(core, head, "PARIS", ONE)
    if first == "carton":
        scans(core, "PARIS", delivery, ONE, TWO)
    else:
        arrives(core, head, "PARIS", TWO)
        scans(core, "PARIS", delivery, TWO, ONE)
    assert (on_hand(core, "PARIS"), states(core, head)) == (3, {"PARIS": "arrived"})


def test_one_of_several_that_came_back_alone_counts_once_with_its_carton(core: Core) -> None:
    head = sent(core, here=2)
    delivery = announced(core, "LYON", "SCARF", ONE)
    arrives(core, head, "LYON", ONE)
    scans(core, "LYON", delivery, ONE)
    assert (scarves(core), states(core, head)) == ((1, 0, 0), {"LYON": "dispatched"})


def test_what_is_more_than_the_parcel_held_is_here_too(core: Core) -> None:
    head = sent_to_another_store(core, ONE)
    delivery = announced(core, "LYON", "COAT", ONE, units=3)
    arrives(core, head, "LYON", ONE)
    scans(core, "LYON", delivery, ONE)
    assert on_hand(core, "LYON") == 3


@pytest.mark.parametrize("by_truck", [True, False])
@pytest.mark.parametrize("was_lost", [True, False])
def test_each_journey_of_a_parcel_counts(
    core: Core, clock: SimulatedClock, by_truck: bool, was_lost: bool
) -> None:
    """It comes back, is sent once more, and comes back again as a carton of the same delivery."""
    head = sent(core, here=2)
    lonely = announced(core, "LYON", "SCARF", ONE, TWO)
    arrives(core, head, "LYON", ONE)
    scans(core, "LYON", lonely, TWO)
    assert (scarves(core), states(core, head)) == ((2, 1, 0), {"LYON": "arrived"})
    stage = StageFulfilment(fulfilment_id=head.id, bins={TWO: "B-1"})
    clock.advance(HOUR_MS)
    do(core, head, stage, DispatchFulfilment(fulfilment_id=head.id))
    assert scarves(core)[0] == 1
    clock.advance(HOUR_MS)
    if was_lost:
        lose(core, TWO)
    if by_truck:
        scans(core, "LYON", lonely, TWO)
    else:
        arrives(core, head, "LYON", TWO)
    assert (scarves(core), states(core, head)["LYON"]) == ((2, 1, 0), "arrived")
    if by_truck:
        reads_out(core, "LYON", "SCARF", TWO, lonely)
        assert scarves(core) == (2, 1, 0), "it is read out of the box that has come now"
        reads_out(core, "LYON", "SCARF", TWO, lonely)
        assert scarves(core) == (3, 1, 0)


def test_what_is_read_out_of_a_parcel_that_has_arrived_is_what_it_held(core: Core) -> None:
    sent_to_another_store(core, ONE)
    comes_by_truck(core, at(core, "LYON"), ONE)
    assert on_hand(core, "LYON") == 1
    reads_out(core, "LYON", "COAT", ONE)
    assert on_hand(core, "LYON") == 1
    reads_out(core, "LYON", "COAT", ONE, units=2)
    assert on_hand(core, "LYON") == 3, "these were in it too"
    reads_out(core, "LYON", "SCARF", ONE)
    assert scarves(core) == (1, 0, 0), "nobody had told that a scarf was in it"
    [coats, _] = core.read(lambda s: s.scalars(select(DeliveryLine).order_by(DeliveryLine.line_no)).all())
    do(core, at(core, "LYON"), TakeOff(delivery_id=TRUCK, line_id=coats.id, quantity=3))
    assert on_hand(core, "LYON") == 1, "as it was before anybody read anything out"


def test_what_is_read_out_counts_on_its_own_box(core: Core) -> None:
    """Another carton of the truck waits for the same article."""
    sent_to_another_store(core, ONE)
    delivery = announced(core, "LYON", "COAT", "DEPOT-9")
    scans(core, "LYON", delivery, ONE)
    reads_out(core, "LYON", "COAT", ONE, delivery)
    held = stock(core, "COAT", "LYON")
    assert (held.sellable, held.transit_in) == (1, 1)
    scans(core, "LYON", delivery, "DEPOT-9")
    assert on_hand(core, "LYON") == 2


def test_one_of_several_is_read_out_before_the_last_is_back(core: Core) -> None:
    head = sent_to_another_store(core, ONE, TWO)
    comes_by_truck(core, at(core, "PARIS"), ONE)
    reads_out(core, "PARIS", "COAT", ONE)
    assert on_hand(core, "PARIS") == 1, "it is counted with the last one"
    comes_by_truck(core, at(core, "PARIS"), TWO)
    reads_out(core, "PARIS", "COAT", TWO)
    assert (on_hand(core, "PARIS"), states(core, head)) == (3, {"PARIS": "arrived"})


def test_what_is_read_out_damaged_is_damaged(core: Core) -> None:
    head = sent(core, here=2)
    delivery = announced(core, "LYON", "SCARF", ONE)
    arrives(core, head, "LYON", ONE)
    line = core.read(lambda s: s.scalars(select(DeliveryLine.id)).one())
    do(core, at(core, "LYON"), TellDamaged(delivery_id=delivery, line_id=line, quantity=1))
    assert scarves(core) == (0, 0, 1)


def test_a_number_that_was_given_twice_counts_for_the_one_that_comes(core: Core) -> None:
    """The first one was received long ago, and is not what this carton is."""
    head = sent_to_another_store(core, ONE)
    arrives(core, head, "LYON", ONE)
    placed = order(core, ("COAT", 1), location="LYON", reference="W-2")
    again = head_at(core, placed.order_id, "PARIS")
    line = line_at(core, again, "COAT")
    do(
        core,
        again,
        PickLine(fulfilment_id=again.id, line_id=line.id, quantity=1),
        PackFulfilment(fulfilment_id=again.id, parcels=[ParcelDraft(ONE, {line.id: 1})]),
        DispatchFulfilment(fulfilment_id=again.id),
    )
    delivery = announced(core, "LYON", "COAT", ONE)
    scans(core, "LYON", delivery, ONE)
    assert (on_hand(core, "LYON"), states(core, again)) == (2, {"LYON": "arrived"})


def runs_at_a_workstation(core: Core, place: str, *commands: Command) -> None:
    """What a workstation makes of its own words before the centre has heard them: the handlers alone."""
    actor = Actor("staff-1", Role.MANAGER, at(core, place).location_id, "device-1")

    def work(unit: UnitOfWork) -> None:
        for command in commands:
            context = unit.context(actor, unit.ids.new(), command.aggregate)
            context.is_replica = True
            assert run(context, command, unit.capture).has_effect

    core.transact(work)


@pytest.mark.by_turns
@pytest.mark.parametrize("place", ["LYON", "PARIS"])
@pytest.mark.parametrize("is_carton_first", [True, False])
def test_a_workstation_counts_as_the_centre_does(core: Core, place: str, is_carton_first: bool) -> None:
    head = sent_to_another_store(core, ONE, TWO)
    delivery = announced(core, place, "COAT", ONE, TWO)
    cartons = [ReceiveCarton(delivery_id=delivery, number=number) for number in (ONE, TWO)]
    arrivals = [ArriveFulfilment(fulfilment_id=head.id, number=number) for number in (TWO, ONE)]
    first, then = (cartons, arrivals) if is_carton_first else (arrivals, cartons)
    runs_at_a_workstation(core, place, *first, *then)
    assert (on_hand(core, place), states(core, head)) == (2 if place == "LYON" else 3, {place: "arrived"})


@pytest.mark.by_turns
@pytest.mark.parametrize("is_carton_first", [True, False])
def test_a_piece_that_is_named_by_both_is_here_once(core: Core, is_carton_first: bool) -> None:
    furnish(core, {"PARIS": {"COAT": 3}})

    def has_pieces(unit: UnitOfWork) -> None:
        unit.session.scalars(select(Article).where(Article.sku == "COAT")).one().is_serialised = True

    core.transact(has_pieces)
    placed = order(core, ("COAT", 1), location="LYON")
    head = head_at(core, placed.order_id, "PARIS")
    line = line_at(core, head, "COAT")
    do(
        core,
        head,
        PickLine(fulfilment_id=head.id, line_id=line.id, quantity=1, serial="S-1"),
        PackFulfilment(fulfilment_id=head.id, parcels=[ParcelDraft(ONE, {line.id: 1})]),
        DispatchFulfilment(fulfilment_id=head.id),
    )
    coat = AnnouncedLine("COAT", 1, ("S-1",))
    word = Announcement(
        "DEPOT-1", "LYON", Instant(core.clock.now()), (AnnouncedCarton(ONE, (coat,)),), "depot"
    )
    core.transact(lambda unit: announce(unit, word))
    carton = ReceiveCarton(delivery_id=delivery_id_of(word), number=ONE)
    arrival = ArriveFulfilment(fulfilment_id=head.id, number=ONE)
    runs_at_a_workstation(core, "LYON", *((carton, arrival) if is_carton_first else (arrival, carton)))
    assert (on_hand(core, "LYON"), told(core, at(core, "LYON"))) == (1, [])
    [piece] = core.read(lambda s: s.scalars(select(Piece)).all())
    assert (piece.location_id, piece.bucket) == (at(core, "LYON").location_id, "sellable")
