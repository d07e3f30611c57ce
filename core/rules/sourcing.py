"""Where an order's units come from: a pure decision over what is free at each location, and why.

In this order: hard filters (`sourcing_case.Bar`, most origins), as many units as can be had, the chain's
ordered priorities, the least total cost (`sourcing_costs`). Exact for ordinary baskets (`sourcing_engine`).
What is free nowhere is missing, and nothing that is free somewhere is.

A decision is kept with its case. Decided again, the same case gives the same answer: all sums are integers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from heapq import nsmallest

import msgspec
import numpy as np

from core.rules.carbon import UNKNOWN_WEIGHT_G
from core.rules.sourcing_case import Bar, Case, Priority, Source, bar_of
from core.rules.sourcing_costs import Cost, CostTable, Places, cost_table
from core.rules.sourcing_engine import Ints, Problem, Solution, solve
from core.rules.sourcing_growth import grown

MAX_OTHERS = 24
"""Locations kept with a decision that did not decide: those with most of what is wanted, nearest first."""
MAX_ALTERNATIVES = 3
"""For so many of the chosen locations the best plan without each is told."""


class Method(StrEnum):
    """How the plan was found: proven to be the best, by a general solver, or grown greedily."""

    EXACT = "exact"
    SOLVER = "solver"
    GROWN = "grown"


class Share(msgspec.Struct, frozen=True):
    """What one location is to give: units by line."""

    location_id: int
    units: dict[str, int]


class Plan(msgspec.Struct, frozen=True):
    """The shares, nearest first, and the units by line that are free nowhere."""

    shares: tuple[Share, ...]
    missing: dict[str, int]


class Option(msgspec.Struct, frozen=True):
    """A plan with what it costs, in thousandths of a cent, by kind. `without` names the location that an
    alternative does without."""

    plan: Plan
    cost_mc: int
    terms: dict[Cost, int]
    without: int | None = None


class Decision(msgspec.Struct, frozen=True):
    """What was decided, and why.

    Attributes:
        chosen: the plan, and its cost.
        bound_mc: no plan as good by the chain's priorities costs less; equal to the cost if it is exact.
        alternatives: the best plans without one of the chosen locations.
        barred: how many locations were not considered, by reason; `considered`: how many were.
        decisive: the locations that decide: the case with these alone has the same answer.
    """

    chosen: Option
    method: Method
    bound_mc: int
    alternatives: tuple[Option, ...]
    barred: dict[Bar, int]
    considered: int
    decisive: tuple[int, ...]

    @property
    def plan(self) -> Plan:
        """The plan that was chosen."""
        return self.chosen.plan


Beyond = Callable[[Problem], Solution]
"""Solves what is too large to be solved exactly."""


def decide(case: Case, beyond: Beyond = grown) -> Decision:
    """Who gives what.

    Args:
        beyond: finds a plan for baskets that are too large to be solved exactly.
    """
    ranked, barred = _considered(case)
    setting = _Setting(case, ranked)
    problem = setting.problem()
    exact = _solved(problem)
    found = exact or beyond(problem)
    method = Method.EXACT if exact else Method.GROWN if beyond is grown else Method.SOLVER
    others = setting.others(found) if exact else {}
    return Decision(
        chosen=setting.option(found),
        method=method,
        bound_mc=found.bound - setting.split_once(found),
        alternatives=tuple(
            setting.option(solution, ranked[place].location_id)
            for place, solution in others.items()
            if len(solution.locations) and solution.given.sum() == found.given.sum()
        ),
        barred=dict(barred),
        considered=len(ranked),
        decisive=_decisive(ranked, [found, *others.values()]),
    )


def _solved(problem: Problem) -> Solution | None:
    """Exactly; None where it is too large, or amounts and priorities together do not fit into 64 bits."""
    try:
        return solve(problem)
    except OverflowError:
        return None


def _considered(case: Case) -> tuple[list[Source], Counter[Bar]]:
    """The locations that may serve, nearest first, and how many may not, by reason."""
    barred: Counter[Bar] = Counter()
    ranked: list[Source] = []
    for source in sorted(case.sources, key=lambda one: (one.location_id != case.preferred, *_nearness(one))):
        bar = bar_of(source, case)
        if bar is None:
            ranked.append(source)
        else:
            barred[bar] += 1
    return ranked, barred


class Framed(msgspec.Struct, frozen=True, eq=False):
    """A case as the engine's problem.

    Attributes:
        problem: one row for each of `locations`, one column for each of `articles`.
        wanted: units of each article; the problem asks for those that are free.
    """

    problem: Problem
    locations: tuple[int, ...]
    articles: tuple[int, ...]
    wanted: Ints

    def limited(self, free: Ints) -> Problem:
        """The problem with less to be had, at the same costs."""
        return msgspec.structs.replace(
            self.problem, free=free, quantities=np.minimum(self.wanted, free.sum(axis=0))
        )


def framed(case: Case) -> Framed:
    """What a decision on the case would solve."""
    ranked, _ = _considered(case)
    setting = _Setting(case, ranked)
    locations = tuple(source.location_id for source in ranked)
    return Framed(setting.problem(), locations, tuple(setting.articles), setting.wanted())


def _decisive(ranked: Sequence[Source], solutions: Sequence[Solution]) -> tuple[int, ...]:
    rows = sorted({int(row) for solution in solutions for row in solution.decisive})
    return tuple(ranked[row].location_id for row in rows)


def kept(case: Case, decision: Decision, most_others: int = MAX_OTHERS) -> Case:
    """The case with the locations that decide, and those others that other rules may prefer: small enough to
    be kept, and with the same answer."""
    decisive = set(decision.decisive)
    others = [one for one in case.sources if one.location_id not in decisive and any(one.free.values())]
    if len(others) > most_others:
        wanted = Counter({line.article_id: line.quantity for line in case.wanted})
        others = nsmallest(most_others, others, key=lambda one: (-_can_give(one, wanted), *_nearness(one)))
    named = decisive.union(one.location_id for one in others)
    sources = tuple(source for source in case.sources if source.location_id in named)
    return msgspec.structs.replace(case, sources=sources)


def _can_give(source: Source, wanted: Mapping[int, int]) -> int:
    return sum(min(units, wanted.get(article, 0)) for article, units in source.free.items())


def _nearness(source: Source) -> tuple[float, int]:
    return source.distance_km, source.location_id


class _Setting:
    """A case as columns: a row for each location that is considered, a column for each article."""

    def __init__(self, case: Case, ranked: Sequence[Source]) -> None:
        self.case = case
        self.ranked = ranked
        weights = {line.article_id: line.weight_g for line in case.wanted if line.quantity > 0}
        self.articles = list(weights)
        self.places = _places(case, ranked, self.articles)
        self.held_back = _held_back(ranked, self.articles, self.places.free)
        weight_g = np.array([weight or UNKNOWN_WEIGHT_G for weight in weights.values()], np.int64)
        self.costs: CostTable = cost_table(self.places, weight_g, case.policy.costs)

    def problem(self, free: Ints | None = None) -> Problem:
        free = self.places.free - self.held_back if free is None else free
        return Problem(
            quantities=np.minimum(self.wanted(), free.sum(axis=0)),
            free=free,
            levels=tuple(self._level(priority) for priority in self.case.policy.priorities),
            origin=self.costs.origin_total(),
            unit=self.costs.unit_total(),
            max_origins=self.case.policy.max_origins,
        )

    def wanted(self) -> Ints:
        asked: Counter[int] = Counter()
        for line in self.case.wanted:
            asked[line.article_id] += max(0, line.quantity)
        return np.array([asked[article] for article in self.articles], np.int64)

    def _level(self, priority: Priority) -> Ints:
        if priority is Priority.FEWEST_ORIGINS:
            return np.ones(len(self.ranked), np.int64)
        if priority is Priority.PREFERRED_LOCATION:
            return (~self.places.is_there).astype(np.int64)
        first = "store" if priority is Priority.STORES_FIRST else "warehouse"
        return np.array([source.kind != first for source in self.ranked], np.int64)

    def others(self, found: Solution) -> dict[int, Solution]:
        """By location that was chosen, the best that can be done without it."""
        solutions: dict[int, Solution] = {}
        for place in map(int, found.locations[:MAX_ALTERNATIVES]):
            free = self.places.free - self.held_back
            free[place] = 0
            solution = _solved(self.problem(free))
            if solution is not None:
                solutions[place] = solution
        return solutions

    def split_once(self, solution: Solution) -> int:
        """The first parcel is no split."""
        return self.case.policy.costs.split_mc if len(solution.locations) else 0

    def option(self, solution: Solution, without: int | None = None) -> Option:
        terms = {kind: int(cost[solution.locations].sum()) for kind, cost in self.costs.origin.items()}
        for kind, cost in self.costs.unit.items():
            terms[kind] = terms.get(kind, 0) + int((cost[solution.locations] * solution.given).sum())
        terms[Cost.SPLIT] -= self.split_once(solution)
        plan = self._shared_out(solution)
        return Option(plan, sum(terms.values()), {kind: mc for kind, mc in terms.items() if mc}, without)

    def _shared_out(self, solution: Solution) -> Plan:
        """Each location in turn gives what it is to give of an article, line by line."""
        missing = {line.key: max(0, line.quantity) for line in self.case.wanted}
        shares = []
        for row, given in zip(solution.locations, solution.given, strict=True):
            left = dict(zip(self.articles, map(int, given), strict=True))
            units: dict[str, int] = {}
            for line in self.case.wanted:
                taken = min(missing[line.key], left.get(line.article_id, 0))
                if taken:
                    units[line.key] = taken
                    missing[line.key] -= taken
                    left[line.article_id] -= taken
            shares.append(Share(self.ranked[int(row)].location_id, units))
        return Plan(tuple(shares), {key: units for key, units in missing.items() if units})


def _held_back(ranked: Sequence[Source], articles: Sequence[int], free: Ints) -> Ints:
    """Units that are free, and others are to have."""
    if not any(source.held_back for source in ranked):
        return np.zeros_like(free)
    rows = [[source.held_back.get(article, 0) for article in articles] for source in ranked]
    return np.minimum(np.array(rows, np.int64), free)


def _places(case: Case, ranked: Sequence[Source], articles: Sequence[int]) -> Places:
    def column(values: list[int]) -> Ints:
        return np.array(values, np.int64)

    shape = (len(ranked), len(articles))
    free = [
        0 if article in source.turned_down else max(0, source.free.get(article, 0))
        for source in ranked
        for article in articles
    ]
    markdown = [source.markdown_mc.get(article, 0) for source in ranked for article in articles]
    return Places(
        distance_m=column([round(source.distance_km * 1_000) for source in ranked]),
        is_there=np.array([source.location_id == case.preferred for source in ranked], bool),
        load_bp=column([source.load_bp for source in ranked]),
        rejection_bp=column([source.given_back_bp for source in ranked]),
        free=column(free).reshape(shape),
        markdown_mc=column(markdown).reshape(shape) if any(markdown) else np.zeros(shape, np.int64),
    )
