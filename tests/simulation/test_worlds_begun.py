"""What a run says of how many worlds it began is true: a world counts once it has a core, and once."""

from __future__ import annotations

import core_side
import pytest
import shrinking
import world
from short_worlds import ORDERED
from told import Broken
from world import happen

from tests.support.worlds_begun import WorldsBegun

pytestmark = pytest.mark.timeout(900)
# A world's time is its own: a slow machine is no failure.


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> WorldsBegun:
    """A count of this test's own: its worlds are not the run's."""
    fresh = WorldsBegun()
    monkeypatch.setattr(world, "begun", fresh)
    monkeypatch.setattr(shrinking, "begun", fresh)
    return fresh


def test_a_world_that_happens_twice_is_two_worlds_of_one_plan(begun: WorldsBegun) -> None:
    happen(ORDERED)
    happen(ORDERED)

    assert (len(begun.plans), len(set(begun.plans)), begun.steps) == (2, 1, 0)


def test_a_world_without_a_core_has_not_begun(begun: WorldsBegun, monkeypatch: pytest.MonkeyPatch) -> None:
    async def start(_core: core_side.CoreSide) -> None:
        raise OSError("no core")

    monkeypatch.setattr(core_side.CoreSide, "start", start)
    with pytest.raises(OSError, match="no core"):
        happen(ORDERED)

    assert (begun.plans, begun.steps) == ([], 0)


def test_what_is_tried_to_make_a_world_smaller_is_counted_apart(
    begun: WorldsBegun, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(self: world.World, _for_s: float) -> None:
        raise Broken("no command vanishes", "0-0", "c0ffee")

    monkeypatch.setattr(world.World, "_watch", fails)
    with pytest.raises(Broken) as broken:
        happen(ORDERED)
    shrinking.shrink(ORDERED, broken.value, lambda _line: None)

    assert len(begun.plans) == 1
    assert begun.steps == 1, "without its one deed"
