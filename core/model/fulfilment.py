"""One location's share of an order, with all that preparing it needs: it stands without the network."""

from __future__ import annotations

from sqlalchemy import Boolean, Index, UniqueConstraint
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
from core.rules.quantities import LineQuantities


class Fulfilment(Base):
    """The head: whose, what kind, by when, where it stands, who is at it.

    Fulfilments of one `round_id` are picked in one walk, each into the `tote` of its number; without a round
    it is picked alone. `to_pay_cents` falls by what is paid, which stands in `paid_here` as [means, cents]
    and, where it is known, the payment service's name for it; `unpaid_lifted_by` has said that it may leave
    without, and why. A shipment goes by a `service` of a `carrier`, on its `manifest` once it has left.
    `collect_location_id` is the store where the customer comes for what another sends.
    """

    __tablename__ = "fulfilment"
    __table_args__ = (
        Index("ix_fulfilment_location_id", "location_id", "state"),
        Index("ix_fulfilment_order_id", "order_id"),
        Index("ix_fulfilment_state", "state", "id", info=CORE_ONLY),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    order_id: Mapped[Key]
    location_id: Mapped[int]
    kind: Mapped[Code]
    state: Mapped[Code]
    state_at: Mapped[InstantColumn]
    order_number: Mapped[Code]
    customer_name: Mapped[Text]
    note: Mapped[Text] = mapped_column(default="")
    to_pay_cents: Mapped[int] = mapped_column(default=0)
    currency: Mapped[Code] = mapped_column(default="EUR")
    promised_at: Mapped[InstantColumn]
    pickup_code_digest: Mapped[Code] = mapped_column(default="")
    destination: Mapped[Text] = mapped_column(default="")
    claimed_by: Mapped[Key | None]
    claimed_device: Mapped[Key | None]
    claimed_at: Mapped[InstantColumn | None]
    round_id: Mapped[Key] = mapped_column(default="")
    tote: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[InstantColumn]
    carrier: Mapped[Code] = mapped_column(default="")
    service: Mapped[Code] = mapped_column(default="")
    manifest: Mapped[Code] = mapped_column(default="")
    paid_here: Mapped[Json] = mapped_column(default=list)
    unpaid_lifted_by: Mapped[Key] = mapped_column(default="")
    unpaid_reason: Mapped[Text] = mapped_column(default="")
    collect_location_id: Mapped[int | None]


class FulfilmentLine(Base):
    """An article to pick. The quantities are the truth; the fulfilment's state follows from them. What is
    left of it `is_put_off` to the end of the walk, whatever was told short of it before.

    A line that `substitutes` another has an `agreement` with the customer (`core.rules.agreement`), since
    `agreement_at`; it is picked once they have agreed.
    """

    __tablename__ = "fulfilment_line"
    __table_args__ = (
        Index("ix_fulfilment_line_fulfilment_id", "fulfilment_id"),
        index_where("ix_fulfilment_line_asked", "agreement_at", where="agreement = 'asked'", info=CORE_ONLY),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    fulfilment_id: Mapped[Key] = mapped_column(refers_to("fulfilment.id"))
    order_line_id: Mapped[Key]
    line_no: Mapped[int]
    article_id: Mapped[int]
    quantity: Mapped[int]
    picked: Mapped[int] = mapped_column(default=0)
    short: Mapped[int] = mapped_column(default=0)
    short_reason: Mapped[Code] = mapped_column(default="")
    is_put_off: Mapped[bool] = mapped_column(Boolean, default=False)
    handed_over: Mapped[int] = mapped_column(default=0)
    put_back: Mapped[int] = mapped_column(default=0)
    serials: Mapped[Json] = mapped_column(default=list)
    sku: Mapped[Code] = mapped_column(default="")
    gtin: Mapped[Code] = mapped_column(default="")
    name: Mapped[Text] = mapped_column(default="")
    category: Mapped[Code] = mapped_column(default="")
    size: Mapped[Code] = mapped_column(default="")
    colour: Mapped[Code] = mapped_column(default="")
    colour_hex: Mapped[Code] = mapped_column(default="")
    price_cents: Mapped[int] = mapped_column(default=0)
    is_serialised: Mapped[bool] = mapped_column(Boolean, default=False)
    zone: Mapped[Code] = mapped_column(default="")
    aisle: Mapped[Code] = mapped_column(default="")
    shelf: Mapped[Code] = mapped_column(default="")
    substitutes: Mapped[Key] = mapped_column(default="")
    agreement: Mapped[Code] = mapped_column(default="")
    agreement_at: Mapped[InstantColumn | None]

    def quantities(self) -> LineQuantities:
        """The quantities as the rules know them."""
        return LineQuantities(self.quantity, self.picked, self.short, self.handed_over, self.put_back)


class Parcel(Base):
    """What was packed together. `number` is its SSCC, `contents` units by fulfilment line id. `packed_at` is
    when it was packed first. `arrived_at` is when it came to the store where it is collected, if another
    store packed it, or back to its sender; what was in one that came back alone is no part of it any more.
    `journey` says how many journeys have gone before its own of now: it grows as what had come somewhere
    leaves again, and a number that is given again goes on from there."""

    __tablename__ = "parcel"
    __table_args__ = (
        Index("ix_parcel_fulfilment_id", "fulfilment_id"),
        Index("ix_parcel_number", "number"),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    fulfilment_id: Mapped[Key] = mapped_column(refers_to("fulfilment.id"))
    number: Mapped[Code]
    weight_g: Mapped[int] = mapped_column(default=0)
    contents: Mapped[Json] = mapped_column(default=dict)
    bin: Mapped[Code] = mapped_column(default="")
    packed_at: Mapped[InstantColumn]
    arrived_at: Mapped[InstantColumn | None]
    journey: Mapped[int] = mapped_column(default=0)

    def sets_out(self) -> None:
        """Be on its way; what had come somewhere begins another journey."""
        if self.arrived_at is not None:
            self.arrived_at, self.journey = None, self.journey + 1


class ParcelDelivery(Base):
    """When a customer got a parcel, as its carrier has told. Another may have its number. `event` is the
    carrier's own name of that word, if it said so."""

    __tablename__ = "parcel_delivery"
    __table_args__ = home(HOME_CORE)

    parcel_id: Mapped[Key] = mapped_column(primary_key=True)
    number: Mapped[Code]
    delivered_at: Mapped[InstantColumn]
    told_at: Mapped[InstantColumn]
    event: Mapped[Code] = mapped_column(default="")


class ParcelLoss(Base):
    """When a carrier lost a parcel, as it or the parcel's store has told. What is sent in its place is named
    after `cause`, which is empty until the parcel is known to have left. `event` is as for one that was
    delivered."""

    __tablename__ = "parcel_loss"
    __table_args__ = home(HOME_CORE)

    parcel_id: Mapped[Key] = mapped_column(primary_key=True)
    number: Mapped[Code]
    lost_at: Mapped[InstantColumn]
    told_at: Mapped[InstantColumn]
    cause: Mapped[Key] = mapped_column(default="")
    event: Mapped[Code] = mapped_column(default="")


class Bin(Base):
    """A staging bin of one store; `code` is what its label says, `room` how many articles it holds (0: nobody
    has said)."""

    __tablename__ = "bin"
    __table_args__ = (UniqueConstraint("location_id", "code"), home(HOME_STORE))

    id: Mapped[Key] = mapped_column(primary_key=True)
    location_id: Mapped[int]
    code: Mapped[Code]
    room: Mapped[int] = mapped_column(default=0)
