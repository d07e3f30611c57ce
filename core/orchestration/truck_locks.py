"""What is locked before goods are moved between stores, or off a truck.

Deliveries before orders before fulfilments before parcels before transfers before positions, each in the
order of their keys. So two stores that tell of the same goods at the same moment wait for each other, and
never in a ring. A delivery that is announced for the first time has no row yet to be locked: whoever may
announce it takes its name's turn instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.commands import (
    ApproveTransfer,
    Command,
    DispatchFulfilment,
    FinishDelivery,
    PickLine,
    ReceiveCarton,
    ReceivePieces,
    Resolution,
    TakeOff,
    TellDamaged,
)
from core.commands.definitions import DeliveryCommand, FulfilmentCommand, TransferCommand
from core.commands.leaving import picked_since
from core.model import (
    Carton,
    Delivery,
    DeliveryLine,
    ExceptionCase,
    Fulfilment,
    FulfilmentLine,
    Order,
    Parcel,
    Piece,
    Transfer,
    TransferLine,
)
from core.model.gathered import rows_of
from core.orchestration.foreseen import ArticleAt
from core.orchestration.unit import UnitOfWork
from core.rules.fulfilment import FulfilmentKind
from core.rules.transfer import delivery_of_transfer


def lock_truck(unit: UnitOfWork, commands: Sequence[Command]) -> set[ArticleAt]:
    """Lock all rows but positions that these commands and what follows from them decide by.

    Returns:
        The positions that goods on their way move at either end; to be locked after everything else.
    """
    session = unit.session
    told_of = {command.delivery_id for command in commands if isinstance(command, DeliveryCommand)}
    announced = _announced(session, commands)
    _take_turns(session, announced)
    unit.lock_all(Delivery, Delivery.id, told_of | _awaited_elsewhere(session, commands) | announced)
    numbers = {number for command in commands if (number := _number_of(session, command))}
    parcels = rows_of(session, Parcel, Parcel.number, numbers) if numbers else []
    heads = _fulfilments(session, commands, parcels)
    carried = _carried(heads, parcels)
    unit.lock_all(Order, Order.id, {head.order_id for head in heads})
    unit.lock_all(Fulfilment, Fulfilment.id, {head.id for head in heads})
    # They were read to find what to lock, and may have come meanwhile. What is received has left its sender.
    sent = rows_of(session, Parcel, Parcel.fulfilment_id, _sent(session, commands))
    unit.lock_all(Parcel, Parcel.id, {parcel.id for parcel in [*parcels, *sent]})
    transfers = {head.order_id for head in carried} | _transfers(session, commands)
    unit.lock_all(Transfer, Transfer.id, transfers)
    places = {place for command in commands for place in _places(session, command)}
    return places | {place for head in carried for place in _at_ends(session, head, parcels)}


def _awaited_elsewhere(session: Session, commands: Sequence[Command]) -> set[str]:
    """The deliveries with which the cartons that come are awaited: what comes back is awaited there no more.
    No row of theirs is read before they are locked."""
    numbers = {command.number for command in commands if isinstance(command, ReceiveCarton)}
    if not numbers:
        return set()
    is_carried = (Parcel.number.in_(sorted(numbers)), Fulfilment.kind == FulfilmentKind.TRANSFER)
    transfers = select(Fulfilment.order_id).join(Parcel, Parcel.fulfilment_id == Fulfilment.id)
    return {delivery_of_transfer(key) for key in session.scalars(transfers.where(*is_carried))}


def _announced(session: Session, commands: Iterable[Command]) -> set[str]:
    """The deliveries by which is announced what these commands send, or tell late: of one that a colleague
    has sent some of already."""
    told = {c.fulfilment_id for c in commands if isinstance(c, DispatchFulfilment | PickLine)}
    heads = rows_of(session, Fulfilment, Fulfilment.id, told) if told else []
    return {delivery_of_transfer(row.order_id) for row in heads if row.kind == FulfilmentKind.TRANSFER}


_TURN: Final = text("SELECT pg_advisory_xact_lock(hashtextextended(:delivery_id, 0))")


def _take_turns(session: Session, deliveries: Iterable[str]) -> None:
    """Until the commit nobody else announces these. Of two colleagues who send a transfer for the first time
    neither finds a row: the second would lock it after its fulfilment, and meet whoever receives it."""
    if session.get_bind().dialect.name != "postgresql":
        # SQLite has one writer.
        return
    for delivery_id in sorted(deliveries):
        session.execute(_TURN, {"delivery_id": delivery_id})


def _carried(heads: Iterable[Fulfilment], parcels: Iterable[Parcel]) -> list[Fulfilment]:
    """Transfers of which a carton is told."""
    told = {parcel.fulfilment_id for parcel in parcels}
    return [head for head in heads if head.kind == FulfilmentKind.TRANSFER and head.id in told]


def _at_ends(session: Session, head: Fulfilment, parcels: Iterable[Parcel]) -> Iterable[ArticleAt]:
    """What is in its cartons that are told, where it comes from and where it goes."""
    transfer = session.get(Transfer, head.order_id)
    if transfer is None:
        return ()
    held = {key for parcel in parcels if parcel.fulfilment_id == head.id for key in parcel.contents}
    lines = rows_of(session, FulfilmentLine, FulfilmentLine.fulfilment_id, [head.id])
    articles = {line.article_id for line in lines if line.id in held}
    return _at(articles, transfer.from_location_id, transfer.location_id)


def _number_of(session: Session, command: Command) -> str:
    """Of the carton that is told of, which may be a parcel."""
    if isinstance(command, ReceiveCarton):
        return command.number
    if isinstance(command, ReceivePieces):
        return command.carton
    if not isinstance(command, TakeOff | TellDamaged):
        return ""
    return _carton_of_line(session, command.line_id)


def _carton_of_line(session: Session, line_id: str) -> str:
    line = session.get(DeliveryLine, line_id)
    carton = session.get(Carton, line.carton_id) if line is not None and line.carton_id else None
    return carton.number if carton is not None else ""


def _fulfilments(
    session: Session, commands: Sequence[Command], parcels: Iterable[Parcel]
) -> list[Fulfilment]:
    """Those that are told of, those whose parcels come, those that send what was asked for."""
    wanted = {c.fulfilment_id for c in commands if isinstance(c, FulfilmentCommand)}
    wanted |= {parcel.fulfilment_id for parcel in parcels}
    asked = (
        session.get(Transfer, command.transfer_id)
        for command in commands
        if isinstance(command, TransferCommand)
    )
    wanted |= {transfer.fulfilment_id for transfer in asked if transfer is not None}
    wanted |= _sent(session, commands)
    wanted.discard("")
    return rows_of(session, Fulfilment, Fulfilment.id, wanted) if wanted else []


def _sent(session: Session, commands: Iterable[Command]) -> set[str]:
    """The fulfilments with which other places have sent what is told of here."""
    keys = {command.delivery_id for command in commands if isinstance(command, DeliveryCommand)}
    deliveries = (session.get(Delivery, key) for key in sorted(keys))
    return {key for row in deliveries if row is not None and (key := _sent_with(session, row))}


def _sent_with(session: Session, delivery: Delivery) -> str:
    transfer = session.get(Transfer, delivery.transfer_id) if delivery.transfer_id else None
    return transfer.fulfilment_id if transfer is not None else ""


def _transfers(session: Session, commands: Sequence[Command]) -> set[str]:
    found = {c.transfer_id for c in commands if isinstance(c, TransferCommand)}
    for command in commands:
        if isinstance(command, DeliveryCommand):
            delivery = session.get(Delivery, command.delivery_id)
            found.add(delivery.transfer_id if delivery is not None else "")
        elif isinstance(command, FulfilmentCommand):
            head = session.get(Fulfilment, command.fulfilment_id)
            found.add(head.order_id if head is not None and head.kind == FulfilmentKind.TRANSFER else "")
    return found - {""}


def _places(session: Session, command: Command) -> Iterable[ArticleAt]:
    if isinstance(command, DeliveryCommand):
        return _of_delivery(session, command)
    if isinstance(command, DispatchFulfilment | PickLine):
        return _of_sending(session, command)
    if isinstance(command, ApproveTransfer):
        transfer = session.get(Transfer, command.transfer_id)
        return _at(_asked(session, transfer), transfer.from_location_id) if transfer is not None else ()
    return ()


def _of_sending(session: Session, command: FulfilmentCommand) -> Iterable[ArticleAt]:
    head = session.get(Fulfilment, command.fulfilment_id)
    transfer = session.get(Transfer, head.order_id) if head is not None else None
    if head is None or transfer is None:
        return ()
    lines = rows_of(session, FulfilmentLine, FulfilmentLine.fulfilment_id, [head.id])
    return _at({line.article_id for line in lines}, head.location_id, transfer.location_id)


def _of_delivery(session: Session, command: DeliveryCommand) -> Iterable[ArticleAt]:
    delivery = session.get(Delivery, command.delivery_id)
    if delivery is None:
        return ()
    ends = [delivery.location_id]
    transfer = session.get(Transfer, delivery.transfer_id) if delivery.transfer_id else None
    if transfer is not None:
        ends.append(transfer.from_location_id)
    if isinstance(command, ReceivePieces) and command.serial:
        known = select(Piece.location_id).where(
            Piece.article_id == command.article_id, Piece.serial == command.serial
        )
        ends += [place for place in session.scalars(known) if place is not None]
    return _at(_told_of(session, command) | _came_with(session, transfer, command), *ends)


def _came_with(session: Session, transfer: Transfer | None, command: DeliveryCommand) -> set[int]:
    """The articles of which more may have come with a transfer than its sender had told by then: whatever is
    read out, that is looked at (`core.orchestration.transfers_sent.came_with_it`)."""
    if transfer is None or not isinstance(command, ReceivePieces | TellDamaged):
        return set()
    lines = rows_of(session, FulfilmentLine, FulfilmentLine.fulfilment_id, [transfer.fulfilment_id])
    return {line.article_id for line in lines if picked_since(line)}


def _told_of(session: Session, command: DeliveryCommand) -> set[int]:
    """The articles that a word about a delivery moves."""
    if isinstance(command, ReceivePieces):
        return {command.article_id}
    if isinstance(command, TakeOff | TellDamaged):
        line = session.get(DeliveryLine, command.line_id)
        return {line.article_id} if line is not None else set()
    if not isinstance(command, ReceiveCarton | FinishDelivery):
        return set()
    lines = rows_of(session, DeliveryLine, DeliveryLine.delivery_id, [command.delivery_id])
    if isinstance(command, FinishDelivery):
        return {line.article_id for line in lines}
    cartons = rows_of(session, Carton, Carton.delivery_id, [command.delivery_id])
    held = {carton.id for carton in cartons if carton.number == command.number}
    return {line.article_id for line in lines if line.carton_id in held}


def _asked(session: Session, transfer: Transfer) -> set[int]:
    lines = rows_of(session, TransferLine, TransferLine.transfer_id, [transfer.id])
    return {line.article_id for line in lines}


def lock_announced(unit: UnitOfWork, head: Fulfilment) -> None:
    """Lock by what is announced what a fulfilment sends, before itself: to accept what is told of it late may
    send more."""
    if head.kind == FulfilmentKind.TRANSFER:
        key = delivery_of_transfer(head.order_id)
        _take_turns(unit.session, [key])
        unit.lock(Delivery, key)


def lock_asked(unit: UnitOfWork, delivery: Delivery, case_id: str, choice: Resolution) -> None:
    """Lock what a case about a delivery may be answered by, before the case itself: with what another place
    has sent it, of which a carton may have come back there; and the parcel that the carton is, which may
    arrive meanwhile."""
    session = unit.session
    case = session.get(ExceptionCase, case_id)
    number = _carton_asked_about(session, case.data) if case is not None else ""
    numbers = {number} - {""}
    if choice is Resolution.SAME_BOX:
        # Any of them may be the other one.
        numbers |= {row.number for row in rows_of(session, Carton, Carton.delivery_id, [delivery.id])}
    parcels = rows_of(session, Parcel, Parcel.number, numbers) if numbers else []
    parcels += rows_of(session, Parcel, Parcel.fulfilment_id, {_sent_with(session, delivery)} - {""})
    heads = rows_of(session, Fulfilment, Fulfilment.id, {parcel.fulfilment_id for parcel in parcels})
    unit.lock_all(Order, Order.id, {head.order_id for head in heads})
    unit.lock_all(Fulfilment, Fulfilment.id, {head.id for head in heads})
    unit.lock_all(Parcel, Parcel.id, {parcel.id for parcel in parcels})


def _carton_asked_about(session: Session, data: Mapping[str, Any]) -> str:
    return str(data["number"]) if "number" in data else _carton_of_line(session, str(data.get("line_id", "")))


def lock_ends(unit: UnitOfWork, delivery: Delivery, *, is_whole: bool) -> None:
    """Lock a delivery's transfer, then its articles where they come from and where they go.

    Args:
        is_whole: all that it announced is moved, also where no transfer asked for it.
    """
    transfer = unit.lock(Transfer, delivery.transfer_id) if delivery.transfer_id else None
    places: set[ArticleAt] = set()
    if transfer is not None:
        articles = _asked(unit.session, transfer)
        places |= _at(articles, transfer.from_location_id, transfer.location_id)
    if is_whole:
        lines = rows_of(unit.session, DeliveryLine, DeliveryLine.delivery_id, [delivery.id])
        places |= _at({line.article_id for line in lines}, delivery.location_id)
    unit.ledger.lock(places)


def _at(articles: Iterable[int], *locations: int) -> set[ArticleAt]:
    return {(article_id, location_id) for article_id in articles for location_id in locations}
