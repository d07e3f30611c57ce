"""A chain's stock and baskets, drawn from a seed, for the sourcing benchmark: each process draws the same."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from core.rules.sourcing_costs import Costs, Places, cost_table
from core.rules.sourcing_engine import Problem

LOCATIONS = 1_000
ARTICLES = 200_000
STOCKED_AT = 25
"""Locations that have an article, in the mean: 5 million stock rows."""
SEED = 20_261_122
MAX_ORIGINS = 8
COSTS = Costs()

Ints = NDArray[np.int64]


class Basket(msgspec.Struct, frozen=True, eq=False):
    """Articles, units and weights of each, and where the customer is, in degrees."""

    articles: Ints
    quantities: Ints
    weight_g: Ints
    latitude: float
    longitude: float


class Chain:
    """Stock by article (`starts`, `at`, `units`), and the locations' columns."""

    def __init__(self, seed: int = SEED) -> None:
        chance = np.random.default_rng(seed)
        self.latitude = chance.uniform(42.5, 51.0, LOCATIONS)
        self.longitude = chance.uniform(-4.5, 8.0, LOCATIONS)
        self.load_bp = chance.integers(0, 15_000, LOCATIONS)
        self.rejection_bp = chance.integers(0, 1_500, LOCATIONS)
        # Few articles are everywhere, most in some places.
        held = np.minimum(LOCATIONS, 1 + chance.pareto(1.3, ARTICLES) * STOCKED_AT / 3.3).astype(np.int64)
        self.starts = np.concatenate([[0], np.cumsum(held)])
        self.at = chance.integers(0, LOCATIONS, self.starts[-1])
        self.units = chance.geometric(0.45, self.starts[-1])
        self._everywhere = np.flatnonzero(held >= LOCATIONS // 10)

    def baskets(self, number: int, lines: Sequence[int], seed: int) -> list[Basket]:
        """Baskets with so many lines each, in turn; half of the lines of articles that sell widely."""
        chance = np.random.default_rng(seed)
        return [self._basket(chance, lines[n % len(lines)]) for n in range(number)]

    def _basket(self, chance: np.random.Generator, lines: int) -> Basket:
        wide = chance.choice(self._everywhere, lines)
        any_one = chance.integers(0, ARTICLES, lines)
        articles = np.unique(np.where(chance.random(lines) < 0.5, wide, any_one))
        return Basket(
            articles=articles,
            quantities=chance.choice([1, 2, 3], len(articles), p=[0.85, 0.12, 0.03]),
            weight_g=chance.integers(100, 2_000, len(articles)),
            latitude=float(chance.uniform(42.5, 51.0)),
            longitude=float(chance.uniform(-4.5, 8.0)),
        )

    def problem(self, basket: Basket, free: Ints | None = None) -> Problem:
        """The basket's problem: what is free where, what it costs. No priority goes before the cost."""
        free = self.free(basket) if free is None else free
        rows = np.flatnonzero(free.any(axis=1))
        places = Places(
            distance_m=self._distances_m(basket)[rows],
            is_there=np.zeros(len(rows), bool),
            load_bp=self.load_bp[rows],
            rejection_bp=self.rejection_bp[rows],
            free=free[rows],
            markdown_mc=np.zeros((len(rows), free.shape[1]), np.int64),
        )
        costs = cost_table(places, basket.weight_g, COSTS)
        quantities = np.minimum(basket.quantities, free.sum(axis=0))
        return Problem(quantities, free[rows], (), costs.origin_total(), costs.unit_total(), MAX_ORIGINS)

    def free(self, basket: Basket) -> Ints:
        """(locations, lines) units free."""
        free = np.zeros((LOCATIONS, len(basket.articles)), np.int64)
        for line, article in enumerate(basket.articles):
            rows = slice(self.starts[article], self.starts[article + 1])
            free[self.at[rows], line] = self.units[rows]
        return free

    def everywhere(self, lines: int, seed: int) -> tuple[Basket, Ints]:
        """A basket of single units that every location has some of."""
        basket = self.baskets(1, [4 * lines], seed)[0]
        few = msgspec.structs.replace(
            basket,
            articles=basket.articles[:lines],
            quantities=np.ones(lines, np.int64),
            weight_g=basket.weight_g[:lines],
        )
        return few, np.random.default_rng(seed).integers(1, 5, (LOCATIONS, lines))

    def _distances_m(self, basket: Basket) -> Ints:
        """Great-circle distances (haversine), as `core.rules.geo`."""
        here, there = np.radians(basket.latitude), np.radians(self.latitude)
        half_lat = np.sin((there - here) / 2)
        half_lon = np.sin(np.radians(self.longitude - basket.longitude) / 2)
        chord = half_lat**2 + np.cos(here) * np.cos(there) * half_lon**2
        return (2 * 6_371_008.8 * np.arcsin(np.minimum(1.0, np.sqrt(chord)))).astype(np.int64)
