"""How much new work a store takes for the moment: one row a store that has ever limited it."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import HOME_STORE, Base, Code, InstantColumn, Key, Text, home
from core.rules.intake import Intake, IntakeMode
from core.rules.time import Instant


class IntakeLimit(Base):
    """The last word of a manager: what, until when, why, who."""

    __tablename__ = "intake_limit"
    __table_args__ = home(HOME_STORE)

    location_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mode: Mapped[Code]
    cap: Mapped[int] = mapped_column(default=0)
    until: Mapped[InstantColumn] = mapped_column(default=0)
    reason: Mapped[Text] = mapped_column(default="")
    set_by: Mapped[Key] = mapped_column(default="")
    set_at: Mapped[InstantColumn] = mapped_column(default=0)

    def intake(self) -> Intake:
        """The limit as the rules know it."""
        return Intake(IntakeMode(self.mode), self.cap, Instant(self.until))
