"""What a scan means while an order is picked: pure decisions on the order in hand."""

from __future__ import annotations

import msgspec

from desktop.devices.scanner import (
    Article,
    Badge,
    OrderNumber,
    Parcel,
    PickupCode,
    Piece,
    Scanned,
    StagingBin,
    Unknown,
    Why,
)
from desktop.screens.fulfilments import Line
from desktop.screens.preparation.state import Said


class Take(msgspec.Struct, frozen=True):
    """One unit of a line is in hand."""

    line_id: str
    serial: str | None = None


class AskSerial(msgspec.Struct, frozen=True):
    """The right article, and its serial number is still wanted."""

    line_id: str


class Elsewhere(msgspec.Struct, frozen=True):
    """An article that this order does not ask for."""

    gtin: str


Meaning = Take | AskSerial | Elsewhere | Said


def meaning_of(scan: Scanned, lines: tuple[Line, ...], awaiting: Line | None) -> Meaning:
    """What to do about a scan. `awaiting` is the line whose serial number is wanted now."""
    if isinstance(scan, Piece):
        return _piece(scan, lines)
    if isinstance(scan, Article):
        if awaiting is not None and is_same(awaiting.gtin, scan.gtin):
            return Said(False, "serial_is_article", {"name": awaiting.name})
        return _article(scan.gtin, lines)
    text = text_of(scan)
    if awaiting is not None and text:
        return serial_given(awaiting, text)
    if isinstance(scan, OrderNumber):
        return Said(False, "order_number_while_picking", {"number": scan.number})
    if isinstance(scan, Unknown):
        return unreadable(scan)
    return Said(False, "article_wanted")


def serial_given(line: Line, serial: str) -> Meaning:
    """A serial number for a line, scanned or typed."""
    if serial in line.serials:
        return Said(False, "serial_used", {"serial": serial, "name": line.name})
    return Take(line.id, serial)


def unreadable(scan: Unknown) -> Said:
    """What to say about a barcode that says nothing to us."""
    is_torn = scan.why in (Why.BAD_CHECK_DIGIT, Why.BAD_ELEMENT_STRING, Why.BAD_PARCEL_LABEL, Why.EMPTY)
    return Said(False, "barcode_torn" if is_torn else "barcode_unknown", {"text": scan.text[:40]})


def is_same(gtin: str, other: str) -> bool:
    """Whether two GTINs name one article; leading zeros do not matter (GS1 General Specifications 7.1)."""
    return bool(gtin) and gtin.lstrip("0") == other.lstrip("0")


def text_of(scan: Scanned) -> str:
    """The text of a scan that may be a serial number: whatever form it happens to have."""
    if isinstance(scan, Unknown):
        return scan.text.strip()
    if isinstance(scan, OrderNumber):
        return scan.number
    if isinstance(scan, PickupCode):
        return scan.code
    if isinstance(scan, Parcel | StagingBin | Badge | Article | Piece):
        return ""
    return ""


def _article(gtin: str, lines: tuple[Line, ...]) -> Meaning:
    line = _line_of(gtin, lines)
    if line is None:
        return Elsewhere(gtin)
    if not line.left_to_pick:
        return _too_many(line)
    if line.is_awaited:
        return _awaited(line)
    return AskSerial(line.id) if line.is_serialised else Take(line.id)


def _piece(scan: Piece, lines: tuple[Line, ...]) -> Meaning:
    line = _line_of(scan.gtin, lines)
    if line is None:
        return Elsewhere(scan.gtin)
    if scan.serial in line.serials:
        return Said(False, "serial_used", {"serial": scan.serial, "name": line.name})
    if not line.left_to_pick:
        return _too_many(line)
    if line.is_awaited:
        return _awaited(line)
    return Take(line.id, scan.serial if line.is_serialised else None)


def _line_of(gtin: str, lines: tuple[Line, ...]) -> Line | None:
    same = [line for line in lines if is_same(line.gtin, gtin)]
    same.sort(key=lambda line: (not line.left_to_pick, line.is_awaited))
    return same[0] if same else None


def _awaited(line: Line) -> Said:
    return Said(False, "answer_awaited", {"name": line.name})


def _too_many(line: Line) -> Said:
    code = "one_too_many" if line.picked else "told_short_already"
    return Said(False, code, {"name": line.name, "wanted": line.quantity, "picked": line.picked})
