"""Short worlds, each from one seed: whatever goes wrong in them, what must be true is true."""

from __future__ import annotations

import ast
from pathlib import Path

import core_side
import pytest
from line import OF_COMMANDS
from plan import (
    AROUND_CARDS,
    AT_THE_COUNTER,
    CORE_TROUBLES,
    LINE_TROUBLES,
    OLDER_CORE,
    SMALL,
    TROUBLES,
    USUAL,
    Deed,
    Plan,
    plan_of,
)
from short_worlds import worlds_with
from template import template
from troubles import OF_AN_OLDER_CORE
from world import happen

from core.orchestration.company import Company

FOLDER = Path(__file__).parent
ALSO_STRIKES = {
    "late": (f"reordered{OF_COMMANDS}",),
    "duplicate": ("reordered", f"duplicate{OF_COMMANDS}"),
    "answer_lost": (f"answer_lost{OF_COMMANDS}",),
    OLDER_CORE: OF_AN_OLDER_CORE,
}
"""What must have come of it at least once, too: a request that came behind younger ones; commands that came
twice, or whose answer was lost after the core had committed them."""
_PARTS = ("", "chain_", "feed_", "refund_", "region_", "routing_", "stock_", "work_")
OF_THE_MODEL = ("told", *(f"{part}model" for part in _PARTS))
SEEDS_AT_THE_COUNTER = (1, 2, 6)
COMPARED = {3: USUAL, 11: SMALL}
SEEDS_OF_LARGER_WORLDS = range(20, 22)

pytestmark = pytest.mark.timeout(900)
# A world's time is its own: a slow machine is no failure.


@pytest.mark.parametrize("kind", dict.fromkeys((*LINE_TROUBLES, *CORE_TROUBLES, OLDER_CORE)))
def test_whatever_goes_wrong_with_line_or_core_what_must_be_true_is_true(kind: str) -> None:
    also = ALSO_STRIKES.get(kind, ())
    struck = worlds_with(kind, also)

    assert all(struck[one] for one in (kind, *also)), struck


@pytest.mark.parametrize("seed", SEEDS_OF_LARGER_WORLDS)
def test_a_larger_world_with_everything_in_it_comes_to_rest(seed: int) -> None:
    assert happen(plan_of(seed)).struck


@pytest.mark.parametrize("seed", SEEDS_AT_THE_COUNTER)
def test_where_goods_come_back_no_refund_is_executed_twice(seed: int) -> None:
    assert happen(plan_of(seed, AROUND_CARDS, AT_THE_COUNTER)).struck


@pytest.mark.parametrize("seed", COMPARED)
def test_the_same_seed_has_the_same_history(seed: int) -> None:
    first, second = (happen(plan_of(seed, TROUBLES, COMPARED[seed])) for _ in range(2))

    assert first.told(10_000) == second.told(10_000)
    assert first.digest() == second.digest()


def test_nothing_runs_beside_a_world_in_a_process_that_has_had_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """The application that is made there is the first, and no life of it has ended yet: whoever makes the
    template ends one."""
    template()
    begun: list[Company] = []
    first = core_side._Application()
    really_begin = Company._start

    def begin(company: Company) -> None:
        begun.append(company)
        really_begin(company)

    monkeypatch.setattr(core_side, "_application", lambda: first)
    monkeypatch.setattr(Company, "_start", begin)
    works = tuple(
        Deed(at_s=0.2 * n, what=what, station=0, draw=n) for n, what in enumerate(("order", "work"), 1)
    )
    ended = happen(Plan(seed=1, stations=(0,), deeds=works, troubles=()))

    assert begun == []
    assert sum(ended.did.values()) and "POST /v1/orders 201" in ended.told()


def test_a_plan_is_made_of_its_seed_alone() -> None:
    plans: list[Plan] = [plan_of(seed) for seed in (1, 1, 2)]

    assert plans[0] == plans[1] != plans[2]


def test_the_model_knows_nothing_of_the_product() -> None:
    trees = [ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8")) for name in OF_THE_MODEL]
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

    ours = {*OF_THE_MODEL}
    assert imported - ours == {"__future__", "collections", "dataclasses", "hashlib", "random", "typing"}
