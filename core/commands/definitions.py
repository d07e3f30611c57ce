"""The commands: frozen structs whose fields are their arguments.

A field is only ever added with a default. A change of meaning makes a new version, with an upcast from the
old one in `core.commands.reading`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, ClassVar

import msgspec

from core.commands.aggregates import fulfilment_aggregate, intake_aggregate, place_aggregate
from core.rules.count import COUNT, CountVerb
from core.rules.errors import BadInput
from core.rules.exceptions import Resolution
from core.rules.fulfilment import RULES, FulfilmentVerb
from core.rules.intake import IntakeMode
from core.rules.lifecycle import Nature, VerbRule
from core.rules.permissions import Permission
from core.rules.plausibility import MAX_ACCEPTED_UNITS
from core.rules.stock import ShortReason

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
ShortText = Annotated[str, msgspec.Meta(max_length=64)]
Sentence = Annotated[str, msgspec.Meta(max_length=400)]

RowNumber = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
"""A row's number, as both databases keep it."""
ShelfUnits = Annotated[int, msgspec.Meta(ge=0, le=MAX_ACCEPTED_UNITS)]

MAX_PARCELS = 50
"""More parcels of one fulfilment than a back room packs."""
MAX_TOTE = 99
"""The highest number that a tote carries."""


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


class ParcelDraft(msgspec.Struct, frozen=True):
    """A parcel: its SSCC from the device's block, its weight in grams (0 if not weighed), units by line."""

    number: ShortText
    contents: dict[str, int]
    weight_g: int = 0


class PackFulfilment(FulfilmentCommand, frozen=True, kw_only=True):
    """What was picked is in parcels."""

    NAME = "PackFulfilment"
    VERB = FulfilmentVerb.PACK
    RULE = RULES[FulfilmentVerb.PACK]
    parcels: Annotated[list[ParcelDraft], msgspec.Meta(min_length=1, max_length=MAX_PARCELS)]


class StageFulfilment(FulfilmentCommand, frozen=True, kw_only=True):
    """Parcels stand in bins; `bins` gives the bin's code by the parcel's number."""

    NAME = "StageFulfilment"
    VERB = FulfilmentVerb.STAGE
    RULE = RULES[FulfilmentVerb.STAGE]
    bins: Annotated[dict[str, ShortText], msgspec.Meta(min_length=1, max_length=MAX_PARCELS)]


class Proof(StrEnum):
    """How the person at the counter showed a right to the parcel."""

    CODE = "code"
    IDENTITY = "identity"
    PROXY = "proxy"


class HandOver(FulfilmentCommand, frozen=True, kw_only=True):
    """The customer has it. `code` goes with a proof by code, `proxy_name` with a proxy."""

    NAME = "HandOver"
    VERB = FulfilmentVerb.HAND_OVER
    RULE = RULES[FulfilmentVerb.HAND_OVER]
    proof: Proof
    code: ShortText = ""
    proxy_name: Sentence = ""
    paid_cents: Annotated[int, msgspec.Meta(ge=0)] = 0


class DispatchFulfilment(FulfilmentCommand, frozen=True, kw_only=True):
    """A carrier has taken it along; `taken_by` is the driver's name, as it was written down."""

    NAME = "DispatchFulfilment"
    VERB = FulfilmentVerb.DISPATCH
    RULE = RULES[FulfilmentVerb.DISPATCH]
    taken_by: Sentence = ""


class PutBack(FulfilmentCommand, frozen=True, kw_only=True):
    """What had been prepared is on the shelves again."""

    NAME = "PutBack"
    VERB = FulfilmentVerb.PUT_BACK
    RULE = RULES[FulfilmentVerb.PUT_BACK]


class RejectFulfilment(FulfilmentCommand, frozen=True, kw_only=True):
    """This store will not prepare it; another source is to be found. `unbegun_only` leaves it to a colleague
    who has begun it meanwhile."""

    NAME = "RejectFulfilment"
    VERB = FulfilmentVerb.REJECT
    RULE = RULES[FulfilmentVerb.REJECT]
    reason: Sentence
    unbegun_only: bool = False


class ReopenFulfilment(FulfilmentCommand, frozen=True, kw_only=True):
    """Back from packed to picked, to change something."""

    NAME = "ReopenFulfilment"
    VERB = FulfilmentVerb.REOPEN
    RULE = RULES[FulfilmentVerb.REOPEN]
    reason: Sentence


class KeepPlace(Command, frozen=True, kw_only=True):
    """An article stands at this place of the store; all parts empty: at none that is known."""

    NAME = "KeepPlace"
    RULE = VerbRule(Nature.FACT, Permission.PREPARE)
    location_id: RowNumber
    article_id: RowNumber
    zone: ShortText = ""
    aisle: ShortText = ""
    shelf: ShortText = ""

    @property
    def aggregate(self) -> str:
        return place_aggregate(self.location_id, self.article_id)


class LimitIntake(Command, frozen=True, kw_only=True):
    """This store takes no new orders, or no more than `cap` waiting, until `until`; or all of them again."""

    NAME = "LimitIntake"
    RULE = VerbRule(Nature.REQUEST, Permission.LIMIT_INTAKE)
    location_id: int
    mode: IntakeMode
    cap: int = 0
    until: int = 0
    reason: Sentence = ""

    @property
    def aggregate(self) -> str:
        return intake_aggregate(self.location_id)


class SettleException(Command, frozen=True, kw_only=True):
    """A person has seen a contradiction and says what was done about it.

    Version 1 knew no resolution, and closed; version 2 knew closing and accepting. A core of that day must
    not take one for the other: hence versions of their own.
    """

    NAME = "SettleException"
    VERSION = 3
    RULE = VerbRule(Nature.REQUEST, Permission.SETTLE_EXCEPTION)
    case_id: Id
    case_aggregate: Sentence
    settlement: Sentence
    resolution: Resolution = Resolution.CLOSE

    @property
    def aggregate(self) -> str:
        return self.case_aggregate


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


_ALL: tuple[type[Command], ...] = (
    ClaimFulfilment,
    ReleaseFulfilment,
    PickLine,
    UndoPick,
    ShortLine,
    UndoShort,
    CloseEmpty,
    PackFulfilment,
    StageFulfilment,
    HandOver,
    DispatchFulfilment,
    PutBack,
    RejectFulfilment,
    ReopenFulfilment,
    KeepPlace,
    LimitIntake,
    SettleException,
    CountArticle,
)
BY_NAME: dict[str, type[Command]] = {command.NAME: command for command in _ALL}


def arguments_of(command: Command) -> dict[str, Any]:
    """The arguments as plain values, for the envelope."""
    plain = msgspec.to_builtins(command)
    assert isinstance(plain, dict)
    return plain


def decode(name: str, arguments: Any) -> Command:
    """The command of this name (in its current version) with these arguments.

    Raises:
        BadInput: `unknown_command`, or `bad_arguments` with what is wrong with which.
    """
    kind = BY_NAME.get(name)
    if kind is None:
        raise BadInput("unknown_command", name=name)
    try:
        return msgspec.convert(arguments, kind)
    except msgspec.ValidationError as error:
        raise BadInput("bad_arguments", name=name, reason=str(error)) from error
