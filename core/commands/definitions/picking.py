"""Who is at it, and what was picked or told short."""

from __future__ import annotations

from typing import Annotated

import msgspec

from core.commands.definitions.base import Command, FulfilmentCommand, Id, ShortText
from core.rules.fulfilment import RULES, FulfilmentVerb
from core.rules.stock import ShortReason

MAX_TOTE = 99
"""The highest number that a tote carries."""


class ClaimFulfilment(FulfilmentCommand, frozen=True, kw_only=True):
    """I am going to prepare it. With `takes_over`, from the colleague who has it.

    With a `round_id` it is picked in that round, into the tote of that number; without, it stays in the round
    that it was in.
    """

    NAME = "ClaimFulfilment"
    VERB = FulfilmentVerb.CLAIM
    RULE = RULES[FulfilmentVerb.CLAIM]
    takes_over: bool = False
    round_id: Annotated[str, msgspec.Meta(max_length=64)] = ""
    tote: Annotated[int, msgspec.Meta(ge=0, le=MAX_TOTE)] = 0


class ReleaseFulfilment(FulfilmentCommand, frozen=True, kw_only=True):
    """Somebody else may prepare it. What was picked stays picked."""

    NAME = "ReleaseFulfilment"
    VERB = FulfilmentVerb.RELEASE
    RULE = RULES[FulfilmentVerb.RELEASE]


class PickLine(FulfilmentCommand, frozen=True, kw_only=True):
    """Units of a line are in hand. A serialised article is picked one by one, with its serial number."""

    NAME = "PickLine"
    VERB = FulfilmentVerb.PICK
    RULE = RULES[FulfilmentVerb.PICK]
    line_id: Id
    quantity: int = 1
    serial: ShortText | None = None
    is_scanned: bool = True


class UndoPick(FulfilmentCommand, frozen=True, kw_only=True):
    """Units of a line are back on the shelf."""

    NAME = "UndoPick"
    VERB = FulfilmentVerb.UNPICK
    RULE = RULES[FulfilmentVerb.UNPICK]
    line_id: Id
    quantity: int = 1
    serial: ShortText | None = None


class ShortLine(FulfilmentCommand, frozen=True, kw_only=True):
    """Units of a line cannot be picked here, and why."""

    NAME = "ShortLine"
    VERB = FulfilmentVerb.SHORT
    RULE = RULES[FulfilmentVerb.SHORT]
    line_id: Id
    quantity: int
    reason: ShortReason


class UndoShort(FulfilmentCommand, frozen=True, kw_only=True):
    """They were there after all; `undoes` is the id of the `ShortLine` command. `is_later` where that only
    put them off: then nothing but the mark is taken back."""

    NAME = "UndoShort"
    VERB = FulfilmentVerb.UNSHORT
    RULE = RULES[FulfilmentVerb.UNSHORT]
    line_id: Id
    quantity: int
    undoes: Id
    is_later: bool = False


class CloseEmpty(FulfilmentCommand, frozen=True, kw_only=True):
    """Nothing of it could be found; there is nothing to pack."""

    NAME = "CloseEmpty"
    VERB = FulfilmentVerb.CLOSE_EMPTY
    RULE = RULES[FulfilmentVerb.CLOSE_EMPTY]


COMMANDS: tuple[type[Command], ...] = (
    ClaimFulfilment,
    ReleaseFulfilment,
    PickLine,
    UndoPick,
    ShortLine,
    UndoShort,
    CloseEmpty,
)
