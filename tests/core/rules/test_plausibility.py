"""The bounds of what can have happened."""

from __future__ import annotations

import pytest

from core.rules.plausibility import (
    MAX_AGE_MS,
    MAX_AHEAD_MS,
    MAX_PARCEL_WEIGHT_G,
    MAX_UNITS_A_LINE,
    implausible_quantity,
    implausible_time,
    implausible_weight,
)
from core.rules.time import Instant

NOW = Instant(1_800_000_000_000)


@pytest.mark.parametrize("quantity", [1, MAX_UNITS_A_LINE])
def test_a_quantity_within_bounds_is_believed(quantity: int) -> None:
    assert implausible_quantity(quantity) is None


@pytest.mark.parametrize("quantity", [0, -1, MAX_UNITS_A_LINE + 1])
def test_a_quantity_beyond_them_is_absurd(quantity: int) -> None:
    assert implausible_quantity(quantity) == "absurd_quantity"


def test_a_parcel_that_was_not_weighed_is_believed_and_a_ton_is_not() -> None:
    assert implausible_weight(0) is None
    assert implausible_weight(MAX_PARCEL_WEIGHT_G) is None
    assert implausible_weight(1_000_000) == "absurd_weight"
    assert implausible_weight(-1) == "absurd_weight"


def test_a_fact_of_tomorrow_or_of_years_ago_is_not_believed() -> None:
    assert implausible_time(NOW, NOW) is None
    assert implausible_time(Instant(NOW + MAX_AHEAD_MS), NOW) is None
    assert implausible_time(Instant(NOW + MAX_AHEAD_MS + 1), NOW) == "from_the_future"
    assert implausible_time(Instant(NOW - MAX_AGE_MS - 1), NOW) == "from_long_ago"
