"""What was sold, so that it can be brought back: receipts of the tills, and web orders that customers have.

A unit of a line has no row: it is named by its line and its place (`core.rules.refund_money.unit_id`), and
what was paid for it follows from what was paid for the line.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import (
    CORE_ONLY,
    HOME_CORE,
    HOME_STORE,
    Base,
    Code,
    InstantColumn,
    Json,
    Key,
    Text,
    home,
    index_where,
    refers_to,
)


class Sale(Base):
    """A receipt, or an order of which something has reached its customer.

    `receipt_code` is what is read on the receipt, or the order's number. `means` is what it was paid with: a
    list of [means, cents]. `is_with_store` until it is so old that its store's machines let go of it.
    """

    __tablename__ = "sale"
    __table_args__ = (
        Index("ix_sale_receipt_code", "receipt_code"),
        Index("ix_sale_card_last4", "card_last4", "sold_at"),
        Index("ix_sale_order_id", "order_id"),
        Index("ix_sale_customer_id", "customer_id", info=CORE_ONLY),
        index_where("ix_sale_sold_at", "sold_at", "id", where="is_with_store", info=CORE_ONLY),
        Index("ix_sale_day", "sold_at", info=CORE_ONLY),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    kind: Mapped[Code]
    receipt_code: Mapped[Code]
    location_id: Mapped[int]
    channel: Mapped[Code] = mapped_column(default="store")
    sold_at: Mapped[InstantColumn]
    delivered_at: Mapped[InstantColumn | None]
    order_id: Mapped[Key] = mapped_column(default="")
    customer_id: Mapped[Key] = mapped_column(default="")
    customer_name: Mapped[Text] = mapped_column(default="")
    tier: Mapped[Code] = mapped_column(default="")
    card_last4: Mapped[Code] = mapped_column(default="")
    currency: Mapped[Code] = mapped_column(default="EUR")
    delivery_cents: Mapped[int] = mapped_column(default=0)
    means: Mapped[Json] = mapped_column(default=list)
    is_with_store: Mapped[bool] = mapped_column(Boolean, default=True)


class SaleLine(Base):
    """Units of one article: at `list_cents` together, for which `paid_cents` were paid after promotions.

    `serials` are the serial numbers of its units, by place. `exclusion`: hygiene, personalised, final_sale.
    """

    __tablename__ = "sale_line"
    __table_args__ = (
        Index("ix_sale_line_sale_id", "sale_id"),
        Index("ix_sale_line_article_id", "article_id"),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    sale_id: Mapped[Key] = mapped_column(refers_to("sale.id"))
    line_no: Mapped[int]
    article_id: Mapped[int]
    sku: Mapped[Code] = mapped_column(default="")
    gtin: Mapped[Code] = mapped_column(default="")
    name: Mapped[Text] = mapped_column(default="")
    category: Mapped[Code] = mapped_column(default="")
    size: Mapped[Code] = mapped_column(default="")
    colour: Mapped[Code] = mapped_column(default="")
    quantity: Mapped[int]
    list_cents: Mapped[int]
    paid_cents: Mapped[int]
    tax_rate_bp: Mapped[int] = mapped_column(default=2000)
    sale_type: Mapped[Code] = mapped_column(default="in_store")
    exclusion: Mapped[Code] = mapped_column(default="")
    serials: Mapped[Json] = mapped_column(default=list)


class SalePayment(Base):
    """What the core keeps of a payment: the provider's name for it, for a refund to the same card. Stores
    hear of it only where a person must say to which of several cards money went: then a case of theirs names
    them (`core.orchestration.perhaps_paid.cards_of`). The name pays nobody without the provider's own key.

    A sale may have several, of one means too: each by its `place`, with what it took. What was paid and no
    provider has a name for has no row.
    """

    __tablename__ = "sale_payment"
    __table_args__ = (Index("ix_sale_payment_reference", "reference"), home(HOME_CORE))

    sale_id: Mapped[Key] = mapped_column(refers_to("sale.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    means: Mapped[Code]
    cents: Mapped[int]
    reference: Mapped[Text]


class PaymentClaim(Base):
    """So much of one payment is a refund's: one claim for each payment that a part of it goes back to.

    `use` is `back` for money that goes back, `kept` for what stays with the chain for an exchange; `place` is
    that of the part among the refund's, or of what is kept. `payment_place` is that of the payment, -1 for
    what no payment is known for by name.
    """

    __tablename__ = "payment_claim"
    __table_args__ = (Index("ix_payment_claim_sale_id", "sale_id"), home(HOME_CORE))

    refund_id: Mapped[Key] = mapped_column(refers_to("refund.id"), primary_key=True)
    use: Mapped[Code] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    payment_place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sale_id: Mapped[Key] = mapped_column(default="")
    cents: Mapped[int]


class SaleShare(Base):
    """A sale of elsewhere that a store has asked for: it travels there as if it were its own."""

    __tablename__ = "sale_share"
    __table_args__ = home(HOME_CORE)

    sale_id: Mapped[Key] = mapped_column(refers_to("sale.id"), primary_key=True)
    location_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    asked_by: Mapped[Key] = mapped_column(default="")
    asked_at: Mapped[InstantColumn]


class SaleQuestion(Base):
    """Somebody of a store has asked for a sale of anywhere: who, on which device, by what (`receipt`, `card`,
    `piece`, `article`, `customer`), and how many were found. What was asked for is not kept: it may be a
    name."""

    __tablename__ = "sale_question"
    __table_args__ = (Index("ix_sale_question_asked_at", "asked_at"), home(HOME_CORE))

    id: Mapped[Key] = mapped_column(primary_key=True)
    location_id: Mapped[int]
    device_id: Mapped[Key]
    asked_by: Mapped[Key]
    asked_at: Mapped[InstantColumn]
    by: Mapped[Code]
    found: Mapped[int]


class SaleName(Base):
    """By whose name a sale can be found: its words, folded and sorted. Only sales of which a name is known
    have a row, and it goes with the name."""

    __tablename__ = "sale_name"
    __table_args__ = (Index("ix_sale_name_words", "words", "sold_at"), home(HOME_CORE))

    sale_id: Mapped[Key] = mapped_column(refers_to("sale.id"), primary_key=True)
    words: Mapped[Text]
    sold_at: Mapped[InstantColumn]


class SaleDue(Base):
    """Something of an order has reached its customer, and its sale is to be written down: by a timer, so that
    the hand-over itself has nothing to read for it."""

    __tablename__ = "sale_due"
    __table_args__ = home(HOME_CORE)

    command_id: Mapped[Key] = mapped_column(primary_key=True)
    fulfilment_id: Mapped[Key]


class OrderMoney(Base):
    """What a shop told of an order's money besides its lines; only orders of which it did have a row.

    `reference` is the payment service's name for the payment, for a refund to the same card.
    """

    __tablename__ = "order_money"
    __table_args__ = home(HOME_CORE)

    order_id: Mapped[Key] = mapped_column(refers_to("orders.id"), primary_key=True)
    delivery_cents: Mapped[int] = mapped_column(default=0)
    reference: Mapped[Text] = mapped_column(default="")
    card_last4: Mapped[Code] = mapped_column(default="")
    tier: Mapped[Code] = mapped_column(default="")
