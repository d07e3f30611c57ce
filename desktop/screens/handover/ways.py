"""What can be done with the order at the counter besides handing it over."""

from __future__ import annotations

from core.rules.fulfilment import FulfilmentState
from desktop.screens.handover.opened import Opened


def open_ways(opened: Opened | None, *, may_lift: bool) -> dict[str, bool]:
    """Whether each is open, by the name of its action."""
    is_asked = opened is not None and opened.is_for_a_customer and not opened.is_unheard
    is_part = is_asked and opened is not None and opened.is_part
    can_try = is_asked and opened is not None and opened.head.state != FulfilmentState.TRIED
    owes = opened is not None and bool(opened.due_cents) and not opened.is_paid
    return {
        "lift": opened is not None and opened.is_for_a_customer and may_lift and owes,
        "part": is_asked,
        "rest": is_part,
        "line": is_part,
        "try": can_try and not is_part,
        "nothing": is_asked,
        "means": opened is not None and opened.may_add_means,
        "unmeans": opened is not None and bool(opened.parts_now.paid),
    }
