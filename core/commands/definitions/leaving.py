"""Goods leave the store, or go back to its shelves."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

from core.commands.definitions.base import Command, FulfilmentCommand, Id, PaymentName, Sentence, ShortText
from core.commands.definitions.payments import AlsoPaid
from core.rules.fulfilment import RULES, FulfilmentVerb
from core.rules.plausibility import MAX_ACCEPTED_UNITS
from core.rules.refund import Means

MAX_LINES = 200
"""More lines of one fulfilment than are handed over in parts."""
MAX_LABELS = 50
"""As many parcels as one fulfilment is packed in."""
MAX_SIGNATURE_CHARS = 4_000
"""A signature of some hundreds of points; see `core.rules.signature`."""

SomeUnits = Annotated[int, msgspec.Meta(ge=1, le=MAX_ACCEPTED_UNITS)]
Signature = Annotated[str, msgspec.Meta(max_length=MAX_SIGNATURE_CHARS)]


class Proof(StrEnum):
    """How the person at the counter showed a right to the parcel."""

    CODE = "code"
    IDENTITY = "identity"
    PROXY = "proxy"


class HandOver(FulfilmentCommand, frozen=True, kw_only=True):
    """The customer has all that is left of it. `code` goes with a proof by code, `proxy_name` with a proxy;
    `paid_cents` were paid at the till by `paid_with`, which the payment service calls `paid_reference`, and
    beside it what `also_paid` says;
    `signature` is what they signed with, if they were asked to (`core.rules.signature`). `labels` are the
    numbers on its parcels' labels, where these were all that was known of it."""

    NAME = "HandOver"
    VERB = FulfilmentVerb.HAND_OVER
    RULE = RULES[FulfilmentVerb.HAND_OVER]
    proof: Proof
    code: ShortText = ""
    proxy_name: Sentence = ""
    paid_cents: Annotated[int, msgspec.Meta(ge=0)] = 0
    paid_with: Means = Means.CASH
    paid_reference: PaymentName = ""
    also_paid: AlsoPaid = []
    signature: Signature = ""
    labels: Annotated[list[ShortText], msgspec.Meta(max_length=MAX_LABELS)] = []


class HandOverPart(FulfilmentCommand, frozen=True, kw_only=True):
    """The customer has these units, by line; what is left waits on. Of pieces with a serial number it is
    those in `serials`, likewise by line. The rest as `HandOver`."""

    NAME = "HandOverPart"
    VERB = FulfilmentVerb.HAND_OVER_PART
    RULE = RULES[FulfilmentVerb.HAND_OVER_PART]
    units: Annotated[dict[Id, SomeUnits], msgspec.Meta(min_length=1, max_length=MAX_LINES)]
    serials: Annotated[dict[Id, list[ShortText]], msgspec.Meta(max_length=MAX_LINES)] = {}
    proof: Proof
    code: ShortText = ""
    proxy_name: Sentence = ""
    paid_cents: Annotated[int, msgspec.Meta(ge=0)] = 0
    paid_with: Means = Means.CASH
    paid_reference: PaymentName = ""
    also_paid: AlsoPaid = []
    signature: Signature = ""


class TryOn(FulfilmentCommand, frozen=True, kw_only=True):
    """The customer is trying it on: it is out of its bin, and has not left."""

    NAME = "TryOn"
    VERB = FulfilmentVerb.TRY_ON
    RULE = RULES[FulfilmentVerb.TRY_ON]


class RefuseAtCounter(FulfilmentCommand, frozen=True, kw_only=True):
    """The customer does not want what is left of it: it goes back to the shelves."""

    NAME = "RefuseAtCounter"
    VERB = FulfilmentVerb.REFUSE
    RULE = RULES[FulfilmentVerb.REFUSE]
    reason: Sentence = ""


class RefusePart(FulfilmentCommand, frozen=True, kw_only=True):
    """The customer does not want these units, by line: they are on the shelves again, and the rest is handed
    over or waits on. Of pieces with a serial number it is those in `serials`, likewise by line."""

    NAME = "RefusePart"
    VERB = FulfilmentVerb.REFUSE_PART
    RULE = RULES[FulfilmentVerb.REFUSE_PART]
    units: Annotated[dict[Id, SomeUnits], msgspec.Meta(min_length=1, max_length=MAX_LINES)]
    serials: Annotated[dict[Id, list[ShortText]], msgspec.Meta(max_length=MAX_LINES)] = {}
    reason: Sentence = ""


class LiftPayment(FulfilmentCommand, frozen=True, kw_only=True):
    """It may leave although something is still to be paid, by another hand than who says so."""

    NAME = "LiftPayment"
    VERB = FulfilmentVerb.LIFT_PAYMENT
    RULE = RULES[FulfilmentVerb.LIFT_PAYMENT]
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=400)]


class DispatchFulfilment(FulfilmentCommand, frozen=True, kw_only=True):
    """A carrier has taken it along; `taken_by` is the driver's name, as it was written down, `manifest` the
    number of the list that was signed for it."""

    NAME = "DispatchFulfilment"
    VERB = FulfilmentVerb.DISPATCH
    RULE = RULES[FulfilmentVerb.DISPATCH]
    taken_by: Sentence = ""
    manifest: ShortText = ""


class PutBack(FulfilmentCommand, frozen=True, kw_only=True):
    """What had been prepared is on the shelves again."""

    NAME = "PutBack"
    VERB = FulfilmentVerb.PUT_BACK
    RULE = RULES[FulfilmentVerb.PUT_BACK]


COMMANDS: tuple[type[Command], ...] = (
    HandOver,
    HandOverPart,
    TryOn,
    RefuseAtCounter,
    RefusePart,
    LiftPayment,
    DispatchFulfilment,
    PutBack,
)
