"""The timers of fulfilments: claims that nobody works on, orders that nobody begins or collects, what is
finished. Of each: what may be due (by identifier after a given one, at most so many), and what is done if it
is due still.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, exists, select

from core.commands import fulfilment_aggregate
from core.commands.context import Context
from core.commands.handover import give_up
from core.commands.loading import prices_paid, step
from core.model import ExceptionCase, Fulfilment, FulfilmentLine, Location, Notification, Order
from core.model.kept_statements import kept
from core.orchestration.chain_settings import Chain, read_chain
from core.orchestration.claims import settle_reservations
from core.orchestration.fulfilments import core_actor
from core.orchestration.notices import REMINDER, UNCOLLECTED, refund_of, tell_customer
from core.orchestration.resourcing import can_go_elsewhere, cancel_fulfilment, resource
from core.orchestration.unit import UnitOfWork
from core.rules.fulfilment import COLLECTED_KINDS, FULFILMENT, FulfilmentKind, FulfilmentState, FulfilmentVerb
from core.rules.ids import derive
from core.rules.time import Instant

S, V = FulfilmentState, FulfilmentVerb
_FREED = (S.CLAIMED, S.PICKING)
_LAPSING = (S.PROPOSED, S.CLAIMED)
_EXPIRING = tuple(state for state in S if FULFILMENT.allows(state, V.EXPIRE))
_CLOSING = tuple(state for state in S if FULFILMENT.allows(state, V.CLOSE))


def _found(condition: ColumnElement[bool], after: str, most: int) -> Select[str]:
    query = select(Fulfilment.id).where(Fulfilment.id > after, condition)
    return query.order_by(Fulfilment.id).limit(most)


def _locked(unit: UnitOfWork, fulfilment_id: str) -> tuple[Order, Fulfilment] | None:
    order, head = _locked_head(unit, fulfilment_id)
    return (order, head) if order is not None and head is not None else None


def _locked_head(unit: UnitOfWork, fulfilment_id: str) -> tuple[Order | None, Fulfilment | None]:
    """A transfer's fulfilment is of no order."""
    head = unit.session.get(Fulfilment, fulfilment_id)
    order = unit.lock(Order, head.order_id) if head else None
    return order, unit.lock(Fulfilment, fulfilment_id)


def _context(unit: UnitOfWork, head: Fulfilment, name: str) -> Context:
    step_id = derive(head.id, name, head.state, head.claimed_at or head.state_at)
    return unit.context(core_actor(head.location_id), step_id, fulfilment_aggregate(head.id))


# A claim that nobody works on


@kept
def idle_claims(chain: Chain, now: Instant, after: str, most: int) -> Select[str]:
    """Claims that nobody has worked on for long."""
    idle = and_(Fulfilment.state.in_(_FREED), Fulfilment.claimed_at <= now - chain.claim_idle_ms)
    return _found(idle, after, most)


def _is_idle(unit: UnitOfWork, chain: Chain, head: Fulfilment) -> bool:
    return head.claimed_at is not None and head.claimed_at <= unit.at - chain.claim_idle_ms


def free(unit: UnitOfWork, chain: Chain, fulfilment_id: str) -> bool:
    """Others may take it."""
    _order, head = _locked_head(unit, fulfilment_id)
    if head is None or head.state not in _FREED or not _is_idle(unit, chain, head):
        return False
    step(_context(unit, head, "free"), head, V.RELEASE)
    head.claimed_by = head.claimed_device = head.claimed_at = None
    return True


# An order that nobody begins


@kept
def overdue(chain: Chain, now: Instant, after: str, most: int) -> Select[str]:
    """Orders that nobody has begun long after their promise."""
    late = and_(
        Fulfilment.state.in_(_LAPSING),
        Fulfilment.promised_at <= now - chain.lapse_after_promise_ms,
        Fulfilment.kind != FulfilmentKind.TRANSFER.value,
    )
    return _found(late, after, most)


def lapse(unit: UnitOfWork, chain: Chain, fulfilment_id: str) -> bool:
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


# A location that has shut with orders in it


@kept
def at_shut_locations(_chain: Chain, _now: Instant, after: str, most: int) -> Select[str]:
    """What nobody has begun where nobody works. What is in hand there, or to be collected there, is for
    people (`core.service.order_attention`)."""
    shut = and_(
        Fulfilment.state == S.PROPOSED,
        Fulfilment.kind != FulfilmentKind.TRANSFER.value,
        Fulfilment.kind.not_in(COLLECTED_KINDS),
        Fulfilment.location_id.in_(select(Location.id).where(Location.is_open.is_(False))),
    )
    return _found(shut, after, most)


def leave(unit: UnitOfWork, _chain: Chain, fulfilment_id: str) -> bool:
    """It goes elsewhere, or waits for people."""
    found = _locked(unit, fulfilment_id)
    if found is None or found[1].state != S.PROPOSED or found[1].kind in COLLECTED_KINDS:
        return False
    order, head = found
    if unit.session.get_one(Location, head.location_id, populate_existing=True).is_open:
        return False
    cause = derive(head.id, "shut", head.state_at)
    cancel_fulfilment(unit, head, cause, "location_shut")
    resource(unit, order, cause)
    return True


# An order that nobody collects


@kept
def to_remind(chain: Chain, now: Instant, after: str, most: int) -> Select[str]:
    """What is ready and was not collected yet, whose customer was not reminded."""
    was_reminded = exists().where(
        Notification.order_id == Fulfilment.order_id,
        Notification.kind == REMINDER,
        Notification.created_at >= Fulfilment.state_at,
    )
    waiting = and_(
        Fulfilment.state == S.READY,
        Fulfilment.state_at <= now - chain.remind_after_ms,
        Fulfilment.state_at > now - chain.collect_within_ms,
        ~was_reminded,
    )
    return _found(waiting, after, most)


def remind(unit: UnitOfWork, chain: Chain, fulfilment_id: str) -> bool:
    """Tell the customer once."""
    found = _locked(unit, fulfilment_id)
    if found is None or found[1].state != S.READY:
        return False
    order, head = found
    if head.state_at > unit.at - chain.remind_after_ms:
        return False
    place = unit.session.get_one(Location, head.location_id)
    told = {"location": place.name, "collect_until": head.state_at + chain.collect_within_ms}
    tell_customer(unit, order, REMINDER, derive(head.id, "remind", head.state_at), told)
    return True


@kept
def uncollected(chain: Chain, now: Instant, after: str, most: int) -> Select[str]:
    """What was not collected in time."""
    waiting = and_(
        Fulfilment.state.in_(_EXPIRING),
        Fulfilment.kind.in_(COLLECTED_KINDS),
        Fulfilment.state_at <= now - chain.collect_within_ms,
    )
    return _found(waiting, after, most)


def expire(unit: UnitOfWork, chain: Chain, fulfilment_id: str) -> bool:
    """It is not collected any more; its goods go back."""
    found = _locked(unit, fulfilment_id)
    if found is None:
        return False
    order, head = found
    is_waiting = head.state in _EXPIRING and head.state_at <= unit.at - chain.collect_within_ms
    if not is_waiting or head.kind not in COLLECTED_KINDS:
        return False
    step(_context(unit, head, "expire"), head, V.EXPIRE)
    told = {"fulfilment_id": head.id, **refund_of(order, _worth_cents(unit, head))}
    tell_customer(unit, order, UNCOLLECTED, head.id, told)
    return True


def _worth_cents(unit: UnitOfWork, head: Fulfilment) -> int:
    """What of a fulfilment was to be collected, at the prices it was paid with."""
    lines = unit.session.scalars(select(FulfilmentLine).where(FulfilmentLine.fulfilment_id == head.id)).all()
    price = prices_paid(head, lines)
    return sum(price[line.id] * line.quantities().claimed for line in lines)


# What is finished


@kept
def finished(chain: Chain, now: Instant, after: str, most: int) -> Select[str]:
    """What has been over for long, without an open case."""
    done = and_(
        Fulfilment.state.in_(_CLOSING), Fulfilment.state_at <= now - chain.close_after_ms, ~_has_open_case()
    )
    return _found(done, after, most)


def _has_open_case() -> ColumnElement[bool]:
    return exists().where(
        ExceptionCase.location_id == Fulfilment.location_id,
        ExceptionCase.settled_at.is_(None),
        ExceptionCase.aggregate == fulfilment_aggregate("") + Fulfilment.id,
    )


def close(unit: UnitOfWork, chain: Chain, fulfilment_id: str) -> bool:
    """Its rows leave the store's stream (`core.feed.routing`); the core keeps them."""
    _order, head = _locked_head(unit, fulfilment_id)
    return head is not None and _close(unit, chain, head)


def close_together(unit: UnitOfWork, fulfilment_ids: Sequence[str]) -> set[str]:
    """Close those of some that are due still, their rows read and locked in one go: a chain closes as many as
    it sells. Returns which."""
    chain = read_chain(unit.session)
    of = select(Fulfilment.order_id).where(Fulfilment.id.in_(fulfilment_ids))
    unit.lock_all(Order, Order.id, set(unit.session.scalars(of)) - {None})
    unit.lock_all(Fulfilment, Fulfilment.id, fulfilment_ids)
    heads = [unit.session.get(Fulfilment, one) for one in fulfilment_ids]
    return {head.id for head in heads if head is not None and _close(unit, chain, head)}


def _close(unit: UnitOfWork, chain: Chain, head: Fulfilment) -> bool:
    if head.state not in _CLOSING or head.state_at > unit.at - chain.close_after_ms:
        return False
    step(_context(unit, head, "close"), head, V.CLOSE)
    return True
