"""All stores come back in one second: each is served, nothing is done twice, and nobody has to be told so."""

from __future__ import annotations

import pytest
from rush import come_back_at_once

OVER_WITHIN_S = 60.0
"""Virtual seconds."""

pytestmark = pytest.mark.timeout(900)


@pytest.mark.parametrize("stores", [80, pytest.param(1_000, marks=[pytest.mark.simulate, pytest.mark.slow])])
def test_stores_that_come_back_at_once_are_asked_to_wait_and_all_get_in(stores: int) -> None:
    rush = come_back_at_once(stores, seed=1)

    assert rush.asked, "not all can be served at once"
    assert rush.took_s < OVER_WITHIN_S
