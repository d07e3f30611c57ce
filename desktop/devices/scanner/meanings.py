"""The kinds of thing that a scanned text may name, and why one may name nothing."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

_BIN_PREFIX: Final = "BIN-"


class Article(msgspec.Struct, frozen=True, tag="article"):
    """A sellable article, by its GTIN; perhaps its lot."""

    gtin: str
    lot: str | None = None


class Piece(msgspec.Struct, frozen=True, tag="piece"):
    """One serialised unit: the GTIN and the serial number under it."""

    gtin: str
    serial: str
    lot: str | None = None


class Parcel(msgspec.Struct, frozen=True, tag="parcel"):
    """A parcel by its SSCC; our own label (`desktop.labels.ParcelCode`) says the rest as well.

    Attributes:
        number, count: which of the fulfilment's parcels, from 1, of how many.
        bin: the code of the bin that was known when the label was printed.
        due_cents: what was to be paid for its order then; None where the label does not say it.
    """

    sscc: str
    fulfilment_id: str | None = None
    number: int | None = None
    count: int | None = None
    bin: str | None = None
    due_cents: int | None = None


class StagingBin(msgspec.Struct, frozen=True, tag="bin"):
    """A staging bin: its code, whole, such as ``BIN-14``."""

    code: str

    @property
    def name(self) -> str:
        """What people call it, such as ``14``."""
        return self.code.removeprefix(_BIN_PREFIX)


class Shelf(msgspec.Struct, frozen=True, tag="shelf"):
    """A place of the store, by its label: ``SHELF-B-4-2`` is zone B, aisle 4, shelf 2; the last may be
    missing."""

    zone: str
    aisle: str = ""
    shelf: str = ""


class Tote(msgspec.Struct, frozen=True, tag="tote"):
    """A tote of a trolley by its number, ``TOTE-7``."""

    number: int


class ReturnSlip(msgspec.Struct, frozen=True, tag="return"):
    """A return by the number on its slip, ``R0001042``."""

    number: str


class Credit(msgspec.Struct, frozen=True, tag="credit"):
    """A store credit by its number, ``A0000031``, or a gift card, ``GC77120042``."""

    number: str


class Badge(msgspec.Struct, frozen=True, tag="badge"):
    """A staff badge, whole, such as ``BADGE-1041``. It identifies and never approves."""

    badge: str


class PickupCode(msgspec.Struct, frozen=True, tag="pickup_code"):
    """The customer's six digits."""

    code: str


class OrderNumber(msgspec.Struct, frozen=True, tag="order_number"):
    """An order's number, such as ``C-20418`` or ``W-2026-004217``."""

    number: str


class Manifest(msgspec.Struct, frozen=True, tag="manifest"):
    """A list of parcels that a carrier signed, by its number, ``M-261122-113800-1A``."""

    number: str


class Why(StrEnum):
    """Why a text was not understood."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    BAD_CHECK_DIGIT = "bad_check_digit"
    BAD_PARCEL_LABEL = "bad_parcel_label"
    BAD_ELEMENT_STRING = "bad_element_string"
    NO_ARTICLE = "no_article"
    NOT_OURS = "not_ours"


class Unknown(msgspec.Struct, frozen=True, tag="unknown"):
    """A text that means nothing here, and why.

    Attributes:
        text: what was scanned, cut to `parse.MAX_TEXT_CHARS`.
        why: ``no_article`` is good GS1 data that names neither an article nor a parcel.
    """

    text: str
    why: Why


Scanned = (
    Article
    | Piece
    | Parcel
    | StagingBin
    | Shelf
    | Tote
    | Badge
    | PickupCode
    | OrderNumber
    | ReturnSlip
    | Credit
    | Manifest
    | Unknown
)
