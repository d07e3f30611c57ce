"""Goods come back: declared, received, graded, disposed of."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from core.commands.aggregates import return_aggregate
from core.commands.definitions.base import Command, Id, RowNumber, Sentence, ShortText
from core.rules.disposition import Disposition
from core.rules.lifecycle import Nature, VerbRule
from core.rules.permissions import Permission
from core.rules.picture import MAX_PICTURE_CHARS
from core.rules.returns import RETURN_RULES, Condition, ReturnReason, ReturnVerb

MAX_RETURN_LINES = 50
"""More articles of one return than a counter takes in."""
MAX_RETURN_UNITS = 999
MAX_ANSWERS = 20

UnitPlace = Annotated[int, msgspec.Meta(ge=0, lt=MAX_RETURN_UNITS)]
UnitPlaces = Annotated[list[UnitPlace], msgspec.Meta(max_length=MAX_RETURN_UNITS)]


class ReturnCommand(Command, frozen=True, kw_only=True):
    """Base of the commands on one return, its goods and its money."""

    VERB: ClassVar[ReturnVerb]
    return_id: Id

    @property
    def aggregate(self) -> str:
        return return_aggregate(self.return_id)


class ReturnLineDraft(msgspec.Struct, frozen=True, kw_only=True):
    """Units of one article that are brought back: of a line of the sale, where that is known."""

    article_id: RowNumber
    quantity: int
    reason: ReturnReason
    sale_line_id: ShortText = ""
    units: UnitPlaces = []
    serial: ShortText = ""
    name: Sentence = ""


class DeclareReturn(ReturnCommand, frozen=True, kw_only=True):
    """A customer stands here with goods. The number is from the device's block.

    Without a sale (it was not found, or the line is cut) it is a slip, completed by `FindSale`; without proof
    of purchase (`has_proof`) it stays without, and the policy says what that is worth.
    """

    NAME = "DeclareReturn"
    RULE = VerbRule(Nature.FACT, Permission.TAKE_RETURN)
    number: ShortText
    lines: Annotated[list[ReturnLineDraft], msgspec.Meta(min_length=1, max_length=MAX_RETURN_LINES)]
    sale_id: ShortText = ""
    receipt_code: ShortText = ""
    customer_name: Sentence = ""
    has_proof: bool = True
    note: Sentence = ""


class FoundLine(msgspec.Struct, frozen=True):
    """What a line of a slip is on the sale."""

    line_id: Id
    sale_line_id: Id
    units: UnitPlaces


class FindSale(ReturnCommand, frozen=True, kw_only=True):
    """The sale of a slip was found."""

    NAME = "FindSale"
    RULE = VerbRule(Nature.REQUEST, Permission.TAKE_RETURN)
    sale_id: Id
    lines: Annotated[list[FoundLine], msgspec.Meta(min_length=1, max_length=MAX_RETURN_LINES)]


class OverrideReturn(ReturnCommand, frozen=True, kw_only=True):
    """These lines are taken back although the policy does not cover them, and why."""

    NAME = "OverrideReturn"
    VERB = ReturnVerb.OVERRIDE
    RULE = RETURN_RULES[ReturnVerb.OVERRIDE]
    line_ids: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=MAX_RETURN_LINES)]
    reason: Sentence


class CancelReturn(ReturnCommand, frozen=True, kw_only=True):
    """The customer keeps what was not received yet."""

    NAME = "CancelReturn"
    VERB = ReturnVerb.CANCEL
    RULE = RETURN_RULES[ReturnVerb.CANCEL]
    reason: Sentence = ""


class GiveGoodsBack(ReturnCommand, frozen=True, kw_only=True):
    """These lines stay refused, and why: their customer has the goods again."""

    NAME = "GiveGoodsBack"
    VERB = ReturnVerb.GIVE_BACK
    RULE = RETURN_RULES[ReturnVerb.GIVE_BACK]
    line_ids: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=MAX_RETURN_LINES)]
    reason: Sentence = ""


class ReceivedLine(msgspec.Struct, frozen=True):
    """Units of a line that are here, with the serial number of a piece that has one."""

    line_id: Id
    quantity: int
    serial: ShortText = ""


class ReceiveReturn(ReturnCommand, frozen=True, kw_only=True):
    """Goods are here: counted and identified. Stock moves now."""

    NAME = "ReceiveReturn"
    VERB = ReturnVerb.RECEIVE
    RULE = RETURN_RULES[ReturnVerb.RECEIVE]
    lines: Annotated[list[ReceivedLine], msgspec.Meta(min_length=1, max_length=MAX_RETURN_LINES)]


class GradeReturn(ReturnCommand, frozen=True, kw_only=True):
    """What a line's goods are like, with the answers that led to it; `photo` is a picture's SHA-256."""

    NAME = "GradeReturn"
    VERB = ReturnVerb.GRADE
    RULE = RETURN_RULES[ReturnVerb.GRADE]
    line_id: Id
    condition: Condition
    answers: Annotated[dict[ShortText, bool], msgspec.Meta(max_length=MAX_ANSWERS)] = {}
    photo: ShortText = ""


class PhotographGoods(ReturnCommand, frozen=True, kw_only=True):
    """What a line's goods look like: a JPEG in base64 (`core.rules.picture`)."""

    NAME = "PhotographGoods"
    RULE = VerbRule(Nature.FACT, Permission.TAKE_RETURN)
    line_id: Id
    image: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_PICTURE_CHARS)]


class DisposeReturn(ReturnCommand, frozen=True, kw_only=True):
    """Where a line's goods have gone; `reason` where that is not what was advised."""

    NAME = "DisposeReturn"
    VERB = ReturnVerb.DISPOSE
    RULE = RETURN_RULES[ReturnVerb.DISPOSE]
    line_id: Id
    disposition: Disposition
    reason: Sentence = ""


COMMANDS: tuple[type[Command], ...] = (
    DeclareReturn,
    FindSale,
    OverrideReturn,
    CancelReturn,
    GiveGoodsBack,
    ReceiveReturn,
    GradeReturn,
    PhotographGoods,
    DisposeReturn,
)
