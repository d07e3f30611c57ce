"""Carriers tell what has become of parcels that go to their customers: with the last one of a shipment that
has come its goods are delivered, and the customer's time to think it over begins (Code de la consommation,
L221-18). What was in one that is lost is found elsewhere, or refunded; its store may say either as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import msgspec
from sqlalchemy.orm import Session

from core.commands import Resolution, fulfilment_aggregate
from core.commands.loading import step, with_parcel_number
from core.model import ExceptionCase, Fulfilment, FulfilmentLine, Order, Parcel, ParcelDelivery, ParcelLoss
from core.model.gathered import rows_of
from core.orchestration.came_back import ask_no_more
from core.orchestration.fulfilments import core_actor
from core.orchestration.notices import LOST, tell_customer
from core.orchestration.order_sales import note_delivery
from core.orchestration.progress import progress_of
from core.orchestration.resourcing import call_off_unbegun, resource
from core.orchestration.stock_intake import LineAnswer, LineStatus
from core.orchestration.surplus import came_after_all, is_lost_with_others, losses_of
from core.orchestration.unit import UnitOfWork
from core.rules.fulfilment import SHIPMENT_OVERDUE, FulfilmentKind, FulfilmentState, FulfilmentVerb
from core.rules.ids import derive
from core.rules.plausibility import implausible_time
from core.rules.time import Instant


class Word(StrEnum):
    """What a carrier says of a parcel."""

    DELIVERED = "delivered"
    LOST = "lost"


class ToldDraft(msgspec.Struct, frozen=True):
    """A parcel by its number, and when its customer got it, or when it was found to be lost; `carrier` is the
    code of who tells it, if it says so: another's parcel may have that number."""

    number: str
    at: Instant
    carrier: str = ""


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


def tell(unit: UnitOfWork, word: Word, drafts: Sequence[ToldDraft]) -> list[LineAnswer]:
    """Take in a carrier's word, parcel by parcel, whose number the caller bounds. Each counts once, with the
    time that was told first; one that has come is not lost, and one that was lost may come."""
    return [_tell(unit, word, draft) for draft in drafts]


def _tell(unit: UnitOfWork, word: Word, draft: ToldDraft) -> LineAnswer:
    meant = _meant(unit.session, word, draft)
    if meant is None:
        return LineAnswer(draft.number, LineStatus.REFUSED, "unknown_parcel")
    parcel, known = meant
    if not _is_for_a_customer(known):
        return LineAnswer(draft.number, LineStatus.REFUSED, "parcel_not_for_a_customer")
    code = implausible_time(draft.at, unit.at)
    if code:
        return LineAnswer(draft.number, LineStatus.REFUSED, code)
    # Of two that tell it at once the second finds here what the first has told.
    order = unit.lock(Order, known.order_id)
    head = unit.lock(Fulfilment, known.id)
    came = unit.session.get(ParcelDelivery, parcel.id, populate_existing=True)
    loss = unit.session.get(ParcelLoss, parcel.id, populate_existing=True)
    if came is not None and word is Word.LOST:
        return LineAnswer(draft.number, LineStatus.REFUSED, "parcel_delivered")
    if came is not None or (loss is not None and word is Word.LOST):
        return LineAnswer(draft.number, LineStatus.DUPLICATE)
    _note(unit, word, parcel, draft.at)
    if head is not None and order is not None:
        follow_told(unit, head)
        # One that was lost, came back and was sent once more may be lost again.
        note_delivery(unit, head, derive(head.id, word, parcel.id, unit.at))
        if loss is not None and loss.cause:
            came_after_all(unit, order, head, loss, derive(head.id, word, parcel.id))
    return LineAnswer(draft.number, LineStatus.ACCEPTED)


def _meant(session: Session, word: Word, draft: ToldDraft) -> tuple[Parcel, Fulfilment] | None:
    """Which parcel it is, and whose. Where several have its number, a carrier speaks of its own for a
    customer, rather than of one whose carrier nobody knows: of the one of which it has said just this, else
    of one that had left by then, rather of one of which it has said nothing yet."""
    known = with_parcel_number(session, draft.number)
    found = [one for one in known if not draft.carrier or one[1].carrier in ("", draft.carrier)]
    ids = [parcel.id for parcel, _ in found]
    came = {
        row.parcel_id: row.delivered_at
        for row in rows_of(session, ParcelDelivery, ParcelDelivery.parcel_id, ids)
    }
    lost = {row.parcel_id: row.lost_at for row in rows_of(session, ParcelLoss, ParcelLoss.parcel_id, ids)}
    said = lost if word is Word.LOST else came

    def rank(one: tuple[Parcel, Fulfilment]) -> tuple[bool, ...]:
        parcel, head = one
        return (
            not _is_for_a_customer(head),
            bool(draft.carrier) and head.carrier != draft.carrier,
            said.get(parcel.id) != draft.at,
            head.state not in _LEFT,
            parcel.packed_at > draft.at,
            parcel.id in came or parcel.id in said,
            parcel.id in lost,
        )

    # Of equals the first.
    return min(found, key=rank, default=None)


def _note(unit: UnitOfWork, word: Word, parcel: Parcel, at: Instant) -> None:
    about = {"parcel_id": parcel.id, "number": parcel.number, "told_at": unit.at}
    if word is Word.LOST:
        unit.session.add(ParcelLoss(**about, lost_at=at, cause=""))
    else:
        unit.session.add(ParcelDelivery(**about, delivered_at=at))
    unit.session.flush()


def _is_for_a_customer(head: Fulfilment) -> bool:
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
        _note(unit, word, parcel, at)
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
    if not _is_for_a_customer(head) or head.state not in _LEFT:
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


_LEFT = (FulfilmentState.DISPATCHED, FulfilmentState.LOST, FulfilmentState.DELIVERED, FulfilmentState.CLOSED)


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
