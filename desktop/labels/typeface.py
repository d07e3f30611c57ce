"""The letters that each output has: how wide they are, and what stands in for those that are missing.

Widths are in capital heights, so a text of ``letter_mm`` 5 is ``5 * width(text)`` millimetres wide.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Protocol

import font_source_sans_pro
from reportlab.pdfbase import pdfmetrics

from desktop.labels.embedding import LabelFont
from desktop.labels.template import Weight

CAPITAL_EM = 0.660
"""Height of a capital of Source Sans Pro, in ems (its OS/2 table)."""
PITCH = 1.75
"""From one baseline to the next, in capital heights: an accented capital clears the tail above it."""
NO_BREAK_SPACE = "\u00a0"
UNKNOWN = "?"

_PDF_FONTS = {
    Weight.REGULAR: ("CoulisseSans", "SourceSansPro"),
    Weight.SEMIBOLD: ("CoulisseSansSemibold", "SourceSansProSemibold"),
    Weight.BOLD: ("CoulisseSansBold", "SourceSansProBold"),
}
_SIMILAR = {
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2212": "-", "\u2015": "—", "\u2026": "...",
    "Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "Ŧ": "T", "ŧ": "t", "ı": "i", "ĸ": "k",
    "ẞ": "SS", "ſ": "s", "№": "No",
}  # fmt: skip
_DROPPING = frozenset("$(),/;@Q[\\]_gjpqy{|}¡¢¦§µ¶¸¿ÇØçøýþÿƒ‚„†‡")
_LEVEL = frozenset("0123456789ABCDEFGHIJKLMNOPRSTUVWXYZ -+.:#&%=<>~^acemnorsuvwxz" + NO_BREAK_SPACE)
_WESTERN = frozenset(
    bytes(range(0x20, 0x7F)).decode() + bytes(range(0xA0, 0x100)).decode("latin-1")
) | frozenset("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ")


class Typeface(Protocol):
    """The letters of one output."""

    ellipsis: str

    def width(self, text: str, weight: Weight) -> float:
        """Width of a line, in capital heights; never less than what is printed."""

    def spelled(self, text: str) -> str:
        """The text in letters that the face has: one line, no control character."""

    def lacking(self, text: str) -> str:
        """The characters of a text that come out otherwise than they are written."""


@lru_cache(maxsize=2_048)
def rise_and_drop(text: str) -> tuple[float, float]:
    """How far a line's ink goes above and below its baseline, in capital heights, in either typeface."""
    letters = set(text)
    if letters <= _LEVEL:
        return 1.03, 0.03
    if not letters <= _WESTERN:
        return 1.6, 0.6
    tall = "`" in letters or any(not c.isascii() and (c.isupper() or not c.isalpha()) for c in letters)
    return 1.36 if tall else 1.26, 0.03 if letters.isdisjoint(_DROPPING) else 0.38


class _Widths(dict[str, float]):
    """Widths of letters; one that is missing is as wide as `missing`."""

    def __init__(self, missing: float, widths: dict[str, float]) -> None:
        super().__init__(widths)
        self._missing = missing

    def __missing__(self, letter: str) -> float:
        return self._missing


class _Spelling(dict[int, str]):
    """For ``str.translate``: what each character becomes in an alphabet, worked out once."""

    def __init__(self, alphabet: frozenset[str]) -> None:
        super().__init__()
        self._alphabet = alphabet

    def __missing__(self, code: int) -> str:
        self[code] = spelling = self._spell(chr(code))
        return spelling

    def _spell(self, character: str) -> str:
        category = unicodedata.category(character)
        if character in "\u00a0\u202f\u2007":
            return NO_BREAK_SPACE
        if category in ("Zs", "Zl", "Zp", "Cc"):
            return " "
        if category == "Cf":
            return ""
        if character in self._alphabet:
            return character
        plain = _SIMILAR.get(character) or _base_letters(character)
        return plain if plain and all(c in self._alphabet for c in plain) else UNKNOWN


def _base_letters(character: str) -> str:
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part for part in parts if not unicodedata.combining(part))


class PdfTypeface:
    """Source Sans Pro, embedded in the PDF."""

    ellipsis = "…"

    def __init__(self) -> None:
        self._widths: dict[Weight, dict[str, float]] = {}
        self._fonts: list[LabelFont] = []
        alphabets: list[frozenset[str]] = []
        for weight, (name, file) in _PDF_FONTS.items():
            font = LabelFont(name, font_source_sans_pro.font_files_ttf[file], "".join(sorted(_WESTERN)))
            pdfmetrics.registerFont(font)
            self._fonts.append(font)
            self._widths[weight] = _Widths(
                1.0,
                {chr(code): width / 1000 / CAPITAL_EM for code, width in font.face.charWidths.items()},
            )
            alphabets.append(frozenset(chr(code) for code in font.face.charToGlyph))
        self._spelling = _Spelling(frozenset.intersection(*alphabets))

    def begin(self, document: object) -> None:
        """Before anything is written in a document of reportlab's."""
        for font in self._fonts:
            font.begin(document)

    def font_name(self, weight: Weight) -> str:
        """The name under which reportlab knows the font."""
        return _PDF_FONTS[weight][0]

    def width(self, text: str, weight: Weight) -> float:
        return sum(map(self._widths[weight].__getitem__, text))

    def spelled(self, text: str) -> str:
        return _composed(text).translate(self._spelling)

    def lacking(self, text: str) -> str:
        return _changed(text, self._spelling)


class PrinterTypeface:
    """Font 0 of a Zebra printer (CG Triumvirate Bold Condensed), with the letters of Western Europe.

    Widths are those of Source Sans Pro Bold: every letter of font 0 is narrower by 5 to 25 %, but for the few
    signs of ``_WIDE``, whose advances were taken from the strikes of a ZD621 (in cell heights, of which a
    capital takes ``CAPITAL_CELL``). A backslash would be a command inside a text block: it becomes a slash.
    """

    ellipsis = "..."
    CAPITAL_CELL = 0.75
    _WIDE = {"-": 0.905, "+": 0.905, "=": 0.905, "<": 1.0, ">": 1.0, "~": 1.0, "|": 0.5, "{": 0.5, "}": 0.5}

    def __init__(self, bold: PdfTypeface) -> None:
        alphabet = (_WESTERN | {NO_BREAK_SPACE}) - {"\\"}
        self._widths = _Widths(1.5, {c: bold.width(c, Weight.BOLD) for c in alphabet})
        self._widths.update({sign: cells / self.CAPITAL_CELL for sign, cells in self._WIDE.items()})
        self._spelling = _Spelling(alphabet)
        self._spelling[ord("\\")] = "/"

    def width(self, text: str, weight: Weight) -> float:  # noqa: ARG002 - the printer has one weight
        return sum(map(self._widths.__getitem__, text))

    def spelled(self, text: str) -> str:
        return _composed(text).translate(self._spelling)

    def lacking(self, text: str) -> str:
        return _changed(text, self._spelling)


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _changed(text: str, spelling: _Spelling) -> str:
    seen = dict.fromkeys(_composed(text))
    return "".join(c for c in seen if not c.isspace() and spelling[ord(c)] != c)


@cache
def pdf_typeface() -> PdfTypeface:
    """The one PDF typeface of the process: reportlab's registry of fonts is global."""
    return PdfTypeface()


@cache
def printer_typeface() -> PrinterTypeface:
    """The one printer typeface."""
    return PrinterTypeface(pdf_typeface())
