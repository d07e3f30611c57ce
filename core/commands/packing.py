"""Pack, stage, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from core.commands import definitions as d
from core.commands.context import Context
from core.commands.handover import give_up
from core.commands.loading import fulfilment_of, lines_of, parcels_of, step
from core.model import Carton, Delivery, Fulfilment, NumberBlock, Parcel
from core.model.gathered import delete, rows_of
from core.rules.errors import Refused
from core.rules.sscc import SSCC_NUMBERS, is_of_block, is_sscc


def pack(context: Context, command: d.PackFulfilment) -> None:
    """Parcels with their contents. What is packed and what was picked should be the same."""
    fulfilment = fulfilment_of(context, command)
    step(context, fulfilment, command.VERB)
    _check_numbers(context, fulfilment, [draft.number for draft in command.parcels])
    packed: dict[str, int] = {}
    journeys = _journeys(context, [draft.number for draft in command.parcels])
    for place, draft in enumerate(command.parcels):
        for line_id, units in draft.contents.items():
            packed[line_id] = packed.get(line_id, 0) + units
        context.session.add(
            Parcel(
                id=context.child("parcel", place),
                fulfilment_id=fulfilment.id,
                number=draft.number,
                weight_g=draft.weight_g,
                contents=dict(draft.contents),
                bin="",
                packed_at=context.at,
                journey=journeys.get(draft.number, 0),
            )
        )
    picked = {line.id: line.picked for line in lines_of(context, fulfilment) if line.picked}
    if packed != picked and not context.contradictions:
        context.contradiction("packed_other_than_picked", order_number=fulfilment.order_number)


def _journeys(context: Context, numbers: Sequence[str]) -> dict[str, int]:
    """By number that was given before, or was on a carton that came here, how many journeys have gone with
    it: what came then was another's."""
    session, here = context.session, context.actor.location_id
    known: list[Parcel | Carton] = [*rows_of(session, Parcel, Parcel.number, numbers)]
    for carton in rows_of(session, Carton, Carton.number, numbers):
        truck = session.get(Delivery, carton.delivery_id)
        if carton.received_at is not None and truck is not None and truck.location_id == here:
            known.append(carton)
    journeys: dict[str, int] = {}
    for one in known:
        journeys[one.number] = max(journeys.get(one.number, 0), one.journey + 1)
    return journeys


def _check_numbers(context: Context, fulfilment: Fulfilment, numbers: Sequence[str]) -> None:
    """A parcel's label is on it already, so a wrong number is recorded, and told: once a kind."""
    leased = rows_of(context.session, NumberBlock, NumberBlock.device_id, [context.actor.device_id])
    blocks = [block for block in leased if block.kind == SSCC_NUMBERS]
    used = {parcel.number for parcel in rows_of(context.session, Parcel, Parcel.number, numbers)}
    told: set[str] = set()
    for place, number in enumerate(numbers):
        if not is_sscc(number):
            kind = "parcel_number_wrong"
        elif number in used or number in numbers[:place]:
            kind = "parcel_number_reused"
        elif not any(is_of_block(number, block.prefix, block.first, block.last) for block in blocks):
            kind = "parcel_number_not_leased"
        else:
            continue
        if kind not in told:
            told.add(kind)
            context.contradiction(kind, order_number=fulfilment.order_number, number=number)


def close_empty(context: Context, command: d.CloseEmpty) -> None:
    """Nothing was found, so there is nothing to pack. Claims on stock ended with the shorts; what was told
    packed without a pick, and opened again, gives up what is left.

    Raises:
        Refused: `something_was_picked`.
    """
    fulfilment = fulfilment_of(context, command)
    if any(line.picked for line in lines_of(context, fulfilment)):
        raise Refused("something_was_picked", order_number=fulfilment.order_number)
    give_up(context, fulfilment, command.VERB, "")


def stage(context: Context, command: d.StageFulfilment) -> None:
    """Parcels into bins; of two with one number the one that stands in none yet."""
    fulfilment = fulfilment_of(context, command)
    step(context, fulfilment, command.VERB)
    parcels = parcels_of(context, fulfilment)
    for number, bin_code in command.bins.items():
        own = (parcel for parcel in parcels if parcel.number == number)
        parcel = min(own, key=lambda one: bool(one.bin), default=None)
        if parcel is None:
            context.contradiction(
                "staged_unknown_parcel", order_number=fulfilment.order_number, number=number
            )
        else:
            parcel.bin = bin_code


def reopen(context: Context, command: d.ReopenFulfilment) -> None:
    """Back to picked; the parcels are no more, and their numbers are not used again."""
    fulfilment = fulfilment_of(context, command)
    step(context, fulfilment, command.VERB)
    for parcel in parcels_of(context, fulfilment):
        delete(context.session, parcel)
