"""The core lets approved money go: one execution of each part, whoever asks how often.

What is approved becomes parts: a card's waits for the payment service, store credit for our own ledger; cash
is the till's. What goes back to several payments is one part for each (`core.orchestration.payment_parts`).
A part is taken in one transaction, sent, and its answer noted in another; whoever dies in
between leaves it to be asked about again under the same key. The key is the part's identifier, which follows
from the refund, so that nothing makes a second one. Only what the payment service has said (no, less, or that
it came back) makes another part; what it never said is asked about under the key that it has.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.commands.paying import is_done
from core.commands.return_reading import step_refund
from core.feed.settings import restored_at
from core.model import Refund, RefundClaim, RefundPart, SalePayment
from core.model.kept_statements import kept
from core.orchestration.payment_parts import BACK, claim, claim_gone, is_of, key_of, payment_for
from core.orchestration.perhaps_paid import goes_by_its_key, perhaps_spread_otherwise, why_not
from core.orchestration.refund_words import context_of, give_up, locked, parts_of
from core.orchestration.restore_wait import money_waits_until
from core.orchestration.unit import UnitOfWork
from core.orchestration.untold_refunds import take_words
from core.rules.ids import derive
from core.rules.refund import UNDER_WAY, Means, RefundState, RefundVerb
from core.rules.refund_part import (
    KEY_IN_USE,
    NO_ANSWER,
    OPEN,
    PAID_BEFORE,
    SENDING_MS,
    UNKNOWN,
    PartState,
    may_ask_again,
)
from core.rules.time import Instant

NO_PAYMENT: Final = "payment_unknown"
CLAIMS_LOST: Final = "claims_lost"
NO_SERVICE: Final = "no_payment_service"
PAGE: Final = 100


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


def begin(unit: UnitOfWork, refund: Refund, *, is_checked: bool = False, is_moved: bool = False) -> None:
    """Make the parts of a refund that is queued, after a failure those of what is not done.

    Doing it again changes nothing.

    Args:
        refund: locked.
        is_checked: somebody has asked the payment service about what it never answered: it did not go.
        is_moved: claims of it gave way to another: of one that is executed already what was to be sent for
            them is made anew, and the rest stays as it is.
    """
    is_under_way = is_moved and refund.state == RefundState.EXECUTING
    if refund.state != RefundState.QUEUED and not is_under_way:
        return
    known = parts_of(unit.session, refund)
    new: list[str] = []
    moved = claim_gone(unit, refund) if restored_at(unit.session) else ()
    for one in claim(unit, refund, BACK, [(means, cents) for means, cents, _ in refund.parts]):
        means = refund.parts[one.place][0]
        rounds = [part for part in known if is_of(part, one)]
        due_cents = one.cents - sum(part.done_cents for part in rounds)
        is_open = any(part.state in OPEN for part in rounds)
        is_kept = is_under_way and any(part.state != PartState.VOID for part in rounds)
        if means == Means.CASH or due_cents <= 0 or is_open or is_kept:
            continue
        unsure = next((part for part in rounds if part.is_unsure and part.state == PartState.FAILED), None)
        if unsure is not None and not (unsure.failure == KEY_IN_USE and is_checked):
            _ask_again(unit, unsure, is_checked=is_checked)
            continue
        if unsure is not None:
            # Of the other request that its service has had under its key nothing went: another key may.
            unsure.is_unsure = False
        is_asked = is_checked and any(part.failure in UNKNOWN for part in rounds)
        part = RefundPart(
            id=key_of(refund.id, one.place, one.payment_place, len(rounds)),
            refund_id=refund.id,
            place=one.place,
            payment_place=one.payment_place,
            round_no=len(rounds),
            means=means,
            cents=due_cents,
            state=PartState.WAITING.value,
            first_sent_at=0 if is_asked else _perhaps_sent_at(unit, refund),
            due_at=unit.at,
            failure=NO_ANSWER if is_asked else "",
        )
        unit.session.add(part)
        new.append(part.id)
    for other in moved:
        begin(unit, other, is_moved=True)
    if restored_at(unit.session):
        goes_by_its_key(unit, refund)
        take_words(unit, new)
    if is_done(refund):
        # Nothing goes back: what was taken in exchange is worth as much.
        step_refund(context_of(unit, refund, derive(refund.id, "begin")), refund, RefundVerb.SUCCEED)


def _ask_again(unit: UnitOfWork, part: RefundPart, *, is_checked: bool) -> None:
    """Under the key that it has: whoever knows it says what became of it, and nothing goes twice."""
    if is_checked and part.failure == NO_ANSWER:
        part.first_sent_at = 0
    part.state, part.is_unsure, part.due_at = PartState.WAITING.value, False, unit.at


def _perhaps_sent_at(unit: UnitOfWork, refund: Refund) -> int:
    """When a core that this one was restored after may have sent it; 0 if there was none."""
    return refund.proposed_at if refund.proposed_at < restored_at(unit.session) else 0


def after_restore(unit: UnitOfWork) -> None:
    """What waited when the backup was made may have been sent since: its key counts from then."""
    query = (
        select(RefundPart, Refund)
        .join(Refund, Refund.id == RefundPart.refund_id)
        .where(RefundPart.due_at.is_not(None), RefundPart.first_sent_at == 0)
    )
    for part, refund in unit.session.execute(query):
        part.first_sent_at = refund.state_at


def due_parts(session: Session, now: Instant, means: Collection[Means]) -> Sequence[str]:
    """Parts by these means to be sent, or asked about, by now; the longest due first."""
    return _due(session, now, [one.value for one in means])


@kept
def _due(now: int, means: list[str]) -> Select[str]:
    """Asked each second: made once."""
    query = select(RefundPart.id).where(RefundPart.due_at <= now, RefundPart.means.in_(means))
    return query.order_by(RefundPart.due_at, RefundPart.id).limit(PAGE)


def come_back(unit: UnitOfWork, part_id: str) -> bool:
    """Nobody pays by its means here: it comes back to its store's list; returns whether it does."""
    part, refund = locked(unit, part_id)
    if part is None or refund is None or part.state not in OPEN:
        return False
    give_up(unit, refund, part, NO_SERVICE)
    return True


def take(unit: UnitOfWork, part_id: str) -> PayOrder | None:
    """Take a part to be sent; None if it is not due any more, or must not be sent."""
    part, refund = locked(unit, part_id)
    if part is None or refund is None or part.state not in OPEN:
        return None
    if part.due_at is None or part.due_at > unit.at:
        return None
    waits_until = money_waits_until(unit)
    if waits_until > unit.at:
        part.due_at = waits_until
        return None
    payment = payment_for(unit.session, refund, part)
    reason = _bar(unit, refund, part, payment)
    if reason:
        give_up(unit, refund, part, reason)
        return None
    # Whoever took it before has not said what came of it.
    part.is_unsure = part.is_unsure or part.state == PartState.SENT
    part.state, part.tries = PartState.SENT.value, part.tries + 1
    part.first_sent_at = part.first_sent_at or unit.at
    part.due_at = unit.at + SENDING_MS
    step_refund(context_of(unit, refund, derive(part.id, "take", part.tries)), refund, RefundVerb.EXECUTE)
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


@kept
def _claimed_units(refund_id: str) -> Select[str]:
    return select(RefundClaim.unit_id).where(RefundClaim.refund_id == refund_id)


def _bar(unit: UnitOfWork, refund: Refund, part: RefundPart, payment: SalePayment | None) -> str:
    """Why it must not be sent; nothing if it may."""
    reason = why_not(unit, refund, part.means) if not part.tries else ""
    if reason == PAID_BEFORE:
        return reason
    if payment is None and part.means == Means.CARD:
        return NO_PAYMENT
    if refund.state not in UNDER_WAY:
        return CLAIMS_LOST
    if set(_claimed_units(unit.session, refund.id)) != set(refund.units):
        return CLAIMS_LOST
    # Somebody who lets it go all the same has asked.
    is_unclear = part.failure != NO_ANSWER and (reason or perhaps_spread_otherwise(unit, refund, part))
    if is_unclear:
        return NO_ANSWER
    # Our own ledger forgets no key.
    is_known = part.means != Means.CARD or may_ask_again(Instant(part.first_sent_at), unit.at)
    return "" if is_known else NO_ANSWER
