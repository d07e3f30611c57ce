"""The engine's answer is the best there is: against every set of locations, on small cases."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules import sourcing_engine
from core.rules.sourcing_engine import IMPOSSIBLE, Problem, Solution, is_exact
from core.rules.sourcing_growth import assigned, grown, lower_bound


def problem(
    quantities: list[int],
    free: list[list[int]],
    origin: list[int],
    unit: list[list[int]],
    max_origins: int = 10,
    levels: tuple[list[int], ...] = (),
) -> Problem:
    held = np.array(free, np.int64).reshape(len(origin), len(quantities))
    return Problem(
        quantities=np.minimum(np.array(quantities, np.int64), held.sum(axis=0)),
        free=held,
        levels=tuple(np.array(level, np.int64) for level in levels),
        origin=np.array(origin, np.int64),
        unit=np.array(unit, np.int64).reshape(held.shape),
        max_origins=max_origins,
    )


def solve(case: Problem) -> Solution:
    solution = sourcing_engine.solve(case)
    assert solution is not None
    return solution


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    places, lines = draw(st.integers(1, 5)), draw(st.integers(1, 3))

    def rows(low: int, high: int) -> list[list[int]]:
        row = st.lists(st.integers(low, high), min_size=lines, max_size=lines)
        return draw(st.lists(row, min_size=places, max_size=places))

    def column(high: int) -> list[int]:
        return draw(st.lists(st.integers(0, high), min_size=places, max_size=places))

    levels = tuple(column(2) for _ in range(draw(st.integers(0, 2))))
    quantities = draw(st.lists(st.integers(0, 3), min_size=lines, max_size=lines))
    return problem(quantities, rows(0, 3), column(12), rows(-3, 8), draw(st.integers(1, 5)), levels)


def worth(case: Problem, given: dict[int, np.ndarray]) -> tuple[int, ...]:
    """What is wanted of a plan, smaller is better: units that it gives not, the levels in turn, the cost."""
    used = [place for place, units in given.items() if units.any()]
    units = sum(int(units.sum()) for units in given.values())
    cost = sum(int(case.origin[place]) for place in used)
    cost += sum(int((units * case.unit[place]).sum()) for place, units in given.items())
    return (-units, *(sum(int(level[place]) for place in used) for level in case.levels), cost)


def best_of_all(case: Problem) -> tuple[int, ...]:
    """The worth of the best plan, by looking at every set of locations."""
    places = range(len(case.origin))
    sets = [several for size in range(case.max_origins + 1) for several in combinations(places, size)]
    return min(worth(case, assigned(case, np.array(several, np.int64))) for several in sets)


def given_by(solution: Solution) -> dict[int, np.ndarray]:
    return {int(place): units for place, units in zip(solution.locations, solution.given, strict=True)}


def check_possible(case: Problem, solution: Solution) -> None:
    assert len(solution.locations) <= case.max_origins
    assert (solution.given <= case.free[solution.locations]).all()
    assert (solution.given.sum(axis=0) <= case.quantities).all()
    assert (solution.given.sum(axis=1) > 0).all()


@given(problems())
def test_no_set_of_locations_does_better(case: Problem) -> None:
    solution = solve(case)
    check_possible(case, solution)
    assert worth(case, given_by(solution)) == best_of_all(case)
    assert solution.cost == worth(case, given_by(solution))[-1]


@given(problems())
def test_the_locations_that_decide_give_the_same_answer_alone(case: Problem) -> None:
    solution = solve(case)
    rows = solution.decisive
    alone = problem(
        case.quantities.tolist(),
        case.free[rows].tolist(),
        case.origin[rows].tolist(),
        case.unit[rows].tolist(),
        case.max_origins,
        tuple(level[rows].tolist() for level in case.levels),
    )
    if not np.array_equal(alone.quantities, case.quantities):
        # Units that `max_origins` puts out of reach need not be held by anyone who decides.
        assert solution.given.sum() < case.quantities.sum()
        return
    again = solve(alone)
    assert rows[again.locations].tolist() == solution.locations.tolist()
    assert again.given.tolist() == solution.given.tolist()


@given(problems())
def test_what_is_grown_is_possible_and_its_bound_is_one(case: Problem) -> None:
    solution = grown(case)
    check_possible(case, solution)
    best = solve(case)
    if best.given.sum() == case.quantities.sum():
        assert lower_bound(case) <= best.cost
    if case.max_origins >= len(case.origin):
        assert solution.given.sum() == case.quantities.sum()


def test_a_place_is_never_asked_twice_for_the_same_unit() -> None:
    case = problem([2], [[1], [1], [1]], [1, 50, 60], [[0], [0], [0]])
    assert solve(case).locations.tolist() == [0, 1]


def test_of_places_that_cost_the_same_the_first_serves() -> None:
    case = problem([1, 1], [[1, 1]] * 4, [5] * 4, [[1, 1]] * 4)
    assert solve(case).locations.tolist() == [0]


@pytest.mark.parametrize(
    ("quantities", "exact"),
    [([1] * 10, True), ([1] * 11, False), ([3] * 5, True), ([999], False), ([999, 999], False), ([], True)],
)
def test_how_large_an_exact_basket_may_be(quantities: list[int], exact: bool) -> None:
    assert is_exact(np.array(quantities, np.int64)) is exact


def test_many_units_are_exact_where_they_need_not_be_gathered_unit_by_unit() -> None:
    assert sourcing_engine.solve(problem([40], [[40], [39]], [9, 5], [[1], [1]])) is not None
    assert sourcing_engine.solve(problem([40], [[30], [29]], [9, 5], [[1], [1]])) is None


def test_costs_that_do_not_fit_are_refused_and_never_bent() -> None:
    case = problem([1], [[1]], [IMPOSSIBLE // 2], [[0]], levels=([1],))
    with pytest.raises(OverflowError):
        solve(case)
