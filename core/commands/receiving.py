"""Deliveries are received: by carton, by piece, and finished with what has not come.

What was announced is in transit until it comes: then it is transferred in. What comes beside that is
received. Either way the units are here afterwards, and nothing is counted twice.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.commands import definitions as d
from core.commands.boxes import Box
from core.commands.context import Context
from core.commands.deliveries import (
    article_line,
    carton_line,
    carton_of,
    cartons_of,
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
from core.commands.taking_in import (
    box_of,
    receive_announced,
    take_in,
    take_in_piece,
    tell_without_serial,
)
from core.model import Carton, Delivery, Fulfilment, Transfer
from core.model.gathered import rows_of
from core.rules.delivery import (
    CARTON,
    CARTON_UNKNOWN,
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
from core.rules.fulfilment import FulfilmentKind
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
    box = Box(context.session, delivery.location_id, command.number)
    if carton is None or box.has_left_since(carton):
        _receive_unknown(context, delivery, command.number, box)
        return
    move = CARTON.move(CartonState(carton.state), CartonVerb.RECEIVE)
    if move.exception is not None:
        context.contradiction(
            move.exception, number=carton.number, delivery=delivery.number, carton_id=carton.id
        )
        return
    carton.state = CartonState(move.to).value
    carton.received_at, carton.received_by, carton.journey = context.at, context.actor.staff_id, box.on
    for line in delivery_lines(context, delivery):
        if line.carton_id == carton.id:
            receive_announced(context, delivery, line, box)


def _receive_unknown(context: Context, delivery: Delivery, number: str, box: Box) -> None:
    context.session.add(
        Carton(
            id=context.child("carton", 0),
            delivery_id=delivery.id,
            number=number,
            state=CartonState.RECEIVED.value,
            is_announced=False,
            received_at=context.at,
            received_by=context.actor.staff_id,
            journey=box.on,
        )
    )
    _tell_whose(context, delivery, number)


def _tell_whose(context: Context, delivery: Delivery, number: str) -> None:
    """Say of a carton that this delivery had not announced what it is, as far as anybody knows."""
    session, here = context.session, delivery.location_id
    heads = [head for _parcel, head in with_parcel_number(session, number)]
    if any(here in (head.location_id, head.collect_location_id) for head in heads):
        # A customer's parcel that is expected here: its arrival is told of its order.
        return
    told = {"number": number, "delivery": delivery.number}
    bound_for = [_bound_for(session, head) for head in heads]
    awaited = _awaited_with(context, delivery, number)
    if awaited is not None and awaited.location_id == here:
        context.contradiction("carton_of_another_delivery", other=awaited.number, **told)
    elif awaited is not None:
        context.contradiction("carton_of_another_store", location_id=awaited.location_id, **told)
    elif heads and here not in bound_for:
        head, to = heads[0], bound_for[0]
        if head.kind == FulfilmentKind.TRANSFER:
            context.contradiction("carton_of_another_store", location_id=to, **told)
        else:
            about = {"order_number": head.order_number, **told}
            context.contradiction("parcel_of_another_store", location_id=to, **about)
    elif delivery.kind != DeliveryKind.UNANNOUNCED:
        context.contradiction(CARTON_UNKNOWN, **told)


def _bound_for(session: Session, head: Fulfilment) -> int:
    """Where it goes, as far as that is a place of the chain."""
    transfer = session.get(Transfer, head.order_id) if head.kind == FulfilmentKind.TRANSFER else None
    if transfer is not None:
        return transfer.location_id
    return head.collect_location_id or head.location_id


def _awaited_with(context: Context, delivery: Delivery, number: str) -> Delivery | None:
    """The other delivery with which a carton of this number has yet to come; one to this place first."""
    cartons = rows_of(context.session, Carton, Carton.number, [number])
    keys = {row.delivery_id for row in cartons if row.state != CartonState.RECEIVED} - {delivery.id}
    trucks = [truck for truck in (context.session.get(Delivery, key) for key in sorted(keys)) if truck]
    return min(trucks, key=lambda truck: truck.location_id != delivery.location_id, default=None)


def receive_pieces(context: Context, command: d.ReceivePieces) -> None:
    """Units of an article. Those beyond what was announced are here all the same.

    Raises:
        Refused: `unknown_article`; the runner turns it into a quarantine.
    """
    delivery = delivery_of(context, command)
    receive_step(context, delivery)
    is_told = command.article_id in Box(context.session, delivery.location_id, command.carton).told
    line = article_line(
        context, delivery, command.article_id, command.carton, command.serial, is_its_own=is_told
    )
    box = box_of(context, delivery, line)
    if not line.is_serialised:
        take_in(context, delivery, line, command.quantity, box)
    elif command.serial and command.quantity == 1:
        take_in_piece(context, delivery, line, command.serial, box)
    else:
        tell_without_serial(context, delivery, line)
        take_in(context, delivery, line, command.quantity, box)


def take_off(context: Context, command: d.TakeOff) -> None:
    """They had not come after all: what was announced is in transit again. What a parcel's arrival has
    counted stays: this takes off what its carton has brought beyond that."""
    delivery = delivery_of(context, command)
    receive_step(context, delivery)
    line = carton_line(context, delivery, command.line_id)
    again, unwanted = line.units().going(command.quantity)
    units = again + unwanted
    if units < command.quantity:
        context.contradiction(
            "units_taken_off_too_many", delivery=delivery.number, name=line.name, line_id=line.id
        )
    box = box_of(context, delivery, line)
    before = box.uncounted(line.article_id)
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
    context.move(MovementKind.ADJUSTED, *place, box.uncounted(line.article_id) - before, reason="arrived")
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
    box = box_of(context, delivery, line)
    take_in(context, delivery, line, command.quantity - here, box, bucket=Bucket.DAMAGED)
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
    tell_differences(context, delivery, cartons_of(context, delivery), delivery_lines(context, delivery))
