"""Wrong PINs cost time, and easy ones are not taken."""

from __future__ import annotations

import pytest

from core.rules.errors import Refused
from core.rules.pin import FREE_TRIES, PAUSES_MS, check_new, check_tries, pause_ms
from core.rules.time import DAY_MS, Instant

NOON = Instant(1_772_539_200_000)


def waits(wrong: int, since_last_ms: int) -> int:
    """Seconds to wait, 0 if a PIN may be tried."""
    try:
        check_tries("Nadia", wrong, NOON, Instant(NOON + since_last_ms))
    except Refused as refusal:
        return int(refusal.data["wait_s"])
    return 0


def test_some_tries_are_free_and_each_one_after_them_costs_more() -> None:
    assert [pause_ms(wrong) for wrong in range(FREE_TRIES)] == [0] * FREE_TRIES
    pauses = [pause_ms(wrong) for wrong in range(FREE_TRIES, FREE_TRIES + len(PAUSES_MS))]
    assert pauses == sorted(set(pauses)) == list(PAUSES_MS)
    assert pause_ms(1_000) == PAUSES_MS[-1]


def test_a_day_of_guessing_gives_a_handful_of_tries() -> None:
    tries, clock = 0, 0
    while clock < DAY_MS:
        tries, clock = tries + 1, clock + pause_ms(tries + 1)
    assert tries < 40


def test_the_wait_ends_when_it_says() -> None:
    assert waits(FREE_TRIES, 0) == 60
    assert waits(FREE_TRIES, 59_001) == 1
    assert waits(FREE_TRIES, 60_000) == 0
    assert waits(FREE_TRIES - 1, 0) == 0


def test_a_clock_that_was_put_back_shuts_nobody_out_for_longer() -> None:
    assert waits(FREE_TRIES, -DAY_MS) == 60


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("12345", "pin_not_digits"),
        ("1234567890123", "pin_not_digits"),
        ("12a456", "pin_not_digits"),
        ("\u0661\u0662\u0663\u0664\u0665\u0666", "pin_not_digits"),
        ("000000", "pin_too_easy"),
        ("123456", "pin_too_easy"),
        ("987654", "pin_too_easy"),
        ("789012", "pin_too_easy"),
        ("246810", "pin_unchanged"),
    ],
)
def test_a_new_pin_that_is_no_good_says_why(pin: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_new(pin, "246810")
    assert refused.value.code == code


def test_any_other_is_taken() -> None:
    check_new("135792", "246810")
    check_new("246811", "246810")
