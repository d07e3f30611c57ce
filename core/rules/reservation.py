"""The lifecycle of a claim on stock: soft with a time to live, firm, allocated to a location, consumed."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

from core.rules.lifecycle import Lifecycle, Move, Nature, VerbRule
from core.rules.permissions import Permission


class ReservationState(StrEnum):
    """What the claim is worth now."""

    SOFT = "soft"
    FIRM = "firm"
    ALLOCATED = "allocated"
    CONSUMED = "consumed"
    RELEASED = "released"
    EXPIRED = "expired"
    SHORTED = "shorted"


class ReservationVerb(StrEnum):
    """What can be done to a claim."""

    CONFIRM = "confirm"
    ALLOCATE = "allocate"
    CONSUME = "consume"
    RELEASE = "release"
    EXPIRE = "expire"
    SHORT = "short"


S = ReservationState
V = ReservationVerb

_SYSTEM_REQUEST = VerbRule(Nature.REQUEST, Permission.RUN_TIMERS)

RESERVATION: Lifecycle[ReservationState, ReservationVerb] = Lifecycle(
    "reservation",
    ReservationState,
    MappingProxyType(
        {
            V.CONFIRM: _SYSTEM_REQUEST,
            V.ALLOCATE: _SYSTEM_REQUEST,
            V.CONSUME: VerbRule(Nature.FACT, Permission.HAND_OVER),
            V.RELEASE: _SYSTEM_REQUEST,
            V.EXPIRE: _SYSTEM_REQUEST,
            V.SHORT: VerbRule(Nature.FACT, Permission.PREPARE),
        }
    ),
    MappingProxyType(
        {
            (S.SOFT, V.CONFIRM): Move(S.FIRM),
            (S.SOFT, V.RELEASE): Move(S.RELEASED),
            (S.SOFT, V.EXPIRE): Move(S.EXPIRED),
            (S.FIRM, V.EXPIRE): Move(S.EXPIRED),
            (S.FIRM, V.ALLOCATE): Move(S.ALLOCATED),
            # Found after all, or taken up again: held anew.
            (S.RELEASED, V.ALLOCATE): Move(S.ALLOCATED),
            (S.FIRM, V.RELEASE): Move(S.RELEASED),
            (S.ALLOCATED, V.RELEASE): Move(S.RELEASED),
            (S.ALLOCATED, V.CONSUME): Move(S.CONSUMED),
            (S.ALLOCATED, V.SHORT): Move(S.SHORTED),
            (S.SOFT, V.CONSUME): Move(S.CONSUMED, "consumed_before_allocation"),
            (S.FIRM, V.CONSUME): Move(S.CONSUMED, "consumed_before_allocation"),
            (S.CONSUMED, V.CONSUME): Move(S.CONSUMED, "consumed_twice"),
            (S.RELEASED, V.CONSUME): Move(S.CONSUMED, "consumed_after_release"),
            (S.EXPIRED, V.CONSUME): Move(S.CONSUMED, "consumed_after_release"),
            (S.SHORTED, V.CONSUME): Move(S.CONSUMED, "consumed_after_short"),
            (S.SOFT, V.SHORT): Move(S.SHORTED, "shorted_before_allocation"),
            (S.FIRM, V.SHORT): Move(S.SHORTED, "shorted_before_allocation"),
            (S.CONSUMED, V.SHORT): Move(S.CONSUMED, "shorted_after_it_left"),
            (S.RELEASED, V.SHORT): Move(S.RELEASED, "shorted_after_release"),
            (S.EXPIRED, V.SHORT): Move(S.EXPIRED, "shorted_after_release"),
            (S.SHORTED, V.SHORT): Move(S.SHORTED, "shorted_twice"),
        }
    ),
)


HOLDING = (S.SOFT, S.FIRM)
"""Claims that are counted as held; an allocated one is counted as allocated."""


def verb_towards(state: ReservationState, *, has_left: bool, is_held: bool) -> ReservationVerb | None:
    """What brings an allocated claim in line with what became of its goods; None where it is already.

    Args:
        has_left: goods of it have left the location, which is never taken back.
        is_held: stock is held for it still.
    """
    if state is S.CONSUMED:
        return None
    if has_left:
        return V.CONSUME
    if is_held:
        return None if state is S.ALLOCATED else V.ALLOCATE
    return None if state is S.RELEASED else V.RELEASE
