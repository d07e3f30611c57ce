"""What stands on the shelves, counted."""

from __future__ import annotations

from typing import Annotated

import msgspec

from core.commands.definitions.base import Command, Id, Sentence, ShelfUnits
from core.rules.count import COUNT, CountVerb
from core.rules.plausibility import MAX_ACCEPTED_UNITS


class CountArticle(Command, frozen=True, kw_only=True):
    """So many units of an article stand on the shelf here, and so many were expected to."""

    NAME = "CountArticle"
    RULE = COUNT.rules[CountVerb.COUNT]
    task_id: Id
    task_aggregate: Sentence
    counted: ShelfUnits
    expected: Annotated[int, msgspec.Meta(ge=-MAX_ACCEPTED_UNITS, le=MAX_ACCEPTED_UNITS)]

    @property
    def aggregate(self) -> str:
        return self.task_aggregate


COMMANDS: tuple[type[Command], ...] = (CountArticle,)
