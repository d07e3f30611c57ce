"""By when what is not here can be collected, or leaves: in the opening hours of both places."""

from __future__ import annotations

from datetime import UTC, datetime

from core.rules.exchange_sending import Hours, here_by, leaves_by
from core.rules.time import Instant, from_datetime

PARIS = "Europe/Paris"
SHOP = Hours("mo-sa 10:00-19:00", PARIS)


def at(day: int, hour: int, minute: int = 0) -> Instant:
    """November 2025, in UTC; the 10th is a Monday, and Paris is one hour ahead."""
    return from_datetime(datetime(2025, 11, day, hour, minute, tzinfo=UTC))


def test_it_leaves_once_its_place_has_had_time_and_is_here_the_day_after() -> None:
    assert leaves_by(at(10, 9), SHOP) == at(10, 11)
    assert here_by(at(10, 9), SHOP, SHOP) == at(11, 11)


def test_asked_for_in_the_evening_it_is_prepared_in_the_morning() -> None:
    assert leaves_by(at(10, 17, 30), SHOP) == at(11, 10, 30)
    assert here_by(at(10, 17, 30), SHOP, SHOP) == at(12, 10, 30)


def test_what_comes_while_this_store_is_shut_waits_for_its_opening() -> None:
    saturday = at(15, 9)
    assert here_by(saturday, SHOP, SHOP) == at(17, 9), "Monday at ten, and not Sunday"
    always = Hours("", PARIS)
    assert here_by(at(10, 9), always, SHOP) == at(11, 11)
