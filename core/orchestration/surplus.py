"""What an order has more of than its customer wants: late word shows units to have left, or to be here,
after others took their place."""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.commands import fulfilment_aggregate
from core.model import Fulfilment, FulfilmentLine, Location, Order, Parcel, ParcelLoss
from core.model.gathered import rows_of
from core.orchestration.cancellation import live_shares, take_off
from core.orchestration.fulfilments import core_actor
from core.orchestration.progress import progress_of
from core.orchestration.resourcing import (
    ask_about,
    cancel_fulfilment,
    lost_cause,
    miss_no_more,
    resource,
    take_back,
)
from core.orchestration.unit import UnitOfWork
from core.rules.exceptions import BY_ITSELF, LEFT_TWICE
from core.rules.fulfilment import DEAD_STATES, DELIVERED_AFTER_LOSS, LEFT_STATES, FulfilmentState
from core.rules.ids import derive

_UNBEGUN = (FulfilmentState.PROPOSED, FulfilmentState.CLAIMED)


def call_off_surplus(unit: UnitOfWork, order: Order, found: Fulfilment, cause: str) -> None:
    """More has left with a fulfilment than was known: what was found elsewhere for it is not needed.

    Others give so many units less if nobody has begun with them; one that somebody has, and of which nothing
    is needed any more, is called off, and its goods go back on the shelf. Where some of it is, a person is
    asked; and where it has left too, both stores are.

    Args:
        order: locked.
        found: the fulfilment with which the units left.
        cause: the identifier of the command that tells it.
    """
    heads = rows_of(unit.session, Fulfilment, Fulfilment.order_id, [order.id])
    if all(head.id == found.id for head in heads):
        # Nothing else was found for it: so it is with nearly every order, which then stays in its company.
        return
    progress = progress_of(unit.session, order)
    over = {key: done.sourced - done.wanted for key, done in progress.by_line.items()}
    gone = {key for key, done in progress.by_line.items() if done.left > done.wanted}
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
        is_whole = all(reductions.get(row.id, 0) == row.quantities().claimed for row in rows)
        if head.state in _UNBEGUN or is_whole:
            take_off(unit, head, rows, reductions, cause)
        elif any(row.id in reductions for row in rows):
            ask_about(unit, found, head, cause)
    # What no other could be spared of has left: it is on its way to where it is collected, if nowhere else.
    gone |= {key for key, units in over.items() if units > 0}
    _tell_left_twice(unit, order, found, gone, cause)


def _tell_left_twice(unit: UnitOfWork, order: Order, found: Fulfilment, lines: set[str], cause: str) -> None:
    """What has left from two stores is before the people of both: whoever meets the customer first agrees
    with them."""
    heads = rows_of(unit.session, Fulfilment, Fulfilment.order_id, [order.id])
    others = {head.id: head for head in heads if head.id != found.id and head.state in LEFT_STATES}
    shares = rows_of(unit.session, FulfilmentLine, FulfilmentLine.fulfilment_id, others.keys())

    def has_left(row: FulfilmentLine) -> bool:
        # Its customer has nothing yet of what is on its way to be collected, and it has left all the same.
        return bool(row.handed_over) or others[row.fulfilment_id].state == FulfilmentState.DISPATCHED

    for head_id in sorted(
        {row.fulfilment_id for row in shares if row.order_line_id in lines and has_left(row)}
    ):
        _tell_pair(unit, found, others[head_id], cause)
        _tell_pair(unit, others[head_id], found, cause)


def _tell_pair(unit: UnitOfWork, here: Fulfilment, there: Fulfilment, cause: str) -> None:
    context = unit.context(
        core_actor(here.location_id), derive(cause, LEFT_TWICE, there.id), fulfilment_aggregate(here.id)
    )
    if context.open_case([LEFT_TWICE]) is None:
        place = unit.session.get_one(Location, there.location_id)
        context.contradiction(LEFT_TWICE, order_number=here.order_number, place=place.name)


def found_again(unit: UnitOfWork, fulfilment_id: str, cause: str) -> None:
    """What was given up for lost is here: what took its place is not needed. Where its customer wants none of
    it any more, or has had it from elsewhere, it goes back on the shelves."""
    head = unit.session.get_one(Fulfilment, fulfilment_id)
    order = unit.lock(Order, head.order_id)
    if order is None:
        return
    losses = losses_of(unit.session, head)
    for name in {row.cause for row in losses if row.cause} or {lost_cause(head)}:
        take_back(unit, order, head, name, cause)
    for row in losses:
        # It may be sent once more, on the same number.
        unit.session.delete(row)
    # What was lost with it may have come back before, and have waited for the same.
    resource(unit, order, derive(cause, "rest"))
    if head.state not in DEAD_STATES | LEFT_STATES and not _is_wanted(unit, order, head):
        cancel_fulfilment(unit, head, cause, "cancelled")


def let_go(unit: UnitOfWork, head: Fulfilment, cause: str) -> None:
    """What has arrived and is wanted by nobody any more, since its order was called off while it was on its
    way, goes back on the shelves: nothing is held for it, and it is not sent on.

    Args:
        head: locked, and its order before it.
        cause: the identifier of the command that tells it.
    """
    order = unit.lock(Order, head.order_id) if head.state == FulfilmentState.ARRIVED else None
    if order is not None and not _is_wanted(unit, order, head):
        cancel_fulfilment(unit, head, cause, "cancelled")


def came_after_all(unit: UnitOfWork, order: Order, head: Fulfilment, loss: ParcelLoss, cause: str) -> None:
    """A parcel that was given up for lost has reached its customer: what took its place is not needed. A
    person is asked where they have more now than they are to pay for.

    Args:
        order, head: locked.
        cause: the identifier of the word that tells it.
    """
    if is_lost_with_others(unit.session, head, loss):
        # Of what took the place of all of them, only so much is not needed.
        miss_no_more(unit, order)
        call_off_surplus(unit, order, head, cause)
    else:
        take_back(unit, order, head, loss.cause, cause)
    # Others may have been lost with it, which are wanted still.
    resource(unit, order, derive(cause, "rest"))
    context = unit.context(core_actor(head.location_id), cause, fulfilment_aggregate(head.id))
    known = context.open_case([DELIVERED_AFTER_LOSS])
    if not _has_too_much(unit, order, head):
        context.has_happened(DELIVERED_AFTER_LOSS, BY_ITSELF)
    elif known is None:
        context.contradiction(DELIVERED_AFTER_LOSS, order_number=head.order_number)


def losses_of(session: Session, head: Fulfilment) -> list[ParcelLoss]:
    """What was told of a fulfilment's parcels that were lost, those too that have come since."""
    parcels = rows_of(session, Parcel, Parcel.fulfilment_id, [head.id])
    return rows_of(session, ParcelLoss, ParcelLoss.parcel_id, [parcel.id for parcel in parcels])


def is_lost_with_others(session: Session, head: Fulfilment, loss: ParcelLoss) -> bool:
    """Whether other parcels have the same replacements: what was told of several at once had, before each was
    found anew by itself."""
    return any(
        row.cause == loss.cause and row.parcel_id != loss.parcel_id for row in losses_of(session, head)
    )


def _has_too_much(unit: UnitOfWork, order: Order, head: Fulfilment) -> bool:
    progress = progress_of(unit.session, order)
    rows = rows_of(unit.session, FulfilmentLine, FulfilmentLine.fulfilment_id, [head.id])
    done = [progress.by_line[row.order_line_id] for row in rows]
    return any(line.left > line.wanted for line in done)


def _is_wanted(unit: UnitOfWork, order: Order, head: Fulfilment) -> bool:
    """Whether its customer still waits for a unit of it."""
    progress = progress_of(unit.session, order)
    rows = rows_of(unit.session, FulfilmentLine, FulfilmentLine.fulfilment_id, [head.id])
    done = [progress.by_line[row.order_line_id] for row in rows]
    return any(line.wanted > line.left for line in done)
