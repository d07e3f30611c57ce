"""Carriers tell that parcels have reached their customers: with the last one of a shipment the goods are
delivered, and the customer's time to think it over begins (Code de la consommation, L221-18)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from core.commands import fulfilment_aggregate
from core.commands.loading import step
from core.model import Fulfilment, Order, Parcel, ParcelDelivery
from core.model.gathered import rows_of
from core.orchestration.fulfilments import core_actor
from core.orchestration.order_sales import note_delivery
from core.orchestration.stock_intake import LineAnswer, LineStatus
from core.orchestration.unit import UnitOfWork
from core.rules.fulfilment import FulfilmentKind, FulfilmentState, FulfilmentVerb
from core.rules.ids import derive
from core.rules.plausibility import implausible_time
from core.rules.time import Instant

_DELIVERED = "delivered"


class DeliveredDraft(msgspec.Struct, frozen=True):
    """A parcel by its number, and when its customer got it."""

    number: str
    at: Instant


def tell_delivered(unit: UnitOfWork, drafts: Sequence[DeliveredDraft]) -> list[LineAnswer]:
    """Take in a carrier's word, parcel by parcel, whose number the caller bounds. Each counts once, with the
    time that was told first."""
    return [_tell(unit, draft) for draft in drafts]


def _tell(unit: UnitOfWork, draft: DeliveredDraft) -> LineAnswer:
    parcel = next(iter(rows_of(unit.session, Parcel, Parcel.number, [draft.number])), None)
    head = unit.session.get(Fulfilment, parcel.fulfilment_id) if parcel is not None else None
    if head is None:
        return LineAnswer(draft.number, LineStatus.REFUSED, "unknown_parcel")
    if head.kind != FulfilmentKind.SHIPMENT or head.collect_location_id is not None:
        return LineAnswer(draft.number, LineStatus.REFUSED, "parcel_not_for_a_customer")
    code = implausible_time(draft.at, unit.at)
    if code:
        return LineAnswer(draft.number, LineStatus.REFUSED, code)
    # Of two that tell it at once the second finds here what the first has told.
    unit.lock(Order, head.order_id)
    locked = unit.lock(Fulfilment, head.id)
    if unit.session.get(ParcelDelivery, draft.number) is not None:
        return LineAnswer(draft.number, LineStatus.DUPLICATE)
    unit.session.add(ParcelDelivery(number=draft.number, delivered_at=draft.at, told_at=unit.at))
    unit.session.flush()
    if locked is not None:
        follow_delivered(unit, locked)
    return LineAnswer(draft.number, LineStatus.ACCEPTED)


def follow_delivered(unit: UnitOfWork, head: Fulfilment) -> None:
    """With its last parcel a shipment that has left is delivered: its sale says so from then on. Doing it
    again changes nothing.

    Args:
        head: locked, and its order before it.
    """
    if head.state != FulfilmentState.DISPATCHED or head.collect_location_id is not None:
        return
    numbers = [parcel.number for parcel in rows_of(unit.session, Parcel, Parcel.fulfilment_id, [head.id])]
    told = rows_of(unit.session, ParcelDelivery, ParcelDelivery.number, numbers)
    if not numbers or {row.number for row in told} != set(numbers):
        return
    cause = derive(head.id, _DELIVERED)
    last = Instant(max(row.delivered_at for row in told))
    context = unit.context(core_actor(head.location_id), cause, fulfilment_aggregate(head.id), last)
    step(context, head, FulfilmentVerb.DELIVER)
    note_delivery(unit, head, cause)
