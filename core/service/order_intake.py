"""The one way in for orders: of the API, of a file, and of the demo."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import msgspec

from core.orchestration import Core, UnitOfWork
from core.orchestration.order_draft import DraftLine, OrderDraft
from core.orchestration.order_money import MoneyDraft, add_money
from core.orchestration.orders import place
from core.rules.errors import BadInput
from core.rules.order import PaymentState, SaleType
from core.rules.time import Instant
from core.service.idempotency import Answer, digest_of, once
from core.service.order_records import MAX_ORDER_LINES, OrderLineRecord, OrderRecord
from core.service.order_views import placed_answer

CREATED = 201
_QUANTITY_PLACE = re.compile(r"lines\[(\d+)\]\.quantity")

_decoder = msgspec.json.Decoder(OrderRecord)


def read_order(body: bytes) -> OrderRecord:
    """The order that a body says.

    Raises:
        BadInput: `bad_json`; `empty_order`, `absurd_quantity` (with the line); `bad_order` with the reason.
    """
    try:
        return _decoder.decode(body)
    except msgspec.ValidationError as error:
        raise refusal_of(str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput("bad_json", reason=str(error)) from error


def refusal_of(reason: str) -> BadInput:
    """What is wrong with an order, from what the decoder says of it."""
    quantity = _QUANTITY_PLACE.search(reason)
    if quantity and ("`int`" in reason and ("<=" in reason or ">=" in reason)):
        return BadInput("absurd_quantity", line=int(quantity[1]) + 1, reason=reason)
    if "length >= 1" in reason and "lines" in reason:
        return BadInput("empty_order", reason=reason)
    if "length <=" in reason and reason.rstrip("`").endswith("lines"):
        return BadInput("too_many_lines", limit=MAX_ORDER_LINES, reason=reason)
    return BadInput("bad_order", reason=reason)


def accept(core: Core, owner: str, key: str, record: OrderRecord) -> Answer:
    """Take an order in once for the key, and answer as the API does.

    Raises:
        BadInput: as `core.orchestration.orders.place`.
        Conflict: `idempotency_key_reused`.
    """
    return core.transact(lambda unit: accept_in(unit, owner, key, record))


def accept_in(unit: UnitOfWork, owner: str, key: str, record: OrderRecord) -> Answer:
    """The same, in a transaction that somebody else has opened."""
    return once(unit, owner, key, digest_of(record), partial(_place, record=record))


def _place(unit: UnitOfWork, record: OrderRecord) -> tuple[int, Any]:
    placed = place(unit, draft_of(record))
    keep_money_of(unit, placed.order_id, record)
    unit.session.flush()
    return CREATED, placed_answer(placed)


def keep_money_of(unit: UnitOfWork, order_id: str, record: OrderRecord) -> None:
    """Keep what the shop told of the order's money, if it did."""
    told = record.money
    if told is not None:
        add_money(unit, order_id, MoneyDraft(told.delivery_cents, told.reference, told.card_last4, told.tier))


def draft_of(record: OrderRecord) -> OrderDraft:
    """The order as the core takes it."""
    return OrderDraft(
        channel=record.channel,
        reference=record.external_reference,
        customer_name=record.customer.name,
        email=record.customer.email,
        phone=record.customer.phone,
        delivery_kind=record.delivery.kind,
        location=record.delivery.location,
        street=record.delivery.street,
        postcode=record.delivery.postcode,
        city=record.delivery.city,
        latitude=record.delivery.latitude,
        longitude=record.delivery.longitude,
        lines=[_line(line) for line in record.lines],
        note=record.note,
        payment=PaymentState(record.payment),
        currency=record.currency,
        placed_at=None if record.placed_at is None else Instant(record.placed_at),
        promised_at=None if record.promised_at is None else Instant(record.promised_at),
        reservation=record.reservation,
        language=record.customer.language,
        carrier=record.delivery.carrier or "",
        service=record.delivery.service or "",
    )


def _line(record: OrderLineRecord) -> DraftLine:
    sale_type = None if record.sale_type is None else SaleType(record.sale_type)
    return DraftLine(record.sku, record.quantity, record.unit_price_cents, sale_type)
