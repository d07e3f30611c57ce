"""What Today reads: the open fulfilments, the open cases, the load of the next hours."""

from __future__ import annotations

from msgspec.structs import replace
from sqlalchemy import func, select

from core.model import ExceptionCase, Fulfilment, Refund, Return
from core.rules.fulfilment import (
    CARRIED_KINDS,
    FULFILMENT,
    PREPARED_HERE,
    RULES,
    TO_HAND_OVER,
    FulfilmentState,
    FulfilmentVerb,
)
from core.rules.permissions import Permission
from core.rules.refund import UNDECIDED, RefundState
from core.rules.time import Instant
from desktop.desk import Me
from desktop.screens.case_variants import line_of, orders_of, variants_of
from desktop.screens.fulfilments import Head, Holder, heads, heads_of, listed, minutes_until, this_place
from desktop.screens.today.board import number_for_me, read_board
from desktop.screens.today.closings import closings
from desktop.screens.today.coming import comings, may_approve, number_coming
from desktop.screens.today.counting import MAX_COUNTS, countings, number_to_count, zones_to_count
from desktop.screens.today.narrowing import lets_case, lets_coming, lets_count, lets_money
from desktop.screens.today.state import (
    PROMISED,
    Case,
    Coming,
    Counting,
    Filter,
    Money,
    Step,
    Tally,
    Task,
    TodayState,
    Way,
    Work,
)
from sync.reading import Reader

MAX_CASES = 10
"""The oldest; all of them are on Alerts."""
MAX_NARROWED = 1_000
"""Of each that a filter looks through."""
MAX_MONEYS = 20
"""All of them are on Approvals."""
ALL_OF_IT = Filter()

_IN_PARCELS = frozenset({FulfilmentState.PACKED, FulfilmentState.LABELLED, FulfilmentState.ARRIVED})
_BEGUN = frozenset({FulfilmentState.CLAIMED, FulfilmentState.PICKING, FulfilmentState.PICKED})
_VERBS = {Way.REJECT: FulfilmentVerb.REJECT, Way.REOPEN: FulfilmentVerb.REOPEN}


def load_today(
    reader: Reader, me: Me, now: Instant, wanted: Filter = ALL_OF_IT, also: str = ""
) -> TodayState:
    """The whole screen, in one read.

    Args:
        also: a fulfilment that has a row in any case, if it is open here.
    """
    place = this_place(reader)
    board = read_board(reader, me, now, wanted, also)
    found = heads_of(reader, me, now, board.ids)
    counting = [one for one in countings(reader, _most(wanted)) if lets_count(wanted, one)]
    cases = [one for one in _cases(reader, wanted) if lets_case(wanted, one)]
    every_money = moneys(reader)
    money = [one for one in every_money if lets_money(wanted, one)]
    every_coming = comings(reader, me)
    coming = [one for one in every_coming if lets_coming(wanted, one)]
    works = [_work(head, me, now) for head in found]
    works += [_to_decide(one, me) for one in money] + [_to_receive(one) for one in coming]
    works += [_to_count(one) for one in counting] + [_settling(case, me) for case in cases]
    works.sort(key=lambda work: list(Task).index(work.task))
    every, to_count, to_settle = board.every, number_to_count(reader), _number_of_cases(reader)
    orders = sum(tally.orders for tally in every.values())
    late = sum(work.minutes_left < 0 for work in works if work.task in PROMISED)
    state = TodayState(
        now=now,
        timezone=place.timezone,
        works=tuple(works),
        to_prepare=every.get(Task.PREPARE, Tally()).orders,
        ready=every.get(Task.HAND_OVER, Tally()).orders,
        to_settle=to_settle,
        hours=board.hours,
        capacity=place.capacity_per_hour,
        last_handed_over_at=_last_handed_over(reader),
        closings=closings(reader, now, place.timezone),
        may=frozenset(way for way, verb in _VERBS.items() if me.may(RULES[verb].permission)),
        may_settle=_settles(me),
        filter=wanted,
        tallies={
            **board.shown,
            Task.RECEIVE: board.shown.get(Task.RECEIVE, Tally()).plus(
                Tally(len(coming), sum(one.units for one in coming))
            ),
            Task.COUNT: Tally(len(counting) if wanted.is_on else to_count),
            Task.MONEY: Tally(len(money)),
            Task.SETTLE: Tally(len(cases) if wanted.is_on else to_settle),
        },
        late_beyond=sum(tally.late for tally in every.values()) - late,
        total=orders + to_count + len(every_money) + len(every_coming) + to_settle,
        waits_for_me=orders
        - board.anothers
        + to_count
        + len(every_coming)
        + (to_settle if _settles(me) else 0),
        zones=tuple(sorted({*board.zones, *zones_to_count(reader)})),
        is_read=True,
    )
    return counted(state)


def number_waiting(reader: Reader, me: Me, now: Instant) -> int:
    """The number of `TodayState.waits_for_me` alone."""
    coming = number_coming(reader, may_approve=may_approve(me))
    to_settle = _number_of_cases(reader) if _settles(me) else 0
    return number_for_me(reader, me, now) + number_to_count(reader) + coming + to_settle


def _settles(me: Me) -> bool:
    return me.may(Permission.SETTLE_EXCEPTION)


def counted(state: TodayState) -> TodayState:
    """The state with its minutes, and what is late, as of its `now`."""
    works = tuple(_aged(work, state.now) for work in state.works)
    late = sum(work.minutes_left < 0 for work in works if work.task in PROMISED)
    return replace(state, works=works, late=late + state.late_beyond)


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
        return Task.CARRIER if head.kind in CARRIED_KINDS else Task.HAND_OVER
    if head.state == FulfilmentState.ARRIVED:
        return Task.RECEIVE
    if head.state in PREPARED_HERE:
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
    step = Step.SETTLE if _settles(me) else Step.LOOK
    return Work(key=f"case:{case.id}", task=Task.SETTLE, step=step, case=case)


def _most(wanted: Filter) -> int:
    """Counts that are read: of a filter's, each may be what is looked for."""
    return MAX_NARROWED if wanted.is_on else MAX_COUNTS


def _cases(reader: Reader, wanted: Filter) -> list[Case]:
    rows = reader.session.scalars(
        select(ExceptionCase)
        .where(ExceptionCase.location_id == reader.location_id, ExceptionCase.settled_at.is_(None))
        .order_by(ExceptionCase.raised_at, ExceptionCase.id)
        .limit(MAX_NARROWED if wanted.is_on else MAX_CASES)
    )
    found = list(rows)
    variants = variants_of(reader, (row.data for row in found))
    orders = orders_of(reader, (row.aggregate for row in found))
    return [
        Case(
            row.id,
            row.kind,
            row.aggregate,
            dict(row.data or {}),
            Instant(row.raised_at),
            variants.get(line_of(row.data), ""),
            orders[row.aggregate].customer if row.aggregate in orders else "",
        )
        for row in found
    ]


def _number_of_cases(reader: Reader) -> int:
    asked = "SELECT count(*) FROM exception_case WHERE location_id = ? AND settled_at IS NULL"
    return int(reader.raw.execute(asked, (reader.location_id,)).fetchone()[0])


def _to_count(counting: Counting) -> Work:
    return Work(key=f"count:{counting.id}", task=Task.COUNT, step=Step.COUNT, counting=counting)


def _to_receive(coming: Coming) -> Work:
    step = Step.APPROVE if coming.is_request else Step.RECEIVE
    return Work(key=f"coming:{coming.key}", task=Task.RECEIVE, step=step, coming=coming)


def _to_decide(money: Money, me: Me) -> Work:
    step = Step.DECIDE if me.may(Permission.APPROVE_REFUND) else Step.LOOK
    return Work(key=f"refund:{money.refund_id}", task=Task.MONEY, step=step, money=money)


def moneys(reader: Reader) -> list[Money]:
    """Refunds of this store that wait for a word or came back, the oldest first; at most `MAX_MONEYS`."""
    rows = reader.session.execute(
        select(Refund, Return.customer_name)
        .join(Return, Return.id == Refund.return_id)
        .where(
            Refund.location_id == reader.location_id,
            Refund.state.in_([*(one.value for one in UNDECIDED), RefundState.FAILED.value]),
        )
        .order_by(Refund.state_at, Refund.id)
        .limit(MAX_MONEYS)
    )
    return [
        Money(
            refund_id=row.id,
            number=row.number,
            state=RefundState(row.state),
            cents=row.total_cents,
            currency=row.currency,
            customer=customer,
            since=Instant(row.state_at),
        )
        for row, customer in rows
    ]


def with_colleagues(reader: Reader, me: Me, now: Instant, round_id: str) -> list[str]:
    """What of a round is in a colleague's hands, in the order of its totes."""
    where = f"round_id = :round AND state IN ({listed(_BEGUN)}) ORDER BY tote"
    found = heads(reader, me, now, where, {"round": round_id})
    return [head.id for head in found if head.holder is Holder.COLLEAGUE]


def _last_handed_over(reader: Reader) -> Instant:
    last = reader.session.scalar(
        select(func.max(Fulfilment.state_at)).where(
            Fulfilment.location_id == reader.location_id,
            Fulfilment.state == FulfilmentState.HANDED_OVER.value,
        )
    )
    return Instant(last or 0)
