"""What a payment service says of a part of a refund, now or later, once or again, in any order.

Coming back is the last word of one execution. Two executions under one name are told apart by what the
payment service calls each: the second that went is told, whichever it is.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.commands import Context, return_aggregate
from core.commands.paying import is_done
from core.commands.return_reading import step_refund
from core.model import ExceptionCase, Refund, RefundPart
from core.model.kept_statements import kept
from core.orchestration.fulfilments import core_actor
from core.orchestration.payment_parts import BACK, claims_of, payment_for
from core.orchestration.unit import UnitOfWork
from core.rules.ids import derive
from core.rules.refund import Means, RefundVerb
from core.rules.refund_part import (
    ENDED_BADLY,
    IN_USE_TRIES,
    KEY_IN_USE,
    NO_ANSWER,
    OPEN,
    UNKNOWN,
    Answer,
    Heard,
    PartState,
    given_up_at,
    next_try,
)
from core.rules.time import Instant

PARTIAL: Final = "partial"


def note(unit: UnitOfWork, part_id: str, answer: Answer, event: str) -> bool:
    """Take in what a payment service says of a part, now or later; returns whether it is known.

    Args:
        event: what it calls what it says, or the core; a case that it raises is named after it.
    """
    part, refund = locked(unit, part_id)
    if part is None or refund is None:
        return False
    if not _fits(unit, refund, part, answer):
        _told_otherwise(unit, refund, part, answer, event)
    elif answer.heard is Heard.NOTHING:
        _unanswered(unit, refund, part, answer, event)
    elif answer.heard is Heard.ACCEPTED:
        _accepted(part, answer)
    elif answer.heard is Heard.REFUSED:
        _refused(unit, refund, part, answer, event)
    elif answer.heard is Heard.RETURNED:
        _returned(unit, refund, part, answer, event)
    else:
        _went(unit, refund, part, answer, event)
    return True


def give_up(unit: UnitOfWork, refund: Refund, part: RefundPart, reason: str) -> None:
    """It is not sent, or not asked about any more; what was sent without an answer stays unsure."""
    part.is_unsure = part.is_unsure or bool(part.first_sent_at)
    _ended(unit, refund, part, PartState.FAILED, reason, f"barred:{reason}")


def part_named(session: Session, reference: str) -> str | None:
    """The part that a payment service calls so."""
    return session.scalar(select(RefundPart.id).where(RefundPart.reference == reference))


def _fits(unit: UnitOfWork, refund: Refund, part: RefundPart, answer: Answer) -> bool:
    """Whether it speaks of what was asked for: this payment, this currency."""
    payment = payment_for(unit.session, refund, part)
    is_payment = payment is None or answer.payment in ("", payment.reference)
    return is_payment and answer.currency in ("", refund.currency)


def _told_otherwise(unit: UnitOfWork, refund: Refund, part: RefundPart, answer: Answer, event: str) -> None:
    """It is not believed, and not dropped either: a person asks the payment service. Nothing is paid in its
    place before they have."""
    _tell_otherwise(unit, refund, part, answer, event)
    if part.state in OPEN:
        part.is_unsure = True
        _ended(unit, refund, part, PartState.FAILED, NO_ANSWER, event)


def _tell_otherwise(unit: UnitOfWork, refund: Refund, part: RefundPart, answer: Answer, event: str) -> None:
    context_of(unit, refund, derive(part.id, "otherwise", event)).contradiction(
        "refund_told_otherwise", number=refund.number, cents=answer.cents, currency=answer.currency
    )


def _unanswered(unit: UnitOfWork, refund: Refund, part: RefundPart, answer: Answer, event: str) -> None:
    if part.state == PartState.ACCEPTED or part.state not in OPEN:
        return
    is_still_in_use = answer.reason == part.failure == KEY_IN_USE
    if is_still_in_use and part.tries >= IN_USE_TRIES:
        # The same request would have had its answer by now: it was another that is known by this key.
        part.is_unsure = True
        _ended(unit, refund, part, PartState.FAILED, KEY_IN_USE, event)
        return
    part.due_at, part.failure = next_try(unit.at, part.tries), answer.reason[:64]
    if answer.was_reached:
        part.is_unsure = True
    else:
        part.state = PartState.WAITING.value


def _accepted(part: RefundPart, answer: Answer) -> None:
    if part.state in OPEN:
        # It says by itself what came of it, unless its word is lost.
        part.state, part.failure, part.reference = PartState.ACCEPTED.value, "", answer.reference
        part.due_at = given_up_at(Instant(part.first_sent_at))


def _refused(unit: UnitOfWork, refund: Refund, part: RefundPart, answer: Answer, event: str) -> None:
    """No. A request that was turned down says nothing of one before it that was taken in, or that went."""
    if answer.reference:
        is_this = part.reference in ("", answer.reference)
        if part.state in (PartState.DONE, PartState.RETURNED) or part.done_cents or not is_this:
            return
        part.reference, part.is_unsure = answer.reference, False
    elif part.state not in OPEN or part.state == PartState.ACCEPTED:
        return
    _ended(unit, refund, part, PartState.FAILED, answer.reason, event)


def _returned(unit: UnitOfWork, refund: Refund, part: RefundPart, answer: Answer, event: str) -> None:
    known = part.went_as if part.state == PartState.DONE else part.reference if part.state in OPEN else ""
    if known not in ("", answer.reference):
        return
    part.went_as, part.is_unsure = answer.reference, False
    _ended(unit, refund, part, PartState.RETURNED, answer.reason, event)


def _went(unit: UnitOfWork, refund: Refund, part: RefundPart, answer: Answer, event: str) -> None:
    """Money has gone back: all of the part, or less."""
    is_other = bool(answer.reference) and part.went_as not in ("", answer.reference)
    if part.state == PartState.DONE and is_other:
        context_of(unit, refund, derive(part.id, "again", event)).contradiction(
            "refunded_after_settlement",
            number=refund.number,
            cents=answer.cents,
            currency=answer.currency or refund.currency,
        )
    if part.state == PartState.DONE or (part.state == PartState.RETURNED and not is_other):
        return
    if answer.cents > part.cents:
        _tell_otherwise(unit, refund, part, answer, event)
    part.done_cents, part.due_at, part.is_unsure = min(answer.cents, part.cents), None, False
    part.reference = part.went_as = answer.reference
    part.state = (PartState.DONE if answer.cents >= part.cents else PartState.FAILED).value
    part.failure = "" if answer.cents >= part.cents else PARTIAL
    for other in parts_of(unit.session, refund):
        if _claim_of(other) == _claim_of(part) and other.state == PartState.WAITING and other.id != part.id:
            other.state, other.due_at = PartState.VOID.value, None
    _sum_up(unit, refund, part, event)


def _ended(
    unit: UnitOfWork, refund: Refund, part: RefundPart, state: PartState, reason: str, event: str
) -> None:
    if part.state == PartState.RETURNED or (part.state, part.failure) == (state, reason[:64]):
        return
    part.state, part.due_at, part.failure = state.value, None, reason[:64]
    part.done_cents = 0
    _sum_up(unit, refund, part, event)


def _sum_up(unit: UnitOfWork, refund: Refund, part: RefundPart, event: str) -> None:
    """What has become of the refund, now that a part of it has ended."""
    parts, claimed = parts_of(unit.session, refund), _claimed(unit.session, refund)
    done = count_in(unit.session, refund)
    context = context_of(unit, refund, derive(part.id, "heard", event))
    mine = _claim_of(part)
    beyond_cents = done[mine] - claimed.get(mine, refund.parts[part.place][1])
    if part.done_cents and beyond_cents > 0:
        # It was given up as unanswered, another took its place, and both went.
        about = {"number": refund.number, "cents": beyond_cents, "currency": refund.currency}
        context.contradiction("refunded_after_settlement", **about)
    if is_done(refund):
        refund.failure = ""
        step_refund(context, refund, RefundVerb.SUCCEED)
    elif not any(one.state in OPEN for one in parts):
        failed = [
            one
            for one in parts
            if one.state in ENDED_BADLY and done[_claim_of(one)] < claimed.get(_claim_of(one), one.cents)
        ]
        if failed:
            # Of what was barred, and tried again since, somebody has been asked.
            newest = {_claim_of(one): one for one in parts}
            is_open = [one.is_unsure or newest[_claim_of(one)] is one for one in failed]
            unknown = [
                one for one, asked in zip(failed, is_open, strict=True) if asked and one.failure in UNKNOWN
            ]
            refund.failure = (unknown or failed)[-1].failure
            step_refund(context, refund, RefundVerb.FAIL)


def count_in(session: Session, refund: Refund) -> Counter[tuple[int, int]]:
    """Say in the refund what of each of its parts is done; returns cents by what they are executions of. Cash
    is as its till has told."""
    claimed, done = _claimed(session, refund), Counter[tuple[int, int]]()
    for one in parts_of(session, refund):
        done[_claim_of(one)] += one.done_cents
    gone = [0] * len(refund.parts)
    for key, cents in done.items():
        gone[key[0]] += min(cents, claimed.get(key, cents))
    refund.parts = [
        [means, cents, paid if means == Means.CASH else min(cents, gone[place])]
        for place, (means, cents, paid) in enumerate(refund.parts)
    ]
    return done


def _claim_of(part: RefundPart) -> tuple[int, int]:
    """What a part is an execution of: a part of the refund, by the payment that it goes back to."""
    return (part.place, part.payment_place)


def _claimed(session: Session, refund: Refund) -> dict[tuple[int, int], int]:
    """What of each payment is the refund's."""
    return {(row.place, row.payment_place): row.cents for row in claims_of(session, refund, BACK)}


def parts_of(session: Session, refund: Refund) -> list[RefundPart]:
    """A refund's parts, by place and round."""
    return list(_parts(session, refund.id))


@kept
def _parts(refund_id: str) -> Select[RefundPart]:
    query = select(RefundPart).where(RefundPart.refund_id == refund_id)
    return query.order_by(RefundPart.place, RefundPart.round_no)


def locked(unit: UnitOfWork, part_id: str) -> tuple[RefundPart | None, Refund | None]:
    """A part and its refund: the refund first, as everybody locks them."""
    known = unit.session.get(RefundPart, part_id)
    refund = unit.lock(Refund, known.refund_id) if known is not None else None
    return (unit.lock(RefundPart, part_id), refund) if refund is not None else (None, None)


class _Heard(Context):
    """What is done about one word. A payment service says it again until it is answered, and sometimes after
    that: its case is there then, and is not raised a second time."""

    def contradiction(self, kind: str, **data: Any) -> None:
        if self.session.get(ExceptionCase, self.child("exception", len(self.contradictions))) is None:
            super().contradiction(kind, **data)


def context_of(unit: UnitOfWork, refund: Refund, cause: str) -> Context:
    """What the core itself does about a refund; the same cause again raises no case."""
    actor, aggregate = core_actor(refund.location_id), return_aggregate(refund.return_id)
    return _Heard(unit.session, unit.ledger, actor, unit.at, cause, aggregate)
