"""By when a store is to have an order ready: a lead time that runs only while the store is open.

Opening hours are a line of text, as people write them: days, then hours, rules set apart by semicolons::

    mo-fr 10:00-19:30; sa 10:00-13:00, 14:00-19:00; su off

A later rule replaces an earlier one for the days it names. No text at all means always open (a warehouse).
The notation is a small part of OpenStreetMap's ``opening_hours``. Hours are the location's own: the clock
change of a time zone moves them in UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.rules.errors import BadInput
from core.rules.time import HOUR_MS, Instant, after, from_datetime

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
LEAD_MS = 2 * HOUR_MS
"""How long a store has to prepare an order, in opening hours."""
MAX_DAYS_AHEAD = 400
"""How far ahead opening hours are looked for; a place that never opens promises by plain time."""

Span = tuple[int, int]
"""From and until, in minutes since midnight of the location; until may be 24:00."""
Week = tuple[tuple[Span, ...], ...]
"""The spans of each day, Monday first."""

_RULE = re.compile(r"^(?P<days>[a-z]{2}(?:[-,][a-z]{2})*) (?P<hours>off|[\d:,\- ]+)$")
_SPAN = re.compile(r"^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$")
_ALWAYS: Week = (((0, 24 * 60),),) * 7


@lru_cache(maxsize=4096)
def parse_opening(text: str) -> Week:
    """The week that a line of opening hours says.

    Raises:
        BadInput: `bad_opening_hours`, with the text.
    """
    if not text.strip():
        return _ALWAYS
    week: list[tuple[Span, ...]] = [()] * len(DAYS)
    for rule in text.lower().split(";"):
        found = _RULE.match(" ".join(rule.split()).replace(", ", ","))
        if found is None:
            raise BadInput("bad_opening_hours", text=text)
        spans = () if found["hours"] == "off" else _spans(found["hours"], text)
        for day in _days(found["days"], text):
            week[day] = spans
    return tuple(week)


def _days(listed: str, text: str) -> Iterator[int]:
    for part in listed.split(","):
        first, dash, last = part.partition("-")
        if first not in DAYS or (dash and last not in DAYS):
            raise BadInput("bad_opening_hours", text=text)
        begin, end = DAYS.index(first), DAYS.index(last or first)
        # "sa-mo" goes over the end of the week.
        yield from (day % len(DAYS) for day in range(begin, end + 1 if end >= begin else end + 8))


def _spans(listed: str, text: str) -> tuple[Span, ...]:
    spans = []
    for part in listed.replace(" ", "").split(","):
        found = _SPAN.match(part)
        hours = [int(number) for number in found.groups()] if found else [0, 0, 0, 0]
        begin, end = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
        if not (0 <= begin < end <= 24 * 60) or max(hours[1], hours[3]) > 59:
            raise BadInput("bad_opening_hours", text=text)
        spans.append((begin, end))
    spans.sort()
    if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        raise BadInput("bad_opening_hours", text=text)
    return tuple(spans)


def ready_by(placed_at: Instant, opening: str, timezone: str, lead_ms: int = LEAD_MS) -> Instant:
    """When an order placed at `placed_at` is promised to be ready.

    The lead time runs in opening hours alone: placed at 18:30 with the store open until 19:30, an order of
    two hours' lead is due one hour after the next opening.

    Raises:
        BadInput: `bad_opening_hours` or `unknown_timezone`.
    """
    week = parse_opening(opening)
    left_ms = lead_ms
    for begin, end in _open_spans(placed_at, week, _zone(timezone)) if any(week) else ():
        open_ms = end - max(begin, placed_at)
        if open_ms >= left_ms:
            return after(Instant(max(begin, placed_at)), left_ms)
        left_ms -= max(0, open_ms)
    return after(placed_at, lead_ms)


def opens_at(at: Instant, opening: str, timezone: str) -> Instant:
    """The first instant from `at` on at which a place is open: `at` itself while it is.

    Raises:
        BadInput: `bad_opening_hours` or `unknown_timezone`.
    """
    return ready_by(at, opening, timezone, lead_ms=0)


def _open_spans(since: Instant, week: Week, zone: ZoneInfo) -> Iterator[tuple[Instant, Instant]]:
    """The spans that end after `since`, in order."""
    today = datetime.fromtimestamp(since / 1000, UTC).astimezone(zone).date()
    for ahead in range(MAX_DAYS_AHEAD + 1):
        day = today + timedelta(days=ahead)
        for begin, end in week[day.weekday()]:
            span = _instant(day, begin, zone), _instant(day, end, zone)
            if span[1] > since:
                yield span


def _instant(day: date, minutes: int, zone: ZoneInfo) -> Instant:
    midnight = datetime.combine(day + timedelta(days=minutes // (24 * 60)), time(), zone)
    return from_datetime(midnight.replace(hour=minutes // 60 % 24, minute=minutes % 60))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput("unknown_timezone", name=name) from error
