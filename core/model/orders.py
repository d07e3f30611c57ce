"""Customers and what they ordered. No status is stored: it is rolled up (`core.rules.order`)."""

from __future__ import annotations

from sqlalchemy import Boolean, Float, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import (
    CORE_ONLY,
    HOME_CORE,
    HOME_STORE,
    Base,
    Code,
    InstantColumn,
    Key,
    Text,
    home,
    index_where,
    refers_to,
)


class Customer(Base):
    """Whom an order is for. Private: goes only to stores that have something of the customer's."""

    __tablename__ = "customer"
    __table_args__ = home(HOME_STORE)

    id: Mapped[Key] = mapped_column(primary_key=True)
    name: Mapped[Text]
    email: Mapped[Text] = mapped_column(default="")
    phone: Mapped[Code] = mapped_column(default="")


class Order(Base):
    """An order of any channel. Coordinates are where the customer is or wants it, in degrees, if known.

    `reference` is the number that its shop or marketplace has given it. `carrier` and `service` are those
    that its promise named to the customer; empty where it named none.
    """

    __tablename__ = "orders"
    __table_args__ = (
        Index("ix_orders_customer_id", "customer_id", info=CORE_ONLY),
        Index("ix_orders_reference", "reference"),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    number: Mapped[Code] = mapped_column(unique=True)
    reference: Mapped[Text] = mapped_column(default="")
    channel: Mapped[Code]
    customer_id: Mapped[Key] = mapped_column(refers_to("customer.id"))
    placed_at: Mapped[InstantColumn]
    confirmed_at: Mapped[InstantColumn | None]
    is_held: Mapped[bool] = mapped_column(Boolean, default=False)
    delivery_kind: Mapped[Code] = mapped_column(default="pickup")
    pickup_location_id: Mapped[int | None]
    street: Mapped[Text] = mapped_column(default="")
    postcode: Mapped[Code] = mapped_column(default="")
    city: Mapped[Text] = mapped_column(default="")
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    currency: Mapped[Code] = mapped_column(default="EUR")
    payment: Mapped[Code] = mapped_column(default="paid")
    note: Mapped[Text] = mapped_column(default="")
    carrier: Mapped[Code] = mapped_column(default="")
    service: Mapped[Code] = mapped_column(default="")


class OrderLine(Base):
    """An article and how many of it, at the price agreed. `unfillable` units have no source left to try."""

    __tablename__ = "order_line"
    __table_args__ = (
        Index("ix_order_line_order_id", "order_id"),
        index_where("ix_order_line_unfillable", "article_id", where="unfillable > 0", info=CORE_ONLY),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    order_id: Mapped[Key] = mapped_column(refers_to("orders.id"))
    line_no: Mapped[int]
    article_id: Mapped[int]
    quantity: Mapped[int]
    cancelled: Mapped[int] = mapped_column(default=0)
    unfillable: Mapped[int] = mapped_column(default=0)
    unit_price_cents: Mapped[int]
    tax_rate_bp: Mapped[int] = mapped_column(default=2000)
    sale_type: Mapped[Code] = mapped_column(default="distance")


class OrderTerms(Base):
    """What the centre remembers of an order and no store needs; only orders that have some of it have a row.

    `promised_at` is what the customer was told before its stores were; `pay_by` when it ends if it is not
    paid (None: it does not end by itself); `pickup_code_digest` what is kept of a code that was told while
    there was no fulfilment to keep it with; `language` what its customer is told in (empty: the chain's).
    """

    __tablename__ = "order_terms"
    __table_args__ = (
        index_where("ix_order_terms_pay_by", "pay_by", where="pay_by IS NOT NULL"),
        home(HOME_CORE),
    )

    order_id: Mapped[Key] = mapped_column(refers_to("orders.id"), primary_key=True)
    promised_at: Mapped[InstantColumn | None]
    pay_by: Mapped[InstantColumn | None]
    pickup_code_digest: Mapped[Code] = mapped_column(default="")
    language: Mapped[Code] = mapped_column(default="")
