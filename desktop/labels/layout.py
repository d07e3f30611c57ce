"""The one layout pass: a template and its data become lines, bars and boxes at places in millimetres.

Both renderers draw what is found here and decide nothing. A *medium* says what differs between them: the
letters' widths, and the size of a dot, which barcodes keep to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from core.rules.errors import BadInput
from desktop.labels.barcode_sizes import MINIMA, sized
from desktop.labels.content import LabelData, check_data, filled, is_drawn, words_of
from desktop.labels.fitting import Fitted, baselines, fit
from desktop.labels.symbols import GS1, Symbol, encoded
from desktop.labels.template import (
    Align,
    Area,
    Barcode,
    Box,
    Fit,
    Ink,
    Rows,
    Symbology,
    Template,
    Text,
    Weight,
)
from desktop.labels.typeface import Typeface, pdf_typeface, printer_typeface, rise_and_drop

MM_PER_INCH = 25.4
READABLE_GAP_MM = 0.8
"""Between the bars and the digits under them; the standard asks for at least half a module."""
READABLE_SMALLEST_MM = 1.2
READABLE_ROOM = 1.6
"""Height of the digits with the brackets that hang below them, in capital heights."""
DPIS = (203, 300)


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
        room_mm: width of the element that it stands in.
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
    """What is drawn on one label or one sheet of paper, in order."""

    items: tuple[Item, ...]


def medium_for(dpi: int | None) -> Medium:
    """The medium of a printer's resolution, or of PDF (None); raises BadInput ``label_dpi_unknown``."""
    if dpi is None:
        return Medium(pdf_typeface())
    if dpi not in DPIS:
        raise BadInput("label_dpi_unknown", dpi=dpi, known=list(DPIS))
    # what is sold as 203 dpi has 8 dots to the millimetre; 300 dpi is what it says
    return Medium(printer_typeface(), dot_mm=0.125 if dpi == 203 else MM_PER_INCH / dpi)


def lay_out(template: Template, data: LabelData, language: str, medium: Medium) -> tuple[Page, ...]:
    """The pages of a label.

    Raises:
        BadInput: the data's faults (``content.check_data``), ``barcode_content``, or
            ``label_barcode_too_wide`` when a barcode has no room for bars that a scanner reads.
    """
    pages = tuple(lay_out_leniently(template, data, language, medium))
    for page in pages:
        for item in page.items:
            if isinstance(item, Placed) and not item.fits:
                raise BadInput("label_barcode_too_wide", template=template.name, element=item.element)
    return pages


def lay_out_leniently(template: Template, data: LabelData, language: str, medium: Medium) -> Iterator[Page]:
    """The pages, with barcodes that have no room marked rather than refused: for the validation."""
    check_data(template, data)
    words = words_of(template, language)
    chunks = list(_chunks(template, data.rows))
    for number, rows in enumerate(chunks, start=1):
        fields = {**data.fields, "page": str(number), "pages": str(len(chunks))}
        items: list[Item] = []
        for element in template.elements:
            if not is_drawn(element, fields):
                continue
            if isinstance(element, Rows):
                items.extend(_rows(element, rows, words, medium))
            else:
                items.extend(_placed(element, fields, words, medium))
        yield Page(tuple(items))


def _chunks(template: Template, rows: Sequence[Mapping[str, str]]) -> Iterator[Sequence[Mapping[str, str]]]:
    """The data's rows, page by page; one page when there are none."""
    lists = [element for element in template.elements if isinstance(element, Rows)]
    size = max(1, min((int(e.area.height / e.row_mm + 1e-9) for e in lists), default=len(rows) or 1))
    for start in range(0, max(1, len(rows)), size):
        yield rows[start : start + size]


def _rows(
    element: Rows, rows: Sequence[Mapping[str, str]], words: Mapping[str, str], medium: Medium
) -> Iterator[Item]:
    for index, row in enumerate(rows):
        down_mm = element.area.y + index * element.row_mm
        for part in element.elements:
            if is_drawn(part, row):
                moved = msgspec.structs.replace(part, area=part.area.moved(down_mm, element.area.x))
                yield from _placed(moved, row, words, medium)


def _placed(
    element: Text | Barcode | Box, fields: Mapping[str, str], words: Mapping[str, str], medium: Medium
) -> Iterator[Item]:
    if isinstance(element, Box):
        yield Painted(element.name, element.area, element.line_mm, element.ink)
    elif isinstance(element, Text):
        yield from _lines(element, filled(element.text, fields, words), medium)
    else:
        yield from _barcode(element, filled(element.content, fields, words), medium)


def _lines(element: Text, text: str, medium: Medium) -> Iterator[Line]:
    fitted: Fitted = fit(text, element, medium.typeface)
    for line, baseline_mm in zip(fitted.lines, baselines(fitted, element), strict=True):
        yield Line(
            element.name,
            line,
            element.area,
            baseline_mm,
            medium.typeface.width(line, element.weight) * fitted.letter_mm,
            fitted.letter_mm,
            element.weight,
            element.align,
            element.ink,
            fitted.is_whole,
        )


def _barcode(element: Barcode, content: str, medium: Medium) -> Iterator[Item]:
    if element.symbol in GS1 and content.count("(") != element.content.count("("):
        # a bracket inside a value would begin another element string
        raise BadInput(
            "barcode_content",
            element=element.name,
            symbology=element.symbol.value,
            content=content,
            reason="brackets in a value",
        )
    try:
        symbol = encoded(element.symbol, content, element.level)
    except BadInput as error:
        raise BadInput(error.code, element=element.name, **error.data) from error
    area = element.area
    readable_mm = _readable_room(element)
    size = sized(symbol, area.width, area.height - readable_mm, element.module_mm, medium.dot_mm)
    minima = MINIMA[symbol.symbology]
    quiet_mm = minima.quiet_left * size.module_mm
    whole_mm = (symbol.modules + minima.quiet_left + minima.quiet_right) * size.module_mm
    x_mm = aligned(area, whole_mm, element.align) + quiet_mm
    room_mm = area.height - readable_mm
    height_mm = symbol.rows * size.module_mm if symbol.rows > 1 else room_mm
    placed = Placed(
        element.name,
        symbol,
        x_mm,
        area.y + (room_mm - height_mm) / 2,
        size.module_mm,
        height_mm,
        area.width,
        size.fits,
    )
    yield placed
    if readable_mm:
        yield from _readable(element, placed, readable_mm, medium)


def _readable_room(element: Barcode) -> float:
    """The height that the digits under a barcode take, with their distance; brackets hang below the line."""
    if not element.readable_mm:
        return 0.0
    return READABLE_GAP_MM + READABLE_ROOM * element.readable_mm


def _readable(element: Barcode, placed: Placed, readable_mm: float, medium: Medium) -> Iterator[Line]:
    """The digits under the bars; those of EAN and UPC in the groups that everyone knows."""
    top_mm = placed.y_mm + placed.height_mm + READABLE_GAP_MM
    height_mm = readable_mm - READABLE_GAP_MM + 1e-6
    for text, first, last in _groups(placed):
        area = Area(
            placed.x_mm + first * placed.module_mm, top_mm, (last - first) * placed.module_mm, height_mm
        )
        yield from _lines(
            Text(
                name=element.name,
                area=area,
                text="",
                letter_mm=element.readable_mm,
                smallest_mm=READABLE_SMALLEST_MM,
                fit=(Fit.SHRINK,),
                align=Align.CENTRE,
            ),
            text,
            medium,
        )


def _groups(placed: Placed) -> tuple[tuple[str, int, int], ...]:
    """Texts under the bars, each with the first and last module of its room."""
    symbol, digits = placed.symbol, placed.symbol.readable
    if symbol.symbology is Symbology.EAN13:
        return (digits[0], -9, 0), (digits[1:7], 3, 46), (digits[7:], 49, 92)
    if symbol.symbology is Symbology.EAN8:
        return (digits[:4], 3, 31), (digits[4:], 36, 64)
    if symbol.symbology is Symbology.UPCA:
        return (digits[0], -9, 0), (digits[1:6], 10, 46), (digits[6:11], 49, 85), (digits[11], 95, 104)
    quiet = MINIMA[symbol.symbology].quiet_left
    return ((digits, -quiet, symbol.modules + quiet),)


def aligned(area: Area, width_mm: float, align: Align) -> float:
    """The left edge of something as wide as ``width_mm`` in an area."""
    spare = area.width - width_mm
    return area.x + {Align.LEFT: 0.0, Align.CENTRE: spare / 2, Align.RIGHT: spare}[align]
