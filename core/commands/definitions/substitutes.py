"""Another article in the place of one that is not there, if the customer agrees."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

from core.commands.definitions.base import Command, FulfilmentCommand, Id, RowNumber
from core.rules.fulfilment import RULES, FulfilmentVerb
from core.rules.plausibility import MAX_ACCEPTED_UNITS
from core.rules.stock import ShortReason


class AnsweredBy(StrEnum):
    """How the customer's answer came."""

    REPLY = "reply"
    TELEPHONE = "telephone"
    COUNTER = "counter"


class ProposeSubstitute(FulfilmentCommand, frozen=True, kw_only=True):
    """Units of a line cannot be picked here, and the customer is to be asked whether another article will do.

    The customer pays the lower of what was agreed and what that costs in the store at that moment;
    `price_cents` is what the workstation showed for the latter, and decides nothing.
    """

    NAME = "ProposeSubstitute"
    VERB = FulfilmentVerb.SUBSTITUTE
    RULE = RULES[FulfilmentVerb.SUBSTITUTE]
    line_id: Id
    article_id: RowNumber
    quantity: Annotated[int, msgspec.Meta(ge=1, le=MAX_ACCEPTED_UNITS)] = 1
    reason: ShortReason = ShortReason.NOT_FOUND
    price_cents: Annotated[int, msgspec.Meta(ge=0)] | None = None


class AnswerSubstitute(FulfilmentCommand, frozen=True, kw_only=True):
    """What the customer has said about the substitute on a line."""

    NAME = "AnswerSubstitute"
    VERB = FulfilmentVerb.ANSWER_SUBSTITUTE
    RULE = RULES[FulfilmentVerb.ANSWER_SUBSTITUTE]
    line_id: Id
    is_agreed: bool
    by: AnsweredBy = AnsweredBy.TELEPHONE


class WithdrawSubstitute(FulfilmentCommand, frozen=True, kw_only=True):
    """What was not there is found after all: the substitute on this line is not wanted. `undoes` is the id of
    the `ProposeSubstitute` command."""

    NAME = "WithdrawSubstitute"
    VERB = FulfilmentVerb.WITHDRAW_SUBSTITUTE
    RULE = RULES[FulfilmentVerb.WITHDRAW_SUBSTITUTE]
    line_id: Id
    undoes: Id


COMMANDS: tuple[type[Command], ...] = (ProposeSubstitute, AnswerSubstitute, WithdrawSubstitute)
