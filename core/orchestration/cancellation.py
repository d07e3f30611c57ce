"""Cancels an order, or units of it: what nobody has begun ends at once, what is in hand is put back, what has
left is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy import select

from core.commands import fulfilment_aggregate
from core.commands.loading import step
from core.model import Fulfilment, FulfilmentLine, Order, OrderLine
from core.orchestration.beyond_stock import settle_backorders
from core.orchestration.claims import settle_reservations
from core.orchestration.exchange_ends import give_back
from core.orchestration.fulfilments import core_actor
from core.orchestration.holds import holds_of, reduce
from core.orchestration.notices import CANCELLED, refund_of, tell_customer
from core.orchestration.progress import OrderProgress, progress_of
from core.orchestration.resourcing import cancel_fulfilment
from core.orchestration.unit import UnitOfWork
from core.rules.errors import BadInput, Refused
from core.rules.fulfilment import DEAD_STATES, LEFT_STATES, FulfilmentState, FulfilmentVerb
from core.rules.ids import derive
from core.rules.order import LineProgress
from core.rules.quantities import is_fully_worked
from core.rules.stock import MovementKind


class LineCancel(msgspec.Struct, frozen=True):
    """So many units of the order's line with this number."""

    line: int
    quantity: int


Shares = list[tuple[Fulfilment, FulfilmentLine]]


def cancel(
    unit: UnitOfWork, order: Order, asked: Sequence[LineCancel], cause: str, *, is_told: bool = True
) -> None:
    """Cancel units of an order; all of it if no lines are named. Cancelling again changes nothing.

    Args:
        order: locked.
        cause: the identifier of the request; what it makes is named after it.
        is_told: whether the customer is to hear of it, who has not heard of it otherwise.

    Raises:
        Refused: `order_already_left`; `already_prepared` for part of what a store has in hand;
            `cancels_too_many`.
        BadInput: `unknown_line`.
    """
    progress = progress_of(unit.session, order)
    units = _units(progress, asked)
    if not units:
        return
    shares = live_shares(unit, order)
    reductions = _reductions(progress, units, shares)
    for line in progress.lines:
        line.cancelled += units.get(line.id, 0)
    held = holds_of(unit, order.id) if order.confirmed_at is None else []
    reduce(unit, held, _of_holds(progress, units))
    for head in {head.id: head for head, _ in shares}.values():
        rows = [row for share, row in shares if share.id == head.id]
        take_off(unit, head, rows, reductions, cause)
    after = progress_of(unit.session, order)
    if not any(done.wanted for done in after.by_line.values()):
        order.is_held = False
    for line in after.lines:
        done = after.by_line[line.id]
        line.unfillable = max(0, min(line.unfillable, done.wanted - done.sourced))
    settle_backorders(unit, order, after.lines)
    if give_back(unit, order, cause):
        cancel(unit, order, [], derive(cause, "rest"), is_told=False)
    if not is_told:
        return
    told = [{"line": line.line_no, "quantity": units[line.id]} for line in after.lines if line.id in units]
    worth = sum(line.unit_price_cents * units.get(line.id, 0) for line in after.lines)
    tell_customer(unit, order, CANCELLED, cause, {"lines": told, **refund_of(order, worth)})


def _units(progress: OrderProgress, asked: Sequence[LineCancel]) -> dict[str, int]:
    """Units to cancel by order line."""
    if not asked:
        if any(done.left for done in progress.by_line.values()):
            raise Refused("order_already_left")
        return {key: done.wanted for key, done in progress.by_line.items() if done.wanted}
    by_number = {line.line_no: line for line in progress.lines}
    units: dict[str, int] = {}
    for one in asked:
        line = by_number.get(one.line)
        if line is None or one.quantity < 1:
            raise BadInput("unknown_line", line=one.line)
        units[line.id] = units.get(line.id, 0) + one.quantity
        _check_left(line, progress.by_line[line.id], units[line.id])
    return units


def _check_left(line: OrderLine, done: LineProgress, units: int) -> None:
    if units > done.wanted:
        raise Refused("cancels_too_many", line=line.line_no, wanted=done.wanted)
    if units > done.wanted - done.left:
        raise Refused("order_already_left", line=line.line_no, left=done.left)


def live_shares(unit: UnitOfWork, order: Order) -> Shares:
    """The order's live fulfilments with their lines, locked; those that nobody has begun come first."""
    ids = unit.session.scalars(
        select(Fulfilment.id).where(Fulfilment.order_id == order.id).order_by(Fulfilment.id)
    ).all()
    heads = [head for head in (unit.lock(Fulfilment, one) for one in ids) if head is not None]
    live = {head.id: head for head in heads if head.state not in DEAD_STATES | LEFT_STATES}
    rows = unit.session.scalars(
        select(FulfilmentLine)
        .where(FulfilmentLine.fulfilment_id.in_(live))
        .order_by(FulfilmentLine.fulfilment_id, FulfilmentLine.line_no),
        execution_options={"populate_existing": True},
    ).all()
    return sorted(
        ((live[row.fulfilment_id], row) for row in rows),
        key=lambda share: share[0].state not in (FulfilmentState.PROPOSED, FulfilmentState.CLAIMED),
    )


def _reductions(progress: OrderProgress, units: Mapping[str, int], shares: Shares) -> dict[str, int]:
    """Units to take from each fulfilment line: first those that had no source at all count."""
    reductions: dict[str, int] = {}
    for key, wanted in units.items():
        done = progress.by_line[key]
        left = wanted - min(wanted, max(0, done.wanted - done.sourced))
        for _, row in shares:
            if row.order_line_id == key and left:
                taken = min(left, row.quantities().claimed)
                reductions[row.id] = taken
                left -= taken
    return {row_id: taken for row_id, taken in reductions.items() if taken}


def _of_holds(progress: OrderProgress, units: Mapping[str, int]) -> dict[str, int]:
    """Units to take from what is held for an order that is not paid: again after those without a source."""
    return {
        key: wanted - min(wanted, max(0, progress.by_line[key].wanted - progress.by_line[key].sourced))
        for key, wanted in units.items()
    }


def take_off(
    unit: UnitOfWork,
    head: Fulfilment,
    rows: Sequence[FulfilmentLine],
    reductions: Mapping[str, int],
    cause: str,
) -> None:
    """Units that a live fulfilment need not give: with the last of them, it is called off.

    Args:
        rows: its lines.
        reductions: units by line of a fulfilment; others' are left out.

    Raises:
        Refused: `already_prepared`: some of them are in hand, and not all of it is called off.
    """
    if not any(row.id in reductions for row in rows):
        return
    if all(reductions.get(row.id, 0) == row.quantities().claimed for row in rows):
        cancel_fulfilment(unit, head, cause, "cancelled")
        return
    step_id = derive(cause, "reduce", head.id)
    context = unit.context(core_actor(head.location_id), step_id, fulfilment_aggregate(head.id))
    for row in rows:
        taken = reductions.get(row.id, 0)
        if taken > row.quantities().left_to_pick:
            raise Refused("already_prepared", line=row.line_no, order_number=head.order_number)
        row.quantity -= taken
        head.to_pay_cents = max(0, head.to_pay_cents - taken * row.price_cents)
        context.move(MovementKind.RELEASED, row.article_id, head.location_id, taken, reason="cancelled")
    if head.state == FulfilmentState.PICKING and is_fully_worked([row.quantities() for row in rows]):
        step(context, head, FulfilmentVerb.COMPLETE_PICK)
    settle_reservations(unit, head)
