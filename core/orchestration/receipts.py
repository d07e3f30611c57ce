"""What the centre does after a store has told something of a delivery."""

from __future__ import annotations

from core.commands import ArriveFulfilment, ReceiveCarton, ReceivePieces, TellDamaged
from core.commands.aggregates import fulfilment_aggregate
from core.commands.arriving import arrive
from core.commands.definitions import DeliveryCommand
from core.commands.loading import with_parcel_number
from core.model import Delivery, Fulfilment, Order, Parcel
from core.orchestration.claims import settle_reservations
from core.orchestration.fulfilments import core_actor
from core.orchestration.parcels_back import back_with_truck
from core.orchestration.recounts import after_facts
from core.orchestration.surplus import found_again, let_go
from core.orchestration.transfers import follow, follow_what_came
from core.orchestration.transfers_back import go_on
from core.orchestration.unit import UnitOfWork
from core.rules.fulfilment import ON_ITS_WAY, FulfilmentState
from core.rules.ids import derive


def after_delivery(unit: UnitOfWork, command: DeliveryCommand, command_id: str) -> None:
    """What is left of it can be promised; its transfer follows; what was counted without it is counted again;
    a customer's parcel among its cartons, which the store did not know of, has arrived, or has come back."""
    delivery = unit.session.get_one(Delivery, command.delivery_id)
    follow(unit, delivery, command_id)
    if isinstance(command, ReceivePieces | TellDamaged):
        follow_what_came(unit, delivery, command_id)
    after_facts(unit, delivery.location_id, command_id)
    go_on(unit, delivery, command_id)
    if not isinstance(command, ReceiveCarton):
        return
    if not _arrive_if_expected(unit, delivery, command.number, command_id):
        back_with_truck(unit, delivery, command.number, command_id)


def _arrive_if_expected(unit: UnitOfWork, delivery: Delivery, number: str, command_id: str) -> bool:
    """Of several parcels of this number one that is expected here comes, and none is taken for another.
    Returns whether one has come."""
    known = with_parcel_number(unit.session, number)
    # Rather one that has been nowhere than one that was back at its sender.
    for parcel, head in sorted(known, key=lambda one: one[0].arrived_at is not None):
        if head.collect_location_id != delivery.location_id:
            continue
        unit.lock(Order, head.order_id)
        unit.lock(Fulfilment, head.id)
        # Another device may have told of it before these locks were had.
        unit.lock(Parcel, parcel.id)
        if _is_awaited(parcel, head, delivery):
            _arrive(unit, delivery, head, number, command_id)
            return True
    return False


def _is_awaited(parcel: Parcel, head: Fulfilment, delivery: Delivery) -> bool:
    """Whether it has not come here yet; it may have been back at its sender before it was sent on."""
    if parcel.arrived_at is None:
        return head.state != FulfilmentState.CLOSED
    return head.location_id != delivery.location_id and head.state in ON_ITS_WAY


def _arrive(unit: UnitOfWork, delivery: Delivery, head: Fulfilment, number: str, command_id: str) -> None:
    cause = derive(command_id, "arrive")
    context = unit.context(core_actor(delivery.location_id), cause, fulfilment_aggregate(head.id))
    was_lost = head.state == FulfilmentState.LOST
    arrive(context, ArriveFulfilment(fulfilment_id=head.id, number=number))
    settle_reservations(unit, head)
    if was_lost:
        found_again(unit, head.id, cause)
    let_go(unit, head, cause)
