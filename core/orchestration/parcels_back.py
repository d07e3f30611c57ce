"""A parcel that a store had sent comes back to it: what follows, whoever tells it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from core.commands import ArriveFulfilment, fulfilment_aggregate
from core.commands.arriving import arrive
from core.commands.loading import with_parcel_number
from core.model import Delivery, ExceptionCase, Fulfilment, Order, Parcel
from core.orchestration.claims import settle_reservations
from core.orchestration.fulfilments import core_actor
from core.orchestration.order_sales import note_delivery
from core.orchestration.parcels_followed import follow_return
from core.orchestration.surplus import found_again, let_go
from core.orchestration.transfers_back import come_back
from core.orchestration.unit import UnitOfWork
from core.rules.fulfilment import (
    ARRIVED_AFTER_LOSS,
    LEFT_STATES,
    ON_ITS_WAY,
    PARCEL_BACK,
    PARCEL_CAME_BACK,
    FulfilmentKind,
)
from core.rules.ids import derive


def back_with_truck(unit: UnitOfWork, delivery: Delivery, number: str, command_id: str) -> None:
    """A carton may be a parcel that this store had sent, and that has not come to where it went, announced or
    not: it is taken in as if its carrier had brought it back, and the store's people are told. Of several
    that went to another store each is noted, and the last one takes the whole in. Of a transfer
    its own goods are here again. Where its customer had it, or the other place has received it, they are told
    alone."""
    sent = [
        (parcel, head)
        for parcel, head in with_parcel_number(unit.session, number)
        if head.location_id == delivery.location_id != head.collect_location_id
    ]
    # Of two with this number, the one that is on its way; of equals the first stays the first.
    for parcel, head in sorted(sent, key=lambda one: one[1].state not in ON_ITS_WAY):
        unit.lock(Order, head.order_id)
        unit.lock(Fulfilment, head.id)
        unit.lock(Parcel, parcel.id)
        if parcel.arrived_at is None and (head.state in LEFT_STATES or head.state in ON_ITS_WAY):
            _come_back(unit, delivery, head, parcel, command_id)
            return


def _come_back(
    unit: UnitOfWork, delivery: Delivery, head: Fulfilment, parcel: Parcel, command_id: str
) -> None:
    cause, number = derive(command_id, "back"), parcel.number
    context = unit.context(core_actor(delivery.location_id), cause, fulfilment_aggregate(head.id))
    if head.state in ON_ITS_WAY and head.kind == FulfilmentKind.SHIPMENT:
        arrive(context, ArriveFulfilment(fulfilment_id=head.id, number=number))
        settle_reservations(unit, head)
        after_coming_back(unit, head, number, cause, [case.kind for case in context.contradictions])
    is_taken_in = head.state not in LEFT_STATES and head.state not in ON_ITS_WAY
    if is_taken_in:
        _tell_taken_in(unit, head)
    elif head.kind == FulfilmentKind.TRANSFER and head.state in ON_ITS_WAY:
        is_taken_in = come_back(unit, head, parcel, derive(cause, "transfer"))
    if not context.contradictions:
        told = {"order_number": head.order_number, "number": number, "delivery": delivery.number}
        context.contradiction(PARCEL_BACK, is_taken_in=is_taken_in, **told)


def _tell_taken_in(unit: UnitOfWork, head: Fulfilment) -> None:
    """Those that came before the last one are in the stock now too."""
    query = select(ExceptionCase).where(
        ExceptionCase.kind == PARCEL_BACK,
        ExceptionCase.aggregate == fulfilment_aggregate(head.id),
        ExceptionCase.settled_at.is_(None),
    )
    for case in unit.session.scalars(query.order_by(ExceptionCase.id)):
        case.data = {**case.data, "is_taken_in": True}


def after_coming_back(
    unit: UnitOfWork, head: Fulfilment, number: str, cause: str, kinds: Collection[str]
) -> None:
    """Its customer has nothing of it; what took the place of one that was lost is not needed, and of one of
    several a person is asked. What nobody wants any more goes back on the shelves.

    Args:
        head: locked, and its order before it.
        cause: the identifier of the command that tells it.
        kinds: of the cases that its arrival has raised.
    """
    if head.kind == FulfilmentKind.SHIPMENT:
        note_delivery(unit, head, cause)
    if ARRIVED_AFTER_LOSS in kinds:
        found_again(unit, head.id, cause)
    order = unit.lock(Order, head.order_id) if PARCEL_CAME_BACK in kinds else None
    if order is not None:
        follow_return(unit, order, head, number, cause)
    let_go(unit, head, cause)
