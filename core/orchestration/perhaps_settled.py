"""What a person says, who has asked, about money that a core which was lost may have paid, or has paid
(`core.orchestration.perhaps_paid`), in the transaction that settles the case."""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.commands import Resolution
from core.commands.paying import is_done
from core.commands.refunding import claim_again
from core.commands.return_reading import claims_on, step_refund
from core.model import ExceptionCase, Refund, RefundWord, Return, Sale
from core.orchestration.payment_parts import BACK, claim
from core.orchestration.perhaps_paid import NOT_HERE, told_of
from core.orchestration.refund_words import PARTIAL, context_of
from core.orchestration.region_sales import tell_region_again
from core.orchestration.unit import UnitOfWork
from core.rules.exceptions import REFUND_PERHAPS_PAID
from core.rules.ids import derive
from core.rules.refund import Means, RefundState, RefundVerb


def lock_for_case(unit: UnitOfWork, case_id: str) -> None:
    """What settling such a case touches, in the order in which everybody locks it."""
    case = unit.session.get(ExceptionCase, case_id)
    refund = unit.session.get(Refund, str(case.data.get("refund", ""))) if case is not None else None
    if refund is not None:
        unit.lock(Sale, refund.sale_id)
        unit.lock(Return, refund.return_id)
        unit.lock(Refund, refund.id)


def settle_perhaps_paid(unit: UnitOfWork, case: ExceptionCase, choice: Resolution) -> None:
    """A person has asked. What went is the refund's that it was for, if that is known and nobody else has its
    units; else the case itself says so, and bars others of the same units."""
    for word in _words_of(unit.session, case):
        # The service's own word against a person's is asked about by itself.
        is_denied = case.kind == REFUND_PERHAPS_PAID and choice is not Resolution.WENT
        word.state = "new" if is_denied else "settled"
    refund = unit.lock(Refund, str(case.data.get("refund", "")))
    if choice is Resolution.WENT and refund is not None and not refund.exchange:
        _has_gone(unit, refund, case)


def _words_of(session: Session, case: ExceptionCase) -> list[RefundWord]:
    word = session.get(RefundWord, str(case.data.get("word", "")))
    if word is not None:
        return [word]
    kind, _, sale_id = case.aggregate.partition(":")
    return told_of(session, sale_id, str(case.data["refund"])) if kind == "sale" else []


def _has_gone(unit: UnitOfWork, refund: Refund, case: ExceptionCase) -> None:
    """So much of it, if nobody else has its units. Of what several cards paid each is a case of its own: the
    rest is settled by another, or by hand."""
    others = claims_on(unit.session, refund.sale_id, besides=refund.id) if refund.sale_id else set()
    if refund.state not in (*NOT_HERE, RefundState.FAILED) or not others.isdisjoint(refund.units):
        return
    context = context_of(unit, refund, derive(case.id, "went"))
    if refund.state in NOT_HERE:
        step_refund(context, refund, RefundVerb.PROVE)
        claim(unit, refund, BACK, [(means, cents) for means, cents, _ in refund.parts])
        claim_again(context, unit.session.get_one(Return, refund.return_id), refund)
    left, parts = int(case.data["cents"]), []
    for means, cents, done in refund.parts:
        more = 0 if means == Means.CASH else min(left, cents - done)
        parts.append([means, cents, done + more])
        left -= more
    refund.parts = parts
    if is_done(refund):
        refund.failure = ""
        step_refund(context, refund, RefundVerb.SUCCEED)
    elif any(done < cents for means, cents, done in parts if means != Means.CASH):
        refund.failure = PARTIAL
        step_refund(context, refund, RefundVerb.FAIL)
    tell_region_again(unit, refund.sale_id)
