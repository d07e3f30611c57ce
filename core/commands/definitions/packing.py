"""Parcels, their bins, and the ways out of a preparation."""

from __future__ import annotations

from typing import Annotated

import msgspec

from core.commands.definitions.base import Command, FulfilmentCommand, Sentence, ShortText
from core.rules.fulfilment import RULES, FulfilmentVerb

MAX_PARCELS = 50
"""More parcels of one fulfilment than a back room packs."""


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


COMMANDS: tuple[type[Command], ...] = (
    PackFulfilment,
    StageFulfilment,
    RejectFulfilment,
    ReopenFulfilment,
)
