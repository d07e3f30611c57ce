"""What came back and goes on to a warehouse or to its vendor joins a transfer to that place.

The transfer is a fulfilment of the store like any: its goods are picked, packed and given to the carrier with
the day's manifest, and the other place receives them. Until somebody begins it, whatever else goes there
joins it; then the next one is made. So nothing that came back waits aside without anybody being asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.commands import DisposeReturn
from core.commands.aggregates import fulfilment_aggregate
from core.commands.sending_on import place_onward
from core.model import Article, Fulfilment, FulfilmentLine, Location, Movement, Return, Transfer, TransferLine
from core.model.gathered import rows_of
from core.orchestration.claims import open_claim, settle_reservations
from core.orchestration.fulfilments import core_actor, prepared_line
from core.orchestration.unit import UnitOfWork
from core.rules.disposition import SENT_ON, Disposition
from core.rules.fulfilment import FulfilmentKind, FulfilmentState
from core.rules.ids import derive
from core.rules.stock import Bucket, MovementKind
from core.rules.time import DAY_MS
from core.rules.transfer import RETURNED_GOODS, TRANSFER_DUE_DAYS, TransferState

ASIDE: Final = "sent_on"
"""Why stock that came back moves between aside and its transfer."""
MOST_MOVEMENTS: Final = 2
"""What a disposition moves: units that nobody had received, and where they go."""
MOST_JOINED: Final = 200
"""Lines of one transfer; the next one takes more."""


def lock_transfer(unit: UnitOfWork, head: Return, disposition: Disposition) -> None:
    """Lock what the goods may join, before any stock moves: fulfilments before transfers before positions."""
    if disposition not in SENT_ON:
        return
    place = place_onward(unit.session, head.location_id, disposition)
    if place is not None:
        _open_locked(unit, head.location_id, place)


def join_transfer(unit: UnitOfWork, command: DisposeReturn, command_id: str) -> None:
    """What this command has put aside to be sent on joins the transfer that goes there. Where the chain has
    no such place, it stays aside."""
    moved = _put_aside(unit.session, command_id)
    head = unit.session.get_one(Return, command.return_id)
    place = place_onward(unit.session, head.location_id, command.disposition) if moved else None
    if place is None:
        return
    # Somebody may have made one since: it is locked late then, and who waits the wrong way round tries again.
    transfer = _open_locked(unit, head.location_id, place)
    if transfer is None:
        transfer = _new(unit, head.location_id, place, command_id, moved[0].actor)
    share = unit.session.get_one(Fulfilment, transfer.fulfilment_id)
    for movement in moved:
        _add(unit, transfer, share, movement)


def set_aside_again(unit: UnitOfWork, head: Fulfilment) -> None:
    """It does not leave: what stood ready to is among what is not sold, as before. Done twice, it is once."""
    cause = derive(head.id, ASIDE)
    if unit.session.get(Movement, derive(cause, "movement", 0)) is not None:
        return
    context = unit.context(core_actor(head.location_id), cause, fulfilment_aggregate(head.id))
    for line in rows_of(unit.session, FulfilmentLine, FulfilmentLine.fulfilment_id, [head.id]):
        units = line.quantities().claimed
        context.move(
            MovementKind.CONDITION_CHANGED,
            line.article_id,
            head.location_id,
            units,
            to_bucket=Bucket.DAMAGED,
            reason=ASIDE,
        )


def _put_aside(session: Session, command_id: str) -> Sequence[Movement]:
    ids = [derive(command_id, "movement", place) for place in range(MOST_MOVEMENTS)]
    changed, reasons = MovementKind.CONDITION_CHANGED.value, {one.value for one in SENT_ON}
    made = rows_of(session, Movement, Movement.id, ids)
    return [movement for movement in made if movement.kind == changed and movement.reason in reasons]


def _open(session: Session, location_id: int, place: Location) -> Transfer | None:
    """The transfer of returned goods to a place that nobody has begun."""
    query = (
        select(Transfer)
        .join(Fulfilment, Fulfilment.id == Transfer.fulfilment_id)
        .where(
            Transfer.location_id == place.id,
            Transfer.from_location_id == location_id,
            Transfer.reason == RETURNED_GOODS,
            Transfer.state == TransferState.APPROVED.value,
            Fulfilment.state == FulfilmentState.PROPOSED.value,
        )
        .order_by(Transfer.created_at.desc(), Transfer.id)
    )
    known = session.scalars(query.limit(1)).first()
    if known is None or len(_lines(session, known)) >= MOST_JOINED:
        return None
    return known


def _open_locked(unit: UnitOfWork, location_id: int, place: Location) -> Transfer | None:
    """The same, locked, if it is still so then."""
    known = _open(unit.session, location_id, place)
    if known is None:
        return None
    share = unit.lock(Fulfilment, known.fulfilment_id)
    unit.lock(Transfer, known.id)
    return known if share is not None and share.state == FulfilmentState.PROPOSED.value else None


def _lines(session: Session, transfer: Transfer) -> list[TransferLine]:
    return rows_of(session, TransferLine, TransferLine.transfer_id, [transfer.id])


def _new(unit: UnitOfWork, location_id: int, place: Location, command_id: str, author: str) -> Transfer:
    """Its disposition is its approval: nobody is asked a second time whether it is to leave."""
    transfer_id = derive(command_id, "transfer")
    transfer = Transfer(
        id=transfer_id,
        number=f"T-{transfer_id[-6:].upper()}",
        location_id=place.id,
        from_location_id=location_id,
        state=TransferState.APPROVED.value,
        state_at=unit.at,
        reason=RETURNED_GOODS,
        requested_by=author,
        decided_by=author,
        decision="",
        fulfilment_id=derive(transfer_id, "fulfilment"),
        created_at=unit.at,
    )
    unit.session.add(transfer)
    unit.session.add(
        Fulfilment(
            id=transfer.fulfilment_id,
            order_id=transfer.id,
            location_id=location_id,
            kind=FulfilmentKind.TRANSFER.value,
            state=FulfilmentState.PROPOSED.value,
            state_at=unit.at,
            order_number=transfer.number,
            customer_name=place.name,
            note="",
            promised_at=unit.at + TRANSFER_DUE_DAYS * DAY_MS,
            destination=f"{place.name}, {place.street}, {place.postcode} {place.city}",
            created_at=unit.at,
        )
    )
    unit.session.flush()
    return transfer


def _add(unit: UnitOfWork, transfer: Transfer, share: Fulfilment, movement: Movement) -> None:
    """Units of one article are one line, as whoever receives them counts them."""
    known = next(
        (one for one in _lines(unit.session, transfer) if one.article_id == movement.article_id), None
    )
    if known is None:
        _new_line(unit, transfer, share, movement)
    else:
        known.quantity += movement.quantity
        for line in rows_of(unit.session, FulfilmentLine, FulfilmentLine.order_line_id, [known.id]):
            line.quantity += movement.quantity
        unit.session.flush()
        settle_reservations(unit, share)
    cause = derive(movement.id, ASIDE)
    context = unit.context(core_actor(share.location_id), cause, fulfilment_aggregate(share.id))
    # Sellable and claimed in one: what is picked for a truck is counted so, and nobody is promised it.
    context.move(
        MovementKind.CONDITION_CHANGED,
        movement.article_id,
        share.location_id,
        movement.quantity,
        bucket=Bucket(movement.to_bucket or Bucket.DAMAGED),
        to_bucket=Bucket.SELLABLE,
        serial=movement.serial,
        reason=ASIDE,
    )
    context.move(MovementKind.ALLOCATED, movement.article_id, share.location_id, movement.quantity)


def _new_line(unit: UnitOfWork, transfer: Transfer, share: Fulfilment, movement: Movement) -> None:
    article = unit.session.get_one(Article, movement.article_id)
    asked = TransferLine(
        id=derive(transfer.id, "line", article.id),
        transfer_id=transfer.id,
        line_no=len(_lines(unit.session, transfer)) + 1,
        article_id=article.id,
        quantity=movement.quantity,
        sent=0,
        received=0,
        settled=0,
        name=article.name,
        size=article.size,
        colour=article.colour,
    )
    line = prepared_line(share, asked, asked.quantity, article)
    unit.session.add_all([asked, line])
    unit.session.flush()
    open_claim(unit, line, share.location_id, line.quantity, transfer.id)
