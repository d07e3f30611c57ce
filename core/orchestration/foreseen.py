"""What several requests of one transaction share: seen before any of them is done, and used up by them."""

from __future__ import annotations

from typing import Any

import msgspec

ArticleAt = tuple[int, int]
"""An article and a location."""


class Foreseen(msgspec.Struct):
    """What a transaction on gathered rows has looked up in advance.

    Attributes:
        free: by article, where it is free, as `sourcing.free_somewhere` gives it.
        limits: of the stores, as `intake.live_limits` gives them.
        promised: units that those who come first are going to take.
        numbers: for the orders that are going to be placed, in this order.
        stores: locations whose fulfilments are going to be worked on.
    """

    free: dict[int, list[Any]] = msgspec.field(default_factory=dict)
    limits: Any = None
    promised: dict[ArticleAt, int] = msgspec.field(default_factory=dict)
    numbers: list[str] = msgspec.field(default_factory=list)
    stores: set[int] = msgspec.field(default_factory=set)
