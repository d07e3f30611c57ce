"""Builders of the core's world. Each adds rows to an open unit of work and returns what was made."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from core.model import (
    Article,
    Customer,
    Device,
    Fulfilment,
    FulfilmentLine,
    Location,
    Movement,
    Order,
    OrderLine,
    Staff,
)
from core.orchestration import UnitOfWork
from core.rules.ids import derive
from core.rules.pickup import code_digest
from core.rules.stock import MovementKind
from core.rules.time import DAY_MS, HOUR_MS
from core.wire import SigningKey

PICKUP_CODE = "482913"


def make_location(unit: UnitOfWork, code: str = "S1", **changes: Any) -> Location:
    """A store in Paris."""
    fields = {"name": f"Store {code}", "kind": "store", "latitude": 48.8566, "longitude": 2.3522}
    row = Location(code=code, **(fields | changes))
    unit.session.add(row)
    unit.session.flush()
    return row


def make_article(unit: UnitOfWork, sku: str = "SKU-1", **changes: Any) -> Article:
    """A navy jacket."""
    fields = {
        "gtin": "03012345678900",
        "style": "STYLE-1",
        "name": "Wool jacket",
        "brand": "Aubrac",
        "category": "jackets",
        "size": "40",
        "colour": "navy",
    }
    row = Article(sku=sku, **(fields | changes))
    unit.session.add(row)
    unit.session.flush()
    return row


def move(
    unit: UnitOfWork,
    kind: MovementKind,
    article: Article,
    location: Location,
    quantity: int,
    **changes: Any,
) -> Movement:
    """A movement in the core's ledger."""
    fields: dict[str, Any] = {"at": unit.at, "bucket": "sellable"}
    row = Movement(
        id=unit.ids.new(),
        kind=kind.value,
        article_id=article.id,
        location_id=location.id,
        quantity=quantity,
        **(fields | changes),
    )
    unit.ledger.append(row)
    return row


def make_position(unit: UnitOfWork, article: Article, location: Location, quantity: int = 10) -> None:
    """Stock on hand, by a receipt."""
    move(unit, MovementKind.RECEIVED, article, location, quantity)


def make_staff(unit: UnitOfWork, location: Location, name: str = "Camille", **changes: Any) -> Staff:
    """An associate."""
    fields = {
        "id": derive(f"staff:{location.code}", name),
        "role": "associate",
        "badge": f"B-{name}",
        "pin_verifier": "$argon2id$none",
        "verifier_expires_at": unit.at + 365 * DAY_MS,
    }
    row = Staff(location_id=location.id, name=name, **(fields | changes))
    unit.session.add(row)
    return row


def make_device(unit: UnitOfWork, location: Location, key: SigningKey, **changes: Any) -> Device:
    """An enrolled workstation; its token is `token-` and its id."""
    device_id = str(changes.pop("id", derive(f"device:{location.code}", key.public.hex())))
    fields = {
        "name": "Back room",
        "public_key": key.public,
        "token_digest": hashlib.sha256(f"token-{device_id}".encode()).hexdigest(),
        "enrolled_at": unit.at,
    }
    row = Device(id=device_id, location_id=location.id, **(fields | changes))
    unit.session.add(row)
    return row


def make_fulfilment(
    unit: UnitOfWork,
    location: Location,
    lines: Sequence[tuple[Article, int]],
    number: str = "W-1001",
    **changes: Any,
) -> Fulfilment:
    """An order to collect in the store with its fulfilment there, and the stock allocated to it."""
    order = _make_order(unit, lines, number)
    fields = {
        "kind": "pickup",
        "state": "proposed",
        "state_at": unit.at,
        "customer_name": "Jeanne Martin",
        "promised_at": unit.at + 2 * HOUR_MS,
        "created_at": unit.at,
        "pickup_code_digest": code_digest(order.id, PICKUP_CODE),
    }
    head = Fulfilment(
        id=derive(order.id, "fulfilment", location.id),
        order_id=order.id,
        order_number=number,
        location_id=location.id,
        **(fields | changes),
    )
    unit.session.add(head)
    for line_no, (article, quantity) in enumerate(lines, start=1):
        unit.session.add(
            FulfilmentLine(
                id=derive(head.id, "line", line_no),
                fulfilment_id=head.id,
                order_line_id=derive(order.id, "line", line_no),
                line_no=line_no,
                article_id=article.id,
                quantity=quantity,
                name=article.name,
                sku=article.sku,
                gtin=article.gtin,
                is_serialised=article.is_serialised,
            )
        )
        move(unit, MovementKind.ALLOCATED, article, location, quantity)
    return head


def _make_order(unit: UnitOfWork, lines: Sequence[tuple[Article, int]], number: str) -> Order:
    customer = Customer(id=derive(number, "customer"), name="Jeanne Martin", email="jeanne@example.org")
    order = Order(
        id=derive(number, "order"),
        number=number,
        channel="web",
        customer_id=customer.id,
        placed_at=unit.at,
    )
    unit.session.add_all([customer, order])
    for line_no, (article, quantity) in enumerate(lines, start=1):
        unit.session.add(
            OrderLine(
                id=derive(order.id, "line", line_no),
                order_id=order.id,
                line_no=line_no,
                article_id=article.id,
                quantity=quantity,
                unit_price_cents=12_900,
            )
        )
    return order
