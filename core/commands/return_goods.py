"""Goods that came back are dealt with: received, graded, disposed of. Stock moves on receipt."""

from __future__ import annotations

from core.commands import definitions as d
from core.commands.context import Context
from core.commands.refund_figures import is_refundable
from core.commands.return_reading import judged, line_of_return, policy_of, return_of, step_line
from core.commands.returning import MORE_THAN_BOUGHT, SERIAL_WRONG, check_serial, note_verdict
from core.model import ReturnLine, ReturnPhoto
from core.rules.disposition import BUCKETS, LEAVES, RECEIVED_IN, SENT_ON, Disposition, is_lawful
from core.rules.picture import as_jpeg, picture_id
from core.rules.returns import Condition, ReturnState, ReturnVerb
from core.rules.stock import Bucket, MovementKind

GIVEN_BACK = "given_back"
"""The reason of the movements of goods that their customer has again."""
_HERE = (ReturnState.RECEIVED, ReturnState.GRADED, ReturnState.DISPOSED)


def receive(context: Context, command: d.ReceiveReturn) -> None:
    """Goods are here: stock rises now, where nobody is promised it yet. What was missing of a line may come
    later: it is graded then, and goes where it goes."""
    head = return_of(context, command)
    for told in command.lines:
        line = line_of_return(context, head, told.line_id)
        is_rest = line.state in _HERE and line.received + told.quantity <= line.quantity
        before = step_line(context, head, line, ReturnVerb.RECEIVE_REST if is_rest else ReturnVerb.RECEIVE)
        if before in _HERE and not is_rest:
            continue
        _take_in(context, line, told.quantity, told.serial or line.serial)
        check_serial(context, head, line)
        if line.received > line.quantity:
            context.contradiction("return_more_than_bought", number=head.number, name=line.name)


def _take_in(context: Context, line: ReturnLine, quantity: int, serial: str) -> None:
    line.received, line.serial = line.received + quantity, serial
    context.move(
        MovementKind.RETURNED,
        line.article_id,
        context.actor.location_id,
        quantity,
        bucket=RECEIVED_IN,
        serial=(serial or None) if quantity == 1 else None,
        reason="returned",
    )


def grade(context: Context, command: d.GradeReturn) -> None:
    """What it is like; what the policy says may hang on it."""
    head = return_of(context, command)
    line = line_of_return(context, head, command.line_id)
    before = step_line(context, head, line, ReturnVerb.GRADE)
    if before is ReturnState.DISPOSED:
        return
    _here_all_the_same(context, line, before)
    line.condition, line.answers = command.condition.value, dict(command.answers)
    line.photo = command.photo or line.photo
    if line.sale_line_id and line.why not in (SERIAL_WRONG, MORE_THAN_BOUGHT):
        note_verdict(line, judged(context, policy_of(context.session, head.location_id), head, line))


def _here_all_the_same(context: Context, line: ReturnLine, before: ReturnState) -> None:
    """What is graded or disposed of has come, though nobody told so."""
    if before in _HERE or line.received:
        return
    _take_in(context, line, line.quantity, line.serial)


def photograph(context: Context, command: d.PhotographGoods) -> None:
    """A picture of a line's goods. Taken twice, it is one.

    Raises:
        Refused: `unknown_return`, `other_location`, `unknown_line`, `not_a_picture`; the runner turns each
            into a quarantine.
    """
    head = return_of(context, command)
    line = line_of_return(context, head, command.line_id)
    key = picture_id(line.id, as_jpeg(command.image))
    if context.session.get(ReturnPhoto, key) is None:
        context.session.add(
            ReturnPhoto(
                id=key,
                return_id=head.id,
                line_id=line.id,
                image=command.image,
                taken_at=context.at,
                taken_by=context.actor.staff_id,
            )
        )
    line.photo = key


def dispose(context: Context, command: d.DisposeReturn) -> None:
    """Where it has gone: on sale again, aside for its transfer, or out of the house."""
    head = return_of(context, command)
    line = line_of_return(context, head, command.line_id)
    before = step_line(context, head, line, ReturnVerb.DISPOSE)
    if before is ReturnState.DISPOSED:
        return
    _here_all_the_same(context, line, before)
    condition = Condition(line.condition or Condition.OPENED.value)
    if not is_lawful(command.disposition, condition, line.exclusion):
        context.contradiction("return_destroyed_unlawfully", number=head.number, name=line.name)
    line.disposition, line.disposition_reason = command.disposition.value, command.reason
    _move_on(context, line, command.disposition)


def _move_on(context: Context, line: ReturnLine, disposition: Disposition) -> None:
    units, place = line.received - line.disposed, context.actor.location_id
    serial = (line.serial or None) if units == 1 else None
    line.disposed = line.received
    if disposition in LEAVES:
        context.move(
            MovementKind.ADJUSTED,
            line.article_id,
            place,
            -units,
            bucket=RECEIVED_IN,
            serial=serial,
            reason=disposition.value,
        )
        return
    context.move(
        MovementKind.CONDITION_CHANGED,
        line.article_id,
        place,
        units,
        bucket=RECEIVED_IN,
        to_bucket=BUCKETS.get(disposition, Bucket.DAMAGED),
        serial=serial,
        reason=disposition.value,
    )


def give_back(context: Context, command: d.GiveGoodsBack) -> None:
    """It stays refused: its customer has the goods again, whose units can be brought back another day. What
    money is due for by now, or has gone on, is told."""
    head = return_of(context, command)
    for line_id in command.line_ids:
        line = line_of_return(context, head, line_id)
        if is_refundable(line):
            context.contradiction("return_given_back_though_due", number=head.number, name=line.name)
        before = step_line(context, head, line, ReturnVerb.GIVE_BACK)
        if before not in _HERE:
            continue
        if not _give_out(context, line):
            context.contradiction("return_given_back_after_it_left", number=head.number, name=line.name)
        line.received = line.disposed = 0
        line.disposition, line.disposition_reason = "", command.reason


def _give_out(context: Context, line: ReturnLine) -> bool:
    """Its units are here no more, from wherever they stood; returns whether they still stood here."""
    known = {one.value: one for one in BUCKETS if one not in SENT_ON}
    gone_to = known.get(line.disposition)
    stood = {RECEIVED_IN: line.received - line.disposed}
    if gone_to is not None:
        stood[BUCKETS[gone_to]] = line.disposed
    for bucket, units in stood.items():
        if units:
            context.move(
                MovementKind.ADJUSTED,
                line.article_id,
                context.actor.location_id,
                -units,
                bucket=bucket,
                serial=(line.serial or None) if units == 1 else None,
                reason=GIVEN_BACK,
            )
    return gone_to is not None or not line.disposed
