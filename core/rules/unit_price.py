"""The unit price: what a kilogramme, litre, metre, square metre or piece of a measured article costs.

Directive 98/6/EC, articles 2 and 3: it is the final price for one of these units, tax included, and need not
be said where it is the selling price itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import msgspec


class ContentUnit(StrEnum):
    """In what an article's content is given."""

    GRAM = "g"
    MILLILITRE = "ml"
    CENTIMETRE = "cm"
    SQUARE_CENTIMETRE = "cm2"
    PIECE = "piece"


class PerUnit(StrEnum):
    """Of what a label says the price."""

    KILOGRAMME = "kg"
    LITRE = "l"
    METRE = "m"
    SQUARE_METRE = "m2"
    PIECE = "piece"


_OF: Final[Mapping[str, tuple[PerUnit, int]]] = {
    ContentUnit.GRAM: (PerUnit.KILOGRAMME, 1_000),
    ContentUnit.MILLILITRE: (PerUnit.LITRE, 1_000),
    ContentUnit.CENTIMETRE: (PerUnit.METRE, 100),
    ContentUnit.SQUARE_CENTIMETRE: (PerUnit.SQUARE_METRE, 10_000),
    ContentUnit.PIECE: (PerUnit.PIECE, 1),
}
"""What is priced, and how many of the content's units make one of it."""
MOST_CONTENT: Final = 10_000_000
"""Ten tonnes, or a thousand square metres: more is a mistyped number."""


class UnitPrice(msgspec.Struct, frozen=True):
    """What one `per` costs, in cents."""

    cents: int
    per: PerUnit


def unit_price(price_cents: int, content: int, unit: str) -> UnitPrice | None:
    """The unit price of an article at a price, rounded half up to the cent; None for what is not sold by
    measure, or holds exactly one unit, whose price is the unit price already.

    Args:
        content: net, in `unit`, a `ContentUnit`.
    """
    measured = _OF.get(unit)
    if measured is None or content <= 0 or content == measured[1]:
        return None
    per, units = measured
    return UnitPrice((2 * price_cents * units + content) // (2 * content), per)
