"""Goods leave the store, or go back to its shelves."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

from core.commands.definitions.base import Command, FulfilmentCommand, Sentence, ShortText
from core.rules.fulfilment import RULES, FulfilmentVerb


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


COMMANDS: tuple[type[Command], ...] = (
    HandOver,
    DispatchFulfilment,
    PutBack,
)
