"""The case of a sourcing decision: what is wanted, who may serve, the chain's rules; and the hard filters."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from core.rules.sourcing_costs import BP, Costs

ALL_ORIGINS = 1_000
"""No bound on the number of parcels."""


class Priority(StrEnum):
    """What a chain may put before the cost. Each counts origins."""

    FEWEST_ORIGINS = "fewest_origins"
    PREFERRED_LOCATION = "preferred_location"
    STORES_FIRST = "stores_first"
    WAREHOUSES_FIRST = "warehouses_first"


class Bar(StrEnum):
    """Why a location is not considered at all."""

    KIND = "kind"
    SHUT = "shut"
    PAUSED = "paused"
    CHANNEL = "channel"
    CAPABILITY = "capability"
    CAPACITY = "capacity"
    TURNED_DOWN = "turned_down"
    NO_STOCK = "no_stock"


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The chain's own rules.

    Attributes:
        priorities: what goes before the cost, first things first.
        kinds: of the locations that orders are sent to; a partner's stock is not the chain's to allocate.
        max_origins: most parcels of one order.
        max_load_bp: open work against an hour's capacity from which a location gets no more; None: never.
    """

    priorities: tuple[Priority, ...] = (Priority.FEWEST_ORIGINS, Priority.PREFERRED_LOCATION)
    kinds: tuple[str, ...] = ("store", "warehouse", "corner")
    max_origins: int = ALL_ORIGINS
    max_load_bp: int | None = None
    costs: Costs = Costs()


class Wanted(msgspec.Struct, frozen=True):
    """Units of one order line. `key` names the line; a weight of 0 is unknown."""

    key: str
    article_id: int
    quantity: int
    weight_g: int = 0


class Source(msgspec.Struct, frozen=True, omit_defaults=True):
    """A location that may serve.

    Attributes:
        distance_km: to the customer, or to the store where the order is collected.
        free: units by article.
        is_paused: takes no new work for the moment; `room`: takes so many more orders; None for any number.
        open_work, capacity_per_hour: orders waiting there, and how many it prepares in an hour.
        given_back_bp: the share of its orders that it rejects, lets lapse or finds short.
        lacks: capabilities it has not; `shut_channels`: channels that it does not serve.
        turned_down: articles of this very order that it has given up before.
        held_back: units by article that are free, and that orders decided together with this one are to have.
        markdown_mc: by article, what each unit sold now saves of a markdown to come.
    """

    location_id: int
    distance_km: float
    free: Mapping[int, int]
    kind: str = "store"
    is_open: bool = True
    is_paused: bool = False
    room: int | None = None
    open_work: int = 0
    capacity_per_hour: int = 12
    given_back_bp: int = 0
    lacks: frozenset[str] = frozenset()
    shut_channels: frozenset[str] = frozenset()
    turned_down: frozenset[int] = frozenset()
    held_back: Mapping[int, int] = {}
    markdown_mc: Mapping[int, int] = {}

    @property
    def load_bp(self) -> int:
        """Open work against an hour's capacity."""
        return self.open_work * BP // max(1, self.capacity_per_hour)


class Case(msgspec.Struct, frozen=True):
    """All that a decision depends on.

    Attributes:
        wanted: the lines; several may want the same article.
        sources: the locations that may serve, in any order, each once.
        preferred: where the order is collected, if it is.
        channel: through which it was placed.
        needs: what its sources must be able to do.
    """

    wanted: tuple[Wanted, ...]
    sources: tuple[Source, ...]
    preferred: int | None = None
    channel: str = ""
    needs: frozenset[str] = frozenset()
    policy: Policy = Policy()


def bar_of(source: Source, case: Case) -> Bar | None:
    """Why the location is not to be considered; None if it is."""
    policy = case.policy
    if source.kind not in policy.kinds:
        return Bar.KIND
    if not source.is_open:
        return Bar.SHUT
    if source.is_paused:
        return Bar.PAUSED
    if source.room is not None and source.room <= 0:
        return Bar.CAPACITY
    if case.channel in source.shut_channels:
        return Bar.CHANNEL
    if not case.needs.isdisjoint(source.lacks):
        return Bar.CAPABILITY
    if policy.max_load_bp is not None and source.load_bp >= policy.max_load_bp:
        return Bar.CAPACITY
    return _bar_of_stock(source, case)


def _bar_of_stock(source: Source, case: Case) -> Bar | None:
    bar = Bar.NO_STOCK
    for line in case.wanted:
        if source.free.get(line.article_id, 0) > 0:
            if line.article_id not in source.turned_down:
                return None
            bar = Bar.TURNED_DOWN
    return bar
