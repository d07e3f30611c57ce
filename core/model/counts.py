"""Articles that are to be counted on their shelf, and what was found."""

from __future__ import annotations

from sqlalchemy import Boolean, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import HOME_STORE, Base, Code, InstantColumn, Key, Text, home


class CountTask(Base):
    """One article to count here. It carries what counting it needs: name and place.

    `aggregate` is what it was asked over (a fulfilment); `reason` says why: the kind of an exception.
    A count that somebody has asked for says nothing of what is expected while it `is_blind`.
    `expected` units were known to be on the shelf when `counted` were found.
    """

    __tablename__ = "count_task"
    __table_args__ = (Index("ix_count_task_location_id", "location_id", "state"), home(HOME_STORE))

    id: Mapped[Key] = mapped_column(primary_key=True)
    location_id: Mapped[int]
    article_id: Mapped[int]
    aggregate: Mapped[Text]
    reason: Mapped[Code] = mapped_column(default="")
    state: Mapped[Code]
    gtin: Mapped[Code] = mapped_column(default="")
    name: Mapped[Text] = mapped_column(default="")
    size: Mapped[Code] = mapped_column(default="")
    colour: Mapped[Code] = mapped_column(default="")
    zone: Mapped[Code] = mapped_column(default="")
    aisle: Mapped[Code] = mapped_column(default="")
    shelf: Mapped[Code] = mapped_column(default="")
    asked_by: Mapped[Key]
    asked_at: Mapped[InstantColumn]
    counted: Mapped[int] = mapped_column(default=0)
    expected: Mapped[int] = mapped_column(default=0)
    counted_by: Mapped[Key | None]
    counted_at: Mapped[InstantColumn | None]
    is_blind: Mapped[bool] = mapped_column(Boolean, default=False)
