"""The lifecycle of a count of one article on its shelf, and what a count corrects.

A count is a difference between what was found and what this place knew to be there. So it commutes with all
that moves meanwhile and that it did not know of: nothing is corrected twice, nothing that came later is lost.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Final

import msgspec

from core.rules.lifecycle import Lifecycle, Move, Nature, VerbRule
from core.rules.permissions import Permission
from core.rules.time import DAY_MS


class CountState(StrEnum):
    """Where it stands."""

    ASKED = "asked"
    RECOUNT = "recount"
    COUNTED = "counted"


class CountVerb(StrEnum):
    """What can be told of it."""

    COUNT = "count"
    DOUBT = "doubt"


COUNT: Lifecycle[CountState, CountVerb] = Lifecycle(
    "count",
    CountState,
    MappingProxyType(
        {
            CountVerb.COUNT: VerbRule(Nature.FACT, Permission.COUNT),
            CountVerb.DOUBT: VerbRule(Nature.FACT, Permission.COUNT),
        }
    ),
    MappingProxyType(
        {
            (CountState.ASKED, CountVerb.COUNT): Move(CountState.COUNTED),
            # Far from what was expected: counted once more before anything is corrected.
            (CountState.ASKED, CountVerb.DOUBT): Move(CountState.RECOUNT),
            (CountState.RECOUNT, CountVerb.COUNT): Move(CountState.COUNTED),
            (CountState.RECOUNT, CountVerb.DOUBT): Move(CountState.COUNTED),
            (CountState.COUNTED, CountVerb.DOUBT): Move(CountState.COUNTED),
            # Counted by two people who did not hear of each other: the last word counts.
            (CountState.COUNTED, CountVerb.COUNT): Move(CountState.COUNTED),
        }
    ),
)


RECOUNT_FROM_UNITS: Final = 3
RECOUNT_FROM_PERCENT: Final = 20
"""A count that is off by so many units and by such a share of what was expected is done again."""
OVERLAP_MS: Final = DAY_MS
"""Movements told later than this after they happened are not looked for among those that a count missed."""
OPEN_COUNTS: Final = frozenset({CountState.ASKED, CountState.RECOUNT})
"""Somebody is still to count."""


class Counted(msgspec.Struct, frozen=True):
    """Units found on the shelf, and units that were known to be there before."""

    found: int
    expected: int

    @property
    def difference(self) -> int:
        """What is missing (negative) or too many."""
        return self.found - self.expected


def is_doubtful(counted: Counted) -> bool:
    """Whether it is counted again before anything is corrected."""
    off = abs(counted.difference)
    return off >= RECOUNT_FROM_UNITS and off * 100 >= RECOUNT_FROM_PERCENT * max(1, counted.expected)


def disagree(now: Counted, before: Counted) -> bool:
    """Whether two who counted the same shelf, neither knowing of the other, are so far apart that neither is
    believed over the other: by the measure of a count that is done again."""
    apart = now.difference - before.difference
    return is_doubtful(Counted(before.found + apart, before.found))


def correction(counted: Counted, before: Counted | None) -> int:
    """Units by which a count changes what is known to be there.

    Args:
        before: a count of the same task by somebody else at the same time; its correction is in what is
            known here, and not in what was expected there.
    """
    return counted.difference - (before.difference if before else 0)
