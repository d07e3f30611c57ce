"""How a store prepares: one row a store whose chain has ever said."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import HOME_STORE, Base, InstantColumn, Json, home


class PreparationPolicyRow(Base):
    """The rules of one store (`core.rules.preparation_policy`), as JSON; without a row the usual ones."""

    __tablename__ = "preparation_policy"
    __table_args__ = home(HOME_STORE)

    location_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    policy: Mapped[Json]
    set_at: Mapped[InstantColumn] = mapped_column(default=0)
