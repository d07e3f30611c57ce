"""The timer of deliveries: those that were received long ago are closed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from core.commands.aggregates import delivery_aggregate
from core.model import Delivery, ExceptionCase
from core.orchestration.chain_settings import Chain
from core.orchestration.unit import UnitOfWork
from core.rules.delivery import DELIVERY, DeliveryState, DeliveryVerb
from core.rules.time import Instant


def finished(session: Session, chain: Chain, now: Instant, after: str, most: int) -> Sequence[str]:
    """Deliveries that were received long ago, whose differences are explained."""
    is_asked = exists().where(
        ExceptionCase.location_id == Delivery.location_id,
        ExceptionCase.settled_at.is_(None),
        ExceptionCase.aggregate == delivery_aggregate("") + Delivery.id,
    )
    done = and_(
        Delivery.state == DeliveryState.RECEIVED.value,
        Delivery.state_at <= now - chain.close_after_ms,
        ~is_asked,
    )
    query = select(Delivery.id).where(Delivery.id > after, done).order_by(Delivery.id).limit(most)
    return session.scalars(query).all()


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
