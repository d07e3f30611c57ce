"""Units sold beyond stock, within a quota: taken with the day on which they are expected, promised anew when
that day changes, and told to people when nobody knows it any more.

A chain's own channels ask before they sell: what no quota covers is refused there. A marketplace tells what
it has sold: that is taken, and what no quota covers waits for people (decision 0047).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.model import Arrival, Backorder, Location, Order, OrderLine, Quota
from core.model.kept_statements import kept
from core.orchestration.availability_policy import beyond_stock
from core.orchestration.notices import DELAYED, PROMISED_AGAIN, tell_customer
from core.orchestration.unit import UnitOfWork
from core.rules.availability_policy import EVERY_CHANNEL
from core.rules.errors import Refused
from core.rules.ids import derive
from core.rules.promise_time import ready_by
from core.rules.time import MINUTE_MS, Instant

TOLD_FROM_MS = 30 * MINUTE_MS
"""Nobody is told that it will be ready some minutes later."""
NOBODY_KNOWS = Instant(0)


class ShortLine(msgspec.Struct, frozen=True):
    """Units of an order line that are free nowhere."""

    id: str
    line_no: int
    article_id: int
    quantity: int


class Buyer(msgspec.Struct, frozen=True):
    """Whose order it is: where it is collected, if it is; `told_at` is the date that it came with."""

    order_id: str
    channel: str
    collected_at: Location | None = None
    told_at: Instant | None = None


def refuse_beyond(unit: UnitOfWork, channel: str, short: Sequence[ShortLine]) -> None:
    """Refuse what no quota covers, of articles that have one. What has none was never bounded.

    Raises:
        Refused: `beyond_quota`, with the line, the units that are short, and those that may still be sold.
    """
    left = _left(unit, channel, short)
    for line in short:
        may = left.get(line.article_id)
        if may is None:
            continue
        if line.quantity > may[1]:
            raise Refused("beyond_quota", line=line.line_no, short=line.quantity, left=may[1])
        left[line.article_id] = (may[0], may[1] - line.quantity)


def is_covered(unit: UnitOfWork, channel: str, short: Sequence[ShortLine]) -> bool:
    """Whether quotas cover all of these; the quotas are locked."""
    left = _left(unit, channel, short)
    wanted = Counter[int]()
    for line in short:
        wanted[line.article_id] += line.quantity
    return all(key in left and units <= left[key][1] for key, units in wanted.items())


def take_beyond(unit: UnitOfWork, buyer: Buyer, short: Sequence[ShortLine]) -> list[Backorder]:
    """Take of these what the quotas cover, each with the day on which it is expected."""
    left = _left(unit, buyer.channel, short)
    made = []
    for line in short:
        kind, may = left.get(line.article_id, ("", 0))
        units = min(line.quantity, may)
        if units <= 0:
            continue
        left[line.article_id] = (kind, may - units)
        row = Backorder(
            order_line_id=line.id,
            order_id=buyer.order_id,
            article_id=line.article_id,
            channel=buyer.channel,
            kind=kind,
            quantity=units,
        )
        expected = _expected(unit, row, buyer.collected_at)
        row.promised_at = max(expected, buyer.told_at or NOBODY_KNOWS) if expected else NOBODY_KNOWS
        unit.session.add(row)
        made.append(row)
    return made


def _left(unit: UnitOfWork, channel: str, short: Sequence[ShortLine]) -> dict[int, tuple[str, int]]:
    """Of each article that has a quota: its kind, and what may still be sold. The quotas are locked."""
    articles = sorted({line.article_id for line in short})
    if not articles:
        return {}
    quotas = unit.session.scalars(
        select(Quota)
        .where(Quota.article_id.in_(articles), Quota.channel.in_((channel, EVERY_CHANNEL)))
        .order_by(Quota.id)
        .with_for_update(),
        execution_options={"populate_existing": True},
    ).all()
    if not quotas:
        return {}
    found = beyond_stock(unit.session, articles, channel)
    return {article_id: (one.kind, one.quantity) for article_id, one in found.items()}


def _expected(unit: UnitOfWork, row: Backorder, collected_at: Location | None) -> Instant:
    """When its goods will be ready: those who ordered before are served first. 0 if nobody knows."""
    session = unit.session
    waiting = session.execute(
        select(Backorder.order_id, Backorder.order_line_id, Backorder.quantity).where(
            Backorder.article_id == row.article_id
        )
    ).all()
    # Identifiers of orders are in the order of their making.
    place = (row.order_id, row.order_line_id)
    ahead = sum(one.quantity for one in waiting if (one.order_id, one.order_line_id) < place)
    arrivals = session.execute(
        select(Arrival.quantity, Arrival.due_at, Arrival.location_id)
        .where(Arrival.article_id == row.article_id, Arrival.due_at > unit.at)
        .order_by(Arrival.due_at, Arrival.id)
    )
    needed = ahead + row.quantity
    for arrival in arrivals:
        needed -= arrival.quantity
        if needed <= 0:
            at = collected_at or session.get_one(Location, arrival.location_id)
            return ready_by(Instant(arrival.due_at), at.opening, at.timezone)
    due = beyond_stock(session, [row.article_id], row.channel).get(row.article_id)
    if due is None or due.due_at <= unit.at:
        return NOBODY_KNOWS
    opening, zone = (collected_at.opening, collected_at.timezone) if collected_at else ("", "UTC")
    return ready_by(due.due_at, opening, zone)


def backorders_of(session: Session, order_id: str) -> list[Backorder]:
    """What of an order was sold beyond stock and has not come yet."""
    return list(_waiting_of(session, order_id))


@kept
def _waiting_of(order_id: str) -> Select[Backorder]:
    return select(Backorder).where(Backorder.order_id == order_id).order_by(Backorder.order_line_id)


def settle_backorders(unit: UnitOfWork, order: Order, lines: Sequence[OrderLine]) -> None:
    """What was found, or is not wanted any more, is not waited for: the quota has it again.

    Args:
        order: locked.
    """
    unfillable: Mapping[str, int] = {line.id: line.unfillable for line in lines}
    for row in backorders_of(unit.session, order.id):
        row.quantity = min(row.quantity, unfillable.get(row.order_line_id, 0))
        if not row.quantity:
            unit.session.delete(row)


@kept
def due_promises(now: Instant, after: str, most: int) -> Select[str]:
    """Orders whose goods are late, or said to come at another time, by identifier after a given one."""
    late = (Backorder.promised_at > NOBODY_KNOWS) & (Backorder.promised_at <= now)
    return (
        select(Backorder.order_id)
        .where(Backorder.order_id > after, Backorder.is_stale.is_(True) | late)
        .distinct()
        .order_by(Backorder.order_id)
        .limit(most)
    )


def promise_again(unit: UnitOfWork, order_id: str) -> bool:
    """Promise what an order waits for by what is known now, and tell the customer what is clearly later.

    The next date is after now, or none: so it ends, with people.
    """
    order = unit.lock(Order, order_id)
    rows = backorders_of(unit.session, order_id)
    if order is None or not rows:
        return False
    store = order.pickup_location_id
    collected_at = unit.session.get(Location, store) if store is not None else None
    before = max(row.promised_at for row in rows)
    was_due = any(row.is_stale or 0 < row.promised_at <= unit.at for row in rows)
    for row in rows:
        row.promised_at, row.is_stale = _expected(unit, row, collected_at), False
    now = max(row.promised_at for row in rows)
    cause = derive(order.id, "promise", before, now)
    if before and any(not row.promised_at for row in rows):
        tell_customer(unit, order, DELAYED, cause, {"promised_before": before})
    elif before and now >= before + TOLD_FROM_MS:
        tell_customer(unit, order, PROMISED_AGAIN, cause, {"promised_at": now, "promised_before": before})
    return was_due
