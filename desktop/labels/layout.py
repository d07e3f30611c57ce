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
from desktop.labels.drawing import Item, Line, Medium, Page, Painted, Placed, aligned
from desktop.labels.fitting import Fitted, baselines, fit
from desktop.labels.symbols import GS1, encoded
from desktop.labels.template import (
    Align,
    Area,
    Barcode,
    Box,
    Fit,
    Rows,
    Symbology,
    Template,
    Text,
)

READABLE_GAP_MM = 0.8
"""Between the bars and the digits under them; the standard asks for at least half a module."""
READABLE_SMALLEST_MM = 1.2
LONGEST_MM = 2_000.0
"""Of a page on a roll without gaps: what a printer of 300 dpi still takes as one label (32,000 dots)."""
READABLE_ROOM = 1.6
"""Height of the digits with the brackets that hang below them, in capital heights."""


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
        longer_mm, below_mm = _growth(template, len(rows))
        items: list[Item] = []
        for element in template.elements:
            if not is_drawn(element, fields):
                continue
            if isinstance(element, Rows):
                items.extend(_rows(element, rows, words, medium))
            else:
                moved_mm = longer_mm if element.area.y >= below_mm else 0.0
                items.extend(_placed(_moved(element, moved_mm), fields, words, medium))
        yield Page(tuple(items), template.height_mm + longer_mm)


def _growth(template: Template, rows: int) -> tuple[float, float]:
    """How much longer so many rows make a page of a roll, and from where on its elements move down."""
    lists = [element for element in template.elements if isinstance(element, Rows)]
    if not (template.continuous and lists):
        return 0.0, 0.0
    return rows * lists[0].row_mm - lists[0].area.height, lists[0].area.bottom - 1e-9


def _chunks(template: Template, rows: Sequence[Mapping[str, str]]) -> Iterator[Sequence[Mapping[str, str]]]:
    """The data's rows, page by page; one page when there are none."""
    lists = [element for element in template.elements if isinstance(element, Rows)]
    room_mm = LONGEST_MM - template.height_mm if template.continuous else 0.0
    size = max(
        1, min((int((room_mm + e.area.height) / e.row_mm + 1e-9) for e in lists), default=len(rows) or 1)
    )
    for start in range(0, max(1, len(rows)), size):
        yield rows[start : start + size]


def _rows(
    element: Rows, rows: Sequence[Mapping[str, str]], words: Mapping[str, str], medium: Medium
) -> Iterator[Item]:
    for index, row in enumerate(rows):
        down_mm = element.area.y + index * element.row_mm
        for part in element.elements:
            if is_drawn(part, row):
                yield from _placed(_moved(part, down_mm, element.area.x), row, words, medium)


def _moved(element: Text | Barcode | Box, down_mm: float, right_mm: float = 0.0) -> Text | Barcode | Box:
    if not (down_mm or right_mm):
        return element
    return msgspec.structs.replace(element, area=element.area.moved(down_mm, right_mm))


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
        symbol = encoded(element.symbol, content, element.level, element.domain)
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
        area.width if symbol.rows == 1 else min(area.width, room_mm),
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
