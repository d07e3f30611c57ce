"""The least-cost set of sources for a basket, exactly: dynamic programming over what is left of its lines.

The problem: location `l` gives `x[l, i]` whole units of line `i`, at most `free[l, i]`; each location that
gives anything costs `origin[l]` once and `unit[l, i]` a unit. Wanted: all units that can be had, then the
least sum of each of `levels` in their order, then the least cost (a fixed-charge transportation problem; with
one unit a line, weighted set partitioning).

A *state* says how many units of each line are had, in mixed radix: with one unit a line, a subset of the
lines. For every state one pass over all locations (numpy) finds who would give exactly that *part* most
cheaply; then states are composed from parts (Held and Karp 1962 compose subsets in the same way). A
composition may use one place twice, beyond what it has. Then the places are taken one after another instead,
each once: only those that are among the `k` cheapest for some part, where `k` places at most are used. (Were
another one used for its part, one of those `k` would be idle and could stand in for it.)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

IMPOSSIBLE = 1 << 58
"""A cost that stands for *cannot*; every real total stays below it, and eight of them fit into 64 bits."""
MAX_LINES = 10
MAX_STATES = 4_096
MAX_UNITS_SPLIT = 16
"""Units of a basket of which a line has to come from several places: half a second at the very worst."""
MAX_PARTS = 250_000
"""Pairs of a state and a part of it: 3**10 for ten lines of one unit would be 59,000."""


class Problem(msgspec.Struct, frozen=True, eq=False):
    """What is to be solved, with L locations and n lines.

    Attributes:
        quantities: (n) units wanted.
        free: (L, n) units that each location may give.
        levels: (L) each: what using a location adds to an aim that goes before the cost, at least 0; the
            first goes before all others.
        origin: (L) cost of using a location at all, at least 0.
        unit: (L, n) cost of each unit; may be negative.
        max_origins: most locations used.

    Costs are integers in one unit of the caller's choice. Where several solutions cost the same, locations
    named first win.
    """

    quantities: Ints
    free: Ints
    levels: tuple[Ints, ...]
    origin: Ints
    unit: Ints
    max_origins: int


class Solution(msgspec.Struct, frozen=True, eq=False):
    """Who gives what.

    Attributes:
        given: (k, n) units; one row for each location used.
        locations: the k rows of the problem that are used, ascending.
        cost: the total, without the levels.
        bound: no solution that does as well on the levels costs less than this.
        decisive: the rows that decide: solved with these alone, in this order, the answer is the same.
    """

    given: Ints
    locations: Ints
    cost: int
    bound: int
    decisive: Ints


class Lattice(msgspec.Struct, frozen=True, eq=False):
    """The states of a basket's shape, and how they are composed.

    Attributes:
        digits: (states, n) units of each line.
        units: (states) units in all.
        part, rest: state = part + rest, for each state from 1 on the parts that have some of its first line.
        starts: where each state's parts begin.
    """

    digits: Ints
    units: Ints
    part: Ints
    rest: Ints
    starts: Ints


def is_exact(quantities: Ints) -> bool:
    """Whether the lattice of a basket of this shape is small enough."""
    if len(quantities) > MAX_LINES or int(quantities.max(initial=0)) >= MAX_STATES:
        return False
    sizes = [int(quantity) + 1 for quantity in quantities]
    states, parts = 1, 1
    for size in sizes:
        states *= size
        parts *= size * (size + 1) // 2
    return states <= MAX_STATES and parts <= MAX_PARTS


def solve(problem: Problem) -> Solution | None:
    """The solution that gives most units, and among those the best by levels and cost; None if the basket is
    too large. The quantities must not exceed what all locations have together."""
    if not is_exact(problem.quantities):
        return None
    lattice = lattice_of(tuple(int(quantity) for quantity in problem.quantities))
    if len(lattice.units) == 1 or not len(problem.origin):
        return _nothing(problem)
    # What every unit of a line costs at least is paid wherever it comes from: so no cost is below 0.
    least = problem.unit.min(axis=0)
    unit = problem.unit - least
    costs = _part_costs(problem, lattice, _ranked(problem, unit), unit)
    owed = lattice.digits @ least
    cheapest = costs.argmin(axis=1)
    part_cost = np.minimum(costs[np.arange(len(cheapest)), cheapest], IMPOSSIBLE)
    found = _composed(problem, lattice, cheapest, part_cost, owed)
    if found is not None or int(problem.quantities.sum()) > MAX_UNITS_SPLIT:
        return found
    return _one_after_another(problem, lattice, costs, owed)


def _ranked(problem: Problem, unit: Ints) -> Ints:
    """(L) the levels and the cost of using a location as one number: a level outweighs all that follow it."""
    ranked = problem.origin
    origins = min(problem.max_origins, int(problem.quantities.sum()))
    weight = origins * int(ranked.max()) + int(unit.max(axis=0) @ problem.quantities) + 1
    for level in reversed(problem.levels):
        top = int(level.max())
        if weight * (origins * top + 1) >= IMPOSSIBLE:
            raise OverflowError("costs and levels of a sourcing problem exceed 64 bits")
        ranked = ranked + level * weight
        weight *= origins * top + 1
    return ranked


def _nothing(problem: Problem) -> Solution:
    none = np.zeros(0, np.int64)
    return Solution(np.zeros((0, len(problem.quantities)), np.int64), none, 0, 0, none)


@lru_cache(maxsize=256)
def lattice_of(quantities: tuple[int, ...]) -> Lattice:
    """The lattice of a shape; shapes recur, so it is made once."""
    sizes = [quantity + 1 for quantity in quantities]
    strides = np.cumprod([1, *sizes])
    states = np.arange(strides[-1])
    digits = np.stack([states // strides[i] % size for i, size in enumerate(sizes)], axis=1)
    whole, part = np.zeros(1, np.int64), np.zeros(1, np.int64)
    for stride, size in zip(strides, sizes, strict=False):
        had, taken = np.tril_indices(size)
        whole_after = (whole[:, None] + had * stride).ravel()
        part_after = (part[:, None] + taken * stride).ravel()
        # The first line that a state has any of must be in its part: each composition is met once.
        is_first = ((whole[:, None] == 0) & (had > 0) & (taken == 0)).ravel()
        whole, part = whole_after[~is_first], part_after[~is_first]
    order = np.argsort(whole, kind="stable")
    whole, part = whole[order], part[order]
    keep = whole > 0
    whole, part = whole[keep], part[keep]
    starts = np.searchsorted(whole, states[1:])
    return Lattice(digits, digits.sum(axis=1), part, whole - part, starts)


def _part_costs(problem: Problem, lattice: Lattice, origin: Ints, unit: Ints) -> Ints:
    """(states, L) what each part costs from each location; the empty part cannot be asked for."""
    costs = np.empty((len(lattice.units), len(problem.origin)), np.int64)
    costs[0] = origin
    size = 1
    for line, quantity in enumerate(problem.quantities):
        for units in range(1, int(quantity) + 1):
            added = np.where(problem.free[:, line] >= units, unit[:, line] * units, IMPOSSIBLE)
            np.add(costs[:size], added, out=costs[units * size : (units + 1) * size])
        size *= int(quantity) + 1
    costs[0] = IMPOSSIBLE
    return costs


def _composed(
    problem: Problem, lattice: Lattice, cheapest: Ints, part_cost: Ints, owed: Ints
) -> Solution | None:
    """The best composition of cheapest parts; None if it takes more from a place than is there."""
    layers = _layers(problem, lattice, part_cost)
    target = _best_state(lattice, layers[-1], owed)
    given: dict[int, Ints] = {}
    state, depth = target, len(layers) - 1
    while state:
        begin = lattice.starts[state - 1]
        end = lattice.starts[state] if state < len(lattice.starts) else len(lattice.part)
        parts, rests = lattice.part[begin:end], lattice.rest[begin:end]
        best = int((part_cost[parts] + layers[depth - 1][rests]).argmin())
        place = int(cheapest[parts[best]])
        given[place] = given.get(place, 0) + lattice.digits[parts[best]]
        state, depth = int(rests[best]), depth - 1
    if any((units > problem.free[place]).any() for place, units in given.items()):
        return None
    decisive = np.unique(cheapest[part_cost < IMPOSSIBLE])
    return solution_of(problem, given, decisive)


def _layers(problem: Problem, lattice: Lattice, part_cost: Ints) -> list[Ints]:
    """For 0, 1, 2... parts: the least cost of each state from at most so many. Ends when more do not help."""
    nothing = np.full(len(lattice.units), IMPOSSIBLE, np.int64)
    nothing[0] = 0
    layers = [nothing]
    for _ in range(problem.max_origins):
        totals = part_cost[lattice.part] + layers[-1][lattice.rest]
        layer = np.zeros_like(nothing)
        layer[1:] = np.minimum(np.minimum.reduceat(totals, lattice.starts), IMPOSSIBLE)
        layers.append(layer)
        if np.array_equal(layer, layers[-2]):
            break
    return layers


def _best_state(lattice: Lattice, costs: Ints, owed: Ints) -> int:
    """Of the states that can be reached, one with most units, and of those the cheapest."""
    reached = np.where(costs < IMPOSSIBLE, lattice.units, -1)
    most = reached == reached.max()
    return int(np.where(most, costs + owed, IMPOSSIBLE).argmin())


def _one_after_another(problem: Problem, lattice: Lattice, costs: Ints, owed: Ints) -> Solution:
    """Each location in turn gives one part or nothing: no place can be used twice."""
    most = min(problem.max_origins, int(problem.quantities.sum()))
    places = _among_the_cheapest(costs, most)
    table = np.full((most + 1, len(lattice.units)), IMPOSSIBLE, np.int64)
    table[:, 0] = 0
    history = [table]
    # One axis for each line, the first line last: having a part more is a step along the axes.
    axes = (most + 1, *(int(quantity) + 1 for quantity in problem.quantities[::-1]))
    for place in places:
        table = table.copy()
        after, before = table.reshape(axes), history[-1].reshape(axes)
        for part in np.flatnonzero(costs[:, place] < IMPOSSIBLE):
            steps = (1, *lattice.digits[part][::-1])
            reached = tuple(slice(step, None) for step in steps)
            left = tuple(slice(0, size - step) for size, step in zip(axes, steps, strict=True))
            after[reached] = np.minimum(after[reached], before[left] + costs[part, place])
        history.append(table)
    target = _best_state(lattice, table[most], owed)
    return _traced(problem, lattice, costs, places, history, target)


def _among_the_cheapest(costs: Ints, most: int) -> Ints:
    """The locations that are among the `most` cheapest for some part, ascending."""
    left = costs.copy()
    chosen: set[int] = set()
    for _ in range(min(most, costs.shape[1])):
        cheapest = left.argmin(axis=1)
        rows = np.flatnonzero(left[np.arange(len(cheapest)), cheapest] < IMPOSSIBLE)
        if not len(rows):
            break
        chosen.update(int(place) for place in cheapest[rows])
        left[rows, cheapest[rows]] = IMPOSSIBLE
    return np.array(sorted(chosen), np.int64)


def _traced(
    problem: Problem, lattice: Lattice, costs: Ints, places: Ints, history: list[Ints], state: int
) -> Solution:
    """Go back from the best state through the places that led to it."""
    depth = len(history[-1]) - 1
    given: dict[int, Ints] = {}
    for number in range(len(places) - 1, -1, -1):
        before, after = history[number], history[number + 1]
        if before[depth, state] == after[depth, state]:
            continue
        place = int(places[number])
        fits = np.flatnonzero((lattice.digits <= lattice.digits[state]).all(axis=1))
        totals = np.minimum(costs[fits, place] + before[depth - 1, state - fits], IMPOSSIBLE)
        part = int(fits[totals.argmin()])
        given[place] = lattice.digits[part]
        state, depth = state - part, depth - 1
    return solution_of(problem, given, places)


def solution_of(
    problem: Problem, given: Mapping[int, Ints], decisive: Ints, bound: int | None = None
) -> Solution:
    """A solution from the units that each row gives; proven to be the best unless a lower bound is told."""
    locations = np.array(sorted(given), np.int64)
    units = np.stack([given[int(place)] for place in locations]) if given else _nothing(problem).given
    cost = int(problem.origin[locations].sum() + (units * problem.unit[locations]).sum())
    return Solution(units, locations, cost, cost if bound is None else bound, decisive)
