"""What one carrier takes along: its parcels, which of them are in hand, and what is done when it leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from core.commands import Command, DispatchFulfilment
from core.rules.time import Instant
from core.rules.walking import natural_key
from desktop.screens.fulfilments import Head

MANIFEST_TEMPLATE = "carrier_manifest"
LEAST_NAME_CHARS = 2


class Carrier(msgspec.Struct, frozen=True):
    """A carrier that calls here with one of its services: their codes, its name, when it comes next. Without
    a code: whoever comes."""

    code: str = ""
    name: str = ""
    closes_at: Instant = Instant(0)
    service: str = ""


class Loading(msgspec.Struct, frozen=True, kw_only=True):
    """The parcels that wait for a carrier.

    Attributes:
        heads: its orders, by number; `in_hand` are the numbers of parcels that were scanned or ticked.
        driver: the name of who takes them.
        chosen: id of the row that Enter ticks.
    """

    carrier: Carrier
    heads: tuple[Head, ...]
    in_hand: frozenset[str] = frozenset()
    driver: str = ""
    chosen: str = ""

    @property
    def complete(self) -> tuple[Head, ...]:
        """Orders of which every parcel is in hand."""
        return tuple(head for head in self.heads if head.parcels and not missing(head, self.in_hand))

    @property
    def begun(self) -> tuple[Head, ...]:
        """Orders of which some parcels are in hand, and not all."""
        return tuple(head for head in self.heads if 0 < len(missing(head, self.in_hand)) < len(head.parcels))

    @property
    def is_signed(self) -> bool:
        """Whether the driver's name is there."""
        return len(self.driver.strip()) >= LEAST_NAME_CHARS

    @property
    def may_leave(self) -> bool:
        """Whether something can be given to the carrier."""
        return bool(self.complete) and self.is_signed

    @property
    def parcels(self) -> int:
        """How many parcels leave."""
        return sum(len(head.parcels) for head in self.complete)


def missing(head: Head, in_hand: frozenset[str]) -> list[str]:
    """Numbers of the order's parcels that are not in hand."""
    return [parcel.number for parcel in head.parcels if parcel.number not in in_hand]


def next_of(calling: Iterable[Carrier], waiting: Iterable[Head], code: str) -> Carrier:
    """When a carrier comes next for what waits for it; where it does not call with that service any more, or
    nothing waits, with any."""
    own = [one for one in calling if one.code == code]
    services = {head.service for head in waiting if head.carrier == code}
    wanted = [one for one in own if one.service in services]
    return min(wanted or own, key=lambda one: one.closes_at, default=Carrier(code))


def loading_of(carrier: Carrier, waiting: Iterable[Head], chosen: str, before: Loading | None) -> Loading:
    """The parcels that wait for a carrier; what was ticked and typed before is kept."""
    heads = sorted(
        (head for head in waiting if head.carrier == carrier.code), key=lambda one: natural_key(one.number)
    )
    kept = before if before is not None and before.carrier.code == carrier.code else None
    numbers = {parcel.number for head in heads for parcel in head.parcels}
    return Loading(
        carrier=carrier,
        heads=tuple(heads),
        in_hand=frozenset(numbers & kept.in_hand) if kept else frozenset(),
        driver=kept.driver if kept else "",
        chosen=chosen or (kept.chosen if kept else ""),
    )


def ticked(loading: Loading, key: str) -> Loading:
    """All parcels of an order are in hand; if they are, none."""
    head = next((head for head in loading.heads if head.id == key), None)
    if head is None:
        return loading
    own = {parcel.number for parcel in head.parcels}
    in_hand = loading.in_hand | own if missing(head, loading.in_hand) else loading.in_hand - own
    return replace(loading, in_hand=frozenset(in_hand), chosen=key)


def scanned(loading: Loading, sscc: str) -> Loading | None:
    """This parcel is in hand; None where it is not one of this carrier's."""
    head = next((head for head in loading.heads if any(p.number == sscc for p in head.parcels)), None)
    return None if head is None else replace(loading, in_hand=loading.in_hand | {sscc}, chosen=head.id)


def deeds(loading: Loading, manifest: str) -> Sequence[Command]:
    """What is told of each order that leaves whole."""
    driver = loading.driver.strip()
    return [
        DispatchFulfilment(fulfilment_id=head.id, taken_by=driver, manifest=manifest)
        for head in loading.complete
    ]
