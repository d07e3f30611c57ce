"""What is imported and exported, one record a line, one kind of record a file (JSON lines, UTF-8).

The bounds are part of the types: `msgspec.json.decode(line, type=ArticleRecord)` refuses what lies outside
them and names the place (``$.lines[0].quantity``). `OrderRecord` is the body of ``POST /v1/orders`` as well.

Instants are milliseconds since the epoch (UTC), money is integer cents with tax included, tax rates are basis
points, weights grams, coordinates degrees (WGS 84).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from msgspec import Meta

from core.rules.permissions import Permission
from core.rules.unit_price import MOST_CONTENT
from core.service.order_records import OrderRecord
from core.service.record_types import (
    CodeText,
    ColourHex,
    CountUnits,
    Currency,
    FreeText,
    Gtin,
    InstantMs,
    LabelText,
    Latitude,
    Longitude,
    NameOrAll,
    NameText,
    Pin,
    PlainName,
    PositionUnits,
    Postcode,
    PriceCents,
    Record,
)

MAX_WEIGHT_G = 70_000


MAX_BIN_ROOM = 9_999


class LocationRecord(Record, frozen=True):
    """A store, a warehouse, a corner in somebody else's house, a partner's place, a marketplace's warehouse.

    `opening` reads like "mo-sa 10:00-19:30". Which kinds orders are sent to is the chain's to say
    (`/v1/sourcing/rules`); the stock of the others is seen, and nobody is promised it.
    """

    code: CodeText
    name: NameText
    kind: Literal["store", "warehouse", "corner", "partner", "marketplace"]
    latitude: Latitude
    longitude: Longitude
    street: FreeText = ""
    postcode: Postcode = ""
    city: LabelText = ""
    timezone: CodeText = "Europe/Paris"
    opening: FreeText = ""
    capacity_per_hour: Annotated[int, Meta(ge=0, le=100_000)] = 12
    is_open: bool = True


class ArticleRecord(Record, frozen=True):
    """A sellable variant: a style in one size and colour. `style` groups the variants. `content` is how much
    is in one that is sold by measure, net, in `content_unit`."""

    sku: CodeText
    gtin: Gtin
    style: CodeText
    name: NameText
    brand: LabelText = ""
    category: LabelText = ""
    size: LabelText = ""
    colour: LabelText = ""
    colour_hex: ColourHex = ""
    is_serialised: bool = False
    tax_rate_bp: Annotated[int, Meta(ge=0, le=10_000)] = 2000
    weight_g: Annotated[int, Meta(ge=0, le=MAX_WEIGHT_G)] = 0
    content: Annotated[int, Meta(ge=0, le=MOST_CONTENT)] = 0
    content_unit: Literal["", "g", "ml", "cm", "cm2", "piece"] = ""

    def __post_init__(self) -> None:
        if bool(self.content) != bool(self.content_unit):
            raise ValueError("content and content_unit go together")


class PriceRecord(Record, frozen=True):
    """A price from an instant on; the newest one that has begun is the price."""

    sku: CodeText
    valid_from: InstantMs
    price_cents: PriceCents
    currency: Currency = "EUR"
    kind: Literal["regular", "markdown"] = "regular"


class PositionRecord(Record, frozen=True):
    """What a location has of an article, in units. `sellable` below zero is what a till may report."""

    sku: CodeText
    location: CodeText
    sellable: PositionUnits
    display: CountUnits = 0
    damaged: CountUnits = 0
    safety: CountUnits = 0
    counted_at: InstantMs = 0


class PieceRecord(Record, frozen=True):
    """One serialised unit at a location, counted in the bucket that it lies in."""

    sku: CodeText
    serial: CodeText
    location: CodeText
    bucket: Literal["sellable", "display", "damaged"] = "sellable"


class PlaceRecord(Record, frozen=True):
    """Where an article stands in a store."""

    location: CodeText
    sku: CodeText
    zone: LabelText
    aisle: LabelText
    shelf: LabelText


class BinRecord(Record, frozen=True):
    """A bin for parcels that wait for their customer; `room`: how many articles it holds, 0 for not said.
    Without it what was said before holds."""

    location: CodeText
    code: CodeText
    room: Annotated[int, Meta(ge=0, le=MAX_BIN_ROOM)] | None = None


class CarrierRecord(Record, frozen=True):
    """A service of a carrier that calls at a location, once a day at `closes`; lower ranks come first.
    `delivers_days`: it tells within so many days that a parcel was delivered; 0: not said, and the chain's
    `silent_carrier_days` hold."""

    location: CodeText
    carrier: CodeText
    service: CodeText
    name: PlainName
    service_name: LabelText = ""
    closes: Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] = "17:00"
    most_g: Annotated[int, Meta(ge=1, le=MAX_WEIGHT_G)] = 30_000
    rank: Annotated[int, Meta(ge=0, le=1_000)] = 0
    delivers_days: Annotated[int, Meta(ge=0, le=60)] = 0


class StaffRecord(Record, frozen=True):
    """A person at a location. The PIN is plain here; the import keeps only its argon2id verifier.

    Without a PIN, as in an export, somebody who is known keeps theirs. `is_revoked`: they have left; false
    brings nobody back.
    """

    location: CodeText
    id: CodeText
    name: NameText
    role: Literal["associate", "manager", "regional_manager", "administrator"]
    badge: LabelText
    pin: Pin | None = None
    is_revoked: bool = False


class PermissionRecord(Record, frozen=True):
    """One permission of one person: granted, withdrawn, or again as the role has it."""

    staff: CodeText
    permission: Permission
    setting: Literal["granted", "withdrawn", "role"]


class RuleRecord(Record, frozen=True):
    """What a channel may promise of an article at a location; an empty name stands for all of them.

    All but `threshold` units; `pool` units are kept for it from the other channels; nothing unless `is_open`.
    """

    channel: Literal["", "web", "marketplace", "store", "telephone"] = ""
    location: NameOrAll = ""
    sku: NameOrAll = ""
    threshold: CountUnits = 0
    pool: CountUnits = 0
    is_open: bool = True


class ArrivalRecord(Record, frozen=True):
    """Units on their way to a location, due at an instant; 0 units take it off."""

    id: PlainName
    sku: PlainName
    location: PlainName
    quantity: CountUnits
    due_at: InstantMs


class QuotaRecord(Record, frozen=True):
    """So many units of an article may be sold beyond what there is; `due_at` 0 if nobody knows."""

    sku: PlainName
    kind: Literal["preorder", "backorder"]
    quantity: CountUnits
    due_at: InstantMs = 0
    channel: Literal["", "web", "marketplace", "store", "telephone"] = ""


KINDS: MappingProxyType[str, type[Record]] = MappingProxyType(
    {
        "locations": LocationRecord,
        "articles": ArticleRecord,
        "prices": PriceRecord,
        "bins": BinRecord,
        "carriers": CarrierRecord,
        "staff": StaffRecord,
        "permissions": PermissionRecord,
        "positions": PositionRecord,
        "pieces": PieceRecord,
        "places": PlaceRecord,
        "availability_rules": RuleRecord,
        "arrivals": ArrivalRecord,
        "quotas": QuotaRecord,
        "orders": OrderRecord,
    }
)
"""The kinds by the name of their file (``<kind>.jsonl``), in the order in which they can be imported."""

ALSO_CALLED: Mapping[str, str] = MappingProxyType({"stores": "locations", "stock": "positions"})
"""What a chain calls some of them."""


def kind_called(name: str) -> str:
    """The kind that a name means."""
    return ALSO_CALLED.get(name, name)
