"""What is given at the counter for units that a core which was lost may have paid: articles in exchange, and
cash. It says so in the refund, which travels to its store, wherever the case about it is; and what was
ordered in exchange does not go on its way."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import or_, select

from core.commands.money_asked import about_money_of, asked_about, bars, cases_about, is_paid
from core.commands.return_reading import step_refund
from core.feed.settings import restored_at
from core.model import ExceptionCase, Refund, RefundClaim
from core.model.gathered import rows_of
from core.orchestration.exchange_orders import follow_exchange, lock_orders
from core.orchestration.refund_words import context_of
from core.orchestration.unit import UnitOfWork
from core.rules.ids import derive
from core.rules.refund import GIVEN_UP, UNDER_WAY, Means, RefundKind, RefundState, RefundVerb
from core.rules.refund_part import PAID_BEFORE
from core.rules.return_signals import told_of


def hold_back(unit: UnitOfWork, refund: Refund) -> None:
    """Say in a refund what holds it back, or that nothing does any more.

    Args:
        refund: locked.
    """
    if refund.kind != RefundKind.RETURN or not restored_at(unit.session):
        return
    asked = asked_about(unit.session, refund) if _gives(refund) else None
    before = told_of(refund.told)
    if asked != before.asked:
        refund.told = msgspec.to_builtins(msgspec.structs.replace(before, asked=asked))
    if asked is not None and asked.is_paid and _cash_left(refund) and refund.state in UNDER_WAY:
        # Nobody pays it any more: somebody settles it by hand.
        refund.failure = PAID_BEFORE
        step_refund(context_of(unit, refund, derive(refund.id, "paid_before")), refund, RefundVerb.FAIL)


def lock_held_orders(unit: UnitOfWork, case: ExceptionCase) -> None:
    """Orders come before sales and refunds: what was ordered in exchange, and is held back for a case, may go
    on its way with it."""
    refund_ids = _refunds_about(unit, case)
    lock_orders(unit, rows_of(unit.session, Refund, Refund.id, refund_ids))


def tell_counters(unit: UnitOfWork, case: ExceptionCase) -> None:
    """A case that holds others back was raised, or is settled: their refunds say so, and what was ordered for
    one that nothing holds back any more goes on its way."""
    for refund_id in _refunds_about(unit, case):
        refund = unit.lock(Refund, refund_id)
        if refund is None or refund.state in GIVEN_UP:
            continue
        was_held = told_of(refund.told).asked is not None
        hold_back(unit, refund)
        if was_held and told_of(refund.told).asked is None:
            follow_exchange(unit, refund)


def tell_given_twice(unit: UnitOfWork, case: ExceptionCase) -> None:
    """Somebody has said that it went: what was given for the same units besides, in good faith, is lost, and
    somebody hears of it."""
    restored = restored_at(unit.session)
    for refund_id in _refunds_about(unit, case):
        refund = unit.lock(Refund, refund_id)
        if refund is None or not (case.data.get("units") or refund.state_at >= restored):
            # Of what was given before, the lost core knew, and paid nothing besides.
            continue
        if bars(case, refund, Means.CASH) and _is_given(refund):
            _tell_twice(unit, case, refund)


def tell_given_late(unit: UnitOfWork, refund: Refund) -> None:
    """It was given, or its till tells of it, when somebody had said already that the money went: somebody
    hears of that as well.

    Args:
        refund: locked, after what was given.
    """
    if not restored_at(unit.session) or not _is_given(refund):
        return
    for case in cases_about(unit.session, about_money_of(refund.sale_id, refund.return_id)):
        if is_paid(case) and bars(case, refund, Means.CASH):
            _tell_twice(unit, case, refund)


def _tell_twice(unit: UnitOfWork, case: ExceptionCase, refund: Refund) -> None:
    """Once, however much of it is given, and when."""
    if refund.kind == RefundKind.RETURN:
        context = context_of(unit, refund, derive(case.id, "twice", refund.id))
        about = {"number": refund.number, "cents": case.data["cents"], "currency": refund.currency}
        context.contradiction("refunded_after_settlement", **about)


def _is_given(refund: Refund) -> bool:
    """Whether its customer has something for it."""
    return bool(
        refund.is_exchange_out
        or refund.state == RefundState.BY_HAND
        or any(done for _, _, done in refund.parts)
    )


def _refunds_about(unit: UnitOfWork, case: ExceptionCase) -> Sequence[str]:
    kind, _, key = case.aggregate.partition(":")
    unit.session.flush()
    is_about = Refund.sale_id == key
    if kind != "sale":
        # Its sale was not known when it was raised: its units may be another return's.
        claimed = select(RefundClaim.refund_id).where(RefundClaim.unit_id.in_(case.data.get("units", [])))
        is_about = or_(Refund.return_id == key, Refund.id.in_(claimed))
    return unit.session.scalars(select(Refund.id).where(is_about).order_by(Refund.id)).all()


def _gives(refund: Refund) -> bool:
    """Whether anything is still to be given for it at the counter, or sent."""
    return _cash_left(refund) > 0 or bool(refund.exchange and not refund.is_exchange_out)


def _cash_left(refund: Refund) -> int:
    return sum(cents - done for means, cents, done in refund.parts if means == Means.CASH)
