"""The chain's own label templates: one row a template that it has ever published, the same in every store."""

from __future__ import annotations

from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import HOME_STORE, Base, Code, InstantColumn, Key, home


class LabelTemplateRow(Base):
    """A template's readable file as the chain wants it.

    Attributes:
        text: the file; empty once the chain has gone back to the template that ships.
        version: goes up by one with each publication.
        set_by, set_in: who published it, "" for the core's own command line, and the location.
    """

    __tablename__ = "label_template"
    __table_args__ = home(HOME_STORE)

    name: Mapped[Code] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(LongText)
    version: Mapped[int]
    set_at: Mapped[InstantColumn] = mapped_column(default=0)
    set_by: Mapped[Key] = mapped_column(default="")
    set_in: Mapped[int] = mapped_column(default=0)
