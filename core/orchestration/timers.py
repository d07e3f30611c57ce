"""What happens because time has passed: claims that nobody works on, orders that nobody begins or collects,
what is finished and closed, back-orders whose goods have come.

A timer finds what may be due in a read, a page at a time, and decides each in a transaction of its own on
locked rows. So two cores may run the same timers, a core may end at any moment, and nothing is lost or done
twice: what was not done is found again, what was done is not due any more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import structlog
from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from core.commands import fulfilment_aggregate
from core.commands.context import Context
from core.commands.handover import give_up
from core.commands.loading import step
from core.model import ExceptionCase, Fulfilment, Order
from core.orchestration.backorders import due_backorders, retry_backorder
from core.orchestration.beyond_stock import due_promises, promise_again
from core.orchestration.chain_settings import Chain, read_chain
from core.orchestration.claims import settle_reservations
from core.orchestration.fulfilments import core_actor
from core.orchestration.notices import UNCOLLECTED, tell_customer
from core.orchestration.payments import due_payments, end_unpaid
from core.orchestration.putting_off import PuttingOff
from core.orchestration.reservations import due_holds, expire
from core.orchestration.resourcing import can_go_elsewhere, resource
from core.orchestration.unit import Core, UnitOfWork
from core.rules.fulfilment import COLLECTED_KINDS, FULFILMENT, FulfilmentKind, FulfilmentState, FulfilmentVerb
from core.rules.ids import derive
from core.rules.time import Instant

PAGE = 200
"""As many of each timer are looked at in one turn."""

S, V = FulfilmentState, FulfilmentVerb
_FREED = (S.CLAIMED, S.PICKING)
_LAPSING = (S.PROPOSED, S.CLAIMED)
_EXPIRING = tuple(state for state in S if FULFILMENT.allows(state, V.EXPIRE))
_CLOSING = tuple(state for state in S if FULFILMENT.allows(state, V.CLOSE))

log = structlog.get_logger(__name__)


class Timer(msgspec.Struct, frozen=True):
    """One kind of thing that falls due.

    Attributes:
        due: identifiers after a given one, in their order: (session, chain, now, after, at most so many).
        act: does it if it is due still; returns whether it was: (unit, chain, identifier).
    """

    name: str
    due: Callable[[Session, Chain, Instant, str, int], Sequence[str]]
    act: Callable[[UnitOfWork, Chain, str], bool]


class Timers:
    """The timers of one core, each going round its candidates.

    What is due and cannot be done yet must not stand in the way of the rest: each turn goes on where the last
    one ended, and what could not be done waits longer each time, up to an hour. Both are remembered in memory
    alone; a new process begins at the first.
    """

    def __init__(self, core: Core) -> None:
        self._core = core
        self._after: dict[str, str] = {}
        self._waiting = {timer.name: PuttingOff() for timer in TIMERS}

    def turn(self, keep_going: Callable[[], bool] = lambda: True) -> dict[str, int]:
        """One page of each timer; returns how much was done by the timer's name."""
        return {timer.name: self._page(timer, keep_going) for timer in TIMERS}

    @property
    def has_more(self) -> bool:
        """Whether some timer has not come round."""
        return any(self._after.values())

    def _page(self, timer: Timer, keep_going: Callable[[], bool]) -> int:
        chain = self._core.read(read_chain)
        after, now = self._after.get(timer.name, ""), self._core.clock.now()
        found = self._core.read(lambda session: timer.due(session, chain, now, after, PAGE))
        self._after[timer.name] = found[-1] if len(found) == PAGE else ""
        waiting, now_ms = self._waiting[timer.name], self._core.clock.monotonic_ms()
        waiting.forget_old(now_ms)
        return sum(self._act(timer, chain, one) for one in waiting.ready(found, now_ms) if keep_going())

    def _act(self, timer: Timer, chain: Chain, one: str) -> bool:
        done = self._try(timer, chain, one)
        waiting = self._waiting[timer.name]
        if done:
            waiting.done(one)
        else:
            waiting.put_off(one, self._core.clock.monotonic_ms())
        return done

    def _try(self, timer: Timer, chain: Chain, one: str) -> bool:
        try:
            done = self._core.transact(lambda unit: timer.act(unit, chain, one))
        except Exception:
            # A bug in one case must not keep the others waiting; it is tried again when its turn comes.
            log.exception("timer.failed", timer=timer.name, id=one)
            return False
        if done:
            log.info("timer.done", timer=timer.name, id=one)
        return done


def _found(session: Session, condition: ColumnElement[bool], after: str, most: int) -> Sequence[str]:
    query = select(Fulfilment.id).where(Fulfilment.id > after, condition)
    return session.scalars(query.order_by(Fulfilment.id).limit(most)).all()


def _locked(unit: UnitOfWork, fulfilment_id: str) -> tuple[Order, Fulfilment] | None:
    head = unit.session.get(Fulfilment, fulfilment_id)
    order = unit.lock(Order, head.order_id) if head else None
    head = unit.lock(Fulfilment, fulfilment_id)
    return (order, head) if order is not None and head is not None else None


def _context(unit: UnitOfWork, head: Fulfilment, name: str) -> Context:
    step_id = derive(head.id, name, head.state, head.claimed_at or head.state_at)
    return unit.context(core_actor(head.location_id), step_id, fulfilment_aggregate(head.id))


# A claim that nobody works on


def _idle_claims(session: Session, chain: Chain, now: Instant, after: str, most: int) -> Sequence[str]:
    idle = and_(Fulfilment.state.in_(_FREED), Fulfilment.claimed_at <= now - chain.claim_idle_ms)
    return _found(session, idle, after, most)


def _is_idle(unit: UnitOfWork, chain: Chain, head: Fulfilment) -> bool:
    return head.claimed_at is not None and head.claimed_at <= unit.at - chain.claim_idle_ms


def _free(unit: UnitOfWork, chain: Chain, fulfilment_id: str) -> bool:
    found = _locked(unit, fulfilment_id)
    if found is None or found[1].state not in _FREED or not _is_idle(unit, chain, found[1]):
        return False
    head = found[1]
    step(_context(unit, head, "free"), head, V.RELEASE)
    head.claimed_by = head.claimed_device = head.claimed_at = None
    return True


# An order that nobody begins


def _overdue(session: Session, chain: Chain, now: Instant, after: str, most: int) -> Sequence[str]:
    late = and_(
        Fulfilment.state.in_(_LAPSING),
        Fulfilment.promised_at <= now - chain.lapse_after_promise_ms,
        Fulfilment.kind != FulfilmentKind.TRANSFER.value,
    )
    return _found(session, late, after, most)


def _lapse(unit: UnitOfWork, chain: Chain, fulfilment_id: str) -> bool:
    """Another location gets it, if one has everything: what is on the shelf here is better than nothing."""
    found = _locked(unit, fulfilment_id)
    if found is None:
        return False
    order, head = found
    is_begun = head.state not in _LAPSING or (head.state == S.CLAIMED and not _is_idle(unit, chain, head))
    if is_begun or head.promised_at > unit.at - chain.lapse_after_promise_ms:
        return False
    if not can_go_elsewhere(unit, order, head):
        return False
    context = _context(unit, head, "lapse")
    give_up(context, head, V.LAPSE, "lapsed")
    settle_reservations(unit, head)
    resource(unit, order, context.command_id)
    return True


# An order that nobody collects


def _uncollected(session: Session, chain: Chain, now: Instant, after: str, most: int) -> Sequence[str]:
    waiting = and_(
        Fulfilment.state.in_(_EXPIRING),
        Fulfilment.kind.in_(COLLECTED_KINDS),
        Fulfilment.state_at <= now - chain.collect_within_ms,
    )
    return _found(session, waiting, after, most)


def _expire(unit: UnitOfWork, chain: Chain, fulfilment_id: str) -> bool:
    found = _locked(unit, fulfilment_id)
    if found is None:
        return False
    order, head = found
    is_waiting = head.state in _EXPIRING and head.state_at <= unit.at - chain.collect_within_ms
    if not is_waiting or head.kind not in COLLECTED_KINDS:
        return False
    step(_context(unit, head, "expire"), head, V.EXPIRE)
    tell_customer(unit, order, UNCOLLECTED, head.id, {"fulfilment_id": head.id})
    return True


# What is finished


def _finished(session: Session, chain: Chain, now: Instant, after: str, most: int) -> Sequence[str]:
    done = and_(
        Fulfilment.state.in_(_CLOSING), Fulfilment.state_at <= now - chain.close_after_ms, ~_has_open_case()
    )
    return _found(session, done, after, most)


def _has_open_case() -> ColumnElement[bool]:
    return exists().where(
        ExceptionCase.location_id == Fulfilment.location_id,
        ExceptionCase.settled_at.is_(None),
        ExceptionCase.aggregate == fulfilment_aggregate("") + Fulfilment.id,
    )


def _close(unit: UnitOfWork, chain: Chain, fulfilment_id: str) -> bool:
    """Its rows leave the store's stream (`core.feed.routing`); the core keeps them."""
    found = _locked(unit, fulfilment_id)
    if found is None or found[1].state not in _CLOSING:
        return False
    head = found[1]
    if head.state_at > unit.at - chain.close_after_ms:
        return False
    step(_context(unit, head, "close"), head, V.CLOSE)
    return True


def _late_goods(session: Session, _chain: Chain, _now: Instant, after: str, most: int) -> Sequence[str]:
    return due_backorders(session, after, most)


def _retry(unit: UnitOfWork, _chain: Chain, order_id: str) -> bool:
    return retry_backorder(unit, order_id)


def _promised_goods(session: Session, _chain: Chain, now: Instant, after: str, most: int) -> Sequence[str]:
    return due_promises(session, now, after, most)


def _promise_again(unit: UnitOfWork, _chain: Chain, order_id: str) -> bool:
    return promise_again(unit, order_id)


def _held_too_long(session: Session, _chain: Chain, now: Instant, after: str, most: int) -> Sequence[str]:
    return due_holds(session, now, after, most)


def _end_hold(unit: UnitOfWork, _chain: Chain, holder: str) -> bool:
    return expire(unit, holder)


def _not_paid(session: Session, _chain: Chain, now: Instant, after: str, most: int) -> Sequence[str]:
    return due_payments(session, now, after, most)


def _end_unpaid(unit: UnitOfWork, _chain: Chain, order_id: str) -> bool:
    return end_unpaid(unit, order_id)


TIMERS: Sequence[Timer] = (
    Timer("free_claim", _idle_claims, _free),
    Timer("lapse", _overdue, _lapse),
    Timer("uncollected", _uncollected, _expire),
    Timer("hold", _held_too_long, _end_hold),
    Timer("unpaid", _not_paid, _end_unpaid),
    Timer("backorder", _late_goods, _retry),
    Timer("promise", _promised_goods, _promise_again),
    Timer("close", _finished, _close),
)
