"""Which carrier a parcel leaves with, and when it comes: the service that its promise named, where it calls
and carries the weight; else the first by the chain's own order that does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from core.rules.promise_time import opens_at
from core.rules.time import Instant, from_datetime

MINUTES_A_DAY = 24 * 60
SUNDAY = 7
"""As `datetime.isoweekday` counts."""
MOST_DAYS_SHUT = 14
"""A place that is shut for longer than this is asked no more for a day on which its carrier comes."""


class Named(msgspec.Struct, frozen=True):
    """What a promise names: a service of a carrier, or any of that carrier's where `service` is empty."""

    carrier: str
    service: str = ""

    def fits(self, carrier: str, service: str) -> bool:
        """Whether this service of this carrier keeps it."""
        return self.carrier == carrier and self.service in ("", service)


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


def chosen_service(
    services: Sequence[Service], weight_g: int, promised: Named | None = None
) -> Service | None:
    """The service for this weight, the promised one before all others; one that is too heavy for all goes
    with who takes the heaviest, and a person sees to it. None where no carrier calls."""
    in_order = sorted(services, key=lambda one: (one.rank, one.carrier, one.service))
    able = [one for one in in_order if one.most_g >= weight_g]
    kept = [one for one in able if promised is not None and promised.fits(one.carrier, one.service)]
    chosen = next(iter(kept or able), None)
    return chosen or max(in_order, key=lambda one: one.most_g, default=None)


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


def leaves_at(ready_at: Instant, closes_min: int, opening: str, timezone: str) -> Instant:
    """When what is ready at `ready_at` leaves with a carrier: the first time that it comes from then on, on a
    day on which the place is open."""
    first = next_closing(Instant(ready_at - 1), closes_min, timezone)
    at = first
    for _ in range(MOST_DAYS_SHUT):
        opens = opens_at(_midnight(at, timezone), opening, timezone)
        if _day(opens, timezone) == _day(at, timezone):
            return at
        at = next_closing(at, closes_min, timezone)
    return first


def arrives_by(leaves: Instant, days: int, timezone: str) -> Instant:
    """By when a carrier that delivers within so many days has brought what leaves at `leaves`: no carrier
    delivers on a Sunday, so none of them counts. The other promises count opening hours."""
    zone, left = ZoneInfo(timezone), days
    at = datetime.fromtimestamp(leaves / 1000, UTC).astimezone(zone)
    while left:
        at += timedelta(days=1)
        left -= at.isoweekday() != SUNDAY
    return from_datetime(at)


def _day(at: Instant, timezone: str) -> datetime:
    local = datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(timezone))
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def _midnight(at: Instant, timezone: str) -> Instant:
    return from_datetime(_day(at, timezone))
