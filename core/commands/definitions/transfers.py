"""A store asks another one for goods."""

from __future__ import annotations

from typing import Annotated

import msgspec

from core.commands.aggregates import transfer_aggregate
from core.commands.definitions.base import Command, Id, RowNumber, Sentence
from core.rules.transfer import MAX_TRANSFER_LINES, TRANSFER_RULES, TransferVerb


class TransferCommand(Command, frozen=True, kw_only=True):
    """Base of the commands on one transfer."""

    transfer_id: Id

    @property
    def aggregate(self) -> str:
        return transfer_aggregate(self.transfer_id)


class RequestTransfer(TransferCommand, frozen=True, kw_only=True):
    """This store would like so many units of each article (by number) from another location."""

    NAME = "RequestTransfer"
    # What may be called off may be asked for.
    RULE = TRANSFER_RULES[TransferVerb.CANCEL]
    location_id: RowNumber
    from_location_id: RowNumber
    units: Annotated[dict[RowNumber, int], msgspec.Meta(min_length=1, max_length=MAX_TRANSFER_LINES)]
    reason: Sentence = ""


class ApproveTransfer(TransferCommand, frozen=True, kw_only=True):
    """The other location is to send it."""

    NAME = "ApproveTransfer"
    RULE = TRANSFER_RULES[TransferVerb.APPROVE]


class RefuseTransfer(TransferCommand, frozen=True, kw_only=True):
    """It is not to be asked for."""

    NAME = "RefuseTransfer"
    RULE = TRANSFER_RULES[TransferVerb.REFUSE]
    reason: Sentence = ""


class CancelTransfer(TransferCommand, frozen=True, kw_only=True):
    """It is not needed any more. What the other location has in hand for it goes back to its shelves."""

    NAME = "CancelTransfer"
    RULE = TRANSFER_RULES[TransferVerb.CANCEL]
    reason: Sentence = ""


COMMANDS: tuple[type[Command], ...] = (RequestTransfer, ApproveTransfer, RefuseTransfer, CancelTransfer)
