"""What all commands are made of: the base classes, and the bounds of their fields."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from core.commands.aggregates import fulfilment_aggregate
from core.rules.fulfilment import FulfilmentVerb
from core.rules.lifecycle import Nature, VerbRule
from core.rules.plausibility import MAX_ACCEPTED_UNITS

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
ShortText = Annotated[str, msgspec.Meta(max_length=64)]
Sentence = Annotated[str, msgspec.Meta(max_length=400)]

MAX_PAYMENT_NAME = 200
"""Characters of what a payment service calls a payment."""
PaymentName = Annotated[str, msgspec.Meta(max_length=MAX_PAYMENT_NAME)]
"""What a payment service calls a payment, as the terminal's slip says it; empty where nobody has told."""

RowNumber = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
"""A row's number, as both databases keep it."""
ShelfUnits = Annotated[int, msgspec.Meta(ge=0, le=MAX_ACCEPTED_UNITS)]


class Command(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=False):
    """Base of all commands. `NAME` and `VERSION` travel; `RULE` says nature and permission."""

    NAME: ClassVar[str]
    VERSION: ClassVar[int] = 1
    RULE: ClassVar[VerbRule]

    @property
    def aggregate(self) -> str:
        """Within what the command keeps its order."""
        raise NotImplementedError

    @property
    def is_fact(self) -> bool:
        """Whether it has happened, rather than being asked for."""
        return self.RULE.nature is Nature.FACT


class FulfilmentCommand(Command, frozen=True, kw_only=True):
    """Base of the commands on one fulfilment."""

    VERB: ClassVar[FulfilmentVerb]
    fulfilment_id: Id

    @property
    def aggregate(self) -> str:
        return fulfilment_aggregate(self.fulfilment_id)
