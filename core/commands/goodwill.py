"""A manager's gesture beyond what is due, as store credit, within a limit by the day."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.commands import definitions as d
from core.commands.context import Context
from core.commands.proposing import proposed
from core.commands.return_reading import (
    check_credit_number,
    policy_of,
    return_of,
    step_refund,
)
from core.model import Refund
from core.rules.approval import Need, check_goodwill, day_of
from core.rules.errors import Refused
from core.rules.refund import Means, Part, RefundKind, RefundVerb
from core.rules.return_policy import Limits
from core.rules.time import DAY_MS, Instant


def give_goodwill(context: Context, command: d.GiveGoodwill) -> None:
    """A gesture of the manager's own, as store credit.

    Raises:
        Refused: `beyond_limit`, `beyond_day_limit`, `goodwill_without_reason`, `credit_number_wrong`.
    """
    head = return_of(context, command)
    if not command.reason.strip():
        raise Refused("goodwill_without_reason")
    if context.session.get(Refund, command.refund_id) is not None:
        raise Refused("refund_known", refund_id=command.refund_id)
    policy = policy_of(context.session, head.location_id)
    actor = context.actor
    check_gesture(
        context.session, policy.limits, actor.location_id, actor.staff_id, command.cents, context.at
    )
    check_credit_number(context, (Part(Means.STORE_CREDIT, command.cents),), command.credit_number)
    refund = proposed(
        context,
        head,
        command.refund_id,
        kind=RefundKind.GOODWILL,
        need=Need.NOBODY,
        total_cents=command.cents,
        parts=[[Means.STORE_CREDIT.value, command.cents, 0]],
        credit_number=command.credit_number,
        note=command.reason,
    )
    context.session.add(refund)
    step_refund(context, refund, RefundVerb.APPROVE)
    step_refund(context, refund, RefundVerb.QUEUE)


def check_gesture(
    session: Session, limits: Limits, location_id: int, staff_id: str, cents: int, at: Instant
) -> None:
    """Say nothing if somebody may give so much, after what they have given on the same day.

    Raises:
        Refused: `beyond_limit`, `beyond_day_limit`.
    """
    since = day_of(at)
    given = select(func.sum(Refund.total_cents)).where(
        Refund.location_id == location_id,
        Refund.kind == RefundKind.GOODWILL.value,
        Refund.proposed_by == staff_id,
        Refund.proposed_at >= since,
        Refund.proposed_at < since + DAY_MS,
    )
    check_goodwill(limits, cents, int(session.scalar(given) or 0))
