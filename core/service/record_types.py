"""The words of what is imported and exported: codes, texts, numbers, each with its bounds."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from core.rules.plausibility import MAX_UNITS_A_LINE

MAX_POSITION_UNITS = 1_000_000
MAX_PRICE_CENTS = 10_000_000
NO_NUL = r"^[^\x00]*$"
"""PostgreSQL keeps no text with a NUL in it: no word has one, on either database."""

CodeText = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[^\s\x00]([^\n\x00]*[^\s\x00])?$")]
PlainName = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f]+$")]
NameOrAll = Annotated[str, Meta(max_length=64, pattern=r"^[^\x00-\x1f]*$")]
LabelText = Annotated[str, Meta(max_length=64, pattern=NO_NUL)]
NameText = Annotated[str, Meta(min_length=1, max_length=120, pattern=NO_NUL)]
FreeText = Annotated[str, Meta(max_length=400, pattern=NO_NUL)]
Postcode = Annotated[str, Meta(max_length=10, pattern=NO_NUL)]
Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]
Gtin = Annotated[str, Meta(pattern=r"^([0-9]{8}|[0-9]{12,14})$")]
ColourHex = Annotated[str, Meta(pattern=r"^(#[0-9A-Fa-f]{6})?$")]
Email = Annotated[str, Meta(max_length=254, pattern=r"^([^@\s\x00]+@[^@\s\x00]+)?$")]
Phone = Annotated[str, Meta(max_length=24, pattern=r"^(\+?[0-9][0-9 .()-]{4,})?$")]
Pin = Annotated[str, Meta(pattern=r"^[0-9]{6,12}$")]
Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}$")]
PriceCents = Annotated[int, Meta(ge=0, le=MAX_PRICE_CENTS)]
PositionUnits = Annotated[int, Meta(ge=-MAX_POSITION_UNITS, le=MAX_POSITION_UNITS)]
CountUnits = Annotated[int, Meta(ge=0, le=MAX_POSITION_UNITS)]
LineUnits = Annotated[int, Meta(ge=1, le=MAX_UNITS_A_LINE)]
InstantMs = Annotated[int, Meta(ge=0, le=4_102_444_800_000)]


class Record(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of the records: immutable, and a field that is not known is an error rather than lost."""
