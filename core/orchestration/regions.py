"""For which stores a regional manager signs."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Location, SignsFor, Staff
from core.orchestration.unit import UnitOfWork
from core.rules.errors import Refused
from core.rules.permissions import Role


def set_stores(unit: UnitOfWork, staff_id: str, codes: Collection[str]) -> None:
    """From now on this person signs for these stores and no others. What waits there goes to their queue.

    Doing it again changes nothing.

    Args:
        codes: the stores', as the chain calls them; none: they sign for no store any more.

    Raises:
        Refused: `unknown_staff`, `unknown_location`; `not_regional_manager`: others sign for their own store.
    """
    person = unit.lock(Staff, staff_id)
    if person is None:
        raise Refused("unknown_staff", staff_id=staff_id)
    if codes and person.role != Role.REGIONAL_MANAGER:
        raise Refused("not_regional_manager", staff_id=staff_id)
    found = unit.session.execute(select(Location.code, Location.id).where(Location.code.in_(sorted(codes))))
    wanted = {row.code: row.id for row in found}
    unknown = sorted(set(codes) - wanted.keys())
    if unknown:
        raise Refused("unknown_location", code=unknown[0])
    signs = unit.session.scalars(select(SignsFor).where(SignsFor.staff_id == staff_id))
    there = {row.location_id: row for row in signs}
    for location_id in there.keys() - set(wanted.values()):
        unit.session.delete(there[location_id])
    for location_id in sorted(set(wanted.values()) - there.keys()):
        unit.session.add(SignsFor(staff_id=staff_id, location_id=location_id))


def stores_of(session: Session, staff_id: str) -> Sequence[str]:
    """The codes of the stores that a person signs for.

    Raises:
        Refused: `unknown_staff`.
    """
    if session.get(Staff, staff_id) is None:
        raise Refused("unknown_staff", staff_id=staff_id)
    query = select(Location.code).join(SignsFor, SignsFor.location_id == Location.id)
    return session.scalars(query.where(SignsFor.staff_id == staff_id).order_by(Location.code)).all()
