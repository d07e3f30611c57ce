"""What is told late of an order that has left: of a colleague who did not hear of that and sent it too, or of
who had prepared it. What has left the shelves is what comes anywhere."""

from __future__ import annotations

import pytest

from core.commands import (
    ArriveFulfilment,
    Command,
    DispatchFulfilment,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    Resolution,
    SettleException,
    ShortLine,
    UndoPick,
    UndoShort,
)
from core.model import Article, ExceptionCase, Fulfilment, Location, Piece
from core.orchestration import Core, UnitOfWork
from core.orchestration.fulfilments import core_actor
from core.orchestration.ledger_check import disagreements
from core.orchestration.timers import Timers
from core.ports import SimulatedClock
from core.rules.exceptions import QUARANTINED
from core.rules.stock import MovementKind, ShortReason
from core.rules.time import DAY_MS
from tests.core.orchestration.order_world import do, furnish, head_at, line_at, order, stock, take_in
from tests.core.orchestration.test_overdue_deliveries import settle_overdue
from tests.core.orchestration.test_parcels_lost import lose
from tests.core.orchestration.test_parcels_on_a_truck import at
from tests.core.orchestration.test_parcels_told import ONE, TWO


def ordered(core: Core, units: int, location: str | None, here: int = 5) -> Fulfilment:
    """Coats of Paris, for a customer who comes to a store, or at home."""
    furnish(core, {"PARIS": {"COAT": here}})
    placed = order(core, ("COAT", units), location=location, postcode="75003", city="Paris")
    return head_at(core, placed.order_id, "PARIS")


def picks(core: Core, head: Fulfilment, units: int = 1, serial: str | None = None) -> None:
    line = line_at(core, head, "COAT").id
    do(core, head, PickLine(fulfilment_id=head.id, line_id=line, quantity=units, serial=serial))


def leaves(core: Core, head: Fulfilment) -> None:
    do(core, head, DispatchFulfilment(fulfilment_id=head.id))


def sends(core: Core, head: Fulfilment, number: str) -> None:
    """All of the one coat, from the shelf to the carrier."""
    line = line_at(core, head, "COAT")
    picks(core, head)
    do(core, head, PackFulfilment(fulfilment_id=head.id, parcels=[ParcelDraft(number, {line.id: 1})]))
    leaves(core, head)


def on_the_shelves(core: Core) -> tuple[int, int]:
    """In Paris and in Lyon."""
    assert core.read(disagreements) == 0
    there = stock(core, "COAT", "PARIS")
    assert there.allocated == 0
    return there.sellable, stock(core, "COAT", "LYON").sellable


def arrives(core: Core, head: Fulfilment, code: str = "LYON", *numbers: str) -> None:
    for number in numbers or (ONE,):
        do(core, at(core, code), ArriveFulfilment(fulfilment_id=head.id, number=number))


@pytest.mark.parametrize("is_lost", [False, True])
def test_sent_home_by_two_it_left_twice_and_each_may_come_back(core: Core, is_lost: bool) -> None:
    head = ordered(core, 1, None)
    sends(core, head, ONE)
    assert on_the_shelves(core)[0] == 4
    if is_lost:
        lose(core, ONE)
    sends(core, head, TWO)
    assert on_the_shelves(core)[0] == 3
    arrives(core, head, "PARIS", TWO)
    assert on_the_shelves(core)[0] == 4
    arrives(core, head, "PARIS", ONE)
    assert stock(core, "COAT", "PARIS").sellable == 5


def test_sent_to_another_store_by_two_both_have_left_and_both_come(core: Core) -> None:
    head = ordered(core, 1, "LYON")
    sends(core, head, ONE)
    assert on_the_shelves(core) == (4, 0)
    sends(core, head, TWO)
    assert on_the_shelves(core) == (3, 0)
    arrives(core, head, "LYON", ONE, TWO)
    assert on_the_shelves(core) == (3, 2)


def test_what_is_told_picked_after_it_left_has_left_with_it(core: Core) -> None:
    head = ordered(core, 2, "LYON")
    picks(core, head)
    leaves(core, head)
    picks(core, head)
    assert on_the_shelves(core) == (3, 0)
    arrives(core, head)
    assert on_the_shelves(core) == (3, 2)


def test_sent_by_who_had_not_heard_of_the_picks_it_left_once(core: Core) -> None:
    head = ordered(core, 2, "LYON")
    leaves(core, head)
    assert on_the_shelves(core) == (3, 0)
    picks(core, head)
    picks(core, head)
    assert on_the_shelves(core) == (3, 0)
    arrives(core, head)
    assert on_the_shelves(core) == (3, 2)


def test_what_was_picked_too_much_and_put_back_has_not_left(core: Core) -> None:
    head = ordered(core, 1, "LYON")
    picks(core, head)
    leaves(core, head)
    picks(core, head)
    line = line_at(core, head, "COAT").id
    do(core, head, UndoPick(fulfilment_id=head.id, line_id=line, quantity=1))
    assert on_the_shelves(core) == (4, 0)
    arrives(core, head)
    assert on_the_shelves(core) == (4, 1)


@pytest.mark.parametrize("is_taken_back", [False, True])
def test_what_was_not_found_has_not_left(core: Core, is_taken_back: bool) -> None:
    head = ordered(core, 2, "LYON", here=2)
    leaves(core, head)
    line = line_at(core, head, "COAT").id
    short = {"fulfilment_id": head.id, "line_id": line, "quantity": 1}
    told = do(core, head, ShortLine(**short, reason=ShortReason.NOT_FOUND))
    assert on_the_shelves(core) == (0, 0)
    if is_taken_back:
        do(core, head, UndoShort(**short, undoes=told))
    assert on_the_shelves(core) == (0, 0)
    arrives(core, head)
    assert on_the_shelves(core) == (0, 1 + is_taken_back)


def test_pieces_go_with_their_numbers_whenever_they_are_told(core: Core) -> None:
    furnish(core, {"PARIS": {}})
    pieces = ("S-1", "S-2")

    def furnished(unit: UnitOfWork) -> None:
        article = unit.session.query(Article).filter_by(sku="COAT").one()
        article.is_serialised = True
        paris = unit.session.query(Location).filter_by(code="PARIS").one().id
        context = unit.context(core_actor(paris), "opening", "opening")
        for serial in pieces:
            context.move(MovementKind.RECEIVED, article.id, paris, 1, serial=serial)

    core.transact(furnished)
    head = head_at(core, order(core, ("COAT", 2), location="LYON").order_id, "PARIS")
    leaves(core, head)
    for serial in pieces:
        picks(core, head, 1, serial)
    assert (on_the_shelves(core), where(core)) == ((0, 0), {"S-1": None, "S-2": None})
    line = line_at(core, head, "COAT").id
    do(core, head, UndoPick(fulfilment_id=head.id, line_id=line, quantity=1, serial="S-2"))
    assert (on_the_shelves(core), where(core)) == ((1, 0), {"S-1": None, "S-2": "PARIS"})
    picks(core, head, 1, "S-2")
    arrives(core, head)
    assert (on_the_shelves(core), where(core)) == ((0, 2), {"S-1": "LYON", "S-2": "LYON"})


def where(core: Core) -> dict[str, str | None]:
    codes = core.read(lambda s: {row.id: row.code for row in s.query(Location)})
    return core.read(lambda s: {row.serial: codes.get(row.location_id) for row in s.query(Piece)})


@pytest.mark.parametrize("location", [None, "LYON"])
def test_told_as_sent_after_it_was_lost_it_left_once(
    core: Core, clock: SimulatedClock, location: str | None
) -> None:
    head = ordered(core, 1, location)
    sends(core, head, ONE)
    if location is None:
        lose(core, ONE)
    else:
        clock.advance(3 * DAY_MS)
        Timers(core).turn()
        settle_overdue(core, Resolution.LOST)
    assert core.read(lambda s: s.get_one(Fulfilment, head.id).state) == "lost"
    held = stock(core, "COAT", "PARIS")
    leaves(core, head)
    assert stock(core, "COAT", "PARIS").sellable == held.sellable
    assert core.read(disagreements) == 0
    arrives(core, head, location or "PARIS")
    assert stock(core, "COAT", "PARIS").sellable + stock(core, "COAT", "LYON").sellable == 5


def test_what_is_told_after_it_has_arrived_elsewhere_says_so_and_is_seen_to_by_a_word(core: Core) -> None:
    head = ordered(core, 1, "LYON")
    sends(core, head, ONE)
    arrives(core, head)
    line = line_at(core, head, "COAT")
    late: list[Command] = [
        PickLine(fulfilment_id=head.id, line_id=line.id, quantity=1),
        PackFulfilment(fulfilment_id=head.id, parcels=[ParcelDraft(TWO, {line.id: 1})]),
    ]
    for told in late:
        _, outcome = take_in(core, head, told)
        assert (outcome.status, outcome.code) == ("quarantined", "arrived_elsewhere")
        assert (outcome.data["order_number"], outcome.data["place"]) == (head.order_number, "Lyon")
    assert on_the_shelves(core) == (4, 1)
    kept = ExceptionCase(
        id="kept",
        location_id=head.location_id,
        kind=QUARANTINED,
        aggregate=late[0].aggregate,
        data={"code": outcome.code, "details": outcome.data},
        raised_at=core.clock.now(),
    )
    core.transact(lambda unit: unit.session.add(kept))

    def settled(choice: Resolution) -> SettleException:
        about = late[0].aggregate
        return SettleException(case_id="kept", case_aggregate=about, settlement="rendu", resolution=choice)

    _, outcome = take_in(core, head, settled(Resolution.ACCEPT))
    assert (outcome.status, outcome.code) == ("refused", "not_a_choice")
    do(core, head, settled(Resolution.CLOSE))
