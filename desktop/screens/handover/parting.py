"""What of an order leaves, and what becomes of the rest: each step gives the order as it is then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from core.commands import (
    Command,
    DispatchFulfilment,
    HandOver,
    HandOverPart,
    Proof,
    RefuseAtCounter,
    RefusePart,
)
from core.rules.fulfilment import FulfilmentKind
from core.rules.refund import Means
from desktop.devices.scanner import Article, Piece
from desktop.screens.fulfilments import Line
from desktop.screens.handover import unheard
from desktop.screens.handover.opened import Opened
from desktop.screens.part_payments import told


def begin(opened: Opened) -> Opened:
    """Only a part leaves: which one is chosen line by line; a second time, all of it again. Of what was
    reserved to be tried on, the rest is not wanted, unless it is said."""
    if opened.is_part:
        return replace(
            opened, is_part=False, stays={}, pieces={}, is_counted=False, is_rest_refused=False,
            unwanted=frozenset(),
        )  # fmt: skip
    is_reserved = opened.head.kind == FulfilmentKind.RESERVATION
    return replace(opened, is_part=True, is_rest_refused=is_reserved)


def leave_one(opened: Opened, line_id: str) -> Opened:
    """One unit of a line less leaves; after none of them, all of them again."""
    line = _line(opened, line_id)
    if line is None or not opened.is_part:
        return opened
    stays = opened.stays.get(line_id, 0)
    return _with(opened, line, stays + 1 if stays < line.left_here else 0)


def turn_rest(opened: Opened) -> Opened:
    """What is left waits on, or is not wanted."""
    if not opened.is_part:
        return opened
    return replace(opened, is_rest_refused=not opened.is_rest_refused, unwanted=frozenset())


def turn_line(opened: Opened, line_id: str) -> Opened:
    """What stays of a line, or else all of it, is not wanted; a second time, it waits on."""
    line = _line(opened, line_id)
    if line is None or not opened.is_part:
        return opened
    if line_id in opened.refused:
        unwanted = frozenset(opened.refused) - {line_id}
        return replace(opened, is_rest_refused=False, unwanted=unwanted)
    if not opened.stays.get(line_id):
        opened = _with(opened, line, line.left_here)
    return replace(opened, unwanted=opened.unwanted | {line_id})


def take_nothing(opened: Opened) -> Opened:
    """The customer wants nothing of it."""
    stays = {line.id: line.left_here for line in opened.lines}
    return replace(opened, is_part=True, is_rest_refused=True, stays=stays, pieces={}, unwanted=frozenset())


def take_scanned(opened: Opened, scan: Article | Piece) -> Opened | None:
    """What is scanned leaves: the first scan begins from nothing. None where it is not of this order, or all
    of it is taken already."""
    if not opened.is_counted:
        stays = {line.id: line.left_here for line in opened.lines}
        opened = replace(opened, stays=stays, pieces={}, is_counted=True)
    for line in opened.lines:
        left = opened.stays.get(line.id, 0)
        if line.gtin == scan.gtin and left:
            return _with(opened, line, left - 1, scan.serial if isinstance(scan, Piece) else "")
    return None


def take_parcel(opened: Opened, sscc: str) -> Opened:
    """The parcel whose label is scanned leaves, with what is in it: the first scan begins from nothing."""
    contents = next((parcel.contents for parcel in opened.head.parcels if parcel.number == sscc), {})
    if any(label.sscc == sscc for label in opened.labels if opened.is_counted):
        return opened
    if not opened.is_counted:
        stays = {line.id: line.left_here for line in opened.lines}
        opened = replace(opened, stays=stays, pieces={}, is_counted=True, labels=())
    stays = {key: max(0, left - contents.get(key, 0)) for key, left in opened.stays.items()}
    return replace(opened, stays=stays)


def _line(opened: Opened, line_id: str) -> Line | None:
    return next((line for line in opened.lines if line.id == line_id), None)


def _with(opened: Opened, line: Line, stays: int, serial: str = "") -> Opened:
    pieces: Mapping[str, tuple[str, ...]] = opened.pieces
    if serial:
        pieces = {**pieces, line.id: (*pieces.get(line.id, ()), serial)}
    return replace(opened, stays={**opened.stays, line.id: stays}, pieces=pieces)


def deeds(opened: Opened) -> tuple[Command, ...]:
    """What is done when it is let go."""
    head = opened.head
    if opened.is_unheard:
        return (unheard.deed(opened),)
    if not opened.is_for_a_customer:
        return (DispatchFulfilment(fulfilment_id=head.id, taken_by=opened.proxy_name.strip()),)
    shown: dict[str, Any] = {
        "fulfilment_id": head.id,
        "proof": opened.proof,
        "code": opened.code if opened.proof is Proof.CODE else "",
        "proxy_name": opened.proxy_name.strip() if opened.proof is Proof.PROXY else "",
        "paid_cents": opened.paid_now_cents,
        "paid_with": opened.paid_with if opened.paid_now_cents else Means.CASH,
        "paid_reference": opened.reference_now,
        "also_paid": told(opened.parts_now.paid),
        "signature": opened.signature,
    }
    if opened.is_whole:
        return (HandOver(**shown),)
    if opened.refused and not opened.is_rest_refused:
        return (_refusing(opened), *_giving(opened, shown))
    refused = (RefuseAtCounter(fulfilment_id=head.id),) if opened.is_rest_refused else ()
    return (*_giving(opened, shown), *refused)


def without_refused(opened: Opened, units: Mapping[str, int]) -> Opened:
    """What is left to do once these units by line are refused: they are not here any more to stay, and
    nothing else is unwanted."""
    stays = {key: max(0, left - units.get(key, 0)) for key, left in opened.stays.items()}
    return replace(opened, stays=stays, unwanted=opened.unwanted - set(units))


def _giving(opened: Opened, shown: dict[str, Any]) -> tuple[Command, ...]:
    """What the customer takes along: all that nobody refuses, or a part of it."""
    if not opened.taken:
        return ()
    if not opened.units_kept and not opened.is_rest_refused:
        return (HandOver(**shown),)
    serials = {key: list(named) for key, named in opened.pieces.items() if key in opened.taken}
    return (HandOverPart(units=opened.taken, serials=serials, **shown),)


def _refusing(opened: Opened) -> RefusePart:
    """What of single lines is not wanted: of pieces, those that are not taken."""
    serials = {}
    for line in opened.lines:
        left = [one for one in line.serials[line.handed_over :] if one not in opened.pieces.get(line.id, ())]
        if line.is_serialised and line.id in opened.refused:
            serials[line.id] = left[-opened.refused[line.id] :]
    return RefusePart(fulfilment_id=opened.head.id, units=opened.refused, serials=serials)
