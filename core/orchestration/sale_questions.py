"""Who has asked for a sale of anywhere: one row for each question, whatever came of it.

What was asked for is not kept. It may be the name of somebody who never bought anything.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.model import Device, SaleQuestion
from core.orchestration.authors import actor_of
from core.orchestration.unit import UnitOfWork
from core.rules.errors import Refused


def check_asker(session: Session, asked_by: str, device_id: str) -> None:
    """Say nothing if this is a person of the workstation's store.

    Raises:
        Refused: `unknown_staff`.
    """
    device = session.get(Device, device_id)
    person = actor_of(session, asked_by, device) if device is not None else None
    if person is None or person.is_revoked:
        raise Refused("unknown_staff", staff_id=asked_by)


def note_question(
    unit: UnitOfWork, *, location_id: int, device_id: str, asked_by: str, by: str, found: int
) -> None:
    """Write down who has asked, by what, and how many sales came to the store for it."""
    unit.session.add(
        SaleQuestion(
            id=unit.ids.new(),
            location_id=location_id,
            device_id=device_id,
            asked_by=asked_by,
            asked_at=unit.at,
            by=by,
            found=found,
        )
    )
