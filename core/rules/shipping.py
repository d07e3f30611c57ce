"""Which carrier a parcel leaves with, and when it comes: of the services that call at a location, the first
by the chain's own order that carries the weight."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from core.rules.time import Instant, from_datetime

MINUTES_A_DAY = 24 * 60


class Service(msgspec.Struct, frozen=True):
    """What a carrier offers at one location.

    Attributes:
        carrier, service: their codes.
        closes_min: when it comes, in minutes after the location's midnight.
        most_g: the heaviest parcel that it takes.
        rank: the chain's order, lowest first.
    """

    carrier: str
    service: str
    closes_min: int
    most_g: int
    rank: int = 0


def chosen_service(services: Sequence[Service], weight_g: int) -> Service | None:
    """The service for this weight; one that is too heavy for all goes with who takes the heaviest, and a
    person sees to it. None where no carrier calls."""
    in_order = sorted(services, key=lambda one: (one.rank, one.carrier, one.service))
    able = [one for one in in_order if one.most_g >= weight_g]
    return able[0] if able else max(in_order, key=lambda one: one.most_g, default=None)


def next_closing(now: Instant, closes_min: int, timezone: str) -> Instant:
    """When the carrier comes next: today, or tomorrow once it has gone."""
    zone = ZoneInfo(timezone)
    today = datetime.fromtimestamp(now / 1000, UTC).astimezone(zone).date()
    for ahead in range(2):
        day = today + timedelta(days=ahead)
        hour, minute = divmod(closes_min % MINUTES_A_DAY, 60)
        at = from_datetime(datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone))
        if at > now:
            break
    return at
