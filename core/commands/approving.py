"""A manager's word on a refund, signed on the device over the exact amounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Select, func, select

from core.commands import definitions as d
from core.commands.context import Context
from core.commands.return_reading import policy_of, refund_of, return_to_decide, step_refund
from core.model import ApprovalKey, Refund
from core.model.gathered import rows_of
from core.model.kept_statements import kept
from core.rules.approval import Need, check_approver, check_need, check_offline, day_of
from core.rules.errors import NotAuthentic, Refused
from core.rules.refund import GIVEN_UP, REFUND, UNDER_WAY, Means, Part, RefundState, RefundVerb
from core.rules.refund_part import UNKNOWN
from core.rules.time import DAY_MS, MINUTE_MS, Instant
from core.wire import Approval, approval, verify_approval

SIGNED_WITHIN_MS: Final = 10 * MINUTE_MS
"""Between the signature and the command that carries it."""


def approve(context: Context, command: d.ApproveRefund) -> None:
    """Yes, over exactly these amounts. The core executes it; until then it is queued.

    Raises:
        Refused: `approver_is_proposer`; `approval_does_not_fit`: other amounts or units than the refund's;
            `approval_not_signed`: not by this person's key of this device, or over something else;
            `approval_too_old`; `needs_regional_manager`; `beyond_limit`, `beyond_day_limit`,
            `offline_beyond_limit`, `offline_too_many`; `not_in_this_state`; `outcome_unknown`: it failed, and
            may have gone.
    """
    head = return_to_decide(context, command)
    refund = refund_of(context, command)
    _check_unsigned(refund)
    if refund.proposed_by == context.actor.staff_id:
        raise Refused("approver_is_proposer", staff_id=context.actor.staff_id)
    _check_fits(refund, command)
    _check_signed(context, command)
    check_need(Need(refund.need), context.actor.role)
    limits = policy_of(context.session, head.location_id).limits
    today_cents = _approved_on(context, day_of(Instant(command.signed_at)))
    check_approver(limits, context.actor.role, refund.total_cents, today_cents)
    is_offline = context.is_offline(command.is_offline)
    if is_offline:
        check_offline(limits, refund.total_cents, _waiting(context, refund))
    step_refund(context, refund, RefundVerb.APPROVE)
    refund.approved_by, refund.approved_device = context.actor.staff_id, context.actor.device_id
    refund.approved_at, refund.signature = command.signed_at, command.signature
    refund.is_offline, refund.failure = refund.is_offline or is_offline, ""
    step_refund(context, refund, RefundVerb.QUEUE)


def _check_unsigned(refund: Refund) -> None:
    """What failed is signed if nobody has: who has lets it be tried again (`RetryRefund`)."""
    if refund.state != RefundState.FAILED:
        return
    if not is_unsigned(refund):
        raise Refused(
            "not_in_this_state", lifecycle=REFUND.name, state=refund.state, verb=RefundVerb.APPROVE.value
        )
    if refund.failure in UNKNOWN:
        raise Refused("outcome_unknown", number=refund.number)


def is_unsigned(refund: Refund) -> bool:
    """Whether a refund that needs somebody's word has none."""
    return refund.need != Need.NOBODY and not refund.approved_by


def _check_fits(refund: Refund, command: d.ApproveRefund) -> None:
    parts = sorted(Part(Means(means), cents) for means, cents, _ in refund.parts)
    is_same = (
        sorted(d.parts_of(command.parts)) == parts
        and sorted(command.units) == sorted(refund.units)
        and command.proposer == refund.proposed_by
    )
    if not is_same:
        raise Refused("approval_does_not_fit", number=refund.number)


def _check_signed(context: Context, command: d.ApproveRefund) -> None:
    actor = context.actor
    if not -SIGNED_WITHIN_MS <= context.at - command.signed_at <= SIGNED_WITHIN_MS:
        raise Refused("approval_too_old")
    given = approval(
        command.return_id,
        command.refund_id,
        parts=d.parts_of(command.parts),
        units=command.units,
        proposer=command.proposer,
        manager=actor.staff_id,
        device_id=actor.device_id,
        at=Instant(command.signed_at),
    )
    keys = rows_of(context.session, ApprovalKey, ApprovalKey.staff_id, [actor.staff_id])
    own = [key for key in keys if key.device_id == actor.device_id]
    able = [key for key in own if _could_sign(key, own, command.signed_at)]
    if not any(_is_signed(key.public_key, given, command.signature) for key in able):
        raise Refused("approval_not_signed", staff_id=actor.staff_id)


def _could_sign(key: ApprovalKey, own: Sequence[ApprovalKey], signed_at: int) -> bool:
    """Whether it was this person's key then: it is still, or the next one has taken its place since.

    What was signed before that with the line cut may come after it; a key that was taken away signs nothing.
    """
    if key.revoked_at is None:
        return True
    is_replaced = any(one.registered_at == key.revoked_at and one.id != key.id for one in own)
    return is_replaced and signed_at <= key.revoked_at


def _is_signed(public_key: str, given: Approval, signature: str) -> bool:
    try:
        verify_approval(bytes.fromhex(public_key), given, bytes.fromhex(signature))
    except (NotAuthentic, ValueError):
        return False
    return True


def _approved_on(context: Context, since: Instant) -> int:
    """What this person has signed on the day that begins then."""
    [cents] = _signed_cents(context.session, context.actor.staff_id, since, since + DAY_MS)
    return int(cents or 0)


@kept
def _signed_cents(approved_by: str, since: int, until: int) -> Select[int]:
    return select(func.sum(Refund.total_cents)).where(
        Refund.approved_by == approved_by,
        Refund.approved_at >= since,
        Refund.approved_at < until,
        Refund.state.not_in(GIVEN_UP),
    )


def _waiting(context: Context, refund: Refund) -> int:
    """Refunds of this store that were approved with the line cut and are not executed yet."""
    waiting = select(func.count()).where(
        Refund.location_id == refund.location_id,
        Refund.state.in_(UNDER_WAY),
        Refund.is_offline,
        Refund.approved_by != "",
    )
    return int(context.session.scalar(waiting) or 0)
