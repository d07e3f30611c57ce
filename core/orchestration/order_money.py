"""What a shop tells of an order's money besides its lines: kept for the day on which something comes back."""

from __future__ import annotations

import msgspec

from core.model import OrderMoney
from core.orchestration.unit import UnitOfWork


class MoneyDraft(msgspec.Struct, frozen=True):
    """What delivery cost, the payment service's name for the payment, the card's last digits, the tier of the
    customer."""

    delivery_cents: int = 0
    reference: str = ""
    card_last4: str = ""
    tier: str = ""


def add_money(unit: UnitOfWork, order_id: str, money: MoneyDraft) -> None:
    """Keep it with an order that is new."""
    unit.session.add(OrderMoney(order_id=order_id, **msgspec.structs.asdict(money)))


def keep_payment(unit: UnitOfWork, order_id: str, reference: str, card_last4: str) -> None:
    """Keep what is told once the order is paid. What is told later counts."""
    row = unit.lock(OrderMoney, order_id)
    if row is None:
        add_money(unit, order_id, MoneyDraft(reference=reference, card_last4=card_last4))
    else:
        row.reference, row.card_last4 = reference or row.reference, card_last4 or row.card_last4
