"""What customers put into one basket: one to four lines that one person would buy, from what is in stock."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.service.demo import seeds
from core.service.demo.catalogue import Catalogue
from core.service.demo.draws import chance
from core.service.demo.stock import StockColumns

LINE_COUNTS = (1, 1, 1, 1, 2, 2, 2, 3, 3, 4)
"""How many lines baskets have, each as likely."""
_WATCH_SHARE = 0.12
_TWO_UNITS_SHARE = 0.1
_TWO_UNITS_BELOW_CENTS = 4_000
"""Nobody takes two of what is dear."""
_CLOTHES = frozenset({"femme", "homme", "veste_homme", "lettre", "lettre_homme"})
_SHOES = frozenset({"pied_femme", "pied_homme", "pied_mixte"})
_SAME_BUILD = 0.2
"""How far apart two sizes for the same person may be, as parts of their scales."""
_LOOKED_AT = 60
"""How many articles a customer considers for a further line."""


class Counter:
    """What is still to be had at one location while orders are drawn from it.

    Safety stock stays untouched, and what an order has taken is gone: all orders together can be served.
    """

    def __init__(
        self, catalogue: Catalogue, stock: StockColumns, closed_to: frozenset[int] = frozenset()
    ) -> None:
        self._catalogue = catalogue
        self._article = stock.article
        self._left = np.maximum(stock.sellable - stock.safety, 0)
        if closed_to:
            self._left[np.isin(stock.article, list(closed_to))] = 0
        self._department = np.array([catalogue.colourway(int(a)).family.department for a in stock.article])
        self._is_serialised = catalogue.is_serialised[stock.article]

    def basket(self, rng: np.random.Generator, line_count: int) -> list[tuple[int, int]]:
        """Takes a basket: (index of the article, units) for each line. Fewer lines when stock runs out."""
        available = self._left > 0
        precious = available & self._is_serialised
        wants_watch = chance(rng, _WATCH_SHARE) and bool(precious.any())
        row = self._drawn(rng, precious if wants_watch else available & ~self._is_serialised)
        lines: list[tuple[int, int]] = []
        rows: list[int] = []
        while row is not None:
            rows.append(row)
            lines.append((int(self._article[row]), self._take(rng, row)))
            row = self._companion(rng, rows) if len(lines) < line_count else None
        return lines

    def _take(self, rng: np.random.Generator, row: int) -> int:
        price_cents = self._catalogue.colourway(int(self._article[row])).prices[0].price_cents
        can_be_two = self._left[row] >= 2 and price_cents < _TWO_UNITS_BELOW_CENTS
        units = 2 if can_be_two and chance(rng, _TWO_UNITS_SHARE) else 1
        self._left[row] -= units
        return units

    def _drawn(self, rng: np.random.Generator, allowed: NDArray[np.bool_]) -> int | None:
        weights = np.where(allowed, np.minimum(self._left, 5), 0)
        total = int(weights.sum())
        return (
            None
            if total == 0
            else int(np.searchsorted(np.cumsum(weights), int(rng.integers(total)), "right"))
        )

    def _companion(self, rng: np.random.Generator, rows: list[int]) -> int | None:
        """Something else for the same person: same department, another style, the same size if it can be."""
        departments = {str(self._department[row]) for row in rows} - {"mixte"}
        allowed = (self._left > 0) & ~self._is_serialised
        if departments:
            allowed &= np.isin(self._department, [*departments, "mixte"])
        seen = [row for _ in range(_LOOKED_AT) if (row := self._drawn(rng, allowed)) is not None]
        styles = {self._catalogue.articles[int(self._article[row])].style for row in rows}
        fresh = [row for row in seen if self._catalogue.articles[int(self._article[row])].style not in styles]
        fitting = [row for row in fresh if all(self._fits(row, other) for other in rows)]
        return next(iter(fitting), None)

    def _fits(self, row: int, other: int) -> bool:
        """Whether one person can wear both: about the same place on two scales of clothes, one shoe size."""
        article, reference = int(self._article[row]), int(self._article[other])
        size, other_size = (self._catalogue.articles[index].size for index in (article, reference))
        scale, other_scale = (self._catalogue.colourway(index).family.sizes for index in (article, reference))
        if scale in _CLOTHES and other_scale in _CLOTHES:
            return abs(_place_on(scale, size) - _place_on(other_scale, other_size)) <= _SAME_BUILD
        if scale in _SHOES and other_scale in _SHOES:
            return size == other_size
        return scale != other_scale or size == other_size


def _place_on(scale: str, size: str) -> float:
    """From 0 for the smallest size of a scale to 1 for its largest."""
    sizes = seeds.styles().sizes[scale]
    return sizes.index(size) / (len(sizes) - 1)
