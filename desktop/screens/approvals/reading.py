"""What Approvals reads: refunds that wait for somebody's word, those that came back, and what is known around
each."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from sqlalchemy import select

from core.commands.approving import is_unsigned
from core.commands.return_reading import policy_of
from core.model import Location, ReturnLine, SignsFor
from core.model import Refund as RefundRow
from core.rules.approval import Need
from core.rules.permissions import Permission, Role
from core.rules.refund import UNDECIDED, Means, Part, RefundState
from core.rules.refund_part import UNKNOWN
from core.rules.return_policy import Limits
from core.rules.return_signals import signals
from core.rules.time import Instant
from desktop.desk import Me
from desktop.screens.approvals.around import Around, around
from desktop.screens.approvals.state import ApprovalsState, Goods, Refund
from desktop.screens.fulfilments import staff_names, this_place
from desktop.screens.picture_reading import photos_of
from sync.reading import Reader

MAX_SHOWN = 100
OPEN = (*UNDECIDED, RefundState.FAILED)


def load_approvals(reader: Reader, me: Me, now: Instant, selected: str) -> ApprovalsState:
    """All that waits here, what came back first, then the oldest; then what other stores ask of a regional
    manager. `selected` stays so if it is still there; of that one alone the photo is read."""
    rows = _of_store(reader)
    elsewhere = _of_region(reader, me)
    names = staff_names(reader, {row.proposed_by for row in rows})
    locations = {row.location_id for row in (*rows, *elsewhere)}
    limits = {one: policy_of(reader.session, one).limits for one in locations}
    known = around(reader, (*rows, *elsewhere))
    own = tuple(_refund(known, row, me, names, limits[row.location_id]) for row in rows)
    stores = {row.location_id: _store(reader, row.location_id) for row in elsewhere}
    asked = tuple(
        replace(_refund(known, row, me, names, limits[row.location_id]), store=stores[row.location_id])
        for row in elsewhere
    )
    refunds = own + asked
    first = next(iter(refunds), None)
    shown = next((one for one in refunds if one.id == selected), first)
    return ApprovalsState(
        now=now,
        timezone=this_place(reader).timezone,
        refunds=refunds,
        selected=shown.id if shown is not None else "",
        photo=load_photo(reader, shown.return_id) if shown is not None else b"",
        photo_of=shown.id if shown is not None else "",
        may_decide=me.may(Permission.APPROVE_REFUND),
        is_read=True,
    )


def load_photo(reader: Reader, return_id: str) -> bytes:
    """What came back with a return looks like this, where somebody has taken a photo; else empty."""
    return next(iter(photos_of(reader, return_id)), b"")


def _of_store(reader: Reader) -> Sequence[RefundRow]:
    return reader.session.scalars(
        select(RefundRow)
        .where(RefundRow.location_id == reader.location_id, RefundRow.state.in_([one.value for one in OPEN]))
        .order_by(RefundRow.state != RefundState.FAILED.value, RefundRow.proposed_at, RefundRow.id)
        .limit(MAX_SHOWN)
    ).all()


def _of_region(reader: Reader, me: Me) -> Sequence[RefundRow]:
    """What other stores ask of me, by store and age: those that I sign for."""
    if me.role is not Role.REGIONAL_MANAGER:
        return ()
    mine = select(SignsFor.location_id).where(SignsFor.staff_id == me.staff_id)
    return reader.session.scalars(
        select(RefundRow)
        .where(
            RefundRow.location_id != reader.location_id,
            RefundRow.location_id.in_(mine),
            RefundRow.state.in_([one.value for one in UNDECIDED]),
            RefundRow.need == Need.REGIONAL_MANAGER.value,
        )
        .order_by(RefundRow.location_id, RefundRow.proposed_at, RefundRow.id)
        .limit(MAX_SHOWN)
    ).all()


def _store(reader: Reader, location_id: int) -> str:
    place = reader.session.get(Location, location_id)
    return place.name if place is not None else ""


def number_waiting(state: ApprovalsState, me: Me) -> int:
    """What waits for me: others' refunds for who decides, my own that were asked about or came back."""
    return sum(_waits_for(me, one.state, one.is_mine) for one in state.refunds)


def count_waiting(reader: Reader, me: Me) -> int:
    """The same, read without what is only shown."""
    rows = (*_of_store(reader), *_of_region(reader, me))
    return sum(_waits_for(me, RefundState(row.state), row.proposed_by == me.staff_id) for row in rows)


def _waits_for(me: Me, state: RefundState, is_mine: bool) -> bool:
    decides = me.may(Permission.APPROVE_REFUND)
    if state is RefundState.ASKED:
        return is_mine
    return decides and (not is_mine or state is RefundState.FAILED)


def _refund(known: Around, row: RefundRow, me: Me, names: dict[str, str], limits: Limits) -> Refund:
    head = known.heads.get(row.return_id)
    lines = known.lines.get(row.return_id, ())
    return Refund(
        id=row.id,
        return_id=row.return_id,
        number=row.number,
        state=RefundState(row.state),
        total_cents=row.total_cents,
        currency=row.currency,
        parts=tuple(Part(Means(means), cents) for means, cents, *_ in row.parts),
        units=tuple(row.units),
        need=row.need,
        proposed_by=row.proposed_by,
        asked_by=names.get(row.proposed_by, ""),
        is_mine=row.proposed_by == me.staff_id,
        at=Instant(row.state_at),
        customer=head.customer_name if head is not None else "",
        sale_code=head.receipt_code if head is not None else "",
        goods=tuple(_goods(line) for line in lines),
        due_by=min((Instant(line.refund_by) for line in lines if line.refund_by), default=None),
        signals=signals(known.seen(row, limits)),
        note=row.note,
        question=row.question,
        answer=row.answer,
        failure=row.failure,
        is_offline=row.is_offline,
        is_given=row.is_exchange_out,
        is_unsigned=row.state == RefundState.FAILED and is_unsigned(row) and row.failure not in UNKNOWN,
    )


def _goods(line: ReturnLine) -> Goods:
    return Goods(
        name=line.name,
        quantity=line.received or line.quantity,
        reason=line.reason,
        condition=line.condition,
        ground=line.ground,
        why=line.why,
        override_reason=line.override_reason,
        override_by=line.override_by,
    )
