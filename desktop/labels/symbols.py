"""Barcodes as bars and modules: the encoders are reportlab's, brought to one shape for both renderers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec
from reportlab.graphics.barcode import code128, eanbc
from stdnum import ean

from core.rules.errors import BadInput
from desktop.gs1 import SEPARATOR, Element, link_of, read_bracketed, unbracketed
from desktop.labels.datamatrix import DATAMATRIX_GS1_MARK, datamatrix_modules, datamatrix_side
from desktop.labels.qr import qr_modules, qr_version
from desktop.labels.template import QrLevel, Symbology

FNC1 = "\xf1"
"""How reportlab writes function character 1."""
CODE128_CHARACTERS_MAX = 48
"""GS1-128's own limit (General Specifications 5.4.4.3), taken for Code 128 as well."""
QR_CHARACTERS_MAX = 300
_PRINTABLE = re.compile(r"[ -~]+")
_RETAIL = {
    Symbology.EAN13: (13, eanbc.Ean13BarcodeWidget),
    Symbology.EAN8: (8, eanbc.Ean8BarcodeWidget),
    Symbology.UPCA: (12, eanbc.UPCA),
}
GS1 = frozenset({Symbology.GS1_128, Symbology.GS1_DATAMATRIX, Symbology.DIGITAL_LINK})
_SHORT_GTIN = re.compile(r"\((01|02)\)([0-9]{8}|[0-9]{12,13})(?=\(|$)")
_GTIN_KINDS = ((8, Symbology.EAN8), (12, Symbology.UPCA), (13, Symbology.EAN13))


class Symbol(msgspec.Struct, frozen=True):
    """A barcode before it has a size.

    Attributes:
        symbology: its kind.
        content: what a reader will say: digits, text, or GS1 element strings with the group separator.
        readable: what is printed for people.
        modules: width in modules, without quiet zones.
        rows: height in modules, 1 for bars.
        level: error correction of a QR code.
    """

    symbology: Symbology
    content: str
    readable: str
    modules: int
    rows: int = 1
    level: QrLevel = QrLevel.M


def encoded(symbology: Symbology, content: str, level: QrLevel = QrLevel.M, domain: str = "") -> Symbol:
    """The symbol of a content; raises BadInput ``barcode_content`` with the symbology and the reason."""
    if symbology is Symbology.GTIN:
        return _retail(_kind_of_gtin(content), content)
    if symbology in _RETAIL:
        return _retail(symbology, content)
    if symbology in GS1:
        return _gs1(symbology, content, level, domain)
    _require_printable(symbology, content)
    if symbology is Symbology.CODE128:
        return _code128(symbology, content, content, content)
    if symbology is Symbology.QR:
        return _qr_symbol(content, content, level)
    side = datamatrix_side(content)
    return Symbol(symbology, content, content, side, side)


def _retail(symbology: Symbology, content: str) -> Symbol:
    length, _ = _RETAIL[symbology]
    digits = _digits(content, length)
    well_formed = digits.isascii() and digits.isdigit() and len(digits) == length
    _require(well_formed, symbology, content, f"{length} digits")
    _require(ean.is_valid(digits), symbology, content, "check digit")
    return Symbol(symbology, digits, digits, 67 if symbology is Symbology.EAN8 else 95)


def _kind_of_gtin(content: str) -> Symbology:
    """The symbol of a GTIN by its digits, with or without the zeros before a short one."""
    bare = len("".join(content.split()).lstrip("0"))
    return next((kind for length, kind in _GTIN_KINDS if bare <= length), Symbology.EAN13)


def _digits(content: str, length: int) -> str:
    """The digits of a retail code; the zeros that make a GTIN of more digits of it are left away."""
    digits = "".join(content.split())
    zeros = len(digits) - length
    return digits[zeros:] if zeros > 0 and not digits[:zeros].strip("0") else digits


def _qr_symbol(content: str, readable: str, level: QrLevel) -> Symbol:
    _require(len(content) <= QR_CHARACTERS_MAX, Symbology.QR, content, "too long")
    side = 17 + 4 * qr_version(content, level)
    return Symbol(Symbology.QR, content, readable, side, side, level)


def _gs1(symbology: Symbology, content: str, level: QrLevel, domain: str) -> Symbol:
    """Element strings ``(01)...(10)...``, judged by GS1's own dictionary."""
    padded = _SHORT_GTIN.sub(lambda match: f"({match[1]}){match[2]:0>14}", content)
    reading = read_bracketed(padded)
    fault = reading.fault
    _require(fault is None, symbology, content, f"{fault.code} {fault.identifier}".strip() if fault else "")
    readable = "".join(f"({one.identifier}){one.value}" for one in reading.elements)
    if symbology is Symbology.DIGITAL_LINK:
        return _qr_symbol(_digital_link(reading.elements, readable, domain), readable, level)
    plain = unbracketed(reading.elements).removeprefix(SEPARATOR)
    if symbology is Symbology.GS1_128:
        return _code128(symbology, plain, FNC1 + plain.replace(SEPARATOR, FNC1), readable)
    side = datamatrix_side(DATAMATRIX_GS1_MARK + plain)
    return Symbol(symbology, plain, readable, side, side)


def _digital_link(elements: Sequence[Element], readable: str, domain: str) -> str:
    """The URI of element strings under the chain's own domain."""
    link = link_of(elements, f"https://{domain}")
    _require(link is not None, Symbology.DIGITAL_LINK, readable, "no key of a Digital Link")
    return link or ""


def _code128(symbology: Symbology, content: str, marked: str, readable: str) -> Symbol:
    _require(len(marked.strip(FNC1)) <= CODE128_CHARACTERS_MAX, symbology, content, "too long")
    codewords = _codewords(marked)
    return Symbol(symbology, content, readable, 11 * len(codewords) + 2)


def code128_codewords(symbol: Symbol) -> tuple[int, ...]:
    """The codewords of a Code 128 or GS1-128 symbol, from the start character to the stop."""
    if symbol.symbology is Symbology.GS1_128:
        return _codewords(FNC1 + symbol.content.replace("\x1d", FNC1))
    return _codewords(symbol.content)


@lru_cache(maxsize=256)
def _codewords(marked: str) -> tuple[int, ...]:
    encoder = code128.Code128(marked, quiet=0)
    encoder.validate()
    return tuple(encoder.encode())


@lru_cache(maxsize=256)
def bars(symbol: Symbol) -> tuple[tuple[int, int], ...]:
    """A linear symbol's bars as (first module, width in modules)."""
    if symbol.symbology in _RETAIL:
        widget = _RETAIL[symbol.symbology][1](
            symbol.content, barWidth=1, barHeight=1, quiet=0, humanReadable=0
        )
        shapes = [shape for shape in widget.draw().contents if shape.fillColor is not None]
        return tuple((round(shape.x), round(shape.width)) for shape in shapes)
    widths = _code128_widths(code128_codewords(symbol))
    placed, position = [], 0
    for index, width in enumerate(widths):
        if index % 2 == 0:
            placed.append((position, width))
        position += width
    return tuple(placed)


def _code128_widths(codewords: Sequence[int]) -> list[int]:
    """Widths of bars and spaces in turn; reportlab's pattern letters are their sizes, A or a for 1."""
    drawing = code128.Code128("0", quiet=0)
    drawing.encoded = list(codewords)
    return [ord(letter.lower()) - ord("a") + 1 for letter in drawing.decompose()]


@lru_cache(maxsize=256)
def modules(symbol: Symbol) -> tuple[tuple[bool, ...], ...]:
    """A matrix symbol's modules, row by row from the top; true is dark."""
    if symbol.symbology is Symbology.QR:
        return tuple(map(tuple, qr_modules(symbol.content, symbol.level).tolist()))
    mark = DATAMATRIX_GS1_MARK if symbol.symbology is Symbology.GS1_DATAMATRIX else ""
    return datamatrix_modules(mark + symbol.content)


def _require_printable(symbology: Symbology, content: str) -> None:
    _require(bool(_PRINTABLE.fullmatch(content)), symbology, content, "ASCII only, and not empty")


def _require(holds: bool, symbology: Symbology, content: str, reason: str) -> None:
    if not holds:
        raise BadInput("barcode_content", symbology=symbology.value, content=content, reason=reason)
