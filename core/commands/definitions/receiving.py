"""Goods come in by truck: cartons, pieces, customers' parcels."""

from __future__ import annotations

from typing import Annotated

import msgspec

from core.commands.aggregates import delivery_aggregate
from core.commands.definitions.base import Command, FulfilmentCommand, Id, RowNumber, Sentence, ShortText
from core.rules.delivery import DELIVERY, DeliveryVerb
from core.rules.fulfilment import RULES, FulfilmentVerb

Number = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
"""What a carton's or a parcel's label says."""
_RECEIVE = DELIVERY.rules[DeliveryVerb.RECEIVE]


class DeliveryCommand(Command, frozen=True, kw_only=True):
    """Base of the commands on one delivery."""

    delivery_id: Id

    @property
    def aggregate(self) -> str:
        return delivery_aggregate(self.delivery_id)


class OpenDelivery(DeliveryCommand, frozen=True, kw_only=True):
    """A truck is here that nobody had announced; `origin` is who sends it, as its papers say."""

    NAME = "OpenDelivery"
    RULE = _RECEIVE
    location_id: RowNumber
    origin: Sentence = ""


class ReceiveCarton(DeliveryCommand, frozen=True, kw_only=True):
    """A carton is off the truck, with all that was announced to be in it; pieces whose serial numbers were
    not announced are scanned one by one."""

    NAME = "ReceiveCarton"
    RULE = _RECEIVE
    number: Number


class ReceivePieces(DeliveryCommand, frozen=True, kw_only=True):
    """Units of an article have come, in a carton or loose. A serialised article comes one by one."""

    NAME = "ReceivePieces"
    RULE = _RECEIVE
    article_id: RowNumber
    carton: ShortText = ""
    quantity: int = 1
    serial: ShortText | None = None


class TakeOff(DeliveryCommand, frozen=True, kw_only=True):
    """Units of a line that were told received had not come after all."""

    NAME = "TakeOff"
    RULE = _RECEIVE
    line_id: Id
    quantity: int = 1
    serial: ShortText | None = None


class TellDamaged(DeliveryCommand, frozen=True, kw_only=True):
    """Units of a line are here, and damaged. What is beyond the received ones comes with it."""

    NAME = "TellDamaged"
    RULE = _RECEIVE
    line_id: Id
    quantity: int = 1
    serial: ShortText | None = None


class FinishDelivery(DeliveryCommand, frozen=True, kw_only=True):
    """The truck is empty: what has not come is missing."""

    NAME = "FinishDelivery"
    RULE = DELIVERY.rules[DeliveryVerb.FINISH]


class ArriveFulfilment(FulfilmentCommand, frozen=True, kw_only=True):
    """A customer's parcel that another store has sent is here, to be collected; `number` is the parcel's."""

    NAME = "ArriveFulfilment"
    VERB = FulfilmentVerb.ARRIVE
    RULE = RULES[FulfilmentVerb.ARRIVE]
    number: Number


COMMANDS: tuple[type[Command], ...] = (
    OpenDelivery,
    ReceiveCarton,
    ReceivePieces,
    TakeOff,
    TellDamaged,
    FinishDelivery,
    ArriveFulfilment,
)
