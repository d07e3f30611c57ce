"""The lifecycle of a count of one article on its shelf, and what a count corrects.

A count is a difference between what was found and what this place knew to be there. So it commutes with all
that moves meanwhile and that it did not know of: nothing is corrected twice, nothing that came later is lost.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

import msgspec

from core.rules.lifecycle import Lifecycle, Move, Nature, VerbRule
from core.rules.permissions import Permission


class CountState(StrEnum):
    """Where it stands."""

    ASKED = "asked"
    COUNTED = "counted"


class CountVerb(StrEnum):
    """What can be told of it."""

    COUNT = "count"


COUNT: Lifecycle[CountState, CountVerb] = Lifecycle(
    "count",
    CountState,
    MappingProxyType({CountVerb.COUNT: VerbRule(Nature.FACT, Permission.COUNT)}),
    MappingProxyType(
        {
            (CountState.ASKED, CountVerb.COUNT): Move(CountState.COUNTED),
            # Counted by two people who did not hear of each other: the last word counts.
            (CountState.COUNTED, CountVerb.COUNT): Move(CountState.COUNTED),
        }
    ),
)


class Counted(msgspec.Struct, frozen=True):
    """Units found on the shelf, and units that were known to be there before."""

    found: int
    expected: int

    @property
    def difference(self) -> int:
        """What is missing (negative) or too many."""
        return self.found - self.expected


def correction(counted: Counted, before: Counted | None) -> int:
    """Units by which a count changes what is known to be there.

    Args:
        before: a count of the same task by somebody else at the same time; its correction is in what is
            known here, and not in what was expected there.
    """
    return counted.difference - (before.difference if before else 0)
