"""Which carriers call at this store, with which of their services, and when these close."""

from __future__ import annotations

from sqlalchemy import select

from core.model import CarrierService
from sync.reading import Reader


def services_calling(reader: Reader) -> list[CarrierService]:
    """All of them, the one that closes first in the day first."""
    asked = select(CarrierService).where(CarrierService.location_id == reader.location_id)
    return list(reader.session.scalars(asked.order_by(CarrierService.closes_min, CarrierService.id)))
