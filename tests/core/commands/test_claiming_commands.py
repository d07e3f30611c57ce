"""One device at a time, for as long as somebody works on it."""

from __future__ import annotations

from command_world import NOW, World, associate, manager

from core.commands import ClaimFulfilment, PickLine, ReleaseFulfilment
from core.rules.fulfilment import CLAIM_LASTS_MS
from core.rules.time import MINUTE_MS

CLAIM = ClaimFulfilment(fulfilment_id="f1")
TAKE_OVER = ClaimFulfilment(fulfilment_id="f1", takes_over=True)


def test_whoever_claims_it_has_it(world: World) -> None:
    assert world.run(CLAIM).status == "applied"
    head = world.head()
    assert (head.state, head.claimed_by, head.claimed_device, head.claimed_at) == (
        "claimed",
        "staff-nadia",
        "till-1",
        NOW,
    )


def test_another_device_is_told_who_has_it(world: World) -> None:
    world.run(CLAIM)
    outcome = world.run(CLAIM, associate("till-2"))
    assert (outcome.status, outcome.code) == ("refused", "claimed_by_another")
    assert outcome.data == {"staff_id": "staff-nadia"}


def test_the_same_device_may_claim_again(world: World) -> None:
    world.run(CLAIM)
    assert world.run(CLAIM).status == "applied"


def test_a_claim_that_nobody_works_on_lapses(world: World) -> None:
    world.run(CLAIM)
    assert world.run(CLAIM, associate("till-2"), NOW + CLAIM_LASTS_MS - 1).status == "refused"
    assert world.run(CLAIM, associate("till-2"), NOW + CLAIM_LASTS_MS).status == "applied"
    assert world.head().claimed_device == "till-2"


def test_work_renews_the_claim(world: World) -> None:
    world.run(CLAIM)
    world.run(PickLine(fulfilment_id="f1", line_id="f1-scarf"), at=NOW + 20 * MINUTE_MS)
    assert world.run(CLAIM, associate("till-2"), NOW + CLAIM_LASTS_MS).code == "claimed_by_another"


def test_a_manager_may_take_over_and_an_associate_may_not(world: World) -> None:
    world.run(CLAIM)
    assert world.run(TAKE_OVER, associate("till-2")).code == "not_permitted"
    assert world.run(TAKE_OVER, manager("till-2")).status == "applied"
    assert world.head().claimed_by == "staff-jeanne"


def test_what_a_colleague_holds_only_a_manager_gives_back(world: World) -> None:
    world.run(CLAIM)
    release = ReleaseFulfilment(fulfilment_id="f1")
    assert world.run(release, associate("till-2")).code == "claimed_by_another"
    assert world.run(release, manager("till-2")).status == "applied"
    assert world.head().claimed_by is None


def test_released_it_is_open_to_all_and_keeps_what_was_picked(world: World) -> None:
    world.all_of(
        CLAIM,
        PickLine(fulfilment_id="f1", line_id="f1-scarf"),
        ReleaseFulfilment(fulfilment_id="f1"),
    )
    head = world.head()
    assert (head.state, head.claimed_by, head.claimed_device) == ("picking", None, None)
    assert world.line().picked == 1


def test_what_nobody_has_cannot_be_released(world: World) -> None:
    outcome = world.run(ReleaseFulfilment(fulfilment_id="f1"))
    assert (outcome.status, outcome.code) == ("refused", "not_in_this_state")


def test_a_claim_for_a_round_says_the_tote_and_both_outlive_the_claim(world: World) -> None:
    world.run(ClaimFulfilment(fulfilment_id="f1", round_id="round-1", tote=2))
    world.run(PickLine(fulfilment_id="f1", line_id="f1-scarf"))
    world.run(ReleaseFulfilment(fulfilment_id="f1"))
    assert (world.head().claimed_by, world.head().round_id, world.head().tote) == (None, "round-1", 2)

    world.run(CLAIM, associate("till-2"))
    assert (world.head().claimed_device, world.head().round_id, world.head().tote) == ("till-2", "round-1", 2)


def test_a_new_round_has_its_own_tote(world: World) -> None:
    world.run(ClaimFulfilment(fulfilment_id="f1", round_id="round-1", tote=2))
    world.run(ClaimFulfilment(fulfilment_id="f1", round_id="round-2", tote=1))
    assert (world.head().round_id, world.head().tote) == ("round-2", 1)


def test_a_claim_that_is_refused_moves_nothing_into_a_round(world: World) -> None:
    world.run(CLAIM)
    outcome = world.run(ClaimFulfilment(fulfilment_id="f1", round_id="round-1", tote=1), associate("till-2"))
    assert (outcome.code, world.head().round_id, world.head().tote) == ("claimed_by_another", "", 0)
