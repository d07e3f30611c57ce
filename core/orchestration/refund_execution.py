"""The core lets approved money go: one execution of each part, whoever asks how often.

What is approved becomes parts: a card's waits for the payment service, store credit for our own ledger; cash
is the till's. A part is taken in one transaction, sent, and its answer noted in another; whoever dies in
between leaves it to be asked about again under the same key. The key is the part's identifier, which follows
from the refund, so that nothing makes a second one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import msgspec
import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.commands import Context, return_aggregate
from core.commands.paying import is_done
from core.commands.return_reading import step_refund
from core.model import Refund, RefundClaim, RefundPart, SalePayment
from core.orchestration.fulfilments import core_actor
from core.orchestration.unit import UnitOfWork
from core.rules.ids import derive
from core.rules.refund import UNDER_WAY, Means, RefundState, RefundVerb
from core.rules.refund_part import (
    ENDED_BADLY,
    OPEN,
    SENDING_MS,
    Answer,
    Heard,
    PartState,
    given_up_at,
    may_ask_again,
    next_try,
)
from core.rules.time import Instant

NO_ANSWER: Final = "no_answer"
NO_PAYMENT: Final = "payment_unknown"
CLAIMS_LOST: Final = "claims_lost"
PARTIAL: Final = "partial"
PAGE: Final = 100

log = structlog.get_logger(__name__)


class PayOrder(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of whoever pays: so much, under a key that makes it happen once.

    Attributes:
        payment: the payment service's name for what was paid; empty for store credit.
        credit_number: the store credit's, from the workstation's block.
        number: the return's, for people.
    """

    key: str
    means: Means
    payment: str
    cents: int
    currency: str
    number: str
    refund_id: str
    credit_number: str


def begin(unit: UnitOfWork, refund: Refund) -> None:
    """Make the parts of a refund that is queued, after a failure those of what is not done.

    Doing it again changes nothing.

    Args:
        refund: locked.
    """
    if refund.state != RefundState.QUEUED:
        return
    known = _parts(unit.session, refund)
    for place, (means, cents, done) in enumerate(refund.parts):
        rounds = [part for part in known if part.place == place]
        is_open = any(part.state in OPEN for part in rounds)
        if means == Means.CASH or done >= cents or is_open:
            continue
        part = RefundPart(
            id=derive(refund.id, "part", place, len(rounds)),
            refund_id=refund.id,
            place=place,
            round_no=len(rounds),
            means=means,
            cents=cents - done,
            state=PartState.WAITING.value,
            due_at=unit.at,
        )
        unit.session.add(part)
    if is_done(refund):
        # Nothing goes back: what was taken in exchange is worth as much.
        step_refund(_context(unit, refund, derive(refund.id, "begin")), refund, RefundVerb.SUCCEED)


def due_parts(session: Session, now: Instant, means: Collection[Means]) -> Sequence[str]:
    """Parts by these means to be sent, or asked about, by now; the longest due first."""
    query = select(RefundPart.id).where(RefundPart.due_at <= now, RefundPart.means.in_(means))
    return session.scalars(query.order_by(RefundPart.due_at, RefundPart.id).limit(PAGE)).all()


def take(unit: UnitOfWork, part_id: str) -> PayOrder | None:
    """Take a part to be sent; None if it is not due any more, or must not be sent."""
    part, refund = _locked(unit, part_id)
    if part is None or refund is None or part.state not in OPEN:
        return None
    if part.due_at is None or part.due_at > unit.at:
        return None
    payment = unit.session.get(SalePayment, (refund.sale_id, part.means)) if refund.sale_id else None
    reason = _bar(unit, refund, part, payment)
    if reason:
        note(unit, part_id, Answer(Heard.REFUSED, reason=reason), f"barred:{reason}")
        return None
    part.state, part.tries = PartState.SENT.value, part.tries + 1
    part.first_sent_at = part.first_sent_at or unit.at
    part.due_at = unit.at + SENDING_MS
    step_refund(_context(unit, refund, derive(part.id, "take", part.tries)), refund, RefundVerb.EXECUTE)
    return PayOrder(
        key=part.id,
        means=Means(part.means),
        payment=payment.reference if payment is not None else "",
        cents=part.cents,
        currency=refund.currency,
        number=refund.number,
        refund_id=refund.id,
        credit_number=refund.credit_number,
    )


def _bar(unit: UnitOfWork, refund: Refund, part: RefundPart, payment: SalePayment | None) -> str:
    """Why it must not be sent; nothing if it may."""
    if payment is None and part.means == Means.CARD:
        return NO_PAYMENT
    if refund.state not in UNDER_WAY:
        return CLAIMS_LOST
    claims = unit.session.scalars(select(RefundClaim.unit_id).where(RefundClaim.refund_id == refund.id))
    if set(claims) != set(refund.units):
        return CLAIMS_LOST
    return "" if may_ask_again(Instant(part.first_sent_at), unit.at) else NO_ANSWER


def note(unit: UnitOfWork, part_id: str, answer: Answer, event: str) -> bool:
    """Take in what a payment service says of a part, now or later; returns whether it is known.

    Args:
        event: what it calls what it says, or the core; a case that it raises is named after it.
    """
    part, refund = _locked(unit, part_id)
    if part is None or refund is None:
        return False
    part.reference = answer.reference or part.reference
    if answer.heard is Heard.NOTHING:
        if part.state in OPEN:
            part.due_at, part.failure = next_try(unit.at, part.tries), answer.reason[:64]
    elif answer.heard is Heard.ACCEPTED:
        if part.state in OPEN:
            # It says by itself what came of it, unless its word is lost.
            part.state, part.failure = PartState.ACCEPTED.value, ""
            part.due_at = given_up_at(Instant(part.first_sent_at))
    elif answer.heard is Heard.REFUSED:
        _failed(unit, refund, part, PartState.FAILED, answer.reason, event)
    elif answer.heard is Heard.RETURNED:
        _failed(unit, refund, part, PartState.RETURNED, answer.reason, event)
    else:
        _went(unit, refund, part, answer.cents, event)
    return True


def part_named(session: Session, reference: str) -> str | None:
    """The part that a payment service calls so."""
    return session.scalar(select(RefundPart.id).where(RefundPart.reference == reference))


def _went(unit: UnitOfWork, refund: Refund, part: RefundPart, cents: int, event: str) -> None:
    """Money has gone back: all of the part, or less."""
    if part.state in (PartState.DONE, PartState.RETURNED):
        return
    part.done_cents, part.due_at = min(cents, part.cents), None
    part.state = (PartState.DONE if cents >= part.cents else PartState.FAILED).value
    part.failure = "" if cents >= part.cents else PARTIAL
    for other in _parts(unit.session, refund):
        if other.place == part.place and other.state == PartState.WAITING and other.id != part.id:
            other.state, other.due_at = PartState.VOID.value, None
    _sum_up(unit, refund, part, event)


def _failed(
    unit: UnitOfWork, refund: Refund, part: RefundPart, state: PartState, reason: str, event: str
) -> None:
    if part.state == PartState.RETURNED or part.state == state:
        return
    part.state, part.due_at, part.failure = state.value, None, reason[:64]
    part.done_cents = 0
    _sum_up(unit, refund, part, event)


def _sum_up(unit: UnitOfWork, refund: Refund, part: RefundPart, event: str) -> None:
    """What has become of the refund, now that a part of it has ended."""
    parts = _parts(unit.session, refund)
    done = dict.fromkeys(range(len(refund.parts)), 0)
    for one in parts:
        done[one.place] += one.done_cents
    refund.parts = [
        [means, cents, paid if means == Means.CASH else min(cents, done[place])]
        for place, (means, cents, paid) in enumerate(refund.parts)
    ]
    context = _context(unit, refund, derive(part.id, "heard", event))
    beyond_cents = done[part.place] - refund.parts[part.place][1]
    if part.done_cents and beyond_cents > 0:
        # It was given up as unanswered, another took its place, and both went.
        context.contradiction("refunded_after_settlement", number=refund.number, cents=beyond_cents)
    if is_done(refund):
        refund.failure = ""
        step_refund(context, refund, RefundVerb.SUCCEED)
    elif not any(one.state in OPEN for one in parts):
        failed = [one for one in parts if one.state in ENDED_BADLY and _is_due(refund, one)]
        if failed:
            refund.failure = failed[-1].failure
            step_refund(context, refund, RefundVerb.FAIL)


def _is_due(refund: Refund, part: RefundPart) -> bool:
    _, cents, done = refund.parts[part.place]
    return bool(done < cents)


def _parts(session: Session, refund: Refund) -> list[RefundPart]:
    query = select(RefundPart).where(RefundPart.refund_id == refund.id)
    return list(session.scalars(query.order_by(RefundPart.place, RefundPart.round_no)))


def _locked(unit: UnitOfWork, part_id: str) -> tuple[RefundPart | None, Refund | None]:
    """A part and its refund: the refund first, as everybody locks them."""
    known = unit.session.get(RefundPart, part_id)
    refund = unit.lock(Refund, known.refund_id) if known is not None else None
    return (unit.lock(RefundPart, part_id), refund) if refund is not None else (None, None)


def _context(unit: UnitOfWork, refund: Refund, cause: str) -> Context:
    return unit.context(core_actor(refund.location_id), cause, return_aggregate(refund.return_id))
