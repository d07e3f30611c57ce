"""Opening hours, in the chain's time zone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from core.rules.time import HOUR_MS, Instant, from_datetime
from core.service.demo.calendar import is_night, midnight, open_span, opening_hours

PARIS = ZoneInfo("Europe/Paris")


def at(*parts: int) -> Instant:
    return from_datetime(datetime(*parts, tzinfo=PARIS))  # type: ignore[arg-type]


def test_the_rest_of_the_day_is_open() -> None:
    hours = opening_hours("mo-sa 10:00-19:30")
    assert open_span(hours, at(2025, 3, 14, 11), HOUR_MS) == (at(2025, 3, 14, 11), at(2025, 3, 14, 19, 30))


def test_before_opening_the_day_begins_at_the_door() -> None:
    hours = opening_hours("mo-sa 10:00-19:30")
    assert open_span(hours, at(2025, 3, 14, 7), HOUR_MS)[0] == at(2025, 3, 14, 10)


def test_a_sunday_is_skipped_over_the_change_to_summer_time() -> None:
    hours = opening_hours("mo-sa 10:00-19:30")
    assert open_span(hours, at(2025, 3, 29, 19), HOUR_MS)[0] == at(2025, 3, 31, 10)


def test_midnight_is_that_of_paris() -> None:
    assert midnight(at(2025, 3, 14, 0, 30), -1) == at(2025, 3, 13)


def test_the_night_ends_at_half_past_six() -> None:
    assert is_night(at(2025, 3, 14, 6, 29))
    assert not is_night(at(2025, 3, 14, 6, 30))


@pytest.mark.parametrize("text", ["", "10:00-19:30", "mo-sa 10-19", "mo-sa 10:00-19:30 "])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="opening hours"):
        opening_hours(text)
