"""An order's history as a story: what was decided, who did what, what the customer was told, what went wrong.

Nothing is written down for it: it is read from what the core keeps anyway.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core import wire
from core.commands import OutcomeStatus, fulfilment_aggregate
from core.model import (
    ExceptionCase,
    Fulfilment,
    KeptEnvelope,
    Location,
    Notification,
    Order,
    OutcomeRow,
    Staff,
)
from core.orchestration.decisions import decision_of, decisions_of
from core.rules.fulfilment import DEAD_STATES
from core.rules.time import Instant, to_iso
from core.service.history_sentences import STORY, story_sentence

Told = tuple[int, str, dict[str, Any]]
"""When, the event's code, and what a sentence about it needs."""


class Event(msgspec.Struct, frozen=True):
    """One thing that happened, and when the core heard of it: a stable `code`, the same in words, and the
    data behind it (`done_at` is the time of a store's fact, by its own clock)."""

    at: Instant
    at_iso: str
    code: str
    text: str
    data: dict[str, Any]


class OrderHistory(msgspec.Struct, frozen=True):
    """An order's events, oldest first."""

    order_id: str
    number: str
    events: tuple[Event, ...]


def order_history(session: Session, order: Order, language: str) -> OrderHistory:
    """Tell an order's story."""
    rows = session.execute(
        select(Fulfilment, Location.name)
        .join(Location, Location.id == Fulfilment.location_id)
        .where(Fulfilment.order_id == order.id)
        .order_by(Fulfilment.created_at, Fulfilment.id)
    ).all()
    heads = [(row[0], row[1]) for row in rows]
    told = [
        *_order(order),
        *_decisions(session, order),
        *_fulfilments(heads),
        *_commands(session, [head.id for head, _ in heads]),
        *_notices(session, order),
        *_cases(session, order, [head.id for head, _ in heads]),
    ]
    told.sort(key=lambda one: one[0])
    events = tuple(
        Event(Instant(at), to_iso(Instant(at)), code, story_sentence(code, data, language), data)
        for at, code, data in told
    )
    return OrderHistory(order.id, order.number, events)


def _order(order: Order) -> Iterator[Told]:
    yield order.placed_at, "placed", {"channel": order.channel, "reference": order.reference}
    if order.confirmed_at is not None and order.confirmed_at != order.placed_at:
        # Within a millisecond of its placing it is told with it: what came of it may bear that time.
        is_at_once = order.confirmed_at == order.placed_at + 1
        yield order.placed_at if is_at_once else order.confirmed_at, "confirmed", {}


def _decisions(session: Session, order: Order) -> Iterator[Told]:
    decided = [(row.at, decision_of(row).chosen.plan) for row in decisions_of(session, order.id)]
    ids = {share.location_id for _, plan in decided for share in plan.shares}
    found = session.execute(select(Location.id, Location.name).where(Location.id.in_(ids)))
    names = {row.id: row.name for row in found}
    for at, plan in decided:
        if plan.shares:
            units = {names[share.location_id]: sum(share.units.values()) for share in plan.shares}
            sources = ", ".join(f"{name} ({count})" for name, count in units.items())
            yield at, "sourced", {"sources": sources, "missing": sum(plan.missing.values())}
        else:
            yield at, "not_sourced", {"missing": sum(plan.missing.values())}


def _fulfilments(heads: Sequence[tuple[Fulfilment, str]]) -> Iterator[Told]:
    for head, name in heads:
        data = {"fulfilment_id": head.id, "location": name}
        yield head.created_at, "sent_to_store", {**data, "promised_at": head.promised_at}
        if head.state in DEAD_STATES and f"ended_{head.state}" in STORY:
            yield head.state_at, f"ended_{head.state}", data


def _commands(session: Session, fulfilment_ids: Sequence[str]) -> Iterator[Told]:
    rows = session.execute(
        select(KeptEnvelope, OutcomeRow.status, OutcomeRow.code)
        .join(OutcomeRow, OutcomeRow.id == KeptEnvelope.command_id)
        .where(KeptEnvelope.aggregate.in_([fulfilment_aggregate(one) for one in fulfilment_ids]))
        .order_by(KeptEnvelope.received_at, KeptEnvelope.device_id, KeptEnvelope.sequence)
    ).all()
    envelopes = [(row[0].received_at, wire.read_own(row[0].body), row[1], row[2]) for row in rows]
    names = _names(session, {envelope.author for _, envelope, _, _ in envelopes})
    for received_at, envelope, status, code in envelopes:
        who = names.get(envelope.author, envelope.author)
        data = {
            "who": who,
            "name": envelope.name,
            "done_at": envelope.at,
            "outcome": status,
            "reason": code,
        }
        was_refused = status in (OutcomeStatus.REFUSED, OutcomeStatus.QUARANTINED)
        # In the order in which the core heard of it: a device's clock may be wrong, and orders nothing.
        yield received_at, "refused" if was_refused else envelope.name, data


def _names(session: Session, staff: set[str]) -> Mapping[str, str]:
    return {row.id: row.name for row in session.scalars(select(Staff).where(Staff.id.in_(staff)))}


def _notices(session: Session, order: Order) -> Iterator[Told]:
    query = select(Notification).where(Notification.order_id == order.id)
    for row in session.scalars(query.order_by(Notification.created_at, Notification.id)):
        code = f"told_{row.kind}"
        yield row.created_at, code if code in STORY else "told", {"kind": row.kind, **row.data}
        if row.failed_at is not None:
            yield row.failed_at, "not_told", {"kind": row.kind, "reason": row.failure}


def _cases(session: Session, order: Order, fulfilment_ids: Sequence[str]) -> Iterator[Told]:
    abouts = [f"order:{order.id}", *(fulfilment_aggregate(one) for one in fulfilment_ids)]
    query = select(ExceptionCase).where(ExceptionCase.aggregate.in_(abouts))
    cases = session.scalars(query.order_by(ExceptionCase.raised_at, ExceptionCase.id)).all()
    names = _names(session, {case.settled_by for case in cases if case.settled_by})
    for case in cases:
        yield case.raised_at, "case_raised", {"kind": case.kind, "case_id": case.id}
        if case.settled_at is not None:
            who = names.get(case.settled_by or "", case.settled_by or "")
            yield case.settled_at, "case_settled", {"who": who, "settlement": case.settlement}


def concerns(session: Session, order: Order, location_id: int) -> bool:
    """Whether an order is a store's business: collected there, prepared or arrived there, or asked about."""
    if order.pickup_location_id == location_id:
        return True
    is_at = or_(Fulfilment.location_id == location_id, Fulfilment.collect_location_id == location_id)
    shares = select(Fulfilment.id).where(Fulfilment.order_id == order.id, is_at)
    cases = select(ExceptionCase.id).where(
        ExceptionCase.aggregate == f"order:{order.id}", ExceptionCase.location_id == location_id
    )
    return any(session.scalar(query.limit(1)) is not None for query in (shares, cases))
