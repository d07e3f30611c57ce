"""By when an order is due: two hours of opening time, in the store's own clock."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.errors import BadInput
from core.rules.promise_time import LEAD_MS, parse_opening, ready_by
from core.rules.time import HOUR_MS, Instant, from_datetime

PARIS = "Europe/Paris"
WEEKDAYS = "mo-sa 10:00-19:30"


def paris(text: str) -> Instant:
    return from_datetime(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(PARIS)))


def promised(placed: str, opening: str = WEEKDAYS) -> str:
    due = ready_by(paris(placed), opening, PARIS)
    return datetime.fromtimestamp(due / 1000, ZoneInfo(PARIS)).strftime("%Y-%m-%d %H:%M")


def test_in_opening_hours_it_is_due_two_hours_later() -> None:
    assert promised("2026-03-03 11:20") == "2026-03-03 13:20"


def test_before_opening_the_two_hours_begin_at_the_opening() -> None:
    assert promised("2026-03-03 07:45") == "2026-03-03 12:00"


def test_what_is_left_at_closing_time_runs_on_the_next_opening_day() -> None:
    assert promised("2026-03-03 18:30") == "2026-03-04 11:00"


def test_the_sunday_on_which_the_store_is_shut_does_not_count() -> None:
    assert promised("2026-03-07 19:00") == "2026-03-09 11:30"


def test_exactly_at_closing_time_is_still_in_time() -> None:
    assert promised("2026-03-03 17:30") == "2026-03-03 19:30"


def test_the_midday_break_does_not_count() -> None:
    assert promised("2026-03-03 11:30", "mo-sa 09:00-12:00, 14:00-19:00") == "2026-03-03 15:30"


def test_a_later_rule_replaces_an_earlier_one_for_its_days() -> None:
    assert promised("2026-03-02 11:00", "mo-sa 10:00-19:00; mo off") == "2026-03-03 12:00"


def test_a_range_of_days_goes_over_the_end_of_the_week() -> None:
    assert parse_opening("sa-mo 10:00-12:00") == (((600, 720),), (), (), (), (), ((600, 720),), ((600, 720),))


def test_no_text_means_always_open() -> None:
    assert promised("2026-03-08 23:30", "") == "2026-03-09 01:30"


def test_open_until_midnight_goes_on_with_the_next_day() -> None:
    assert promised("2026-03-03 23:00", "mo-su 00:00-24:00") == "2026-03-04 01:00"


def test_a_place_that_never_opens_promises_by_plain_time() -> None:
    assert promised("2026-03-03 11:00", "mo-su off") == "2026-03-03 13:00"


def test_on_the_night_of_the_clock_change_the_hour_is_the_stores_own() -> None:
    # In Paris, 29 March 2026 has no hour between 02:00 and 03:00.
    assert promised("2026-03-28 19:00", "mo-su 10:00-19:30") == "2026-03-29 11:30"


@pytest.mark.parametrize(
    "text",
    [
        "whenever we like",
        "mo-xx 10:00-12:00",
        "mo 12:00-10:00",
        "mo 10:00-25:00",
        "mo 10:75-12:00",
        "mo- 10:00-12:00",
        "mo 10:00-12:00, 11:00-13:00",
        "mo 10:00",
        ";",
    ],
)
def test_hours_that_cannot_be_read_are_said_to_be_so(text: str) -> None:
    with pytest.raises(BadInput, match="bad_opening_hours"):
        parse_opening(text)


def test_an_unknown_time_zone_is_said_to_be_so() -> None:
    with pytest.raises(BadInput, match="unknown_timezone"):
        ready_by(Instant(0), WEEKDAYS, "Europe/Lutece")


INSTANTS = st.integers(1_700_000_000_000, 1_900_000_000_000).map(Instant)
OPENINGS = st.sampled_from(
    ["", WEEKDAYS, "mo-sa 09:00-12:00, 14:00-19:00", "fr 20:00-24:00", "su 08:00-08:30"]
)


@given(placed=INSTANTS, opening=OPENINGS, lead_h=st.integers(0, 12))
def test_a_longer_lead_and_a_later_order_are_never_due_earlier(
    placed: Instant, opening: str, lead_h: int
) -> None:
    due = ready_by(placed, opening, PARIS, lead_h * HOUR_MS)
    assert due >= placed + lead_h * HOUR_MS
    assert ready_by(placed, opening, PARIS, (lead_h + 1) * HOUR_MS) >= due
    assert ready_by(Instant(placed + HOUR_MS), opening, PARIS, lead_h * HOUR_MS) >= due


@given(placed=INSTANTS)
def test_where_it_is_always_open_the_lead_is_plain_time(placed: Instant) -> None:
    assert ready_by(placed, "", PARIS) == placed + LEAD_MS
