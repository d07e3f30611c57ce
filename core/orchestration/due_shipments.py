"""The timer of what goes to customers at home: what its carrier was to deliver long ago, and has told nothing
of, is put before the store that sent it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Select, and_, cast, func, select

from core.commands import fulfilment_aggregate
from core.model import CarrierService, Fulfilment, Order
from core.model.kept_statements import kept
from core.orchestration.chain_settings import Chain
from core.orchestration.due_deliveries import asked_once, was_asked
from core.orchestration.parcels_followed import overdue_data
from core.orchestration.unit import UnitOfWork
from core.rules.fulfilment import SHIPMENT_OVERDUE, FulfilmentKind, FulfilmentState
from core.rules.time import DAY_MS, Instant

ASKED_FOR_MS: Final = 60 * DAY_MS
"""After that nobody is asked any more: no carrier knows of it, and a chain whose carriers have told nothing
for years would be asked about all of it on one day."""


@kept
def overdue(chain: Chain, now: Instant, after: str, most: int) -> Select[str]:
    """Shipments that were to be with their customers not long ago, and of which no carrier has told that they
    are."""
    by_this = and_(
        CarrierService.location_id == Fulfilment.location_id,
        CarrierService.carrier == Fulfilment.carrier,
        CarrierService.service == Fulfilment.service,
    )
    said_ms = cast(func.nullif(CarrierService.delivers_days, 0), BigInteger) * DAY_MS
    delivers_ms = func.coalesce(said_ms, chain.silent_carrier_ms)
    due_at = Fulfilment.state_at + delivers_ms
    late = and_(
        Fulfilment.state == FulfilmentState.DISPATCHED.value,
        Fulfilment.kind == FulfilmentKind.SHIPMENT.value,
        Fulfilment.collect_location_id.is_(None),
        delivers_ms > 0,
        due_at <= now - chain.parcel_grace_ms,
        due_at > now - chain.parcel_grace_ms - ASKED_FOR_MS,
        ~was_asked(SHIPMENT_OVERDUE, fulfilment_aggregate("") + Fulfilment.id, now, chain.parcel_grace_ms),
    )
    query = select(Fulfilment.id).outerjoin(CarrierService, by_this).where(Fulfilment.id > after, late)
    return query.order_by(Fulfilment.id).limit(most)


def tell_overdue(unit: UnitOfWork, chain: Chain, fulfilment_id: str) -> bool:
    """Its store asks the carrier; and again after as long, where it is said to be on its way still."""
    known = unit.session.get(Fulfilment, fulfilment_id)
    if known is not None:
        unit.lock(Order, known.order_id)
    head = unit.lock(Fulfilment, fulfilment_id)
    if head is None or head.state != FulfilmentState.DISPATCHED:
        return False
    service = _service_of(unit, head)
    delivers_ms = service.delivers_days * DAY_MS if service is not None else 0
    delivers_ms = delivers_ms or chain.silent_carrier_ms
    late_ms = unit.at - head.state_at - delivers_ms - chain.parcel_grace_ms
    if not delivers_ms or not 0 <= late_ms < ASKED_FOR_MS:
        return False
    aggregate = fulfilment_aggregate(head.id)
    context = asked_once(unit, SHIPMENT_OVERDUE, head.location_id, aggregate, chain.parcel_grace_ms)
    if context is not None:
        context.contradiction(
            SHIPMENT_OVERDUE,
            order_number=head.order_number,
            carrier=service.carrier_name if service is not None else head.carrier,
            sent_at=head.state_at,
            **overdue_data(unit.session, head),
        )
    return context is not None


def _service_of(unit: UnitOfWork, head: Fulfilment) -> CarrierService | None:
    query = select(CarrierService).where(
        CarrierService.location_id == head.location_id,
        CarrierService.carrier == head.carrier,
        CarrierService.service == head.service,
    )
    return unit.session.scalars(query).first()
