"""The lifecycle of a fulfilment: one location's share of an order, from proposed to closed.

The table is built in rows that can be read aloud: the expected moves first, then, for each fact, what it
means where it was not expected. A fact never stops the work: goods that are said to have left have left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from core.rules.lifecycle import Lifecycle, Move, Nature, VerbRule
from core.rules.permissions import Permission
from core.rules.time import MINUTE_MS


class FulfilmentKind(StrEnum):
    """How the goods reach the customer."""

    PICKUP = "pickup"
    RESERVATION = "reservation"
    SHIPMENT = "shipment"
    TRANSFER = "transfer"


ARRIVED_AFTER_LOSS: Final = "arrived_after_loss"
"""The kind of the case about what was given up for lost, and is here."""
PARCEL_OVERDUE: Final = "parcel_overdue"
"""The kind of the case about what another store sent long ago, and has not arrived."""
SHIPMENT_OVERDUE: Final = "shipment_overdue"
"""The kind of the case about what was to be with its customer long ago, and that no carrier has told of."""
DELIVERED_AFTER_LOSS: Final = "delivered_after_loss"
"""The kind of the case about what was given up for lost, and has reached its customer."""
PARCEL_CAME_BACK: Final = "parcel_came_back"
"""The kind of the case about one of several parcels for a customer that its carrier has brought back."""
PARCEL_BACK: Final = "parcel_back"
"""The kind of the case about what this store had sent, and a truck has brought back as a carton."""
CLAIM_LASTS_MS: Final = 30 * MINUTE_MS
"""A claim that nobody works on is respected no longer, here or at the core, which may free it sooner."""


class FulfilmentState(StrEnum):
    """Where the preparation stands."""

    PROPOSED = "proposed"
    CLAIMED = "claimed"
    PICKING = "picking"
    PICKED = "picked"
    PACKED = "packed"
    LABELLED = "labelled"
    STAGED = "staged"
    READY = "ready"
    TRIED = "tried"
    HANDED_OVER = "handed_over"
    DISPATCHED = "dispatched"
    DELIVERED = "delivered"
    ARRIVED = "arrived"
    LOST = "lost"
    CLOSED = "closed"
    UNCOLLECTED = "uncollected"
    TO_PUT_BACK = "to_put_back"
    PUT_BACK = "put_back"
    REJECTED = "rejected"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


class FulfilmentVerb(StrEnum):
    """What can be told of a fulfilment or asked for it."""

    CLAIM = "claim"
    RELEASE = "release"
    LAPSE = "lapse"
    PICK = "pick"
    UNPICK = "unpick"
    SHORT = "short"
    UNSHORT = "unshort"
    SUBSTITUTE = "substitute"
    ANSWER_SUBSTITUTE = "answer_substitute"
    WITHDRAW_SUBSTITUTE = "withdraw_substitute"
    COMPLETE_PICK = "complete_pick"
    PACK = "pack"
    LABEL = "label"
    STAGE = "stage"
    TELL_READY = "tell_ready"
    TRY_ON = "try_on"
    HAND_OVER = "hand_over"
    HAND_OVER_PART = "hand_over_part"
    REFUSE = "refuse"
    REFUSE_PART = "refuse_part"
    LIFT_PAYMENT = "lift_payment"
    DISPATCH = "dispatch"
    DELIVER = "deliver"
    ARRIVE = "arrive"
    LOSE = "lose"
    EXPIRE = "expire"
    PUT_BACK = "put_back"
    REJECT = "reject"
    REOPEN = "reopen"
    CANCEL = "cancel"
    CLOSE_EMPTY = "close_empty"
    CLOSE = "close"


S = FulfilmentState
V = FulfilmentVerb

RULES: Mapping[FulfilmentVerb, VerbRule] = MappingProxyType(
    {
        V.CLAIM: VerbRule(Nature.REQUEST, Permission.PREPARE),
        V.RELEASE: VerbRule(Nature.REQUEST, Permission.PREPARE),
        V.LAPSE: VerbRule(Nature.REQUEST, Permission.RUN_TIMERS),
        V.PICK: VerbRule(Nature.FACT, Permission.PREPARE),
        V.UNPICK: VerbRule(Nature.FACT, Permission.PREPARE),
        V.SHORT: VerbRule(Nature.FACT, Permission.PREPARE),
        V.UNSHORT: VerbRule(Nature.FACT, Permission.PREPARE),
        V.SUBSTITUTE: VerbRule(Nature.REQUEST, Permission.PREPARE),
        V.ANSWER_SUBSTITUTE: VerbRule(Nature.FACT, Permission.PREPARE),
        V.WITHDRAW_SUBSTITUTE: VerbRule(Nature.REQUEST, Permission.PREPARE),
        V.COMPLETE_PICK: VerbRule(Nature.FACT, Permission.PREPARE),
        V.PACK: VerbRule(Nature.FACT, Permission.PREPARE),
        V.LABEL: VerbRule(Nature.FACT, Permission.PREPARE),
        V.STAGE: VerbRule(Nature.FACT, Permission.PREPARE),
        V.TELL_READY: VerbRule(Nature.REQUEST, Permission.RUN_TIMERS),
        V.TRY_ON: VerbRule(Nature.FACT, Permission.HAND_OVER),
        V.HAND_OVER: VerbRule(Nature.FACT, Permission.HAND_OVER),
        V.HAND_OVER_PART: VerbRule(Nature.FACT, Permission.HAND_OVER),
        V.REFUSE: VerbRule(Nature.FACT, Permission.HAND_OVER),
        V.REFUSE_PART: VerbRule(Nature.FACT, Permission.HAND_OVER),
        V.LIFT_PAYMENT: VerbRule(Nature.REQUEST, Permission.LIFT_PAYMENT),
        V.DISPATCH: VerbRule(Nature.FACT, Permission.DISPATCH),
        V.DELIVER: VerbRule(Nature.FACT, Permission.RUN_TIMERS),
        V.ARRIVE: VerbRule(Nature.FACT, Permission.RECEIVE),
        V.LOSE: VerbRule(Nature.REQUEST, Permission.SETTLE_EXCEPTION),
        V.EXPIRE: VerbRule(Nature.REQUEST, Permission.RUN_TIMERS),
        V.PUT_BACK: VerbRule(Nature.FACT, Permission.PUT_BACK),
        V.REJECT: VerbRule(Nature.REQUEST, Permission.REJECT_FULFILMENT),
        V.REOPEN: VerbRule(Nature.REQUEST, Permission.REOPEN_FULFILMENT),
        V.CANCEL: VerbRule(Nature.REQUEST, Permission.CANCEL_ORDER),
        V.CLOSE_EMPTY: VerbRule(Nature.REQUEST, Permission.PREPARE),
        V.CLOSE: VerbRule(Nature.REQUEST, Permission.RUN_TIMERS),
    }
)

_IN_HAND = (S.CLAIMED, S.PICKING, S.PICKED)
"""Somebody is at work on it."""
_PREPARED = (S.PACKED, S.LABELLED, S.STAGED, S.READY, S.TRIED, S.ARRIVED, S.UNCOLLECTED)
"""In parcels, here, or being tried on by the customer."""
_GONE = (S.HANDED_OVER, S.DISPATCHED, S.DELIVERED, S.CLOSED)
"""Has left the location."""
_DEAD = (S.REJECTED, S.LAPSED, S.CANCELLED, S.PUT_BACK)
"""Not wanted here any more, and nothing of it is in hand as far as is known."""
_FINISHED = (S.HANDED_OVER, S.DELIVERED, S.LOST, *_DEAD)
"""Nothing more is expected of it."""
_OPEN_BEFORE_PICK = (S.PROPOSED, S.CLAIMED)


def _expected() -> dict[tuple[S, V], Move]:
    table: dict[tuple[S, V], Move] = {}

    def row(states: Sequence[S], verb: V, to: S) -> None:
        table.update({(state, verb): Move(to) for state in states})

    row([S.PROPOSED], V.CLAIM, S.CLAIMED)
    row([S.CLAIMED], V.CLAIM, S.CLAIMED)
    row([S.PICKING], V.CLAIM, S.PICKING)
    row([S.PICKED], V.CLAIM, S.PICKED)
    row([S.CLAIMED], V.RELEASE, S.PROPOSED)
    # Goods are in hand: whoever goes on finds them picked, and whoever gives it up must put them back.
    row([S.PICKING], V.RELEASE, S.PICKING)
    row([S.PICKED], V.RELEASE, S.PICKED)
    row([S.PROPOSED, S.CLAIMED], V.LAPSE, S.LAPSED)
    row([S.PROPOSED, S.CLAIMED, S.PICKING, S.PICKED], V.PICK, S.PICKING)
    row([S.PICKING, S.PICKED], V.UNPICK, S.PICKING)
    row([S.PROPOSED, S.CLAIMED, S.PICKING, S.PICKED], V.SHORT, S.PICKING)
    row([S.PICKING, S.PICKED], V.UNSHORT, S.PICKING)
    row([S.PROPOSED, S.CLAIMED, S.PICKING, S.PICKED], V.SUBSTITUTE, S.PICKING)
    row([S.PICKING, S.PICKED], V.WITHDRAW_SUBSTITUTE, S.PICKING)
    # Its customer may answer while somebody is at it or nobody: that moves nothing by itself.
    table.update({(state, V.ANSWER_SUBSTITUTE): Move(state) for state in (S.PROPOSED, *_IN_HAND)})
    row([S.CLAIMED, S.PICKING, S.PICKED], V.COMPLETE_PICK, S.PICKED)
    row([S.PICKED], V.CLOSE_EMPTY, S.CANCELLED)
    row([S.PICKED], V.PACK, S.PACKED)
    row([S.PACKED], V.LABEL, S.LABELLED)
    row([S.PACKED, S.LABELLED, S.STAGED, S.ARRIVED], V.STAGE, S.STAGED)
    # Tried on, and put aside again for another day.
    row([S.READY, S.TRIED], V.STAGE, S.READY)
    row([S.STAGED], V.TELL_READY, S.READY)
    row(_PREPARED, V.TRY_ON, S.TRIED)
    row(_PREPARED, V.HAND_OVER, S.HANDED_OVER)
    # What is left of it waits on, as before.
    table.update({(state, V.HAND_OVER_PART): Move(state) for state in _PREPARED})
    table.update({(state, V.REFUSE_PART): Move(state) for state in _PREPARED})
    table.update({(state, V.LIFT_PAYMENT): Move(state) for state in _PREPARED})
    row(_PREPARED, V.REFUSE, S.TO_PUT_BACK)
    row([S.PACKED, S.LABELLED, S.STAGED], V.DISPATCH, S.DISPATCHED)
    row([S.DISPATCHED], V.DELIVER, S.DELIVERED)
    row([S.DISPATCHED], V.ARRIVE, S.ARRIVED)
    row([S.DISPATCHED], V.LOSE, S.LOST)
    row([S.READY, S.STAGED, S.TRIED], V.EXPIRE, S.UNCOLLECTED)
    row([S.UNCOLLECTED, S.TO_PUT_BACK], V.PUT_BACK, S.PUT_BACK)
    row([S.PROPOSED, S.CLAIMED], V.REJECT, S.REJECTED)
    row([S.PICKING, S.PICKED], V.REJECT, S.TO_PUT_BACK)
    row([S.PACKED, S.LABELLED, S.STAGED, S.READY], V.REOPEN, S.PICKED)
    row(_OPEN_BEFORE_PICK, V.CANCEL, S.CANCELLED)
    row([S.PICKING, S.PICKED, *_PREPARED], V.CANCEL, S.TO_PUT_BACK)
    row(_FINISHED, V.CLOSE, S.CLOSED)
    return table


def _contradictions() -> dict[tuple[S, V], Move]:
    """What each fact means where it was not expected. Rows given here yield to expected ones."""
    table: dict[tuple[S, V], Move] = {}

    def row(states: Sequence[S], verb: V, exception: str, to: S | None = None) -> None:
        table.update({(state, verb): Move(to or state, exception) for state in states})

    everything = list(S)
    # Work told about goods that had moved on: the state stays ahead, the quantities are for a person to see.
    for verb in (V.PICK, V.UNPICK, V.SHORT, V.UNSHORT, V.COMPLETE_PICK):
        row(everything, verb, "worked_on_after_it_moved_on")
        row([*_DEAD, S.TO_PUT_BACK], verb, "prepared_after_cancellation", S.TO_PUT_BACK)
    row(_OPEN_BEFORE_PICK, V.UNPICK, "worked_on_before_claim")
    row(_OPEN_BEFORE_PICK, V.UNSHORT, "worked_on_before_claim")
    row([S.PROPOSED], V.COMPLETE_PICK, "worked_on_before_claim", S.PICKED)
    row(everything, V.ANSWER_SUBSTITUTE, "substitute_answered_after_it_moved_on")
    for verb, to in ((V.PACK, S.PACKED), (V.LABEL, S.LABELLED), (V.STAGE, S.STAGED)):
        row(everything, verb, "worked_on_after_it_moved_on")
        row([S.PROPOSED, *_IN_HAND], verb, "step_skipped", to)
        row([*_DEAD, S.TO_PUT_BACK], verb, "prepared_after_cancellation", S.TO_PUT_BACK)
    row(everything, V.TRY_ON, "worked_on_after_it_moved_on")
    row([S.PROPOSED, *_IN_HAND], V.TRY_ON, "step_skipped", S.TRIED)
    row([*_DEAD, S.TO_PUT_BACK], V.TRY_ON, "prepared_after_cancellation", S.TO_PUT_BACK)
    row([S.PROPOSED, *_IN_HAND], V.HAND_OVER, "handed_over_unprepared", S.HANDED_OVER)
    row([*_DEAD, S.TO_PUT_BACK], V.HAND_OVER, "handed_over_after_cancellation", S.HANDED_OVER)
    row(_GONE, V.HAND_OVER, "handed_over_twice")
    row([S.PROPOSED, *_IN_HAND], V.HAND_OVER_PART, "handed_over_unprepared")
    row([*_DEAD, S.TO_PUT_BACK], V.HAND_OVER_PART, "handed_over_after_cancellation")
    row(_GONE, V.HAND_OVER_PART, "handed_over_twice")
    row([S.PROPOSED, *_IN_HAND], V.REFUSE, "refused_unprepared", S.TO_PUT_BACK)
    row([*_DEAD, S.TO_PUT_BACK], V.REFUSE, "refused_after_cancellation")
    row(_GONE, V.REFUSE, "refused_after_it_left")
    row([S.PROPOSED, *_IN_HAND], V.REFUSE_PART, "refused_unprepared")
    row([*_DEAD, S.TO_PUT_BACK], V.REFUSE_PART, "refused_after_cancellation")
    row(_GONE, V.REFUSE_PART, "refused_after_it_left")
    row(
        [S.PROPOSED, *_IN_HAND, S.READY, S.TRIED, S.ARRIVED, S.UNCOLLECTED],
        V.DISPATCH,
        "step_skipped",
        S.DISPATCHED,
    )
    row([*_DEAD, S.TO_PUT_BACK], V.DISPATCH, "dispatched_after_cancellation", S.DISPATCHED)
    row(_GONE, V.DISPATCH, "dispatched_twice")
    row(everything, V.DELIVER, "delivered_without_dispatch", S.DELIVERED)
    row([S.HANDED_OVER, S.DELIVERED, S.CLOSED], V.DELIVER, "delivered_twice")
    row(everything, V.ARRIVE, "arrived_without_dispatch", S.ARRIVED)
    row([*_GONE, *_PREPARED], V.ARRIVE, "arrived_twice")
    # It was given up for lost, and is found: whoever has it in hand says where.
    row([S.LOST], V.ARRIVE, ARRIVED_AFTER_LOSS, S.ARRIVED)
    row([S.LOST], V.HAND_OVER, ARRIVED_AFTER_LOSS, S.HANDED_OVER)
    row([S.LOST], V.HAND_OVER_PART, ARRIVED_AFTER_LOSS)
    row([S.LOST], V.DELIVER, DELIVERED_AFTER_LOSS, S.DELIVERED)
    for verb in (V.REFUSE, V.REFUSE_PART):
        row([S.LOST], verb, "refused_after_it_left")
    row([S.LOST], V.DISPATCH, "dispatched_twice", S.DISPATCHED)
    row(everything, V.PUT_BACK, "put_back_unasked", S.PUT_BACK)
    row([*_GONE, S.LOST], V.PUT_BACK, "put_back_after_it_left")
    row([S.PUT_BACK], V.PUT_BACK, "put_back_twice")
    return table


FULFILMENT: Lifecycle[FulfilmentState, FulfilmentVerb] = Lifecycle(
    "fulfilment", FulfilmentState, RULES, MappingProxyType(_contradictions() | _expected())
)

OPEN_STATES = frozenset({S.PROPOSED, *_IN_HAND, *_PREPARED, S.TO_PUT_BACK})
"""What a store still has something to do with."""
TO_PREPARE = frozenset({S.PROPOSED, *_IN_HAND, S.PACKED, S.LABELLED})
PREPARED_HERE = TO_PREPARE | {S.ARRIVED}
"""What a store prepares, and what it receives ready made and has a place to find for."""
TO_HAND_OVER = frozenset({S.STAGED, S.READY, S.TRIED})
PREPARED_STATES = frozenset(_PREPARED)
"""In parcels here, or being tried on: what a customer can be given or refuse."""
LEFT_STATES = frozenset(_GONE)
ON_ITS_WAY = frozenset({S.DISPATCHED, S.LOST})
"""It has left its sender; what was given up for lost is on its way still, should it come."""
DEAD_STATES = frozenset({*_DEAD, S.TO_PUT_BACK, S.LOST})
COLLECTED_KINDS = (FulfilmentKind.PICKUP, FulfilmentKind.RESERVATION)
"""Kinds that the customer comes for."""
CARRIED_KINDS = frozenset({FulfilmentKind.SHIPMENT, FulfilmentKind.TRANSFER})
"""Kinds that a carrier comes for."""
WITHOUT_CLAIM = frozenset({*_GONE, *_DEAD, S.LOST})
"""No stock is held for it any more: its goods have left, or it was given up."""
