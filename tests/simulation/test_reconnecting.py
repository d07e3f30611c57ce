"""All stores come back at once: each is served, nothing is done twice, and nobody has to be told so."""

from __future__ import annotations

import os

import pytest
from rush import come_back_at_once

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
STORES = 1_000 if IS_LONG else 80
OVER_WITHIN_S = 60.0
"""Virtual seconds."""

pytestmark = [pytest.mark.simulate, pytest.mark.timeout(3_000 if IS_LONG else 300)]


def test_stores_that_come_back_at_once_are_asked_to_wait_and_all_get_in() -> None:
    rush = come_back_at_once(STORES, seed=1)

    assert rush.asked, "not all can be served at once"
    assert rush.took_s < OVER_WITHIN_S
