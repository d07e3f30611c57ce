"""What went before a restore, as a person has said, and has come back since.

Of a refund that is known here its part hears of it (`core.orchestration.refund_words`). What nobody here had
asked for only the case says, that bars others: it does not any more.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.commands import Resolution
from core.model import ExceptionCase, RefundWord
from core.orchestration.cases import raise_once, settle_by_itself
from core.orchestration.payment_parts import payments_of
from core.orchestration.perhaps_paid import CAME_BACK, case_about, cases_of_word
from core.orchestration.unit import UnitOfWork
from core.rules.ids import derive
from core.rules.refund import Means


def has_come_back(unit: UnitOfWork, named: str, sale_id: str, went: Sequence[RefundWord]) -> None:
    """Others may go in place of what has come back whole, and somebody looks to it that they do.

    Args:
        named: what whoever asked for it calls it.
        sale_id: locked.
        went: what was said of it before.
    """
    about = [case_id for word in went for case_id in cases_of_word(word)]
    turned_down = case_about(unit.session, named, sale_id)
    cents = sum(word.cents for word in went)
    for case_id in {*about, *([turned_down.id] if turned_down is not None else ())}:
        case = unit.lock(ExceptionCase, case_id)
        if case is None:
            continue
        is_whole = cents >= case.data["cents"] or (not went and _is_paid_once(unit, sale_id))
        if case.settled_at is None and is_whole:
            # It went, and is here again: there is nothing to ask about.
            settle_by_itself(unit, case)
        if case.data.get("resolution") != Resolution.WENT:
            continue
        if is_whole:
            case.data = {**case.data, CAME_BACK: True}
        raise_once(
            unit,
            ExceptionCase(
                id=derive(case.id, CAME_BACK, named),
                location_id=case.location_id,
                kind="refund_failed_late",
                aggregate=case.aggregate,
                data={"number": case.data["number"], "cents": cents or case.data["cents"]},
                raised_at=unit.at,
            ),
        )


def _is_paid_once(unit: UnitOfWork, sale_id: str) -> bool:
    """Whether one card alone can have had all of it."""
    return sum(row.means == Means.CARD for row in payments_of(unit.session, sale_id)) == 1
