"""Picked, back on the shelf, short, and there after all."""

from __future__ import annotations

import pytest
from command_world import LYON, SCARF, WATCH, World, associate
from sqlalchemy import select

from core.commands import (
    ClaimFulfilment,
    CloseEmpty,
    DispatchFulfilment,
    HandOver,
    PickLine,
    Proof,
    ShortLine,
    UndoPick,
    UndoShort,
)
from core.model import CountTask, Piece
from core.rules.stock import ShortReason

CLAIM = ClaimFulfilment(fulfilment_id="f1")


def pick(line_id: str = "f1-scarf", quantity: int = 1, serial: str | None = None) -> PickLine:
    return PickLine(fulfilment_id=line_id[:2], line_id=line_id, quantity=quantity, serial=serial)


def short(reason: ShortReason, quantity: int = 1, line_id: str = "f1-scarf") -> ShortLine:
    return ShortLine(fulfilment_id=line_id[:2], line_id=line_id, quantity=quantity, reason=reason)


def undo_short(undoes: str, quantity: int = 1, line_id: str = "f1-scarf") -> UndoShort:
    return UndoShort(fulfilment_id=line_id[:2], line_id=line_id, quantity=quantity, undoes=undoes)


def test_a_pick_counts_the_units_and_moves_no_stock(world: World) -> None:
    before = world.stock()
    world.all_of(CLAIM, pick())
    assert (world.line().picked, world.head().state) == (1, "picking")
    assert world.movements() == [("picked", SCARF, 1)]
    assert world.stock() == before


def test_with_the_last_unit_it_is_picked(world: World) -> None:
    world.all_of(CLAIM, pick(quantity=2), pick("f1-watch", serial="W-001"))
    assert world.head().state == "picked"
    assert world.line("f1-watch").serials == ["W-001"]


def test_more_than_was_asked_for_is_recorded_with_an_exception(world: World) -> None:
    world.run(CLAIM)
    outcome = world.run(pick(quantity=3))
    assert (outcome.status, outcome.code) == ("recorded", "picked_too_many")
    assert world.line().picked == 3
    assert world.exceptions() == ["picked_too_many"]


@pytest.mark.parametrize(
    ("serial", "quantity", "code"),
    [
        (None, 1, "serial_missing"),
        ("W-001", 2, "picked_too_many"),
        ("W-999", 1, "serial_not_here"),
    ],
)
def test_a_piece_that_does_not_add_up_is_for_a_person_to_see(
    world: World, serial: str | None, quantity: int, code: str
) -> None:
    world.run(CLAIM)
    outcome = world.run(pick("f1-watch", quantity, serial))
    assert (outcome.status, outcome.code) == ("recorded", code)
    assert world.line("f1-watch").picked == quantity


def test_a_piece_of_another_store_or_in_another_bucket_is_not_here(world: World) -> None:
    piece = world.session.get(Piece, "p-W-002")
    assert piece is not None
    piece.bucket = "damaged"
    world.run(CLAIM)
    assert world.run(pick("f1-watch", serial="W-002")).code == "serial_not_here"


def test_the_same_piece_cannot_be_in_hand_twice(world: World) -> None:
    world.line("f1-watch").quantity = 2
    world.all_of(CLAIM, pick("f1-watch", serial="W-001"))
    assert world.run(pick("f1-watch", serial="W-001")).code == "serial_picked_twice"
    assert world.line("f1-watch").serials == ["W-001"]


def test_undoing_a_pick_brings_back_quantities_and_serials(world: World) -> None:
    world.all_of(CLAIM, pick(quantity=2), pick("f1-watch", serial="W-001"))
    world.all_of(UndoPick(fulfilment_id="f1", line_id="f1-watch", quantity=1, serial="W-001"))
    assert (world.line("f1-watch").picked, world.line("f1-watch").serials) == (0, [])
    assert world.head().state == "picking"


def test_more_back_on_the_shelf_than_was_picked_takes_back_what_was(world: World) -> None:
    world.all_of(CLAIM, pick())
    outcome = world.run(UndoPick(fulfilment_id="f1", line_id="f1-scarf", quantity=2))
    assert outcome.code == "put_back_too_many"
    assert world.line().picked == 0


@pytest.mark.parametrize(
    ("reason", "sellable", "damaged"),
    [
        # Ten scarves of which three are held: not found leaves the two that others hold.
        (ShortReason.NOT_FOUND, 2, 0),
        (ShortReason.MISMATCH, 9, 0),
        (ShortReason.DAMAGED, 9, 1),
        (ShortReason.RESERVED_FOR_ANOTHER, 10, 0),
    ],
)
def test_a_short_ends_its_claim_and_corrects_stock_by_its_reason(
    world: World, reason: ShortReason, sellable: int, damaged: int
) -> None:
    world.all_of(CLAIM, short(reason))
    stock = world.stock()
    assert (stock.sellable, stock.damaged, stock.allocated) == (sellable, damaged, 2)
    assert (world.line().short, world.line().short_reason) == (1, reason.value)


@pytest.mark.parametrize("reason", [r for r in ShortReason if r is not ShortReason.PICK_LATER])
@pytest.mark.parametrize("quantity", [1, 2])
def test_a_short_that_is_undone_leaves_everything_as_it_was(
    world: World, reason: ShortReason, quantity: int
) -> None:
    world.run(CLAIM)
    before = world.stock()
    world.run(short(reason, quantity))
    world.all_of(undo_short(world.command_id(), quantity))
    assert world.stock() == before
    assert (world.line().short, world.line().short_reason) == (0, "")


def test_a_short_undone_twice_corrects_stock_once(world: World) -> None:
    world.run(CLAIM)
    world.run(short(ShortReason.DAMAGED))
    first = world.command_id()
    world.run(short(ShortReason.DAMAGED))
    world.all_of(undo_short(first))
    assert world.run(undo_short(first)).code == "put_back_too_many"
    assert world.stock().damaged == 1
    assert world.stock().allocated == world.claimed(SCARF) == 3


def test_pick_later_is_no_short_and_can_be_undone(world: World) -> None:
    before = world.stock()
    world.all_of(CLAIM, short(ShortReason.PICK_LATER))
    line = world.line()
    assert (line.short, line.is_put_off, line.quantities().left_to_pick) == (0, True, 2)
    assert world.stock() == before
    world.all_of(undo_short(world.command_id()))
    assert not world.line().is_put_off


def test_more_short_than_was_left_is_cut_to_what_was_left(world: World) -> None:
    world.all_of(CLAIM, pick())
    outcome = world.run(short(ShortReason.MISMATCH, 2))
    assert (outcome.code, world.line().short) == ("short_too_many", 1)


def test_picked_and_short_together_complete_the_line(world: World) -> None:
    world.all_of(CLAIM, pick(), short(ShortReason.MISMATCH), short(ShortReason.NOT_FOUND, line_id="f1-watch"))
    assert world.head().state == "picked"


def test_nothing_found_closes_without_a_parcel(world: World) -> None:
    world.all_of(
        CLAIM,
        short(ShortReason.NOT_FOUND, 2),
        short(ShortReason.NOT_FOUND, line_id="f1-watch"),
        CloseEmpty(fulfilment_id="f1"),
    )
    assert world.head().state == "cancelled"
    assert (world.stock(SCARF).allocated, world.stock(WATCH).allocated) == (1, 0)


def test_with_something_picked_it_does_not_close_empty(world: World) -> None:
    world.all_of(CLAIM, pick())
    outcome = world.run(CloseEmpty(fulfilment_id="f1"))
    assert (outcome.status, outcome.code) == ("refused", "something_was_picked")


def test_a_line_of_another_fulfilment_is_kept_aside(world: World) -> None:
    outcome = world.run(PickLine(fulfilment_id="f1", line_id="f2-scarf"))
    assert (outcome.status, outcome.code) == ("quarantined", "unknown_line")
    assert world.line("f2-scarf").picked == 0


def test_a_pick_at_another_stores_fulfilment_is_kept_aside(world: World) -> None:
    outcome = world.run(pick(), associate(location_id=2))
    assert (outcome.status, outcome.code) == ("quarantined", "other_location")


def test_work_on_what_was_given_up_holds_its_goods_until_they_are_put_back(world: World) -> None:
    world.head().state = "cancelled"
    position = world.ledger.lock([(SCARF, 1)])[(SCARF, 1)]
    position.allocated -= 2
    outcome = world.run(pick())
    assert (outcome.code, world.head().state) == ("prepared_after_cancellation", "to_put_back")
    assert world.stock(SCARF).allocated == world.claimed(SCARF) == 3


def test_what_was_put_off_is_taken_back_without_the_short_before_it(world: World) -> None:
    world.run(CLAIM)
    world.run(short(ShortReason.NOT_FOUND))
    before = world.stock()
    world.run(short(ShortReason.PICK_LATER))
    # What was told short keeps its reason, and the rest goes to the end all the same.
    assert (world.line().short_reason, world.line().is_put_off) == ("not_found", True)
    undo = UndoShort(fulfilment_id="f1", line_id="f1-scarf", quantity=1, undoes="later", is_later=True)
    assert world.run(undo).status == "applied"
    assert (world.line().short, world.line().short_reason, world.line().is_put_off) == (1, "not_found", False)
    assert (world.stock(), world.exceptions()) == (before, [])


def to_count(world: World) -> list[tuple[int, int, str, str]]:
    rows = world.session.scalars(select(CountTask).order_by(CountTask.id))
    return [(row.article_id, row.location_id, row.reason, row.state) for row in rows]


def test_what_is_not_found_is_to_be_counted_once(world: World) -> None:
    world.all_of(CLAIM, short(ShortReason.NOT_FOUND))
    world.all_of(ClaimFulfilment(fulfilment_id="f2"), short(ShortReason.NOT_FOUND, line_id="f2-scarf"))
    assert to_count(world) == [(SCARF, LYON, "not_found", "asked")]


@pytest.mark.parametrize("reason", sorted(set(ShortReason) - {ShortReason.NOT_FOUND}))
def test_other_shorts_ask_for_no_count(world: World, reason: ShortReason) -> None:
    world.all_of(CLAIM, short(reason))
    assert to_count(world) == []


def test_found_after_all_nobody_has_to_count_it(world: World) -> None:
    world.run(CLAIM)
    world.run(short(ShortReason.NOT_FOUND))
    world.run(undo_short(world.command_id()))
    assert to_count(world) == []


@pytest.mark.parametrize(
    ("kind", "left"), [("pickup", (None, "sellable")), ("transfer", (LYON, "transit_out"))]
)
def test_a_piece_whose_pick_is_heard_of_once_it_has_left_goes_after_it_and_stock_falls_once(
    world: World, kind: str, left: tuple[int | None, str]
) -> None:
    world.head().kind = kind
    leave = DispatchFulfilment(fulfilment_id="f1")
    world.run(leave if kind == "transfer" else HandOver(fulfilment_id="f1", proof=Proof.IDENTITY))
    before = world.stock(WATCH)
    told = world.run(pick("f1-watch", serial="W-001")).code
    assert told in ("worked_on_after_it_moved_on", "handed_over_unprepared")
    assert world.stock(WATCH) == before
    row = world.ledger.piece(WATCH, "W-001")
    assert row is not None
    assert (row.location_id, row.bucket) == left
    # Nothing more has left than was asked for.
    world.run(pick("f1-watch", serial="W-002"))
    other = world.ledger.piece(WATCH, "W-002")
    assert other is not None
    assert (other.location_id, other.bucket) == (LYON, "sellable")
