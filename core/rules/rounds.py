"""Rounds: orders that are picked in one walk, each into its own numbered tote."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec

from core.rules.time import MINUTE_MS, Instant

MAX_TOTES = 8
"""More totes than a trolley holds."""
MAX_UNITS = 40
"""More units than are picked in one proposed walk."""
DUE_TOGETHER_MS = 90 * MINUTE_MS
"""An order that is promised later than this after the most urgent one waits for a round of its own."""


class Candidate(msgspec.Struct, frozen=True):
    """An order that could come along: when it is promised, where it leads, what it wants."""

    id: str
    promised_at: Instant
    zones: frozenset[str]
    articles: frozenset[int]
    units: int


def propose(candidates: Iterable[Candidate], most: int = MAX_TOTES) -> list[Candidate]:
    """The orders of the next round, the most urgent first.

    It begins with the most urgent order and takes along, one after the other, what costs the least walk: the
    fewest zones that the round does not lead through yet, then the most articles that it picks anyway, then
    the earliest promise. What is due much later, or is too much for one walk, stays.

    Args:
        most: totes at hand, at most `MAX_TOTES`.
    """
    left = sorted(candidates, key=lambda one: (one.promised_at, one.id))
    if not left:
        return []
    chosen = [left.pop(0)]
    latest = chosen[0].promised_at + DUE_TOGETHER_MS
    left = [one for one in left if one.promised_at <= latest]
    while len(chosen) < min(most, MAX_TOTES):
        room = MAX_UNITS - sum(one.units for one in chosen)
        fitting = [one for one in left if one.units <= room]
        if not fitting:
            break
        nearest = _nearest(fitting, chosen)
        chosen.append(nearest)
        left.remove(nearest)
    return sorted(chosen, key=lambda one: (one.promised_at, one.id))


def _nearest(fitting: Sequence[Candidate], chosen: Sequence[Candidate]) -> Candidate:
    zones = frozenset().union(*(one.zones for one in chosen))
    articles = frozenset().union(*(one.articles for one in chosen))

    def walk(one: Candidate) -> tuple[int, int, int, str]:
        return len(one.zones - zones), -len(one.articles & articles), one.promised_at, one.id

    return min(fitting, key=walk)


def free_totes(count: int, taken: Collection[int] = ()) -> list[int]:
    """The lowest numbers from 1 that no tote in use has."""
    numbers: list[int] = []
    number = 1
    while len(numbers) < count:
        if number not in taken:
            numbers.append(number)
        number += 1
    return numbers


def shorts_by_share(units: int, left: Sequence[int]) -> list[int]:
    """How many of `units` that are not there each order goes without, `left` being what each still wants.

    The orders are given the most urgent first: what was found is for them, so that the last goes without.
    """
    shorts = [0] * len(left)
    for place in reversed(range(len(left))):
        shorts[place] = min(max(0, left[place]), units)
        units -= shorts[place]
    return shorts
