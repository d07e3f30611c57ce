"""What is handed over by its label alone, where nothing but the label is known of it."""

from __future__ import annotations

from core.commands import definitions as d
from core.commands.arriving import arrive
from core.commands.context import Context
from core.commands.handover import hand_over
from core.model import Fulfilment


def hand_over_as_labelled(context: Context, command: d.HandOver) -> None:
    """The customer has it. A workstation that has never heard of it only tells the fact, and the core, which
    knows it, writes down what it means; what another store sent to be collected here has come first."""
    if not command.labels:
        hand_over(context, command)
        return
    head = context.session.get(Fulfilment, command.fulfilment_id)
    if head is None and context.is_replica:
        return
    here = context.actor.location_id
    if head is not None and head.location_id != here == head.collect_location_id:
        for number in command.labels:
            arrive(context, d.ArriveFulfilment(fulfilment_id=head.id, number=number))
    hand_over(context, command)
