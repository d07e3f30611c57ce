"""What a person can do about an exception: for each kind its choices, the advised one first.

A choice is a deed, done with the settling: goods are put back, an order goes elsewhere, an article is counted
again. Which of a kind's choices are open depends on where the fulfilment stands by now (`choices_of`), as its
lifecycle says. Closing, with a sentence about it, is open always: so no exception is ever a dead end.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from core.rules.exception_kinds import OF_A_DELIVERY, OF_RETURNS
from core.rules.fulfilment import (
    ARRIVED_AFTER_LOSS,
    DELIVERED_AFTER_LOSS,
    FULFILMENT,
    PARCEL_BACK,
    PARCEL_CAME_BACK,
    RULES,
    SHIPMENT_OVERDUE,
    FulfilmentState,
    FulfilmentVerb,
)
from core.rules.permissions import Permission

QUARANTINED: Final = "quarantined"
"""The kind of a case whose command is kept without effect."""
ARRIVED_ELSEWHERE: Final = "arrived_elsewhere"
"""Why one is kept that tells late of an order which has arrived in the store where it is collected."""

LEFT_TWICE: Final = "left_twice"
"""The kind of the two cases about an order that has left from two stores: one at each."""
FREE_NOWHERE: Final = "free_nowhere"
"""The kind of a case about units of an order that no location has, or is asked for any more."""
EXCHANGE_FREE_NOWHERE: Final = "exchange_free_nowhere"
"""The kind of a case about what was to be ordered in exchange, and was gone when the core heard of it."""
EXCHANGE_CANCELLED: Final = "exchange_cancelled"
"""The kind of a case about what was ordered in exchange, and cancelled before it was agreed and paid."""
EXCHANGE_PARTLY_GONE: Final = "exchange_partly_gone"
"""The kind of a case about what was ordered in exchange, and cancelled when some of the money that goes with
it had gone, or may have."""
EXCHANGE_PAID_IN_VAIN: Final = "exchange_paid_in_vain"
"""The kind of a case about money that came in for what was ordered in exchange, and was not due then."""
REFUND_PERHAPS_PAID: Final = "refund_perhaps_paid"
"""The kind of a case about a refund that a core which was lost may have paid, and this one turned down."""
REFUND_PAID_UNTOLD: Final = "refund_paid_untold"
"""The kind of a case about money that the payment service says has gone back, and no refund here says so."""
MAY_HAVE_GONE: Final = (REFUND_PERHAPS_PAID, REFUND_PAID_UNTOLD)
"""Kinds of cases that bar a refund until somebody says what became of the money."""
REFUSED_PAID: Final = "refused_what_was_paid"
"""The kind of a case about what was paid for units that were refused at the counter."""
BY_ITSELF: Final = "by_itself"
"""Stands where a case's resolution does, once it is about nothing any more."""
ANNOUNCED_SINCE: Final = "announced_since"
"""Stands there, once what nobody had announced is announced after all."""

_LATE: Final = "worked_on_after_it_moved_on"
TOLD_WITH: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        # Work that is heard of late explains why something was handed over that nobody had prepared.
        _LATE: ("handed_over_unprepared", _LATE),
        "prepared_after_cancellation": ("prepared_after_cancellation",),
        "step_skipped": ("step_skipped",),
        "picked_too_many": ("picked_too_many",),
        "put_back_too_many": ("put_back_too_many",),
        "short_too_many": ("short_too_many",),
    }
)
"""By kind, the kinds of open cases about the same fulfilment that tell of it too: one says what to do,
however many facts there are."""


class Resolution(StrEnum):
    """What becomes of what a case is about.

    Attributes:
        CLOSE: nothing more: what was recorded stays so, what is quarantined stays without effect.
        ACCEPT: what is quarantined has happened all the same, and takes effect.
        COUNT: the articles are counted again, by a task of the store.
        PUT_BACK: the goods are on the shelves again.
        PUT_SURPLUS_BACK: what was picked beyond what was ordered is.
        SEND_ELSEWHERE: another place is found for what is wanted.
        REOPEN: the parcels are opened, their labels void, and it is packed anew.
        PRINT_AGAIN: the parcels get their labels again, on the same numbers.
        CALL_OFF: the fulfilment that took this one's place is not needed.
        FOUND: what was missing of a delivery has come after all.
        SAME_BOX: a carton that is missing is the one that nobody had announced: its label was changed.
        SEND_BACK: what came wrongly or damaged goes back to where it came from.
        WRITE_OFF: what is damaged is nothing worth any more.
        GIVE_UP: what was announced is not awaited any more.
        LOST: a customer's parcel is lost on its way; another source is found, or it is refunded.
        DELIVERED: a customer's parcel has reached them.
        LOOK_AGAIN: every location is asked once more, those too that have turned it down.
        CANCEL_MISSING: the units that are free nowhere are cancelled, and the customer is told.
        TAKE_AGAIN: what a credit had not is taken from it now.
        PAID_SINCE: the customer has brought in cash what was left unpaid, or what a credit had not;
            PAID_BY_CARD: has paid it by card.
        WENT: the money that it is about has gone, says the payment service.
        CANCEL: its customer gave it up: what no other place sees to of it is cancelled, and they are told.
    """

    CLOSE = "close"
    ACCEPT = "accept"
    COUNT = "count"
    PUT_BACK = "put_back"
    PUT_SURPLUS_BACK = "put_surplus_back"
    SEND_ELSEWHERE = "send_elsewhere"
    REOPEN = "reopen"
    PRINT_AGAIN = "print_again"
    CALL_OFF = "call_off"
    FOUND = "found"
    SAME_BOX = "same_box"
    SEND_BACK = "send_back"
    WRITE_OFF = "write_off"
    GIVE_UP = "give_up"
    LOST = "lost"
    DELIVERED = "delivered"
    LOOK_AGAIN = "look_again"
    CANCEL_MISSING = "cancel_missing"
    CANCEL = "cancel"
    TAKE_AGAIN = "take_again"
    PAID_SINCE = "paid_since"
    PAID_BY_CARD = "paid_by_card"
    WENT = "went"


R = Resolution
S = FulfilmentState

CHOICES: Mapping[str, tuple[Resolution, ...]] = MappingProxyType(
    {
        # a fulfilment's lifecycle
        "worked_on_after_it_moved_on": (R.REOPEN, R.COUNT, R.CLOSE),
        "worked_on_before_claim": (R.CLOSE, R.SEND_ELSEWHERE),
        "prepared_after_cancellation": (R.PUT_BACK, R.COUNT, R.CLOSE),
        "step_skipped": (R.CLOSE, R.REOPEN, R.COUNT),
        "handed_over_unprepared": (R.COUNT, R.CLOSE),
        "handed_over_after_cancellation": (R.CLOSE, R.COUNT),
        "handed_over_twice": (R.COUNT, R.CLOSE),
        "refused_unprepared": (R.PUT_BACK, R.COUNT, R.CLOSE),
        "refused_after_cancellation": (R.PUT_BACK, R.COUNT, R.CLOSE),
        "refused_after_it_left": (R.COUNT, R.CLOSE),
        "dispatched_after_cancellation": (R.CLOSE, R.COUNT),
        "dispatched_twice": (R.CLOSE, R.COUNT),
        "delivered_without_dispatch": (R.COUNT, R.CLOSE),
        "delivered_twice": (R.CLOSE, R.COUNT),
        "arrived_without_dispatch": (R.CLOSE, R.COUNT),
        ARRIVED_AFTER_LOSS: (R.CLOSE, R.PRINT_AGAIN, R.COUNT),
        DELIVERED_AFTER_LOSS: (R.CLOSE,),
        "arrived_twice": (R.CLOSE, R.PRINT_AGAIN),
        "put_back_unasked": (R.SEND_ELSEWHERE, R.CANCEL, R.COUNT, R.CLOSE),
        "put_back_after_it_left": (R.COUNT, R.CLOSE),
        "put_back_twice": (R.COUNT, R.CLOSE),
        "substitute_answered_after_it_moved_on": (R.REOPEN, R.COUNT, R.CLOSE),
        # a substitute's lifecycle
        "substitute_answered_both_ways": (R.CLOSE, R.SEND_ELSEWHERE),
        "substitute_agreed_too_late": (R.CLOSE, R.SEND_ELSEWHERE),
        "substitute_not_agreed": (R.CLOSE, R.COUNT),
        # a claim's lifecycle
        "consumed_before_allocation": (R.COUNT, R.CLOSE),
        "consumed_twice": (R.COUNT, R.CLOSE),
        "consumed_after_release": (R.COUNT, R.CLOSE),
        "consumed_after_short": (R.COUNT, R.CLOSE),
        "shorted_before_allocation": (R.COUNT, R.CLOSE),
        "shorted_after_it_left": (R.COUNT, R.CLOSE),
        "shorted_after_release": (R.COUNT, R.CLOSE),
        "shorted_twice": (R.COUNT, R.CLOSE),
        # quantities, pieces, parcels
        "picked_too_many": (R.PUT_SURPLUS_BACK, R.REOPEN, R.COUNT, R.CLOSE),
        "put_back_too_many": (R.COUNT, R.CLOSE),
        "short_too_many": (R.COUNT, R.CLOSE),
        "serial_missing": (R.REOPEN, R.COUNT, R.CLOSE),
        "serial_picked_twice": (R.REOPEN, R.COUNT, R.CLOSE),
        "serial_not_here": (R.COUNT, R.REOPEN, R.CLOSE),
        "packed_other_than_picked": (R.REOPEN, R.COUNT, R.CLOSE),
        "staged_unknown_parcel": (R.PRINT_AGAIN, R.REOPEN, R.CLOSE),
        "parcel_number_wrong": (R.REOPEN, R.CLOSE),
        "parcel_number_reused": (R.REOPEN, R.CLOSE),
        "parcel_number_not_leased": (R.PRINT_AGAIN, R.REOPEN, R.CLOSE),
        # what came by truck
        "received_after_closing": (R.CLOSE, R.COUNT),
        "received_after_withdrawal": (R.CLOSE, R.COUNT),
        "delivery_overdue": (R.CLOSE, R.GIVE_UP),
        "parcel_overdue": (R.CLOSE, R.LOST),
        SHIPMENT_OVERDUE: (R.CLOSE, R.LOST, R.DELIVERED),
        PARCEL_CAME_BACK: (R.CLOSE, R.CANCEL_MISSING, R.COUNT),
        PARCEL_BACK: (R.CLOSE, R.COUNT),
        "carton_received_twice": (R.CLOSE, R.COUNT),
        "carton_missing": (R.CLOSE, R.FOUND, R.SAME_BOX),
        "carton_unknown": (R.CLOSE, R.SEND_BACK, R.SAME_BOX),
        "carton_went_back": (R.CLOSE, R.COUNT),
        "carton_of_another_delivery": (R.CLOSE,),
        "carton_of_another_store": (R.SEND_BACK, R.CLOSE),
        "parcel_of_another_store": (R.SEND_BACK, R.CLOSE),
        "units_missing": (R.CLOSE, R.FOUND, R.COUNT),
        "units_extra": (R.SEND_BACK, R.CLOSE, R.COUNT),
        "units_damaged": (R.WRITE_OFF, R.SEND_BACK, R.CLOSE),
        "units_taken_off_too_many": (R.COUNT, R.CLOSE),
        "delivery_unannounced": (R.CLOSE, R.COUNT),
        "piece_without_serial": (R.CLOSE, R.COUNT),
        "serial_received_twice": (R.CLOSE, R.COUNT),
        "serial_already_here": (R.COUNT, R.CLOSE),
        "serial_was_sold": (R.CLOSE, R.COUNT),
        "serial_elsewhere": (R.CLOSE, R.COUNT),
        # a transfer's lifecycle
        "transfer_moved_unasked": (R.CLOSE,),
        "transfer_received_unasked": (R.CLOSE,),
        "transfer_not_sent": (R.CLOSE,),
        # the counter, and the centre
        "wrong_pickup_code": (R.CLOSE, R.COUNT),
        "left_unpaid": (R.CLOSE, R.PAID_SINCE, R.PAID_BY_CARD, R.COUNT),
        "credit_not_covered": (R.TAKE_AGAIN, R.PAID_SINCE, R.PAID_BY_CARD, R.CLOSE),
        "paid_too_much": (R.CLOSE,),
        LEFT_TWICE: (R.CLOSE, R.COUNT),
        REFUSED_PAID: (R.CLOSE, R.COUNT),
        "gave_more_than_there_was": (R.COUNT, R.CLOSE),
        "found_after_resourcing": (R.CALL_OFF, R.SEND_ELSEWHERE, R.CLOSE),
        FREE_NOWHERE: (R.LOOK_AGAIN, R.CANCEL_MISSING, R.CLOSE),
        "paid_after_cancellation": (R.CLOSE,),
        "customer_not_told": (R.CLOSE,),
        "device_forked": (R.CLOSE,),
        # what comes back, and the money for it
        **dict.fromkeys(OF_RETURNS, (R.CLOSE,)),
        "exchange_left_unpaid": (R.CLOSE, R.PAID_SINCE, R.PAID_BY_CARD),
        **dict.fromkeys(MAY_HAVE_GONE, (R.WENT, R.CLOSE)),
        QUARANTINED: (R.ACCEPT, R.CLOSE),
    }
)

_VERBS: Final[Mapping[Resolution, FulfilmentVerb]] = MappingProxyType(
    {
        R.PUT_BACK: FulfilmentVerb.PUT_BACK,
        R.PUT_SURPLUS_BACK: FulfilmentVerb.UNPICK,
        R.SEND_ELSEWHERE: FulfilmentVerb.REJECT,
        R.REOPEN: FulfilmentVerb.REOPEN,
        R.LOST: FulfilmentVerb.LOSE,
        R.DELIVERED: FulfilmentVerb.DELIVER,
    }
)
"""The verb of the lifecycle that a choice is; the others leave the fulfilment where it is."""
_IN_PARCELS: Final = frozenset({S.PACKED, S.LABELLED, S.STAGED, S.READY, S.ARRIVED, S.UNCOLLECTED})
_GIVEN_UP: Final = frozenset({S.PUT_BACK})
"""Nothing of it is in hand, and somebody else may still be asked for what is wanted."""
_OF_A_FULFILMENT: Final = frozenset({*_VERBS, R.PRINT_AGAIN, R.COUNT, R.CALL_OFF, R.CANCEL})


def choices_of(kind: str, state: FulfilmentState | None, code: str = "") -> tuple[Resolution, ...]:
    """What can be done about an exception now, the advised first.

    Args:
        kind: the case's; one that only another version knows can be closed.
        state: where the fulfilment it is about stands; None where it is about none, or none that is known.
        code: why a command is kept. What can have no effect, whoever vouches for it, is not accepted.
    """
    if kind == QUARANTINED and code == ARRIVED_ELSEWHERE:
        return (R.CLOSE,)
    is_of_a_delivery = kind in OF_A_DELIVERY
    return tuple(
        one
        for one in CHOICES.get(kind, (R.CLOSE,))
        if _is_open(one, state) or (is_of_a_delivery and one is R.COUNT)
    )


def verb_of(choice: Resolution, state: FulfilmentState) -> FulfilmentVerb | None:
    """The step of the lifecycle that a choice takes from a state; None if it takes none."""
    if choice is R.SEND_ELSEWHERE and state in _GIVEN_UP:
        return None
    return _VERBS.get(choice)


def permission_of(choice: Resolution, kind: str = "") -> Permission:
    """What the choice takes besides settling, about a case of this kind."""
    if kind in MAY_HAVE_GONE:
        # It lets money go, or says that it went.
        return Permission.APPROVE_REFUND
    if choice in (R.CANCEL_MISSING, R.CANCEL):
        return Permission.CANCEL_ORDER
    if choice is R.DELIVERED:
        # Else the carrier tells it, to the core.
        return Permission.SETTLE_EXCEPTION
    verb = _VERBS.get(choice)
    return RULES[verb].permission if verb is not None else Permission.SETTLE_EXCEPTION


def _is_open(choice: Resolution, state: FulfilmentState | None) -> bool:
    if choice not in _OF_A_FULFILMENT:
        return True
    if state is None:
        return False
    if choice is R.PRINT_AGAIN:
        return state in _IN_PARCELS
    if choice is R.CANCEL:
        return state in _GIVEN_UP
    verb = verb_of(choice, state)
    return verb is None or FULFILMENT.allows(state, verb)


def number_of(data: Mapping[str, Any]) -> str:
    """The number that people know it by: of the order that it is about, or of the delivery or transfer."""
    told = (data.get(name) for name in ("order_number", "delivery", "number"))
    return next((str(one) for one in told if one), "")
