"""A box that is told of twice counts once, whatever comes between the two."""

from __future__ import annotations

import pytest
from sync_world import Pair
from test_receiving_offline import FIRST, PARCEL, send_here, theirs
from test_stock_readers import free, is_what_is_pending_on_top

from core.commands import (
    ArriveFulfilment,
    ClaimFulfilment,
    Command,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    ReceiveCarton,
)
from core.model import Delivery, Fulfilment
from core.orchestration import UnitOfWork
from core.orchestration.deliveries import AnnouncedCarton, AnnouncedLine, Announcement, announce
from core.rules.time import Instant


@pytest.fixture
def box(pair: Pair) -> tuple[ReceiveCarton, ArriveFulfilment]:
    """Another store has sent a customer's parcel with a scarf, and a truck is to bring it as a carton, beside
    another one."""
    parcel, at = pair.at_core(send_here), Instant(pair.clock.now())
    cartons = [AnnouncedCarton(number, (AnnouncedLine("SCARF", 1),)) for number in (PARCEL, FIRST)]
    told = Announcement("ASN-2", "S1", at, tuple(cartons))
    truck = pair.at_core(lambda unit: announce(unit, told)[0].id)
    pair.cycle()
    return ReceiveCarton(delivery_id=truck, number=PARCEL), ArriveFulfilment(
        fulfilment_id=parcel, number=PARCEL
    )


def note_on(pair: Pair, command: Command) -> None:
    """Headquarters changes something of the parcel's order, or of the truck."""

    def work(unit: UnitOfWork) -> None:
        if isinstance(command, ArriveFulfilment):
            unit.session.get_one(Fulfilment, command.fulfilment_id).note = "ring the bell"
        else:
            assert isinstance(command, ReceiveCarton)
            unit.session.get_one(Delivery, command.delivery_id).origin = "a van"

    pair.at_core(work)
    pair.pull()


@pytest.mark.parametrize("is_truck_first", [True, False])
@pytest.mark.parametrize("is_truck_touched", [True, False])
def test_what_waits_of_a_box_runs_again_in_its_order(
    pair: Pair, box: tuple[ReceiveCarton, ArriveFulfilment], is_truck_first: bool, is_truck_touched: bool
) -> None:
    before = free(pair)
    for command in box if is_truck_first else reversed(box):
        pair.do(command)
    assert free(pair) == before + 1

    note_on(pair, box[not is_truck_touched])

    assert free(pair) == before + 1
    is_what_is_pending_on_top(pair)
    pair.cycle()
    assert free(pair) == before + 1


@pytest.mark.parametrize("is_carton_theirs", [False, True])
def test_what_waits_counts_what_a_colleagues_word_of_the_box_has_not(
    pair: Pair, box: tuple[ReceiveCarton, ArriveFulfilment], is_carton_theirs: bool
) -> None:
    before = free(pair)
    pair.do(box[is_carton_theirs])
    theirs(pair, box[not is_carton_theirs])
    pair.pull()

    assert free(pair) == before + 1
    is_what_is_pending_on_top(pair)


def test_of_two_that_are_packed_under_one_number_the_second_is_told(pair: Pair) -> None:
    """Both have the label that was printed once."""
    first, second, *_ = pair.names.fulfilments
    for head in (first, second):
        line = pair.names.fulfilments[head][0]
        pair.do(ClaimFulfilment(fulfilment_id=head))
        pair.do(PickLine(fulfilment_id=head, line_id=line, quantity=1))
        pair.do(PackFulfilment(fulfilment_id=head, parcels=[ParcelDraft(FIRST, {line: 1})]))
    told = pair.rows()["exception_case"]

    def note(unit: UnitOfWork) -> None:
        unit.session.get_one(Fulfilment, first).note = "ring the bell"

    pair.at_core(note)
    pair.pull()

    assert pair.rows()["exception_case"] == told
    is_what_is_pending_on_top(pair)
