"""What store credits and gift cards have paid at a store's counter."""

from __future__ import annotations

from sqlalchemy import Boolean, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import HOME_STORE, Base, Code, InstantColumn, Key, Text, home


class CreditUse(Base):
    """A credit has paid so much for what has left with the customer, in the aggregate of the deed.

    `taken_cents` is what the core's ledger has given for it, and never more than `cents`; None on a
    workstation, until the core has heard of it: so long it counts against the balance that is known there.
    """

    __tablename__ = "credit_use"
    __table_args__ = (
        Index("ix_credit_use_aggregate", "aggregate"),
        Index("ix_credit_use_number", "number"),
        Index("ix_credit_use_location_id", "location_id", "at"),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    aggregate: Mapped[Text]
    number: Mapped[Code]
    location_id: Mapped[int]
    cents: Mapped[int]
    taken_cents: Mapped[int | None]
    at: Mapped[InstantColumn]
    used_by: Mapped[Key]
    device_id: Mapped[Key]
    is_offline: Mapped[bool] = mapped_column(Boolean, default=False)
