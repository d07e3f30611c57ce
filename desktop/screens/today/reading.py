"""What Today reads: the open fulfilments, the open cases, the load of the next hours."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from sqlalchemy import func, select

from core.model import ExceptionCase, Fulfilment
from core.rules.fulfilment import (
    FULFILMENT,
    OPEN_STATES,
    RULES,
    TO_HAND_OVER,
    TO_PREPARE,
    FulfilmentKind,
    FulfilmentState,
    FulfilmentVerb,
)
from core.rules.permissions import Permission
from core.rules.time import HOUR_MS, Instant
from desktop.desk import Me
from desktop.screens.fulfilments import Head, Holder, minutes_until, open_heads, this_place
from desktop.screens.today.state import PROMISED, Case, Hour, Step, Task, TodayState, Way, Work
from sync.reading import Reader

HOURS_AHEAD = 4
MAX_CASES = 50
"""More cases than a screen lists; the oldest come first."""

_IN_PARCELS = frozenset({FulfilmentState.PACKED, FulfilmentState.LABELLED, FulfilmentState.ARRIVED})
_BEGUN = frozenset({FulfilmentState.CLAIMED, FulfilmentState.PICKING, FulfilmentState.PICKED})
_VERBS = {Way.REJECT: FulfilmentVerb.REJECT, Way.REOPEN: FulfilmentVerb.REOPEN}
_PREPARED_HERE = TO_PREPARE | {FulfilmentState.ARRIVED}


def load_today(reader: Reader, me: Me, now: Instant) -> TodayState:
    """The whole screen, in one read."""
    place = this_place(reader)
    found = open_heads(reader, me, now, OPEN_STATES)
    works = [_work(head, me, now) for head in found] + [_settling(case, me) for case in _cases(reader)]
    works.sort(key=lambda work: list(Task).index(work.task))
    state = TodayState(
        now=now,
        timezone=place.timezone,
        works=tuple(works),
        hours=load_of(found, now),
        capacity=place.capacity_per_hour,
        last_handed_over_at=_last_handed_over(reader),
        may=frozenset(way for way, verb in _VERBS.items() if me.may(RULES[verb].permission)),
        may_settle=me.may(Permission.SETTLE_EXCEPTION),
        is_read=True,
    )
    return counted(state)


def counted(state: TodayState) -> TodayState:
    """The state with its four numbers and its minutes as of its `now`."""
    works = tuple(_aged(work, state.now) for work in state.works)
    preparing = [work for work in works if work.task is Task.PREPARE]
    changes = {
        "works": works,
        "to_prepare": len(preparing),
        "ready": sum(work.task is Task.HAND_OVER for work in works),
        "late": sum(work.minutes_left < 0 for work in works if work.task in PROMISED),
        "to_settle": sum(work.task is Task.SETTLE for work in works),
    }
    return replace(state, **changes)


def load_of(found: Sequence[Head], now: Instant) -> tuple[Hour, ...]:
    """How many orders fall due in this hour of the clock and the next; what is late is due now."""
    due = [head.promised_at for head in found if head.state in _PREPARED_HERE]
    first = now - now % HOUR_MS
    hours = []
    for place in range(HOURS_AHEAD):
        begins = first + place * HOUR_MS
        since = begins if place else 0
        hours.append(Hour(Instant(begins), sum(since <= at < begins + HOUR_MS for at in due)))
    return tuple(hours)


def _aged(work: Work, now: Instant) -> Work:
    return replace(work, minutes_left=minutes_until(work.head.promised_at, now)) if work.head else work


def _work(head: Head, me: Me, now: Instant) -> Work:
    task = _task(head)
    return Work(
        key=head.id,
        task=task,
        step=_step(head, task, me),
        minutes_left=minutes_until(head.promised_at, now),
        head=head,
        ways=_ways(head),
    )


def _ways(head: Head) -> frozenset[Way]:
    """What the lifecycle lets do; nothing in a state that only a newer core knows."""
    if head.state not in set(FulfilmentState):
        return frozenset()
    state = FulfilmentState(head.state)
    return frozenset(way for way, verb in _VERBS.items() if FULFILMENT.allows(state, verb))


def _task(head: Head) -> Task:
    if head.state in TO_HAND_OVER:
        return Task.CARRIER if head.kind == FulfilmentKind.SHIPMENT else Task.HAND_OVER
    if head.state == FulfilmentState.ARRIVED:
        return Task.RECEIVE
    if head.state in _PREPARED_HERE:
        return Task.PREPARE
    return Task.PUT_BACK


def _step(head: Head, task: Task, me: Me) -> Step:
    if task is Task.CARRIER:
        return Step.DISPATCH
    if task is Task.HAND_OVER:
        return Step.HAND_OVER
    if task is Task.PUT_BACK:
        return Step.PUT_BACK
    if head.state in _IN_PARCELS:
        return Step.PUT_IN_BIN
    if head.holder is Holder.COLLEAGUE:
        return Step.TAKE_OVER if me.may(Permission.TAKE_OVER) else Step.NONE
    return Step.CONTINUE if head.state in _BEGUN and head.holder is Holder.THIS_DEVICE else Step.PREPARE


def _settling(case: Case, me: Me) -> Work:
    step = Step.SETTLE if me.may(Permission.SETTLE_EXCEPTION) else Step.NONE
    return Work(key=f"case:{case.id}", task=Task.SETTLE, step=step, case=case)


def _cases(reader: Reader) -> list[Case]:
    rows = reader.session.scalars(
        select(ExceptionCase)
        .where(ExceptionCase.location_id == reader.location_id, ExceptionCase.settled_at.is_(None))
        .order_by(ExceptionCase.raised_at)
        .limit(MAX_CASES)
    )
    return [
        Case(row.id, row.kind, row.aggregate, dict(row.data or {}), Instant(row.raised_at)) for row in rows
    ]


def _last_handed_over(reader: Reader) -> Instant:
    last = reader.session.scalar(
        select(func.max(Fulfilment.state_at)).where(
            Fulfilment.location_id == reader.location_id,
            Fulfilment.state == FulfilmentState.HANDED_OVER.value,
        )
    )
    return Instant(last or 0)
