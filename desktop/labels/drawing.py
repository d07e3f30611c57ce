"""What a laid-out label is made of: lines, bars and boxes at places in millimetres, for one medium."""

from __future__ import annotations

import msgspec

from core.rules.errors import BadInput
from desktop.labels.barcode_sizes import MINIMA
from desktop.labels.symbols import Symbol
from desktop.labels.template import DPIS, Align, Area, Ink, Weight
from desktop.labels.typeface import Typeface, pdf_typeface, printer_typeface, rise_and_drop

MM_PER_INCH = 25.4


class Medium(msgspec.Struct, frozen=True):
    """What a label is laid out for.

    Attributes:
        dot_mm: size of a printer's dot; None on PDF.
    """

    typeface: Typeface
    dot_mm: float | None = None


class Line(msgspec.Struct, frozen=True):
    """One line of text; ``area`` is the room it was given and ``width_mm`` what it takes at most."""

    element: str
    text: str
    area: Area
    baseline_mm: float
    width_mm: float
    letter_mm: float
    weight: Weight
    align: Align
    ink: Ink
    is_whole: bool = True

    @property
    def extent(self) -> Area:
        """The ink's own rectangle, at its widest."""
        rise, drop = rise_and_drop(self.text)
        left = aligned(self.area, self.width_mm, self.align)
        return Area(
            left, self.baseline_mm - rise * self.letter_mm, self.width_mm, (rise + drop) * self.letter_mm
        )


class Painted(msgspec.Struct, frozen=True):
    """A frame of ``line_mm``, or a filled rectangle when that is 0."""

    element: str
    area: Area
    line_mm: float
    ink: Ink

    @property
    def extent(self) -> Area:
        return self.area


class Placed(msgspec.Struct, frozen=True):
    """A barcode: its first module's corner, without quiet zones.

    Attributes:
        height_mm: of the bars, or of all modules.
        room_mm: width that the element leaves it; for a matrix the lesser of width and height.
        fits: false when the standard's narrowest module is too wide for that room with the quiet zones.
    """

    element: str
    symbol: Symbol
    x_mm: float
    y_mm: float
    module_mm: float
    height_mm: float
    room_mm: float
    fits: bool

    @property
    def extent(self) -> Area:
        """The symbol with its quiet zones."""
        minima = MINIMA[self.symbol.symbology]
        left = self.x_mm - minima.quiet_left * self.module_mm
        quiet = minima.quiet_left + minima.quiet_right
        above = minima.quiet_left * self.module_mm if self.symbol.rows > 1 else 0.0
        width = (self.symbol.modules + quiet) * self.module_mm
        return Area(left, self.y_mm - above, width, self.height_mm + 2 * above)


Item = Line | Painted | Placed


class Page(msgspec.Struct, frozen=True):
    """What is drawn on one label or one sheet of paper, in order, and how long that is."""

    items: tuple[Item, ...]
    height_mm: float


def medium_for(dpi: int | None) -> Medium:
    """The medium of a printer's resolution, or of PDF (None); raises BadInput ``label_dpi_unknown``."""
    if dpi is None:
        return Medium(pdf_typeface())
    if dpi not in DPIS:
        raise BadInput("label_dpi_unknown", dpi=dpi, known=list(DPIS))
    # what is sold as 203 dpi has 8 dots to the millimetre; 300 dpi is what it says
    return Medium(printer_typeface(), dot_mm=0.125 if dpi == 203 else MM_PER_INCH / dpi)


def aligned(area: Area, width_mm: float, align: Align) -> float:
    """The left edge of something as wide as ``width_mm`` in an area."""
    spare = area.width - width_mm
    return area.x + {Align.LEFT: 0.0, Align.CENTRE: spare / 2, Align.RIGHT: spare}[align]
