"""What goods that came back look like."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import CORE_ONLY, HOME_STORE, Base, InstantColumn, Key, Picture, home, refers_to


class ReturnPhoto(Base):
    """A picture of what a line's goods are like, taken at its grading: a small JPEG in base64. `id` is the
    picture's SHA-256 and the line's, as `ReturnLine.photo` names it. It goes after its time."""

    __tablename__ = "return_photo"
    __table_args__ = (
        Index("ix_return_photo_return_id", "return_id"),
        Index("ix_return_photo_taken_at", "taken_at", info=CORE_ONLY),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    return_id: Mapped[Key] = mapped_column(refers_to("goods_return.id"))
    line_id: Mapped[Key]
    image: Mapped[Picture]
    taken_at: Mapped[InstantColumn]
    taken_by: Mapped[Key]
