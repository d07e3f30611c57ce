"""Claim, pick, short, and the way back from each."""

from __future__ import annotations

from sqlalchemy import select

from core.commands import counting
from core.commands import definitions as d
from core.commands.boxes import left_of
from core.commands.context import Context
from core.commands.leaving import leave_late, takes_late_with_it
from core.commands.loading import fulfilment_of, line_of, lines_of, step
from core.model import Fulfilment, FulfilmentLine, Movement
from core.rules.agreement import AgreementState
from core.rules.errors import Refused
from core.rules.fulfilment import (
    CLAIM_LASTS_MS,
    LEFT_STATES,
    WITHOUT_CLAIM,
    FulfilmentKind,
    FulfilmentState,
    FulfilmentVerb,
)
from core.rules.permissions import Permission
from core.rules.quantities import is_fully_worked
from core.rules.stock import Bucket, MovementKind, ShortReason, short_corrections


def claim(context: Context, command: d.ClaimFulfilment) -> None:
    """One device at a time. A claim lapses; a manager may take over before that.

    The round and the tote outlive the claim: whoever goes on finds what was picked where it lies.
    """
    fulfilment = fulfilment_of(context, command)
    if _is_held_by_another(context, fulfilment):
        if not command.takes_over:
            raise Refused("claimed_by_another", staff_id=fulfilment.claimed_by)
        if not context.actor.may(Permission.TAKE_OVER):
            raise Refused("not_permitted", permission=Permission.TAKE_OVER.value)
    step(context, fulfilment, command.VERB)
    fulfilment.claimed_by = context.actor.staff_id
    fulfilment.claimed_device = context.actor.device_id
    fulfilment.claimed_at = context.at
    if command.round_id:
        fulfilment.round_id, fulfilment.tote = command.round_id, command.tote


def _is_held_by_another(context: Context, fulfilment: Fulfilment) -> bool:
    holder = fulfilment.claimed_device
    is_anothers = holder is not None and holder != context.actor.device_id
    return is_anothers and context.at < (fulfilment.claimed_at or 0) + CLAIM_LASTS_MS


def release(context: Context, command: d.ReleaseFulfilment) -> None:
    """Give it back to the round. What was picked stays picked, for whoever goes on.

    Giving back what a colleague holds is a way of taking it over, and asks for the same permission.
    """
    fulfilment = fulfilment_of(context, command)
    if _is_held_by_another(context, fulfilment) and not context.actor.may(Permission.TAKE_OVER):
        raise Refused("claimed_by_another", staff_id=fulfilment.claimed_by)
    step(context, fulfilment, command.VERB)
    fulfilment.claimed_by = fulfilment.claimed_device = fulfilment.claimed_at = None


def pick(context: Context, command: d.PickLine) -> None:
    """Units in hand. More than asked for, or a piece that is not known to be here, is for a person to see.
    So is a substitute that its customer has not agreed to, and it does not count as picked."""
    fulfilment = fulfilment_of(context, command)
    line = line_of(context, fulfilment, command.line_id)
    before = step(context, fulfilment, command.VERB)
    keep_claim(context, fulfilment)
    if line.agreement == AgreementState.ASKED:
        # It stays held as if on its shelf: were it in the parcel, a no could not stop it any more.
        context.contradiction("substitute_not_agreed", order_number=fulfilment.order_number, name=line.name)
        return
    # Told of what has moved on, its quantities are for whoever sees to that.
    if command.quantity > line.quantities().left_to_pick and not context.contradictions:
        context.contradiction(
            "picked_too_many",
            order_number=fulfilment.order_number,
            name=line.name,
            ordered=line.quantity - line.short,
            told=line.picked + command.quantity,
        )
    had_left, known = left_of(line), line.serials
    if line.is_serialised:
        _pick_piece(context, fulfilment, line, command, before)
    line.picked += command.quantity
    context.move(
        MovementKind.PICKED, line.article_id, fulfilment.location_id, command.quantity, serial=command.serial
    )
    piece = command.serial if len(line.serials) > len(known) else None
    leave_late(context, fulfilment, line, before, left_of(line) - had_left, leaves=piece)
    complete_if_worked(context, fulfilment)


def keep_claim(context: Context, fulfilment: Fulfilment) -> None:
    """Work renews the claim of the device that has it."""
    if fulfilment.claimed_device == context.actor.device_id:
        fulfilment.claimed_at = context.at


def _pick_piece(
    context: Context,
    fulfilment: Fulfilment,
    line: FulfilmentLine,
    command: d.PickLine,
    before: FulfilmentState,
) -> None:
    serial = command.serial
    if not serial or command.quantity != 1:
        context.contradiction("serial_missing", order_number=fulfilment.order_number, name=line.name)
    if not serial:
        return
    if serial in line.serials:
        context.contradiction("serial_picked_twice", serial=serial, name=line.name)
        return
    piece = context.ledger.piece(line.article_id, serial)
    is_here = piece is not None and piece.location_id == fulfilment.location_id
    if not is_here or (piece is not None and piece.bucket != Bucket.SELLABLE):
        context.contradiction("serial_not_here", serial=serial, name=line.name)
    elif before in LEFT_STATES and _has_left(fulfilment, line, before) > len(line.serials):
        _name_what_left(context, fulfilment, line, serial)
    line.serials = [*line.serials, serial]


def _has_left(fulfilment: Fulfilment, line: FulfilmentLine, before: FulfilmentState) -> int:
    return left_of(line) if takes_late_with_it(fulfilment, before) else line.handed_over


def _name_what_left(context: Context, fulfilment: Fulfilment, line: FulfilmentLine, serial: str) -> None:
    """It has left without its number: the piece goes after it, and the stock, which fell then, stays."""
    place, reason = (line.article_id, fulfilment.location_id), "named_late"
    if fulfilment.kind == FulfilmentKind.TRANSFER:
        change, gone = MovementKind.CONDITION_CHANGED, Bucket.TRANSIT_OUT
        context.move(change, *place, 1, to_bucket=gone, serial=serial, reason=reason)
        context.move(change, *place, 1, bucket=gone, to_bucket=Bucket.SELLABLE, reason=reason)
    else:
        context.move(MovementKind.ADJUSTED, *place, -1, serial=serial, reason=reason)
        context.move(MovementKind.ADJUSTED, *place, 1, reason=reason)


def undo_pick(context: Context, command: d.UndoPick) -> None:
    """Units back on the shelf."""
    fulfilment = fulfilment_of(context, command)
    line = line_of(context, fulfilment, command.line_id)
    before = step(context, fulfilment, command.VERB)
    had_left = left_of(line)
    if command.quantity > line.picked:
        context.contradiction("put_back_too_many", order_number=fulfilment.order_number, name=line.name)
    units = min(command.quantity, line.picked)
    line.picked -= units
    if command.serial in line.serials:
        line.serials = [serial for serial in line.serials if serial != command.serial]
    context.move(MovementKind.UNPICKED, line.article_id, fulfilment.location_id, units, serial=command.serial)
    leave_late(context, fulfilment, line, before, left_of(line) - had_left, stays=command.serial)


def short(context: Context, command: d.ShortLine) -> None:
    """Units that cannot be picked here: the claim on them ends, and stock is corrected by the reason.

    *Pick later* is no short: the line goes to the end of the round and keeps its claim.
    """
    fulfilment = fulfilment_of(context, command)
    line = line_of(context, fulfilment, command.line_id)
    before = step(context, fulfilment, command.VERB)
    keep_claim(context, fulfilment)
    if command.reason is ShortReason.PICK_LATER:
        line.is_put_off = True
        return
    units = min(command.quantity, line.quantities().left_to_pick)
    if units < command.quantity:
        context.contradiction("short_too_many", order_number=fulfilment.order_number, name=line.name)
    if not line.picked:
        # Nobody had told what was picked of it: these were not.
        leave_late(context, fulfilment, line, before, -units)
    tell_short(context, fulfilment, line, units, command.reason)
    complete_if_worked(context, fulfilment)


def tell_short(
    context: Context, fulfilment: Fulfilment, line: FulfilmentLine, units: int, reason: ShortReason
) -> None:
    """So many units of a line are not here: what held them is released, and stock corrected."""
    line.short += units
    line.short_reason = reason.value
    before = context.ledger.stock(line.article_id, fulfilment.location_id)
    held = 0 if fulfilment.state in WITHOUT_CLAIM else units
    context.move(MovementKind.RELEASED, line.article_id, fulfilment.location_id, held, reason=reason.value)
    corrections = short_corrections(reason, units, before.sellable, before.allocated - held)
    for kind, quantity, bucket, to_bucket in corrections if units else []:
        context.move(
            kind,
            line.article_id,
            fulfilment.location_id,
            quantity,
            bucket=bucket,
            to_bucket=to_bucket,
            reason=reason.value,
        )
    if units and reason is ShortReason.NOT_FOUND:
        # Nothing is known to be here now; what is, a count says.
        counting.ask_once(context, line, fulfilment.location_id, reason.value)


def undo_short(context: Context, command: d.UndoShort) -> None:
    """They were there: stock is held for them again, and each correction of the short is answered by its
    inverse, once."""
    fulfilment = fulfilment_of(context, command)
    line = line_of(context, fulfilment, command.line_id)
    before = step(context, fulfilment, command.VERB)
    if command.is_later or (line.is_put_off and not line.short):
        line.is_put_off = False
        return
    had_left = left_of(line)
    take_back_short(context, fulfilment, line, command.quantity, command.undoes)
    leave_late(context, fulfilment, line, before, left_of(line) - had_left)


def take_back_short(
    context: Context, fulfilment: Fulfilment, line: FulfilmentLine, told: int, undoes: str
) -> None:
    """So many units of a line are here after all, which the command `undoes` told short."""
    units = min(told, line.short)
    undone = f"{UNDONE}{undoes}"
    is_repeated = _has_movement(context, undone)
    if units < told or is_repeated:
        context.contradiction("put_back_too_many", order_number=fulfilment.order_number, name=line.name)
    line.short -= units
    line.short_reason = line.short_reason if line.short else ""
    held = 0 if fulfilment.state in WITHOUT_CLAIM else units
    context.move(MovementKind.ALLOCATED, line.article_id, fulfilment.location_id, held, reason=undone)
    for made in _corrections_of(context, undoes) if units and not is_repeated else []:
        _reverse(context, made, undone)
    counting.ask_no_more(context, line, undoes)


UNDONE = "undone:"
"""What the reason of a movement begins with that answers another command's; that command's id follows."""


def _has_movement(context: Context, reason: str) -> bool:
    found = select(Movement.id).where(Movement.aggregate == context.aggregate, Movement.reason == reason)
    return context.session.scalar(found.limit(1)) is not None


def _corrections_of(context: Context, command_id: str) -> list[Movement]:
    rows = context.session.scalars(
        select(Movement)
        .where(
            Movement.command_id == command_id,
            Movement.aggregate == context.aggregate,
            Movement.kind.in_([MovementKind.ADJUSTED.value, MovementKind.CONDITION_CHANGED.value]),
        )
        .order_by(Movement.id)
    )
    return list(rows)


def _reverse(context: Context, made: Movement, reason: str) -> None:
    is_change = made.kind == MovementKind.CONDITION_CHANGED
    context.move(
        MovementKind(made.kind),
        made.article_id,
        made.location_id,
        made.quantity if is_change else -made.quantity,
        bucket=Bucket(made.to_bucket) if is_change and made.to_bucket else Bucket(made.bucket),
        to_bucket=Bucket(made.bucket) if is_change else None,
        reason=reason,
    )


def complete_if_worked(context: Context, fulfilment: Fulfilment) -> None:
    """With its last unit picked or told short, it is picked."""
    if fulfilment.state != FulfilmentState.PICKING:
        return
    if is_fully_worked([line.quantities() for line in lines_of(context, fulfilment)]):
        step(context, fulfilment, FulfilmentVerb.COMPLETE_PICK)
