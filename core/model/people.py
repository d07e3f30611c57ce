"""Who works where, what they may do besides their role, and with which keys they sign."""

from __future__ import annotations

from sqlalchemy import Boolean, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import HOME_CORE, HOME_STORE, Base, Code, InstantColumn, Key, Text, home, refers_to


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


class SignsFor(Base):
    """A regional manager signs what is beyond the managers of a store, from the store that they work at."""

    __tablename__ = "signs_for"
    __table_args__ = (Index("ix_signs_for_location_id", "location_id"), home(HOME_STORE))

    staff_id: Mapped[Key] = mapped_column(refers_to("staff.id"), primary_key=True)
    location_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class ApprovalKey(Base):
    """The public half of the key that one person signs approvals with on one device.

    The private half was made on that device and has never left it. The id is the first 32 hexadecimal digits
    of the public half's SHA-256; `public_key` is all of it (Ed25519), in 64 hexadecimal digits. One that is
    revoked stays, so that what was signed with it before can still be verified.
    """

    __tablename__ = "approval_key"
    __table_args__ = (Index("ix_approval_key_staff_id", "staff_id", "device_id"), home(HOME_STORE))

    id: Mapped[Key] = mapped_column(primary_key=True)
    staff_id: Mapped[Key] = mapped_column(refers_to("staff.id"))
    device_id: Mapped[Key]
    location_id: Mapped[int]
    public_key: Mapped[Code]
    registered_at: Mapped[InstantColumn]
    revoked_at: Mapped[InstantColumn | None]


class PinTries(Base):
    """How many wrong PINs of a person the core has been shown in a row, and when the last."""

    __tablename__ = "pin_tries"
    __table_args__ = home(HOME_CORE)

    staff_id: Mapped[Key] = mapped_column(primary_key=True)
    wrong: Mapped[int]
    last_at: Mapped[InstantColumn]
