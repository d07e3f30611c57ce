"""How small a barcode may be, and how large it comes out on a printer's dots.

Minima from the GS1 General Specifications, section 5.12 (symbol specification tables): table 1 for what a
till reads (with its allowance for on-demand thermal printing, 0.249 mm), table 5 for logistic units, the
addendum to table 1 for two-dimensional symbols. Code 128 that is not GS1's: ISO/IEC 15417 for the quiet zone,
and a bar that every hand scanner reads.
"""

from __future__ import annotations

import math

import msgspec

from desktop.labels.symbols import Symbol
from desktop.labels.template import Symbology


class Minima(msgspec.Struct, frozen=True):
    """What a symbology asks for; quiet zones in modules, all around when the symbol is a matrix."""

    module_mm: float
    height_mm: float
    quiet_left: int
    quiet_right: int


MINIMA = {
    Symbology.EAN13: Minima(0.249, 18.28, 11, 7),
    Symbology.EAN8: Minima(0.249, 14.58, 7, 7),
    Symbology.UPCA: Minima(0.249, 18.28, 9, 9),
    Symbology.CODE128: Minima(0.249, 5.0, 10, 10),
    Symbology.GS1_128: Minima(0.495, 31.75, 10, 10),
    Symbology.QR: Minima(0.375, 0.0, 4, 4),
    Symbology.DATAMATRIX: Minima(0.375, 0.0, 1, 1),
    Symbology.GS1_DATAMATRIX: Minima(0.396, 0.0, 1, 1),
}


MODULE_DOTS_MAX = 10
"""The widest module of ^BY and ^BQ."""


class Sized(msgspec.Struct, frozen=True):
    """A symbol's module on one printer.

    Attributes:
        module_mm: width of a module; a whole number of dots where there are dots.
        fits: false when no module that the standard allows leaves room for the quiet zones.
    """

    module_mm: float
    fits: bool


def sized(symbol: Symbol, width_mm: float, height_mm: float, wished_mm: float, dot_mm: float | None) -> Sized:
    """The module nearest to the wished one that fits the room with its quiet zones.

    When nothing that is allowed fits, the narrowest allowed module is returned, with ``fits`` false.
    """
    minima = MINIMA[symbol.symbology]
    most_mm = width_mm / (symbol.modules + minima.quiet_left + minima.quiet_right)
    if symbol.rows > 1:
        most_mm = min(most_mm, height_mm / (symbol.rows + 2 * minima.quiet_left))
    least_mm = _whole_dots(minima.module_mm, dot_mm, up=True)
    if most_mm < least_mm - 1e-9:
        return Sized(least_mm, fits=False)
    if dot_mm is not None:
        most_mm = min(most_mm, MODULE_DOTS_MAX * dot_mm)
    nearest = wished_mm if dot_mm is None else round(wished_mm / dot_mm) * dot_mm
    return Sized(max(least_mm, min(nearest, _whole_dots(most_mm, dot_mm, up=False))), fits=True)


def _whole_dots(length_mm: float, dot_mm: float | None, *, up: bool) -> float:
    if dot_mm is None:
        return length_mm
    dots = length_mm / dot_mm
    return (math.ceil(dots - 1e-6) if up else max(1, math.floor(dots + 1e-6))) * dot_mm
