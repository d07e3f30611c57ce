"""What is over because money has gone back to its customer."""

from __future__ import annotations

from sqlalchemy import select

from core.commands.aggregates import return_aggregate
from core.commands.context import Context
from core.model import ExceptionCase, Refund
from core.rules.exceptions import BY_ITSELF, EXCHANGE_PAID_IN_VAIN
from core.rules.refund import RefundState


def has_partly_gone(refund: Refund) -> bool:
    """Whether some of its money has left, as far as it is known here: its units cannot be free again."""
    return any(done for _, _, done in refund.parts)


def settle_paid_in_vain(context: Context, refund: Refund) -> None:
    """What came in for an exchange though nothing was due is with its customer again, or what they took in
    its place: the case that leads to this return asks nobody any more."""
    if refund.state not in (RefundState.REFUNDED, RefundState.BY_HAND):
        return
    asked = select(ExceptionCase).where(
        ExceptionCase.kind == EXCHANGE_PAID_IN_VAIN,
        ExceptionCase.location_id == refund.location_id,
        ExceptionCase.settled_at.is_(None),
        # Until the core has made the return that gives it, a case names its own.
        ExceptionCase.aggregate != return_aggregate(refund.return_id),
    )
    for case in context.session.scalars(asked):
        if case.data.get("number") == refund.number:
            context.settle(case, BY_ITSELF)
            case.settlement = refund.number
