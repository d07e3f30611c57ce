"""The key that a person approves with on this device: made here at their first connected sign-in.

The core has the public half alone. A signature proves this device and this PIN: neither the disk nor the PIN
gives the key without the other. A PIN that was changed elsewhere leaves the key shut; another is made then.
"""

from __future__ import annotations

from contextlib import suppress

import msgspec
from sqlalchemy.orm import Session

from core.model import ApprovalKey
from core.rules.errors import Conflict, Refused
from core.rules.permissions import Permission
from core.wire import SEED_BYTES, SigningKey, approval_key_id
from sync.client import CoreClient
from sync.journal import actor_of
from sync.schema import AuditRow, OwnApprovalKey, ReplicaState
from sync.workstation import Workstation
from sync.wrapping import unwrap, wrap

REUSED = "approval_key_reused"


class _Known(msgspec.Struct, frozen=True):
    """What is here of a person's key."""

    state: ReplicaState
    wrapped: bytes
    key_id: str
    is_registered: bool
    is_revoked: bool


def unlock_key(workstation: Workstation, staff_id: str, pin: str) -> SigningKey:
    """A person's key of this device, with the PIN that was just verified. Takes about 150 ms.

    Raises:
        Refused: `no_approval_key`: none was made here, or the core has not been told of it;
            `approval_key_revoked`; `approval_key_shut`: the PIN was changed elsewhere.
    """
    known = workstation.replica.read(lambda session: _known(session, staff_id))
    if known.is_revoked:
        raise Refused("approval_key_revoked")
    if not known.is_registered:
        raise Refused("no_approval_key")
    return _open(known, staff_id, pin)


async def ensure_key(workstation: Workstation, staff_id: str, pin: str) -> SigningKey | None:
    """A person's key of this device, made and registered if need be; None for who approves nothing.

    For a loop of its own: it blocks on the disk and on argon2 between its requests. The key is written down
    before the core hears of it, so that an answer that is lost costs nothing.

    Raises:
        Offline: the core does not answer, and it was needed.
        Refused, Conflict, NotAuthentic: the core's no.
    """
    if not workstation.replica.read(lambda session: _may_approve(session, staff_id)):
        return None
    known = workstation.replica.read(lambda session: _known(session, staff_id))
    key: SigningKey | None = None
    if known.wrapped and not known.is_revoked:
        with suppress(Refused):
            key = _open(known, staff_id, pin)
    if key is not None and known.is_registered:
        return key
    client = CoreClient(known.state.core_url, known.state.token, workstation.world.transport)
    try:
        return await _register(client, workstation, staff_id, pin, key)
    finally:
        await client.close()


async def change_pin(workstation: Workstation, staff_id: str, pin: str, new_pin: str) -> None:
    """Change a person's PIN at the core, and wrap their key of this device anew.

    For a loop of its own, as `ensure_key`. Ended in between, the key stays shut: another is made then.

    Raises:
        Offline: the core does not answer: a PIN is changed with the line.
        Refused: `wrong_pin`, `too_many_tries`, `pin_not_digits`, `pin_too_easy`, `pin_unchanged`.
    """
    known = workstation.replica.read(lambda session: _known(session, staff_id))
    client = CoreClient(known.state.core_url, known.state.token, workstation.world.transport)
    try:
        await client.change_pin(staff_id, pin, new_pin)
    finally:
        await client.close()
    workstation.audit("pin_changed", staff_id)
    if known.wrapped:
        with suppress(Refused):
            _keep(workstation, staff_id, new_pin, _open(known, staff_id, pin))


async def _register(
    client: CoreClient, workstation: Workstation, staff_id: str, pin: str, key: SigningKey | None
) -> SigningKey:
    shown = key or _make(workstation, staff_id, pin)
    try:
        await client.register_key(workstation.replica.state().device_id, staff_id, pin, shown)
    except Conflict as conflict:
        if conflict.code != REUSED or key is None:
            raise
        # It was revoked, and the word of that has not come yet.
        return await _register(client, workstation, staff_id, pin, None)
    return shown


def _make(workstation: Workstation, staff_id: str, pin: str) -> SigningKey:
    key = SigningKey(workstation.world.randomness.secret(SEED_BYTES))
    _keep(workstation, staff_id, pin, key)
    return key


def _keep(workstation: Workstation, staff_id: str, pin: str, key: SigningKey) -> None:
    state, key_id = workstation.replica.state(), approval_key_id(key.public)
    owner = _owner(state, staff_id, key_id)
    wrapped = wrap(key, pin, state.device_seed, owner, workstation.world.randomness)
    at = workstation.world.clock.now()
    with workstation.replica.writing("approval_key") as session:
        session.merge(OwnApprovalKey(staff_id=staff_id, key_id=key_id, wrapped=wrapped, made_at=at))
        session.add(AuditRow(at=at, kind="approval_key_kept", actor=staff_id, data={"key": key_id}))


def _known(session: Session, staff_id: str) -> _Known:
    state, own = session.get_one(ReplicaState, 1), session.get(OwnApprovalKey, staff_id)
    if own is None:
        return _Known(state, b"", "", is_registered=False, is_revoked=False)
    row = session.get(ApprovalKey, own.key_id)
    is_revoked = row is not None and row.revoked_at is not None
    return _Known(state, own.wrapped, own.key_id, is_registered=row is not None, is_revoked=is_revoked)


def _may_approve(session: Session, staff_id: str) -> bool:
    return actor_of(session, staff_id, session.get_one(ReplicaState, 1)).may(Permission.APPROVE_REFUND)


def _open(known: _Known, staff_id: str, pin: str) -> SigningKey:
    owner = _owner(known.state, staff_id, known.key_id)
    return unwrap(known.wrapped, pin, known.state.device_seed, owner)


def _owner(state: ReplicaState, staff_id: str, key_id: str) -> bytes:
    return msgspec.msgpack.encode([state.device_id, staff_id, key_id])
