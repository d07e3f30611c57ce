"""Stock: positions (the fold), movements (the ledger), pieces, and claims on stock."""

from __future__ import annotations

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import (
    CORE_ONLY,
    HOME_CORE,
    HOME_NETWORK,
    HOME_STORE,
    Base,
    Code,
    InstantColumn,
    Key,
    home,
    index_where,
    refers_to,
)
from core.rules.availability import Stock

QUANTITY_COLUMNS = Stock.__struct_fields__
"""The columns of a position that hold units, by the names of the rules."""


class Position(Base):
    """What one location has of one article, in units by bucket: the fold of its movements.

    Handlers never write it. `counted_at` is the hour of the last count (what counted says when exactly),
    `heard_at` the last word of the location's till.
    """

    __tablename__ = "position"
    # Clustered by its key on SQLite: a fifth smaller as a file, a fifth of the size once compressed.
    __table_args__ = (
        Index("ix_position_location_id", "location_id", info=CORE_ONLY),
        home(HOME_NETWORK, sqlite_with_rowid=False),
    )

    article_id: Mapped[int] = mapped_column(refers_to("article.id"), primary_key=True, autoincrement=False)
    location_id: Mapped[int] = mapped_column(refers_to("location.id"), primary_key=True, autoincrement=False)
    sellable: Mapped[int] = mapped_column(default=0)
    allocated: Mapped[int] = mapped_column(default=0)
    soft_held: Mapped[int] = mapped_column(default=0)
    display: Mapped[int] = mapped_column(default=0)
    damaged: Mapped[int] = mapped_column(default=0)
    quarantine: Mapped[int] = mapped_column(default=0)
    in_repair: Mapped[int] = mapped_column(default=0)
    transit_in: Mapped[int] = mapped_column(default=0)
    transit_out: Mapped[int] = mapped_column(default=0)
    partner_owned: Mapped[int] = mapped_column(default=0)
    safety: Mapped[int] = mapped_column(default=0)
    counted_at: Mapped[InstantColumn] = mapped_column(default=0)
    heard_at: Mapped[InstantColumn] = mapped_column(default=0)

    def stock(self) -> Stock:
        """The quantities as the rules know them."""
        return Stock(**{name: getattr(self, name) or 0 for name in QUANTITY_COLUMNS})


class Movement(Base):
    """One line of the ledger. Immutable, except that `network_version` is filled when the core takes it in.

    On a workstation a movement counts in the view over the network copy until that copy has reached
    `network_version`; NULL means that the core has not taken it in yet.
    """

    __tablename__ = "movement"
    __table_args__ = (
        Index("ix_movement_article_id", "article_id", "location_id"),
        index_where("ix_movement_drift", "id", where="reason = 'drift'", info=CORE_ONLY),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    at: Mapped[InstantColumn]
    kind: Mapped[Code]
    article_id: Mapped[int]
    location_id: Mapped[int]
    quantity: Mapped[int]
    bucket: Mapped[Code] = mapped_column(default="sellable")
    to_bucket: Mapped[Code | None]
    serial: Mapped[Code | None]
    reason: Mapped[Code] = mapped_column(default="")
    aggregate: Mapped[str] = mapped_column(String(120), default="")
    command_id: Mapped[Key] = mapped_column(default="")
    actor: Mapped[Key] = mapped_column(default="")
    network_version: Mapped[InstantColumn | None]


class Piece(Base):
    """One serialised unit. `location_id` is None once it has left the network's hands."""

    __tablename__ = "piece"
    # In the network's file by article and serial: the identifier is made of both, and an index over it is the
    # better part of the table's bytes. Nothing deletes pieces, which alone would look for one by it.
    __table_args__ = (
        UniqueConstraint("article_id", "serial"),
        home(HOME_NETWORK, file_key=("article_id", "serial")),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(refers_to("article.id"))
    serial: Mapped[Code]
    location_id: Mapped[int | None]
    bucket: Mapped[Code] = mapped_column(default="sellable")
    sold_at: Mapped[InstantColumn | None]


class Reservation(Base):
    """A claim on stock; the core alone keeps it.

    `holder` is whose it is: a reservation of the API, or an order. `order_line_id` once it is for an order,
    `fulfilment_line_id` once it is allocated, `expires_at` while it ends by itself. `taken_by` is the order
    that took a reservation up: its own claims went on in this one's place.
    """

    __tablename__ = "reservation"
    __table_args__ = (
        Index("ix_reservation_order_line_id", "order_line_id"),
        Index("ix_reservation_holder", "holder"),
        index_where("ix_reservation_expires_at", "expires_at", where="expires_at IS NOT NULL"),
        home(HOME_CORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    holder: Mapped[Key] = mapped_column(default="")
    order_line_id: Mapped[Key | None]
    fulfilment_line_id: Mapped[Key | None]
    article_id: Mapped[int]
    location_id: Mapped[int | None]
    quantity: Mapped[int]
    state: Mapped[Code]
    created_at: Mapped[InstantColumn]
    expires_at: Mapped[InstantColumn | None]
    taken_by: Mapped[Key | None]
