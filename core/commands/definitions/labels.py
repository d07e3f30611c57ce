"""A chain's own label templates."""

from __future__ import annotations

from typing import Annotated

import msgspec

from core.commands.aggregates import label_aggregate
from core.commands.definitions.base import Command
from core.rules.label_text import MAX_LABEL_TEXT
from core.rules.lifecycle import Nature, VerbRule
from core.rules.permissions import Permission

LabelName = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
LabelText = Annotated[str, msgspec.Meta(max_length=MAX_LABEL_TEXT)]


class PublishLabelTemplate(Command, frozen=True, kw_only=True):
    """Every store prints by this text from now on; by the template that ships where it is empty.

    Attributes:
        over: the version that the author had before them: nobody's publication is lost unread.
    """

    NAME = "PublishLabelTemplate"
    RULE = VerbRule(Nature.REQUEST, Permission.PUBLISH_LABELS)
    name: LabelName
    text: LabelText
    over: int = 0

    @property
    def aggregate(self) -> str:
        return label_aggregate(self.name)


COMMANDS: tuple[type[Command], ...] = (PublishLabelTemplate,)
