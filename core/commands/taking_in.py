"""Units of a delivery's line come into the store: what was in transit, what comes beside it, and pieces by
what is known of their numbers. What a parcel's arrival has counted is not counted again
(`core.commands.boxes`)."""

from __future__ import annotations

from core.commands.boxes import Box
from core.commands.context import Context
from core.commands.deliveries import carton_of, delivery_lines, home_of
from core.model import Carton, Delivery, DeliveryLine, Piece, Transfer
from core.rules.delivery import CARTON, CartonState, CartonVerb
from core.rules.stock import Bucket, MovementKind


def box_of(context: Context, delivery: Delivery, line: DeliveryLine) -> Box:
    """The box that a line is in; of what came loose one that no parcel is."""
    carton = context.session.get(Carton, line.carton_id) if line.carton_id else None
    return Box(context.session, delivery.location_id, carton.number if carton is not None else "")


def take_in(
    context: Context,
    delivery: Delivery,
    line: DeliveryLine,
    units: int,
    box: Box,
    *,
    serial: str | None = None,
    bucket: Bucket | None = None,
) -> None:
    """Units of a line have come; what its parcel has counted already is not counted again."""
    bucket = bucket or home_of(context, delivery)
    before = box.uncounted(line.article_id)
    in_transit, beside = line.units().coming(units)
    line.missing -= line.units().found_again(beside)
    line.received += units
    place = line.article_id, delivery.location_id
    context.move(MovementKind.TRANSFERRED_IN, *place, in_transit, bucket=bucket, serial=serial)
    context.move(MovementKind.RECEIVED, *place, beside, bucket=bucket, serial=serial)
    context.move(MovementKind.ADJUSTED, *place, box.uncounted(line.article_id) - before, reason="arrived")


def take_in_piece(context: Context, delivery: Delivery, line: DeliveryLine, serial: str, box: Box) -> None:
    """One piece, by what is known of its number. A piece that is here already does not come again."""
    told = {"serial": serial, "name": line.name, "delivery": delivery.number, "line_id": line.id}
    if serial in line.received_serials:
        context.contradiction("serial_received_twice", **told)
        return
    piece = context.ledger.piece(line.article_id, serial)
    is_under_way = piece is None or piece.bucket in (Bucket.TRANSIT_IN, Bucket.TRANSIT_OUT)
    if piece is not None and not is_under_way and not _was_sent_unnamed(context, delivery, line, piece):
        if piece.location_id == delivery.location_id and box.uncounted(line.article_id):
            # It came with the parcel that this carton is.
            take_in(context, delivery, line, 1, box)
            line.received_serials = [*line.received_serials, serial]
            return
        if piece.location_id == delivery.location_id:
            context.contradiction("serial_already_here", **told)
            return
        if piece.location_id is None:
            context.contradiction("serial_was_sold", sold_at=piece.sold_at or 0, **told)
        else:
            context.contradiction("serial_elsewhere", location_id=piece.location_id, **told)
            _leave_elsewhere(context, piece, piece.location_id)
    take_in(context, delivery, line, 1, box, serial=serial)
    line.received_serials = [*line.received_serials, serial]


def tell_without_serial(context: Context, delivery: Delivery, line: DeliveryLine) -> None:
    """A piece has come, and nobody has said which."""
    context.contradiction("piece_without_serial", delivery=delivery.number, name=line.name, line_id=line.id)


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


def receive_announced(context: Context, delivery: Delivery, line: DeliveryLine, box: Box) -> None:
    """All that is left of a line has come; of a serialised article, the pieces that were announced by
    number."""
    units = line.units()
    if not line.is_serialised:
        take_in(context, delivery, line, units.awaited, box)
        return
    for serial in [one for one in line.serials if one not in line.received_serials]:
        take_in_piece(context, delivery, line, serial, box)


def found_after_all(context: Context, delivery: Delivery, line: DeliveryLine) -> None:
    """What was given up as missing has come: pieces by the numbers that were announced. Which the others are
    nobody has said, and that is told."""
    awaited = [one for one in line.serials if one not in line.received_serials] if line.is_serialised else []
    awaited = awaited[: line.missing]
    others = line.missing - len(awaited)
    box = box_of(context, delivery, line)
    for serial in awaited:
        take_in_piece(context, delivery, line, serial, box)
    if others and line.is_serialised:
        tell_without_serial(context, delivery, line)
    take_in(context, delivery, line, others, box)


def carton_found(context: Context, delivery: Delivery, number: str) -> None:
    """A carton that was given up has come, with all that was announced to be in it."""
    carton = carton_of(context, delivery, number)
    if carton is None or carton.state != CartonState.MISSING:
        return
    carton.state = CARTON.move(CartonState.MISSING, CartonVerb.RECEIVE).to
    carton.received_at, carton.received_by = context.at, context.actor.staff_id
    carton.journey = Box(context.session, delivery.location_id, number).on
    for line in delivery_lines(context, delivery):
        if line.carton_id == carton.id:
            found_after_all(context, delivery, line)
