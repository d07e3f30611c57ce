"""What counters are about to take from a credit."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import HOME_CORE, Base, InstantColumn, Key, home, refers_to


class CreditHold(Base):
    """So many cents of a credit are held for a device that is about to take them, until `held_until` at
    most. The ledger alone says what is taken."""

    __tablename__ = "credit_hold"
    __table_args__ = home(HOME_CORE)

    credit_id: Mapped[Key] = mapped_column(refers_to("store_credit.id"), primary_key=True)
    device_id: Mapped[Key] = mapped_column(primary_key=True)
    cents: Mapped[int]
    held_until: Mapped[InstantColumn]
