from __future__ import annotations

from core.rules.staging import BinState, bins_for

SMALL, MIDDLE, LARGE = BinState("B-1", 4), BinState("B-2", 12), BinState("B-3", 40)
UNSAID = BinState("B-4")
SHARED, FULL = BinState("B-5", 20, 6, "C-1"), BinState("B-6", 4, 4, "C-2")


def test_the_smallest_with_room_comes_first_then_what_nobody_has_measured_then_shared_ones() -> None:
    here = [LARGE, SMALL, MIDDLE, UNSAID, SHARED, FULL]
    assert bins_for(here, 3) == ["B-1", "B-2", "B-3", "B-4", "B-5"]
    assert bins_for(here, 5) == ["B-2", "B-3", "B-4", "B-5"]
    assert bins_for([FULL, SHARED], 15) == []


def test_where_nobody_has_said_what_they_hold_they_come_in_the_order_in_which_they_stand() -> None:
    assert bins_for([BinState("B-1"), BinState("B-2", held=3, holder="C-1"), BinState("B-3")], 9) == [
        "B-1",
        "B-3",
    ]
