"""How handlers find their rows and step through the lifecycle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from core.commands.context import Context
from core.commands.definitions import FulfilmentCommand
from core.model import Fulfilment, FulfilmentLine, Location, Parcel
from core.model.gathered import rows_of
from core.rules.errors import Refused
from core.rules.exceptions import ARRIVED_ELSEWHERE
from core.rules.fulfilment import FULFILMENT, WITHOUT_CLAIM, FulfilmentState, FulfilmentVerb
from core.rules.stock import MovementKind

_STATES: Final = frozenset(FulfilmentState)


def fulfilment_of(context: Context, command: FulfilmentCommand) -> Fulfilment:
    """The command's fulfilment.

    Raises:
        Refused: `unknown_fulfilment`; `other_location` where it is not the actor's own, `arrived_elsewhere`
            where it has come to the store where it is collected. For a fact the runner turns each into a
            quarantine.
    """
    row = context.session.get(Fulfilment, command.fulfilment_id)
    if row is None:
        raise Refused("unknown_fulfilment", fulfilment_id=command.fulfilment_id)
    if row.location_id == context.actor.location_id:
        return row
    if _has_arrived(context, row):
        place = context.session.get(Location, row.location_id)
        told = {"order_number": row.order_number, "place": place.name if place is not None else ""}
        raise Refused(ARRIVED_ELSEWHERE, location_id=row.location_id, **told)
    raise Refused("other_location", location_id=row.location_id)


def _has_arrived(context: Context, fulfilment: Fulfilment) -> bool:
    """Whether another store has sent it to where it is collected, and it is there."""
    if fulfilment.location_id != fulfilment.collect_location_id:
        return False
    return any(parcel.arrived_at is not None for parcel in parcels_of(context, fulfilment))


def lines_of(context: Context, fulfilment: Fulfilment) -> list[FulfilmentLine]:
    """The fulfilment's lines, by number."""
    rows = rows_of(context.session, FulfilmentLine, FulfilmentLine.fulfilment_id, [fulfilment.id])
    return sorted(rows, key=lambda line: line.line_no)


def prices_paid(fulfilment: Fulfilment, lines: Sequence[FulfilmentLine]) -> dict[str, int]:
    """What a unit that has not left was or will be paid with, in cents, by line. Where nothing is paid at the
    counter a substitute was paid as what was ordered: its difference comes back once it leaves."""
    price = {line.id: line.price_cents for line in lines}
    if fulfilment.to_pay_cents or fulfilment.paid_here:
        return price
    return {line.id: price.get(line.substitutes, line.price_cents) for line in lines}


def line_of(context: Context, fulfilment: Fulfilment, line_id: str) -> FulfilmentLine:
    """One line of the fulfilment.

    Raises:
        Refused: `unknown_line`.
    """
    row = context.session.get(FulfilmentLine, line_id)
    if row is None or row.fulfilment_id != fulfilment.id:
        raise Refused("unknown_line", line_id=line_id)
    return row


def parcels_of(context: Context, fulfilment: Fulfilment) -> list[Parcel]:
    """The fulfilment's parcels, by number; of one number that was given twice, in one order on both sides."""
    rows = rows_of(context.session, Parcel, Parcel.fulfilment_id, [fulfilment.id])
    return sorted(rows, key=lambda parcel: (parcel.number, parcel.id))


def with_parcel_number(session: Session, number: str) -> list[tuple[Parcel, Fulfilment]]:
    """The parcels of a number and what they are parts of, in one order on both sides: of one order, unless
    somebody has given the number twice."""
    parcels = sorted(rows_of(session, Parcel, Parcel.number, [number]), key=lambda one: one.id)
    found = ((parcel, session.get(Fulfilment, parcel.fulfilment_id)) for parcel in parcels)
    return [(parcel, head) for parcel, head in found if head is not None]


def step(context: Context, fulfilment: Fulfilment, verb: FulfilmentVerb) -> FulfilmentState:
    """Take the lifecycle one verb further and return the state before.

    A contradiction is raised for a person to settle; the state goes where the table says all the same. Where
    that takes up again what had been given up, its goods are in hand: stock is held for it again.

    Raises:
        Refused: `not_in_this_state`, for a request; `state_of_a_newer_program`, on a workstation whose core
            has gone on without it.
    """
    if fulfilment.state not in _STATES:
        raise Refused(
            "state_of_a_newer_program", order_number=fulfilment.order_number, state=fulfilment.state
        )
    before = FulfilmentState(fulfilment.state)
    move = FULFILMENT.move(before, verb)
    if move.exception is not None:
        context.contradiction(
            move.exception,
            order_number=fulfilment.order_number,
            state=before.value,
            since=fulfilment.state_at,
            verb=verb.value,
        )
    if move.to != fulfilment.state:
        fulfilment.state = FulfilmentState(move.to).value
        fulfilment.state_at = context.at
    if before in WITHOUT_CLAIM and fulfilment.state not in WITHOUT_CLAIM:
        for line in lines_of(context, fulfilment):
            units = line.quantities().claimed
            context.move(
                MovementKind.ALLOCATED,
                line.article_id,
                fulfilment.location_id,
                units,
                reason=move.exception or "",
            )
    return before
