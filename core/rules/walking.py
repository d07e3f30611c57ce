"""The order in which a picker walks: zone, aisle, shelf, each read as people number them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol, TypeVar


class Placed(Protocol):
    """Anything with a place on the shelves."""

    @property
    def zone(self) -> str: ...

    @property
    def aisle(self) -> str: ...

    @property
    def shelf(self) -> str: ...


P = TypeVar("P", bound=Placed)

PARTS_KEPT = 4_096
"""A store has some hundreds of zones, aisles and shelves, and each list of lines is sorted by them."""
_RUNS = re.compile(r"\d+|\D+")


@lru_cache(maxsize=PARTS_KEPT)
def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key in which aisle 10 comes after aisle 9."""
    return tuple(
        (0, int(run), "") if run.isdecimal() else (1, 0, run.casefold()) for run in _RUNS.findall(text)
    )


def walking_order(items: Iterable[P]) -> list[P]:
    """The items in the order of the walk; those without a place come last."""
    return sorted(
        items,
        key=lambda item: (
            not item.zone,
            natural_key(item.zone),
            natural_key(item.aisle),
            natural_key(item.shelf),
        ),
    )
