"""The best sources for several orders at once, out of stock that is not enough for each one's own best.

Each order alone is solved exactly (`sourcing_engine`). Where together they take more of an article from a
place than it has, at least one of them has to take less there: each is tried in turn, the most promising set
first, until one fits. That is the optimum, and what was still to be tried is a bound on it (conflict-based
search, Sharon et al. 2015, with units of stock for conflicts; adding keeps the lexicographic order).
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from core.rules.sourcing import Framed, framed
from core.rules.sourcing_case import Case
from core.rules.sourcing_engine import Ints, Solution, solve

MOST_STEPS: Final = 400
"""Sets that are tried before the search gives up: some seconds at the very worst."""

Place = tuple[int, int]
"""An article and a location."""
Worth = tuple[int, ...]
"""What a set comes to, less is better: units missing, each of the chain's priorities, the cost."""
Taken = Mapping[Place, int]
"""Units that an order takes."""


class Together(msgspec.Struct, frozen=True, eq=False):
    """What was found.

    Attributes:
        taken: what each order takes, in the orders' order; None if the search gave up.
        bound: no set that fits is worth less.
    """

    taken: tuple[Taken, ...] | None
    bound: Worth


class _Order:
    """One order's own problem, solved under what it may take."""

    def __init__(self, case: Case) -> None:
        self.frame: Framed = framed(case)
        self.rows = {location_id: row for row, location_id in enumerate(self.frame.locations)}
        self.columns = {article_id: column for column, article_id in enumerate(self.frame.articles)}
        self._known: dict[frozenset[tuple[Place, int]], tuple[Worth, Taken] | None] = {}

    def best(self, most: Mapping[Place, int]) -> tuple[Worth, Taken] | None:
        """The best under bounds on what it takes; None if it is too large to be solved exactly."""
        key = frozenset(most.items())
        if key not in self._known:
            self._known[key] = self._solved(most)
        return self._known[key]

    def _solved(self, most: Mapping[Place, int]) -> tuple[Worth, Taken] | None:
        free = self.frame.problem.free.copy()
        for (article_id, location_id), units in most.items():
            place = (self.rows[location_id], self.columns[article_id])
            free[place] = min(free[place], units)
        problem = self.frame.limited(free)
        try:
            solution = solve(problem)
        except OverflowError:
            return None
        if solution is None:
            return None
        return self._worth(solution, problem.levels), self._taken(solution)

    def _worth(self, solution: Solution, levels: tuple[Ints, ...]) -> Worth:
        missing = int(self.frame.wanted.sum()) - int(solution.given.sum())
        return (missing, *(int(level[solution.locations].sum()) for level in levels), solution.cost)

    def _taken(self, solution: Solution) -> Taken:
        return {
            (article_id, self.frame.locations[int(row)]): int(given[column])
            for row, given in zip(solution.locations, solution.given, strict=True)
            for column, article_id in enumerate(self.frame.articles)
            if given[column]
        }


def worth_of(case: Case, taken: Taken) -> Worth | None:
    """What a given choice comes to in an order's own case; None where it is too large, or cannot be."""
    order = _Order(case)
    places = {(article_id, location_id) for article_id in order.columns for location_id in order.rows}
    if not taken.keys() <= places:
        return None
    found = order.best({place: taken.get(place, 0) for place in places})
    return found[0] if found is not None and found[1] == dict(taken) else None


def together(
    cases: Sequence[Case], stock: Mapping[Place, int], most_steps: int = MOST_STEPS
) -> Together | None:
    """The best set of sources for several orders that share stock; None if one alone is too large.

    Args:
        cases: each with all that it could have if it were alone.
        stock: what there is for all of them; places that are left out have enough for all.
    """
    orders = [_Order(case) for case in cases]
    firsts = [order.best({}) for order in orders]
    if any(one is None for one in firsts):
        return None
    start = _Set(tuple(one for one in firsts if one is not None), tuple({} for _ in orders))
    numbers = itertools.count()
    waiting = [(start.worth, next(numbers), start)]
    for _ in range(most_steps):
        if not waiting:
            break
        worth, _number, found = heapq.heappop(waiting)
        conflict = _conflict(found, stock)
        if conflict is None:
            return Together(tuple(taken for _, taken in found.choices), worth)
        for child in _less_of(orders, found, conflict, stock[conflict]):
            heapq.heappush(waiting, (child.worth, next(numbers), child))
    return Together(None, waiting[0][0] if waiting else start.worth)


class _Set:
    """A choice for each order, the best under its bounds."""

    def __init__(
        self, choices: tuple[tuple[Worth, Taken], ...], bounds: tuple[Mapping[Place, int], ...]
    ) -> None:
        self.choices = choices
        self.bounds = bounds
        self.worth: Worth = tuple(map(sum, zip(*(worth for worth, _ in choices), strict=True)))


def _conflict(found: _Set, stock: Mapping[Place, int]) -> Place | None:
    """A place of which more is taken than there is: the one with the fewest takers."""
    total: dict[Place, int] = {}
    takers: dict[Place, int] = {}
    for _, taken in found.choices:
        for place, units in taken.items():
            total[place] = total.get(place, 0) + units
            takers[place] = takers.get(place, 0) + 1
    over = [place for place, units in total.items() if units > stock.get(place, units)]
    return min(over, key=lambda place: (takers[place], place), default=None)


def _less_of(orders: Sequence[_Order], found: _Set, place: Place, there: int) -> list[_Set]:
    """Of the takers one at least must take so much less: each in turn."""
    takers = [number for number, (_, taken) in enumerate(found.choices) if place in taken]
    excess = sum(found.choices[number][1][place] for number in takers) - there
    step = -(-excess // len(takers))
    children = []
    for number in takers:
        most = found.choices[number][1][place] - step
        if most < 0:
            continue
        bounds = {**found.bounds[number], place: most}
        better = orders[number].best(bounds)
        if better is not None:
            choices = (*found.choices[:number], better, *found.choices[number + 1 :])
            children.append(_Set(choices, (*found.bounds[:number], bounds, *found.bounds[number + 1 :])))
    return children
