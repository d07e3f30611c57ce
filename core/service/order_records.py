"""An order as a web shop or a marketplace sends it: the body of ``POST /v1/orders``, and a line of a file."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from core.rules.order import Channel
from core.service.record_types import (
    NO_NUL,
    CodeText,
    Currency,
    Email,
    FreeText,
    InstantMs,
    LabelText,
    Latitude,
    LineUnits,
    Longitude,
    NameText,
    Phone,
    Postcode,
    PriceCents,
    Record,
)

MAX_ORDER_LINES = 50
"""More lines than that are several orders."""


class CustomerRecord(Record, frozen=True):
    """Who ordered, how to reach them, and in which language (the chain's, if it is not said)."""

    name: NameText
    email: Email = ""
    phone: Phone = ""
    language: Literal["", "fr", "en"] = ""


class DeliveryRecord(Record, frozen=True):
    """Where the goods go: to be picked up at `location`, or to the address's town.

    A pickup names its location; a delivery at home has postcode and city, and both coordinates or neither.
    `carrier` and `service` are what the customer was promised, by the codes under which they call at the
    locations; a carrier alone means any of its services.
    """

    kind: Literal["pickup", "home"]
    location: CodeText | None = None
    street: FreeText = ""
    postcode: Postcode = ""
    city: LabelText = ""
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    carrier: CodeText | None = None
    service: CodeText | None = None

    def __post_init__(self) -> None:
        if self.carrier and self.kind == "pickup":
            raise ValueError("what is picked up names no carrier")
        if self.service and not self.carrier:
            raise ValueError("a service names its carrier")
        if self.kind == "pickup" and self.location is None:
            raise ValueError("a pickup needs its location")
        if self.kind == "home" and not (self.postcode and self.city):
            raise ValueError("a delivery at home needs postcode and city")
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("latitude and longitude go together")


class OrderLineRecord(Record, frozen=True):
    """Some units of one article, at the price of one unit that the customer was shown.

    `sale_type` decides the withdrawal period; without it, what is ordered in a store is a sale there, and all
    else at a distance (also what is collected and paid in a store).
    """

    sku: CodeText
    quantity: LineUnits
    unit_price_cents: PriceCents
    sale_type: Literal["distance", "in_store"] | None = None


class OrderMoneyRecord(Record, frozen=True):
    """What the shop knows of the order's money, for the day on which something comes back.

    `delivery_cents` is what the customer paid for delivery, tax included; `reference` the payment service's
    name for the payment; `tier` the customer's, as the rules for returns name it.
    """

    delivery_cents: PriceCents = 0
    reference: Annotated[str, Meta(max_length=200, pattern=NO_NUL)] = ""
    card_last4: Annotated[str, Meta(pattern=r"^([0-9]{4})?$")] = ""
    tier: LabelText = ""


class OrderRecord(Record, frozen=True):
    """An order as a web shop or a marketplace sends it.

    `external_reference` is the sender's own number. `placed_at` is when the customer ordered, `promised_at`
    what they were told; where they are None, the core says. An order whose payment is `pending` holds its
    stock until `POST /v1/orders/{number}/payment` says more. `reservation` is what holds its stock already.
    """

    channel: Channel
    external_reference: CodeText
    customer: CustomerRecord
    delivery: DeliveryRecord
    lines: Annotated[tuple[OrderLineRecord, ...], Meta(min_length=1, max_length=MAX_ORDER_LINES)]
    note: FreeText = ""
    payment: Literal["paid", "pay_in_store", "pending"] = "paid"
    currency: Currency = "EUR"
    placed_at: InstantMs | None = None
    promised_at: InstantMs | None = None
    reservation: CodeText | None = None
    money: OrderMoneyRecord | None = None
