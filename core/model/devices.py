"""Workstations, what they sent, what came of it, and the numbers leased to them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import (
    HOME_CORE,
    HOME_STORE,
    Base,
    Code,
    InstantColumn,
    Json,
    Key,
    Text,
    home,
    index_where,
)


class Device(Base):
    """An enrolled workstation: its key, and how far its chain of envelopes has come."""

    __tablename__ = "device"
    __table_args__ = home(HOME_CORE)

    id: Mapped[Key] = mapped_column(primary_key=True)
    location_id: Mapped[int]
    name: Mapped[Text]
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    token_digest: Mapped[Code] = mapped_column(unique=True)
    enrolled_at: Mapped[InstantColumn]
    revoked_at: Mapped[InstantColumn | None]
    held_reason: Mapped[Code] = mapped_column(default="")
    last_sequence: Mapped[int] = mapped_column(default=0)
    last_hash: Mapped[bytes] = mapped_column(LargeBinary, default=bytes(32))
    clock_offset_ms: Mapped[InstantColumn] = mapped_column(default=0)


class EnrolmentCode(Base):
    """A code that enrols one device at one location, once."""

    __tablename__ = "enrolment_code"
    __table_args__ = home(HOME_CORE)

    code_digest: Mapped[Code] = mapped_column(primary_key=True)
    location_id: Mapped[int]
    created_at: Mapped[InstantColumn]
    expires_at: Mapped[InstantColumn]
    used_at: Mapped[InstantColumn | None]


class ApiToken(Base):
    """A shop's or administrator's token, kept as a digest. `scope` is what it opens."""

    __tablename__ = "api_token"
    __table_args__ = home(HOME_CORE)

    token_digest: Mapped[Code] = mapped_column(primary_key=True)
    name: Mapped[Text]
    scope: Mapped[Code]
    created_at: Mapped[InstantColumn]
    is_revoked: Mapped[bool] = mapped_column(Boolean, default=False)


HOLDS_PHOTO: Final = "name = 'PhotographGoods' AND erasure_id = ''"
"""Of an envelope that holds a picture of goods still. Told in these very words, it is found by its index."""


class KeptEnvelope(Base):
    """The original bytes of an envelope, kept whatever came of it.

    A workstation that was restored sends unsent commands again under its new device: one `command_id` may
    stand in two envelopes.

    `waits_until` is set where it waited, after a restore, for what other devices still hold
    (`core.orchestration.restore_wait`): until when, and 0 once it is decided.

    Where `erasure_id` names an `Erasure`, `body` is without what named a customer; `body_hash` and
    `signature` are of the body as it came.
    """

    __tablename__ = "envelope"
    __table_args__ = (
        Index("ix_envelope_command_id", "command_id"),
        Index("ix_envelope_aggregate", "aggregate"),
        index_where("ix_envelope_photo", "received_at", "device_id", "sequence", where=HOLDS_PHOTO),
        index_where("ix_envelope_waits", "waits_until", where="waits_until IS NOT NULL"),
        home(HOME_CORE),
    )

    device_id: Mapped[Key] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    command_id: Mapped[Key]
    aggregate: Mapped[Text]
    name: Mapped[Text]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    body_hash: Mapped[bytes] = mapped_column(LargeBinary)
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[InstantColumn]
    erasure_id: Mapped[Key] = mapped_column(default="")
    waits_until: Mapped[InstantColumn | None]


class OutcomeRow(Base):
    """What came of a command. `store_version` and `network_version` are the feed's after it was taken in."""

    __tablename__ = "outcome"
    __table_args__ = (UniqueConstraint("device_id", "sequence"), home(HOME_CORE))

    id: Mapped[Key] = mapped_column(primary_key=True)
    device_id: Mapped[Key]
    sequence: Mapped[int]
    status: Mapped[Code]
    code: Mapped[Code] = mapped_column(default="")
    data: Mapped[Json] = mapped_column(default=dict)
    store_version: Mapped[InstantColumn] = mapped_column(default=0)
    network_version: Mapped[InstantColumn] = mapped_column(default=0)
    decided_at: Mapped[InstantColumn]


class NumberBlock(Base):
    """Numbers that people read, leased to one device: `first` to `last`, both included."""

    __tablename__ = "number_block"
    __table_args__ = (Index("ix_number_block_device_id", "device_id", "kind"), home(HOME_STORE))

    id: Mapped[Key] = mapped_column(primary_key=True)
    device_id: Mapped[Key]
    kind: Mapped[Code]
    prefix: Mapped[Code] = mapped_column(default="")
    first: Mapped[InstantColumn]
    last: Mapped[InstantColumn]
    leased_at: Mapped[InstantColumn]
