"""A carton of a transfer comes back to the store that had sent it: its goods stand here again, and are on
their way there no more. What was received there and stands there still, as it came, was scanned by mistake:
it stands there no more. Should it come there after all, they stand there."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from core.commands.aggregates import delivery_aggregate, fulfilment_aggregate
from core.commands.boxes import brought_with
from core.commands.context import Context
from core.commands.deliveries import (
    delivery_lines,
    give_up_carton,
    home_of,
    pieces_in,
    units_go,
    withdraw,
)
from core.commands.loading import lines_of
from core.model import Carton, Delivery, DeliveryLine, ExceptionCase, Fulfilment, Parcel, Transfer
from core.model.gathered import rows_of
from core.orchestration.fulfilments import core_actor
from core.orchestration.transfers import follow
from core.orchestration.unit import UnitOfWork
from core.rules.delivery import CARTON_MISSING, CARTON_WENT_BACK, CartonState, DeliveryState
from core.rules.exceptions import BY_ITSELF
from core.rules.fulfilment import PARCEL_BACK
from core.rules.ids import derive
from core.rules.stock import Bucket, MovementKind
from core.rules.transfer import RETURNED_GOODS, TransferState, carton_of_parcel, delivery_of_transfer


def come_back(unit: UnitOfWork, head: Fulfilment, parcel: Parcel, cause: str) -> bool:
    """Take in what is awaited of it at the other place, and await it there no more.

    Args:
        head: the transfer's part here, locked.
        parcel: locked.

    Returns:
        False where there is no such transfer, or what its carton held is in use there: what came here is
        for a person to look into.
    """
    expected = unit.lock(Delivery, delivery_of_transfer(head.order_id))
    transfer = unit.lock(Transfer, head.order_id)
    carton = unit.session.get(Carton, carton_of_parcel(parcel.id))
    if expected is None or transfer is None or carton is None:
        return False
    lines = _lines(unit.session, carton)
    unit.ledger.lock(
        (line.article_id, place)
        for line in lines
        for place in (transfer.from_location_id, transfer.location_id)
    )
    there = unit.context(
        core_actor(expected.location_id), derive(cause, "there"), delivery_aggregate(expected.id)
    )
    if carton.state == CartonState.RECEIVED and not _was_never_there(there, expected, carton, lines):
        return False
    here = unit.context(core_actor(head.location_id), cause, fulfilment_aggregate(head.id))
    _take_in(here, transfer, head, parcel, lines)
    give_up_carton(there, expected, carton, "came_back")
    is_all = not any(line.received or line.units().left for line in delivery_lines(there, expected))
    if is_all and expected.state == DeliveryState.ANNOUNCED:
        withdraw(there, expected, "came_back")
    _ask_no_more(there, CARTON_MISSING, parcel.number)
    if transfer.state != TransferState.CLOSED:
        follow(unit, expected, cause)
    return True


def _was_never_there(
    there: Context, expected: Delivery, carton: Carton, lines: Sequence[DeliveryLine]
) -> bool:
    """Take off what was received there with a carton that has come here, and tell the people there.

    Returns:
        False, and nothing done, where not all of it stands there as it came: somebody has opened it there.
    """
    home = home_of(there, expected)
    if expected.state == DeliveryState.CLOSED or not _stands_as_it_came(there, expected, lines, home):
        return False
    for line in lines:
        units_go(there, expected, line, line.received, home, "came_back")
        if expected.state == DeliveryState.RECEIVED:
            line.missing = line.received
        else:
            place = line.article_id, expected.location_id
            there.move(
                MovementKind.ADJUSTED, *place, line.received, bucket=Bucket.TRANSIT_IN, reason="came_back"
            )
        line.received, line.received_serials = 0, []
    carton.state, carton.received_at, carton.received_by = CartonState.EXPECTED.value, None, None
    if expected.state == DeliveryState.RECEIVING and not any(
        line.received for line in delivery_lines(there, expected)
    ):
        expected.state = DeliveryState.ANNOUNCED.value
    there.contradiction(CARTON_WENT_BACK, number=carton.number, delivery=expected.number)
    return True


def _stands_as_it_came(
    there: Context, expected: Delivery, lines: Sequence[DeliveryLine], home: Bucket
) -> bool:
    units: dict[int, int] = {}
    for line in lines:
        units[line.article_id] = units.get(line.article_id, 0) + line.received
        pieces = pieces_in(there, line, home, None)
        if line.received != line.expected or line.damaged or len(pieces) < len(line.received_serials):
            return False
    stocks = {article: there.ledger.stock(article, expected.location_id) for article in units}
    return all(getattr(stocks[article], home.value) >= count for article, count in units.items())


def _take_in(
    context: Context, transfer: Transfer, head: Fulfilment, parcel: Parcel, lines: list[DeliveryLine]
) -> None:
    """What customers had brought back stands aside again."""
    brought = brought_with(context.session, head.location_id, head, [parcel])
    bucket = _bucket(transfer)
    units: dict[int, int] = {}
    for line in lines:
        awaited = line.units().awaited
        units[line.article_id] = units.get(line.article_id, 0) + awaited
        named = [one for one in line.serials if one not in line.received_serials][:awaited]
        fresh = [serial for serial in named if serial not in brought.serials]
        place = line.article_id, head.location_id
        for serial in fresh:
            context.move(MovementKind.RECEIVED, *place, 1, bucket=bucket, serial=serial, reason="came_back")
        rest = awaited - len(named)
        context.move(MovementKind.RECEIVED, *place, rest, bucket=bucket, reason="came_back")
        again = brought.take(line.article_id, rest + len(fresh))
        context.move(MovementKind.ADJUSTED, *place, -again, reason="came_back")
    # What came back of it, should the other place have read out a part of it.
    parcel.arrived_at, parcel.contents = context.at, _by_line(context, head, units)


def _by_line(context: Context, head: Fulfilment, units: dict[int, int]) -> dict[str, int]:
    return {
        line.id: units.pop(line.article_id) for line in lines_of(context, head) if line.article_id in units
    }


def _ask_no_more(context: Context, kind: str, number: str) -> None:
    """Whoever is asked where a carton is, or told so, knows it now."""
    context.session.flush()
    for case in rows_of(context.session, ExceptionCase, ExceptionCase.aggregate, [context.aggregate]):
        if case.kind == kind and case.data.get("number") == number and case.settled_at is None:
            context.settle(case, BY_ITSELF)


def go_on(unit: UnitOfWork, delivery: Delivery, cause: str) -> None:
    """What has come where it was to go, of a carton that had come back to its sender, its sender has no more:
    no more stands here of it than is missing there. Doing it again changes nothing.

    Args:
        delivery: locked, and what was sent with it (`core.orchestration.truck_locks`).
        cause: the identifier of the command that tells it.
    """
    transfer = unit.session.get(Transfer, delivery.transfer_id) if delivery.transfer_id else None
    if transfer is None:
        return
    for parcel in rows_of(unit.session, Parcel, Parcel.fulfilment_id, [transfer.fulfilment_id]):
        if parcel.arrived_at is None:
            continue
        head = unit.session.get_one(Fulfilment, transfer.fulfilment_id)
        aggregate = fulfilment_aggregate(head.id)
        context = unit.context(core_actor(head.location_id), derive(cause, "went_on", parcel.id), aggregate)
        missing = _missing(unit.session, parcel)
        left = dict(parcel.contents)
        for line in lines_of(context, head):
            held = left.get(line.id, 0)
            left[line.id] = min(held, missing.get(line.article_id, 0))
            place, bucket = (line.article_id, head.location_id), _bucket(transfer)
            context.move(MovementKind.ADJUSTED, *place, left[line.id] - held, bucket=bucket, reason="went_on")
        parcel.contents = {key: units for key, units in left.items() if units > 0}
        if not parcel.contents:
            parcel.sets_out()
            _ask_no_more(context, PARCEL_BACK, parcel.number)
            named = derive(cause, "went_on_there", parcel.id)
            there = unit.context(core_actor(delivery.location_id), named, delivery_aggregate(delivery.id))
            _ask_no_more(there, CARTON_WENT_BACK, parcel.number)


def _missing(session: Session, parcel: Parcel) -> dict[int, int]:
    """What is missing of it at the other place, by article; nothing, where its carton was received."""
    carton = session.get_one(Carton, carton_of_parcel(parcel.id))
    units: dict[int, int] = {}
    for line in _lines(session, carton) if carton.state != CartonState.RECEIVED else []:
        units[line.article_id] = units.get(line.article_id, 0) + line.missing
    return units


def _bucket(transfer: Transfer) -> Bucket:
    return Bucket.DAMAGED if transfer.reason == RETURNED_GOODS else Bucket.SELLABLE


def _lines(session: Session, carton: Carton) -> list[DeliveryLine]:
    lines = rows_of(session, DeliveryLine, DeliveryLine.delivery_id, [carton.delivery_id])
    return sorted((line for line in lines if line.carton_id == carton.id), key=lambda line: line.line_no)
