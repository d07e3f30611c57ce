"""What customers are told: written with the change that caused it, sent afterwards."""

from __future__ import annotations

from typing import Any

from core.model import Notification, Order
from core.orchestration.unit import UnitOfWork
from core.rules.ids import derive


def tell_customer(unit: UnitOfWork, order: Order, kind: str, cause: str, data: dict[str, Any]) -> None:
    """Note one message for one cause; a second time changes nothing."""
    notice_id = derive(cause, "notification", kind)
    if unit.session.get(Notification, notice_id) is None:
        unit.session.add(
            Notification(
                id=notice_id,
                order_id=order.id,
                kind=kind,
                data={"order_number": order.number, **data},
                created_at=unit.at,
            )
        )
