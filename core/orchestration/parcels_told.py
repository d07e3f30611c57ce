"""Carriers tell what has become of parcels that go to their customers: with the last one of a shipment that
has come its goods are delivered, and the customer's time to think it over begins (Code de la consommation,
L221-18). What was in one that is lost is found elsewhere, or refunded; its store may say either as well."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy.orm import Session

from core.commands.loading import with_parcel_number
from core.model import Fulfilment, Order, Parcel, ParcelDelivery, ParcelLoss
from core.model.gathered import rows_of
from core.orchestration.order_sales import note_delivery
from core.orchestration.parcels_followed import LEFT, Word, follow_told, is_for_a_customer, note
from core.orchestration.stock_intake import LineAnswer, LineStatus
from core.orchestration.surplus import came_after_all
from core.orchestration.unit import UnitOfWork
from core.rules.ids import derive
from core.rules.plausibility import implausible_time
from core.rules.time import Instant


class ToldDraft(msgspec.Struct, frozen=True):
    """A parcel by its number, and when its customer got it, or when it was found to be lost; `carrier` is the
    code of who tells it, if it says so: another's parcel may have that number. `event` is what that carrier
    calls this word: under another name the same is said of another parcel, under this one once more."""

    number: str
    at: Instant
    carrier: str = ""
    event: str = ""


def tell(unit: UnitOfWork, word: Word, drafts: Sequence[ToldDraft]) -> list[LineAnswer]:
    """Take in a carrier's word, parcel by parcel, whose number the caller bounds. Each counts once, with the
    time that was told first; one that has come is not lost, and one that was lost may come. The same twice in
    one message is of two parcels of one shipment, if two have that number: a carrier that rounds its times
    says the same of both. In a message of its own it is the same word again, unless the carrier names its
    words: then one is another where its name is another."""
    spoken_of: dict[ToldDraft, list[str]] = {}
    return [
        _tell(unit, word, draft, [] if draft.event else spoken_of.setdefault(draft, [])) for draft in drafts
    ]


def _tell(unit: UnitOfWork, word: Word, draft: ToldDraft, before: list[str]) -> LineAnswer:
    """`before` are the parcels of which this message has said the same; it gets this one."""
    meant = _meant(unit.session, word, draft, before)
    if meant is None:
        return LineAnswer(draft.number, LineStatus.REFUSED, "unknown_parcel")
    parcel, known = meant
    before.append(parcel.id)
    if not is_for_a_customer(known):
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
    note(unit, word, parcel, draft.at, draft.event)
    if head is not None and order is not None:
        follow_told(unit, head)
        # One that was lost, came back and was sent once more may be lost again.
        note_delivery(unit, head, derive(head.id, word, parcel.id, unit.at))
        if loss is not None and loss.cause:
            came_after_all(unit, order, head, loss, derive(head.id, word, parcel.id))
    return LineAnswer(draft.number, LineStatus.ACCEPTED)


def _meant(
    session: Session, word: Word, draft: ToldDraft, before: Sequence[str]
) -> tuple[Parcel, Fulfilment] | None:
    """Which parcel it is, and whose. Where several have its number, a carrier speaks of its own for a
    customer, rather than of one whose carrier nobody knows: of the one of which it has said just this, else
    of one that had left by then, rather of one of which it has said nothing yet."""
    known = with_parcel_number(session, draft.number)
    found = [one for one in known if not draft.carrier or one[1].carrier in ("", draft.carrier)]
    ids = [parcel.id for parcel, _ in found]
    came = {
        row.parcel_id: (row.delivered_at, row.event)
        for row in rows_of(session, ParcelDelivery, ParcelDelivery.parcel_id, ids)
    }
    lost = {
        row.parcel_id: (row.lost_at, row.event)
        for row in rows_of(session, ParcelLoss, ParcelLoss.parcel_id, ids)
    }
    said = lost if word is Word.LOST else came

    def rank(one: tuple[Parcel, Fulfilment]) -> tuple[bool, ...]:
        parcel, head = one
        return (
            not is_for_a_customer(head),
            bool(draft.carrier) and head.carrier != draft.carrier,
            not _is_just_this(draft, said.get(parcel.id)),
            head.state not in LEFT,
            parcel.packed_at > draft.at,
            parcel.id in came or parcel.id in said,
            parcel.id in lost,
        )

    # Of equals the first.
    best = min(found, key=rank, default=None)
    if best is None or best[0].id not in before:
        return best
    twins = (one for one in found if one[1].id == best[1].id and one[0].id not in before)
    return next(twins, best)


def _is_just_this(draft: ToldDraft, said: tuple[int, str] | None) -> bool:
    """Whether a word that was said, at its time and by its name, is this one: by their names, if both have
    one."""
    if said is None:
        return False
    at, event = said
    return event == draft.event if event and draft.event else at == draft.at
