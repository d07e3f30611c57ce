"""How far an order has come: its lines' progress, summed over its fulfilments, and the status rolled up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy.orm import Session

from core.model import Backorder, Fulfilment, FulfilmentLine, Order, OrderLine, Reservation
from core.model.gathered import rows_of
from core.rules.fulfilment import DEAD_STATES, LEFT_STATES, FulfilmentState
from core.rules.order import LineProgress, OrderStatus, order_status
from core.rules.reservation import HOLDING


class OrderProgress(msgspec.Struct, frozen=True):
    """An order's lines in their order, what became of each by its id, and the status of the whole."""

    lines: tuple[OrderLine, ...]
    by_line: dict[str, LineProgress]
    status: OrderStatus

    def open_units(self) -> dict[str, int]:
        """Units by line that are wanted, have no source, and for which sources are left to try."""
        units = {key: done.wanted - done.sourced - done.unfillable for key, done in self.by_line.items()}
        return {key: n for key, n in units.items() if n > 0}


def progress_of(session: Session, order: Order) -> OrderProgress:
    """Read an order's lines and fulfilments and sum them up."""
    lines = sorted(rows_of(session, OrderLine, OrderLine.order_id, [order.id]), key=lambda line: line.line_no)
    heads = rows_of(session, Fulfilment, Fulfilment.order_id, [order.id])
    states = {row.id: where_it_is(row) for row in heads}
    shares = rows_of(session, FulfilmentLine, FulfilmentLine.fulfilment_id, states.keys()) if states else []
    with_states = [(row, states[row.fulfilment_id]) for row in shares]
    return summed_up(order, lines, with_states, _held(session, order), _beyond(session, order, lines))


def where_it_is(head: Fulfilment) -> str:
    """A fulfilment's state as its order sees it: what is on its way to be collected is not the customer's."""
    is_awaited = head.state == FulfilmentState.DISPATCHED and head.collect_location_id is not None
    return FulfilmentState.ARRIVED.value if is_awaited else head.state


def _beyond(session: Session, order: Order, lines: Sequence[OrderLine]) -> dict[str, int]:
    """Units by line that were sold beyond stock and have not come yet."""
    if not any(line.unfillable for line in lines):
        return {}
    rows = rows_of(session, Backorder, Backorder.order_id, [order.id])
    return {row.order_line_id: row.quantity for row in rows}


def _held(session: Session, order: Order) -> dict[str, int]:
    """Units by line that are held until the order is paid."""
    if order.confirmed_at is not None:
        return {}
    rows = rows_of(session, Reservation, Reservation.holder, [order.id])
    return held_units(row for row in rows if row.state in HOLDING)


def held_units(rows: Iterable[Reservation]) -> dict[str, int]:
    """Units by order line."""
    held: dict[str, int] = {}
    for row in rows:
        key = row.order_line_id or ""
        held[key] = held.get(key, 0) + row.quantity
    return held


def summed_up(
    order: Order,
    lines: Sequence[OrderLine],
    shares: Iterable[tuple[FulfilmentLine, str]],
    held: Mapping[str, int],
    beyond: Mapping[str, int],
) -> OrderProgress:
    """An order's progress from its rows.

    Args:
        shares: its fulfilments' lines, each with its fulfilment's state.
        held: units by line that are held until it is paid.
        beyond: units by line that were sold beyond stock.
    """
    by_order_line: dict[str, list[tuple[FulfilmentLine, FulfilmentState]]] = {}
    for share, state in shares:
        by_order_line.setdefault(share.order_line_id, []).append((share, FulfilmentState(state)))
    by_line = {
        line.id: _line_progress(
            line, by_order_line.get(line.id, ()), held.get(line.id, 0), beyond.get(line.id, 0)
        )
        for line in lines
    }
    status = order_status(
        list(by_line.values()), is_confirmed=order.confirmed_at is not None, is_held=order.is_held
    )
    return OrderProgress(tuple(lines), by_line, status)


def _line_progress(
    line: OrderLine, shares: Sequence[tuple[FulfilmentLine, FulfilmentState]], held: int, beyond: int
) -> LineProgress:
    sourced, started, left = held, 0, 0
    for share, state in shares:
        gone = max(share.picked, share.handed_over) if state in _SENT else share.handed_over
        left += gone
        if state in LEFT_STATES:
            sourced += gone
        elif state in DEAD_STATES:
            # A part of it was handed over before the rest was given up.
            sourced += share.handed_over
        else:
            live = max(0, share.quantity - share.short)
            sourced += live
            started += live if state is not FulfilmentState.PROPOSED or share.picked else 0
    expected = min(beyond, line.unfillable)
    return LineProgress(line.quantity, line.cancelled, sourced, started, left, line.unfillable, expected)


_SENT = frozenset({FulfilmentState.HANDED_OVER, FulfilmentState.DISPATCHED, FulfilmentState.DELIVERED})
"""Left: what was picked has left with it, whenever that is told; so has what nobody told as picked."""
