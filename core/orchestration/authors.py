"""Who did it: the person whom an envelope names, as an actor on the device that sent it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.commands import Actor, grants_of
from core.model import Device, Staff
from core.rules.permissions import Role


def actor_of(session: Session, author: str, device: Device) -> Actor | None:
    """The person with their own permissions, at the device's location; None for somebody unknown there.

    The workstation's stream has only the people of its location: both sides answer alike.
    """
    person = session.get(Staff, author)
    if person is None or person.location_id != device.location_id:
        return None
    return Actor(
        staff_id=person.id,
        role=Role(person.role),
        location_id=device.location_id,
        device_id=device.id,
        is_revoked=person.is_revoked,
        grants=grants_of(session, author),
    )
