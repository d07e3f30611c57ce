"""The chain's label templates and its figures for CO2e go to every location, and to one that opens later."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.model import Base, CarbonFigures, LabelTemplateRow, Location, RowChange
from core.model.kept_statements import kept


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
        rows = [*_templates(session), *_figures(session)]
        yield from ((location_id, row, True) for location_id in made for row in rows)


@kept
def _templates() -> Select[LabelTemplateRow]:
    return select(LabelTemplateRow)


@kept
def _figures() -> Select[CarbonFigures]:
    return select(CarbonFigures)
