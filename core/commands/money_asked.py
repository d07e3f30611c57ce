"""Money that may have gone already for the very units of a refund: what is asked about it holds back all that
would be given for them now, an article in exchange and cash as well as a card's.

It is a case of `core.rules.exceptions.MAY_HAVE_GONE`. The core knows all of them; a workstation those of its
store, and of others what stands with a refund (`core.rules.return_signals.Told`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import BindParameter, Select, bindparam, select
from sqlalchemy.orm import Session

from core.commands.aggregates import return_aggregate
from core.model import ExceptionCase, Refund
from core.model.kept_statements import kept
from core.rules.exceptions import MAY_HAVE_GONE, REFUND_PAID_UNTOLD, REFUND_PERHAPS_PAID, Resolution
from core.rules.refund import Means, RefundKind
from core.rules.return_signals import Asked, told_of

CAME_BACK: Final = "came_back"
"""In a case's data: what went, as somebody has said, has come back since."""
BACK_FROM: Final = "back_from"
"""In a case's data: what of it has come back, as [payment's name, cents], where that is not all."""
WENT_TO: Final = "went_to"
"""In a case's data: to which payments it went, as [name, cents], where no refund says so."""
_OF_A_RETURN: Final = return_aggregate("")
_KINDS: Final[BindParameter[Any]] = bindparam(
    "money_kinds", MAY_HAVE_GONE, expanding=True, literal_execute=True
)
"""Written out: the index of these alone serves a statement that says so."""


def about_money_of(sale_id: str, return_id: str) -> str:
    """What a case about its money is of: the sale, or the return where no sale is known."""
    return f"sale:{sale_id}" if sale_id else return_aggregate(return_id)


def cases_about(session: Session, aggregate: str) -> list[ExceptionCase]:
    """Cases about money of this sale or return; and those that were raised when neither was known."""
    # By itself each: a condition with OR reads all cases that there are.
    found = [*_of(session, aggregate), *_of_returns(session)]
    return sorted({case.id: case for case in found}.values(), key=lambda case: case.id)


@kept
def _of(aggregate: str) -> Select[ExceptionCase]:
    return select(ExceptionCase).where(ExceptionCase.kind.in_(_KINDS), ExceptionCase.aggregate == aggregate)


@kept
def _of_returns() -> Select[ExceptionCase]:
    is_of_one = ExceptionCase.aggregate.startswith(_OF_A_RETURN)
    return select(ExceptionCase).where(ExceptionCase.kind.in_(_KINDS), is_of_one)


def gone_by_cases(session: Session, sale_id: str) -> list[tuple[str, str, int]]:
    """What of a sale's payments has gone back as somebody has said, and no refund says so: which refund it
    was for, empty if none is known, the payment's name and cents."""
    cases = cases_about(session, about_money_of(sale_id, ""))
    return [
        (str(case.data.get("refund", "")), str(name), max(0, int(cents) - _back_to(case, name)))
        for case in cases
        if is_paid(case) and not case.data.get(CAME_BACK)
        for name, cents in case.data.get(WENT_TO, ())
    ]


def _back_to(case: ExceptionCase, name: str) -> int:
    return sum(int(cents) for to, cents in case.data.get(BACK_FROM, ()) if to == name)


def is_paid(case: ExceptionCase) -> bool:
    """Whether somebody has said that it went."""
    return bool(case.data.get("resolution") == Resolution.WENT)


def bars(case: ExceptionCase, refund: Refund, means: str) -> bool:
    """Whether a case is about money for units of this refund, that has not come back. What the payment
    service tells of, and no refund is known for, may be for any of its sale. What of the very refund is store
    credit goes on."""
    is_own = case.data.get("refund") == refund.id
    if case.data.get(CAME_BACK) or (is_own and (case.kind == REFUND_PERHAPS_PAID or means != Means.CARD)):
        return False
    units: Collection[str] = case.data.get("units", [])
    if case.kind == REFUND_PAID_UNTOLD:
        units = units or refund.units
    return not set(units).isdisjoint(refund.units)


def _asked_in(cases: Sequence[ExceptionCase], refund: Refund) -> Asked | None:
    found = [case for case in cases if bars(case, refund, Means.CASH)]
    found = [case for case in found if case.settled_at is None or is_paid(case)]
    case = next((case for case in found if is_paid(case)), next(iter(found), None))
    if case is None:
        return None
    number, cents = str(case.data.get("number", "")), int(case.data.get("cents", 0))
    return Asked(case.id, number, cents, case.location_id, is_paid=is_paid(case))


def asked_about(session: Session, refund: Refund) -> Asked | None:
    """What holds back the articles and the cash of a refund, as far as it is known here; None for nothing."""
    if refund.kind != RefundKind.RETURN:
        return None
    known = _asked_in(cases_about(session, about_money_of(refund.sale_id, refund.return_id)), refund)
    told = told_of(refund.told).asked if known is None else None
    if told is None or session.get(ExceptionCase, told.case_id) is not None:
        # What is known here of the very case says more.
        return known
    return told
