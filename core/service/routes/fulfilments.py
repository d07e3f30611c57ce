"""Fulfilments as the stores work on them, and what customers were told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import get
from litestar.params import QueryParameter
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Fulfilment, FulfilmentLine, Location, Notification, Parcel
from core.rules.fulfilment import FulfilmentState
from core.rules.time import Instant, to_iso
from core.service.auth import ADMINS, SHOPS
from core.service.exchange import TheCore
from core.service.routes.parameters import DEFAULT_PAGE, CodeFilter, Cursor, Limit

InStates = Annotated[
    list[FulfilmentState] | None, QueryParameter(name="state", max_items=len(FulfilmentState))
]


class FulfilmentLineAnswer(msgspec.Struct, frozen=True):
    """A line to prepare, in units."""

    id: str
    sku: str
    name: str
    quantity: int
    picked: int
    short: int
    short_reason: str
    handed_over: int
    put_back: int
    serials: list[str]


class ParcelAnswer(msgspec.Struct, frozen=True):
    """A parcel: its SSCC, its bin, its weight in grams (0 if not weighed)."""

    number: str
    bin: str
    weight_g: int


class FulfilmentAnswer(msgspec.Struct, frozen=True):
    """One location's share of an order."""

    id: str
    order_id: str
    order_number: str
    location: str
    kind: str
    state: str
    state_at: Instant
    customer_name: str
    to_pay_cents: int
    currency: str
    destination: str
    claimed_by: str | None
    promised_at: Instant
    promised_at_iso: str
    lines: list[FulfilmentLineAnswer]
    parcels: list[ParcelAnswer]


class FulfilmentPage(msgspec.Struct, frozen=True):
    """Fulfilments in the order of their making. `next` is where the next page begins."""

    fulfilments: list[FulfilmentAnswer]
    next: str | None = None


class NotificationAnswer(msgspec.Struct, frozen=True):
    """A word to a customer; `sent_at` is null until it was sent, `failed_at` unless that was given up, for
    the reason in `failure`. `tries` is how often it was tried."""

    id: str
    order_id: str
    kind: str
    data: dict[str, Any]
    created_at: Instant
    sent_at: Instant | None
    tries: int
    failed_at: Instant | None
    failure: str


class NotificationPage(msgspec.Struct, frozen=True):
    """Notifications, newest first. `next` is where the next page begins."""

    notifications: list[NotificationAnswer]
    next: str | None = None


@get("/fulfilments", guards=[SHOPS], sync_to_thread=True, tags=["orders"])
def get_fulfilments(
    core: TheCore,
    location: CodeFilter = None,
    in_states: InStates = None,
    order_id: CodeFilter = None,
    limit: Limit = DEFAULT_PAGE,
    after: Cursor = None,
) -> FulfilmentPage:
    """Fulfilments of a location, in some states, of an order."""
    query = (
        select(Fulfilment, Location.code)
        .join(Location, Location.id == Fulfilment.location_id)
        .order_by(Fulfilment.id)
        .limit(limit + 1)
    )
    if location is not None:
        query = query.where(Location.code == location)
    if in_states:
        query = query.where(Fulfilment.state.in_([state.value for state in in_states]))
    if order_id is not None:
        query = query.where(Fulfilment.order_id == order_id)
    if after is not None:
        query = query.where(Fulfilment.id > after)

    def read(session: Session) -> FulfilmentPage:
        rows = [(row[0], row[1]) for row in session.execute(query)]
        shown = _answers(session, rows[:limit])
        return FulfilmentPage(shown, shown[-1].id if len(rows) > limit else None)

    return core.read(read)


def _answers(session: Session, rows: Sequence[tuple[Fulfilment, str]]) -> list[FulfilmentAnswer]:
    ids = [head.id for head, _ in rows]
    lines: dict[str, list[FulfilmentLineAnswer]] = {}
    for line in session.scalars(
        select(FulfilmentLine)
        .where(FulfilmentLine.fulfilment_id.in_(ids))
        .order_by(FulfilmentLine.fulfilment_id, FulfilmentLine.line_no)
    ):
        fields = {name: getattr(line, name) for name in FulfilmentLineAnswer.__struct_fields__}
        lines.setdefault(line.fulfilment_id, []).append(FulfilmentLineAnswer(**fields))
    parcels: dict[str, list[ParcelAnswer]] = {}
    for parcel in session.scalars(
        select(Parcel).where(Parcel.fulfilment_id.in_(ids)).order_by(Parcel.number)
    ):
        shown = ParcelAnswer(parcel.number, parcel.bin, parcel.weight_g)
        parcels.setdefault(parcel.fulfilment_id, []).append(shown)
    return [_answer(head, code, lines.get(head.id, []), parcels.get(head.id, [])) for head, code in rows]


def _answer(
    head: Fulfilment, code: str, lines: list[FulfilmentLineAnswer], parcels: list[ParcelAnswer]
) -> FulfilmentAnswer:
    return FulfilmentAnswer(
        id=head.id,
        order_id=head.order_id,
        order_number=head.order_number,
        location=code,
        kind=head.kind,
        state=head.state,
        state_at=Instant(head.state_at),
        customer_name=head.customer_name,
        to_pay_cents=head.to_pay_cents,
        currency=head.currency,
        destination=head.destination,
        claimed_by=head.claimed_by,
        promised_at=Instant(head.promised_at),
        promised_at_iso=to_iso(Instant(head.promised_at)),
        lines=lines,
        parcels=parcels,
    )


@get("/notifications", guards=[ADMINS], sync_to_thread=True, tags=["orders"])
def get_notifications(
    core: TheCore, order_id: CodeFilter = None, limit: Limit = DEFAULT_PAGE, after: Cursor = None
) -> NotificationPage:
    """What customers were told, or will be."""
    query = (
        select(Notification).order_by(Notification.created_at.desc(), Notification.id.desc()).limit(limit + 1)
    )
    if order_id is not None:
        query = query.where(Notification.order_id == order_id)

    def read(session: Session) -> NotificationPage:
        last = session.get(Notification, after) if after is not None else None
        rows = session.scalars(query if last is None else query.where(_is_before(last))).all()
        shown = [
            NotificationAnswer(**{name: getattr(row, name) for name in NotificationAnswer.__struct_fields__})
            for row in rows[:limit]
        ]
        return NotificationPage(shown, shown[-1].id if len(rows) > limit else None)

    return core.read(read)


def _is_before(last: Notification) -> Any:
    return (Notification.created_at < last.created_at) | (
        (Notification.created_at == last.created_at) & (Notification.id < last.id)
    )
