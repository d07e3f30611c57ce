"""The catalogue: styles with plausible French names, each in some colours and sizes.

A *colourway* is a style in one colour, all sizes: what a store decides to carry and puts on one shelf.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from core.rules.time import Instant
from core.service.demo import seeds
from core.service.demo.codes import ean13
from core.service.demo.draws import Part, stream
from core.service.demo.prices import PriceStep, price_steps
from core.service.demo.seeds import Colour, Family
from core.service.demo.styles import Style, article_of, draw_style, namings, size_demand
from core.service.records import ArticleRecord

FIRST_STYLE_NUMBER = 1001
"""Styles are numbered from here within their family."""


class Colourway(Struct, frozen=True):
    """A style in one colour. `popularity` has the median 1; `first` and `end` are its range of articles."""

    family: Family
    first: int
    end: int
    popularity: float
    prices: tuple[PriceStep, ...]


class Catalogue(Struct, frozen=True, eq=False):
    """Everything that is sold.

    Attributes:
        articles: in the order of their indices.
        colourways: in the order of their articles.
        colourway_of: the index of each article's colourway (int32).
        size_demand: how sought after each article's size is (float32, 0.5 to 1).
        popularity: of each colourway (float64).
        is_serialised: of each article (bool).
    """

    articles: tuple[ArticleRecord, ...]
    colourways: tuple[Colourway, ...]
    colourway_of: NDArray[np.int32]
    size_demand: NDArray[np.float32]
    popularity: NDArray[np.float64]
    is_serialised: NDArray[np.bool_]

    def colourway(self, article: int) -> Colourway:
        """The colourway of the article with this index."""
        return self.colourways[int(self.colourway_of[article])]


def catalogue(seed: int, articles: int, now: Instant) -> Catalogue:
    """A catalogue of exactly this many articles, the same for the same seed and day.

    What a family of few titles leaves of its share goes to the next one.
    """
    families = seeds.styles().family
    builder = _Builder(seed, now)
    total = sum(family.share for family in families)
    so_far = 0.0
    for index, family in enumerate(families):
        so_far += family.share
        builder.add_family(index, family, end=round(articles * so_far / total))
    return builder.built()


class _Builder:
    """Collects articles and colourways while families are gone through."""

    def __init__(self, seed: int, now: Instant) -> None:
        self._seed = seed
        self._now = now
        self._articles: list[ArticleRecord] = []
        self._colourways: list[Colourway] = []
        self._size_demand: list[float] = []
        self._names: set[str] = set()

    def add_family(self, index: int, family: Family, end: int) -> None:
        """Adds styles of the family until there are `end` articles, or its titles have run out."""
        rng = stream(self._seed, Part.CATALOGUE, index)
        for number, naming in enumerate(namings(rng, family), FIRST_STYLE_NUMBER):
            if len(self._articles) >= end:
                return
            if naming.name in self._names:
                continue
            self._names.add(naming.name)
            style = draw_style(rng, family, f"{family.code}{number}", naming, self._now)
            for colour in style.colours:
                self._add_colourway(rng, family, style, colour, end)

    def _add_colourway(
        self, rng: np.random.Generator, family: Family, style: Style, colour: Colour, end: int
    ) -> None:
        first = len(self._articles)
        for size in style.sizes[: end - first]:
            gtin = ean13(self._seed, len(self._articles))
            self._articles.append(article_of(family, style, colour, size, gtin))
            self._size_demand.append(size_demand(family, size))
        if len(self._articles) > first:
            prices = price_steps(rng, family, style.price_cents, style.first_priced, self._now)
            popularity = float(rng.lognormal(0.0, 0.8))
            self._colourways.append(Colourway(family, first, len(self._articles), popularity, prices))

    def built(self) -> Catalogue:
        """What has been collected."""
        sizes: Any = [way.end - way.first for way in self._colourways]
        return Catalogue(
            articles=tuple(self._articles),
            colourways=tuple(self._colourways),
            colourway_of=np.repeat(np.arange(len(sizes), dtype=np.int32), sizes),
            size_demand=np.array(self._size_demand, dtype=np.float32),
            popularity=np.array([way.popularity for way in self._colourways]),
            is_serialised=np.array([article.is_serialised for article in self._articles], dtype=np.bool_),
        )
