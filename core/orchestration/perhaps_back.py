"""What went before a restore, as a person has said, and has come back since.

Of a refund that is known here its part hears of it (`core.orchestration.refund_words`). What nobody here had
asked for only the case says, that bars others: it does not any more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.commands import Resolution
from core.commands.money_asked import BACK_FROM, CAME_BACK
from core.model import ExceptionCase, RefundWord
from core.orchestration.cases import raise_once, settle_by_itself
from core.orchestration.payment_parts import keys_of, payments_of
from core.orchestration.perhaps_given import tell_counters
from core.orchestration.perhaps_paid import case_about, cases_of_word
from core.orchestration.unit import UnitOfWork
from core.rules.ids import derive
from core.rules.refund import Means
from core.rules.refund_part import Heard


def has_come_back(
    unit: UnitOfWork, named: str, sale_id: str, reference: str, went: Sequence[RefundWord]
) -> None:
    """Others may go in place of what has come back whole, and somebody looks to it that they do.

    Args:
        named: what whoever asked for it calls it, and `reference` the payment service.
        sale_id: locked.
        went: what is said of its going.
    """
    about = [case_id for word in went for case_id in cases_of_word(word)]
    turned_down = case_about(unit.session, named, sale_id)
    back = _back(unit.session, _names(unit.session, named, sale_id, turned_down))
    cents = back.get(reference, 0)
    for case_id in {*about, *([turned_down.id] if turned_down is not None else ())}:
        case = unit.lock(ExceptionCase, case_id)
        if case is None:
            continue
        is_whole = sum(back.values()) >= case.data["cents"] or (not cents and _is_paid_once(unit, sale_id))
        if case.settled_at is None and is_whole:
            # It went, and is here again: there is nothing to ask about.
            settle_by_itself(unit, case)
            tell_counters(unit, case)
        if case.data.get("resolution") != Resolution.WENT:
            continue
        case.data = {**case.data, BACK_FROM: _by_payment(unit.session, back)}
        if is_whole:
            case.data = {**case.data, CAME_BACK: True}
            tell_counters(unit, case)
        raise_once(
            unit,
            ExceptionCase(
                id=derive(case.id, CAME_BACK, named),
                location_id=case.location_id,
                kind="refund_failed_late",
                aggregate=case.aggregate,
                data={
                    "number": case.data["number"],
                    "cents": cents or case.data["cents"],
                    **({"currency": case.data["currency"]} if "currency" in case.data else {}),
                },
                raised_at=unit.at,
            ),
        )


def _names(session: Session, named: str, sale_id: str, case: ExceptionCase | None) -> set[str]:
    """What else of the same refund may be called: each of its cards is a name of its own."""
    refund_id = str(case.data["refund"]) if case is not None else ""
    return {named, *(keys_of(refund_id, payments_of(session, sale_id)) if refund_id else ())}


def _back(session: Session, names: Collection[str]) -> dict[str, int]:
    """Cents that have come back of what is called so, by what the payment service calls each; 0 where it has
    not said how much."""
    query = select(RefundWord).where(RefundWord.named.in_(sorted(names)))
    words = [word for word in session.scalars(query) if word.heard in (Heard.DONE, Heard.RETURNED)]
    back = {word.reference: 0 for word in words if word.heard == Heard.RETURNED}
    for word in words:
        if word.reference in back:
            back[word.reference] = max(back[word.reference], word.cents)
    return back


def _by_payment(session: Session, back: Mapping[str, int]) -> list[list[str | int]]:
    """Args:
    back: cents by what the payment service calls each.
    """
    words = session.scalars(select(RefundWord).where(RefundWord.reference.in_(sorted(back))))
    names = {word.reference: word.payment for word in words if word.payment}
    return [[names[one], cents] for one, cents in sorted(back.items()) if one and one in names and cents]


def _is_paid_once(unit: UnitOfWork, sale_id: str) -> bool:
    """Whether one card alone can have had all of it."""
    return sum(row.means == Means.CARD for row in payments_of(unit.session, sale_id)) == 1
