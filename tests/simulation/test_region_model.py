"""What the model asks of a workstation whose store belongs to no region."""

from __future__ import annotations

from dataclasses import replace

import pytest
from feed_model import Feed
from region_model import Regions
from told import NotYet, Region, Screen, Sold

NOWHERE = Region("", "of before", 0, {})
SCREEN = Screen(
    "now", 1, "d", 1, 1, "now", 1, {}, [], None, [], {}, {}, {}, is_in_doubt=False, region=NOWHERE
)


def test_a_store_of_no_region_may_have_been_told_so_before_a_restore() -> None:
    feed, sold = Feed(), Sold({1: ""}, (), 0, {}, ())
    feed.begin("now", {})

    Regions(sold).at_rest(feed, "0-0", SCREEN)

    with pytest.raises(NotYet):
        Regions(replace(sold, regions={1: "north"})).at_rest(feed, "0-0", SCREEN)
