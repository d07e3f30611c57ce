"""What a chain says about what may be promised: rules by channel, goods on their way, sales beyond stock.

The core alone keeps these rows. A `location_id` or `article_id` of 0 stands for all of them, an empty
`channel` for every channel; where several rules fit, the most particular one holds.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import HOME_CORE, Base, Code, InstantColumn, Key, home


class AvailabilityRule(Base):
    """What a channel may sell of an article at a location.

    `threshold` units stay for others, `pool` units are kept for this channel, and nothing is sold through it
    unless `is_open`.
    """

    __tablename__ = "availability_rule"
    __table_args__ = (UniqueConstraint("channel", "location_id", "article_id"), home(HOME_CORE))

    id: Mapped[Key] = mapped_column(primary_key=True)
    channel: Mapped[Code] = mapped_column(default="")
    location_id: Mapped[int] = mapped_column(default=0)
    article_id: Mapped[int] = mapped_column(default=0)
    threshold: Mapped[int] = mapped_column(default=0)
    pool: Mapped[int] = mapped_column(default=0)
    is_open: Mapped[bool] = mapped_column(Boolean, default=True)


class Arrival(Base):
    """Units on their way to a location, and when they are due. What has come is told as a movement, and its
    arrival taken off by whoever told of it."""

    __tablename__ = "arrival"
    __table_args__ = (Index("ix_arrival_article_id", "article_id", "due_at"), home(HOME_CORE))

    id: Mapped[Key] = mapped_column(primary_key=True)
    article_id: Mapped[int]
    location_id: Mapped[int]
    quantity: Mapped[int]
    due_at: Mapped[InstantColumn]


class Quota(Base):
    """So many units of an article may be sold beyond what there is: before it is first delivered (`preorder`)
    or while it is out of stock (`backorder`). `due_at` is when they are expected, 0 if nobody knows."""

    __tablename__ = "quota"
    __table_args__ = (UniqueConstraint("article_id", "channel"), home(HOME_CORE))

    id: Mapped[Key] = mapped_column(primary_key=True)
    article_id: Mapped[int]
    channel: Mapped[Code] = mapped_column(default="")
    kind: Mapped[Code]
    quantity: Mapped[int]
    due_at: Mapped[InstantColumn] = mapped_column(default=0)


class Backorder(Base):
    """Units of an order line that were sold beyond stock, within a quota, and have not come yet.

    They are part of the line's `unfillable`. `kind` is the quota's; `promised_at` when they are to be ready,
    0 if nobody knows; `is_stale` once something else is said of the article's goods.
    """

    __tablename__ = "backorder"
    __table_args__ = (
        Index("ix_backorder_order_id", "order_id"),
        Index("ix_backorder_article_id", "article_id"),
        home(HOME_CORE),
    )

    order_line_id: Mapped[Key] = mapped_column(primary_key=True)
    order_id: Mapped[Key]
    article_id: Mapped[int]
    channel: Mapped[Code]
    kind: Mapped[Code]
    quantity: Mapped[int]
    promised_at: Mapped[InstantColumn] = mapped_column(default=0)
    is_stale: Mapped[bool] = mapped_column(Boolean, default=False)
