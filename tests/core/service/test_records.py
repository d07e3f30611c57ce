"""The bounds of what is imported, and of an order that a shop posts."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from core.service.order_records import OrderRecord
from core.service.records import ArticleRecord, StaffRecord


def order(**changes: Any) -> bytes:
    body: dict[str, Any] = {
        "channel": "web",
        "external_reference": "W1",
        "customer": {"name": "Hélène Petit", "email": "helene.petit@courriel.example"},
        "delivery": {"kind": "pickup", "location": "LYO-01"},
        "lines": [{"sku": "ROB1001-NOI-38", "quantity": 1, "unit_price_cents": 4999}],
    }
    return json.dumps(body | changes).encode()


def line(**changes: Any) -> dict[str, Any]:
    return {"sku": "ROB1001-NOI-38", "quantity": 1, "unit_price_cents": 4999} | changes


def test_an_order_with_nothing_but_the_needful_is_read() -> None:
    read = msgspec.json.decode(order(), type=OrderRecord)
    assert read.payment == "paid"
    assert read.lines[0].quantity == 1


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (order(lines=[line(quantity=0)]), "$.lines[0].quantity"),
        (order(lines=[line(quantity=1000)]), "$.lines[0].quantity"),
        (order(lines=[line(unit_price_cents=-1)]), "$.lines[0].unit_price_cents"),
        (order(lines=[line(quantity=1.5)]), "$.lines[0].quantity"),
        (order(lines=[]), "$.lines"),
        (order(lines=[line()] * 51), "$.lines"),
        (order(channel="pigeon"), "$.channel"),
        (order(payment="later"), "$.payment"),
        (order(note="x" * 401), "$.note"),
        (order(external_reference=""), "$.external_reference"),
        (order(customer={"name": ""}), "$.customer.name"),
        (order(customer={"name": "A", "email": "not an address"}), "$.customer.email"),
        (order(customer={"name": "A", "phone": "call me"}), "$.customer.phone"),
        (order(delivery={"kind": "pickup"}), "$.delivery"),
        (order(delivery={"kind": "home", "city": "Lyon"}), "$.delivery"),
        (
            order(delivery={"kind": "home", "city": "Lyon", "postcode": "69003", "latitude": 45.7}),
            "$.delivery",
        ),
        (order(note="before\0after"), "$.note"),
        (order(external_reference="W\x001"), "$.external_reference"),
        (order(money={"reference": "\0"}), "$.money.reference"),
        (order(surprise=1), "surprise"),
    ],
)
def test_what_lies_outside_the_bounds_is_refused_with_its_place(body: bytes, place: str) -> None:
    with pytest.raises(msgspec.ValidationError) as refusal:
        msgspec.json.decode(body, type=OrderRecord)
    assert place in str(refusal.value)


@pytest.mark.parametrize("gtin", ["", "123", "20790245296041234", "207902452960A"])
def test_a_gtin_has_8_or_12_to_14_digits(gtin: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"sku": "A", "gtin": gtin, "style": "A", "name": "A"}, ArticleRecord)


@pytest.mark.parametrize("pin", ["1234", "12345a", ""])
def test_a_pin_has_six_digits_or_more(pin: str) -> None:
    person = {"location": "A", "id": "A-1", "name": "A", "role": "associate", "badge": "", "pin": pin}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(person, StaffRecord)
