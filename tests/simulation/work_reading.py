"""Reads of the core what its stores are at, and what it tells of orders, in plain rows for the model."""

from __future__ import annotations

import json
import random
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session
from told import Row, Story, Work

from core.commands import fulfilment_aggregate
from core.model import Order
from core.orchestration import Core
from core.orchestration.progress import progress_of
from core.service.order_attention import waiting_orders
from core.service.order_history import order_history
from core.wire import read_own
from sync.containment import raw_of

_FULFILMENT = ("id", "order_id", "location_id", "state", "collect_location_id", "round_id", "tote")
_LINE = (
    *("id", "fulfilment_id", "order_line_id", "article_id"),
    *("quantity", "picked", "short", "handed_over", "put_back"),
)
_DELIVERY_LINE = ("delivery_id", "article_id", "expected", "received", "missing")
_COUNT = ("aggregate", "article_id", "state", "counted", "expected")
_ORDER_LINES = """
    SELECT id, order_id, quantity, cancelled, unfillable,
      (SELECT coalesce(sum(r.quantity), 0) FROM reservation r JOIN orders o ON o.id = order_line.order_id
        WHERE r.order_line_id = order_line.id AND r.holder = o.id AND o.confirmed_at IS NULL
        AND r.state IN ('soft', 'firm', 'allocated')) AS held,
      (SELECT coalesce(sum(b.quantity), 0) FROM backorder b WHERE b.order_line_id = order_line.id) AS beyond
    FROM order_line"""
_EXCHANGES = """
    SELECT location_id, exchange, sending FROM refund
    WHERE NOT is_exchange_out AND state NOT IN ('refused', 'withdrawn')"""
_ASKED = "SELECT aggregate FROM exception_case WHERE settled_at IS NULL"
_DECIDED = """
    SELECT name, aggregate FROM envelope WHERE coalesce(waits_until, 0) = 0
      OR EXISTS (SELECT 1 FROM outcome WHERE outcome.id = envelope.command_id)"""
"""What waits after a restore has come of nothing yet, and no history tells it."""
MOST = 1_000


def work_of(raw: Any) -> Work:
    """What the stores are at."""
    return Work(
        fulfilments=_rows(raw, "fulfilment", _FULFILMENT),
        lines=_rows(raw, "fulfilment_line", _LINE),
        order_lines=_named(
            raw.execute(_ORDER_LINES).fetchall(),
            ("id", "order_id", "quantity", "cancelled", "unfillable", "held", "beyond"),
        ),
        deliveries=_rows(raw, "delivery", ("id", "location_id", "state")),
        delivery_lines=_rows(raw, "delivery_line", _DELIVERY_LINE),
        transfers=_rows(raw, "transfer", ("id", "from_location_id")),
        transfer_lines=_rows(raw, "transfer_line", ("transfer_id", "article_id", "sent", "settled")),
        counts=_rows(raw, "count_task", _COUNT),
        exchanges=[
            (location, article, units)
            for location, exchange, sending in raw.execute(_EXCHANGES).fetchall()
            # What is ordered is held by its order's own preparation.
            if not plain(sending)
            for article, units, *_ in plain(exchange)
        ],
        asked=[row[0] for row in raw.execute(_ASKED).fetchall()],
        deeds=[tuple(row) for row in raw.execute(_DECIDED).fetchall()],
    )


def plain(json_or_text: Any) -> Any:
    """PostgreSQL's driver has read its JSON already."""
    return json.loads(json_or_text) if isinstance(json_or_text, str) else json_or_text


def arguments(body: bytes) -> Any:
    """What a command says, of the body of its envelope."""
    return msgspec.msgpack.decode(read_own(bytes(body)).arguments)


def _rows(raw: Any, table: str, columns: tuple[str, ...]) -> list[Row]:
    return _named(raw.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall(), columns)


def _named(rows: list[Any], columns: tuple[str, ...]) -> list[Row]:
    return [dict(zip(columns, row, strict=True)) for row in rows]


def stories_of(core: Core, chance: random.Random | None = None) -> tuple[Work, dict[str, Story]]:
    """What the core tells of each order that anybody has done something about; with `chance`, of one of
    them: a history is long to read."""

    def read(session: Session) -> tuple[Work, dict[str, Story]]:
        work = work_of(raw_of(session))
        told_of = {aggregate for _name, aggregate in work.deeds}
        touched = {
            row["order_id"]
            for row in work.fulfilments
            if row["state"] != "proposed" or fulfilment_aggregate(row["id"]) in told_of
        } | {row["order_id"] for row in work.order_lines if row["unfillable"] or row["cancelled"]}
        if not touched:
            return work, {}
        if chance is not None:
            touched = {chance.choice(sorted(touched))}
        waiting = {one.id for one in waiting_orders(session, "", MOST)}
        orders = session.scalars(select(Order).where(Order.id.in_(touched)).order_by(Order.id)).all()
        return work, {
            order.id: Story(
                status=progress_of(session, order).status.value,
                is_confirmed=order.confirmed_at is not None,
                is_held=order.is_held,
                waits_for_people=order.id in waiting,
                deeds=[
                    event.data["name"]
                    for event in order_history(session, order, "en").events
                    if "done_at" in event.data
                ],
            )
            for order in orders
        }

    return core.read(read)
