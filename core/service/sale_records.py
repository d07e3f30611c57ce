"""Receipts as tills tell them: lines of an import, and the body of ``POST /v1/sales``."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from core.orchestration.sale_intake import SaleDraft, SoldDraft
from core.rules.refund import Means, Part
from core.rules.time import Instant
from core.service.record_types import (
    NO_NUL,
    CodeText,
    FreeText,
    InstantMs,
    LabelText,
    LineUnits,
    PriceCents,
    Record,
)

MAX_SALE_LINES = 200
MAX_MEANS = 10
MAX_SALES = 500

Last4 = Annotated[str, Meta(pattern=r"^([0-9]{4})?$")]
Serial = Annotated[str, Meta(min_length=1, max_length=64, pattern=NO_NUL)]


class MeansRecord(Record, frozen=True):
    """What was paid with one means. `reference` is the payment service's name for it, where a refund is to go
    back to the same card."""

    means: Means
    cents: Annotated[int, Meta(ge=1, le=100_000_000)]
    reference: Annotated[str, Meta(max_length=200, pattern=NO_NUL)] = ""


class SoldRecord(Record, frozen=True):
    """Units of one article: `cents` is their price together, tax included, less what was taken off it."""

    sku: CodeText
    quantity: LineUnits
    cents: PriceCents
    tax_rate_bp: Annotated[int, Meta(ge=0, le=10_000)] | None = None
    serials: Annotated[tuple[Serial, ...], Meta(max_length=999)] = ()
    exclusion: Literal["", "hygiene", "personalised", "final_sale"] = ""


class SaleRecord(Record, frozen=True):
    """A receipt. `discount_cents` was taken off the whole of it: it is spread over the lines, to the cent."""

    location: CodeText
    receipt: CodeText
    sold_at: InstantMs
    lines: Annotated[tuple[SoldRecord, ...], Meta(min_length=1, max_length=MAX_SALE_LINES)]
    means: Annotated[tuple[MeansRecord, ...], Meta(max_length=MAX_MEANS)]
    discount_cents: PriceCents = 0
    card_last4: Last4 = ""
    customer_name: FreeText = ""
    customer_id: LabelText = ""
    tier: LabelText = ""


class SalesBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Receipts, some at a time."""

    sales: Annotated[list[SaleRecord], Meta(min_length=1, max_length=MAX_SALES)]


def draft_of_sale(record: SaleRecord) -> SaleDraft:
    """The receipt as the core takes it."""
    return SaleDraft(
        location=record.location,
        receipt=record.receipt,
        sold_at=Instant(record.sold_at),
        lines=tuple(
            SoldDraft(one.sku, one.quantity, one.cents, one.tax_rate_bp, one.serials, one.exclusion)
            for one in record.lines
        ),
        means=tuple(Part(one.means, one.cents) for one in record.means),
        discount_cents=record.discount_cents,
        references=tuple(one.reference for one in record.means),
        card_last4=record.card_last4,
        customer_name=record.customer_name,
        customer_id=record.customer_id,
        tier=record.tier,
    )
