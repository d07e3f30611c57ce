"""An order is cancelled, whole or in part, as far as its goods have not left."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.commands import ClaimFulfilment, HandOver, PickLine, PutBack
from core.commands.definitions import Proof
from core.model import Order
from core.orchestration import Core, UnitOfWork
from core.orchestration.cancellation import LineCancel, cancel
from core.rules.errors import BadInput, Refused
from core.rules.order import OrderStatus, PaymentState
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
)


def cancel_order(core: Core, order_id: str, *asked: tuple[int, int], cause: str = "request-1") -> None:
    def work(unit: UnitOfWork) -> None:
        row = unit.lock(Order, order_id)
        assert row is not None
        cancel(unit, row, [LineCancel(line, quantity) for line, quantity in asked], cause)

    core.transact(work)


def test_what_nobody_has_begun_ends_at_once_and_its_stock_is_free(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}, "VIENNE": {"COAT": 1}})
    placed = order(core, ("SCARF", 2), ("COAT", 1))
    cancel_order(core, placed.order_id)
    assert {state for state, _ in shares(core, placed.order_id).values()} == {"cancelled"}
    assert stock(core, "SCARF", "LYON").allocated == 0
    assert claims(core) == [("released", 1), ("released", 2)]
    assert progress(core, placed.order_id).status is OrderStatus.CANCELLED
    assert notices(core) == ["cancelled"]


def test_what_is_in_hand_goes_back_on_the_shelf_first(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2))
    head = head_at(core, placed.order_id)
    line = line_at(core, head, "SCARF")
    do(
        core,
        head,
        ClaimFulfilment(fulfilment_id=head.id),
        PickLine(fulfilment_id=head.id, line_id=line.id),
    )
    cancel_order(core, placed.order_id)
    assert head_at(core, placed.order_id).state == "to_put_back"
    assert stock(core, "SCARF", "LYON").allocated == 2
    do(core, head, PutBack(fulfilment_id=head.id))
    assert stock(core, "SCARF", "LYON").allocated == 0
    assert claims(core) == [("released", 2)]
    assert progress(core, placed.order_id).status is OrderStatus.CANCELLED


def test_what_has_left_is_not_cancelled(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2))
    head = head_at(core, placed.order_id)
    do(core, head, HandOver(fulfilment_id=head.id, proof=Proof.IDENTITY))
    with pytest.raises(Refused, match="order_already_left"):
        cancel_order(core, placed.order_id)
    with pytest.raises(Refused, match="order_already_left"):
        cancel_order(core, placed.order_id, (1, 1))
    assert progress(core, placed.order_id).status is OrderStatus.FULFILLED


def test_some_units_of_a_line_can_be_cancelled(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 5, "COAT": 1}})
    placed = order(core, ("SCARF", 3), ("COAT", 1), payment=PaymentState.PAY_IN_STORE)
    cancel_order(core, placed.order_id, (1, 2))
    assert shares(core, placed.order_id) == {"LYON": ("proposed", {"COAT": 1, "SCARF": 1})}
    assert head_at(core, placed.order_id).to_pay_cents == 2 * 12_900
    assert stock(core, "SCARF", "LYON").allocated == 1
    assert progress(core, placed.order_id).lines[0].cancelled == 2


def test_a_whole_line_can_be_cancelled_and_the_rest_stays(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1, "COAT": 1}})
    placed = order(core, ("SCARF", 1), ("COAT", 1))
    cancel_order(core, placed.order_id, (2, 1))
    assert shares(core, placed.order_id) == {"LYON": ("proposed", {"COAT": 0, "SCARF": 1})}
    assert progress(core, placed.order_id).status is OrderStatus.SOURCED


def test_units_without_a_source_are_cancelled_before_those_with_one(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 1}})
    placed = order(core, ("SCARF", 3))
    cancel_order(core, placed.order_id, (1, 2))
    done = progress(core, placed.order_id)
    assert shares(core, placed.order_id) == {"LYON": ("proposed", {"SCARF": 1})}
    assert (done.lines[0].unfillable, done.status) == (0, OrderStatus.SOURCED)


def test_part_of_what_a_store_has_picked_is_not_cancelled_behind_its_back(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2))
    head = head_at(core, placed.order_id)
    line = line_at(core, head, "SCARF")
    do(core, head, PickLine(fulfilment_id=head.id, line_id=line.id, quantity=2))
    with pytest.raises(Refused, match="already_prepared"):
        cancel_order(core, placed.order_id, (1, 1))
    assert progress(core, placed.order_id).lines[0].cancelled == 0


def test_units_not_yet_picked_are_taken_off_and_may_complete_the_pick(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2))
    head = head_at(core, placed.order_id)
    line = line_at(core, head, "SCARF")
    do(
        core,
        head,
        ClaimFulfilment(fulfilment_id=head.id),
        PickLine(fulfilment_id=head.id, line_id=line.id),
    )
    cancel_order(core, placed.order_id, (1, 1))
    assert shares(core, placed.order_id) == {"LYON": ("picked", {"SCARF": 1})}


def test_cancelling_again_changes_nothing(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2))
    cancel_order(core, placed.order_id)
    cancel_order(core, placed.order_id, cause="request-2")
    assert notices(core) == ["cancelled"]
    assert stock(core, "SCARF", "LYON").allocated == 0


def test_more_than_was_ordered_is_not_cancelled(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2))
    with pytest.raises(Refused, match="cancels_too_many"):
        cancel_order(core, placed.order_id, (1, 2), (1, 1))


@pytest.mark.parametrize("asked", [(9, 1), (1, 0)])
def test_a_line_that_is_not_there_is_bad_input(core: Core, asked: tuple[int, int]) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2))
    with pytest.raises(BadInput, match="unknown_line"):
        cancel_order(core, placed.order_id, asked)


def test_the_order_itself_is_kept(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 2}})
    placed = order(core, ("SCARF", 2))
    cancel_order(core, placed.order_id)
    assert core.read(lambda s: s.scalars(select(Order.id)).all()) == [placed.order_id]
