"""How much height there is for an order at the counter: what is to be read and pressed stands closer where
there is little, so that it is in sight without scrolling."""

from __future__ import annotations

from enum import Enum, auto

AMPLE_FROM = 720
"""The page's height, px, from which nothing stands closer than it would like."""
LOW_FROM = 680
"""The page's height, px, of a window of 1024 x 768 that has no strip over it; with one there is less."""


class Room(Enum):
    """The height that there is."""

    AMPLE = auto()
    LOW = auto()
    LOWEST = auto()


def room_in(height: int) -> Room:
    """What a page of this height, px, is for an order."""
    if height >= AMPLE_FROM:
        return Room.AMPLE
    return Room.LOW if height >= LOW_FROM else Room.LOWEST
