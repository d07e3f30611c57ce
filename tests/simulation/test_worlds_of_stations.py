"""Short worlds, each from one seed: whatever befalls workstations, what must be true is true."""

from __future__ import annotations

import pytest
from plan import STATION_TROUBLES
from short_worlds import worlds_with

ALSO_STRIKES = {
    "disk_copied": ("fork_noticed",),
    "disk_put_back": ("fork_noticed",),
    "backup_restored": ("enrolled_anew",),
    "store_damaged": ("damage_noticed", "enrolled_anew"),
}
"""What must have come of it at least once, too."""

pytestmark = pytest.mark.timeout(900)
# A world's time is its own: a slow machine is no failure.


@pytest.mark.parametrize("kind", dict.fromkeys(STATION_TROUBLES))
def test_whatever_befalls_workstations_what_must_be_true_is_true(kind: str) -> None:
    struck = worlds_with(kind)

    assert all(struck[one] for one in (kind, *ALSO_STRIKES.get(kind, ()))), struck
