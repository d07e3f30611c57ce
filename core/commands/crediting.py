"""Store credits and gift cards pay for what leaves: what they have counts, and what is missing is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.commands.context import Context
from core.commands.definitions.payments import PaidPart
from core.commands.return_reading import policy_of
from core.model import CreditUse, StoreCredit
from core.rules.approval import check_credit_offline, day_of
from core.rules.refund import Means
from core.rules.time import DAY_MS, Instant

CREDITS: Final = frozenset({Means.STORE_CREDIT, Means.GIFT_CARD})


def is_credit(part: PaidPart) -> bool:
    """Whether it is taken from a credit here; what a till has taken has no number."""
    return part.means in CREDITS and bool(part.reference)


def take_payments(
    context: Context, told: Sequence[PaidPart], due_cents: int, about: Mapping[str, str]
) -> list[PaidPart]:
    """What was really paid, of what was told. Credits come last, and give no more than what is due still:
    what somebody else has paid meanwhile stays on them. What a credit has not is for a person to see, for
    the goods have left.

    Args:
        about: what the sentence of an exception begins with, and what settling it has to know.
    """
    paid = [part for part in told if not is_credit(part)]
    room = max(0, due_cents - sum(part.cents for part in paid))
    for place, part in enumerate(part for part in told if is_credit(part)):
        wanted = min(part.cents, room)
        if not wanted:
            continue
        room -= wanted
        cause = context.child("credit", place)
        taken = context.credits.take(part.reference, part.means, wanted, context.at, cause)
        _note(context, place, part, wanted, taken.cents)
        if taken.cents:
            paid.append(PaidPart(taken.means, taken.cents, part.reference))
        if taken.cents < wanted:
            missing = {"credit": part.reference, "cents": wanted - taken.cents, "because": taken.why}
            context.contradiction("credit_not_covered", **about, **missing, use=_use_id(context, place))
    return paid


def what_counts(paid: Sequence[PaidPart], due_cents: int) -> list[PaidPart]:
    """Of what was paid so much as was due, in the order in which it was told. What is beyond it a person
    gives back; a slip's reference stays with what was paid by it, though nothing of it counts."""
    left, counted = due_cents, []
    for part in paid:
        cents = min(left, part.cents)
        left -= cents
        if cents or part.reference:
            counted.append(PaidPart(part.means, cents, part.reference))
    return counted


def rows_paid(paid: Sequence[PaidPart]) -> list[list[str | int]]:
    """As it is kept with what left: [means, cents, and what it is called]."""
    return [[part.means.value, part.cents, *filter(None, [part.reference])] for part in paid]


def used_here(session: Session, number: str) -> int:
    """What has been spent of a credit at this store that its balance does not know yet, in cents."""
    query = select(func.sum(CreditUse.cents)).where(
        CreditUse.number == number, CreditUse.taken_cents.is_(None)
    )
    return int(session.scalar(query) or 0)


def may_spend_offline(session: Session, location_id: int, number: str, cents: int, at: Instant) -> None:
    """Say nothing if so much of a credit may be spent with the line cut.

    Raises:
        Refused: as `core.rules.approval.check_credit_offline`.
    """
    limits = policy_of(session, location_id).limits
    issued_at = session.scalar(select(StoreCredit.location_id).where(StoreCredit.number == number))
    today_cents = _offline_today(session, location_id, at)
    check_credit_offline(limits, cents, today_cents, is_own=issued_at == location_id)


def _offline_today(session: Session, location_id: int, at: Instant) -> int:
    since = day_of(at)
    query = select(func.sum(CreditUse.cents)).where(
        CreditUse.location_id == location_id,
        CreditUse.at >= since,
        CreditUse.at < since + DAY_MS,
        CreditUse.is_offline.is_(True),
    )
    return int(session.scalar(query) or 0)


def _use_id(context: Context, place: int) -> str:
    return context.child("credit_use", place)


def _note(context: Context, place: int, part: PaidPart, cents: int, taken_cents: int) -> None:
    """Write down that it has paid."""
    context.session.add(
        CreditUse(
            id=_use_id(context, place),
            aggregate=context.aggregate,
            number=part.reference[:64],
            location_id=context.actor.location_id,
            cents=cents,
            taken_cents=None if context.is_replica else taken_cents,
            at=context.at,
            used_by=context.actor.staff_id,
            device_id=context.actor.device_id,
            is_offline=part.is_offline,
        )
    )
