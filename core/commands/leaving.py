"""Goods leave a store, by hand or by carrier: the movements, and the claims that end with them."""

from __future__ import annotations

from core.commands import definitions as d
from core.commands.boxes import left_of
from core.commands.context import Context
from core.commands.loading import fulfilment_of, lines_of, parcels_of, step
from core.model import Fulfilment, FulfilmentLine
from core.rules.fulfilment import (
    LEFT_STATES,
    ON_ITS_WAY,
    WITHOUT_CLAIM,
    FulfilmentKind,
    FulfilmentState,
    FulfilmentVerb,
)
from core.rules.stock import MovementKind


def dispatch(context: Context, command: d.DispatchFulfilment) -> None:
    """The carrier has it: physical stock falls here, though its customer has nothing yet. Where it has
    arrived in the store where it is collected before its sender was heard, its leaving is told already."""
    known = context.session.get(Fulfilment, command.fulfilment_id)
    if known is not None and context.actor.location_id != known.location_id == known.collect_location_id:
        return
    fulfilment = fulfilment_of(context, command)
    fulfilment.manifest = command.manifest
    leave_all(context, fulfilment)


def leave_all(context: Context, fulfilment: Fulfilment) -> None:
    """All of it leaves by carrier: for its customer, for another store of the chain, or for the store where
    it is collected; until then its customer has nothing of it."""
    before = step(context, fulfilment, FulfilmentVerb.DISPATCH)
    is_transfer = fulfilment.kind == FulfilmentKind.TRANSFER
    is_collected = fulfilment.collect_location_id is not None
    if is_collected and before in LEFT_STATES | ON_ITS_WAY:
        # What was told of it meanwhile has left as it was told: `leave_late`.
        return
    if before == FulfilmentState.LOST:
        _leave_once(context, fulfilment)
        return
    if before not in LEFT_STATES:
        _forget_arrivals(context, fulfilment)
    for line in lines_of(context, fulfilment):
        had_left = line.handed_over
        leave(context, fulfilment, line, before, _kind(fulfilment))
        units = line.handed_over - had_left
        if is_transfer:
            _is_the_chain_s(context, fulfilment, line, units)
        elif is_collected:
            line.handed_over -= units


def _kind(fulfilment: Fulfilment) -> MovementKind:
    is_transfer = fulfilment.kind == FulfilmentKind.TRANSFER
    return MovementKind.TRANSFERRED_OUT if is_transfer else MovementKind.DISPATCHED


def _is_the_chain_s(context: Context, fulfilment: Fulfilment, line: FulfilmentLine, units: int) -> None:
    """It stays the chain's: on its way, and claimed by nobody."""
    context.move(MovementKind.RELEASED, line.article_id, fulfilment.location_id, units, reason="left")


def leave_for_the_chain(
    context: Context, fulfilment: Fulfilment, line: FulfilmentLine, before: FulfilmentState, units: int
) -> None:
    """So many units of a transfer have left that were not known to have."""
    leave_units(context, fulfilment, line, before, _kind(fulfilment), units)
    _is_the_chain_s(context, fulfilment, line, units)


def picked_since(line: FulfilmentLine) -> int:
    """Units of a transfer's line that were picked and have not left. A piece leaves by its number, wherever
    it comes: no unit of its line is counted."""
    return 0 if line.is_serialised else max(0, line.picked - line.handed_over)


def _leave_once(context: Context, fulfilment: Fulfilment) -> None:
    """It had left before it was given up for lost, and what was told of it since has left as it was told."""
    for line in lines_of(context, fulfilment):
        line.handed_over = max(line.handed_over, left_of(line))


def leave_late(
    context: Context,
    fulfilment: Fulfilment,
    line: FulfilmentLine,
    before: FulfilmentState,
    units: int,
    *,
    leaves: str | None = None,
    stays: str | None = None,
) -> None:
    """So many units more than was known were prepared of what is on its way to the store where it is
    collected, or was given up for lost, or fewer: they have left with it, or have not. What comes anywhere is
    what left here.

    Args:
        leaves, stays: the number of the piece, if it is one more, or one fewer.
    """
    if not takes_late_with_it(fulfilment, before):
        return
    place = line.article_id, fulfilment.location_id
    if units > 0:
        context.move(MovementKind.ALLOCATED, *place, units, reason="left")
        context.move(MovementKind.DISPATCHED, *place, units, serial=leaves)
    else:
        context.move(MovementKind.RECEIVED, *place, -units, serial=stays, reason="not_left")


def takes_late_with_it(fulfilment: Fulfilment, state: FulfilmentState) -> bool:
    """Whether what is told of it late has left with it: it is on its way to another store, where its customer
    collects it, or lost. Of another that left, the word that it left takes what was told before."""
    is_elsewhere = fulfilment.collect_location_id not in (None, fulfilment.location_id)
    return state == FulfilmentState.LOST or (is_elsewhere and state in ON_ITS_WAY)


def _forget_arrivals(context: Context, fulfilment: Fulfilment) -> None:
    """What had come back, and leaves once more, is on its way again; what came back alone has nothing in it
    any more, and stays."""
    parcels = parcels_of(context, fulfilment)
    is_said = any(parcel.contents for parcel in parcels)
    for parcel in parcels:
        if parcel.contents or not is_said:
            parcel.sets_out()


def leave(
    context: Context,
    fulfilment: Fulfilment,
    line: FulfilmentLine,
    before: FulfilmentState,
    kind: MovementKind,
) -> None:
    """What was prepared of a line leaves, and what is held beyond that is free again."""
    # Goods that were never told as picked have left all the same: then what was asked for has left.
    prepared = line.picked or line.quantity - line.short
    units = max(0, prepared - line.handed_over)
    held = 0 if before in WITHOUT_CLAIM else line.quantities().claimed
    over = max(0, held - units)
    context.move(MovementKind.RELEASED, line.article_id, fulfilment.location_id, over, reason="left")
    leave_units(context, fulfilment, line, before, kind, units)


def leave_units(
    context: Context,
    fulfilment: Fulfilment,
    line: FulfilmentLine,
    before: FulfilmentState,
    kind: MovementKind,
    units: int,
) -> None:
    """Leaving ends a claim: what leaves without one is claimed first."""
    held = 0 if before in WITHOUT_CLAIM else line.quantities().claimed
    missing = max(0, units - held)
    context.move(MovementKind.ALLOCATED, line.article_id, fulfilment.location_id, missing, reason="left")
    serials = line.serials[line.handed_over :] if line.is_serialised else []
    for serial in serials[:units]:
        context.move(kind, line.article_id, fulfilment.location_id, 1, serial=serial)
    context.move(kind, line.article_id, fulfilment.location_id, units - len(serials[:units]))
    line.handed_over += units
