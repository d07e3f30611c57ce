"""Instants, as they are written and read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from core.rules.time import HOUR_MS, Instant, after, from_datetime, to_iso


def test_an_instant_is_written_in_utc_with_milliseconds() -> None:
    assert to_iso(Instant(1_772_539_200_123)) == "2026-03-03T12:00:00.123Z"


def test_a_moment_of_another_zone_is_the_same_instant() -> None:
    paris = timezone(timedelta(hours=1))
    assert from_datetime(datetime(2026, 3, 3, 13, tzinfo=paris)) == from_datetime(
        datetime(2026, 3, 3, 12, tzinfo=UTC)
    )


def test_a_moment_without_a_zone_is_no_instant() -> None:
    with pytest.raises(ValueError, match="time zone"):
        from_datetime(datetime(2026, 3, 3, 12))  # noqa: DTZ001 what is being tried


def test_later_is_later() -> None:
    assert after(Instant(5), HOUR_MS) == 3_600_005
