"""What comes back and the money for it: returns with their lines, refunds, claims on sold units, credits."""

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
    UnitName,
    home,
    index_where,
    refers_to,
)


class Return(Base):
    """One customer's return at one store. No status is stored: it is rolled up from the lines.

    `sale_id` is empty for a slip (the sale was not found: it is looked for later) and for a return without
    proof of purchase (`has_proof` is false), which stays without. `is_with_store` until it is so old that its
    store's machines let go of it.
    """

    __tablename__ = "goods_return"
    __table_args__ = (
        Index("ix_goods_return_location_id", "location_id", "declared_at"),
        Index("ix_goods_return_number", "number"),
        Index("ix_goods_return_sale_id", "sale_id"),
        Index("ix_goods_return_customer_name", "customer_name", "declared_at", info=CORE_ONLY),
        Index("ix_goods_return_receipt_code", "receipt_code", info=CORE_ONLY),
        index_where(
            "ix_goods_return_declared_at", "declared_at", "id", where="is_with_store", info=CORE_ONLY
        ),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    number: Mapped[Code]
    location_id: Mapped[int]
    sale_id: Mapped[Key] = mapped_column(default="")
    receipt_code: Mapped[Code] = mapped_column(default="")
    customer_name: Mapped[Text] = mapped_column(default="")
    has_proof: Mapped[bool] = mapped_column(Boolean, default=True)
    declared_by: Mapped[Key]
    declared_device: Mapped[Key]
    declared_at: Mapped[InstantColumn]
    note: Mapped[Text] = mapped_column(default="")
    is_with_store: Mapped[bool] = mapped_column(Boolean, default=True)


class ReturnLine(Base):
    """Units of one sold line that come back. `units` are their places on it (empty on a slip).

    `ground`, `why`, `until` and `fee_cents` are the policy's verdict on the day on which it was declared, and
    again once it is graded; `override_by` who took it back all the same. `received` of its units are here,
    `disposed` of them have gone on.
    """

    __tablename__ = "return_line"
    __table_args__ = (
        Index("ix_return_line_return_id", "return_id"),
        Index("ix_return_line_sale_line_id", "sale_line_id"),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    return_id: Mapped[Key] = mapped_column(refers_to("goods_return.id"))
    line_no: Mapped[int]
    sale_line_id: Mapped[Key] = mapped_column(default="")
    article_id: Mapped[int]
    sku: Mapped[Code] = mapped_column(default="")
    gtin: Mapped[Code] = mapped_column(default="")
    name: Mapped[Text] = mapped_column(default="")
    category: Mapped[Code] = mapped_column(default="")
    size: Mapped[Code] = mapped_column(default="")
    colour: Mapped[Code] = mapped_column(default="")
    exclusion: Mapped[Code] = mapped_column(default="")
    quantity: Mapped[int]
    units: Mapped[Json] = mapped_column(default=list)
    serial: Mapped[Code] = mapped_column(default="")
    reason: Mapped[Code]
    state: Mapped[Code]
    state_at: Mapped[InstantColumn]
    ground: Mapped[Code] = mapped_column(default="none")
    why: Mapped[Code] = mapped_column(default="")
    until: Mapped[InstantColumn] = mapped_column(default=0)
    refund_by: Mapped[InstantColumn | None]
    fee_cents: Mapped[int] = mapped_column(default=0)
    may_override: Mapped[bool] = mapped_column(Boolean, default=False)
    override_by: Mapped[Key] = mapped_column(default="")
    override_reason: Mapped[Text] = mapped_column(default="")
    received: Mapped[int] = mapped_column(default=0)
    condition: Mapped[Code] = mapped_column(default="")
    answers: Mapped[Json] = mapped_column(default=dict)
    photo: Mapped[Code] = mapped_column(default="")
    disposed: Mapped[int] = mapped_column(default=0)
    disposition: Mapped[Code] = mapped_column(default="")
    disposition_reason: Mapped[Text] = mapped_column(default="")


class Refund(Base):
    """Money that goes back. `parts` is a list of [means, cents, cents done]; `units` what it is for.

    `tax` is the tax within it, by rate in basis points, as [rate, cents]. `refund_id` is drawn by the
    workstation; `credit_number` comes from its leased block, so that a receipt printed offline carries it.
    `exchange` is what the customer takes instead: [article, quantity, price in cents each, and a
    piece's serial number]; `kept` what of
    the means paid with stays with the chain for it: [means, cents]. `is_exchange_out`: the customer has it,
    and has paid the rest as `paid_here` says: [means, cents, and what it is called].

    `sending` says where it goes, if it is not taken along (`core.rules.exchange_sending.Sending`), and what
    the core has made of that: `order_id`, `order_number`, or why not: `failed`. It is empty otherwise.

    `told` is what the core has counted around it over all stores (`core.rules.return_signals.Told`).
    """

    __tablename__ = "refund"
    __table_args__ = (
        Index("ix_refund_return_id", "return_id"),
        Index("ix_refund_location_id", "location_id", "state"),
        Index("ix_refund_sale_id", "sale_id"),
        Index("ix_refund_approved_by", "approved_by", "approved_at"),
        Index("ix_refund_state", "state", "id", info=CORE_ONLY),
        Index("ix_refund_proposed_by", "proposed_by", "proposed_at", info=CORE_ONLY),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    return_id: Mapped[Key] = mapped_column(refers_to("goods_return.id"))
    number: Mapped[Code] = mapped_column(default="")
    location_id: Mapped[int]
    sale_id: Mapped[Key] = mapped_column(default="")
    kind: Mapped[Code] = mapped_column(default="return")
    state: Mapped[Code]
    state_at: Mapped[InstantColumn]
    need: Mapped[Code] = mapped_column(default="manager")
    total_cents: Mapped[int]
    fee_cents: Mapped[int] = mapped_column(default=0)
    currency: Mapped[Code] = mapped_column(default="EUR")
    parts: Mapped[Json] = mapped_column(default=list)
    units: Mapped[Json] = mapped_column(default=list)
    tax: Mapped[Json] = mapped_column(default=list)
    exchange: Mapped[Json] = mapped_column(default=list)
    kept: Mapped[Json] = mapped_column(default=list)
    is_exchange_out: Mapped[bool] = mapped_column(Boolean, default=False)
    sending: Mapped[Json] = mapped_column(default=dict)
    to_pay_cents: Mapped[int] = mapped_column(default=0)
    paid_here: Mapped[Json] = mapped_column(default=list)
    credit_number: Mapped[Code] = mapped_column(default="")
    proposed_by: Mapped[Key]
    proposed_device: Mapped[Key]
    proposed_at: Mapped[InstantColumn]
    is_offline: Mapped[bool] = mapped_column(Boolean, default=False)
    note: Mapped[Text] = mapped_column(default="")
    approved_by: Mapped[Key] = mapped_column(default="")
    approved_device: Mapped[Key] = mapped_column(default="")
    approved_at: Mapped[InstantColumn] = mapped_column(default=0)
    signature: Mapped[Text] = mapped_column(default="")
    question: Mapped[Text] = mapped_column(default="")
    answer: Mapped[Text] = mapped_column(default="")
    decision: Mapped[Text] = mapped_column(default="")
    failure: Mapped[Code] = mapped_column(default="")
    told: Mapped[Json] = mapped_column(default=dict)


class RefundClaim(Base):
    """A sold unit is taken for a refund. On the core one unit is claimed once (`ux_refund_claim_unit_id`).

    A workstation may know two for a moment, of its own and of a colleague's; it has the key of both.
    """

    __tablename__ = "refund_claim"
    __table_args__ = (
        Index("ux_refund_claim_unit_id", "unit_id", unique=True, info=CORE_ONLY),
        Index("ix_refund_claim_sale_id", "sale_id"),
        Index("ix_refund_claim_refund_id", "refund_id"),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    unit_id: Mapped[UnitName]
    sale_id: Mapped[Key]
    return_id: Mapped[Key]
    refund_id: Mapped[Key]
    cents: Mapped[int]


class CashPayout(Base):
    """Cash that has left the till for a refund: who gave it, when, and whether the line was cut.

    What a store and a person may give on one day is summed up over these.
    """

    __tablename__ = "cash_payout"
    __table_args__ = (
        Index("ix_cash_payout_location_id", "location_id", "at"),
        Index("ix_cash_payout_return_id", "return_id"),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    return_id: Mapped[Key]
    refund_id: Mapped[Key]
    location_id: Mapped[int]
    cents: Mapped[int]
    at: Mapped[InstantColumn]
    paid_by: Mapped[Key]
    device_id: Mapped[Key]
    is_offline: Mapped[bool] = mapped_column(Boolean, default=False)


class RefundPart(Base):
    """One execution by the core: so many cents by one means, under a key that makes it happen once.

    `due_at` is when it is to be tried, or asked about, next; None once it is over. `is_unsure`: a request of
    it may have come through, and was never answered. `went_as` is what the payment service calls the one
    that went, or came back. `payment_place` is that of the payment to which it goes back (`PaymentClaim`).
    """

    __tablename__ = "refund_part"
    __table_args__ = (
        Index("ix_refund_part_refund_id", "refund_id"),
        Index("ix_refund_part_reference", "reference"),
        index_where("ix_refund_part_due_at", "due_at", where="due_at IS NOT NULL"),
        home(HOME_CORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    refund_id: Mapped[Key] = mapped_column(refers_to("refund.id"))
    place: Mapped[int]
    round_no: Mapped[int] = mapped_column(default=0)
    means: Mapped[Code]
    cents: Mapped[int]
    done_cents: Mapped[int] = mapped_column(default=0)
    state: Mapped[Code]
    reference: Mapped[Text] = mapped_column(default="")
    first_sent_at: Mapped[InstantColumn] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[InstantColumn | None]
    failure: Mapped[Code] = mapped_column(default="")
    is_unsure: Mapped[bool] = mapped_column(Boolean, default=False)
    went_as: Mapped[Text] = mapped_column(default="")
    payment_place: Mapped[int] = mapped_column(default=-1)


class StoreCredit(Base):
    """A store credit or a gift card (`kind`): its balance is the sum of its entries, and never below zero."""

    __tablename__ = "store_credit"
    __table_args__ = (
        Index("ix_store_credit_refund_id", "refund_id"),
        index_where("ix_store_credit_expires_at", "expires_at", where="balance_cents > 0", info=CORE_ONLY),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    number: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[Code] = mapped_column(default="store_credit")
    location_id: Mapped[int]
    refund_id: Mapped[Key] = mapped_column(default="")
    customer_name: Mapped[Text] = mapped_column(default="")
    currency: Mapped[Code] = mapped_column(default="EUR")
    balance_cents: Mapped[int]
    issued_at: Mapped[InstantColumn]
    expires_at: Mapped[InstantColumn]


class CreditEntry(Base):
    """One line of a credit's ledger, named after what caused it: the same cause never counts twice."""

    __tablename__ = "credit_entry"
    __table_args__ = (Index("ix_credit_entry_credit_id", "credit_id"), home(HOME_CORE))

    id: Mapped[Key] = mapped_column(primary_key=True)
    credit_id: Mapped[Key] = mapped_column(refers_to("store_credit.id"))
    kind: Mapped[Code]
    cents: Mapped[int]
    at: Mapped[InstantColumn]
    cause: Mapped[Text] = mapped_column(default="")


class ReturnPolicyRow(Base):
    """What one store takes back (`core.rules.return_policy`), as JSON; without a row the usual policy."""

    __tablename__ = "return_policy"
    __table_args__ = home(HOME_STORE)

    location_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    policy: Mapped[Json]
    set_by: Mapped[Key] = mapped_column(default="")
    set_at: Mapped[InstantColumn] = mapped_column(default=0)
