"""With one safeguard of the product taken out, a world fails: so these worlds would have seen it fail."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from unittest import mock

import pytest
import world
from mutations import MUTATIONS
from plan import AROUND_CARDS, AT_THE_COUNTER, OF_ORDERS, Plan, plan_of, size_of_flow
from short_worlds import (
    BACK_THE_OTHER_WAY_ROUND,
    ORDERED,
    ORDERED_BEFORE_THE_BACKUP,
    ORDERED_WHAT_WAS_PAID,
    ORDERED_WHILE_ASKED,
    ORDERED_WHILE_ASKED_IN_VAIN,
    RESTORED_WAITS_MS,
)
from told import Broken
from world import happen

NEXT_DOOR = ("loss", "kill")
SWAPPING = ("loss", "late")
TWICE = ("one immutable outcome", "exactly one effect")
BEYOND = ("no refund executed twice", "money is conserved")
EXPOSED_BY = {
    "deduplication": ((14, 19, *range(14)), ("answer_lost", "duplicate", "late"), TWICE),
    "rebase": (range(8), ("loss",), ("base and pending",)),
    "version guard": ((9, 15, *range(9)), ("kill_at_delta",), ("equal rows at equal versions",)),
    "overlay's bound": (range(8), ("loss",), ("what screens say of stock",)),
    # Where an answer is lost and the webhook comes after the next try.
    "key of an execution": (range(10, 20), AROUND_CARDS, BEYOND),
    "claims on units": (range(1, 5), AROUND_CARDS, ("no refund executed twice",)),
    "telling of claims": (range(1, 8), NEXT_DOOR, ("a region knows what its stores have sold",)),
    "borders of regions": (range(8), NEXT_DOOR, ("each row where its rule says",)),
    "leaving out names": (range(2, 8), NEXT_DOOR, ("a region knows no names",)),
    "rows of regions": (range(1, 8), NEXT_DOOR, ("sales of the region",)),
    "telling what was given twice": ((ORDERED_WHAT_WAS_PAID,), (), ("nothing is given twice",)),
    "counting once what was paid": ((4, *range(12)), SWAPPING, ("money is conserved",)),
    "waiting with money": ((BACK_THE_OTHER_WAY_ROUND,), (), ("no refund executed twice",)),
    "asking what was spread otherwise": ((BACK_THE_OTHER_WAY_ROUND,), (), ("no refund executed twice",)),
    "holding what is ordered": (
        (ORDERED_WHILE_ASKED, ORDERED_WHILE_ASKED_IN_VAIN, ORDERED_BEFORE_THE_BACKUP),
        (),
        ("nothing is sent while it is asked",),
    ),
    "a column of tails": ((ORDERED,), (), ("every committed version is delivered",)),
}
"""By what is taken out: seeds of worlds (one that fails comes first) or worlds that are no whole seed's (each
fails), what goes wrong in them, and which invariants are broken."""
SIZES = {
    AROUND_CARDS: AT_THE_COUNTER,
    NEXT_DOOR: replace(size_of_flow("next_door"), deeds=(4, 6)),
    SWAPPING: size_of_flow("swap"),
}
"""Of the worlds, by what goes wrong in them; elsewhere people are at orders."""
WHOLE_ELSEWHERE = (ORDERED_WHILE_ASKED, ORDERED_WHILE_ASKED_IN_VAIN, ORDERED_BEFORE_THE_BACKUP)
"""Worlds that happen with all safeguards, and have more asked of them, in `test_worlds_of_work.py`."""
HEALS_WITHIN_S = 60.0
"""What is never well again need not be waited for as long as elsewhere; in virtual seconds."""

pytestmark = pytest.mark.timeout(900)
# A world's time is its own: a slow machine is no failure.


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_world_without_it_fails_and_the_same_world_with_it_does_not(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world, "RESTORED_WAITS_MS", RESTORED_WAITS_MS)
    seeds, troubles, invariants = EXPOSED_BY[name]
    for seed in seeds:
        plan = seed if isinstance(seed, Plan) else plan_of(seed, troubles, SIZES.get(troubles, OF_ORDERS))
        broken = _broken_without(name, plan)
        if broken is None:
            # Of a seed's worlds one is enough; a world that is kept for this must see it.
            assert not isinstance(seed, Plan), plan
            continue
        assert broken.invariant in invariants
        if plan not in WHOLE_ELSEWHERE:
            _comes_to_rest(plan)
        if not isinstance(seed, Plan):
            return
    assert isinstance(seed, Plan), f"no world saw that the {name} was gone"


def _broken_without(name: str, plan: Plan) -> Broken | None:
    try:
        with MUTATIONS[name](), mock.patch.object(world, "HEALS_WITHIN_S", HEALS_WITHIN_S):
            happen(plan)
    except Broken as broken:
        return broken
    return None


@cache
def _comes_to_rest(plan: Plan) -> None:
    """The product as it is; what several safeguards are held by happens once."""
    happen(plan)
