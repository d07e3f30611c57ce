"""How long something may be brought back, by the law of France; a chain may give more and never less."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from core.rules.time import DAY_MS, Instant, from_datetime

WITHDRAWAL_DAYS: Final = 14
"""Code de la consommation, L221-18: from the day after the delivery on."""
REFUND_WITHIN_MS: Final = 14 * DAY_MS
"""L221-24: from the day on which the withdrawal was told; it may wait for the goods."""
CONFORMITY_YEARS: Final = 2
"""L217-3: the legal guarantee of conformity, from the delivery on."""
_EASTER_OFFSETS: Final = (1, 39, 50)
"""Easter Monday, Ascension, Whit Monday."""
_FIXED: Final = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))


def withdrawal_ends(delivered_at: Instant, timezone: str = "Europe/Paris") -> Instant:
    """The last instant of the period: the end of its last day; of a Saturday, a Sunday or a holiday it is the
    end of the next working day (L221-19)."""
    last = _local_day(delivered_at, timezone) + timedelta(days=WITHDRAWAL_DAYS)
    while last.weekday() >= 5 or last in holidays(last.year):
        last += timedelta(days=1)
    return _end_of(last, timezone)


def conformity_ends(delivered_at: Instant, timezone: str = "Europe/Paris") -> Instant:
    """The end of the day two years after."""
    day = _local_day(delivered_at, timezone)
    try:
        last = day.replace(year=day.year + CONFORMITY_YEARS)
    except ValueError:
        last = date(day.year + CONFORMITY_YEARS, 3, 1)
    return _end_of(last, timezone)


def period_ends(began_at: Instant, days: int, timezone: str = "Europe/Paris") -> Instant:
    """The end of the day so many days after."""
    return _end_of(_local_day(began_at, timezone) + timedelta(days=days), timezone)


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """The public holidays of France (Code du travail, L3133-1)."""
    easter = _easter(year)
    moving = {easter + timedelta(days=days) for days in _EASTER_OFFSETS}
    return frozenset({date(year, month, day) for month, day in _FIXED} | moving)


def _easter(year: int) -> date:
    """Gregorian Easter (Meeus, Astronomical Algorithms, chapter 8)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    leap, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - correction + 15) % 30
    weekday = (32 + 2 * rest + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _local_day(at: Instant, timezone: str) -> date:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(timezone)).date()


def _end_of(day: date, timezone: str) -> Instant:
    following = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(timezone))
    return Instant(from_datetime(following) - 1)
