"""What a store has sent of a transfer is announced to the store that waits for it: once, or more than once
where colleagues who did not hear of each other have each packed and sent it. All of it has left the shelves
there, and all of it comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from core.commands.aggregates import delivery_aggregate, fulfilment_aggregate
from core.commands.context import Context
from core.commands.deliveries import cartons_of, delivery_lines, give_up_rest, tell_differences
from core.commands.explained import explain
from core.commands.leaving import leave_for_the_chain, picked_since
from core.commands.loading import lines_of, parcels_of
from core.commands.transferring import transfer_lines
from core.model import Article, Carton, Delivery, DeliveryLine, Fulfilment, FulfilmentLine, Location, Transfer
from core.orchestration.deliveries import ExpectedCarton, ExpectedLine, expect
from core.orchestration.fulfilments import core_actor
from core.orchestration.unit import UnitOfWork
from core.rules.delivery import CARTON_UNKNOWN, TO_RECEIVE, DeliveryKind, DeliveryState
from core.rules.exceptions import ANNOUNCED_SINCE
from core.rules.fulfilment import LEFT_STATES, FulfilmentState
from core.rules.ids import derive
from core.rules.time import DAY_MS
from core.rules.transfer import TransferState, carton_of_parcel, delivery_of_transfer

TRAVEL_DAYS: Final = 2
"""How long goods are on their way between two locations of the chain."""


def announce_sent(unit: UnitOfWork, transfer: Transfer, head: Fulfilment, cause: str) -> Delivery | None:
    """Announce what has left and was not announced yet, parcel by parcel.

    Args:
        transfer: locked, and its delivery before it (`core.orchestration.truck_locks`).
        head: its part at the sender, locked.
        cause: the identifier of the command that tells it.

    Returns:
        Its delivery; None, and nothing done, where all that has left was announced before.
    """
    context = unit.context(core_actor(head.location_id), derive(cause, "sent"), fulfilment_aggregate(head.id))
    lines = lines_of(context, head)
    asked = {row.id: row for row in transfer_lines(context, transfer)}
    told = {line.id: asked[line.order_line_id].sent for line in lines}
    known = unit.lock(Delivery, delivery_of_transfer(transfer.id))
    if known is not None and all(line.handed_over <= told[line.id] for line in lines):
        return None
    opened = _opened(context, known) if known is not None else {}
    cartons = _cartons(unit, context, head, lines, told, opened)
    for line in lines:
        asked[line.order_line_id].sent = line.handed_over
    if known is not None:
        _expect_more(unit, known, cartons, opened, cause)
        return known
    delivery = _delivery(unit, transfer)
    unit.session.add(delivery)
    expect(unit, delivery, cartons, "sent")
    return delivery


def came_with_it(unit: UnitOfWork, transfer: Transfer, delivery: Delivery, cause: str) -> bool:
    """What came in the boxes that were sent beyond what they were told to hold, and was told as picked where
    they were packed, has left with them: a colleague had put it in. It is announced after all.

    Args:
        transfer, delivery: locked, and the part at the sender (`core.orchestration.truck_locks`).
        cause: the identifier of the command that tells of either.

    Returns:
        Whether there was any.
    """
    head = unit.lock(Fulfilment, transfer.fulfilment_id) if transfer.fulfilment_id else None
    if head is None or head.state not in LEFT_STATES or transfer.state == TransferState.CLOSED:
        return False
    context = unit.context(core_actor(head.location_id), derive(cause, "came"), fulfilment_aggregate(head.id))
    beyond = _beyond(context, delivery)
    has_any = False
    lines = [line for line in lines_of(context, head) if picked_since(line) and line.article_id in beyond]
    ends = (head.location_id, delivery.location_id)
    unit.ledger.lock((line.article_id, end) for line in lines for end in ends)
    for line in lines:
        units = min(picked_since(line), beyond[line.article_id])
        if units:
            beyond[line.article_id] -= units
            leave_for_the_chain(context, head, line, FulfilmentState(head.state), units)
            has_any = True
    return has_any and announce_sent(unit, transfer, head, derive(cause, "came")) is not None


def _beyond(context: Context, delivery: Delivery) -> dict[int, int]:
    """By article what came beyond what was announced. What was in a carton that nobody had announced waits
    for that one's own word."""
    opened = _opened(context, delivery)
    units: dict[int, int] = {}
    for line in delivery_lines(context, delivery):
        if line.carton_id not in opened and line.units().extra:
            units[line.article_id] = units.get(line.article_id, 0) + line.units().extra
    return units


def _opened(context: Context, delivery: Delivery) -> dict[str, str]:
    return {row.id: row.number for row in cartons_of(context, delivery) if not row.is_announced}


def _delivery(unit: UnitOfWork, transfer: Transfer) -> Delivery:
    origin = unit.session.get_one(Location, transfer.from_location_id)
    return Delivery(
        id=delivery_of_transfer(transfer.id),
        location_id=transfer.location_id,
        number=transfer.number,
        kind=DeliveryKind.TRANSFER.value,
        state=DeliveryState.ANNOUNCED.value,
        state_at=unit.at,
        origin=origin.name,
        transfer_id=transfer.id,
        due_at=unit.at + TRAVEL_DAYS * DAY_MS,
        created_at=unit.at,
    )


def _cartons(
    unit: UnitOfWork,
    context: Context,
    head: Fulfilment,
    lines: Sequence[FulfilmentLine],
    told: Mapping[str, int],
    opened: Mapping[str, str],
) -> list[ExpectedCarton]:
    """Each parcel that was not told before, with its contents; what none is said to hold comes loose.

    Args:
        told: units of each line that were announced before.
        opened: the numbers of cartons that stand there and that nobody had announced, by identifier.
    """
    left = {line.id: line.handed_over - told[line.id] for line in lines}
    serials = {line.id: list(line.serials[told[line.id] : line.handed_over]) for line in lines}
    articles = {line.id: unit.session.get_one(Article, line.article_id) for line in lines}

    def take(line_id: str, units: int) -> ExpectedLine:
        some = serials[line_id][:units]
        serials[line_id] = serials[line_id][units:]
        left[line_id] -= units
        return ExpectedLine(articles[line_id], units, some)

    cartons = []
    # What was opened before it was announced came loose then, and is no more in what is told now.
    for parcel in sorted(parcels_of(context, head), key=lambda one: one.number in opened.values()):
        if unit.session.get(Carton, carton_of_parcel(parcel.id)) is not None:
            continue
        held = {
            line_id: min(units, left.get(line_id, 0)) for line_id, units in sorted(parcel.contents.items())
        }
        rows = [take(line_id, units) for line_id, units in held.items() if units > 0]
        cartons.append(ExpectedCarton(carton_of_parcel(parcel.id), parcel.number, rows))
    loose = [take(line_id, units) for line_id, units in sorted(left.items()) if units > 0]
    return [*cartons, ExpectedCarton(derive(head.id, "loose"), "", loose)]


def _expect_more(
    unit: UnitOfWork,
    delivery: Delivery,
    cartons: Sequence[ExpectedCarton],
    opened: Mapping[str, str],
    cause: str,
) -> None:
    """More comes with a delivery that was announced before. Where its receipt is finished, what has not come
    is missing, and told; what was asked about what had come and was not announced is settled by this."""
    here, cause = core_actor(delivery.location_id), derive(cause, "sent_too")
    context = unit.context(here, cause, delivery_aggregate(delivery.id))
    lines, known = delivery_lines(context, delivery), cartons_of(context, delivery)
    if delivery.state == DeliveryState.WITHDRAWN:
        delivery.state, delivery.state_at = DeliveryState.ANNOUNCED.value, unit.at
        delivery.due_at = unit.at + TRAVEL_DAYS * DAY_MS
    elif delivery.state == DeliveryState.CLOSED:
        delivery.state, delivery.state_at = DeliveryState.RECEIVED.value, unit.at
    expected = {line.id: line.expected for line in lines}
    rest = [_beyond_what_came(lines, carton, opened) for carton in cartons]
    expect(unit, delivery, rest, "sent", after=max((line.line_no for line in lines), default=0))
    fuller = [line for line in lines if line.expected != expected[line.id]]
    explain(context, fuller, {(CARTON_UNKNOWN, carton.number): {} for carton in cartons}, ANNOUNCED_SINCE)
    if delivery.state in TO_RECEIVE:
        return
    unit.session.flush()
    give_up_rest(context, delivery, "missing")
    fresh = [carton for carton in cartons_of(context, delivery) if carton not in known]
    more = [line for line in delivery_lines(context, delivery) if line not in lines]
    tell_differences(context, delivery, fresh, more)


def _beyond_what_came(
    lines: Sequence[DeliveryLine], carton: ExpectedCarton, opened: Mapping[str, str]
) -> ExpectedCarton:
    """What has come unannounced was this, unless it was in another carton that nobody had announced: it is on
    its way no more. Of a carton that stands there, whoever opened it reads out the rest."""
    rest = []
    lines = [line for line in lines if opened.get(line.carton_id, carton.number) == carton.number]
    for told in carton.lines:
        units, serials = told.units, told.serials
        for line in lines:
            here = min(units, line.units().extra) if line.article_id == told.article.id else 0
            named = [one for one in serials if here and one in line.received_serials][:here]
            line.expected, line.serials = line.expected + here, [*line.serials, *named]
            units, serials = units - here, [one for one in serials if one not in named]
        if units:
            rest.append(ExpectedLine(told.article, units, serials[:units]))
    own = max((key for key, number in opened.items() if number == carton.number), default="")
    return ExpectedCarton(carton.id, "" if own else carton.number, rest, own)
