"""The stock ledger's rules: buckets, kinds of movement, and what each does to a position.

A position is the fold of its movements. The same table folds on the core (into the positions it keeps) and on
the workstation (into the view over the network copy), so the two cannot disagree about what a movement means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import msgspec


class Bucket(StrEnum):
    """Where in a location a quantity stands. `ALLOCATED` and `SOFT_HELD` are claims on the sellable."""

    SELLABLE = "sellable"
    ALLOCATED = "allocated"
    SOFT_HELD = "soft_held"
    DISPLAY = "display"
    DAMAGED = "damaged"
    QUARANTINE = "quarantine"
    IN_REPAIR = "in_repair"
    TRANSIT_IN = "transit_in"
    TRANSIT_OUT = "transit_out"
    PARTNER_OWNED = "partner_owned"


class MovementKind(StrEnum):
    """What happened. Past tense: a movement is never changed or deleted on the core."""

    RECEIVED = "received"
    ALLOCATED = "allocated"
    RELEASED = "released"
    PICKED = "picked"
    UNPICKED = "unpicked"
    DISPATCHED = "dispatched"
    HANDED_OVER = "handed_over"
    SOLD = "sold"
    RETURNED = "returned"
    ADJUSTED = "adjusted"
    TRANSFERRED_OUT = "transferred_out"
    TRANSFERRED_IN = "transferred_in"
    CONDITION_CHANGED = "condition_changed"


TOLD: Final = "told"
"""Why a position was adjusted: another system said how much there is."""
DRIFT: Final = "drift"
"""Why it was adjusted: another system's word on the same moment was another than ours."""


class Step(msgspec.Struct, frozen=True):
    """One effect: `sign` times the movement's quantity on a bucket; None stands for the movement's own."""

    sign: int
    bucket: Bucket | None = None


OWN = None
"""The bucket that the movement itself names; its destination is `to_bucket`."""

EFFECTS: Mapping[MovementKind, tuple[Step, ...]] = MappingProxyType(
    {
        MovementKind.RECEIVED: (Step(+1, OWN),),
        MovementKind.ALLOCATED: (Step(+1, Bucket.ALLOCATED),),
        MovementKind.RELEASED: (Step(-1, Bucket.ALLOCATED),),
        # Picking and putting back change where goods stand in the shop, not how many there are.
        MovementKind.PICKED: (),
        MovementKind.UNPICKED: (),
        # Physical stock falls when goods leave, and the claim on it with them.
        MovementKind.DISPATCHED: (Step(-1, Bucket.SELLABLE), Step(-1, Bucket.ALLOCATED)),
        MovementKind.HANDED_OVER: (Step(-1, Bucket.SELLABLE), Step(-1, Bucket.ALLOCATED)),
        MovementKind.SOLD: (Step(-1, Bucket.SELLABLE),),
        MovementKind.RETURNED: (Step(+1, OWN),),
        MovementKind.ADJUSTED: (Step(+1, OWN),),
        MovementKind.TRANSFERRED_OUT: (Step(-1, OWN), Step(+1, Bucket.TRANSIT_OUT)),
        MovementKind.TRANSFERRED_IN: (Step(-1, Bucket.TRANSIT_IN), Step(+1, OWN)),
        MovementKind.CONDITION_CHANGED: (Step(-1, OWN),),
    }
)


def effect(
    kind: MovementKind, quantity: int, bucket: Bucket = Bucket.SELLABLE, to_bucket: Bucket | None = None
) -> dict[Bucket, int]:
    """What one movement adds to each bucket it touches.

    `quantity` is positive except for `ADJUSTED`, where its sign is the correction's. `to_bucket` is where a
    `CONDITION_CHANGED` quantity goes.
    """
    deltas: dict[Bucket, int] = {}
    for step in EFFECTS[kind]:
        target = step.bucket or bucket
        deltas[target] = deltas.get(target, 0) + step.sign * quantity
    if to_bucket is not None:
        deltas[to_bucket] = deltas.get(to_bucket, 0) + quantity
    return deltas


def fold(effects: Iterable[Mapping[Bucket, int]]) -> dict[Bucket, int]:
    """The sum of several movements' effects."""
    total: dict[Bucket, int] = {}
    for deltas in effects:
        for bucket, quantity in deltas.items():
            total[bucket] = total.get(bucket, 0) + quantity
    return total


class ShortReason(StrEnum):
    """Why a line could not be picked."""

    NOT_FOUND = "not_found"
    MISMATCH = "mismatch"
    DAMAGED = "damaged"
    RESERVED_FOR_ANOTHER = "reserved_for_another"
    PICK_LATER = "pick_later"


def short_corrections(
    reason: ShortReason, quantity: int, sellable: int, allocated_after: int
) -> list[tuple[MovementKind, int, Bucket, Bucket | None]]:
    """The stock movements that a short of `quantity` asks for, besides the release of its allocation.

    The house's table: not found empties what is free of the position; a mismatch takes off what is missing;
    damaged goods move to their bucket; reserved for another customer and pick later change nothing.

    Args:
        sellable: the position's sellable quantity before the correction.
        allocated_after: what other fulfilments still hold there, which an absence here does not prove gone.
    """
    if reason is ShortReason.NOT_FOUND:
        missing = max(quantity, sellable - max(0, allocated_after))
        taken = min(max(0, sellable), missing)
        return [(MovementKind.ADJUSTED, -taken, Bucket.SELLABLE, None)] if taken else []
    if reason is ShortReason.MISMATCH:
        taken = min(max(0, sellable), quantity)
        return [(MovementKind.ADJUSTED, -taken, Bucket.SELLABLE, None)] if taken else []
    if reason is ShortReason.DAMAGED:
        taken = min(max(0, sellable), quantity)
        return [(MovementKind.CONDITION_CHANGED, taken, Bucket.SELLABLE, Bucket.DAMAGED)] if taken else []
    return []


def sellable_after_short(reason: ShortReason, quantity: int, sellable: int, allocated: int) -> int:
    """What a position's sellable quantity would be after a short of `quantity` allocated units.

    Args:
        allocated: before the short, with what it holds.
    """
    corrections = short_corrections(reason, quantity, sellable, allocated - quantity)
    effects = (effect(kind, units, bucket, to_bucket) for kind, units, bucket, to_bucket in corrections)
    return sellable + fold(effects).get(Bucket.SELLABLE, 0)
