"""Beyond the exact engine: HiGHS finds the same optimum where both can, and tells how far off it may be."""

from __future__ import annotations

import numpy as np
import pytest

from core.orchestration.large_baskets import beyond_exact, solved_by_highs
from core.rules.sourcing import Method, decide
from core.rules.sourcing_case import Case, Source, Wanted
from core.rules.sourcing_engine import Problem, Solution, solve
from core.rules.sourcing_growth import grown

TIME_LIMIT_S = 30.0


def drawn(seed: int, lines: int, places: int = 12) -> Problem:
    """A problem with two levels before the cost."""
    chance = np.random.default_rng(seed)
    free = chance.integers(0, 3, (places, lines))
    return Problem(
        quantities=np.minimum(chance.integers(1, 4, lines), free.sum(axis=0)),
        free=free,
        levels=(np.ones(places, np.int64), chance.integers(0, 2, places)),
        origin=chance.integers(100_000, 900_000, places),
        unit=chance.integers(-5_000, 90_000, (places, lines)),
        max_origins=places,
    )


def worth(problem: Problem, solution: Solution) -> list[int]:
    """What each level comes to, and the cost."""
    return [*(int(level[solution.locations].sum()) for level in problem.levels), solution.cost]


@pytest.mark.parametrize("seed", range(6))
def test_highs_and_the_engine_agree_to_the_last_digit(seed: int) -> None:
    problem = drawn(seed, lines=3)
    ours, theirs = solve(problem), solved_by_highs(problem, TIME_LIMIT_S)
    assert ours is not None
    assert worth(problem, theirs) == worth(problem, ours)
    assert theirs.bound == ours.cost


def test_a_basket_beyond_the_engine_is_solved_and_no_worse_than_grown() -> None:
    problem = drawn(7, lines=14)
    found, simple = solved_by_highs(problem, TIME_LIMIT_S), grown(problem)
    assert (found.given.sum(axis=0) == problem.quantities).all()
    assert (found.given <= problem.free[found.locations]).all()
    assert found.bound <= found.cost
    assert worth(problem, found) <= worth(problem, simple)


def test_an_order_of_many_lines_gets_all_that_is_free() -> None:
    wanted = tuple(Wanted(f"line {n}", n, 2) for n in range(14))
    sources = tuple(
        Source(place, 10.0 * place, {n: 1 for n in range(14) if (n + place) % 3}) for place in range(1, 7)
    )
    decision = decide(Case(wanted, sources), beyond_exact())
    assert decision.method is Method.SOLVER
    assert decision.plan.missing == {}
    assert decision.bound_mc <= decision.chosen.cost_mc
