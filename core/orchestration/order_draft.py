"""An order as it comes in, and the rows that it becomes."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from core.model import Article, Customer, Location, Order, OrderLine
from core.rules.ids import derive
from core.rules.order import Channel, PaymentState, SaleType
from core.rules.shipping import Named
from core.rules.time import Instant


class DraftLine(msgspec.Struct, frozen=True):
    """So many units of an article, at the price of one unit, tax included."""

    sku: str
    quantity: int
    unit_price_cents: int
    sale_type: SaleType | None = None


class OrderDraft(msgspec.Struct, frozen=True):
    """An order as it comes in, checked for its form only. `location` is the code of the store of a pickup,
    `reservation` what holds its stock already, `carrier` and `service` what its promise named."""

    channel: Channel
    reference: str
    customer_name: str
    delivery_kind: str
    lines: Sequence[DraftLine]
    email: str = ""
    phone: str = ""
    location: str | None = None
    street: str = ""
    postcode: str = ""
    city: str = ""
    latitude: float | None = None
    longitude: float | None = None
    note: str = ""
    payment: PaymentState = PaymentState.PAID
    currency: str = "EUR"
    placed_at: Instant | None = None
    promised_at: Instant | None = None
    reservation: str | None = None
    language: str = ""
    carrier: str = ""
    service: str = ""

    @property
    def named(self) -> Named | None:
        """The service that was promised, if one was."""
        return Named(self.carrier, self.service) if self.carrier else None


def customer_row(order_id: str, draft: OrderDraft) -> Customer:
    return Customer(
        id=derive(order_id, "customer"), name=draft.customer_name, email=draft.email, phone=draft.phone
    )


def order_row(
    order_id: str,
    number: str,
    draft: OrderDraft,
    store: Location | None,
    customer: Customer,
    placed_at: Instant,
) -> Order:
    return Order(
        id=order_id,
        number=number,
        reference=draft.reference,
        channel=draft.channel.value,
        customer_id=customer.id,
        placed_at=placed_at,
        confirmed_at=None if draft.payment is PaymentState.PENDING else placed_at,
        delivery_kind=draft.delivery_kind,
        pickup_location_id=store.id if store else None,
        street=draft.street,
        postcode=draft.postcode,
        city=draft.city,
        latitude=draft.latitude,
        longitude=draft.longitude,
        currency=draft.currency,
        payment=draft.payment.value,
        note=draft.note,
        carrier=draft.carrier,
        service=draft.service,
    )


def line_row(order: Order, number: int, line: DraftLine, article: Article) -> OrderLine:
    usual = SaleType.IN_STORE if order.channel == Channel.STORE else SaleType.DISTANCE
    return OrderLine(
        id=derive(order.id, "line", number),
        order_id=order.id,
        line_no=number,
        article_id=article.id,
        quantity=line.quantity,
        unit_price_cents=line.unit_price_cents,
        tax_rate_bp=article.tax_rate_bp,
        sale_type=(line.sale_type or usual).value,
    )
