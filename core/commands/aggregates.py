"""Which aggregate a row belongs to: commands keep their order within one; handlers write in their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from core.model.capture import Image


def fulfilment_aggregate(fulfilment_id: str) -> str:
    """The aggregate's name."""
    return f"fulfilment:{fulfilment_id}"


def delivery_aggregate(delivery_id: str) -> str:
    """A delivery with its cartons and lines."""
    return f"delivery:{delivery_id}"


def transfer_aggregate(transfer_id: str) -> str:
    """A transfer as the store that asked for it has it."""
    return f"transfer:{transfer_id}"


def intake_aggregate(location_id: int) -> str:
    """A store's intake of new work."""
    return f"intake:{location_id}"


def label_aggregate(name: str) -> str:
    """A label template of the chain."""
    return f"label:{name}"


def return_aggregate(return_id: str) -> str:
    """A return: its goods and its money."""
    return f"return:{return_id}"


def count_aggregate(count_id: str) -> str:
    """A count of several articles that somebody has asked for."""
    return f"count:{count_id}"


def place_aggregate(location_id: int, article_id: int) -> str:
    """The aggregate of an article's place in one store."""
    return f"place:{location_id}:{article_id}"


def _as_it_is(aggregate: str) -> str:
    return aggregate


_OWNERS: Mapping[str, tuple[tuple[str, ...], Callable[..., str]]] = {
    "fulfilment": (("id",), fulfilment_aggregate),
    "fulfilment_line": (("fulfilment_id",), fulfilment_aggregate),
    "parcel": (("fulfilment_id",), fulfilment_aggregate),
    "delivery": (("id",), delivery_aggregate),
    "carton": (("delivery_id",), delivery_aggregate),
    "delivery_line": (("delivery_id",), delivery_aggregate),
    "transfer": (("id",), transfer_aggregate),
    "transfer_line": (("transfer_id",), transfer_aggregate),
    "exception_case": (("aggregate",), _as_it_is),
    "count_task": (("aggregate",), _as_it_is),
    "intake_limit": (("location_id",), intake_aggregate),
    "label_template": (("name",), label_aggregate),
    "article_place": (("location_id", "article_id"), place_aggregate),
    "movement": (("aggregate",), _as_it_is),
    "goods_return": (("id",), return_aggregate),
    "return_photo": (("return_id",), return_aggregate),
    "return_line": (("return_id",), return_aggregate),
    "refund": (("return_id",), return_aggregate),
    "refund_claim": (("return_id",), return_aggregate),
    "cash_payout": (("return_id",), return_aggregate),
    "credit_use": (("aggregate",), _as_it_is),
}
"""By table: the columns that say whose a row is, and what makes their values an aggregate's name."""


def aggregate_of(table: str, image: Image) -> str | None:
    """The aggregate that a row of `table` belongs to, or None for rows that no command writes."""
    if table not in _OWNERS:
        return None
    columns, named = _OWNERS[table]
    return str(named(*(image[column] for column in columns)))


def aggregates_of(table: str, columns: Sequence[str], values: Sequence[Sequence[Any]]) -> set[str]:
    """The aggregates that many rows belong to, given by column."""
    if table not in _OWNERS:
        return set()
    wanted, named = _OWNERS[table]
    parts = (values[columns.index(column)] for column in wanted)
    return {str(named(*row)) for row in zip(*parts, strict=True)}
