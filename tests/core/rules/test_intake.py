"""How much new work a store takes."""

from __future__ import annotations

import pytest

from core.rules.errors import Refused
from core.rules.intake import ALL, MAX_CAP, MAX_LASTS_MS, Intake, IntakeMode, check_limit
from core.rules.time import HOUR_MS, Instant

NOW = Instant(1_772_539_200_000)
LATER = Instant(NOW + 2 * HOUR_MS)


def test_a_limit_holds_until_its_hour_and_ends_by_itself() -> None:
    pause = Intake(IntakeMode.PAUSED, until=LATER)
    assert pause.is_live(NOW)
    assert not pause.is_live(LATER)
    assert not ALL.is_live(NOW)


def test_a_cap_lets_in_what_is_missing_to_it_and_a_pause_nothing() -> None:
    cap = Intake(IntakeMode.CAPPED, 5, LATER)
    assert [cap.room(waiting) for waiting in (0, 4, 5, 9)] == [5, 1, 0, 0]
    assert Intake(IntakeMode.PAUSED, until=LATER).room(0) == 0
    assert ALL.room(999) is None


@pytest.mark.parametrize(
    ("asked", "reason", "code"),
    [
        (Intake(IntakeMode.PAUSED, until=NOW), "fuite", "intake_end_out_of_bounds"),
        (Intake(IntakeMode.PAUSED, until=Instant(NOW + MAX_LASTS_MS + 1)), "f", "intake_end_out_of_bounds"),
        (Intake(IntakeMode.CAPPED, 0, LATER), "fuite", "intake_cap_out_of_bounds"),
        (Intake(IntakeMode.CAPPED, MAX_CAP + 1, LATER), "fuite", "intake_cap_out_of_bounds"),
        (Intake(IntakeMode.PAUSED, until=LATER), "  ", "intake_without_reason"),
    ],
)
def test_a_limit_out_of_its_bounds_is_refused(asked: Intake, reason: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        check_limit(asked, reason, NOW)


def test_taking_everything_again_needs_neither_end_nor_reason() -> None:
    check_limit(ALL, "", NOW)
    check_limit(Intake(IntakeMode.CAPPED, MAX_CAP, Instant(NOW + MAX_LASTS_MS)), "fuite", NOW)
