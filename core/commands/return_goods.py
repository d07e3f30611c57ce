"""Goods that came back are dealt with: received, graded, disposed of. Stock moves on receipt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import select

from core.commands import definitions as d
from core.commands.context import Context
from core.commands.refund_figures import is_refundable, unit_names
from core.commands.return_reading import (
    judged,
    line_of_return,
    policy_of,
    return_of,
    step_line,
    units_of_refunds,
)
from core.commands.returning import MORE_THAN_BOUGHT, SERIAL_WRONG, check_serial, note_verdict
from core.model import Movement, Return, ReturnLine, ReturnPhoto
from core.model.gathered import rows_of
from core.rules.disposition import BUCKETS, LEAVES, RECEIVED_IN, SENT_ON, Disposition, is_lawful
from core.rules.picture import as_jpeg, picture_id
from core.rules.returns import Condition, ReturnState, ReturnVerb
from core.rules.stock import Bucket, MovementKind

GIVEN_BACK = "given_back"
"""The reason of the movements of goods that their customer has again, and what became of their lines."""
_STANDS_IN: Mapping[str, Bucket] = {one.value: BUCKETS[one] for one in BUCKETS if one not in SENT_ON}
"""Where units stand after a disposition, unless they are not here any more, or about to leave."""
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
    if _was_given_back(line):
        _tell_late(context, head, line, "return_graded_after_disposition")
        return
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


def _was_given_back(line: ReturnLine) -> bool:
    """Its customer has it again, and has not brought it once more since."""
    return line.state == ReturnState.CANCELLED and line.disposition == GIVEN_BACK


def _tell_late(context: Context, head: Return, line: ReturnLine, kind: str) -> None:
    """Another device did something with it before it heard, or after: no goods have come by that."""
    context.contradiction(kind, number=head.number, name=line.name, state=line.state)


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
    if _was_given_back(line):
        _tell_late(context, head, line, "return_disposed_twice")
        return
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
    paid_for = units_of_refunds(context.session, head)
    for line_id in command.line_ids:
        line = line_of_return(context, head, line_id)
        if is_refundable(line) or not paid_for.isdisjoint(unit_names(line)):
            context.contradiction("return_given_back_though_due", number=head.number, name=line.name)
        before = step_line(context, head, line, ReturnVerb.GIVE_BACK)
        if before in _HERE and not _give_out(context, line):
            context.contradiction("return_given_back_after_it_left", number=head.number, name=line.name)
        line.received = line.disposed = 0
        line.disposition, line.disposition_reason = GIVEN_BACK, command.reason


def _give_out(context: Context, line: ReturnLine) -> bool:
    """Its units are here no more, from wherever they stood; returns whether they still stood here."""
    stood = _stands_in(context, line)
    stood[RECEIVED_IN] += line.received - line.disposed
    for bucket, units in stood.items():
        if units and bucket is not None:
            context.move(
                MovementKind.ADJUSTED,
                line.article_id,
                context.actor.location_id,
                -units,
                bucket=bucket,
                serial=(line.serial or None) if units == 1 else None,
                reason=GIVEN_BACK,
            )
    return not stood[None]


def _stands_in(context: Context, line: ReturnLine) -> Counter[Bucket | None]:
    """The units of a line that were disposed of, by where they stand; by None those that are here no more.

    A line says what became of its units last. Its rest may have come, and gone on, after others: where those
    are is told by the movements, without what other lines of the same article say of theirs.
    """
    told = select(Movement).where(
        Movement.article_id == line.article_id,
        Movement.location_id == context.actor.location_id,
        Movement.aggregate == context.aggregate,
        Movement.reason.in_([GIVEN_BACK, *(one.value for one in Disposition)]),
    )
    before = Counter[Bucket | None]()
    for row in context.session.scalars(told):
        if row.reason == GIVEN_BACK:
            before[Bucket(row.bucket)] += row.quantity
        else:
            before[_STANDS_IN.get(row.reason)] += abs(row.quantity)
    for other in rows_of(context.session, ReturnLine, ReturnLine.return_id, [line.return_id]):
        if other.id != line.id and other.article_id == line.article_id:
            before[_STANDS_IN.get(other.disposition)] -= other.disposed
    last, stood, left = _STANDS_IN.get(line.disposition), Counter[Bucket | None](), line.disposed
    for bucket in dict.fromkeys([last, *before]):
        stood[bucket] = min(max(before[bucket], 0), left)
        left -= stood[bucket]
    # What no movement here tells of.
    stood[last] += left
    return stood
