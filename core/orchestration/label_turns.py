"""Whoever publishes a label template waits for whoever publishes one now, and then reads what there is.

A row's own lock would not do: of two that publish a name for the first time neither finds a row.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from core.model import LabelTemplateRow
from core.model.desk import NotGathered
from core.orchestration.unit import UnitOfWork

TURN: Final = "label_publication"
"""The setting whose row is locked for the turn; it says nothing."""
_TAKE: Final = text(
    "INSERT INTO core_setting (name, value) VALUES (:name, '') ON CONFLICT (name) DO UPDATE SET value = ''"
)


def take_turn(unit: UnitOfWork, name: str) -> None:
    """Until the commit nobody else publishes, and the template of this name is the last that anybody did."""
    if unit.desk is not None:
        raise NotGathered(LabelTemplateRow.__tablename__, "not locked")
    unit.session.connection().execute(_TAKE, {"name": TURN})
    unit.lock(LabelTemplateRow, name)
