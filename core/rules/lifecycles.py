"""Every lifecycle of the house: what is generated from the tables, pages and tests alike, begins here."""

from __future__ import annotations

from typing import Any, Final

from core.rules.agreement import AGREEMENT
from core.rules.count import COUNT
from core.rules.delivery import CARTON, DELIVERY
from core.rules.fulfilment import FULFILMENT
from core.rules.lifecycle import Lifecycle
from core.rules.refund import REFUND
from core.rules.reservation import RESERVATION
from core.rules.returns import RETURN
from core.rules.transfer import TRANSFER

LIFECYCLES: Final[tuple[Lifecycle[Any, Any], ...]] = (
    FULFILMENT,
    AGREEMENT,
    RESERVATION,
    COUNT,
    RETURN,
    REFUND,
    DELIVERY,
    CARTON,
    TRANSFER,
)


def lifecycle_exceptions() -> frozenset[str]:
    """Every kind of exception that some table raises."""
    moves = (move for lifecycle in LIFECYCLES for move in lifecycle.moves.values())
    return frozenset(move.exception for move in moves if move.exception is not None)
