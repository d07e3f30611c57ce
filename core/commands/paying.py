"""What becomes of an approved refund at the store.

Cash leaves the till, what failed is tried again or settled by hand.
"""

from __future__ import annotations

from core.commands import definitions as d
from core.commands.approving import is_unsigned
from core.commands.cash import note_payout
from core.commands.context import Context
from core.commands.exchanging import tell_kept
from core.commands.refunding import claim_again
from core.commands.return_reading import currency_of, refund_of, return_of, step_refund
from core.model import Refund, Return
from core.rules.approval import Need
from core.rules.errors import Refused
from core.rules.refund import GIVEN_UP, REFUND, UNDECIDED, Means, RefundKind, RefundState, RefundVerb
from core.rules.refund_part import UNKNOWN


def pay_out(context: Context, command: d.PayOutCash) -> None:
    """Cash has left. A refund that is not known (the core turned its proposal down: another has its units) is
    recorded all the same, with what was lost.

    Raises:
        Refused: `unknown_return`, `other_location`; the runner turns either into a quarantine.
    """
    head = return_of(context, command)
    is_offline = context.is_offline(command.is_offline)
    note_payout(context, head, command.refund_id, command.cents, is_offline=is_offline)
    refund = context.session.get(Refund, command.refund_id)
    if refund is None or refund.return_id != head.id:
        _record_loss(context, head, command)
        return
    if refund.state in UNDECIDED and _leaves_more(refund, command.cents):
        # What is not cash of it waits for the manager's word as before.
        about = {"number": refund.number, "cents": command.cents, "currency": refund.currency}
        context.contradiction("cash_paid_unapproved", **about)
        _count_in(context, refund, command.cents)
        return
    before = step_refund(context, refund, RefundVerb.PAY)
    if before in GIVEN_UP and claim_again(context, head, refund):
        tell_kept(context, refund)
    _count_in(context, refund, command.cents)
    if before in (RefundState.REFUNDED, RefundState.BY_HAND):
        return
    if is_done(refund):
        step_refund(context, refund, RefundVerb.SUCCEED)
    elif before in GIVEN_UP:
        # Nobody carries on with what was turned down.
        step_refund(context, refund, RefundVerb.FAIL)


def _leaves_more(refund: Refund, paid_cents: int) -> bool:
    """Whether so much cash is not all of it."""
    return any(done < cents for means, cents, done in refund.parts if means != Means.CASH) or (
        paid_cents < sum(cents - done for _, cents, done in refund.parts)
    )


def is_done(refund: Refund) -> bool:
    """Whether all of it has gone back."""
    return all(done >= cents for _, cents, done in refund.parts)


def _count_in(context: Context, refund: Refund, paid_cents: int) -> None:
    left, parts = paid_cents, []
    for means, cents, done in refund.parts:
        taken = min(left, cents - done) if means == Means.CASH else 0
        parts.append([means, cents, done + taken])
        left -= taken
    refund.parts = parts
    if left:
        about = {"number": refund.number, "cents": left, "currency": refund.currency}
        context.contradiction("cash_beyond_refund", **about)


def _record_loss(context: Context, head: Return, command: d.PayOutCash) -> None:
    currency = currency_of(context.session, head)
    about = {"number": head.number, "cents": command.cents, "currency": currency}
    context.contradiction("cash_paid_without_refund", **about)
    context.session.add(
        Refund(
            id=command.refund_id,
            return_id=head.id,
            number=head.number,
            location_id=head.location_id,
            sale_id="",
            kind=RefundKind.LOSS.value,
            state=RefundState.REFUNDED.value,
            state_at=context.at,
            need=Need.NOBODY.value,
            total_cents=command.cents,
            currency=currency,
            parts=[[Means.CASH.value, command.cents, command.cents]],
            proposed_by=context.actor.staff_id,
            proposed_device=context.actor.device_id,
            proposed_at=context.at,
            is_offline=command.is_offline,
        )
    )


def retry(context: Context, command: d.RetryRefund) -> None:
    """What failed is tried again.

    Raises:
        Refused: `not_in_this_state`; also for what was never approved: a manager signs it
            (`ApproveRefund`), or it is settled by hand. `outcome_unknown`: it may have gone, and nobody says
            that they have asked the payment service.
    """
    return_of(context, command)
    refund = refund_of(context, command)
    if is_unsigned(refund):
        raise Refused(
            "not_in_this_state", lifecycle=REFUND.name, state=refund.state, verb=RefundVerb.RETRY.value
        )
    if refund.failure in UNKNOWN and not command.checked.strip():
        raise Refused("outcome_unknown", number=refund.number)
    step_refund(context, refund, RefundVerb.RETRY)
    refund.failure, refund.decision = "", command.checked.strip() or refund.decision


def settle_by_hand(context: Context, command: d.SettleRefund) -> None:
    """What failed was paid in another way.

    Raises:
        Refused: `settled_without_words`, `not_in_this_state`.
    """
    return_of(context, command)
    if not command.settlement.strip():
        raise Refused("settled_without_words")
    refund = refund_of(context, command)
    step_refund(context, refund, RefundVerb.SETTLE)
    refund.decision = command.settlement
