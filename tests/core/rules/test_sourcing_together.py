"""Several orders at once out of stock that they share: as good as trying every combination."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules.sourcing import decide
from core.rules.sourcing_case import Case, Policy, Priority, Source, Wanted
from core.rules.sourcing_together import Place, Taken, Worth, together, worth_of
from tests.support.examples import examples

ARTICLES = (1, 2)
LOCATIONS = (10, 20, 30)


def source(location_id: int, distance_km: float, **free: int) -> Source:
    return Source(location_id, distance_km, {int(key[1:]): units for key, units in free.items()})


def case(sources: Sequence[Source], *wanted: tuple[int, int], priorities: tuple[Priority, ...] = ()) -> Case:
    lines = tuple(Wanted(f"line-{number}", *line) for number, line in enumerate(wanted))
    return Case(lines, tuple(sources), policy=Policy(priorities=priorities))


def test_the_order_that_has_nowhere_else_to_go_gets_the_place_that_the_other_does_not_need() -> None:
    # One by one, the first takes the scarf of the store that alone has the second one's coat.
    first = case([source(10, 5, a1=1), source(20, 6, a1=1)], (1, 1))
    second = case([source(10, 5, a1=1, a2=1), source(20, 900, a1=1)], (1, 1), (2, 1))
    found = together([first, second], {(1, 10): 1, (1, 20): 1, (2, 10): 1})
    assert found is not None
    assert found.taken == ({(1, 20): 1}, {(1, 10): 1, (2, 10): 1})


def test_with_enough_for_all_each_has_its_own_best() -> None:
    own = case([source(10, 5, a1=9), source(20, 400, a1=9)], (1, 2))
    found = together([own] * 4, {(1, 10): 8})
    assert found is not None
    assert found.taken == ({(1, 10): 2},) * 4


def test_a_search_that_gives_up_still_has_a_bound() -> None:
    own = case([source(10, 5, a1=1), source(20, 400, a1=9)], (1, 1))
    gave_up = together([own] * 4, {(1, 10): 1, (1, 20): 9}, most_steps=1)
    best = together([own] * 4, {(1, 10): 1, (1, 20): 9})
    assert gave_up is not None and best is not None and best.taken is not None
    assert gave_up.taken is None
    assert gave_up.bound <= best.bound


def test_what_others_are_to_have_is_not_taken_and_costs_stay_as_they_are() -> None:
    near, far = source(10, 5, a1=2), source(20, 400, a1=9)
    alone = decide(case([near, far], (1, 2)))
    held = Source(10, 5, {1: 2}, held_back={1: 1})
    with_others = decide(case([held, far], (1, 2)))
    assert alone.plan.shares[0].location_id == 10
    assert {share.location_id: share.units for share in with_others.plan.shares} == {20: {"line-0": 2}}


stocks = st.fixed_dictionaries({(a, at): st.integers(0, 2) for a in ARTICLES for at in LOCATIONS})
distances = st.lists(st.integers(1, 900), min_size=3, max_size=3)
baskets = st.lists(
    st.tuples(distances, st.sampled_from([(1, 0), (2, 0), (0, 1), (1, 1)])), min_size=2, max_size=3
)
aims = st.sampled_from([(), (Priority.FEWEST_ORIGINS,)])


@settings(max_examples=examples(30, 60))
@given(stocks, baskets, aims)
def test_no_combination_does_better(
    stock: dict[Place, int], drawn: list[tuple[list[int], tuple[int, int]]], priorities: tuple[Priority, ...]
) -> None:
    cases = [
        case(
            [
                Source(place, float(km), {a: stock[(a, place)] for a in ARTICLES})
                for place, km in zip(LOCATIONS, kms, strict=True)
            ],
            *((a, units) for a, units in zip(ARTICLES, wanted, strict=True) if units),
            priorities=priorities,
        )
        for kms, wanted in drawn
    ]
    found = together(cases, stock)
    assert found is not None and found.taken is not None
    assert fits(found.taken, stock)
    best = min(worth for worth, taken in combinations(cases, stock) if fits(taken, stock))
    assert found.bound == best


def fits(taken: Sequence[Taken], stock: dict[Place, int]) -> bool:
    return all(sum(one.get(place, 0) for one in taken) <= units for place, units in stock.items())


def combinations(cases: Sequence[Case], stock: dict[Place, int]) -> list[tuple[Worth, list[Taken]]]:
    """Every way to serve every part of every order, with what it is worth."""
    ways = [list(own_ways(one, stock)) for one in cases]
    found = []
    for choice in itertools.product(*ways):
        worths = [worth for worth, _ in choice]
        found.append((tuple(map(sum, zip(*worths, strict=True))), [taken for _, taken in choice]))
    return found


def own_ways(one: Case, stock: dict[Place, int]) -> list[tuple[Worth, Taken]]:
    wanted = {line.article_id: line.quantity for line in one.wanted}
    parts = [
        [
            {(article, place): units for place, units in zip(LOCATIONS, split, strict=True) if units}
            for split in itertools.product(range(quantity + 1), repeat=3)
            if sum(split) <= quantity
            and all(units <= stock[(article, place)] for place, units in zip(LOCATIONS, split, strict=True))
        ]
        for article, quantity in wanted.items()
    ]
    ways = []
    for chosen in itertools.product(*parts):
        taken = {place: units for part in chosen for place, units in part.items()}
        worth = worth_of(one, taken)
        if worth is not None:
            ways.append((worth, taken))
    return ways
