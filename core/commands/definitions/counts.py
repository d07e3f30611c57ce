"""What stands on the shelves, counted."""

from __future__ import annotations

from typing import Annotated

import msgspec

from core.commands.aggregates import count_aggregate
from core.commands.definitions.base import Command, Id, RowNumber, Sentence, ShelfUnits, ShortText
from core.rules.count import COUNT, CountVerb
from core.rules.lifecycle import Nature, VerbRule
from core.rules.permissions import Permission
from core.rules.plausibility import MAX_ACCEPTED_UNITS

MAX_COUNTED_ARTICLES = 200
"""More articles than are counted in one go: a zone is counted shelf by shelf."""


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


class ToCount(msgspec.Struct, frozen=True):
    """An article to count, with what counting it needs."""

    article_id: RowNumber
    gtin: ShortText = ""
    name: Sentence = ""
    size: ShortText = ""
    colour: ShortText = ""
    zone: ShortText = ""
    aisle: ShortText = ""
    shelf: ShortText = ""


class AskCount(Command, frozen=True, kw_only=True):
    """These articles are to be counted here; `is_blind`: without saying how many are expected."""

    NAME = "AskCount"
    RULE = VerbRule(Nature.REQUEST, Permission.COUNT)
    count_id: Id
    location_id: RowNumber
    articles: Annotated[list[ToCount], msgspec.Meta(min_length=1, max_length=MAX_COUNTED_ARTICLES)]
    is_blind: bool = False

    @property
    def aggregate(self) -> str:
        return count_aggregate(self.count_id)


COMMANDS: tuple[type[Command], ...] = (CountArticle, AskCount)
