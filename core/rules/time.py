"""Instants and durations. Time is data here: nothing in the rules reads a clock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NewType

Instant = NewType("Instant", int)
"""Milliseconds since 1970-01-01T00:00:00Z, without leap seconds. Columns that hold one end in ``_at``."""

SECOND_MS = 1_000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS


def after(instant: Instant, duration_ms: int) -> Instant:
    """The instant `duration_ms` milliseconds later."""
    return Instant(instant + duration_ms)


def hour_of(instant: Instant) -> Instant:
    """The beginning of its hour (UTC)."""
    return Instant(instant // HOUR_MS * HOUR_MS)


def to_iso(instant: Instant) -> str:
    """RFC 3339 in UTC with milliseconds, as the HTTP surface writes it."""
    return (
        datetime.fromtimestamp(instant / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    )


def from_datetime(moment: datetime) -> Instant:
    """The instant of an aware datetime.

    Raises:
        ValueError: the datetime has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return Instant(round(moment.timestamp() * 1000))
