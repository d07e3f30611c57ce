"""Store credits and gift cards: our own ledger pays, at once."""

from __future__ import annotations

from core.commands.return_reading import policy_of
from core.model import Refund, Return
from core.orchestration import Core, UnitOfWork
from core.orchestration.credits import give_back, issue
from core.orchestration.refund_execution import PayOrder
from core.rules.errors import Conflict
from core.rules.refund import Means
from core.rules.refund_part import Answer, Heard
from core.rules.time import DAY_MS, Instant


class CreditService:
    """Implements `PaymentService` on the ledger of store credits."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def refund(self, order: PayOrder) -> Answer:
        """Enter it in the gift card that paid, else in the credit of the refund; the same key again changes
        nothing."""
        try:
            reference = self._core.transact(lambda unit: _enter(unit, order))
        except Conflict as error:
            return Answer(Heard.REFUSED, reason=error.code)
        return Answer(Heard.DONE, reference=reference, cents=order.cents)

    def close(self) -> None:
        """Nothing is open."""


def _enter(unit: UnitOfWork, order: PayOrder) -> str:
    """The number under which the money is now."""
    to_card = order.means is Means.GIFT_CARD
    if to_card and give_back(unit, order.payment, order.cents, order.key):
        return order.payment
    _issue(unit, order)
    return order.credit_number


def _issue(unit: UnitOfWork, order: PayOrder) -> None:
    refund = unit.session.get_one(Refund, order.refund_id)
    head = unit.session.get_one(Return, refund.return_id)
    days = policy_of(unit.session, refund.location_id).credit_lasts_days
    issue(
        unit,
        order.credit_number,
        order.cents,
        location_id=refund.location_id,
        refund_id=refund.id,
        customer_name=head.customer_name,
        currency=refund.currency,
        expires_at=Instant(unit.at + days * DAY_MS),
        cause=order.key,
    )
