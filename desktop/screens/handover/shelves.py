"""The bins that the parcels of an order are taken from, as rows and labels tell of them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from core.rules.walking import natural_key
from desktop.screens.fulfilments import Packed


class Label(msgspec.Struct, frozen=True):
    """What the label of a parcel says: which of how many (0 for not said), its bin's code, and what is to
    be paid for the order (None for not said)."""

    sscc: str
    number: int = 0
    count: int = 0
    bin: str = ""
    due_cents: int | None = None


class Shelf(msgspec.Struct, frozen=True):
    """A bin to take from ("" for none known): how many parcels, how many of them were scanned."""

    bin: str
    parcels: int
    in_hand: int = 0


def shelves_of(parcels: Sequence[Packed], labels: Sequence[Label]) -> tuple[Shelf, ...]:
    """The bins in the order of their numbers; what has none comes last. Where no parcel is known, as the
    labels in the hand say."""
    scanned = {label.sscc for label in labels}
    placed = [(parcel.bin, parcel.number in scanned) for parcel in parcels]
    if not placed:
        placed = [(label.bin, True) for label in labels]
        told = max((label.count for label in labels), default=1)
        placed += [("", False)] * (told - len(placed))
    bins = sorted({code for code, _ in placed}, key=lambda code: (not code, natural_key(code)))
    return tuple(_shelf(code, placed) for code in bins)


def _shelf(code: str, placed: list[tuple[str, bool]]) -> Shelf:
    here = [is_in_hand for bin_code, is_in_hand in placed if bin_code == code]
    return Shelf(code, len(here), sum(here))
