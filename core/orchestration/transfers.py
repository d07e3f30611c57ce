"""What the centre does for a transfer: opens the other location's part, sends word of what was sent, follows
what is received. Goods on their way stand in the sender's transit out and in the receiver's transit in until
they come or are given up."""

from __future__ import annotations

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from core.commands import CloseEmpty, DispatchFulfilment, PickLine, PutBack, RejectFulfilment
from core.commands.aggregates import fulfilment_aggregate, transfer_aggregate
from core.commands.context import Context
from core.commands.definitions import (
    ApproveTransfer,
    CancelTransfer,
    FulfilmentCommand,
    TransferCommand,
)
from core.commands.transferring import transfer_lines, transfer_step
from core.model import (
    Article,
    Delivery,
    DeliveryLine,
    Fulfilment,
    Location,
    Transfer,
)
from core.model.gathered import rows_of
from core.model.kept_statements import kept
from core.orchestration.chain_settings import Chain
from core.orchestration.claims import open_claim, settle_reservations
from core.orchestration.deliveries import follow_arrivals
from core.orchestration.fulfilments import core_actor, prepared_line
from core.orchestration.resourcing import cancel_fulfilment
from core.orchestration.return_transfers import set_aside_again
from core.orchestration.transfers_sent import announce_sent, came_with_it
from core.orchestration.unit import UnitOfWork
from core.rules.delivery import OVER, DeliveryState
from core.rules.fulfilment import DEAD_STATES, LEFT_STATES, WITHOUT_CLAIM, FulfilmentKind, FulfilmentState
from core.rules.ids import derive
from core.rules.stock import Bucket, MovementKind
from core.rules.time import DAY_MS, Instant
from core.rules.transfer import (
    RETURNED_GOODS,
    TRANSFER,
    TRANSFER_DUE_DAYS,
    TransferState,
    TransferVerb,
    delivery_of_transfer,
    receipt_verb,
)


def after_transfer(unit: UnitOfWork, command: TransferCommand, command_id: str) -> None:
    """The other location gets to prepare what was approved; what is called off it need not."""
    transfer = unit.session.get_one(Transfer, command.transfer_id)
    if isinstance(command, ApproveTransfer):
        _open(unit, transfer)
    elif isinstance(command, CancelTransfer):
        head = unit.lock(Fulfilment, transfer.fulfilment_id) if transfer.fulfilment_id else None
        if head is not None and head.state not in LEFT_STATES | DEAD_STATES:
            cancel_fulfilment(unit, head, command_id, "not_needed")
            after_giving_up(unit, head, command_id)


def _open(unit: UnitOfWork, transfer: Transfer) -> None:
    here = unit.session.get_one(Location, transfer.location_id)
    head = Fulfilment(
        id=transfer.fulfilment_id,
        order_id=transfer.id,
        location_id=transfer.from_location_id,
        kind=FulfilmentKind.TRANSFER.value,
        state=FulfilmentState.PROPOSED.value,
        state_at=unit.at,
        order_number=transfer.number,
        customer_name=here.name,
        note=transfer.reason,
        promised_at=unit.at + TRANSFER_DUE_DAYS * DAY_MS,
        destination=f"{here.name}, {here.street}, {here.postcode} {here.city}",
        created_at=unit.at,
    )
    unit.session.add(head)
    context = _as_core(unit, transfer.from_location_id, head.id, fulfilment_aggregate(head.id))
    for line in transfer_lines(context, transfer):
        article = unit.session.get_one(Article, line.article_id)
        row = prepared_line(head, line, line.quantity, article)
        unit.session.add(row)
        open_claim(unit, row, head.location_id, line.quantity, transfer.id)
        context.move(MovementKind.ALLOCATED, line.article_id, head.location_id, line.quantity)


def _as_core(unit: UnitOfWork, location_id: int, cause: str, aggregate: str) -> Context:
    return unit.context(core_actor(location_id), derive(cause, "transfer"), aggregate)


# What the sender does


def after_sending(unit: UnitOfWork, head: Fulfilment, command: FulfilmentCommand, command_id: str) -> None:
    """The store that waits hears how its transfer is doing."""
    settle_reservations(unit, head)
    transfer = unit.lock(Transfer, head.order_id)
    if transfer is None:
        return
    context = _as_core(unit, _told(transfer), command_id, transfer_aggregate(transfer.id))
    if isinstance(command, PickLine) and transfer.state == TransferState.APPROVED:
        transfer_step(context, transfer, TransferVerb.PICK)
    elif isinstance(command, PickLine) and head.state in LEFT_STATES:
        follow_what_came(unit, unit.lock(Delivery, delivery_of_transfer(transfer.id)), command_id)
    elif isinstance(command, DispatchFulfilment):
        delivery = announce_sent(unit, transfer, head, command_id)
        if delivery is not None:
            transfer_step(context, transfer, TransferVerb.SEND)
            follow(unit, delivery, command_id)
    elif isinstance(command, RejectFulfilment | CloseEmpty | PutBack):
        reason = command.reason if isinstance(command, RejectFulfilment) else ""
        after_giving_up(unit, head, command_id, reason)


def after_giving_up(unit: UnitOfWork, head: Fulfilment, command_id: str, reason: str = "") -> None:
    """What does not leave any more, however that came: the store that waits for it hears so, and what
    customers had brought back is not on sale. Doing it twice changes nothing."""
    transfer = unit.lock(Transfer, head.order_id)
    if transfer is None or head.state not in DEAD_STATES:
        return
    settle_reservations(unit, head)
    if transfer.reason == RETURNED_GOODS and head.state in WITHOUT_CLAIM:
        set_aside_again(unit, head)
    if transfer.state in (TransferState.APPROVED, TransferState.PICKING):
        context = _as_core(unit, _told(transfer), command_id, transfer_aggregate(transfer.id))
        transfer_step(context, transfer, TransferVerb.GIVE_UP)
        context.contradiction("transfer_not_sent", number=transfer.number, why=reason)


def _told(transfer: Transfer) -> int:
    """Who hears of it: the store that asked for the goods, or the one that is to be rid of them."""
    is_returned = transfer.reason == RETURNED_GOODS
    return transfer.from_location_id if is_returned else transfer.location_id


# What the receiver does


def follow(unit: UnitOfWork, delivery: Delivery, command_id: str) -> None:
    """Arrivals and the transfer follow what has become of a delivery. Doing it twice changes nothing."""
    transfer = unit.session.get(Transfer, delivery.transfer_id) if delivery.transfer_id else None
    if transfer is None or transfer.reason != RETURNED_GOODS:
        # What customers have brought back is looked at before anybody is promised it.
        follow_arrivals(unit, delivery)
    if delivery.transfer_id:
        after_receiving(unit, delivery, command_id)


def follow_what_came(unit: UnitOfWork, delivery: Delivery | None, command_id: str) -> None:
    """What came beyond what was announced may be what a colleague had put in where it was packed."""
    if delivery is None or not delivery.transfer_id:
        return
    transfer = unit.lock(Transfer, delivery.transfer_id)
    if transfer is not None and came_with_it(unit, transfer, delivery, command_id):
        follow(unit, delivery, derive(command_id, "came"))


def after_receiving(unit: UnitOfWork, delivery: Delivery, command_id: str) -> None:
    """What has come, or was given up, is the sender's no more; a finished receipt tells the transfer."""
    transfer = unit.lock(Transfer, delivery.transfer_id)
    if transfer is None:
        return
    context = _as_core(unit, transfer.location_id, command_id, transfer_aggregate(transfer.id))
    sender = _as_core(unit, transfer.from_location_id, derive(command_id, "sender"), context.aggregate)
    lines = transfer_lines(context, transfer)
    came = _by_article(unit.session, delivery)
    for line in lines:
        received, over = came.get(line.article_id, (0, 0))
        sender.move(
            MovementKind.ADJUSTED,
            line.article_id,
            transfer.from_location_id,
            line.settled - over,
            bucket=Bucket.TRANSIT_OUT,
            reason="settled",
        )
        line.received, line.settled = received, over
    if delivery.state in OVER:
        verb = receipt_verb((line.sent, line.received) for line in lines)
        if transfer.state != TRANSFER.move(TransferState(transfer.state), verb).to:
            transfer_step(context, transfer, verb)


def _by_article(session: Session, delivery: Delivery) -> dict[int, tuple[int, int]]:
    """Units by article: what has come, and what of the announced is on its way no more."""
    found: dict[int, tuple[int, int]] = {}
    for line in rows_of(session, DeliveryLine, DeliveryLine.delivery_id, [delivery.id]):
        received, over = found.get(line.article_id, (0, 0))
        found[line.article_id] = received + line.received, over + line.expected - line.units().left
    return found


# What is finished


@kept
def finished(chain: Chain, now: Instant, after: str, most: int) -> Select[str]:
    """Transfers that were over long ago: not wanted, or received with their differences explained."""
    is_closed = (
        select(Delivery.id)
        .where(Delivery.transfer_id == Transfer.id, Delivery.state == DeliveryState.CLOSED.value)
        .exists()
    )
    unwanted = Transfer.state.in_([TransferState.REFUSED.value, TransferState.CANCELLED.value])
    received = Transfer.state.in_([TransferState.RECEIVED.value, TransferState.PARTLY_RECEIVED.value])
    done = and_(Transfer.state_at <= now - chain.close_after_ms, unwanted | (received & is_closed))
    return select(Transfer.id).where(Transfer.id > after, done).order_by(Transfer.id).limit(most)


def close(unit: UnitOfWork, chain: Chain, transfer_id: str) -> bool:
    """Its rows leave the store's stream; the core keeps them."""
    transfer = unit.lock(Transfer, transfer_id)
    if transfer is None or not TRANSFER.allows(TransferState(transfer.state), TransferVerb.CLOSE):
        return False
    if transfer.state_at > unit.at - chain.close_after_ms:
        return False
    transfer.state = TRANSFER.move(TransferState(transfer.state), TransferVerb.CLOSE).to
    transfer.state_at = Instant(unit.at)
    return True
