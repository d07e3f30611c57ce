"""What a person does about what left without having been paid: by a credit that had not what was told, or by
nobody."""

from __future__ import annotations

from typing import Final

from core.commands.context import Context
from core.commands.crediting import rows_paid
from core.commands.definitions.payments import PaidPart
from core.model import CreditUse, ExceptionCase, Fulfilment, Refund
from core.rules.errors import Refused
from core.rules.exceptions import Resolution
from core.rules.refund import Means

DEEDS: Final = frozenset({Resolution.TAKE_AGAIN, Resolution.PAID_SINCE})
LEFT_UNPAID: Final = frozenset({"left_unpaid", "exchange_left_unpaid"})


def do(context: Context, choice: Resolution, case: ExceptionCase) -> None:
    """Take what was missing from the credit after all, or as cash that the customer has brought since.

    Raises:
        Refused: `credit_too_small`, `credit_expired`, `unknown_credit`: it has not all of it still.
    """
    if case.kind in LEFT_UNPAID:
        _bring(context, case)
        return
    use = context.session.get(CreditUse, case.data.get("use", ""))
    missing_cents = 0 if use is None else use.cents - (use.taken_cents or 0)
    if use is None or not missing_cents:
        return
    if choice is Resolution.PAID_SINCE:
        use.cents -= missing_cents
        paid = PaidPart(Means.CASH, missing_cents)
    else:
        paid = _taken(context, use, missing_cents)
        use.taken_cents = use.cents
    _keep(context, case, paid)


def _bring(context: Context, case: ExceptionCase) -> None:
    """No more than is due still: it may have been paid elsewhere since."""
    kind, _, key = case.aggregate.partition(":")
    head = context.session.get(Fulfilment, key) if kind == "fulfilment" else None
    told_cents = int(case.data.get("cents", 0))
    cents = told_cents if head is None else min(told_cents, head.to_pay_cents)
    if cents:
        _keep(context, case, PaidPart(Means.CASH, cents))


def _taken(context: Context, use: CreditUse, cents: int) -> PaidPart:
    cause = context.child("credit", 0)
    taken = context.credits.take(use.number, Means.STORE_CREDIT, cents, context.at, cause)
    if taken.cents < cents:
        raise Refused(taken.why, number=use.number, cents=taken.cents)
    return PaidPart(taken.means, cents, use.number)


def _keep(context: Context, case: ExceptionCase, paid: PaidPart) -> None:
    """With what left: it was paid after all."""
    kind, _, key = case.aggregate.partition(":")
    head = context.session.get(Fulfilment, key) if kind == "fulfilment" else None
    if head is not None:
        head.paid_here = [*(head.paid_here or ()), *rows_paid([paid])]
        head.to_pay_cents = max(0, head.to_pay_cents - paid.cents)
        return
    refund = context.session.get(Refund, case.data.get("refund", ""))
    if refund is not None:
        refund.paid_here = [*(refund.paid_here or ()), *rows_paid([paid])]
