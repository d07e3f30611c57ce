"""Short worlds, each from one seed: whatever goes wrong in them, what must be true is true."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest
from plan import TROUBLES, Plan, plan_of
from world import happen

FOLDER = Path(__file__).parent
KINDS = tuple(dict.fromkeys(TROUBLES))
WORLDS_A_TEST = 5
SEEDS_COMPARED = (3, 11)

pytestmark = pytest.mark.timeout(900)
# A world's time is its own: a slow machine is no failure.


@pytest.fixture(scope="module")
def struck() -> Counter[str]:
    """How often each fault has struck, over the worlds of this run."""
    return Counter()


@pytest.mark.parametrize("first", range(0, len(KINDS), WORLDS_A_TEST))
def test_whatever_goes_wrong_what_must_be_true_is_true(first: int, struck: Counter[str]) -> None:
    """One world for each kind of trouble, with two others beside it."""
    for seed in range(first, min(first + WORLDS_A_TEST, len(KINDS))):
        others = (KINDS[seed - 1], KINDS[seed - 7])
        struck += happen(plan_of(seed, (KINDS[seed], KINDS[seed], *others))).struck


def test_each_fault_has_struck_in_these_worlds(struck: Counter[str]) -> None:
    assert {trouble for trouble in KINDS if not struck[trouble]} == set()


@pytest.mark.parametrize("seed", SEEDS_COMPARED)
def test_the_same_seed_has_the_same_history(seed: int) -> None:
    first, second = happen(plan_of(seed)), happen(plan_of(seed))

    assert first.told(10_000) == second.told(10_000)
    assert first.digest() == second.digest()


def test_a_plan_is_made_of_its_seed_alone() -> None:
    plans: list[Plan] = [plan_of(seed) for seed in (1, 1, 2)]

    assert plans[0] == plans[1] != plans[2]


def test_the_model_knows_nothing_of_the_product() -> None:
    trees = [ast.parse((FOLDER / name).read_text(encoding="utf-8")) for name in ("model.py", "told.py")]
    imported = {
        name.partition(".")[0]
        for tree in trees
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or "."]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert imported == {"__future__", "collections", "dataclasses", "told", "typing"}
