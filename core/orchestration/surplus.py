"""What an order has more of than its customer wants: late word shows units to have left, or to be here,
after others took their place."""

from __future__ import annotations

from core.model import Fulfilment, FulfilmentLine, Order
from core.model.gathered import rows_of
from core.orchestration.cancellation import live_shares, take_off
from core.orchestration.progress import progress_of
from core.orchestration.resourcing import ask_about, cancel_fulfilment, lost_cause, take_back
from core.orchestration.unit import UnitOfWork
from core.rules.fulfilment import DEAD_STATES, LEFT_STATES, FulfilmentState

_UNBEGUN = (FulfilmentState.PROPOSED, FulfilmentState.CLAIMED)


def call_off_surplus(unit: UnitOfWork, order: Order, found: Fulfilment, cause: str) -> None:
    """More has left with a fulfilment than was known: what was found elsewhere for it is not needed.

    Others give so many units less if nobody has begun with them; about one that somebody has, a person is
    asked.

    Args:
        order: locked.
        found: the fulfilment with which the units left.
        cause: the identifier of the command that tells it.
    """
    progress = progress_of(unit.session, order)
    over = {key: done.sourced - done.wanted for key, done in progress.by_line.items()}
    if not any(units > 0 for units in over.values()):
        return
    shares = [(head, row) for head, row in live_shares(unit, order) if head.id != found.id]
    reductions: dict[str, int] = {}
    for _, row in shares:
        taken = min(max(0, over.get(row.order_line_id, 0)), row.quantities().claimed)
        if taken:
            reductions[row.id] = taken
            over[row.order_line_id] -= taken
    for head in {head.id: head for head, _ in shares}.values():
        rows = [row for share, row in shares if share.id == head.id]
        if head.state in _UNBEGUN:
            take_off(unit, head, rows, reductions, cause)
        elif any(row.id in reductions for row in rows):
            ask_about(unit, found, head, cause)


def found_again(unit: UnitOfWork, fulfilment_id: str, cause: str) -> None:
    """What was given up for lost is here: what took its place is not needed. Where its customer wants none of
    it any more, or has had it from elsewhere, it goes back on the shelves."""
    head = unit.session.get_one(Fulfilment, fulfilment_id)
    order = unit.lock(Order, head.order_id)
    if order is None:
        return
    take_back(unit, order, head, lost_cause(head), cause)
    if head.state not in DEAD_STATES | LEFT_STATES and not _is_wanted(unit, order, head):
        cancel_fulfilment(unit, head, cause, "cancelled")


def _is_wanted(unit: UnitOfWork, order: Order, head: Fulfilment) -> bool:
    """Whether its customer still waits for a unit of it."""
    progress = progress_of(unit.session, order)
    rows = rows_of(unit.session, FulfilmentLine, FulfilmentLine.fulfilment_id, [head.id])
    done = [progress.by_line[row.order_line_id] for row in rows]
    return any(line.wanted > line.left for line in done)
