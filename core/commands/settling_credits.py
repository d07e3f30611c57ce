"""What a person does about what left without having been paid: by a credit that had not what was told, or by
nobody."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from core.commands.context import Context
from core.commands.crediting import rows_paid
from core.commands.definitions.payments import PaidPart
from core.model import CreditUse, ExceptionCase, Fulfilment, Refund
from core.rules.errors import Refused
from core.rules.exceptions import Resolution
from core.rules.refund import Means

_BROUGHT: Final[Mapping[Resolution, Means]] = MappingProxyType(
    {Resolution.PAID_SINCE: Means.CASH, Resolution.PAID_BY_CARD: Means.CARD}
)
"""What a customer has paid with since."""
DEEDS: Final = frozenset({Resolution.TAKE_AGAIN, *_BROUGHT})
LEFT_UNPAID: Final = frozenset({"left_unpaid", "exchange_left_unpaid"})


def do(context: Context, choice: Resolution, case: ExceptionCase, reference: str = "") -> None:
    """Take what was missing from the credit after all, or as cash or by card, as the customer has paid since.

    Args:
        reference: what the slip calls a card's payment, if anybody noted it.

    Raises:
        Refused: `credit_too_small`, `credit_expired`, `unknown_credit`: it has not all of it still.
    """
    if case.kind in LEFT_UNPAID:
        cents = _still_due(context, case, int(case.data.get("cents", 0)))
        if cents:
            _keep(context, case, PaidPart(_BROUGHT[choice], cents, reference))
        return
    use = context.session.get(CreditUse, case.data.get("use", ""))
    missing_cents = 0 if use is None else use.cents - (use.taken_cents or 0)
    if use is None or not missing_cents:
        return
    due_cents = _still_due(context, case, missing_cents)
    # What was paid elsewhere since, nobody asks of the credit any more.
    use.cents -= missing_cents - due_cents
    if not due_cents:
        return
    if choice is Resolution.TAKE_AGAIN:
        paid = _taken(context, use, due_cents)
        use.taken_cents = use.cents
    else:
        use.cents -= due_cents
        paid = PaidPart(_BROUGHT[choice], due_cents, reference)
    _keep(context, case, paid)


def _still_due(context: Context, case: ExceptionCase, cents: int) -> int:
    """No more than is due still: it may have been paid elsewhere since."""
    head, refund = _about(context, case)
    if head is not None:
        return min(cents, head.to_pay_cents)
    if refund is not None:
        paid_cents = sum(int(paid) for _, paid, *_ in refund.paid_here or ())
        return min(cents, max(0, refund.to_pay_cents - paid_cents))
    return 0


def _about(context: Context, case: ExceptionCase) -> tuple[Fulfilment | None, Refund | None]:
    """What has left: an order, or what was taken in exchange."""
    kind, _, key = case.aggregate.partition(":")
    head = context.session.get(Fulfilment, key) if kind == "fulfilment" else None
    return head, None if head is not None else context.session.get(Refund, case.data.get("refund", ""))


def _taken(context: Context, use: CreditUse, cents: int) -> PaidPart:
    cause = context.child("credit", 0)
    taken = context.credits.take(use.number, Means.STORE_CREDIT, cents, context.at, cause)
    if taken.cents < cents:
        raise Refused(taken.why, number=use.number, cents=taken.cents)
    return PaidPart(taken.means, cents, use.number)


def _keep(context: Context, case: ExceptionCase, paid: PaidPart) -> None:
    """With what left: it was paid after all."""
    head, refund = _about(context, case)
    if head is not None:
        head.paid_here = [*(head.paid_here or ()), *rows_paid([paid])]
        head.to_pay_cents = max(0, head.to_pay_cents - paid.cents)
    elif refund is not None:
        refund.paid_here = [*(refund.paid_here or ()), *rows_paid([paid])]
