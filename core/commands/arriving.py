"""A customer's parcel that another store has sent comes to where it is collected."""

from __future__ import annotations

from collections.abc import Sequence

from core.commands import definitions as d
from core.commands.boxes import Brought, brought_with, left_of
from core.commands.context import Context
from core.commands.leaving import leave_all
from core.commands.loading import lines_of, parcels_of, step
from core.model import Fulfilment, FulfilmentLine, Parcel
from core.rules.errors import Refused
from core.rules.exceptions import Resolution
from core.rules.fulfilment import (
    LEFT_STATES,
    ON_ITS_WAY,
    PARCEL_CAME_BACK,
    PARCEL_OVERDUE,
    SHIPMENT_OVERDUE,
    FulfilmentKind,
    FulfilmentVerb,
)
from core.rules.stock import MovementKind


def arrive(context: Context, command: d.ArriveFulfilment) -> None:
    """It is here. With its first parcel the fulfilment is this store's, to be staged and handed over as if it
    had been prepared here; goods that have arrived have left where they came from, told or not. What a truck
    has brought of it already is not counted again.

    Raises:
        Refused: `unknown_fulfilment`, `other_location`; the runner turns either into a quarantine.
    """
    head = context.session.get(Fulfilment, command.fulfilment_id)
    if head is None:
        raise Refused("unknown_fulfilment", fulfilment_id=command.fulfilment_id)
    here = context.actor.location_id
    if here not in (head.location_id, head.collect_location_id):
        raise Refused("other_location", location_id=head.collect_location_id or head.location_id)
    if head.location_id == here and _is_another_parcel(context, head, command.number):
        # It was counted with the first one.
        _note_parcel(context, head, command.number)
        return
    if head.location_id == here and _is_early(context, head, command.number):
        _count_later(context, head, command.number)
        _note_parcel(context, head, command.number)
        return
    if head.location_id == here and _comes_back_alone(context, head, command.number):
        return
    for asked in (PARCEL_OVERDUE, SHIPMENT_OVERDUE):
        context.has_happened(asked, Resolution.FOUND)
    if head.location_id != here and head.state not in ON_ITS_WAY | LEFT_STATES:
        context.contradiction(
            "arrived_without_dispatch",
            order_number=head.order_number,
            state=head.state,
            since=head.state_at,
            verb=FulfilmentVerb.ARRIVE.value,
        )
        leave_all(context, head)
    _come(context, head, here)
    _note_parcel(context, head, command.number)


def _come(context: Context, head: Fulfilment, here: int) -> None:
    has_left = head.state in ON_ITS_WAY
    if has_left and head.location_id != here:
        head.location_id, head.kind = here, FulfilmentKind.PICKUP.value
        head.claimed_by = head.claimed_device = head.claimed_at = None
        head.round_id, head.tote = "", 0
        for parcel in parcels_of(context, head):
            # One that is back at its sender is still to come here.
            parcel.bin = ""
            parcel.sets_out()
    if has_left:
        # Those that were back here early are counted with the others now; what brought them was not.
        coming = [parcel for parcel in parcels_of(context, head) if parcel.arrived_at is None]
        brought = brought_with(context.session, here, head, coming)
        for line in lines_of(context, head):
            # What left and has come back to the chain's hands is not with its customer.
            units = left_of(line)
            line.handed_over = 0
            serials = line.serials[:units] if line.is_serialised else []
            _receive(context, line, units, serials, brought)
    step(context, head, FulfilmentVerb.ARRIVE)


def _receive(
    context: Context, line: FulfilmentLine, units: int, serials: Sequence[str], brought: Brought
) -> None:
    here = context.actor.location_id
    fresh = [serial for serial in serials if serial not in brought.serials]
    for serial in fresh:
        context.move(MovementKind.RECEIVED, line.article_id, here, 1, serial=serial, reason="arrived")
    here_already = brought.take(line.article_id, units - (len(serials) - len(fresh)))
    rest = units - len(serials) - here_already
    # Less than none, where the truck's people had not read the numbers of the pieces.
    kind = MovementKind.RECEIVED if rest > 0 else MovementKind.ADJUSTED
    context.move(kind, line.article_id, here, rest, reason="arrived")


def _count_later(context: Context, head: Fulfilment, number: str) -> None:
    """What a truck has brought with a parcel that is counted with the last of several is taken off."""
    here = context.actor.location_id
    coming = (one for one in parcels_of(context, head) if one.number == number and one.arrived_at is None)
    parcel = next(coming, None)
    if parcel is None:
        return
    brought = brought_with(context.session, here, head, [parcel])
    for line in lines_of(context, head):
        taken = brought.take(line.article_id, parcel.contents.get(line.id, 0))
        context.move(MovementKind.ADJUSTED, line.article_id, here, -taken, reason="arrived")


def _comes_back_alone(context: Context, head: Fulfilment, number: str) -> bool:
    """Take in one of several parcels that are out with a carrier for a customer's home, and do nothing where
    that was told before. False where it is the last one of them, or none: then it is about the whole."""
    is_for_a_home = head.kind == FulfilmentKind.SHIPMENT and head.collect_location_id is None
    if not is_for_a_home or head.state not in ON_ITS_WAY:
        return False
    parcels = parcels_of(context, head)
    own = [one for one in parcels if one.number == number]
    # Of two with this number one that is not back yet.
    parcel = min(own, key=lambda one: one.arrived_at is not None, default=None)
    others = [one for one in parcels if one.arrived_at is None and one is not parcel]
    if parcel is None or not (others or parcel.arrived_at is not None):
        return False
    if parcel.arrived_at is None:
        _come_alone(context, head, parcel, others)
    return True


def _come_alone(context: Context, head: Fulfilment, parcel: Parcel, others: Sequence[Parcel]) -> None:
    """Its carrier brings one of several back: what was in it is on the shelves here and no part of the
    shipment any more, which goes on with the others. Whether it is wanted still is asked."""
    units: dict[str, int] = {}
    brought = brought_with(context.session, context.actor.location_id, head, [parcel])
    for line in lines_of(context, head):
        back = parcel.contents.get(line.id, 0)
        if not back:
            continue
        units[line.order_line_id] = units.get(line.order_line_id, 0) + back
        # Which pieces were in it is not known: those that were scanned last, as for one that is lost.
        serials = line.serials[-back:] if line.is_serialised else []
        line.serials = line.serials[: len(line.serials) - len(serials)]
        _receive(context, line, back, serials, brought)
        elsewhere = sum(one.contents.get(line.id, 0) for one in others)
        line.handed_over, line.picked = min(line.handed_over, elsewhere), min(line.picked, elsewhere)
        line.quantity = max(0, line.quantity - back)
    parcel.arrived_at, parcel.bin, parcel.contents = context.at, "", {}
    told = {"order_number": head.order_number, "number": parcel.number, "parcel_id": parcel.id}
    context.contradiction(PARCEL_CAME_BACK, units=units, **told)


def _is_another_parcel(context: Context, head: Fulfilment, number: str) -> bool:
    """Whether the fulfilment has arrived with another of its parcels, and this one comes later."""
    is_with_customer = head.collect_location_id != head.location_id and head.state in LEFT_STATES
    if head.state in ON_ITS_WAY or is_with_customer:
        return False
    parcels = parcels_of(context, head)
    came = [parcel for parcel in parcels if parcel.arrived_at is not None]
    return bool(came) and any(parcel.number == number and parcel.arrived_at is None for parcel in parcels)


def _is_early(context: Context, head: Fulfilment, number: str) -> bool:
    """Whether it is back from its way to another store before others of it: the last takes the whole in."""
    is_for_a_store = head.kind == FulfilmentKind.SHIPMENT and head.collect_location_id is not None
    if not is_for_a_store or head.state not in ON_ITS_WAY or head.collect_location_id == head.location_id:
        return False
    parcels = parcels_of(context, head)
    away = [parcel for parcel in parcels if parcel.arrived_at is None]
    is_known = any(parcel.number == number for parcel in parcels)
    return is_known and len(away) > any(parcel.number == number for parcel in away)


def _note_parcel(context: Context, head: Fulfilment, number: str) -> None:
    for parcel in parcels_of(context, head):
        if parcel.number == number and parcel.arrived_at is None:
            parcel.arrived_at, parcel.bin = context.at, ""
            return
