"""Which bin a parcel is led to: the smallest empty one that has the room, else one that has room beside."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


class BinState(msgspec.Struct, frozen=True):
    """A bin as it stands now.

    Attributes:
        code: what its label says.
        room: how many articles it holds; 0 where nobody has said.
        held: how many of other orders lie in it; `holder` is the number of one of these, "" for none.
    """

    code: str
    room: int = 0
    held: int = 0
    holder: str = ""

    def lacks_room(self, units: int) -> bool:
        """Whether so many articles more do not go into it, as far as is known."""
        return bool(self.room) and self.room - self.held < units


def bins_for(bins: Sequence[BinState], units: int) -> list[str]:
    """Codes of the bins for so many articles, the best first; `bins` are in the order in which they stand.

    Empty ones with room come first, the smallest before larger ones; then empty ones of which nobody has said
    what they hold; then those that hold other orders and have the room beside them, the emptiest first.
    """
    fitting = [one for one in bins if not one.lacks_room(units)]
    empty = [one for one in fitting if not one.holder]
    shared = [one for one in fitting if one.holder and one.room]
    empty.sort(key=lambda one: (not one.room, one.room))
    shared.sort(key=lambda one: one.held - one.room)
    return [one.code for one in (*empty, *shared)]
