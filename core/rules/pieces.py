"""Which unit of a line a piece is, by its serial number."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def place_of_piece(serials: Sequence[str], places: Collection[int], serial: str) -> int | None:
    """Which of some units of a line a piece is.

    Of the last units the till may have told no number: a piece of a number that it has not told is one of
    those.

    Args:
        serials: the numbers that the till has told, by place.
        places: the units that it may be.

    Returns:
        The place; None where it is none of these units: it was not sold so, or is another unit.
    """
    if serial in serials:
        place = list(serials).index(serial)
        return place if place in places else None
    return next((place for place in sorted(places) if place >= len(serials)), None)
