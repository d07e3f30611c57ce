"""Making a machine a device of the core: a code that works once, a key that the device made, a token."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

import msgspec
from sqlalchemy import select

from core.model import Device, EnrolmentCode, Location
from core.orchestration.leasing import lease_all
from core.orchestration.unit import UnitOfWork
from core.rules.errors import BadInput, NotAuthentic, Refused
from core.rules.time import HOUR_MS, Instant, after
from core.wire import PUBLIC_KEY_BYTES

CODE_BYTES: Final = 10
"""Sixteen characters of base32: not to be guessed within its day."""
CODE_LASTS_MS: Final = 24 * HOUR_MS


class NewCode(msgspec.Struct, frozen=True):
    """A fresh enrolment code; it is shown once."""

    code: str
    location_id: int
    expires_at: Instant


class NewDevice(msgspec.Struct, frozen=True):
    """A device that was just enrolled, and where."""

    id: str
    location: Location


def make_code(unit: UnitOfWork, location_code: str, lasts_ms: int = CODE_LASTS_MS) -> NewCode:
    """A code that enrols one device at a location.

    Raises:
        Refused: `unknown_location`.
    """
    location = unit.session.scalars(select(Location).where(Location.code == location_code)).one_or_none()
    if location is None:
        raise Refused("unknown_location", code_given=location_code)
    text = base64.b32encode(unit.randomness.secret(CODE_BYTES)).decode()
    code = "-".join(text[place : place + 4] for place in range(0, len(text), 4))
    expires_at = after(unit.at, lasts_ms)
    unit.session.add(
        EnrolmentCode(
            code_digest=code_digest(code), location_id=location.id, created_at=unit.at, expires_at=expires_at
        )
    )
    return NewCode(code, location.id, expires_at)


def enrol(unit: UnitOfWork, code: str, name: str, public_key: bytes, token_digest: str) -> NewDevice:
    """Use up a code; the device gets its first block of numbers with its stream.

    The same code with the same key finds the same device again, until the code expires or the device has sent
    something: the answer may have been lost on its way, or the machine ended before it was written down.

    Raises:
        NotAuthentic: `enrolment_code_refused`, with the reason: `unknown`, `used` (by another machine) or
            `expired`. Only whoever has had the code in hand can tell the last two from the first.
        BadInput: `bad_public_key`.
    """
    if len(public_key) != PUBLIC_KEY_BYTES:
        raise BadInput("bad_public_key", size_bytes=len(public_key))
    kept = unit.lock(EnrolmentCode, code_digest(code))
    if kept is None:
        raise NotAuthentic("enrolment_code_refused", reason="unknown")
    if kept.expires_at <= unit.at:
        raise NotAuthentic("enrolment_code_refused", reason="used" if kept.used_at else "expired")
    location = unit.session.get_one(Location, kept.location_id)
    if kept.used_at is not None:
        known = _enrolled_with(unit, kept, public_key)
        known.token_digest = token_digest
        return NewDevice(known.id, location)
    kept.used_at = unit.at
    device = Device(
        id=unit.ids.new(),
        location_id=kept.location_id,
        name=name,
        public_key=public_key,
        token_digest=token_digest,
        enrolled_at=unit.at,
    )
    unit.session.add(device)
    lease_all(unit, device.id)
    return NewDevice(device.id, location)


def _enrolled_with(unit: UnitOfWork, code: EnrolmentCode, public_key: bytes) -> Device:
    """The device that this key has become with this code, while it has not begun to work."""
    device = unit.session.scalars(
        select(Device).where(
            Device.location_id == code.location_id,
            Device.enrolled_at == code.used_at,
            Device.public_key == public_key,
            Device.last_sequence == 0,
            Device.revoked_at.is_(None),
        )
    ).one_or_none()
    if device is None:
        raise NotAuthentic("enrolment_code_refused", reason="used")
    return device


def code_digest(code: str) -> str:
    """What is kept of a code, however it is typed: SHA-256 in hexadecimal."""
    plain = "".join(code.split()).replace("-", "").upper()
    return hashlib.sha256(plain.encode()).hexdigest()
