"""What customers are told: written with the change that caused it, sent afterwards."""

from __future__ import annotations

from typing import Any

from core.model import Notification, Order
from core.orchestration.unit import UnitOfWork
from core.rules.ids import derive

UNCOLLECTED = "uncollected"
"""The order was not collected in time; its goods go back on the shelf."""
PROMISED_AGAIN = "promised_again"
"""It will be ready later than was said."""


def tell_customer(unit: UnitOfWork, order: Order, kind: str, cause: str, data: dict[str, Any]) -> None:
    """Note one message for one cause; a second time changes nothing."""
    if not was_told(unit, kind, cause):
        unit.session.add(
            Notification(
                id=derive(cause, "notification", kind),
                order_id=order.id,
                kind=kind,
                data={"order_number": order.number, **data},
                created_at=unit.at,
            )
        )


def was_told(unit: UnitOfWork, kind: str, cause: str) -> bool:
    """Whether a message for this cause was noted."""
    return unit.session.get(Notification, derive(cause, "notification", kind)) is not None
