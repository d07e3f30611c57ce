"""Who works where, and what they may do besides their role."""

from __future__ import annotations

from sqlalchemy import Boolean, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import HOME_STORE, Base, Code, InstantColumn, Key, Text, home, refers_to


class Staff(Base):
    """A person at a location. `pin_verifier` is an argon2id hash that expires; a badge only identifies."""

    __tablename__ = "staff"
    __table_args__ = (Index("ix_staff_location_id", "location_id"), home(HOME_STORE))

    id: Mapped[Key] = mapped_column(primary_key=True)
    location_id: Mapped[int]
    name: Mapped[Text]
    role: Mapped[Code]
    badge: Mapped[Code] = mapped_column(default="")
    pin_verifier: Mapped[Text]
    verifier_expires_at: Mapped[InstantColumn]
    is_revoked: Mapped[bool] = mapped_column(Boolean, default=False)


class StaffPermission(Base):
    """One person's addition to a role's permissions, or removal from them."""

    __tablename__ = "staff_permission"
    __table_args__ = home(HOME_STORE)

    staff_id: Mapped[Key] = mapped_column(refers_to("staff.id"), primary_key=True)
    permission: Mapped[Code] = mapped_column(primary_key=True)
    is_granted: Mapped[bool] = mapped_column(Boolean)
