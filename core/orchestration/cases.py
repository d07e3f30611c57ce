"""Cases that the core itself puts before a person, and takes back."""

from __future__ import annotations

from core.model import ExceptionCase
from core.orchestration.unit import UnitOfWork
from core.rules.exceptions import BY_ITSELF
from core.rules.permissions import CORE_ACTOR


def raise_once(unit: UnitOfWork, case: ExceptionCase) -> ExceptionCase:
    """Ask a person, unless they have been asked: the same question has the same identifier. Returns it."""
    known = unit.session.get(ExceptionCase, case.id)
    if known is None:
        unit.session.add(case)
    return known or case


def settle_by_itself(unit: UnitOfWork, case: ExceptionCase) -> None:
    """What an open case was about has come out: nobody has to say any more."""
    case.data = {**case.data, "resolution": BY_ITSELF}
    case.settled_at, case.settled_by = unit.at, CORE_ACTOR
