"""What customers are told: written with the change that caused it, sent afterwards."""

from __future__ import annotations

from typing import Any

from core.model import Notification, Order
from core.model.gathered import rows_of
from core.orchestration.unit import UnitOfWork
from core.rules.ids import derive
from core.rules.order import PaymentState

READY = "ready"
"""The order waits in the store to be collected."""
REMINDER = "reminder"
"""It still waits in the store."""
CANCELLED = "cancelled"
"""Units of it are not wanted any more; what was paid for them is paid back."""
UNCOLLECTED = "uncollected"
"""The order was not collected in time; its goods go back on the shelf."""
PROMISED_AGAIN = "promised_again"
"""It will be ready later than was said."""
UNFILLABLE = "unfillable"
"""Units are free nowhere: they wait for goods or for people, and are not charged."""
DELAYED = "delayed"
"""It will be ready later than was said, and nobody knows when."""
SENT = "sent"
"""It is on its way, with these parcels of this carrier."""
LOST = "lost"
"""Parcels of it were lost on their way; what was in them is looked for again."""
SUBSTITUTE = "substitute"
"""An article is not there; would another do?"""
SUBSTITUTE_AGREED = "substitute_agreed"
"""The other is prepared; it costs no more."""
SUBSTITUTE_DIFFERENCE = "substitute_difference"
"""The other has left, and cost less: the difference comes back."""
SUBSTITUTE_WITHDRAWN = "substitute_withdrawn"
"""What was ordered is there after all."""


def tell_customer(unit: UnitOfWork, order: Order, kind: str, cause: str, data: dict[str, Any]) -> None:
    """Note one message for one cause; a second time changes nothing.

    What one transaction tells of an order is a millisecond apart, as it was written: it is all done at one
    instant, and what is asked would be taken back before it was asked.
    """
    if not was_told(unit, kind, cause):
        unit.session.add(
            Notification(
                id=notice_id(cause, kind),
                order_id=order.id,
                kind=kind,
                data={"order_number": order.number, **data},
                created_at=unit.at + unit.told[order.id],
            )
        )
        unit.told[order.id] += 1


def refund_of(order: Order, worth_cents: int) -> dict[str, int]:
    """What a message says of money to come back: nothing, where none was paid."""
    return {"refund_cents": worth_cents} if worth_cents and order.payment == PaymentState.PAID else {}


def was_told(unit: UnitOfWork, kind: str, cause: str) -> bool:
    """Whether a message for this cause was noted."""
    return bool(rows_of(unit.session, Notification, Notification.id, [notice_id(cause, kind)]))


def notice_id(cause: str, kind: str) -> str:
    """The identifier of the message that a cause makes."""
    return derive(cause, "notification", kind)
