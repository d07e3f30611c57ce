from __future__ import annotations

from core.rules.shipping import (
    Named,
    Service,
    arrives_by,
    chosen_service,
    leaves_at,
    next_closing,
)
from core.rules.time import HOUR_MS, Instant

LETTER = Service("LETTRIX", "SUIVI", 990, 500, 0)
PARCEL = Service("COLIVIA", "DOM", 1050, 20_000, 1)
SUNDAY_1138 = Instant(1_795_343_880_000)
"""2026-11-22T10:38:00Z: 11:38 in Paris."""


def test_the_first_that_carries_the_weight_takes_it() -> None:
    assert chosen_service([PARCEL, LETTER], 300) == LETTER
    assert chosen_service([PARCEL, LETTER], 501) == PARCEL


def test_what_is_too_heavy_for_all_goes_with_who_takes_most_and_nobody_calls_nowhere() -> None:
    assert chosen_service([LETTER, PARCEL], 60_000) == PARCEL
    assert chosen_service([], 100) is None


def test_a_carrier_comes_today_or_once_it_has_gone_tomorrow() -> None:
    today = next_closing(SUNDAY_1138, 16 * 60 + 30, "Europe/Paris")
    assert today == SUNDAY_1138 + 4 * HOUR_MS + 52 * 60_000
    assert next_closing(Instant(today), 16 * 60 + 30, "Europe/Paris") == today + 24 * HOUR_MS


EXPRESS = Service("VELOCE", "EXPRESS", 960, 10_000, 9)


def test_what_the_promise_names_comes_before_the_chains_order_where_it_can_carry_it() -> None:
    services = [LETTER, PARCEL, EXPRESS]
    assert chosen_service(services, 300, Named("VELOCE", "EXPRESS")) == EXPRESS
    assert chosen_service(services, 300, Named("VELOCE")) == EXPRESS
    assert chosen_service(services, 15_000, Named("VELOCE", "EXPRESS")) == PARCEL
    assert chosen_service([LETTER, PARCEL], 300, Named("VELOCE", "EXPRESS")) == LETTER


def test_what_is_ready_leaves_when_its_carrier_comes_next_on_a_day_on_which_the_place_is_open() -> None:
    half_past_four, weekdays = 16 * 60 + 30, "mo-fr 10:00-19:00"
    monday = next_closing(Instant(SUNDAY_1138 + 12 * HOUR_MS), half_past_four, "Europe/Paris")
    assert leaves_at(SUNDAY_1138, half_past_four, weekdays, "Europe/Paris") == monday
    assert leaves_at(monday, half_past_four, weekdays, "Europe/Paris") == monday
    assert leaves_at(Instant(monday + 1), half_past_four, weekdays, "Europe/Paris") == monday + 24 * HOUR_MS
    assert leaves_at(monday, half_past_four, "mo-su off", "Europe/Paris") == monday


def test_no_day_of_a_delivery_is_a_sunday() -> None:
    days = [Instant(SUNDAY_1138 + ahead * 24 * HOUR_MS) for ahead in range(10)]
    friday = days[5]
    assert arrives_by(friday, 1, "Europe/Paris") == days[6]
    assert arrives_by(friday, 2, "Europe/Paris") == days[8], "Saturday, Monday"
    assert arrives_by(days[0], 2, "Europe/Paris") == days[2], "Monday, Tuesday"
    assert arrives_by(friday, 0, "Europe/Paris") == friday
