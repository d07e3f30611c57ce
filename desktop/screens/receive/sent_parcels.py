"""Parcels that were sent, as Receive knows them when they come: here to be collected, or back."""

from __future__ import annotations

from msgspec.structs import replace
from sqlalchemy import or_, select

from core.model import Fulfilment, Parcel
from core.rules.fulfilment import ON_ITS_WAY, FulfilmentKind, FulfilmentState
from core.rules.time import Instant
from desktop.screens.receive.state import Incoming
from sync.reading import Reader


def incoming_of(head: Fulfilment, parcel: Parcel, origin: str) -> Incoming:
    """A parcel of an order, and from where it comes."""
    return Incoming(
        fulfilment_id=head.id,
        sscc=parcel.number,
        order_number=head.order_number,
        customer=head.customer_name,
        origin=origin,
        sent_at=Instant(head.state_at),
        is_lost=head.state == FulfilmentState.LOST,
    )


def came_back(reader: Reader, sscc: str) -> Incoming | None:
    """What this store has sent to a customer's home or to another store, with this number: it is brought
    back. One of several that has come back by itself is known when it is scanned once more."""
    sent = select(Fulfilment, Parcel).join(Parcel, Parcel.fulfilment_id == Fulfilment.id)
    goes_to = Fulfilment.collect_location_id
    found = reader.session.execute(
        sent.where(
            Parcel.number == sscc,
            Fulfilment.location_id == reader.location_id,
            Fulfilment.kind == FulfilmentKind.SHIPMENT.value,
            or_(goes_to.is_(None), goes_to != reader.location_id),
            Fulfilment.state.in_(ON_ITS_WAY),
        ).order_by(Parcel.arrived_at.is_not(None), Parcel.id)
    ).first()
    if found is None:
        return None
    head, parcel = found
    others = select(Parcel.id).where(
        Parcel.fulfilment_id == head.id, Parcel.id != parcel.id, Parcel.arrived_at.is_(None)
    )
    is_one = parcel.arrived_at is not None or reader.session.scalar(others.limit(1)) is not None
    is_early = is_one and head.collect_location_id is not None
    return replace(incoming_of(head, parcel, ""), is_one_of_several=is_one, is_early=is_early)
