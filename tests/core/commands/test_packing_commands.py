"""Parcels, bins, and the way back."""

from __future__ import annotations

import pytest
from command_world import NOW, World, manager
from sqlalchemy import select

from core.commands import (
    ClaimFulfilment,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    ReopenFulfilment,
    StageFulfilment,
)
from core.model import Parcel
from core.rules.ids import derive
from core.rules.sscc import build_sscc

NUMBER = "034567890000000019"
PICKED = (
    ClaimFulfilment(fulfilment_id="f1"),
    PickLine(fulfilment_id="f1", line_id="f1-scarf", quantity=2),
    PickLine(fulfilment_id="f1", line_id="f1-watch", serial="W-001"),
)
PACK = PackFulfilment(
    fulfilment_id="f1", parcels=[ParcelDraft(NUMBER, {"f1-scarf": 2, "f1-watch": 1}, weight_g=620)]
)
STAGE = StageFulfilment(fulfilment_id="f1", bins={NUMBER: "B-07"})


def parcels(world: World) -> list[Parcel]:
    return list(world.session.scalars(select(Parcel).order_by(Parcel.number)))


def test_what_was_picked_goes_into_parcels_named_after_the_command(world: World) -> None:
    world.all_of(*PICKED, PACK)
    (parcel,) = parcels(world)
    assert world.head().state == "packed"
    assert (parcel.id, parcel.number, parcel.weight_g) == (
        derive(world.command_id(), "parcel", 0),
        NUMBER,
        620,
    )
    assert parcel.contents == {"f1-scarf": 2, "f1-watch": 1}


def test_parcels_that_do_not_hold_what_was_picked_are_for_a_person_to_see(world: World) -> None:
    world.all_of(*PICKED)
    outcome = world.run(
        PackFulfilment(fulfilment_id="f1", parcels=[ParcelDraft(NUMBER, {"f1-scarf": 1, "f1-watch": 1})])
    )
    assert (outcome.status, outcome.code) == ("recorded", "packed_other_than_picked")
    assert world.head().state == "packed"


def test_a_step_that_was_skipped_is_taken_in_all_the_same(world: World) -> None:
    outcome = world.run(PACK)
    assert (outcome.status, outcome.code) == ("recorded", "step_skipped")
    assert world.head().state == "packed"


def test_a_parcel_stands_in_its_bin(world: World) -> None:
    world.all_of(*PICKED, PACK, STAGE)
    assert world.head().state == "staged"
    assert [parcel.bin for parcel in parcels(world)] == ["B-07"]


@pytest.mark.parametrize("ids", [("a", "b"), ("b", "a")])
def test_of_two_parcels_of_one_number_the_same_stands_in_the_bin_on_both_sides(
    world: World, ids: tuple[str, str]
) -> None:
    """Workstation and core have their rows in orders of their own."""
    world.all_of(*PICKED, PACK)
    for id_ in ids:
        world.session.add(Parcel(id=id_, fulfilment_id="f1", number="TWICE", packed_at=NOW))
        world.session.flush()
    world.run(StageFulfilment(fulfilment_id="f1", bins={"TWICE": "B-07"}))
    assert {parcel.id: parcel.bin for parcel in parcels(world) if parcel.number == "TWICE"} == {
        "a": "B-07",
        "b": "",
    }


def test_a_parcel_that_nobody_knows_is_for_a_person_to_see(world: World) -> None:
    world.all_of(*PICKED, PACK)
    outcome = world.run(StageFulfilment(fulfilment_id="f1", bins={"other": "B-07"}))
    assert outcome.code == "staged_unknown_parcel"
    assert world.head().state == "staged"


def test_a_parcel_can_be_moved_to_another_bin(world: World) -> None:
    world.all_of(*PICKED, PACK, STAGE, StageFulfilment(fulfilment_id="f1", bins={NUMBER: "B-12"}))
    assert [parcel.bin for parcel in parcels(world)] == ["B-12"]


def test_reopened_it_has_no_parcels_and_is_picked(world: World) -> None:
    world.all_of(*PICKED, PACK, STAGE)
    assert world.run(ReopenFulfilment(fulfilment_id="f1", reason="un article de trop"), manager()).has_effect
    assert world.head().state == "picked"
    assert parcels(world) == []


def test_an_associate_does_not_reopen(world: World) -> None:
    world.all_of(*PICKED, PACK)
    outcome = world.run(ReopenFulfilment(fulfilment_id="f1", reason="un article de trop"))
    assert (outcome.status, outcome.code) == ("refused", "not_permitted")
    assert len(parcels(world)) == 1


def test_a_parcel_of_a_ton_is_kept_aside(world: World) -> None:
    world.all_of(*PICKED)
    draft = ParcelDraft(NUMBER, {"f1-scarf": 2, "f1-watch": 1}, weight_g=1_000_000)
    outcome = world.run(PackFulfilment(fulfilment_id="f1", parcels=[draft]))
    assert (outcome.status, outcome.code) == ("quarantined", "absurd_weight")
    assert world.head().state == "picked"


def test_a_parcel_of_a_thousand_scarves_is_kept_aside(world: World) -> None:
    world.all_of(*PICKED)
    outcome = world.run(PackFulfilment(fulfilment_id="f1", parcels=[ParcelDraft(NUMBER, {"f1-scarf": 1000})]))
    assert (outcome.status, outcome.code) == ("quarantined", "absurd_quantity")


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (["034567890000000018"], ["parcel_number_wrong"]),
        (["P1", "P2"], ["parcel_number_wrong"]),
        ([NUMBER, NUMBER], ["parcel_number_reused"]),
        ([build_sscc("3456789", 100)], ["parcel_number_not_leased"]),
        ([build_sscc("9521234", 1)], ["parcel_number_not_leased"]),
        ([build_sscc("3456789", 99), build_sscc("3456789", 2)], []),
    ],
)
def test_a_parcels_number_is_one_of_the_machines_own_and_new(
    world: World, numbers: list[str], told: list[str]
) -> None:
    world.all_of(*PICKED)
    contents = [{"f1-scarf": 2, "f1-watch": 1}] + [{}] * (len(numbers) - 1)
    drafts = [ParcelDraft(number, held) for number, held in zip(numbers, contents, strict=True)]
    world.run(PackFulfilment(fulfilment_id="f1", parcels=drafts))
    assert world.exceptions() == told
    assert world.head().state == "packed", "the label is on it: the fact stands"


def test_a_number_of_another_orders_parcel_is_told(world: World) -> None:
    world.all_of(*PICKED, PACK)
    world.run(PackFulfilment(fulfilment_id="f2", parcels=[ParcelDraft(NUMBER, {"f2-scarf": 1})]))
    assert "parcel_number_reused" in world.exceptions()
