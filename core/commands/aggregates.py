"""Which aggregate a row belongs to: commands keep their order within one; handlers write in their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from core.model.capture import Image


def fulfilment_aggregate(fulfilment_id: str) -> str:
    """The aggregate's name."""
    return f"fulfilment:{fulfilment_id}"


_OWNERS: Mapping[str, Callable[[Image], Any]] = {
    "fulfilment": lambda image: fulfilment_aggregate(image["id"]),
    "fulfilment_line": lambda image: fulfilment_aggregate(image["fulfilment_id"]),
    "parcel": lambda image: fulfilment_aggregate(image["fulfilment_id"]),
    "exception_case": lambda image: image["aggregate"],
    "movement": lambda image: image["aggregate"],
}


def aggregate_of(table: str, image: Image) -> str | None:
    """The aggregate that a row of `table` belongs to, or None for rows that no command writes."""
    owner = _OWNERS.get(table)
    return str(owner(image)) if owner else None
