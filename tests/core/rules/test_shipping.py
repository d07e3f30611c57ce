from __future__ import annotations

from core.rules.shipping import Service, chosen_service, next_closing
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
