"""Times of day, days, money, codes of articles and of bins, as people of this language read them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QDate, QLocale

from core.rules.return_policy import MAX_CENTS
from desktop.shell.saying import translate

BIN_PREFIX = "BIN-"
"""What the label of a bin says before its number."""
STRONG_DIGITS = 6
"""How many last digits of a barcode people compare."""
GTIN_14 = 14
_MEGABYTE, _GIGABYTE = 1_000_000, 1_000_000_000
_SPACED_SIGNS = re.compile(r" (?=[!?;:»])")
"""A space that must not end a line: what follows it stood alone on the next."""
_AMOUNT = re.compile(r"(\d{1,6})(?:[.,](\d{1,2}))?")


@cache
def zone_of(timezone: str) -> tzinfo:
    """A place's time zone, read from the disk the first time; UTC where it is not known."""
    try:
        return ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def local_time(at: int, timezone: str) -> datetime:
    """An instant on the clock of a place; in UTC where its time zone is not known."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone_of(timezone))


def midnight_before(at: int, timezone: str) -> datetime:
    """The beginning of the day of a place that an instant is in."""
    return local_time(at, timezone).replace(hour=0, minute=0, second=0, microsecond=0)


def variant_words(*parts: str) -> str:
    """What tells an article from its like, as far as it is known: "M · navy"."""
    return " · ".join(part for part in parts if part)


def article_words(name: str, size: str, colour: str) -> str:
    """The name and what tells it from its like, which stays in one line: "Veste Mistral · M · navy"."""
    return variant_words(name, variant_words(size, colour).replace(" ", "\u00a0"))


def clock_words(at: int, timezone: str) -> str:
    """The time of day: "10:30"."""
    return f"{local_time(at, timezone):%H:%M}"


def moment_words(at: int, now: int, timezone: str) -> str:
    """A time as people say it on the day that is `now`: "10:30", "tomorrow 10:30", "Mon 23 Nov, 10:30"."""
    days = (local_time(at, timezone).date() - local_time(now, timezone).date()).days
    time = clock_words(at, timezone)
    if days == 0:
        return time
    if days == 1:
        return translate("Amounts", "tomorrow {time}").format(time=time)
    if days == -1:
        return translate("Amounts", "yesterday {time}").format(time=time)
    return translate("Amounts", "{day}, {time}").format(day=day_words(at, timezone, now=now), time=time)


def day_words(at: int, timezone: str, *, now: int) -> str:
    """A day: "Mon 23 Nov"; of another year than that of `now`, with it: "23 Nov 2028"."""
    if local_time(at, timezone).year != local_time(now, timezone).year:
        return date_words(at, timezone)
    return weekday_words(at, timezone)


def weekday_words(at: int, timezone: str, locale: QLocale | None = None) -> str:
    """A day of these weeks, for what is read while they last: "Mon 23 Nov"."""
    return (locale or QLocale()).toString(_date(at, timezone), "ddd d MMM")


def date_words(at: int, timezone: str, locale: QLocale | None = None) -> str:
    """A day with its year, for what is read years later: "23 Nov 2026"."""
    return (locale or QLocale()).toString(_date(at, timezone), "d MMM yyyy")


def _date(at: int, timezone: str) -> QDate:
    moment = local_time(at, timezone)
    return QDate(moment.year, moment.month, moment.day)


def cents_in(text: str) -> int:
    """An amount as people type it ("12", "12,5", "12.50"), in cents; 0 where it is none."""
    found = _AMOUNT.fullmatch(text.replace(" ", "").replace("\u202f", "").removesuffix("€").strip())
    if found is None:
        return 0
    cents = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
    return cents if cents <= MAX_CENTS else 0


def money_words(cents: int, currency: str, locale: QLocale | None = None) -> str:
    """An amount as this language writes it: "€49.90", "49,90 €"."""
    symbol = {"EUR": "€", "GBP": "£", "USD": "$"}.get(currency, currency)
    return (locale or QLocale()).toCurrencyString(cents / 100, symbol, 2)


def number_words(count: int, locale: QLocale | None = None) -> str:
    """ "12,480" as this language groups it."""
    return (locale or QLocale()).toString(count)


def weight_words(grams: int, locale: QLocale | None = None) -> str:
    """A weight: "1.4 kg"."""
    return f"{(locale or QLocale()).toString(grams / 1000, 'f', 1)}\u00a0kg"


def quoted(text: str) -> str:
    """What somebody wrote, between the quotation marks of this language: "“To be wrapped”"."""
    return translate("Amounts", "“{0}”").format(_SPACED_SIGNS.sub("\u202f", text))


def bin_words(code: str) -> str:
    """A bin's number without the prefix of its label: "14"."""
    return code.removeprefix(BIN_PREFIX)


def barcode_parts(gtin: str) -> tuple[str, str]:
    """A GTIN in groups, in two parts: what leads, and the last digits that people compare."""
    bare = gtin.removeprefix("0") if len(gtin) == GTIN_14 else gtin
    head, strong = bare[:-STRONG_DIGITS], bare[-STRONG_DIGITS:]
    return _grouped(head), _grouped(strong)


def _grouped(digits: str) -> str:
    first = len(digits) % 3
    parts = [digits[:first], *(digits[n : n + 3] for n in range(first, len(digits), 3))]
    return " ".join(part for part in parts if part)


def size_words(size_bytes: int) -> str:
    """ "12.3 MB", « 12,3 Mo »."""
    if size_bytes >= 10 * _GIGABYTE:
        return translate("Settings", "{0} GB").format(QLocale().toString(size_bytes // _GIGABYTE))
    return translate("Settings", "{0} MB").format(QLocale().toString(size_bytes / _MEGABYTE, "f", 1))
