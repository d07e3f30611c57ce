"""Goods leave, or go back to the shelf; what is held follows to the unit."""

from __future__ import annotations

from typing import Any

import pytest
from command_world import CODE, SCARF, WATCH, World, associate, manager
from sqlalchemy import select

from core.commands import (
    ClaimFulfilment,
    DispatchFulfilment,
    HandOver,
    HandOverPart,
    LiftPayment,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    PutBack,
    RefuseAtCounter,
    RejectFulfilment,
    ShortLine,
    StageFulfilment,
    TryOn,
)
from core.commands.definitions import Proof
from core.model import Movement, Piece
from core.rules.stock import ShortReason

NUMBER = "034567890000000019"
CLAIM = ClaimFulfilment(fulfilment_id="f1")
PICK_SCARVES = PickLine(fulfilment_id="f1", line_id="f1-scarf", quantity=2)
PICK_WATCH = PickLine(fulfilment_id="f1", line_id="f1-watch", serial="W-001")
STAGED = (
    CLAIM,
    PICK_SCARVES,
    PICK_WATCH,
    PackFulfilment(fulfilment_id="f1", parcels=[ParcelDraft(NUMBER, {"f1-scarf": 2, "f1-watch": 1})]),
    StageFulfilment(fulfilment_id="f1", bins={NUMBER: "B-07"}),
)
HAND_OVER = HandOver(fulfilment_id="f1", proof=Proof.CODE, code=CODE)
PUT_BACK = PutBack(fulfilment_id="f1")
DISPATCH = DispatchFulfilment(fulfilment_id="f1", taken_by="Karim, Colis Rhône")


def test_handed_over_stock_falls_and_with_it_the_claim(world: World) -> None:
    world.all_of(*STAGED, HAND_OVER)
    assert world.head().state == "handed_over"
    assert (world.stock(SCARF).sellable, world.stock(SCARF).allocated) == (8, 1)
    assert (world.stock(WATCH).sellable, world.stock(WATCH).allocated) == (2, 0)
    assert [world.line(name).handed_over for name in ("f1-scarf", "f1-watch")] == [2, 1]


def test_the_piece_that_left_is_known_by_its_serial(world: World) -> None:
    world.all_of(*STAGED, HAND_OVER)
    piece = world.session.get(Piece, "p-W-001")
    assert piece is not None
    assert piece.location_id is None


def test_a_wrong_code_is_for_a_person_to_see_since_the_goods_are_gone(world: World) -> None:
    world.all_of(*STAGED)
    outcome = world.run(HandOver(fulfilment_id="f1", proof=Proof.CODE, code="000000"))
    assert (outcome.status, outcome.code) == ("recorded", "wrong_pickup_code")
    assert world.head().state == "handed_over"


@pytest.mark.parametrize("proof", [Proof.IDENTITY, Proof.PROXY])
def test_identity_or_a_proxy_needs_no_code(world: World, proof: Proof) -> None:
    world.all_of(*STAGED, HandOver(fulfilment_id="f1", proof=proof, proxy_name="Luc Royer"))


def test_what_was_to_be_paid_and_was_not_is_for_a_person_to_see(world: World) -> None:
    world.head().to_pay_cents = 5970
    world.all_of(*STAGED)
    outcome = world.run(HandOver(fulfilment_id="f1", proof=Proof.CODE, code=CODE, paid_cents=5000))
    assert outcome.code == "left_unpaid"
    assert outcome.data["cents"] == 970


def test_what_was_told_short_is_not_to_be_paid(world: World) -> None:
    world.head().to_pay_cents = 5970
    world.all_of(
        CLAIM,
        PICK_SCARVES,
        ShortLine(fulfilment_id="f1", line_id="f1-watch", quantity=1, reason=ShortReason.NOT_FOUND),
        PackFulfilment(fulfilment_id="f1", parcels=[ParcelDraft(NUMBER, {"f1-scarf": 2})]),
        HandOver(fulfilment_id="f1", proof=Proof.CODE, code=CODE, paid_cents=3980),
    )


def test_handed_over_twice_leaves_stock_as_it_was(world: World) -> None:
    world.all_of(*STAGED, HAND_OVER)
    before = world.stock(SCARF)
    assert world.run(HAND_OVER).code == "handed_over_twice"
    assert world.stock(SCARF) == before


def test_handed_over_unprepared_all_that_was_asked_for_has_left(world: World) -> None:
    outcome = world.run(HAND_OVER)
    assert outcome.code == "handed_over_unprepared"
    assert (world.stock(SCARF).sellable, world.stock(SCARF).allocated) == (8, 1)
    assert (world.stock(WATCH).sellable, world.stock(WATCH).allocated) == (2, 0)


def test_what_stays_behind_when_part_of_it_leaves_is_free_again(world: World) -> None:
    world.all_of(CLAIM, PickLine(fulfilment_id="f1", line_id="f1-scarf", quantity=1), PICK_WATCH)
    world.run(HAND_OVER)
    assert (world.stock(SCARF).sellable, world.stock(SCARF).allocated) == (9, 1)


def test_handed_over_after_a_rejection_takes_its_claim_again(world: World) -> None:
    assert world.run(RejectFulfilment(fulfilment_id="f1", reason="trop de monde"), manager()).has_effect
    assert world.stock(SCARF).allocated == 1
    assert world.run(HAND_OVER).code == "handed_over_after_cancellation"
    assert (world.stock(SCARF).sellable, world.stock(SCARF).allocated) == (8, 1)


def test_rejected_before_the_pick_its_claims_end_at_once(world: World) -> None:
    world.run(RejectFulfilment(fulfilment_id="f1", reason="trop de monde"), manager())
    assert world.head().state == "rejected"
    assert (world.stock(SCARF).allocated, world.stock(WATCH).allocated) == (1, 0)
    assert world.stock(SCARF).sellable == 10


def test_rejected_with_goods_in_hand_its_claims_end_when_they_are_back(world: World) -> None:
    world.all_of(CLAIM, PICK_SCARVES)
    world.run(RejectFulfilment(fulfilment_id="f1", reason="trop de monde"), manager())
    assert (world.head().state, world.stock(SCARF).allocated) == ("to_put_back", 3)
    world.all_of(PUT_BACK)
    assert (world.head().state, world.stock(SCARF).allocated) == ("put_back", 1)
    assert world.line().put_back == 2


UNBEGUN = RejectFulfilment(fulfilment_id="f1", reason="trop de monde", unbegun_only=True)


def test_of_a_backlog_what_a_colleague_has_begun_is_left_to_them(world: World) -> None:
    world.run(CLAIM, associate("till-2"))
    outcome = world.run(UNBEGUN, manager())
    assert (outcome.status, outcome.code, outcome.data) == (
        "refused", "begun_meanwhile", {"order_number": "C-20418"},
    )  # fmt: skip
    assert world.head().state == "claimed"
    assert world.run(UNBEGUN, manager("till-2")).status == "applied"


def test_of_a_backlog_what_nobody_has_begun_is_rejected(world: World) -> None:
    assert world.run(UNBEGUN, manager()).status == "applied"
    assert world.head().state == "rejected"


def test_an_associate_does_not_reject(world: World) -> None:
    outcome = world.run(RejectFulfilment(fulfilment_id="f1", reason="trop de monde"))
    assert (outcome.status, outcome.code) == ("refused", "not_permitted")
    assert world.head().state == "proposed"


def test_what_has_left_cannot_be_rejected(world: World) -> None:
    world.all_of(*STAGED, HAND_OVER)
    outcome = world.run(RejectFulfilment(fulfilment_id="f1", reason="trop tard"), manager())
    assert (outcome.status, outcome.code) == ("refused", "not_in_this_state")


def test_put_back_twice_changes_stock_once(world: World) -> None:
    world.all_of(CLAIM, PICK_SCARVES)
    world.run(PUT_BACK)
    before = world.stock(SCARF)
    assert world.run(PUT_BACK).code == "put_back_twice"
    assert world.stock(SCARF) == before
    assert before.allocated == world.claimed(SCARF) == 1


def test_put_back_after_it_left_changes_no_claim(world: World) -> None:
    world.all_of(*STAGED, HAND_OVER)
    before = world.stock(SCARF)
    assert world.run(PUT_BACK).code == "put_back_after_it_left"
    assert world.stock(SCARF) == before


def test_dispatched_stock_falls_and_with_it_the_claim(world: World) -> None:
    world.all_of(*STAGED, DISPATCH)
    assert world.head().state == "dispatched"
    assert (world.stock(SCARF).sellable, world.stock(SCARF).allocated) == (8, 1)
    assert (world.stock(WATCH).sellable, world.stock(WATCH).allocated) == (2, 0)
    piece = world.session.get(Piece, "p-W-001")
    assert piece is not None
    assert piece.location_id is None


def test_what_a_carrier_took_is_told_apart_from_what_a_customer_took(world: World) -> None:
    world.all_of(*STAGED, DISPATCH)
    kinds = set(world.session.scalars(select(Movement.kind)))
    assert "dispatched" in kinds
    assert "handed_over" not in kinds


def test_dispatched_twice_leaves_stock_as_it_was(world: World) -> None:
    world.all_of(*STAGED, DISPATCH)
    before = world.stock(SCARF)
    assert world.run(DISPATCH).code == "dispatched_twice"
    assert world.stock(SCARF) == before


def test_dispatched_after_a_rejection_is_for_a_person_to_see_and_counted(world: World) -> None:
    world.run(RejectFulfilment(fulfilment_id="f1", reason="trop de monde"), manager())
    assert world.run(DISPATCH).code == "dispatched_after_cancellation"
    assert (world.stock(SCARF).sellable, world.stock(SCARF).allocated) == (8, 1)


# A part of it, or none of it


def part(*units: tuple[str, int], paid_cents: int = 0, **more: Any) -> HandOverPart:
    return HandOverPart(
        fulfilment_id="f1", units=dict(units), proof=Proof.CODE, code=CODE, paid_cents=paid_cents, **more
    )


REFUSE = RefuseAtCounter(fulfilment_id="f1", reason="trop grande")
LIFT = LiftPayment(fulfilment_id="f1", reason="cliente connue")


def test_of_a_part_that_leaves_the_rest_stays_ready_and_held(world: World) -> None:
    world.all_of(*STAGED, part(("f1-scarf", 1)))
    assert world.head().state == "staged"
    assert (world.stock(SCARF).sellable, world.stock(SCARF).allocated) == (9, 2)
    assert world.stock(SCARF).allocated == world.claimed(SCARF)
    world.all_of(part(("f1-scarf", 1), ("f1-watch", 1)))
    assert world.head().state == "handed_over"
    assert (world.stock(SCARF).sellable, world.stock(WATCH).allocated) == (8, 0)


def test_pieces_leave_in_a_part_as_they_were_scanned_and_told_twice_no_other_leaves(world: World) -> None:
    world.line("f1-watch").quantity = 2
    world.all_of(CLAIM, PICK_WATCH, PickLine(fulfilment_id="f1", line_id="f1-watch", serial="W-002"))
    for device in ("till-1", "till-2"):
        world.run(part(("f1-watch", 1), serials={"f1-watch": ["W-002"]}), associate(device))
    places = [world.session.get_one(Piece, f"p-{serial}").location_id for serial in ("W-001", "W-002")]
    assert (places, world.stock(WATCH).sellable) == ([1, None], 2)
    assert "gave_more_than_there_was" in world.exceptions()


def test_more_than_was_left_is_for_a_person_to_see(world: World) -> None:
    world.all_of(*STAGED)
    assert world.run(part(("f1-scarf", 3))).code == "gave_more_than_there_was"
    assert world.stock(SCARF).sellable == 7


def test_each_part_is_paid_for_by_what_it_is_worth(world: World) -> None:
    world.head().to_pay_cents = 5970
    world.all_of(*STAGED, part(("f1-scarf", 1), paid_cents=1990))
    assert world.head().to_pay_cents == 3980
    outcome = world.run(part(("f1-watch", 1), paid_cents=990))
    assert (outcome.code, outcome.data["cents"]) == ("left_unpaid", 1000)


def test_what_is_refused_at_the_counter_goes_back_and_what_was_paid_for_it_is_told(world: World) -> None:
    world.all_of(*STAGED, part(("f1-scarf", 2)))
    outcome = world.run(REFUSE)
    assert (outcome.status, outcome.code, outcome.data["cents"]) == (
        "recorded",
        "refused_what_was_paid",
        1990,
    )
    assert world.head().state == "to_put_back"
    assert world.stock(WATCH).allocated == world.claimed(WATCH) == 1
    world.all_of(PUT_BACK)
    assert (world.stock(WATCH).sellable, world.stock(WATCH).allocated) == (3, 0)
    assert (world.line("f1-watch").put_back, world.line().put_back) == (1, 0)


def test_a_reservation_is_tried_and_put_aside_again_or_left_behind(world: World) -> None:
    world.head().to_pay_cents = 5970
    try_on = TryOn(fulfilment_id="f1")
    world.all_of(*STAGED, try_on)
    assert world.head().state == "tried"
    world.all_of(StageFulfilment(fulfilment_id="f1", bins={NUMBER: "B-07"}))
    assert world.head().state == "ready"
    # Nothing was paid for it, so nothing is to be given back.
    world.all_of(try_on, REFUSE)
    assert world.head().state == "to_put_back"


def test_a_manager_lets_it_leave_unpaid_by_another_hand(world: World) -> None:
    world.head().to_pay_cents = 5970
    world.all_of(*STAGED)
    assert world.run(LIFT).code == "not_permitted"
    assert world.run(LIFT, manager()).status == "applied"
    assert (world.head().unpaid_lifted_by, world.head().unpaid_reason) == ("staff-jeanne", "cliente connue")
    assert world.run(part(("f1-scarf", 1)), manager()).code == "left_unpaid"
    world.all_of(HAND_OVER)


def test_what_is_paid_cannot_be_lifted(world: World) -> None:
    world.all_of(*STAGED)
    outcome = world.run(LIFT, manager())
    assert (outcome.status, outcome.code) == ("refused", "nothing_to_pay")


def test_what_was_paid_beyond_what_was_due_is_given_back_by_a_person(world: World) -> None:
    """Its label asked for more than was left to pay: it had been paid elsewhere since."""
    world.all_of(*STAGED)
    outcome = world.run(HandOver(fulfilment_id="f1", proof=Proof.CODE, code=CODE, paid_cents=5970))
    assert (outcome.code, outcome.data["cents"]) == ("paid_too_much", 5970)
