"""The lifecycle of a transfer: asked for by the store that wants the goods, sent by another as a fulfilment
of its own, received as a delivery, closed once its discrepancies are explained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from core.rules.ids import derive
from core.rules.lifecycle import Lifecycle, Move, Nature, VerbRule
from core.rules.permissions import Permission

MAX_TRANSFER_LINES: Final = 50
"""More articles than one request is made for."""
RETURNED_GOODS: Final = "returned_goods"
"""The reason of a transfer that takes on what customers have brought back."""
TRANSFER_DUE_DAYS: Final = 3
"""By when the sender is asked to have it on its way."""


class TransferState(StrEnum):
    """Where it stands, as the store that wants the goods sees it."""

    DRAFT = "draft"
    APPROVED = "approved"
    PICKING = "picking"
    IN_TRANSIT = "in_transit"
    PARTLY_RECEIVED = "partly_received"
    RECEIVED = "received"
    CLOSED = "closed"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class TransferVerb(StrEnum):
    """What can be told of it or asked for it."""

    APPROVE = "approve"
    REFUSE = "refuse"
    CANCEL = "cancel"
    PICK = "pick"
    SEND = "send"
    GIVE_UP = "give_up"
    RECEIVE_PART = "receive_part"
    RECEIVE = "receive"
    CLOSE = "close"


S = TransferState
V = TransferVerb

TRANSFER_RULES: Final = MappingProxyType(
    {
        V.APPROVE: VerbRule(Nature.REQUEST, Permission.APPROVE_TRANSFER),
        V.REFUSE: VerbRule(Nature.REQUEST, Permission.APPROVE_TRANSFER),
        V.CANCEL: VerbRule(Nature.REQUEST, Permission.REQUEST_TRANSFER),
        V.PICK: VerbRule(Nature.FACT, Permission.PREPARE),
        V.SEND: VerbRule(Nature.FACT, Permission.DISPATCH),
        V.GIVE_UP: VerbRule(Nature.FACT, Permission.PREPARE),
        V.RECEIVE_PART: VerbRule(Nature.FACT, Permission.RECEIVE),
        V.RECEIVE: VerbRule(Nature.FACT, Permission.RECEIVE),
        V.CLOSE: VerbRule(Nature.REQUEST, Permission.RUN_TIMERS),
    }
)

_SENT = (S.IN_TRANSIT, S.PARTLY_RECEIVED)
_OVER = (S.REFUSED, S.CANCELLED)


def _moves() -> dict[tuple[S, V], Move]:
    table: dict[tuple[S, V], Move] = {}

    def row(states: Sequence[S], verb: V, to: S | None, exception: str | None = None) -> None:
        table.update({(state, verb): Move(to or state, exception) for state in states})

    # What the sender or the receiver told where it was not expected: the goods have moved all the same.
    row(list(S), V.PICK, None, "transfer_moved_unasked")
    row(list(S), V.SEND, S.IN_TRANSIT, "transfer_moved_unasked")
    row(list(S), V.GIVE_UP, None)
    row(list(S), V.RECEIVE_PART, S.PARTLY_RECEIVED, "transfer_received_unasked")
    row(list(S), V.RECEIVE, S.RECEIVED, "transfer_received_unasked")
    row([S.DRAFT], V.APPROVE, S.APPROVED)
    row([S.DRAFT], V.REFUSE, S.REFUSED)
    row([S.DRAFT, S.APPROVED, S.PICKING], V.CANCEL, S.CANCELLED)
    row([S.APPROVED, S.PICKING], V.PICK, S.PICKING)
    # Of two colleagues who did not hear of each other the second has sent some of it too.
    row([S.APPROVED, S.PICKING, *_SENT, S.RECEIVED], V.SEND, S.IN_TRANSIT)
    row([S.APPROVED, S.PICKING], V.GIVE_UP, S.REFUSED)
    # What was received may be taken off again, or turn out to stand at its sender.
    row([*_SENT, S.RECEIVED], V.RECEIVE_PART, S.PARTLY_RECEIVED)
    row([*_SENT, S.RECEIVED], V.RECEIVE, S.RECEIVED)
    row([S.PARTLY_RECEIVED, S.RECEIVED, *_OVER], V.CLOSE, S.CLOSED)
    return table


TRANSFER: Lifecycle[TransferState, TransferVerb] = Lifecycle(
    "transfer", TransferState, TRANSFER_RULES, MappingProxyType(_moves())
)

OPEN_TRANSFERS: Final = frozenset({S.DRAFT, S.APPROVED, S.PICKING, *_SENT})
"""What somebody still has something to do with."""


def receipt_verb(units: Iterable[tuple[int, int]]) -> TransferVerb:
    """What a finished receipt says of a transfer, from (sent, received) of each line."""
    return V.RECEIVE if all(received >= sent for sent, received in units) else V.RECEIVE_PART


def delivery_of_transfer(transfer_id: str) -> str:
    """The identifier of the delivery by which the other place receives it."""
    return derive(transfer_id, "delivery")


def carton_of_parcel(parcel_id: str) -> str:
    """The identifier of the carton that a parcel of a transfer is to who receives it."""
    return derive(parcel_id, "carton")
