"""Days and opening hours in a location's own time zone."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from core.rules.time import Instant, from_datetime

CHAIN_TIMEZONE = ZoneInfo("Europe/Paris")
_DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_OPENING = re.compile(r"(mo|tu|we|th|fr|sa|su)-(mo|tu|we|th|fr|sa|su) (\d\d):(\d\d)-(\d\d):(\d\d)")


class OpeningHours(Struct, frozen=True):
    """The same hours on each of a run of weekdays (0 is Monday)."""

    first_weekday: int
    last_weekday: int
    opens: time
    closes: time


def opening_hours(text: str) -> OpeningHours:
    """Reads "mo-sa 10:00-19:30".

    Raises:
        ValueError: the text does not look like that.
    """
    match = _OPENING.fullmatch(text)
    if match is None:
        raise ValueError(f"opening hours look like 'mo-sa 10:00-19:30', not {text!r}")
    first, last, *clock = match.groups()
    from_hour, from_minute, to_hour, to_minute = (int(part) for part in clock)
    return OpeningHours(
        _DAYS.index(first), _DAYS.index(last), time(from_hour, from_minute), time(to_hour, to_minute)
    )


def midnight(now: Instant, days: int) -> Instant:
    """The start of the day that is `days` days after that of `now`, in the chain's time zone."""
    day = datetime.fromtimestamp(now / 1000, CHAIN_TIMEZONE).date() + timedelta(days=days)
    return _at(day, time(0, 0))


def is_night(at: Instant) -> bool:
    """Whether most people are asleep, between midnight and half past six."""
    return datetime.fromtimestamp(at / 1000, CHAIN_TIMEZONE).time() < time(6, 30)


def open_span(hours: OpeningHours, now: Instant, at_least_ms: int) -> tuple[Instant, Instant]:
    """The rest of the day's opening, if `at_least_ms` of it are left after `now`; else the next day's."""
    day = datetime.fromtimestamp(now / 1000, CHAIN_TIMEZONE).date()
    while True:
        begins, ends = max(now, _at(day, hours.opens)), _at(day, hours.closes)
        is_weekday = hours.first_weekday <= day.weekday() <= hours.last_weekday
        if is_weekday and ends - begins >= at_least_ms:
            return begins, ends
        day += timedelta(days=1)


def _at(day: date, clock: time) -> Instant:
    return from_datetime(datetime.combine(day, clock, CHAIN_TIMEZONE))
