"""Where an order's units come from: a pure decision over what is free at each location.

In this order: the preferred location alone (the store where it is collected), the nearest one that has
everything, the smallest set of nearby ones that has it together, and beyond that a set grown greedily. What
is free nowhere is missing, and nothing that is free somewhere is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import msgspec

EXACT_SET_SIZE = 3
"""Sets of up to this many locations are searched for the smallest and nearest; larger ones are grown."""
NEAREST_FOR_EACH_ARTICLE = 8
"""Of the locations that have some of an article, how many of the nearest enter the search for a set."""
MAX_SEARCHED = 24
"""Locations that enter the search for a set: at most C(24, 2) + C(24, 3) = 2,300 sets are looked at."""


class Wanted(msgspec.Struct, frozen=True):
    """Units of one order line. `key` names the line."""

    key: str
    article_id: int
    quantity: int


class Source(msgspec.Struct, frozen=True):
    """A location that may serve: how far it is from the customer, and its free units by article."""

    location_id: int
    distance_km: float
    free: Mapping[int, int]


class Share(msgspec.Struct, frozen=True):
    """What one location is to give: units by line."""

    location_id: int
    units: dict[str, int]


class Plan(msgspec.Struct, frozen=True):
    """The shares, nearest first, and the units by line that are free nowhere."""

    shares: tuple[Share, ...]
    missing: dict[str, int]


def decide(wanted: Sequence[Wanted], sources: Sequence[Source], preferred: int | None = None) -> Plan:
    """Who gives what.

    Args:
        wanted: the lines; several may want the same article.
        sources: the locations that may serve, in any order, each once.
        preferred: the location that comes before all others, if it is among `sources`.
    """
    ranked = sorted(sources, key=lambda source: (source.location_id != preferred, *_nearness(source)))
    need = _fillable(_by_article(wanted), ranked)
    chosen = _choose(need, ranked, preferred) if need else []
    return _share_out(wanted, chosen)


def _nearness(source: Source) -> tuple[float, int]:
    return source.distance_km, source.location_id


def _by_article(wanted: Sequence[Wanted]) -> dict[int, int]:
    need: dict[int, int] = {}
    for line in wanted:
        if line.quantity > 0:
            need[line.article_id] = need.get(line.article_id, 0) + line.quantity
    return need


def _fillable(need: Mapping[int, int], sources: Sequence[Source]) -> dict[int, int]:
    """The part of the need that can be met at all, by article; articles free nowhere are left out."""
    free = {article: sum(max(0, s.free.get(article, 0)) for s in sources) for article in need}
    return {article: min(units, free[article]) for article, units in need.items() if free[article]}


def _choose(need: Mapping[int, int], ranked: Sequence[Source], preferred: int | None) -> list[Source]:
    alone = next((source for source in ranked if _covers(need, (source,))), None)
    if alone is not None:
        return [alone]
    for several in _small_sets(_searched(need, ranked), preferred):
        if _covers(need, several):
            return list(several)
    return _grow(need, ranked)


def _covers(need: Mapping[int, int], sources: Sequence[Source]) -> bool:
    return all(
        sum(max(0, source.free.get(article, 0)) for source in sources) >= units
        for article, units in need.items()
    )


def _searched(need: Mapping[int, int], ranked: Sequence[Source]) -> list[Source]:
    """The locations worth combining: for each article the nearest that have some and those that have most.

    Rare articles choose first, so that the bound never leaves out the only place that has one.
    """
    holders = {article: [s for s in ranked if s.free.get(article, 0) > 0] for article in need}
    kept: dict[int, Source] = {}
    for article in sorted(need, key=lambda article: (len(holders[article]), article)):
        fullest = sorted(holders[article], key=lambda source: -source.free[article])[:EXACT_SET_SIZE]
        for source in [*holders[article][:NEAREST_FOR_EACH_ARTICLE], *fullest]:
            if len(kept) < MAX_SEARCHED:
                kept.setdefault(source.location_id, source)
    return [source for source in ranked if source.location_id in kept]


def _small_sets(ranked: Sequence[Source], preferred: int | None) -> Iterator[tuple[Source, ...]]:
    """Sets of two, then of three; within a size those with the preferred location first, then by distance."""
    place = {source.location_id: rank for rank, source in enumerate(ranked)}
    for size in range(2, EXACT_SET_SIZE + 1):
        yield from sorted(
            combinations(ranked, size),
            key=lambda several: (
                several[0].location_id != preferred,
                sum(source.distance_km for source in several),
                [place[source.location_id] for source in several],
            ),
        )


def _grow(need: Mapping[int, int], ranked: Sequence[Source]) -> list[Source]:
    """Greedy set cover: each time the location that gives most of what is left; the nearer one when equal."""
    left = dict(need)
    idle = dict(enumerate(ranked))
    chosen: dict[int, Source] = {}
    while any(left.values()):
        rank = max(idle, key=lambda rank: (_given(left, idle[rank]), -rank))
        chosen[rank] = idle.pop(rank)
        for article in left:
            left[article] -= min(left[article], max(0, chosen[rank].free.get(article, 0)))
    return [chosen[rank] for rank in sorted(chosen)]


def _given(left: Mapping[int, int], source: Source) -> int:
    return sum(min(units, max(0, source.free.get(article, 0))) for article, units in left.items())


def _share_out(wanted: Sequence[Wanted], chosen: Sequence[Source]) -> Plan:
    """Each location in turn gives all it can, line by line."""
    missing = {line.key: max(0, line.quantity) for line in wanted}
    shares = []
    for source in chosen:
        free = dict(source.free)
        units: dict[str, int] = {}
        for line in wanted:
            given = min(missing[line.key], max(0, free.get(line.article_id, 0)))
            if given:
                units[line.key] = given
                missing[line.key] -= given
                free[line.article_id] -= given
        if units:
            shares.append(Share(source.location_id, units))
    return Plan(tuple(shares), {key: units for key, units in missing.items() if units})
