"""A world that is asked whether it rests: what is under way is waited for, what is not as it must be ends the
world."""

from __future__ import annotations

import onlooker
import pytest
from short_worlds import ORDERED
from told import Broken, NotYet
from world import happen

pytestmark = pytest.mark.timeout(900)
# A world's time is its own: a slow machine is no failure.


@pytest.fixture
def stories(monkeypatch: pytest.MonkeyPatch) -> list[Broken]:
    """What is found wrong, one at each look at the orders' histories; then nothing any more."""
    found: list[Broken] = []
    really_told = onlooker.stories_are_told

    def told(*what: object) -> None:
        if found:
            raise found.pop(0)
        really_told(*what)

    monkeypatch.setattr(onlooker, "stories_are_told", told)
    monkeypatch.setattr(onlooker, "TOLD_SHARE", 0.0)
    return found


def test_what_is_first_seen_broken_as_a_world_is_asked_whether_it_rests_ends_it(
    stories: list[Broken],
) -> None:
    """It is not looked at again: the next look may find it whole."""
    stories.append(Broken("every fact is in the history", "order-1", "ClaimFulfilment"))

    with pytest.raises(Broken, match="every fact is in the history: order-1"):
        happen(ORDERED)

    assert stories == []


def test_what_is_still_under_way_is_waited_for(stories: list[Broken]) -> None:
    stories += [NotYet("outboxes are empty", "0-0", "c0ffee")] * 2

    happen(ORDERED)

    assert stories == []
