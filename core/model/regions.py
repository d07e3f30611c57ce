"""What the stores of one region know of each other's sales: units and amounts under a hash, and no names.

A row is one sale, as it stands: a workstation finds it by what is read on the receipt (`receipt_hash`), and
nobody reads the receipt out of it.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import (
    CORE_ONLY,
    HOME_CORE,
    HOME_REGION,
    Base,
    Code,
    InstantColumn,
    Json,
    Key,
    home,
    refers_to,
)

NOTHING_TOLD: Final = 2**53
"""How far back a store's sales have been told, where none are yet: `StoreRegion.filled_from`."""


class StoreRegion(Base):
    """The region that a store is of. `filled_from` is how far back its sales have been told to the region: 0
    once all of them are that are young enough."""

    __tablename__ = "store_region"
    __table_args__ = home(HOME_CORE)

    location_id: Mapped[int] = mapped_column(refers_to("location.id"), primary_key=True, autoincrement=False)
    region: Mapped[Code]
    filled_from: Mapped[InstantColumn] = mapped_column(default=0)


class RegionSale(Base):
    """A recent sale of one of a region's stores. `id` is the sale's; `body` a
    `core.commands.region_reading.RegionBody`: its lines, what was paid with what, and what has gone back."""

    __tablename__ = "region_sale"
    __table_args__ = (
        Index("ix_region_sale_receipt_hash", "receipt_hash"),
        Index("ix_region_sale_sold_at", "sold_at"),
        Index("ix_region_sale_location_id", "location_id", info=CORE_ONLY),
        home(HOME_REGION),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    region: Mapped[Code]
    location_id: Mapped[int]
    receipt_hash: Mapped[Code]
    sold_at: Mapped[InstantColumn]
    body: Mapped[Json]
