"""What a person chose about an exception is done at the centre in the transaction that settles it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.commands import (
    ClaimFulfilment,
    DispatchFulfilment,
    HandOver,
    PickLine,
    Proof,
    PutBack,
    Resolution,
    SettleException,
    ShortLine,
    UndoShort,
)
from core.model import CountTask, ExceptionCase, Fulfilment
from core.orchestration import Core
from core.rules.order import OrderStatus
from core.rules.stock import ShortReason
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


def open_case(core: Core) -> ExceptionCase:
    return core.read(
        lambda s: s.scalars(select(ExceptionCase).where(ExceptionCase.settled_at.is_(None))).one()
    )


def settled(core: Core, case: ExceptionCase, choice: Resolution) -> SettleException:
    return SettleException(
        case_id=case.id, case_aggregate=case.aggregate, settlement="vu en réserve", resolution=choice
    )


def test_what_was_put_back_unasked_is_found_elsewhere(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "VIENNE": {"SCARF": 1}})
    placed = order(core, ("SCARF", 1))
    head = head_at(core, placed.order_id)
    line = line_at(core, head, "SCARF")
    do(core, head, ClaimFulfilment(fulfilment_id=head.id), PickLine(fulfilment_id=head.id, line_id=line.id))
    do(core, head, PutBack(fulfilment_id=head.id))
    assert progress(core, placed.order_id).status is not OrderStatus.SOURCED
    do(core, head, settled(core, open_case(core), Resolution.SEND_ELSEWHERE))

    assert {name: state for name, (state, _) in shares(core, placed.order_id).items()} == {
        "LYON": "put_back",
        "VIENNE": "proposed",
    }
    assert progress(core, placed.order_id).status is OrderStatus.SOURCED


def test_what_a_closed_case_leaves_to_nobody_is_found_elsewhere_too(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "VIENNE": {"SCARF": 1}})
    placed = order(core, ("SCARF", 1))
    head = head_at(core, placed.order_id)
    line = line_at(core, head, "SCARF")
    do(core, head, ClaimFulfilment(fulfilment_id=head.id), PickLine(fulfilment_id=head.id, line_id=line.id))
    do(core, head, PutBack(fulfilment_id=head.id))
    do(core, head, PutBack(fulfilment_id=head.id))
    for kind in ("put_back_twice", "put_back_unasked"):
        assert progress(core, placed.order_id).status is not OrderStatus.SOURCED, "somebody is still asked"
        query = select(ExceptionCase).where(ExceptionCase.kind == kind)
        case = core.read(lambda s, query=query: s.scalars(query).one())
        do(core, head, settled(core, case, Resolution.CLOSE))

    assert shares(core, placed.order_id)["VIENNE"][0] == "proposed"
    assert progress(core, placed.order_id).status is OrderStatus.SOURCED


def test_what_its_customer_gave_up_is_cancelled_and_sent_from_nowhere(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1, "COAT": 1}, "VIENNE": {"SCARF": 1}})
    placed = order(core, ("SCARF", 1), ("COAT", 1))
    head = head_at(core, placed.order_id)
    do(core, head, PutBack(fulfilment_id=head.id))
    do(core, head, settled(core, open_case(core), Resolution.CANCEL))

    assert shares(core, placed.order_id).keys() == {"LYON"}
    assert progress(core, placed.order_id).status is OrderStatus.CANCELLED
    assert notices(core) == ["cancelled"]


def test_what_left_without_a_word_of_its_pick_is_not_sent_a_second_time(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "VIENNE": {"SCARF": 1}})
    placed = order(core, ("SCARF", 1), location=None, postcode="69003", city="Lyon")
    head = head_at(core, placed.order_id)
    do(core, head, DispatchFulfilment(fulfilment_id=head.id))
    assert progress(core, placed.order_id).status is OrderStatus.FULFILLED
    do(core, head, settled(core, open_case(core), Resolution.CLOSE))

    assert shares(core, placed.order_id) == {"LYON": ("dispatched", {"SCARF": 1})}


def test_what_is_told_late_to_have_left_calls_off_what_was_found_for_it(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2))
    head = head_at(core, placed.order_id)
    pick = PickLine(fulfilment_id=head.id, line_id=line_at(core, head, "SCARF").id)
    do(core, head, pick, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY))
    do(core, head, settled(core, open_case(core), Resolution.CLOSE))
    assert ("proposed", {"SCARF": 1}) in shares(core, placed.order_id).values()
    do(core, head, pick)
    do(core, head, settled(core, open_case(core), Resolution.CLOSE))

    assert sorted(state for state, _ in shares(core, placed.order_id).values()) == [
        "cancelled",
        "handed_over",
    ]
    assert stock(core, "SCARF", "LYON").allocated == 0
    assert progress(core, placed.order_id).status is OrderStatus.FULFILLED


def test_what_was_worked_on_too_early_goes_elsewhere_with_its_claims(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "VIENNE": {"SCARF": 1}})
    placed = order(core, ("SCARF", 1))
    head = head_at(core, placed.order_id)
    line = line_at(core, head, "SCARF")
    do(core, head, ClaimFulfilment(fulfilment_id=head.id))
    undo = UndoShort(fulfilment_id=head.id, line_id=line.id, quantity=1, undoes="nothing")
    take_in(core, head, undo)
    case = core.read(
        lambda s: s.scalars(select(ExceptionCase).where(ExceptionCase.kind == "worked_on_before_claim")).one()
    )
    do(core, head, settled(core, case, Resolution.SEND_ELSEWHERE))

    assert shares(core, placed.order_id)["LYON"][0] == "rejected"
    assert stock(core, "SCARF", "LYON").allocated == 0
    assert sorted(claims(core)) == [("allocated", 1), ("released", 1)]


def test_the_other_store_is_called_off_when_the_goods_were_found_here(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}, "VIENNE": {"SCARF": 1}})
    placed = order(core, ("SCARF", 1))
    head = head_at(core, placed.order_id)
    line = line_at(core, head, "SCARF")
    short = ShortLine(
        fulfilment_id=head.id, line_id=line.id, quantity=1, reason=ShortReason.RESERVED_FOR_ANOTHER
    )
    command_id = do(core, head, ClaimFulfilment(fulfilment_id=head.id), short)
    other = head_at(core, placed.order_id, "VIENNE")
    there = line_at(core, other, "SCARF")
    do(core, other, PickLine(fulfilment_id=other.id, line_id=there.id))
    do(core, head, UndoShort(fulfilment_id=head.id, line_id=line.id, quantity=1, undoes=command_id))
    case = open_case(core)
    assert case.kind == "found_after_resourcing"
    do(core, head, settled(core, case, Resolution.CALL_OFF))

    assert head_at(core, placed.order_id, "VIENNE").state == "to_put_back"
    assert head_at(core, placed.order_id).state == "picking"


def test_a_count_is_asked_of_the_store_and_the_case_is_closed(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    placed = order(core, ("SCARF", 1))
    head = head_at(core, placed.order_id)
    line = line_at(core, head, "SCARF")
    do(core, head, ClaimFulfilment(fulfilment_id=head.id))
    do(core, head, PickLine(fulfilment_id=head.id, line_id=line.id, quantity=2))
    case = open_case(core)
    do(core, head, settled(core, case, Resolution.COUNT))

    task = core.read(lambda s: s.scalars(select(CountTask)).one())
    assert (task.name, task.reason, task.aggregate) == ("Scarf", case.kind, case.aggregate)
    assert core.read(lambda s: s.get_one(ExceptionCase, case.id)).settled_by == "staff-1"


def given_elsewhere(core: Core, *, is_collected: bool = False) -> tuple[Fulfilment, Fulfilment]:
    """Put back unasked in Lyon, whose case was closed with a word; Vienne was asked for it then."""
    furnish(core, {"LYON": {"SCARF": 1}, "VIENNE": {"SCARF": 1}})
    where = {"location": "LYON"} if is_collected else {"location": None, "postcode": "69003", "city": "Lyon"}
    placed = order(core, ("SCARF", 1), **where)
    head = head_at(core, placed.order_id)
    do(core, head, PutBack(fulfilment_id=head.id))
    do(core, head, settled(core, open_case(core), Resolution.CLOSE))
    return head, head_at(core, placed.order_id, "VIENNE")


def kinds(core: Core) -> list[tuple[str, int]]:
    query = select(ExceptionCase).where(ExceptionCase.settled_at.is_(None))
    return sorted((case.kind, case.location_id) for case in core.read(lambda s: s.scalars(query).all()))


def test_a_late_pick_of_what_another_has_sent_goes_back_on_the_shelf(core: Core) -> None:
    head, other = given_elsewhere(core)
    do(core, other, DispatchFulfilment(fulfilment_id=other.id))
    line = line_at(core, head, "SCARF")
    take_in(core, head, PickLine(fulfilment_id=head.id, line_id=line.id))
    assert head_at(core, head.order_id).state == "to_put_back"
    assert ("prepared_after_cancellation", head.location_id) in kinds(core)


def test_what_left_here_calls_the_other_off_though_somebody_has_begun_it(core: Core) -> None:
    head, other = given_elsewhere(core)
    line = line_at(core, other, "SCARF")
    do(
        core,
        other,
        ClaimFulfilment(fulfilment_id=other.id),
        PickLine(fulfilment_id=other.id, line_id=line.id),
    )
    take_in(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY))
    assert head_at(core, head.order_id, "VIENNE").state == "to_put_back"
    take_in(core, other, DispatchFulfilment(fulfilment_id=other.id))
    assert {"dispatched_after_cancellation", "left_twice"} <= {kind for kind, _ in kinds(core)}


@pytest.mark.parametrize("is_collected", [False, True])
def test_what_has_left_from_two_stores_is_before_the_people_of_both(core: Core, is_collected: bool) -> None:
    head, other = given_elsewhere(core, is_collected=is_collected)
    do(core, other, DispatchFulfilment(fulfilment_id=other.id))
    take_in(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY))
    both = sorted([head.location_id, other.location_id])
    assert [place for kind, place in kinds(core) if kind == "left_twice"] == both
    take_in(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY))
    assert [place for kind, place in kinds(core) if kind == "left_twice"] == both, "one at each"
