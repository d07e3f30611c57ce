"""What the centre does after a store's command: told ready, sourced anew, taken back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.commands import (
    ClaimFulfilment,
    CloseEmpty,
    DispatchFulfilment,
    HandOver,
    HandOverPart,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    PutBack,
    RefuseAtCounter,
    RejectFulfilment,
    ShortLine,
    StageFulfilment,
    UndoShort,
)
from core.commands.definitions import Proof
from core.model import ExceptionCase, Fulfilment, FulfilmentLine, Notification
from core.orchestration import Core, reactions
from core.ports import SimulatedClock
from core.rules.errors import BadInput
from core.rules.order import Channel, OrderStatus
from core.rules.permissions import Role
from core.rules.stock import ShortReason
from core.rules.time import HOUR_MS, Instant, to_iso
from core.service.importing import import_records
from core.service.records import CarrierRecord
from tests.core.orchestration.order_world import (
    claims,
    do,
    furnish,
    head_at,
    line_at,
    notices,
    order,
    progress,
    shares,
    stock,
    take_in,
)

NUMBER = "034567890000000019"


def pick(head: Fulfilment, line: FulfilmentLine, quantity: int = 1) -> PickLine:
    return PickLine(fulfilment_id=head.id, line_id=line.id, quantity=quantity)


def short(head: Fulfilment, line: FulfilmentLine, quantity: int = 1) -> ShortLine:
    return ShortLine(fulfilment_id=head.id, line_id=line.id, quantity=quantity, reason=ShortReason.NOT_FOUND)


def undo(head: Fulfilment, line: FulfilmentLine, undoes: str, quantity: int = 1) -> UndoShort:
    return UndoShort(fulfilment_id=head.id, line_id=line.id, quantity=quantity, undoes=undoes)


def claim(head: Fulfilment) -> ClaimFulfilment:
    return ClaimFulfilment(fulfilment_id=head.id)


def prepare(core: Core, head: Fulfilment, *skus: str) -> str:
    """Claim, pick, pack and stage one unit of each article."""
    lines = [line_at(core, head, sku) for sku in skus]
    parcel = ParcelDraft(NUMBER, {line.id: 1 for line in lines})
    return do(
        core,
        head,
        claim(head),
        *(pick(head, line) for line in lines),
        PackFulfilment(fulfilment_id=head.id, parcels=[parcel]),
        StageFulfilment(fulfilment_id=head.id, bins={NUMBER: "B-07"}),
    )


def test_staged_for_collection_it_is_ready_and_the_customer_is_told(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    placed = order(core, ("SCARF", 1))
    prepare(core, head_at(core, placed.order_id), "SCARF")
    assert head_at(core, placed.order_id).state == "ready"
    assert notices(core) == ["ready"]


def test_a_parcel_moved_to_another_bin_tells_the_customer_once(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    head = head_at(core, order(core, ("SCARF", 1)).order_id)
    prepare(core, head, "SCARF")
    do(core, head, StageFulfilment(fulfilment_id=head.id, bins={NUMBER: "B-09"}))
    assert notices(core) == ["ready"]


def test_a_shipment_that_is_staged_is_not_ready_for_its_customer(core: Core) -> None:
    furnish(core, {"VIENNE": {"SCARF": 1}})
    placed = order(core, ("SCARF", 1))
    prepare(core, head_at(core, placed.order_id, "VIENNE"), "SCARF")
    assert shares(core, placed.order_id)["VIENNE"][0] == "staged"
    assert notices(core) == []


def test_a_shipment_that_is_dispatched_consumes_its_claims_and_fulfils_its_order(core: Core) -> None:
    furnish(core, {"VIENNE": {"SCARF": 2}})
    placed = order(core, ("SCARF", 1), location=None)
    head = head_at(core, placed.order_id, "VIENNE")
    prepare(core, head, "SCARF")
    do(core, head, DispatchFulfilment(fulfilment_id=head.id, taken_by="Karim"), role=Role.ASSOCIATE)
    assert shares(core, placed.order_id)["VIENNE"][0] == "dispatched"
    assert claims(core) == [("consumed", 1)]
    assert (stock(core, "SCARF", "VIENNE").sellable, stock(core, "SCARF", "VIENNE").allocated) == (1, 0)
    assert progress(core, placed.order_id).status is OrderStatus.FULFILLED


def test_what_is_handed_over_consumes_its_claims(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 1))
    head = head_at(core, placed.order_id)
    prepare(core, head, "SCARF")
    do(core, head, HandOver(fulfilment_id=head.id, proof=Proof.CODE, code=placed.pickup_code or ""))
    assert claims(core) == [("consumed", 1)]
    assert (stock(core, "SCARF", "LYON").sellable, stock(core, "SCARF", "LYON").allocated) == (1, 0)
    assert progress(core, placed.order_id).status is OrderStatus.FULFILLED


def test_what_a_store_does_not_find_is_sourced_elsewhere(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2, "COAT": 1}, "VIENNE": {"SCARF": 1}})
    placed = order(core, ("SCARF", 1), ("COAT", 1))
    head = head_at(core, placed.order_id)
    do(core, head, claim(head), short(head, line_at(core, head, "SCARF")))
    assert shares(core, placed.order_id)["VIENNE"] == ("proposed", {"SCARF": 1})
    replacement = head_at(core, placed.order_id, "VIENNE")
    assert (replacement.kind, replacement.destination) == ("shipment", "Lyon, 69003 Lyon")
    assert replacement.pickup_code_digest == head.pickup_code_digest
    assert claims(core) == [("allocated", 1), ("allocated", 1), ("released", 1), ("shorted", 1)]
    assert progress(core, placed.order_id).lines[0].unfillable == 0


def test_what_no_other_place_has_is_unfillable_and_the_customer_is_told(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5}})
    placed = order(core, ("SCARF", 2))
    head = head_at(core, placed.order_id)
    do(core, head, claim(head), short(head, line_at(core, head, "SCARF")))
    done = progress(core, placed.order_id)
    assert list(shares(core, placed.order_id)) == ["LYON"]
    assert done.lines[0].unfillable == 1
    assert notices(core) == ["unfillable"]


def test_a_place_that_was_short_is_not_tried_again(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "VIENNE": {"SCARF": 9}, "PARIS": {"SCARF": 9}})
    placed = order(core, ("SCARF", 1))
    for code in ("LYON", "VIENNE", "PARIS"):
        head = head_at(core, placed.order_id, code)
        line = line_at(core, head, "SCARF")
        mismatch = ShortLine(fulfilment_id=head.id, line_id=line.id, quantity=1, reason=ShortReason.MISMATCH)
        do(core, head, claim(head), mismatch)
    assert sorted(shares(core, placed.order_id)) == ["LYON", "PARIS", "VIENNE"]
    assert progress(core, placed.order_id).lines[0].unfillable == 1


def test_a_rejected_fulfilment_goes_elsewhere_whole(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2, "COAT": 1}, "PARIS": {"SCARF": 2, "COAT": 1}})
    placed = order(core, ("SCARF", 2), ("COAT", 1))
    head = head_at(core, placed.order_id)
    do(core, head, RejectFulfilment(fulfilment_id=head.id, reason="inventaire"))
    assert shares(core, placed.order_id) == {
        "LYON": ("rejected", {"SCARF": 2, "COAT": 1}),
        "PARIS": ("proposed", {"SCARF": 2, "COAT": 1}),
    }
    assert stock(core, "SCARF", "LYON").allocated == 0
    assert progress(core, placed.order_id).status is OrderStatus.SOURCED


def test_closed_empty_leaves_nothing_open_twice(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "PARIS": {"SCARF": 1}})
    placed = order(core, ("SCARF", 1))
    head = head_at(core, placed.order_id)
    line = line_at(core, head, "SCARF")
    do(core, head, claim(head), short(head, line), CloseEmpty(fulfilment_id=head.id))
    assert shares(core, placed.order_id) == {
        "LYON": ("cancelled", {"SCARF": 1}),
        "PARIS": ("proposed", {"SCARF": 1}),
    }


def test_found_after_all_a_replacement_that_nobody_began_is_cancelled(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "PARIS": {"SCARF": 1}})
    placed = order(core, ("SCARF", 1))
    head = head_at(core, placed.order_id)
    line = line_at(core, head, "SCARF")
    told = do(core, head, claim(head), short(head, line))
    do(core, head, undo(head, line, told))
    assert shares(core, placed.order_id)["PARIS"][0] == "cancelled"
    assert stock(core, "SCARF", "PARIS").allocated == 0
    assert stock(core, "SCARF", "LYON").allocated == 1
    assert claims(core) == [("allocated", 1), ("released", 1)]
    assert progress(core, placed.order_id).status is OrderStatus.IN_FULFILMENT


def test_found_after_all_a_replacement_in_hand_is_for_a_person_to_decide(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "PARIS": {"SCARF": 1}})
    placed = order(core, ("SCARF", 1))
    head = head_at(core, placed.order_id)
    line = line_at(core, head, "SCARF")
    told = do(core, head, claim(head), short(head, line))
    other = head_at(core, placed.order_id, "PARIS")
    do(core, other, claim(other), pick(other, line_at(core, other, "SCARF")))
    do(core, head, undo(head, line, told))
    cases = core.read(lambda s: s.scalars(select(ExceptionCase)).all())
    assert [(case.kind, case.location_id) for case in cases] == [("found_after_resourcing", head.location_id)]
    assert shares(core, placed.order_id)["PARIS"][0] == "picked"


def test_found_after_all_what_was_unfillable_is_so_no_more(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    placed = order(core, ("SCARF", 1))
    head = head_at(core, placed.order_id)
    line = line_at(core, head, "SCARF")
    told = do(core, head, claim(head), short(head, line))
    assert progress(core, placed.order_id).lines[0].unfillable == 1
    do(core, head, undo(head, line, told))
    assert progress(core, placed.order_id).lines[0].unfillable == 0


def test_reacting_twice_changes_nothing_more(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2, "COAT": 2}, "PARIS": {"SCARF": 3}})
    placed = order(core, ("SCARF", 1), ("COAT", 1))
    head = head_at(core, placed.order_id)
    line = line_at(core, head, "SCARF")
    do(core, head, claim(head))
    command = short(head, line)
    command_id, outcome = take_in(core, head, command)
    before = (shares(core, placed.order_id), claims(core), notices(core))
    core.transact(lambda unit: reactions.after(unit, command, command_id, outcome))
    assert (shares(core, placed.order_id), claims(core), notices(core)) == before


def test_what_was_turned_down_has_no_consequences(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "PARIS": {"SCARF": 1}})
    placed = order(core, ("SCARF", 1))
    head = head_at(core, placed.order_id)
    _, outcome = take_in(core, head, RejectFulfilment(fulfilment_id=head.id, reason="non"), Role.ASSOCIATE)
    assert outcome.status == "refused"
    assert list(shares(core, placed.order_id)) == ["LYON"]


def test_a_replacement_that_is_later_than_was_promised_is_told_once(
    core: Core, clock: SimulatedClock
) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "PARIS": {"SCARF": 1}})
    order_id = order(core, ("SCARF", 1)).order_id
    head = head_at(core, order_id)
    clock.advance(5 * HOUR_MS)
    line = line_at(core, head, "SCARF")
    do(
        core,
        head,
        ClaimFulfilment(fulfilment_id=head.id),
        ShortLine(fulfilment_id=head.id, line_id=line.id, quantity=1, reason=ShortReason.NOT_FOUND),
    )
    assert notices(core) == ["promised_again"]
    again = core.read(lambda s: s.scalars(select(Notification.data)).one())
    assert again["promised_at"] == head_at(core, order_id, "PARIS").promised_at > again["promised_before"]


def test_what_is_refused_at_the_counter_is_wanted_nowhere_else_and_what_was_taken_stays_taken(
    core: Core,
) -> None:
    furnish(core, {"LYON": {"SCARF": 1, "HAT": 1}, "PARIS": {"HAT": 5}})
    placed = order(core, ("SCARF", 1), ("HAT", 1))
    head = head_at(core, placed.order_id)
    prepare(core, head, "SCARF", "HAT")
    taken = {line_at(core, head, "SCARF").id: 1}
    part = HandOverPart(fulfilment_id=head.id, units=taken, proof=Proof.IDENTITY)
    do(core, head, part, RefuseAtCounter(fulfilment_id=head.id, reason="trop grand"))
    assert progress(core, placed.order_id).status is OrderStatus.FULFILLED
    do(core, head, PutBack(fulfilment_id=head.id))
    assert (progress(core, placed.order_id).status, len(shares(core, placed.order_id))) == ("fulfilled", 1)
    assert (stock(core, "SCARF", "LYON").sellable, stock(core, "HAT", "LYON").allocated) == (0, 0)


def test_a_shipment_goes_with_a_carrier_that_calls_and_its_customer_is_told_by_which_parcels(
    core: Core,
) -> None:
    furnish(core, {"VIENNE": {"SCARF": 2}})
    services = [CarrierRecord("VIENNE", "COLIVIA", "DOM", "Colivia", "Domicile", "17:30", 20_000, 1)]
    assert import_records(core, "carriers", lambda: services).written == 1
    placed = order(core, ("SCARF", 1), location=None)
    head = head_at(core, placed.order_id, "VIENNE")
    assert (head.carrier, head.service) == ("COLIVIA", "DOM")
    prepare(core, head, "SCARF")
    do(core, head, DispatchFulfilment(fulfilment_id=head.id, taken_by="Karim", manifest="M-1"))
    assert head_at(core, placed.order_id, "VIENNE").manifest == "M-1"
    [told] = core.read(lambda session: session.scalars(select(Notification)).all())
    assert (told.kind, told.data["carrier"], told.data["parcels"]) == ("sent", "Colivia", [NUMBER])


def test_a_promise_that_names_a_carrier_is_sourced_where_that_carrier_calls(core: Core) -> None:
    furnish(core, {"VIENNE": {"SCARF": 2}, "PARIS": {"SCARF": 2, "HAT": 2}})
    services = [
        CarrierRecord("VIENNE", "COLIVIA", "DOM", "Colivia", "Domicile", "17:30", 20_000, 1),
        CarrierRecord("PARIS", "COLIVIA", "DOM", "Colivia", "Domicile", "17:30", 20_000, 1),
        CarrierRecord("VIENNE", "VELOCE", "EXPRESS", "Véloce", "Express", "16:00", 20_000, 9),
    ]
    assert import_records(core, "carriers", lambda: services).written == 3
    near_paris = {"latitude": 48.86, "longitude": 2.35}
    promised = near_paris | {"carrier": "VELOCE", "service": "EXPRESS"}
    usual = order(core, ("SCARF", 1), location=None, **near_paris)
    named = order(core, ("SCARF", 1), location=None, **promised)
    assert head_at(core, usual.order_id, "PARIS").carrier == "COLIVIA"
    at_vienne = head_at(core, named.order_id, "VIENNE")
    assert (at_vienne.carrier, at_vienne.service) == ("VELOCE", "EXPRESS")
    # Due when that carrier comes, not before: 16:00 in Paris.
    assert to_iso(Instant(at_vienne.promised_at))[11:16] in ("14:00", "15:00")
    # Given up there, it goes from where the promise cannot be kept to the letter rather than not at all.
    do(core, at_vienne, RejectFulfilment(fulfilment_id=at_vienne.id, reason="trop de monde"))
    elsewhere = head_at(core, named.order_id, "PARIS")
    assert (elsewhere.carrier, elsewhere.service) == ("COLIVIA", "DOM")
    assert order(core, ("HAT", 1), location=None, **promised).opened[0].head.carrier == "COLIVIA"
    with pytest.raises(BadInput, match="unknown_carrier_service"):
        order(core, ("SCARF", 1), location=None, carrier="NOBODY")
    sold = order(core, ("HAT", 1), location=None, carrier="NOBODY", channel=Channel.MARKETPLACE)
    assert sold.opened[0].head.carrier == "COLIVIA", "what was sold is sent"
