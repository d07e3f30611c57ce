"""The chain's label templates and its figures for CO2e go to every location, and to one that opens later."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Base, CarbonFigures, LabelTemplateRow, Location, RowChange


def everywhere(session: Session) -> set[int]:
    """Every location that a workstation may stand in."""
    return set(session.scalars(select(Location.id)))


def for_new_places(session: Session, changes: Collection[RowChange]) -> Iterable[tuple[int, Base, bool]]:
    """What a location gets that has just been made: its stream tells everything from nothing."""
    made = [
        change.key[0]
        for change in changes
        if change.table == Location.__tablename__ and change.before is None and change.after is not None
    ]
    if made:
        rows = [*session.scalars(select(LabelTemplateRow)), *session.scalars(select(CarbonFigures))]
        yield from ((location_id, row, True) for location_id in made for row in rows)
