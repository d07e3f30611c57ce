"""What a core answers beside the feed, and what it is told, in short."""

from __future__ import annotations

from typing import Any, Final

import msgspec

Versions = tuple[int, int]
"""Of the store's and the device's stream."""


class Have(msgspec.Struct, frozen=True):
    """The epoch and version of the network's copy that serves here."""

    epoch: str
    version: int


NOTHING: Final = Have("", 0)


class Enrolment(msgspec.Struct, frozen=True):
    """What the core answers to an enrolment."""

    device_id: str
    token: str
    location_id: int
    location_name: str
    core_id: str
    core_public_key: str
    epoch: str


class Greeting(msgspec.Struct, frozen=True):
    """What a core says of itself to anybody: which one it is, and the version of its program."""

    core_id: str
    version: str


class Block(msgspec.Struct, frozen=True):
    """A block of numbers that this device holds."""

    id: str
    kind: str
    prefix: str
    first: int
    last: int


class FoundEntry(msgspec.Struct, frozen=True):
    """Something that happened to a credit, in cents: issued, spent, restored, expired."""

    kind: str
    cents: int
    at: int


class FoundHold(msgspec.Struct, frozen=True):
    """So many cents are held at another counter, until then by the core's clock."""

    cents: int
    place: str
    device: str
    until: int


class FoundCredit(msgspec.Struct, frozen=True):
    """What the core says of a credit or gift card; the newest entry first. `held_cents` of it are about to be
    taken at other counters, as `held` says, the longest first; what is held for this one, for `hold_ms`."""

    number: str
    balance_cents: int
    currency: str
    issued_at: int
    expires_at: int
    kind: str = "store_credit"
    entries: tuple[FoundEntry, ...] = ()
    held_cents: int = 0
    held: tuple[FoundHold, ...] = ()
    hold_ms: int = 0


class FoundEvent(msgspec.Struct, frozen=True):
    """One thing that happened to an order, in words, with the data behind them."""

    at: int
    code: str
    text: str
    data: dict[str, Any] = {}


class FoundStory(msgspec.Struct, frozen=True):
    """What became of an order, as the core tells it: the oldest first."""

    number: str
    events: tuple[FoundEvent, ...]


class FoundSales(msgspec.Struct, frozen=True):
    """The sales that the core has found; their rows come by themselves."""

    sale_ids: list[str]


class Poke(msgspec.Struct, frozen=True):
    """Streams that have moved, with their versions."""

    streams: dict[str, int]
