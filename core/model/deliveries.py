"""What comes in by truck: deliveries, their cartons, what is expected and has come; transfers."""

from __future__ import annotations

from sqlalchemy import Boolean, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import CORE_ONLY, HOME_STORE, Base, Code, InstantColumn, Json, Key, Text, home, refers_to
from core.rules.delivery import LineUnits


class Delivery(Base):
    """What one truck brings to a store from one sender. `number` is the sender's; `transfer_id` whose goods
    they are, where another store sends them on request."""

    __tablename__ = "delivery"
    __table_args__ = (
        Index("ix_delivery_location_id", "location_id", "state"),
        Index("ix_delivery_state", "state", "id", info=CORE_ONLY),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    location_id: Mapped[int]
    number: Mapped[Code]
    kind: Mapped[Code]
    state: Mapped[Code]
    state_at: Mapped[InstantColumn]
    origin: Mapped[Text] = mapped_column(default="")
    transfer_id: Mapped[Key] = mapped_column(default="")
    due_at: Mapped[InstantColumn] = mapped_column(default=0)
    created_at: Mapped[InstantColumn]


class Carton(Base):
    """A carton by the number on it, an SSCC or the sender's own. `is_announced` unless it came unexpected.
    `journey` is the one on which it was received, of the parcel that has its number."""

    __tablename__ = "carton"
    __table_args__ = (
        Index("ix_carton_delivery_id", "delivery_id"),
        Index("ix_carton_number", "number"),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    delivery_id: Mapped[Key] = mapped_column(refers_to("delivery.id"))
    number: Mapped[Code]
    state: Mapped[Code]
    is_announced: Mapped[bool] = mapped_column(Boolean, default=True)
    received_at: Mapped[InstantColumn | None]
    received_by: Mapped[Key | None]
    journey: Mapped[int] = mapped_column(default=0)


class DeliveryLine(Base):
    """An article of a delivery, in one carton or in none, with what receiving it needs.

    `expected` units were announced, `received` have come, `damaged` ones among them; `missing` were given up
    when the receipt was finished. `serials` were announced, `received_serials` have come.
    """

    __tablename__ = "delivery_line"
    __table_args__ = (Index("ix_delivery_line_delivery_id", "delivery_id"), home(HOME_STORE))

    id: Mapped[Key] = mapped_column(primary_key=True)
    delivery_id: Mapped[Key] = mapped_column(refers_to("delivery.id"))
    carton_id: Mapped[Key] = mapped_column(default="")
    line_no: Mapped[int]
    article_id: Mapped[int]
    expected: Mapped[int] = mapped_column(default=0)
    received: Mapped[int] = mapped_column(default=0)
    damaged: Mapped[int] = mapped_column(default=0)
    missing: Mapped[int] = mapped_column(default=0)
    serials: Mapped[Json] = mapped_column(default=list)
    received_serials: Mapped[Json] = mapped_column(default=list)
    sku: Mapped[Code] = mapped_column(default="")
    gtin: Mapped[Code] = mapped_column(default="")
    name: Mapped[Text] = mapped_column(default="")
    size: Mapped[Code] = mapped_column(default="")
    colour: Mapped[Code] = mapped_column(default="")
    colour_hex: Mapped[Code] = mapped_column(default="")
    is_serialised: Mapped[bool] = mapped_column(Boolean, default=False)

    def units(self) -> LineUnits:
        """The units as the rules know them."""
        return LineUnits(self.expected, self.received, self.damaged, self.missing)


class Transfer(Base):
    """Goods that this location asks another one for. `fulfilment_id` is what the other prepares for it."""

    __tablename__ = "transfer"
    __table_args__ = (
        Index("ix_transfer_location_id", "location_id", "state"),
        Index("ix_transfer_fulfilment_id", "fulfilment_id"),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    number: Mapped[Code]
    location_id: Mapped[int]
    from_location_id: Mapped[int]
    state: Mapped[Code]
    state_at: Mapped[InstantColumn]
    reason: Mapped[Text] = mapped_column(default="")
    requested_by: Mapped[Key]
    decided_by: Mapped[Key] = mapped_column(default="")
    decision: Mapped[Text] = mapped_column(default="")
    fulfilment_id: Mapped[Key] = mapped_column(default="")
    created_at: Mapped[InstantColumn]


class TransferLine(Base):
    """An article of a transfer, in units: asked for, sent by the other, received here. `settled` ones are on
    their way no more: they have come, or were given up."""

    __tablename__ = "transfer_line"
    __table_args__ = (Index("ix_transfer_line_transfer_id", "transfer_id"), home(HOME_STORE))

    id: Mapped[Key] = mapped_column(primary_key=True)
    transfer_id: Mapped[Key] = mapped_column(refers_to("transfer.id"))
    line_no: Mapped[int]
    article_id: Mapped[int]
    quantity: Mapped[int]
    sent: Mapped[int] = mapped_column(default=0)
    received: Mapped[int] = mapped_column(default=0)
    settled: Mapped[int] = mapped_column(default=0)
    name: Mapped[Text] = mapped_column(default="")
    size: Mapped[Code] = mapped_column(default="")
    colour: Mapped[Code] = mapped_column(default="")
