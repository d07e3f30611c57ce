"""The words of what is imported and exported: codes, texts, numbers, each with its bounds."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Final

from msgspec import Meta, Struct

from core.rules.plausibility import MAX_UNITS_A_LINE

MAX_POSITION_UNITS = 1_000_000
MAX_PRICE_CENTS = 10_000_000
NO_NUL = r"^[^\x00]*$"
"""PostgreSQL keeps no text with a NUL in it: no word has one, on either database."""
GTIN: Final = r"^([0-9]{8}|[0-9]{12,14})$"
COLOUR: Final = r"^(#[0-9A-Fa-f]{6})?$"
EMAIL: Final = r"^([^@\s\x00]+@[^@\s\x00]+)?$"
PHONE: Final = r"^(\+?[0-9][0-9 .()-]{4,})?$"
PIN: Final = r"^[0-9]{6,12}$"
CURRENCY: Final = r"^[A-Z]{3}$"
FORMS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        GTIN: (
            "“{field}” has to be a barcode's 8, 12, 13 or 14 digits (a spreadsheet makes 3.01E+12 of them:"
            " have the column be text).",
            "« {field} » doit contenir les 8, 12, 13 ou 14 chiffres d’un code-barres (un tableur en fait"
            " 3,01E+12 : mettez la colonne en texte).",
        ),
        COLOUR: (
            "“{field}” has to be a colour such as #1F3A5F.",
            "« {field} » doit être une couleur comme #1F3A5F.",
        ),
        EMAIL: ("“{field}” is no e-mail address.", "« {field} » n’est pas une adresse e-mail."),
        PHONE: ("“{field}” is no telephone number.", "« {field} » n’est pas un numéro de téléphone."),
        PIN: ("“{field}” has to be 6 to 12 digits.", "« {field} » doit comporter de 6 à 12 chiffres."),
        CURRENCY: (
            "“{field}” has to be a currency such as EUR.",
            "« {field} » doit être une devise comme EUR.",
        ),
    }
)
"""How those are written of which a pattern alone would say nothing to a person: English, French."""

CodeText = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[^\s\x00]([^\n\x00]*[^\s\x00])?$")]
PlainName = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f]+$")]
NameOrAll = Annotated[str, Meta(max_length=64, pattern=r"^[^\x00-\x1f]*$")]
LabelText = Annotated[str, Meta(max_length=64, pattern=NO_NUL)]
NameText = Annotated[str, Meta(min_length=1, max_length=120, pattern=NO_NUL)]
FreeText = Annotated[str, Meta(max_length=400, pattern=NO_NUL)]
Postcode = Annotated[str, Meta(max_length=10, pattern=NO_NUL)]
Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]
Gtin = Annotated[str, Meta(pattern=GTIN)]
ColourHex = Annotated[str, Meta(pattern=COLOUR)]
Email = Annotated[str, Meta(max_length=254, pattern=EMAIL)]
Phone = Annotated[str, Meta(max_length=24, pattern=PHONE)]
Pin = Annotated[str, Meta(pattern=PIN)]
Currency = Annotated[str, Meta(pattern=CURRENCY)]
PriceCents = Annotated[int, Meta(ge=0, le=MAX_PRICE_CENTS)]
PositionUnits = Annotated[int, Meta(ge=-MAX_POSITION_UNITS, le=MAX_POSITION_UNITS)]
CountUnits = Annotated[int, Meta(ge=0, le=MAX_POSITION_UNITS)]
LineUnits = Annotated[int, Meta(ge=1, le=MAX_UNITS_A_LINE)]
InstantMs = Annotated[int, Meta(ge=0, le=4_102_444_800_000)]


class Record(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of the records: immutable, and a field that is not known is an error rather than lost."""
