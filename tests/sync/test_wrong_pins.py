"""Wrong PINs in memory: a clock that was put back shuts nobody out."""

from __future__ import annotations

import pytest

from core.rules.errors import Refused
from core.rules.pin import FREE_TRIES, PAUSES_MS, check_tries
from core.rules.time import DAY_MS, Instant
from sync.sign_in import WrongPins

NOON = Instant(1_772_539_200_000)


def tries(wrong: WrongPins, now: int) -> None:
    check_tries("Nadia", FREE_TRIES, wrong.waits_from("nadia", NOON, Instant(now)), Instant(now))


def test_the_pause_begins_when_a_clock_that_was_put_back_is_noticed_and_ends() -> None:
    wrong, yesterday = WrongPins(), NOON - DAY_MS
    with pytest.raises(Refused, match="too_many_tries"):
        tries(wrong, yesterday)
    with pytest.raises(Refused, match="too_many_tries"):
        tries(wrong, yesterday + PAUSES_MS[0] - 1)
    tries(wrong, yesterday + PAUSES_MS[0])


def test_putting_it_back_again_does_not_shorten_the_pause() -> None:
    wrong, yesterday = WrongPins(), NOON - DAY_MS
    for back in (yesterday, yesterday - DAY_MS):
        with pytest.raises(Refused, match="too_many_tries"):
            tries(wrong, back)
    with pytest.raises(Refused, match="too_many_tries"):
        tries(wrong, yesterday - DAY_MS + PAUSES_MS[0] - 1)


def test_a_clock_that_goes_on_waits_from_the_last_try() -> None:
    wrong = WrongPins()
    assert wrong.waits_from("nadia", NOON, Instant(NOON + 1)) == NOON
