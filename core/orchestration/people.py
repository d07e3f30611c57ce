"""People and their keys: who signs with what, who has left, whose PIN goes on working without the line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import ColumnElement, select

from core.commands import grants_of
from core.model import ApprovalKey, Staff
from core.orchestration.unit import UnitOfWork
from core.rules.errors import BadInput, Conflict, Refused
from core.rules.permissions import Permission, Role, may
from core.rules.time import DAY_MS
from core.wire import PUBLIC_KEY_BYTES, approval_key_id

VERIFIER_LASTS_MS: Final = 30 * DAY_MS
"""Without word from the core, a person signs in this long at a workstation: so long does somebody who has
left, where the line is down."""
RENEW_BELOW_MS: Final = 20 * DAY_MS
"""With less than that to go a verifier is renewed: each row travels once in ten days."""
RENEWED_AT_ONCE: Final = 500


def register_key(unit: UnitOfWork, device_id: str, staff_id: str, public_key: bytes) -> ApprovalKey:
    """Take down the key that a person signs with on a device; the one they had there is revoked.

    The same key again is the same row. The person's PIN was shown, and possession of the key proven, before.

    Raises:
        Refused: `unknown_staff`; `not_permitted`: the person approves nothing.
        Conflict: `approval_key_reused`: the key is somebody else's, of another device, or was revoked.
        BadInput: `bad_public_key`.
    """
    if len(public_key) != PUBLIC_KEY_BYTES:
        raise BadInput("bad_public_key", size_bytes=len(public_key))
    person = _locked(unit, staff_id)
    if person.is_revoked or not may(
        Role(person.role), Permission.APPROVE_REFUND, grants_of(unit.session, staff_id)
    ):
        raise Refused("not_permitted", permission=Permission.APPROVE_REFUND.value)
    key_id = approval_key_id(public_key)
    known = unit.session.get(ApprovalKey, key_id)
    if known is not None:
        if (known.staff_id, known.device_id, known.revoked_at) != (staff_id, device_id, None):
            raise Conflict("approval_key_reused", id=key_id)
        return known
    revoke_keys(unit, ApprovalKey.staff_id == staff_id, ApprovalKey.device_id == device_id)
    row = ApprovalKey(
        id=key_id,
        staff_id=staff_id,
        device_id=device_id,
        location_id=person.location_id,
        public_key=public_key.hex(),
        registered_at=unit.at,
        revoked_at=None,
    )
    unit.session.add(row)
    return row


def revoke_keys(unit: UnitOfWork, *whose: ColumnElement[bool]) -> None:
    """What is signed with these keys from now on approves nothing. What was signed before stands."""
    for row in unit.session.scalars(select(ApprovalKey).where(ApprovalKey.revoked_at.is_(None), *whose)):
        row.revoked_at = unit.at


def leave(unit: UnitOfWork, staff_id: str) -> None:
    """The person does not work here any more: their store hears of it at once, their keys are revoked.

    A workstation without the line hears of it when it is connected, or lets them in until their verifier
    expires there. Doing it again changes nothing.

    Raises:
        Refused: `unknown_staff`.
    """
    _locked(unit, staff_id).is_revoked = True
    revoke_keys(unit, ApprovalKey.staff_id == staff_id)


def new_pin(unit: UnitOfWork, staff_id: str, verifier: str) -> None:
    """From now on this verifier is the person's.

    Raises:
        Refused: `unknown_staff`.
    """
    person = _locked(unit, staff_id)
    person.pin_verifier, person.verifier_expires_at = verifier, unit.at + VERIFIER_LASTS_MS


def renew_verifiers(unit: UnitOfWork) -> int:
    """Renew some verifiers that would expire; returns how many. Those who have left are left to theirs."""
    rows: Iterable[Staff] = unit.session.scalars(
        select(Staff)
        .where(Staff.is_revoked.is_(False), Staff.verifier_expires_at < unit.at + RENEW_BELOW_MS)
        .order_by(Staff.id)
        .limit(RENEWED_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    renewed = 0
    for row in rows:
        row.verifier_expires_at = unit.at + VERIFIER_LASTS_MS
        renewed += 1
    return renewed


def _locked(unit: UnitOfWork, staff_id: str) -> Staff:
    person = unit.lock(Staff, staff_id)
    if person is None:
        raise Refused("unknown_staff", staff_id=staff_id)
    return person
