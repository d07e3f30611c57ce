"""An order as the API shows it: its lines with their progress, its fulfilments, the status rolled up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy.orm import Session

from core.model import Article, Backorder, Fulfilment, Location, Order, OrderLine
from core.model.gathered import rows_of
from core.orchestration.beyond_stock import backorders_of
from core.orchestration.orders import PlacedOrder
from core.orchestration.progress import OrderProgress, held_units, progress_of, summed_up, where_it_is
from core.rules.fulfilment import DEAD_STATES
from core.rules.order import LineProgress
from core.rules.time import Instant, to_iso


class OrderLineAnswer(msgspec.Struct, frozen=True):
    """One line, in units: `sourced` have a location, `started` are being prepared, `left` are with the
    customer or on their way, `unfillable` are free nowhere; `backordered` of these were sold beyond stock,
    within a quota, and `expected_at` is when they are to be ready, if that is known."""

    line: int
    sku: str
    name: str
    quantity: int
    cancelled: int
    sourced: int
    started: int
    left: int
    unfillable: int
    unit_price_cents: int
    sale_type: str
    backordered: int = 0
    expected_at: Instant | None = None


class FulfilmentSummary(msgspec.Struct, frozen=True, omit_defaults=True):
    """One location's share of the order; a shipment goes with a `service` of a `carrier`, if one calls."""

    id: str
    location: str
    location_name: str
    kind: str
    state: str
    promised_at: Instant
    promised_at_iso: str
    carrier: str = ""
    service: str = ""


class OrderAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """An order. `promised_at` is when the last of it is due that has a date. `pickup_code` is told once, in
    the answer to the order's creation, for orders that are collected. `carrier` and `service` are those that
    its promise named."""

    id: str
    number: str
    reference: str
    channel: str
    status: str
    customer_id: str
    delivery: str
    currency: str
    payment: str
    placed_at: Instant
    placed_at_iso: str
    lines: tuple[OrderLineAnswer, ...]
    fulfilments: tuple[FulfilmentSummary, ...]
    total_cents: int
    promised_at: Instant | None = None
    promised_at_iso: str | None = None
    pickup_code: str | None = None
    carrier: str = ""
    service: str = ""


def order_answer(session: Session, order: Order, pickup_code: str | None = None) -> OrderAnswer:
    """Read an order as it stands."""
    progress = progress_of(session, order)
    wanted = {line.article_id for line in progress.lines}
    articles = {row.id: row for row in rows_of(session, Article, Article.id, wanted)}
    beyond = backorders_of(session, order.id) if any(line.unfillable for line in progress.lines) else []
    return _answer(order, progress, articles, _fulfilments(session, order), pickup_code, beyond)


def placed_answer(placed: PlacedOrder) -> OrderAnswer:
    """An order that was taken in just now: nothing of it needs to be read again."""
    shares = [(line, where_it_is(one.head)) for one in placed.opened for line in one.lines]
    beyond = {row.order_line_id: row.quantity for row in placed.beyond}
    progress = summed_up(placed.order, placed.lines, shares, held_units(placed.held), beyond)
    heads = sorted(placed.opened, key=lambda one: (one.head.created_at, one.head.id))
    summaries = [(one.head, one.location.code, one.location.name) for one in heads]
    return _answer(placed.order, progress, placed.articles, summaries, placed.pickup_code, placed.beyond)


Heads = Sequence[tuple[Fulfilment, str, str]]
"""Fulfilments, each with its location's code and name."""


def _answer(
    order: Order,
    progress: OrderProgress,
    articles: Mapping[int, Article],
    heads: Heads,
    pickup_code: str | None,
    beyond: Sequence[Backorder],
) -> OrderAnswer:
    expected = {row.order_line_id: Instant(row.promised_at) for row in beyond if row.promised_at}
    promised = [Instant(head.promised_at) for head, _, _ in heads if head.state not in DEAD_STATES]
    due = max([*promised, *expected.values()], default=None)
    return OrderAnswer(
        id=order.id,
        number=order.number,
        reference=order.reference,
        channel=order.channel,
        status=progress.status.value,
        customer_id=order.customer_id,
        delivery=order.delivery_kind,
        currency=order.currency,
        payment=order.payment,
        placed_at=Instant(order.placed_at),
        placed_at_iso=to_iso(Instant(order.placed_at)),
        lines=tuple(
            _line(line, articles[line.article_id], progress.by_line[line.id], expected.get(line.id))
            for line in progress.lines
        ),
        fulfilments=tuple(_summary(*head) for head in heads),
        total_cents=sum(line.unit_price_cents * (line.quantity - line.cancelled) for line in progress.lines),
        promised_at=due,
        promised_at_iso=None if due is None else to_iso(due),
        pickup_code=pickup_code,
        carrier=order.carrier,
        service=order.service,
    )


def _line(
    line: OrderLine, article: Article, done: LineProgress, expected_at: Instant | None
) -> OrderLineAnswer:
    return OrderLineAnswer(
        line=line.line_no,
        sku=article.sku,
        name=article.name,
        sale_type=line.sale_type,
        quantity=line.quantity,
        cancelled=line.cancelled,
        sourced=done.sourced,
        started=done.started,
        left=done.left,
        unfillable=line.unfillable,
        unit_price_cents=line.unit_price_cents,
        backordered=done.backordered,
        expected_at=expected_at,
    )


def _fulfilments(session: Session, order: Order) -> Heads:
    rows = rows_of(session, Fulfilment, Fulfilment.order_id, [order.id])
    wanted = {row.location_id for row in rows}
    places = {row.id: row for row in rows_of(session, Location, Location.id, wanted)}
    return [
        (row, places[row.location_id].code, places[row.location_id].name)
        for row in sorted(rows, key=lambda row: (row.created_at, row.id))
    ]


def _summary(head: Fulfilment, code: str, name: str) -> FulfilmentSummary:
    return FulfilmentSummary(
        id=head.id,
        location=code,
        location_name=name,
        kind=head.kind,
        state=head.state,
        promised_at=Instant(head.promised_at),
        promised_at_iso=to_iso(Instant(head.promised_at)),
        carrier=head.carrier,
        service=head.service,
    )
