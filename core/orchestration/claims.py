"""Claims on stock follow what becomes of the fulfilments they are for, by the table of their lifecycle."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from core.model import Fulfilment, FulfilmentLine, Reservation
from core.model.gathered import rows_of
from core.orchestration.unit import UnitOfWork
from core.rules.fulfilment import LEFT_STATES, WITHOUT_CLAIM, FulfilmentState
from core.rules.ids import derive
from core.rules.reservation import RESERVATION, ReservationState, ReservationVerb, verb_towards

_CLAIM: Final = "reservation"
_SHORT: Final = "short"


def open_claim(unit: UnitOfWork, line: FulfilmentLine, location_id: int, units: int, holder: str) -> None:
    """Hold units for a new fulfilment line: an order that is placed is firm, and its share is allocated.

    Args:
        holder: the order, or the reservation that it has taken up.
    """
    row = _new_claim(unit, derive(line.id, _CLAIM), line, location_id, units)
    row.holder = holder
    take(row, ReservationVerb.ALLOCATE)


def claim_ids(line_ids: Iterable[str]) -> list[str]:
    """The identifiers of the claims that fulfilment lines may have: of each its claim, and what was short."""
    return [claim for id_ in line_ids for claim in (derive(id_, _CLAIM), derive(id_, _CLAIM, _SHORT))]


def settle_reservations(unit: UnitOfWork, head: Fulfilment) -> None:
    """Bring a fulfilment's claims in line with what has become of its lines. Doing it twice changes nothing.

    A line's claim is consumed by what has left and released when the fulfilment is given up; what was told
    short is a claim of its own, shorted.
    """
    lines = rows_of(unit.session, FulfilmentLine, FulfilmentLine.fulfilment_id, [head.id])
    wanted = claim_ids(line.id for line in lines)
    rows = {row.id: row for row in rows_of(unit.session, Reservation, Reservation.id, wanted)}
    state = FulfilmentState(head.state)
    for line, claim_id, short_id in zip(lines, wanted[::2], wanted[1::2], strict=True):
        _settle_claim(rows.get(claim_id), line, state, head.location_id)
        _settle_short(unit, head, line, short_id, rows.get(short_id))


def _settle_claim(
    row: Reservation | None, line: FulfilmentLine, state: FulfilmentState, location_id: int
) -> None:
    if row is None:
        return
    claimed = line.quantities().claimed
    has_left = state in LEFT_STATES and line.handed_over > 0
    is_held = state not in WITHOUT_CLAIM and claimed > 0
    verb = verb_towards(ReservationState(row.state), has_left=has_left, is_held=is_held)
    if verb is not None:
        take(row, verb)
    if has_left:
        row.quantity = line.handed_over
    elif is_held:
        row.quantity, row.location_id = claimed, location_id


def _settle_short(
    unit: UnitOfWork, head: Fulfilment, line: FulfilmentLine, short_id: str, row: Reservation | None
) -> None:
    if row is None and line.short:
        row = _new_claim(unit, short_id, line, head.location_id, line.short)
        row.holder = head.order_id
        take(row, ReservationVerb.ALLOCATE)
        take(row, ReservationVerb.SHORT)
    elif row is not None and line.short:
        row.quantity = line.short
    elif row is not None:
        unit.session.delete(row)


def _new_claim(
    unit: UnitOfWork, claim_id: str, line: FulfilmentLine, location_id: int, units: int
) -> Reservation:
    row = Reservation(
        id=claim_id,
        holder="",
        order_line_id=line.order_line_id,
        fulfilment_line_id=line.id,
        article_id=line.article_id,
        location_id=location_id,
        quantity=units,
        state=ReservationState.FIRM.value,
        created_at=unit.at,
    )
    unit.session.add(row)
    return row


def take(row: Reservation, verb: ReservationVerb) -> None:
    """The only way in which a claim's state changes: as its table says.

    A move that contradicts what was known raises no case of its own: the fulfilment's lifecycle, which
    brought it about, has raised one.

    Raises:
        Refused: `not_in_this_state`, for a request without a move.
    """
    row.state = RESERVATION.move(ReservationState(row.state), verb).to
