"""What becomes of a shipment by what was told of its parcels: which are lost, which have come, which came
back. Whoever tells it, a carrier (`core.orchestration.parcels_told`), a store or a truck."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import msgspec
from sqlalchemy.orm import Session

from core.commands import Resolution, fulfilment_aggregate
from core.commands.loading import step
from core.model import ExceptionCase, Fulfilment, FulfilmentLine, Order, Parcel, ParcelDelivery, ParcelLoss
from core.model.gathered import rows_of
from core.orchestration.came_back import ask_no_more
from core.orchestration.fulfilments import core_actor
from core.orchestration.notices import LOST, tell_customer
from core.orchestration.order_sales import note_delivery
from core.orchestration.progress import progress_of
from core.orchestration.resourcing import call_off_unbegun, resource
from core.orchestration.surplus import is_lost_with_others, losses_of
from core.orchestration.unit import UnitOfWork
from core.rules.fulfilment import SHIPMENT_OVERDUE, FulfilmentKind, FulfilmentState, FulfilmentVerb
from core.rules.ids import derive
from core.rules.time import Instant

LEFT = (FulfilmentState.DISPATCHED, FulfilmentState.LOST, FulfilmentState.DELIVERED, FulfilmentState.CLOSED)
"""States of one that has left, whatever became of it."""


class Word(StrEnum):
    """What a carrier says of a parcel."""

    DELIVERED = "delivered"
    LOST = "lost"


class _Told(msgspec.Struct, frozen=True):
    """A shipment's parcels, and what was told of them by their identifiers, since two may have one number:
    when they came, and those that are lost."""

    parcels: Sequence[Parcel]
    came_at: Mapping[str, int]
    lost: Mapping[str, ParcelLoss]

    @property
    def kept(self) -> list[Parcel]:
        """Those that are neither lost nor were brought back."""
        out = (parcel for parcel in self.parcels if parcel.arrived_at is None)
        return [parcel for parcel in out if parcel.id not in self.lost]

    @property
    def silent(self) -> list[Parcel]:
        """Those of which nobody has told anything, by number."""
        kept = (parcel for parcel in self.kept if parcel.id not in self.came_at)
        return sorted(kept, key=lambda parcel: (parcel.number, parcel.id))

    @property
    def untold(self) -> list[str]:
        """The numbers of these."""
        return [parcel.number for parcel in self.silent]

    def without(self, losses: Sequence[str]) -> _Told:
        """The same, with these not lost yet."""
        known = {key: loss for key, loss in self.lost.items() if key not in losses}
        return msgspec.structs.replace(self, lost=known)


def note(unit: UnitOfWork, word: Word, parcel: Parcel, at: Instant, event: str = "") -> None:
    """Write down what was told of a parcel, of which that was not told yet."""
    about = {"parcel_id": parcel.id, "number": parcel.number, "told_at": unit.at, "event": event}
    if word is Word.LOST:
        unit.session.add(ParcelLoss(**about, lost_at=at, cause=""))
    else:
        unit.session.add(ParcelDelivery(**about, delivered_at=at))
    unit.session.flush()


def is_for_a_customer(head: Fulfilment) -> bool:
    """Whether it goes to a customer's home: of what goes to a store, its arrival tells."""
    return head.kind == FulfilmentKind.SHIPMENT and head.collect_location_id is None


def settle_told(unit: UnitOfWork, case: ExceptionCase, order: Order, head: Fulfilment, word: Word) -> None:
    """The store has asked the carrier: what nobody had told of has come to its customer, or is lost.

    Args:
        case: that it was overdue, settled by that word.
        head: locked, and its order before it.
    """
    silent = _read(unit.session, head).silent
    at = Instant(min(case.settled_at or unit.at, unit.at))
    for parcel in silent:
        note(unit, word, parcel, at)
    follow_told(unit, head)
    note_delivery(unit, head, derive(case.id, word))
    if word is Word.LOST and not silent:
        # One that left without a parcel is known by itself alone.
        resource(unit, order, derive(case.id, word))


def follow_told(unit: UnitOfWork, head: Fulfilment) -> None:
    """A shipment that has left follows what was told of its parcels: what was in lost ones is not with its
    customer, and is wanted still; with the last one that is not lost it is delivered. Doing it again changes
    nothing.

    Args:
        head: locked, and its order before it.
    """
    if not is_for_a_customer(head) or head.state not in LEFT:
        return
    told = _read(unit.session, head)
    if not told.came_at and not told.lost:
        return
    _step(unit, head, told)
    fresh = [loss.parcel_id for loss in sorted(told.lost.values(), key=_by_number) if not loss.cause]
    if losses_of(unit.session, head):
        _bring_lines(unit, head, told.without(fresh))
    if fresh:
        _find_anew(unit, head, told, fresh)
    _tell_case(unit, head, told.untold)


def follow_return(unit: UnitOfWork, order: Order, head: Fulfilment, number: str, cause: str) -> None:
    """One of several parcels was brought back: the shipment is what the others are. One that was given up
    for lost is wanted: it is sent again from the best place now, if nobody has begun with what took its
    place. A person is asked only about what is open.

    Args:
        order, head: locked.
        cause: the identifier of the command that tells it.
    """
    back = {
        parcel.id
        for parcel in rows_of(unit.session, Parcel, Parcel.fulfilment_id, [head.id])
        if parcel.number == number and parcel.arrived_at is not None
    }
    # What was told lost is told no more of those that came back before: of two with this number it is this.
    loss = next((row for row in losses_of(unit.session, head) if row.parcel_id in back), None)
    if loss is not None:
        unit.session.delete(loss)
        unit.session.flush()
    told = _read(unit.session, head)
    _bring_lines(unit, head, told)
    _step(unit, head, told)
    if loss is not None and loss.cause:
        ask_no_more(unit, head, loss)
        if not is_lost_with_others(unit.session, head, loss):
            call_off_unbegun(unit, order, loss.cause, cause)
        resource(unit, order, derive(cause, "rest"))
    _tell_case(unit, head, told.untold)
    if not progress_of(unit.session, order).open_units():
        ask_no_more(unit, head)


def _read(session: Session, head: Fulfilment) -> _Told:
    parcels = rows_of(session, Parcel, Parcel.fulfilment_id, [head.id])
    ids = [parcel.id for parcel in parcels]
    came = rows_of(session, ParcelDelivery, ParcelDelivery.parcel_id, ids)
    came_at = {row.parcel_id: row.delivered_at for row in came}
    lost = {row.parcel_id: row for row in losses_of(session, head) if row.parcel_id not in came_at}
    return _Told(parcels, came_at, lost)


def _step(unit: UnitOfWork, head: Fulfilment, told: _Told) -> None:
    """Lost with its last parcel; delivered once all that is not lost has come."""
    is_on_its_way = head.state == FulfilmentState.DISPATCHED
    if is_on_its_way and told.lost and not told.kept:
        verb, at = FulfilmentVerb.LOSE, max(row.lost_at for row in told.lost.values())
    elif told.kept and not told.untold and (is_on_its_way or head.state == FulfilmentState.LOST):
        verb, at = FulfilmentVerb.DELIVER, max(told.came_at.values())
    else:
        return
    cause = derive(head.id, verb, *sorted(told.came_at), len(told.lost), _last_told(told.lost.values()))
    actor = core_actor(head.location_id)
    step(unit.context(actor, cause, fulfilment_aggregate(head.id), Instant(at)), head, verb)


def _by_number(loss: ParcelLoss) -> tuple[str, str]:
    return loss.number, loss.parcel_id


def _last_told(losses: Iterable[ParcelLoss]) -> int:
    return max((row.told_at for row in losses), default=0)


def _bring_lines(unit: UnitOfWork, head: Fulfilment, told: _Told) -> None:
    """What has left with it is what its parcels hold that are not lost."""
    with_customer = _units(told.kept)
    # Of one that is lost as a whole its lines say what was in it.
    left = with_customer if told.kept else _units(told.parcels)
    for line in rows_of(unit.session, FulfilmentLine, FulfilmentLine.fulfilment_id, [head.id]):
        line.handed_over = with_customer.get(line.id, 0)
        line.picked = left.get(line.id, 0)


def _units(parcels: Sequence[Parcel]) -> dict[str, int]:
    units: dict[str, int] = {}
    for parcel in parcels:
        for line_id, count in parcel.contents.items():
            units[line_id] = units.get(line_id, 0) + count
    return units


def _find_anew(unit: UnitOfWork, head: Fulfilment, told: _Told, fresh: Sequence[str]) -> None:
    """Another source for what was in parcels that are lost, each one's own, since each may come by itself;
    their customer hears of them at once."""
    order = unit.lock(Order, head.order_id)
    if order is None:
        return
    # The same parcels may be lost once more, after they came back and were sent again.
    told_at = _last_told(told.lost[key] for key in fresh)
    said = {"parcels": [told.lost[key].number for key in fresh], "fulfilment_id": head.id}
    tell_customer(unit, order, LOST, derive(head.id, Word.LOST, *fresh, told_at), said)
    for count, key in enumerate(fresh, start=1):
        loss = told.lost[key]
        loss.cause = derive(head.id, Word.LOST, key, loss.told_at)
        _bring_lines(unit, head, told.without(fresh[count:]))
        unit.session.flush()
        resource(unit, order, loss.cause)


def _tell_case(unit: UnitOfWork, head: Fulfilment, untold: Sequence[str]) -> None:
    """Whoever is asked about it is asked about what is open still, or no more."""
    aggregate = fulfilment_aggregate(head.id)
    is_lost = head.state == FulfilmentState.LOST
    context = unit.context(core_actor(head.location_id), derive(head.id, "told"), aggregate)
    case = context.open_case([SHIPMENT_OVERDUE])
    if case is not None and untold:
        case.data = {**case.data, **overdue_data(unit.session, head)}
    elif case is not None:
        context.has_happened(SHIPMENT_OVERDUE, Resolution.LOST if is_lost else Resolution.DELIVERED)


def overdue_data(session: Session, head: Fulfilment) -> dict[str, object]:
    """What a case says of the parcels of which nothing was told: their numbers, and how many others came."""
    told = _read(session, head)
    return {"parcels": ", ".join(told.untold), "came": len(told.came_at)}
