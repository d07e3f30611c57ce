"""Goods leave, or go back to the shelf."""

from __future__ import annotations

from core.commands import definitions as d
from core.commands.context import Context
from core.commands.loading import fulfilment_of, lines_of, step
from core.model import Fulfilment, FulfilmentLine
from core.rules.errors import Refused
from core.rules.fulfilment import WITHOUT_CLAIM, FulfilmentState, FulfilmentVerb, left_to_pay
from core.rules.pickup import is_right_code
from core.rules.stock import MovementKind


def hand_over(context: Context, command: d.HandOver) -> None:
    """The customer has it: physical stock falls now, and the claim on it with it."""
    fulfilment = fulfilment_of(context, command)
    before = step(context, fulfilment, command.VERB)
    _check_proof(context, fulfilment, command)
    lines = lines_of(context, fulfilment)
    due_cents = left_to_pay(fulfilment.to_pay_cents, [(line.price_cents, line.short) for line in lines])
    if command.paid_cents < due_cents:
        unpaid_cents = due_cents - command.paid_cents
        context.contradiction("left_unpaid", order_number=fulfilment.order_number, cents=unpaid_cents)
    for line in lines:
        _leave(context, fulfilment, line, before, MovementKind.HANDED_OVER)


def dispatch(context: Context, command: d.DispatchFulfilment) -> None:
    """The carrier has it: physical stock falls here, though its customer has nothing yet."""
    fulfilment = fulfilment_of(context, command)
    before = step(context, fulfilment, command.VERB)
    for line in lines_of(context, fulfilment):
        _leave(context, fulfilment, line, before, MovementKind.DISPATCHED)


def _check_proof(context: Context, fulfilment: Fulfilment, command: d.HandOver) -> None:
    if command.proof is not d.Proof.CODE:
        return
    if not is_right_code(fulfilment.order_id, command.code, fulfilment.pickup_code_digest):
        context.contradiction("wrong_pickup_code", order_number=fulfilment.order_number)


def _leave(
    context: Context,
    fulfilment: Fulfilment,
    line: FulfilmentLine,
    before: FulfilmentState,
    kind: MovementKind,
) -> None:
    # Goods that were never told as picked have left all the same: then what was asked for has left.
    prepared = line.picked or line.quantity - line.short
    units = max(0, prepared - line.handed_over)
    held = 0 if before in WITHOUT_CLAIM else line.quantities().claimed
    # Leaving ends a claim: what leaves without one is claimed first, what stays behind is free again.
    missing, over = max(0, units - held), max(0, held - units)
    context.move(MovementKind.ALLOCATED, line.article_id, fulfilment.location_id, missing, reason="left")
    context.move(MovementKind.RELEASED, line.article_id, fulfilment.location_id, over, reason="left")
    serials = line.serials[line.handed_over :] if line.is_serialised else []
    for serial in serials[:units]:
        context.move(kind, line.article_id, fulfilment.location_id, 1, serial=serial)
    context.move(kind, line.article_id, fulfilment.location_id, units - len(serials[:units]))
    line.handed_over += units


def put_back(context: Context, command: d.PutBack) -> None:
    """On the shelves again: the claim on the goods ends, and they can be promised to somebody else."""
    fulfilment = fulfilment_of(context, command)
    before = step(context, fulfilment, command.VERB)
    for line in lines_of(context, fulfilment):
        units = max(0, line.picked - line.handed_over - line.put_back)
        context.move(MovementKind.UNPICKED, line.article_id, fulfilment.location_id, units)
        line.put_back += units
        if before not in WITHOUT_CLAIM:
            _release(context, fulfilment, line)


def reject(context: Context, command: d.RejectFulfilment) -> None:
    """This store will not do it.

    Raises:
        Refused: `begun_meanwhile`: somebody is at it, and only what nobody has begun was meant.
    """
    fulfilment = fulfilment_of(context, command)
    is_begun = fulfilment.state != FulfilmentState.PROPOSED
    if command.unbegun_only and is_begun and fulfilment.claimed_device != context.actor.device_id:
        raise Refused("begun_meanwhile", order_number=fulfilment.order_number)
    give_up(context, fulfilment, command.VERB, command.reason)


def give_up(context: Context, fulfilment: Fulfilment, verb: FulfilmentVerb, reason: str) -> None:
    """End a fulfilment that is not wanted here. Claims end at once, unless goods are in hand: those are first
    put back on the shelf.

    Raises:
        Refused: `not_in_this_state`.
    """
    step(context, fulfilment, verb)
    if fulfilment.state in WITHOUT_CLAIM:
        for line in lines_of(context, fulfilment):
            _release(context, fulfilment, line, reason)


def _release(context: Context, fulfilment: Fulfilment, line: FulfilmentLine, reason: str = "") -> None:
    units = line.quantities().claimed
    context.move(MovementKind.RELEASED, line.article_id, fulfilment.location_id, units, reason=reason[:64])
