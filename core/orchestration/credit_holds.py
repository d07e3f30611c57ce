"""Two counters that stand before one gift card in the same minute see each other: what the first is about to
take, the second is told as held.

It binds nobody: what has left has left, and the ledger takes what there is (decision 0135). So it needs no
release. It ends by itself after a while, and with any entry of the credit since: that says what became of it.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from core.model import CreditHold
from core.orchestration.credits import credit_of
from core.orchestration.unit import UnitOfWork
from core.rules.errors import Refused
from core.rules.time import MINUTE_MS

HELD_MS: Final = 2 * MINUTE_MS
"""As long as somebody stands at a counter with a card in the hand."""


def hold_credit(unit: UnitOfWork, number: str, device_id: str, cents: int) -> int:
    """A device is about to take so much of a credit, in place of what it was about to take of it before, and
    no more than others leave. Returns what others hold, in cents.

    Raises:
        Refused: `unknown_credit`.
    """
    credit = credit_of(unit, number)
    if credit is None:
        raise Refused("unknown_credit", number=number)
    held_cents = 0
    for row in unit.session.scalars(select(CreditHold).where(CreditHold.credit_id == credit.id)):
        is_over = row.held_until <= unit.at or row.balance_cents != credit.balance_cents
        if is_over or row.device_id == device_id:
            unit.session.delete(row)
        else:
            held_cents += row.cents
    unit.session.flush()
    mine = min(cents, credit.balance_cents - held_cents)
    if mine > 0:
        unit.session.add(
            CreditHold(
                credit_id=credit.id,
                device_id=device_id,
                cents=mine,
                balance_cents=credit.balance_cents,
                held_until=unit.at + HELD_MS,
            )
        )
    return held_cents
