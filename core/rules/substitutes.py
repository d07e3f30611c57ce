"""Which articles could stand in for one that is not there: the same style in the nearest size, then what is
nearest by the category's attributes. Only what is here and can be sold, and never dearer for the customer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import msgspec

LETTER_SIZES: Final = ("XXS", "XS", "S", "M", "L", "XL", "XXL", "3XL", "4XL", "5XL")
ONE_SIZE_STEPS: Final = 2
"""As far apart as two sizes are taken to be that no scale compares."""
MOST_DEARER: Final = 1.25
"""What is given for the price of another article costs at most so many times as much."""
MOST_PROPOSED: Final = 3
"""More are not read while somebody stands at a shelf."""
_BRAND, _COLOUR, _SIZE, _PRICE = 1.0, 2.0, 1.0, 2.0
"""What one difference weighs: another brand, the whole way between two colours, a step of size, the price."""


class Look(msgspec.Struct, frozen=True):
    """An article by what customers compare. `price_cents` is what it costs now, if that is known; `free`
    units are here and can be promised (of the article that is missing it says nothing)."""

    article_id: int
    style: str
    category: str
    brand: str = ""
    size: str = ""
    colour: str = ""
    colour_hex: str = ""
    price_cents: int | None = None
    free: int = 0


def proposed(missing: Look, units: int, here: Iterable[Look], most: int = MOST_PROPOSED) -> list[Look]:
    """The best substitutes for so many units, the best first.

    Args:
        missing: what was ordered, at the price that was agreed.
    """
    fit = [one for one in here if _fits(missing, units, one)]
    fit.sort(key=lambda one: (*_distance(missing, one), one.article_id))
    return fit[:most]


def price_of_substitute(agreed_cents: int, substitute_cents: int | None) -> int:
    """What the customer pays for a substitute: the lower of both prices; the one agreed where the other is
    not known."""
    return agreed_cents if substitute_cents is None else max(0, min(agreed_cents, substitute_cents))


def size_steps(one: str, other: str) -> float:
    """How many sizes lie between two: letters by their scale, others by their number ("38", "42.5", "30/32")
    in steps of two."""
    if one.upper() == other.upper():
        return 0
    if one.upper() in LETTER_SIZES and other.upper() in LETTER_SIZES:
        return abs(LETTER_SIZES.index(one.upper()) - LETTER_SIZES.index(other.upper()))
    numbers = [re.match(r"\d+(?:[.,]\d+)?", text) for text in (one, other)]
    if all(numbers):
        first, second = (float(found.group().replace(",", ".")) for found in numbers if found)
        return abs(first - second) / 2 or ONE_SIZE_STEPS / 2
    return ONE_SIZE_STEPS


def colour_distance(one: str, other: str) -> float:
    """How far two colours ("#1E2A44") are apart, from 0 to 1; the middle where one is not known."""
    try:
        first, second = (bytes.fromhex(text.removeprefix("#")) for text in (one, other))
    except ValueError:
        first = second = b""
    if len(first) != 3 or len(second) != 3:
        return 0.0 if one == other and one else 0.5
    # Weighted as eyes see it ("redmean", CompuPhase 2000), white to black being 1.
    red = (first[0] + second[0]) / 512
    squares = [(a - b) ** 2 for a, b in zip(first, second, strict=True)]
    weighted = (2 + red) * squares[0] + 4 * squares[1] + (3 - red) * squares[2]
    return min(1.0, float(weighted**0.5) / 764.84)


def _fits(missing: Look, units: int, one: Look) -> bool:
    is_other = one.article_id != missing.article_id and one.free >= units
    is_alike = one.style == missing.style or (bool(one.category) and one.category == missing.category)
    return is_other and is_alike and _is_affordable(missing.price_cents, one.price_cents)


def _is_affordable(agreed_cents: int | None, cents: int | None) -> bool:
    return not agreed_cents or cents is None or cents <= agreed_cents * MOST_DEARER


def _distance(missing: Look, one: Look) -> tuple[int, float]:
    steps = size_steps(missing.size, one.size)
    colour = 0.0 if one.colour == missing.colour else colour_distance(missing.colour_hex, one.colour_hex)
    if one.style == missing.style and one.colour == missing.colour:
        return 0, steps
    agreed_cents, cents = missing.price_cents or 0, one.price_cents or 0
    price = abs(agreed_cents - cents) / max(agreed_cents, cents, 1)
    brand = float(one.brand != missing.brand)
    return 1, _BRAND * brand + _COLOUR * colour + _SIZE * steps + _PRICE * price
