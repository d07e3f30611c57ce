"""What a scanned text says: an article, a piece, a parcel, a bin, a shelf, a badge, a code or an order.

GTINs come out in one form, whatever their symbol: 13 digits, GTIN-8 and GTIN-12 with zeros before, a GTIN-14
whose indicator is 0 without it; only a case (indicator 1 to 9) keeps 14. References: GS1 General
Specifications, sections 3.2 (application identifiers), 7.8 (element strings) and 7.9 (check digits); ISO/IEC
15424 (symbology identifiers such as ``]C1``); GS1 Digital Link URI syntax.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from stdnum import ean

from core.rules.errors import BadInput
from core.rules.pickup import CODE_DIGITS
from core.rules.sscc import SSCC_LENGTH, parse_sscc
from desktop.devices.scanner.meanings import (
    Article,
    Badge,
    Credit,
    Manifest,
    OrderNumber,
    Parcel,
    PickupCode,
    Piece,
    ReturnSlip,
    Scanned,
    Shelf,
    StagingBin,
    Tote,
    Unknown,
    Why,
)
from desktop.devices.scanner.wedge import Scan
from desktop.gs1 import SEPARATOR, Reading, read_bracketed, read_elements, read_link
from desktop.labels.parcel_code import is_parcel_code, parse_parcel_code

MAX_TEXT_CHARS: Final = 512
GROUP_SEPARATOR: Final = SEPARATOR
"""What a scanner sends for the FNC1 that ends an element of variable length."""

GTIN_LENGTHS: Final = (8, 12, 13, 14)
_SYMBOLOGY: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_BIN: Final = re.compile(r"BIN-[0-9A-Z][0-9A-Z-]{0,15}", re.IGNORECASE)
_SHELF: Final = re.compile(r"SHELF-([0-9A-Z]{1,8})(?:-([0-9A-Z]{1,8})(?:-([0-9A-Z]{1,8}))?)?", re.IGNORECASE)
_BADGE: Final = re.compile(r"BADGE-[0-9A-Z][0-9A-Z-]{0,31}", re.IGNORECASE)
_ORDER: Final = re.compile(r"[A-Z]{1,3}-(?:20[0-9]{2}-)?[0-9]{3,12}", re.IGNORECASE)
_MANIFEST: Final = re.compile(r"M-[0-9]{6}-[0-9]{6}-[0-9A-Z]{1,2}", re.IGNORECASE)
_TOTE: Final = re.compile(r"TOTE-0*([1-9][0-9]?)", re.IGNORECASE)
_RETURN: Final = re.compile(r"R[0-9]{7,12}", re.IGNORECASE)
_CREDIT: Final = re.compile(r"A[0-9]{7,12}|GC[0-9]{7,16}", re.IGNORECASE)
_PICKUP: Final = re.compile(rf"[0-9]{{{CODE_DIGITS}}}")
_ELEMENT_START: Final = re.compile(r"[0-9]{2}[!-z\x1d]+")
_GS1_SYMBOLOGIES: Final = ("]C1", "]d2", "]e0", "]Q3", "]J1")
_PASSED_OVER: Final = frozenset({"illegal_day", "illegal_month", "illegal_hour", "illegal_minute"})
"""A date with a wrong day does not make the article another one."""
_GS1_FAULTS: Final = frozenset({Why.BAD_ELEMENT_STRING, Why.NO_ARTICLE})


def parse(text: str) -> Scanned:
    """What a text says. Never raises: what is not understood is `Unknown`, with the reason."""
    stripped = text.strip(" \t\r\n").lstrip(GROUP_SEPARATOR)
    if len(stripped) > MAX_TEXT_CHARS:
        return Unknown(stripped[:MAX_TEXT_CHARS], Why.TOO_LONG)
    content = bare(stripped)
    if not content:
        return Unknown(stripped, Why.EMPTY)
    if _is_plain(content):
        return _DIGITS[len(content)](content)
    scanned = _parse_ours(content) or _parse_gs1(content)
    if isinstance(scanned, Unknown) and scanned.why in _GS1_FAULTS and not _is_marked_gs1(stripped):
        return Unknown(content, Why.NOT_OURS)
    return scanned


def bare(text: str) -> str:
    """A text without the symbology identifier (ISO/IEC 15424) and the separators before it."""
    stripped = text.strip(" \t\r\n").lstrip(GROUP_SEPARATOR)
    symbology = _SYMBOLOGY.match(stripped)
    return stripped[symbology.end() :].lstrip(GROUP_SEPARATOR) if symbology else stripped


def read(scan: Scan) -> Scanned:
    """What a scan says: by its scan codes first; else by what the layout made of it.

    The second is for a scanner that was set up for the workstation's own layout.
    """
    by_code = parse(scan.text)
    if isinstance(by_code, Unknown) and scan.typed != scan.text:
        typed = parse(scan.typed)
        return by_code if isinstance(typed, Unknown) else typed
    return by_code


def normal_gtin(text: str) -> str:
    """A GTIN of 8, 12, 13 or 14 digits in the one form that we compare (see above).

    Raises:
        BadInput: ``gtin_malformed`` or ``gtin_check_digit``.
    """
    if not (text.isascii() and text.isdecimal() and len(text) in GTIN_LENGTHS):
        raise BadInput("gtin_malformed", text=text[:MAX_TEXT_CHARS])
    padded = text.zfill(14)
    if ean.calc_check_digit(padded[:-1]) != padded[-1]:
        raise BadInput("gtin_check_digit", text=text)
    return padded.removeprefix("0")


def _is_plain(content: str) -> bool:
    """Whether it is a number by itself. It may begin like an element, and is none."""
    return content.isascii() and content.isdecimal() and len(content) in _DIGITS


def _is_marked_gs1(text: str) -> bool:
    """Whether the text says that it is GS1; digits alone may be anybody's."""
    return text.startswith(("(", *_GS1_SYMBOLOGIES)) or GROUP_SEPARATOR in text


def _parse_ours(content: str) -> Scanned | None:
    if is_parcel_code(content):
        return _parse_parcel_label(content)
    if _BIN.fullmatch(content):
        return StagingBin(content.upper())
    if shelf := _SHELF.fullmatch(content):
        return Shelf(*(part.upper() for part in shelf.groups(default="")))
    if _BADGE.fullmatch(content):
        return Badge(content.upper())
    if tote := _TOTE.fullmatch(content):
        return Tote(int(tote[1]))
    for pattern, kind in _NUMBERED:
        if pattern.fullmatch(content):
            return kind(content.upper())
    return None


_NUMBERED: Final[tuple[tuple[re.Pattern[str], Callable[[str], Scanned]], ...]] = (
    (_ORDER, OrderNumber),
    (_RETURN, ReturnSlip),
    (_CREDIT, Credit),
    (_MANIFEST, Manifest),
)


def _parse_parcel_label(content: str) -> Parcel | Unknown:
    try:
        label = parse_parcel_code(content)
    except BadInput as error:
        is_check_digit = error.code == "sscc_check_digit"
        return Unknown(content, Why.BAD_CHECK_DIGIT if is_check_digit else Why.BAD_PARCEL_LABEL)
    bin_code = label.bin or None
    return Parcel(label.sscc, label.fulfilment_id, label.number, label.count, bin_code, label.due_cents)


def _parse_gtin(content: str) -> Article | Unknown:
    try:
        return Article(normal_gtin(content))
    except BadInput:
        return Unknown(content, Why.BAD_CHECK_DIGIT)


def _parse_sscc(content: str) -> Parcel | Unknown:
    try:
        return Parcel(parse_sscc(content))
    except BadInput:
        return Unknown(content, Why.BAD_CHECK_DIGIT)


def read_beforehand() -> None:
    """Read a first number: GS1's dictionary is opened now, and not by the GUI's thread at the first scan."""
    _parse_gs1("0104006381333931")


def gs1_reading(content: str) -> Reading | None:
    """The elements of a text without symbology identifier; None where it does not look like GS1's."""
    if content[:4].lower() == "http":
        return read_link(content)
    if content.startswith("("):
        return read_bracketed(content)
    is_string = _ELEMENT_START.fullmatch(content) and not _is_plain(content)
    return read_elements(content) if is_string else None


def _parse_gs1(content: str) -> Scanned:
    reading = gs1_reading(content)
    if reading is None:
        return Unknown(content, Why.NOT_OURS)
    fault = reading.fault
    if fault is not None and fault.code == "incorrect_check_digit":
        return Unknown(content, Why.BAD_CHECK_DIGIT)
    if fault is not None and (not reading.is_whole or fault.code not in _PASSED_OVER):
        return Unknown(content, Why.BAD_ELEMENT_STRING)
    return _from_elements(content, reading)


def _from_elements(content: str, reading: Reading) -> Scanned:
    sscc, gtin = reading.value("00"), reading.value("01")
    if sscc is not None:
        return _parse_sscc(sscc)
    if gtin is None:
        return Unknown(content, Why.NO_ARTICLE)
    found, serial, lot = normal_gtin(gtin), reading.value("21"), reading.value("10")
    return Piece(found, serial, lot) if serial else Article(found, lot)


_DIGITS: Final[dict[int, Callable[[str], Scanned]]] = {
    CODE_DIGITS: PickupCode,
    **dict.fromkeys(GTIN_LENGTHS, _parse_gtin),
    SSCC_LENGTH: _parse_sscc,
}
"""Digits alone are told apart by how many there are."""
