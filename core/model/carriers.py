"""The carriers that call at a location, and what they take."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import HOME_STORE, Base, Code, Key, Text, home
from core.rules.shipping import Service


class CarrierService(Base):
    """One service of one carrier at one location: its codes, names, when it closes, what it takes at most.
    It delivers within `delivers_days` of leaving, and tells so; 0: nobody has said, and the chain's own bound
    holds."""

    __tablename__ = "carrier_service"
    __table_args__ = (UniqueConstraint("location_id", "carrier", "service"), home(HOME_STORE))

    id: Mapped[Key] = mapped_column(primary_key=True)
    location_id: Mapped[int]
    carrier: Mapped[Code]
    service: Mapped[Code]
    carrier_name: Mapped[Text]
    service_name: Mapped[Text] = mapped_column(default="")
    closes_min: Mapped[int] = mapped_column(default=0)
    most_g: Mapped[int] = mapped_column(default=0)
    rank: Mapped[int] = mapped_column(default=0)
    delivers_days: Mapped[int] = mapped_column(default=0)

    def offered(self) -> Service:
        """As the rules know it."""
        return Service(self.carrier, self.service, self.closes_min, self.most_g, self.rank)
