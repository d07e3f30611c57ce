"""The timers of what comes by truck: what was to be here long ago is told, what is over is closed."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Exists, Select, and_, exists, or_, select

from core.commands import Context
from core.commands.aggregates import delivery_aggregate, fulfilment_aggregate
from core.model import Delivery, ExceptionCase, Fulfilment, Location, Order
from core.model.kept_statements import kept
from core.orchestration.chain_settings import Chain
from core.orchestration.fulfilments import core_actor
from core.orchestration.unit import UnitOfWork
from core.rules.delivery import DELIVERY, DELIVERY_OVERDUE, DeliveryState, DeliveryVerb
from core.rules.fulfilment import PARCEL_OVERDUE, FulfilmentState
from core.rules.ids import derive
from core.rules.time import Instant


@kept
def overdue(chain: Chain, now: Instant, after: str, most: int) -> Select[str]:
    """Deliveries that were to be here long ago, and of which nothing has come nor been told."""
    late = and_(
        Delivery.state == DeliveryState.ANNOUNCED.value,
        Delivery.due_at <= now - chain.arrival_overdue_ms,
        ~was_asked(DELIVERY_OVERDUE, delivery_aggregate("") + Delivery.id, now, chain.arrival_overdue_ms),
    )
    return select(Delivery.id).where(Delivery.id > after, late).order_by(Delivery.id).limit(most)


def tell_overdue(unit: UnitOfWork, chain: Chain, delivery_id: str) -> bool:
    """Its store asks the sender, or awaits it no more; and is asked again where it awaits it still."""
    delivery = unit.lock(Delivery, delivery_id)
    if delivery is None or delivery.state != DeliveryState.ANNOUNCED:
        return False
    if delivery.due_at > unit.at - chain.arrival_overdue_ms:
        return False
    aggregate = delivery_aggregate(delivery.id)
    context = asked_once(unit, DELIVERY_OVERDUE, delivery.location_id, aggregate, chain.arrival_overdue_ms)
    if context is not None:
        told = {"delivery": delivery.number, "origin": delivery.origin, "due_at": delivery.due_at}
        context.contradiction(DELIVERY_OVERDUE, **told)
    return context is not None


@kept
def parcels_overdue(chain: Chain, now: Instant, after: str, most: int) -> Select[str]:
    """Orders that another store sent long ago to be collected, and that have not arrived."""
    late = and_(
        Fulfilment.state == FulfilmentState.DISPATCHED.value,
        Fulfilment.collect_location_id.is_not(None),
        Fulfilment.state_at <= now - chain.arrival_overdue_ms,
        ~was_asked(PARCEL_OVERDUE, fulfilment_aggregate("") + Fulfilment.id, now, chain.arrival_overdue_ms),
    )
    return select(Fulfilment.id).where(Fulfilment.id > after, late).order_by(Fulfilment.id).limit(most)


def tell_parcel_overdue(unit: UnitOfWork, chain: Chain, fulfilment_id: str) -> bool:
    """The store where its customer waits for it asks the one that sent it, and again where it is still to
    come."""
    known = unit.session.get(Fulfilment, fulfilment_id)
    if known is not None:
        unit.lock(Order, known.order_id)
    head = unit.lock(Fulfilment, fulfilment_id)
    if head is None or head.state != FulfilmentState.DISPATCHED or head.collect_location_id is None:
        return False
    if head.state_at > unit.at - chain.arrival_overdue_ms:
        return False
    aggregate = fulfilment_aggregate(head.id)
    context = asked_once(unit, PARCEL_OVERDUE, head.collect_location_id, aggregate, chain.arrival_overdue_ms)
    if context is not None:
        sender = unit.session.get_one(Location, head.location_id)
        told = {"order_number": head.order_number, "origin": sender.name, "sent_at": head.state_at}
        context.contradiction(PARCEL_OVERDUE, **told)
    return context is not None


def was_asked(kind: str, aggregate: ColumnElement[str], now: Instant, again_ms: int) -> Exists:
    """Whether a case asks about it already, or whoever was asked has said not long ago that it is still to
    come."""
    asks = or_(ExceptionCase.settled_at.is_(None), ExceptionCase.settled_at > now - again_ms)
    return exists().where(ExceptionCase.kind == kind, ExceptionCase.aggregate == aggregate, asks)


def asked_once(
    unit: UnitOfWork, kind: str, location_id: int, aggregate: str, again_ms: int
) -> Context | None:
    """What a case of this kind is raised in, or None where one asks already, or was settled not long ago."""
    query = select(ExceptionCase.settled_at).where(
        ExceptionCase.kind == kind, ExceptionCase.aggregate == aggregate
    )
    settled = unit.session.scalars(query).all()
    if any(at is None or at > unit.at - again_ms for at in settled):
        return None
    return unit.context(core_actor(location_id), derive(aggregate, kind, len(settled)), aggregate)


@kept
def finished(chain: Chain, now: Instant, after: str, most: int) -> Select[str]:
    """Deliveries that were received long ago, whose differences are explained."""
    is_asked = exists().where(
        ExceptionCase.location_id == Delivery.location_id,
        ExceptionCase.settled_at.is_(None),
        ExceptionCase.aggregate == delivery_aggregate("") + Delivery.id,
    )
    done = and_(
        Delivery.state.in_([DeliveryState.RECEIVED.value, DeliveryState.WITHDRAWN.value]),
        Delivery.state_at <= now - chain.close_after_ms,
        ~is_asked,
    )
    return select(Delivery.id).where(Delivery.id > after, done).order_by(Delivery.id).limit(most)


def close(unit: UnitOfWork, chain: Chain, delivery_id: str) -> bool:
    """Its rows leave the store's stream (`core.feed.routing`); the core keeps them."""
    delivery = unit.lock(Delivery, delivery_id)
    if delivery is None or not DELIVERY.allows(DeliveryState(delivery.state), DeliveryVerb.CLOSE):
        return False
    if delivery.state_at > unit.at - chain.close_after_ms:
        return False
    delivery.state = DELIVERY.move(DeliveryState(delivery.state), DeliveryVerb.CLOSE).to
    delivery.state_at = unit.at
    return True
