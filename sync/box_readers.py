"""Pending commands about a box that is told of twice: as a parcel that arrives, and as a carton of a truck.

What the one counts is what the other has not counted yet (`core.commands.boxes`): they read each other's
rows, and each is of an aggregate of its own; and who packs reads whether the number was given before. So
where one runs again, or rows of it come, all that waits of the same box runs again in its order.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy.orm import Session

from core.commands import ArriveFulfilment, PackFulfilment
from core.commands.aggregates import delivery_aggregate, fulfilment_aggregate
from core.model import Carton, Parcel
from core.wire import TableDelta
from sync.containment import raw_of
from sync.schema import PendingCommand

_DELIVERIES, _FULFILMENTS = delivery_aggregate(""), fulfilment_aggregate("")
_IS_READER_WAITING = (
    f"SELECT 1 FROM {PendingCommand.__tablename__}"
    " WHERE status = '' AND (substr(aggregate, 1, ?) = ? OR name IN (?, ?)) LIMIT 1"
)
_READS = (len(_DELIVERIES), _DELIVERIES, ArriveFulfilment.NAME, PackFulfilment.NAME)
_WAITING = f"SELECT DISTINCT aggregate FROM {PendingCommand.__tablename__} WHERE status = ''"
_KEYS = "(SELECT value FROM json_each(?))"
_NUMBERS = (
    (_DELIVERIES, f"SELECT delivery_id, number FROM {Carton.__tablename__} WHERE delivery_id IN {_KEYS}"),
    (
        _FULFILMENTS,
        f"SELECT fulfilment_id, number FROM {Parcel.__tablename__} WHERE fulfilment_id IN {_KEYS}",
    ),
)
_TABLES = frozenset({Carton.__tablename__, Parcel.__tablename__})


def box_readers_beside(
    session: Session, touched: frozenset[str], known: Iterable[TableDelta]
) -> frozenset[str]:
    """The aggregates that are to run again beside those that are `touched`, for the boxes they are about."""
    raw = raw_of(session)
    changed = {number for _, number in _numbers(raw, touched)} | _numbers_in(known)
    if not changed or not raw.execute(_IS_READER_WAITING, _READS).fetchone():
        return frozenset()
    waiting = {aggregate for (aggregate,) in raw.execute(_WAITING).fetchall()}
    numbers: dict[str, set[str]] = defaultdict(set)
    for aggregate, number in _numbers(raw, waiting):
        numbers[aggregate].add(number)
    found = set(touched)
    while True:
        more = {one for one in numbers.keys() - found if not changed.isdisjoint(numbers[one])}
        if not more:
            return frozenset(found - touched)
        found |= more
        changed = changed.union(*(numbers[one] for one in more))


def _numbers(raw: Any, aggregates: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Aggregates, each with a number of one of its boxes; what is loose has none."""
    for prefix, query in _NUMBERS:
        keys = json.dumps([one.removeprefix(prefix) for one in aggregates if one.startswith(prefix)])
        for key, number in raw.execute(query, (keys,)).fetchall():
            if number:
                yield prefix + key, number


def _numbers_in(known: Iterable[TableDelta]) -> set[str]:
    boxes = (delta for delta in known if delta.name in _TABLES and delta.row_count)
    return {number for delta in boxes for number in delta.values[delta.columns.index("number")] if number}
