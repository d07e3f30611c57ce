"""What a store says of itself: where its articles stand, what it takes in, what it has settled."""

from __future__ import annotations

from typing import Annotated

import msgspec

from core.commands.aggregates import intake_aggregate, place_aggregate
from core.commands.definitions.base import Command, Id, PaymentName, RowNumber, Sentence, ShortText
from core.commands.definitions.refunds import MAX_PARTS, SomeCents
from core.rules.exceptions import Resolution
from core.rules.intake import IntakeMode
from core.rules.lifecycle import Nature, VerbRule
from core.rules.permissions import Permission


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


class WentTo(msgspec.Struct, frozen=True):
    """So many cents went to the card whose payment the payment service calls so."""

    reference: PaymentName
    cents: SomeCents


class SettleException(Command, frozen=True, kw_only=True):
    """A person has seen a contradiction and says what was done about it.

    Version 1 knew no resolution, and closed; version 2 knew closing and accepting. A core of that day must
    not take one for the other: hence versions of their own. `paid_reference` is what the slip calls a card's
    payment that has come since; `went_to` what money that went was paid to, where several cards could have
    it. `other_number` is the label of the other of two cartons that are one box, where several may be meant.
    """

    NAME = "SettleException"
    VERSION = 3
    RULE = VerbRule(Nature.REQUEST, Permission.SETTLE_EXCEPTION)
    case_id: Id
    case_aggregate: Sentence
    settlement: Sentence
    resolution: Resolution = Resolution.CLOSE
    paid_reference: PaymentName = ""
    went_to: Annotated[list[WentTo], msgspec.Meta(max_length=MAX_PARTS)] = []
    other_number: ShortText = ""

    @property
    def aggregate(self) -> str:
        return self.case_aggregate


COMMANDS: tuple[type[Command], ...] = (
    KeepPlace,
    LimitIntake,
    SettleException,
)
