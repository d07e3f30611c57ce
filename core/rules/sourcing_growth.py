"""A good set of sources for a basket that is too large to be solved exactly, and a bound on the best.

Greedy, as for weighted set cover (Chvatal 1979): each time the place whose units come cheapest, its own cost
spread over them.
"""

from __future__ import annotations

import numpy as np

from core.rules.sourcing_engine import Ints, Problem, Solution, solution_of


def grown(problem: Problem) -> Solution:
    """A solution that gives all units that can be had, unless `max_origins` stands in the way."""
    left = problem.quantities.copy()
    given: dict[int, Ints] = {}
    idle = np.ones(len(problem.origin), bool)
    while left.any() and len(given) < problem.max_origins:
        possible = np.minimum(problem.free, left)
        units = possible.sum(axis=1)
        useful = np.flatnonzero(idle & (units > 0))
        if not len(useful):
            break
        place = _best(problem, useful, possible[useful], units[useful])
        idle[place] = False
        given[place] = possible[place]
        left -= possible[place]
    if given:
        given = assigned(problem, np.array(sorted(given), np.int64))
    everyone = np.arange(len(problem.origin), dtype=np.int64)
    return solution_of(problem, given, everyone, lower_bound(problem) if given else 0)


def _best(problem: Problem, useful: Ints, possible: Ints, units: Ints) -> int:
    """The place whose units are cheapest, level by level; the first one when equal."""
    ranks = [level[useful] / units for level in problem.levels]
    cost = (problem.origin[useful] + (possible * problem.unit[useful]).sum(axis=1)) / units
    return int(useful[np.lexsort((useful, cost, *reversed(ranks)))[0]])


def lower_bound(problem: Problem) -> int:
    """No solution that gives all units costs less: each unit pays its cheapest place, and its share of what
    using that place costs if the place gave all it could."""
    most = np.maximum(np.minimum(problem.free, problem.quantities).sum(axis=1), 1)
    each = problem.unit + (problem.origin // most)[:, None]
    cheapest = np.where(problem.free > 0, each, np.iinfo(np.int64).max).min(
        axis=0, initial=np.iinfo(np.int64).max
    )
    asked = problem.quantities > 0
    return int((cheapest[asked] * problem.quantities[asked]).sum())


def assigned(problem: Problem, locations: Ints) -> dict[int, Ints]:
    """The cheapest units of these locations: with the locations chosen, no better plan is possible."""
    given = {int(place): np.zeros(len(problem.quantities), np.int64) for place in locations}
    for line, quantity in enumerate(problem.quantities):
        left = int(quantity)
        for place in sorted(given, key=lambda place: (problem.unit[place, line], place)):
            units = min(left, int(problem.free[place, line]))
            given[place][line] = units
            left -= units
    return {place: units for place, units in given.items() if units.any()}
