"""Styles: a name put together from a noun, a material and a proper name, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from core.rules.time import Instant
from core.service.demo import seeds
from core.service.demo.calendar import midnight
from core.service.demo.draws import one_of
from core.service.demo.prices import FIRST_PRICE_DAYS, regular_cents
from core.service.demo.seeds import Colour, Family
from core.service.records import ArticleRecord

LARGEST_COLOUR_COUNT = 4
_NO_COLOUR = Colour(code="", name="", hex="", range="", weight=1)
_FEWEST_SIZES = 4


class Naming(Struct, frozen=True):
    """A style's name, with what its words imply: the range of its colours, a factor on its price."""

    name: str
    colours: str
    price_factor: float


class Style(Struct, frozen=True):
    """A style before its variants are made. `first_priced` is when it came into the shops."""

    code: str
    name: str
    brand: str
    colours: tuple[Colour, ...]
    sizes: tuple[str, ...]
    price_cents: int
    weight_g: int
    first_priced: Instant


def namings(rng: np.random.Generator, family: Family) -> Iterator[Naming]:
    """The family's names in a random order, none twice. Titles end; other names go on as "… II", "… III"."""
    if family.titles:
        yield from (Naming(title, family.colours, 1.0) for title in family.titles)
        return
    choices = _combinations(family)
    for lap in count(1):
        for place in rng.permutation(len(choices)):
            naming = choices[int(place)]
            yield naming if lap == 1 else replace(naming, name=f"{naming.name} {_roman(lap)}")


def draw_style(rng: np.random.Generator, family: Family, code: str, naming: Naming, now: Instant) -> Style:
    """A style of the family under this name: brand, colours, sizes, price, weight."""
    return Style(
        code=code,
        name=naming.name,
        brand=one_of(rng, family.brands),
        colours=_some_colours(rng, naming.colours),
        sizes=_some_sizes(rng, seeds.styles().sizes[family.sizes]),
        price_cents=regular_cents(rng, family, naming.price_factor),
        weight_g=5 * round(family.weight_g * rng.uniform(0.8, 1.25) / 5),
        first_priced=midnight(now, -int(rng.integers(*FIRST_PRICE_DAYS))),
    )


def article_of(family: Family, style: Style, colour: Colour, size: str, gtin: str) -> ArticleRecord:
    """One variant. Its SKU is the style, the colour's code and the size: "ROB1001-TER-38"."""
    return ArticleRecord(
        sku="-".join(part for part in (style.code, colour.code, size.partition(" ")[0]) if part),
        gtin=gtin,
        style=style.code,
        name=style.name,
        brand=style.brand,
        category=family.category,
        size=size,
        colour=colour.name,
        colour_hex=colour.hex,
        is_serialised=family.is_serialised,
        tax_rate_bp=family.tax_rate_bp,
        weight_g=style.weight_g,
        content=int(size.partition(" ")[0]) if family.content_unit else 0,
        content_unit=family.content_unit,
    )


def size_demand(family: Family, size: str) -> float:
    """How sought after a size is, from 0.5 at the ends of its scale to 1 in the middle."""
    scale = seeds.styles().sizes[family.sizes]
    middle = (len(scale) - 1) / 2
    return 1.0 if middle == 0 else 1 - 0.5 * (abs(scale.index(size) - middle) / middle) ** 2


def _combinations(family: Family) -> list[Naming]:
    lists = seeds.proper_names()
    words = sorted({word for name in family.names for word in lists[name]})
    known = seeds.styles().materials
    plain = seeds.Material()
    return [
        Naming(
            name=" ".join(part for part in (noun.name, material, word) if part),
            colours=known.get(material, plain).colours or family.colours,
            price_factor=noun.price * known.get(material, plain).price,
        )
        for noun in family.nouns
        for material in noun.materials
        for word in words
    ]


def _some_colours(rng: np.random.Generator, name: str) -> tuple[Colour, ...]:
    if not name:
        return (_NO_COLOUR,)
    choices = seeds.colours()[name]
    weights = np.array([colour.weight for colour in choices])
    wanted = min(int(rng.integers(1, LARGEST_COLOUR_COUNT + 1)), len(choices))
    places = rng.choice(len(choices), wanted, replace=False, p=weights / weights.sum())
    return tuple(choices[int(place)] for place in places)


def _some_sizes(rng: np.random.Generator, scale: tuple[str, ...]) -> tuple[str, ...]:
    """A run of the scale: most styles come in nearly all sizes."""
    length = int(rng.integers(min(_FEWEST_SIZES, len(scale)), len(scale) + 1))
    start = int(rng.integers(len(scale) - length + 1))
    return scale[start : start + length]


def _roman(number: int) -> str:
    """Roman numerals as far as names are counted on (1 to 39)."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
