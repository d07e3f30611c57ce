"""Deliveries are received: by carton, by piece, and finished with what has not come.

What was announced is in transit until it comes: then it is transferred in. What comes beside that is
received. Either way the units are here afterwards, and nothing is counted twice.
"""

from __future__ import annotations

from core.commands import definitions as d
from core.commands.context import Context
from core.commands.deliveries import (
    article_line,
    carton_line,
    carton_of,
    delivery_lines,
    delivery_of,
    give_up_rest,
    home_of,
    pieces_in,
    receive_step,
    tell_differences,
    units_go,
)
from core.commands.loading import with_parcel_number
from core.model import Carton, Delivery, DeliveryLine, Piece, Transfer
from core.rules.delivery import (
    CARTON,
    DELIVERY,
    DELIVERY_OVERDUE,
    OVER,
    CartonState,
    CartonVerb,
    DeliveryKind,
    DeliveryState,
)
from core.rules.delivery import DeliveryVerb as Verb
from core.rules.errors import Refused
from core.rules.exceptions import Resolution
from core.rules.stock import Bucket, MovementKind


def open_delivery(context: Context, command: d.OpenDelivery) -> None:
    """A truck that nobody had announced. Told twice, it is one.

    Raises:
        Refused: `other_location`; the runner quarantines it, since it is a fact.
    """
    if command.location_id != context.actor.location_id:
        raise Refused("other_location", location_id=command.location_id)
    if context.session.get(Delivery, command.delivery_id) is None:
        context.session.add(
            Delivery(
                id=command.delivery_id,
                location_id=command.location_id,
                number=f"L-{command.delivery_id[-6:].upper()}",
                kind=DeliveryKind.UNANNOUNCED.value,
                state=DeliveryState.RECEIVING.value,
                state_at=context.at,
                origin=command.origin,
                transfer_id="",
                due_at=context.at,
                created_at=context.at,
            )
        )


def receive_carton(context: Context, command: d.ReceiveCarton) -> None:
    """What was announced to be in it is here. A carton that nobody had announced is kept, and told."""
    delivery = delivery_of(context, command)
    receive_step(context, delivery)
    carton = carton_of(context, delivery, command.number)
    if carton is None:
        _receive_unknown(context, delivery, command.number)
        return
    move = CARTON.move(CartonState(carton.state), CartonVerb.RECEIVE)
    if move.exception is not None:
        context.contradiction(
            move.exception, number=carton.number, delivery=delivery.number, carton_id=carton.id
        )
        return
    carton.state = CartonState(move.to).value
    carton.received_at, carton.received_by = context.at, context.actor.staff_id
    for line in delivery_lines(context, delivery):
        if line.carton_id == carton.id:
            receive_announced(context, delivery, line)


def receive_announced(context: Context, delivery: Delivery, line: DeliveryLine) -> None:
    """All that is left of a line has come; of a serialised article, the pieces that were announced by
    number."""
    units = line.units()
    if not line.is_serialised:
        _take_in(context, delivery, line, units.awaited)
        return
    for serial in [one for one in line.serials if one not in line.received_serials]:
        _take_in_piece(context, delivery, line, serial)


def _receive_unknown(context: Context, delivery: Delivery, number: str) -> None:
    context.session.add(
        Carton(
            id=context.child("carton", 0),
            delivery_id=delivery.id,
            number=number,
            state=CartonState.RECEIVED.value,
            is_announced=False,
            received_at=context.at,
            received_by=context.actor.staff_id,
        )
    )
    heads = [head for _parcel, head in with_parcel_number(context.session, number)]
    here = delivery.location_id
    if any(here in (head.location_id, head.collect_location_id) for head in heads):
        # A customer's parcel that is expected here: its arrival is told of its order.
        return
    if heads:
        head = heads[0]
        context.contradiction(
            "parcel_of_another_store",
            number=number,
            delivery=delivery.number,
            order_number=head.order_number,
            location_id=head.collect_location_id or head.location_id,
        )
    elif delivery.kind != DeliveryKind.UNANNOUNCED:
        context.contradiction("carton_unknown", number=number, delivery=delivery.number)


def receive_pieces(context: Context, command: d.ReceivePieces) -> None:
    """Units of an article. Those beyond what was announced are here all the same.

    Raises:
        Refused: `unknown_article`; the runner turns it into a quarantine.
    """
    delivery = delivery_of(context, command)
    receive_step(context, delivery)
    line = article_line(context, delivery, command.article_id, command.carton, command.serial)
    if not line.is_serialised:
        _take_in(context, delivery, line, command.quantity)
    elif command.serial and command.quantity == 1:
        _take_in_piece(context, delivery, line, command.serial)
    else:
        _tell_without_serial(context, delivery, line)
        _take_in(context, delivery, line, command.quantity)


def _tell_without_serial(context: Context, delivery: Delivery, line: DeliveryLine) -> None:
    context.contradiction("piece_without_serial", delivery=delivery.number, name=line.name, line_id=line.id)


def _take_in_piece(context: Context, delivery: Delivery, line: DeliveryLine, serial: str) -> None:
    """One piece, by what is known of its number. A piece that is here already does not come again."""
    told = {"serial": serial, "name": line.name, "delivery": delivery.number, "line_id": line.id}
    if serial in line.received_serials:
        context.contradiction("serial_received_twice", **told)
        return
    piece = context.ledger.piece(line.article_id, serial)
    is_under_way = piece is None or piece.bucket in (Bucket.TRANSIT_IN, Bucket.TRANSIT_OUT)
    if piece is not None and not is_under_way and not _was_sent_unnamed(context, delivery, line, piece):
        if piece.location_id == delivery.location_id:
            context.contradiction("serial_already_here", **told)
            return
        if piece.location_id is None:
            context.contradiction("serial_was_sold", sold_at=piece.sold_at or 0, **told)
        else:
            context.contradiction("serial_elsewhere", location_id=piece.location_id, **told)
            _leave_elsewhere(context, piece, piece.location_id)
    _take_in(context, delivery, line, 1, serial=serial)
    line.received_serials = [*line.received_serials, serial]


def _was_sent_unnamed(context: Context, delivery: Delivery, line: DeliveryLine, piece: Piece) -> bool:
    """Whether its sender told of it by units alone: it has left there, and is one of those awaited."""
    transfer = context.session.get(Transfer, delivery.transfer_id) if delivery.transfer_id else None
    return (
        transfer is not None and piece.location_id == transfer.from_location_id and line.units().awaited > 0
    )


def _leave_elsewhere(context: Context, piece: Piece, location_id: int) -> None:
    """What is in hand here stands nowhere else: where it was thought to be there is one less."""
    context.move(
        MovementKind.ADJUSTED,
        piece.article_id,
        location_id,
        -1,
        bucket=Bucket(piece.bucket),
        serial=piece.serial,
        reason="serial_elsewhere",
    )


def _take_in(
    context: Context,
    delivery: Delivery,
    line: DeliveryLine,
    units: int,
    *,
    serial: str | None = None,
    bucket: Bucket | None = None,
) -> None:
    bucket = bucket or home_of(context, delivery)
    in_transit, beside = line.units().coming(units)
    line.missing -= line.units().found_again(beside)
    line.received += units
    place = line.article_id, delivery.location_id
    context.move(MovementKind.TRANSFERRED_IN, *place, in_transit, bucket=bucket, serial=serial)
    context.move(MovementKind.RECEIVED, *place, beside, bucket=bucket, serial=serial)


def take_off(context: Context, command: d.TakeOff) -> None:
    """They had not come after all: what was announced is in transit again."""
    delivery = delivery_of(context, command)
    receive_step(context, delivery)
    line = carton_line(context, delivery, command.line_id)
    again, unwanted = line.units().going(command.quantity)
    units = again + unwanted
    if units < command.quantity:
        context.contradiction(
            "units_taken_off_too_many", delivery=delivery.number, name=line.name, line_id=line.id
        )
    line.received -= units
    named = context.ledger.piece(line.article_id, command.serial) if command.serial else None
    is_damaged = named is not None and named.bucket == Bucket.DAMAGED
    damaged = min(units, line.damaged, max(is_damaged, line.damaged - line.received))
    line.damaged -= damaged
    gone = units_go(context, delivery, line, damaged, Bucket.DAMAGED, "taken_off", first=command.serial)
    home, sound = home_of(context, delivery), units - damaged
    gone += units_go(context, delivery, line, sound, home, "taken_off", first=command.serial)
    line.received_serials = [one for one in line.received_serials if one not in gone]
    place = line.article_id, delivery.location_id
    if delivery.state == DeliveryState.RECEIVED:
        line.missing += again
    else:
        context.move(MovementKind.ADJUSTED, *place, again, bucket=Bucket.TRANSIT_IN, reason="taken_off")


def tell_damaged(context: Context, command: d.TellDamaged) -> None:
    """Received ones are damaged; what is told beyond them comes damaged."""
    delivery = delivery_of(context, command)
    receive_step(context, delivery)
    line = carton_line(context, delivery, command.line_id)
    here = min(command.quantity, line.received - line.damaged)
    home = home_of(context, delivery)
    sound = pieces_in(context, line, home, command.serial)[:here]
    for serial, units in (*((one, 1) for one in sound), (None, here - len(sound))):
        context.move(
            MovementKind.CONDITION_CHANGED,
            line.article_id,
            delivery.location_id,
            units,
            bucket=home,
            to_bucket=Bucket.DAMAGED,
            serial=serial,
            reason="damaged_on_receipt",
        )
    _take_in(context, delivery, line, command.quantity - here, bucket=Bucket.DAMAGED)
    line.damaged += command.quantity


def finish(context: Context, command: d.FinishDelivery) -> None:
    """The truck is empty. What has not come is in transit no more; each difference is told, once."""
    delivery = delivery_of(context, command)
    before = DeliveryState(delivery.state)
    delivery.state = DELIVERY.move(before, Verb.FINISH).to
    if before in OVER:
        return
    delivery.state_at = context.at
    context.has_happened(DELIVERY_OVERDUE, Resolution.FOUND)
    give_up_rest(context, delivery, "missing")
    tell_differences(context, delivery, delivery_lines(context, delivery))


def found_after_all(context: Context, delivery: Delivery, line: DeliveryLine) -> None:
    """What was given up as missing has come: pieces by the numbers that were announced. Which the others are
    nobody has said, and that is told."""
    awaited = [one for one in line.serials if one not in line.received_serials] if line.is_serialised else []
    awaited = awaited[: line.missing]
    others = line.missing - len(awaited)
    for serial in awaited:
        _take_in_piece(context, delivery, line, serial)
    if others and line.is_serialised:
        _tell_without_serial(context, delivery, line)
    _take_in(context, delivery, line, others)


def carton_found(context: Context, delivery: Delivery, number: str) -> None:
    """A carton that was given up has come, with all that was announced to be in it."""
    carton = carton_of(context, delivery, number)
    if carton is None or carton.state != CartonState.MISSING:
        return
    carton.state = CARTON.move(CartonState.MISSING, CartonVerb.RECEIVE).to
    carton.received_at, carton.received_by = context.at, context.actor.staff_id
    for line in delivery_lines(context, delivery):
        if line.carton_id == carton.id:
            found_after_all(context, delivery, line)
