"""A line refused at the counter while another is kept: quantities, stock, money, pieces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from command_world import SCARF, WATCH, World

from core.commands import (
    ClaimFulfilment,
    HandOver,
    HandOverPart,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    Proof,
    PutBack,
    RefusePart,
    StageFulfilment,
)
from core.rules.sscc import build_sscc

NUMBER = build_sscc("3456789", 7)
STAGED = (
    ClaimFulfilment(fulfilment_id="f1"),
    PickLine(fulfilment_id="f1", line_id="f1-scarf", quantity=2),
    PickLine(fulfilment_id="f1", line_id="f1-watch", serial="W-001"),
    PackFulfilment(fulfilment_id="f1", parcels=[ParcelDraft(NUMBER, {"f1-scarf": 2, "f1-watch": 1})]),
    StageFulfilment(fulfilment_id="f1", bins={NUMBER: "B-07"}),
)


@pytest.fixture
def world(database_kind: str) -> Iterator[World]:
    made = World(database_kind)
    made.head().to_pay_cents = 3 * 1990
    made.session.commit()
    made.all_of(*STAGED)
    yield made
    made.close()


def refuse(*units: tuple[str, int], **changes: Any) -> RefusePart:
    return RefusePart(fulfilment_id="f1", units=dict(units), **changes)


def held(world: World, article_id: int) -> tuple[int, int]:
    stock = world.stock(article_id)
    assert stock.allocated == world.claimed(article_id)
    return stock.sellable, stock.allocated


def test_what_is_refused_is_free_again_and_the_rest_waits_as_before(world: World) -> None:
    world.all_of(refuse(("f1-scarf", 1)))
    assert (world.head().state, world.head().to_pay_cents) == ("staged", 2 * 1990)
    line = world.line()
    assert (line.quantity, line.picked, line.quantities().left_here) == (1, 1, 1)
    assert held(world, SCARF) == (10, 2)
    assert ("unpicked", SCARF, 1) in world.movements()


def test_in_one_visit_one_is_taken_one_refused_and_one_waits(world: World) -> None:
    taken = HandOverPart(fulfilment_id="f1", units={"f1-scarf": 1}, proof=Proof.IDENTITY, paid_cents=1990)
    world.all_of(refuse(("f1-scarf", 1)), taken)
    assert (world.head().state, held(world, SCARF)) == ("staged", (9, 1))
    assert (world.head().to_pay_cents, world.line("f1-watch").quantities().left_here) == (1990, 1)
    world.all_of(HandOver(fulfilment_id="f1", proof=Proof.IDENTITY, paid_cents=1990))
    assert (world.head().state, world.line().handed_over) == ("handed_over", 1)
    assert (held(world, SCARF), held(world, WATCH)) == ((9, 1), (2, 0))


def test_a_piece_that_is_refused_is_that_piece(world: World) -> None:
    world.all_of(refuse(("f1-watch", 1), serials={"f1-watch": ["W-001"]}))
    assert (world.line("f1-watch").serials, held(world, WATCH)) == ([], (3, 0))
    world.all_of(HandOver(fulfilment_id="f1", proof=Proof.IDENTITY, paid_cents=2 * 1990))
    assert world.stock(WATCH).sellable == 3


def test_what_was_paid_for_it_is_to_be_given_back(world: World) -> None:
    world.head().to_pay_cents = 990
    outcome = world.run(refuse(("f1-scarf", 1), reason="trop grande"))
    assert (outcome.code, outcome.data["cents"]) == ("refused_what_was_paid", 1000)
    assert world.head().to_pay_cents == 0


def test_the_last_of_it_is_the_whole_and_is_put_back_as_one(world: World) -> None:
    world.all_of(refuse(("f1-watch", 1)), refuse(("f1-scarf", 2)))
    assert world.head().state == "to_put_back"
    world.all_of(PutBack(fulfilment_id="f1"))
    assert (held(world, SCARF), held(world, WATCH)) == ((10, 1), (3, 0))


def test_more_than_there_was_is_for_a_person_to_see(world: World) -> None:
    assert world.run(refuse(("f1-scarf", 5))).code == "put_back_too_many"
    assert (world.line().quantity, held(world, SCARF)) == (0, (10, 1))


def test_told_of_what_has_left_nothing_of_it_changes(world: World) -> None:
    world.all_of(HandOver(fulfilment_id="f1", proof=Proof.IDENTITY, paid_cents=3 * 1990))
    before = world.line().handed_over, held(world, SCARF)
    assert world.run(refuse(("f1-scarf", 1))).code == "refused_after_it_left"
    assert (world.line().handed_over, held(world, SCARF)) == before
