"""A person looks at a device: lets one that was held go on, or retires it for good."""

from __future__ import annotations

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import ApprovalKey, Device, Location
from core.orchestration.people import revoke_keys
from core.orchestration.unit import UnitOfWork
from core.rules.errors import Refused
from core.rules.time import Instant


class DeviceState(msgspec.Struct, frozen=True):
    """One device as a person looks at it. `held_reason` is empty unless it is held; 0 for never retired."""

    id: str
    name: str
    location: str
    last_sequence: int
    held_reason: str
    retired_at: Instant


def devices(session: Session) -> list[DeviceState]:
    """All devices, by location and name."""
    rows = session.execute(
        select(Device, Location.code)
        .join(Location, Location.id == Device.location_id)
        .order_by(Location.code, Device.name, Device.id)
    )
    return [
        DeviceState(row.id, row.name, code, row.last_sequence, row.held_reason, Instant(row.revoked_at or 0))
        for row, code in rows
    ]


def release(unit: UnitOfWork, device_id: str) -> None:
    """Take in again what a held device sends. One that goes on with another history is held at once.

    Raises:
        Refused: `unknown_device`; `device_not_held`.
    """
    device = _locked(unit, device_id)
    if not device.held_reason:
        raise Refused("device_not_held", device_id=device_id)
    device.held_reason = ""


def retire(unit: UnitOfWork, device_id: str) -> None:
    """Bar a device for good: what it did before is still heard, set aside for a person; it gets nothing more.
    What managers sign on it from now on approves nothing.

    The machine is enrolled anew with a fresh code, and sends what it has kept under its new name. Doing it
    again changes nothing.

    Raises:
        Refused: `unknown_device`.
    """
    device = _locked(unit, device_id)
    device.revoked_at = device.revoked_at or unit.at
    revoke_keys(unit, ApprovalKey.device_id == device_id)


def _locked(unit: UnitOfWork, device_id: str) -> Device:
    device = unit.lock(Device, device_id)
    if device is None:
        raise Refused("unknown_device", device_id=device_id)
    return device
