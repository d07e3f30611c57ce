"""What an order's promise says of its carrier, and where that one calls."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import CarrierService, Order
from core.rules.errors import BadInput
from core.rules.shipping import Named
from core.rules.sourcing_case import Source

CALLED_AT = "promised_carrier"
"""The capability of a location at which the promised service calls."""


def named_of(order: Order) -> Named | None:
    """The service that the order's promise named; None where it named none, and where the goods go to a store
    to be collected."""
    if not order.carrier or order.pickup_location_id is not None:
        return None
    return Named(order.carrier, order.service)


def check_named(session: Session, named: Named) -> None:
    """No promise names a service that calls nowhere.

    Raises:
        BadInput: `unknown_carrier_service`.
    """
    if not locations_called_at(session, named):
        raise BadInput("unknown_carrier_service", carrier=named.carrier, service=named.service)


def locations_called_at(session: Session, named: Named) -> frozenset[int]:
    """Where it calls."""
    query = select(CarrierService.location_id).where(CarrierService.carrier == named.carrier)
    if named.service:
        query = query.where(CarrierService.service == named.service)
    return frozenset(session.scalars(query))


def needs_of(named: Named | None, sources: Sequence[Source]) -> frozenset[str]:
    """What a promise asks of its sources, where some of them have it: a parcel that leaves with another
    carrier is better than none."""
    can = named is not None and any(CALLED_AT not in source.lacks for source in sources)
    return frozenset({CALLED_AT}) if can else frozenset()
