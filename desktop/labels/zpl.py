"""Pages written as ZPL II, the language of Zebra's label printers and of most others.

Everything is in dots. Field data goes through ``^FH``: a caret, tilde, underscore or control character in a
customer's name is a hexadecimal number by the time it is sent, so no data can be a command.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.rules.errors import BadInput
from desktop.labels.content import LabelData
from desktop.labels.drawing import Line, Medium, Page, Painted, Placed, medium_for
from desktop.labels.layout import lay_out
from desktop.labels.symbols import Symbol, code128_codewords
from desktop.labels.template import Align, Ink, Output, Symbology, Template
from desktop.labels.typeface import NO_BREAK_SPACE, PrinterTypeface

COPIES_MAX = 999
QR_SINK_DOTS = 1
"""A printer lowers a QR code under ^FO by the height last given to ^BY: it is pinned, and taken off."""
_DATAMATRIX_ESCAPE = "|"
_CODE_C, _CODE_B, _FNC1 = 99, 100, 102
_START_B, _START_C = 104, 105
_CODE128_SIGNS = {">": ">0", "^": "><", "~": ">="}


def render_zpl(template: Template, data: LabelData, language: str, dpi: int, copies: int = 1) -> bytes:
    """The label as ZPL II in UTF-8, one format a page, for a printer of 203 or 300 dpi.

    Raises:
        BadInput: ``label_not_for_label_printers``, ``label_copies_out_of_range``, or see ``layout.lay_out``.
    """
    if Output.ZPL not in template.outputs:
        raise BadInput("label_not_for_label_printers", template=template.name)
    if not 1 <= copies <= COPIES_MAX:
        raise BadInput("label_copies_out_of_range", copies=copies, most=COPIES_MAX)
    medium = medium_for(dpi)
    return write(lay_out(template, data, language, medium), template.width_mm, medium, copies)


def write(pages: Sequence[Page], width_mm: float, medium: Medium, copies: int = 1) -> bytes:
    """Pages that were laid out for this printer, one format each."""
    writer = _Writer(medium, width_mm)
    return "".join(writer.page(page, copies) for page in pages).encode()


class _Writer:
    """Writes one format; lengths become dots here and nowhere else."""

    def __init__(self, medium: Medium, width_mm: float) -> None:
        self._dot_mm = medium.dot_mm or 1.0
        self._width_mm = width_mm

    def page(self, page: Page, copies: int) -> str:
        commands = [
            # UTF-8, and whatever another program left behind taken back: home, orientation, reversal, mirror
            "^XA^CI28^LH0,0^LS0^FWN^LRN^PMN",
            f"^PW{self._dots(self._width_mm)}^LL{self._dots(page.height_mm)}",
        ]
        for item in page.items:
            if isinstance(item, Line):
                commands.append(self._line(item))
            elif isinstance(item, Painted):
                commands.append(self._box(item))
            else:
                commands.append(self._barcode(item))
        if copies > 1:
            commands.append(f"^PQ{copies}")
        return "\n".join([*commands, "^XZ\n"])

    def _dots(self, length_mm: float) -> int:
        return round(length_mm / self._dot_mm)

    def _at(self, x_mm: float, y_mm: float) -> str:
        return f"^FO{max(0, self._dots(x_mm))},{max(0, self._dots(y_mm))}"

    def _line(self, line: Line) -> str:
        # rounded down: a letter never grows beyond the room that was measured
        cell = int(line.letter_mm / self._dot_mm / PrinterTypeface.CAPITAL_CELL)
        top_mm = line.baseline_mm - line.letter_mm
        reverse = "^FR" if line.ink is Ink.WHITE else ""
        block = ""
        if line.align is not Align.LEFT:
            letter = "C" if line.align is Align.CENTRE else "R"
            block = f"^FB{self._dots(line.area.width)},1,0,{letter}"
        text = line.text.replace(NO_BREAK_SPACE, " ")
        return f"{self._at(line.area.x, top_mm)}{reverse}^A0N,{cell}{block}{_field(text)}"

    def _box(self, box: Painted) -> str:
        width, height = self._dots(box.area.width), self._dots(box.area.height)
        line = min(width, height) if box.line_mm == 0 else self._dots(box.line_mm)
        colour = "W" if box.ink is Ink.WHITE else "B"
        size = f"{max(1, width)},{max(1, height)},{max(1, line)}"
        return f"{self._at(box.area.x, box.area.y)}^GB{size},{colour}^FS"

    def _barcode(self, placed: Placed) -> str:
        module, height = self._dots(placed.module_mm), self._dots(placed.height_mm)
        symbol, place = placed.symbol, self._at(placed.x_mm, placed.y_mm)
        if symbol.symbology is Symbology.QR:
            raised = self._at(placed.x_mm, placed.y_mm - QR_SINK_DOTS * self._dot_mm)
            pinned = f"^BY{module},3,{QR_SINK_DOTS}"
            return f"{pinned}{raised}^BQN,2,{module}{_field(f'{symbol.level}A,{symbol.content}')}"
        if symbol.rows > 1:
            size = f"{module},200,{symbol.modules},{symbol.rows},6,{_DATAMATRIX_ESCAPE}"
            return f"{place}^BXN,{size}{_field(_datamatrix_data(symbol))}"
        command, data = _linear(symbol, height)
        return f"^BY{module},3,{height}{place}{command}{_field(data)}"


def _linear(symbol: Symbol, height: int) -> tuple[str, str]:
    """The command of a linear symbol, without the printer's own digits, and its data."""
    if symbol.symbology is Symbology.EAN13:
        return f"^BEN,{height},N,N", symbol.content[:12]
    if symbol.symbology is Symbology.EAN8:
        return f"^B8N,{height},N,N", symbol.content[:7]
    if symbol.symbology is Symbology.UPCA:
        return f"^BUN,{height},N,N,N", symbol.content[:11]
    return f"^BCN,{height},N,N,N,N", _code128_data(code128_codewords(symbol))


def _code128_data(codewords: tuple[int, ...]) -> str:
    """The codewords in the printer's own notation, so that its bars are the very ones that were measured.

    The check character and the stop are the printer's to add.
    """
    in_c = codewords[0] == _START_C
    written = [">;" if in_c else ">:"]
    for codeword in codewords[1:-2]:
        if codeword == _FNC1:
            written.append(">8")
        elif in_c and codeword == _CODE_B:
            written.append(">6")
            in_c = False
        elif not in_c and codeword == _CODE_C:
            written.append(">5")
            in_c = True
        elif in_c:
            written.append(f"{codeword:02d}")
        else:
            character = chr(codeword + 32)
            written.append(_CODE128_SIGNS.get(character, character))
    return "".join(written)


def _datamatrix_data(symbol: Symbol) -> str:
    """Data with the printer's escape doubled, and FNC1 and the group separator written through it."""
    escaped = symbol.content.replace(_DATAMATRIX_ESCAPE, _DATAMATRIX_ESCAPE * 2)
    if symbol.symbology is not Symbology.GS1_DATAMATRIX:
        return escaped
    mark = f"{_DATAMATRIX_ESCAPE}1"
    return mark + escaped.replace("\x1d", mark)


_HEXED = {code: f"_{code:02X}" for code in (*range(0x20), 0x7F, *map(ord, "^~_"))}


def _field(data: str) -> str:
    return f"^FH^FD{_hexed(data)}^FS"


def _hexed(data: str) -> str:
    """Data in which nothing is a command: prefixes, control characters and the sign itself in hexadecimal."""
    if data.isalnum():
        return data
    return data.translate(_HEXED)
