"""Goods leave, or go back to the shelf."""

from __future__ import annotations

from collections.abc import Sequence

from core.commands import definitions as d
from core.commands.context import Context
from core.commands.crediting import rows_paid, take_payments, what_counts
from core.commands.definitions.payments import paid_parts
from core.commands.exchanging import exchange_of
from core.commands.leaving import leave, leave_units
from core.commands.loading import fulfilment_of, line_of, lines_of, prices_paid, step
from core.commands.substituting import withdraw_all
from core.model import Fulfilment, FulfilmentLine, Order
from core.rules.errors import Refused
from core.rules.fulfilment import (
    PREPARED_STATES,
    WITHOUT_CLAIM,
    FulfilmentState,
    FulfilmentVerb,
)
from core.rules.pickup import is_right_code
from core.rules.quantities import due_for, left_to_pay
from core.rules.stock import MovementKind


def hand_over(context: Context, command: d.HandOver) -> None:
    """The customer has it: physical stock falls now, and the claim on it with it."""
    fulfilment = fulfilment_of(context, command)
    before = step(context, fulfilment, command.VERB)
    lines = lines_of(context, fulfilment)
    _check_proof(context, fulfilment, command)
    _take_payment(context, fulfilment, command, _due_cents(fulfilment, lines))
    for line in lines:
        leave(context, fulfilment, line, before, MovementKind.HANDED_OVER)


def hand_over_part(context: Context, command: d.HandOverPart) -> None:
    """The customer has a part of it. What is left keeps its claim; the last part hands over the whole.

    Raises:
        Refused: `unknown_line`; the runner turns it into a quarantine.
    """
    fulfilment = fulfilment_of(context, command)
    wanted = {line_id: line_of(context, fulfilment, line_id) for line_id in sorted(command.units)}
    lines = lines_of(context, fulfilment)
    again = {line.id: _gone_already(line, command.serials.get(line.id, [])) for line in wanted.values()}
    units = {line_id: max(0, told - again[line_id]) for line_id, told in command.units.items()}
    is_last = all(units.get(line.id, 0) >= line.quantities().left_here for line in lines)
    before = step(context, fulfilment, FulfilmentVerb.HAND_OVER if is_last else command.VERB)
    _check_proof(context, fulfilment, command)
    worth_cents = sum(line.price_cents * units[line.id] for line in wanted.values())
    due_cents = _due_cents(fulfilment, lines)
    _take_payment(context, fulfilment, command, due_for(due_cents, worth_cents))
    for line in wanted.values():
        if again[line.id] or units[line.id] > line.quantities().left_here:
            context.contradiction(
                "gave_more_than_there_was", order_number=fulfilment.order_number, name=line.name
            )
        _come_first(line, command.serials.get(line.id, []))
        leave_units(context, fulfilment, line, before, MovementKind.HANDED_OVER, units[line.id])


def try_on(context: Context, command: d.TryOn) -> None:
    """The customer is trying it on."""
    step(context, fulfilment_of(context, command), command.VERB)


def refuse(context: Context, command: d.RefuseAtCounter) -> None:
    """What is left of it is not wanted. Its claim ends when it is on the shelves again; what was paid for it
    is to be given back, which a person sees to."""
    _refuse_all(context, fulfilment_of(context, command), command.reason)


def _refuse_all(context: Context, fulfilment: Fulfilment, reason: str) -> None:
    step(context, fulfilment, FulfilmentVerb.REFUSE)
    lines = lines_of(context, fulfilment)
    price = prices_paid(fulfilment, lines)
    worth_cents = sum(price[line.id] * line.quantities().left_here for line in lines)
    _give_money_back(context, fulfilment, worth_cents - _due_cents(fulfilment, lines), reason)


def _give_money_back(context: Context, fulfilment: Fulfilment, paid_cents: int, reason: str) -> None:
    """Of what was taken in exchange a return of its own gives it, which the core makes: nobody is asked."""
    if paid_cents <= 0:
        return
    if exchange_of(context.session, context.session.get(Order, fulfilment.order_id)) is None:
        told = {
            "order_number": fulfilment.order_number,
            "cents": paid_cents,
            "currency": fulfilment.currency,
            "why": reason,
        }
        context.contradiction("refused_what_was_paid", **told)


def refuse_part(context: Context, command: d.RefusePart) -> None:
    """Units are not wanted: they are on the shelves again, and their lines are smaller. What was due for them
    is not; what was paid for them is to be given back. With the last of it, the whole is refused.

    Raises:
        Refused: `unknown_line`; the runner turns it into a quarantine.
    """
    fulfilment = fulfilment_of(context, command)
    told = {line_id: line_of(context, fulfilment, line_id) for line_id in sorted(command.units)}
    lines = lines_of(context, fulfilment)
    if all(command.units.get(line.id, 0) >= line.quantities().left_here for line in lines):
        _refuse_all(context, fulfilment, command.reason)
        return
    before = step(context, fulfilment, command.VERB)
    if fulfilment.state not in PREPARED_STATES:
        # Told of what has moved on, it is for whoever sees to that.
        return
    due_cents, worth_cents = _due_cents(fulfilment, lines), 0
    for line in told.values():
        units = min(command.units[line.id], line.quantities().left_here)
        if units < command.units[line.id]:
            context.contradiction("put_back_too_many", order_number=fulfilment.order_number, name=line.name)
        worth_cents += prices_paid(fulfilment, lines)[line.id] * units
        _give_back_units(context, fulfilment, line, before, units, command.serials.get(line.id, []))
    not_due_cents = min(due_cents, worth_cents)
    fulfilment.to_pay_cents -= not_due_cents
    _give_money_back(context, fulfilment, worth_cents - not_due_cents, command.reason)


def _give_back_units(
    context: Context,
    fulfilment: Fulfilment,
    line: FulfilmentLine,
    before: FulfilmentState,
    units: int,
    serials: Sequence[str],
) -> None:
    held = 0 if before in WITHOUT_CLAIM else min(units, line.quantities().claimed)
    left = line.serials[line.handed_over :] if line.is_serialised else []
    pieces = [one for one in left if one in serials][:units]
    pieces += [one for one in reversed(left) if one not in pieces][: units - len(pieces)]
    for serial in pieces:
        context.move(MovementKind.UNPICKED, line.article_id, fulfilment.location_id, 1, serial=serial)
    context.move(MovementKind.UNPICKED, line.article_id, fulfilment.location_id, units - len(pieces))
    context.move(MovementKind.RELEASED, line.article_id, fulfilment.location_id, held, reason="refused")
    line.serials = [one for one in line.serials if one not in pieces]
    line.picked = max(0, line.picked - units)
    line.quantity -= units


def lift_payment(context: Context, command: d.LiftPayment) -> None:
    """It may leave unpaid.

    Raises:
        Refused: `nothing_to_pay`.
    """
    fulfilment = fulfilment_of(context, command)
    step(context, fulfilment, command.VERB)
    if not _due_cents(fulfilment, lines_of(context, fulfilment)):
        raise Refused("nothing_to_pay", order_number=fulfilment.order_number)
    fulfilment.unpaid_lifted_by, fulfilment.unpaid_reason = context.actor.staff_id, command.reason


def _check_proof(context: Context, fulfilment: Fulfilment, command: d.HandOver | d.HandOverPart) -> None:
    if command.proof is not d.Proof.CODE:
        return
    if not is_right_code(fulfilment.order_id, command.code, fulfilment.pickup_code_digest):
        context.contradiction("wrong_pickup_code", order_number=fulfilment.order_number)


def _due_cents(fulfilment: Fulfilment, lines: Sequence[FulfilmentLine]) -> int:
    return left_to_pay(fulfilment.to_pay_cents, [(line.price_cents, line.short) for line in lines])


def _take_payment(
    context: Context, fulfilment: Fulfilment, command: d.HandOver | d.HandOverPart, due_cents: int
) -> None:
    """What is paid is not due any more, and is kept with its means. What is not is for a person to see,
    unless somebody else than who hands over has lifted it."""
    told = paid_parts(command)
    told_cents = sum(part.cents for part in told)
    about = {"order_number": fulfilment.order_number, "currency": fulfilment.currency}
    paid = take_payments(context, told, due_cents, {**about, "number": fulfilment.order_number})
    paid_cents = sum(part.cents for part in paid)
    counted = what_counts(paid, due_cents)
    if counted:
        fulfilment.paid_here = [*(fulfilment.paid_here or ()), *rows_paid(counted)]
    fulfilment.to_pay_cents = max(0, fulfilment.to_pay_cents - paid_cents)
    is_lifted = fulfilment.unpaid_lifted_by not in ("", context.actor.staff_id)
    if told_cents < due_cents and not is_lifted:
        context.contradiction("left_unpaid", **about, cents=due_cents - told_cents)
    if paid_cents > due_cents:
        # It was paid elsewhere since its label was printed, or it costs less than the label says.
        context.contradiction("paid_too_much", **about, cents=paid_cents - due_cents)


def _gone_already(line: FulfilmentLine, serials: Sequence[str]) -> int:
    """How many of these pieces somebody has told as handed over before: none of them leaves twice."""
    gone = line.serials[: line.handed_over] if line.is_serialised else []
    return sum(serial in gone for serial in serials)


def _come_first(line: FulfilmentLine, serials: Sequence[str]) -> None:
    """Pieces leave in the order in which they stand on their line: these now."""
    gone, left = line.serials[: line.handed_over], line.serials[line.handed_over :]
    now = [serial for serial in serials if serial in left]
    line.serials = [*gone, *now, *(serial for serial in left if serial not in now)]


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
    withdraw_all(context, fulfilment)
    if fulfilment.state in WITHOUT_CLAIM:
        for line in lines_of(context, fulfilment):
            _release(context, fulfilment, line, reason)


def _release(context: Context, fulfilment: Fulfilment, line: FulfilmentLine, reason: str = "") -> None:
    units = line.quantities().claimed
    context.move(MovementKind.RELEASED, line.article_id, fulfilment.location_id, units, reason=reason[:64])
