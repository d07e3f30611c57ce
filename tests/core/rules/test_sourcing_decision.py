"""Which locations give what: the house's order of decision, and that nothing free is ever refused."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from core.rules import sourcing
from core.rules.sourcing import Plan, Share
from core.rules.sourcing_case import Case, Source, Wanted

LYON, VIENNE, GRENOBLE, PARIS = 1, 2, 3, 4
SCARF, WATCH, COAT = 10, 11, 12


def source(location_id: int, distance_km: float, **free: int) -> Source:
    names = {"scarf": SCARF, "watch": WATCH, "coat": COAT}
    return Source(location_id, distance_km, {names[name]: units for name, units in free.items()})


def wanted(**units: int) -> list[Wanted]:
    articles = {"scarf": SCARF, "watch": WATCH, "coat": COAT}
    return [Wanted(name, articles[name], n) for name, n in units.items()]


def decide(lines: list[Wanted], sources: list[Source], preferred: int | None = None) -> Plan:
    return sourcing.decide(Case(tuple(lines), tuple(sources), preferred)).plan


def locations_of(plan: Plan) -> list[int]:
    return [share.location_id for share in plan.shares]


def test_the_pickup_store_serves_when_it_has_everything() -> None:
    plan = decide(
        wanted(scarf=2, coat=1),
        [source(VIENNE, 0.0, scarf=9, coat=9), source(LYON, 5.0, scarf=2, coat=1)],
        preferred=LYON,
    )
    assert plan == Plan((Share(LYON, {"scarf": 2, "coat": 1}),), {})


def test_otherwise_the_nearest_location_with_everything_serves_alone() -> None:
    plan = decide(
        wanted(scarf=2, coat=1),
        [
            source(LYON, 0.0, scarf=2),
            source(PARIS, 390.0, scarf=9, coat=9),
            source(GRENOBLE, 95.0, scarf=2, coat=1),
        ],
        preferred=LYON,
    )
    assert locations_of(plan) == [GRENOBLE]


def test_otherwise_the_fewest_locations_serve_together() -> None:
    plan = decide(
        wanted(scarf=1, watch=1, coat=1),
        [
            source(LYON, 0.0, scarf=1),
            source(VIENNE, 27.0, watch=1),
            source(GRENOBLE, 95.0, coat=1),
            source(PARIS, 390.0, watch=1, coat=1),
        ],
    )
    assert plan.shares == (Share(LYON, {"scarf": 1}), Share(PARIS, {"watch": 1, "coat": 1}))


def test_among_sets_of_one_size_those_with_the_pickup_store_come_first() -> None:
    plan = decide(
        wanted(scarf=2),
        [source(VIENNE, 27.0, scarf=1), source(GRENOBLE, 95.0, scarf=1), source(PARIS, 390.0, scarf=1)],
        preferred=PARIS,
    )
    assert locations_of(plan) == [PARIS, VIENNE]


def test_among_sets_of_one_size_the_nearest_one_is_taken() -> None:
    plan = decide(
        wanted(scarf=2),
        [source(PARIS, 390.0, scarf=1), source(VIENNE, 27.0, scarf=1), source(GRENOBLE, 95.0, scarf=1)],
    )
    assert locations_of(plan) == [VIENNE, GRENOBLE]


def test_a_line_is_shared_between_locations_when_no_one_has_enough_of_it() -> None:
    plan = decide(wanted(scarf=5), [source(LYON, 0.0, scarf=3), source(GRENOBLE, 95.0, scarf=4)])
    assert plan.shares == (Share(LYON, {"scarf": 3}), Share(GRENOBLE, {"scarf": 2}))


def test_what_is_free_nowhere_is_missing_and_the_rest_is_served() -> None:
    plan = decide(wanted(scarf=3, coat=1), [source(LYON, 0.0, scarf=2)])
    assert plan == Plan((Share(LYON, {"scarf": 2}),), {"scarf": 1, "coat": 1})


def test_nothing_free_anywhere_makes_no_share() -> None:
    assert decide(wanted(scarf=1), []) == Plan((), {"scarf": 1})


def test_a_position_below_zero_counts_as_nothing() -> None:
    plan = decide(wanted(scarf=1), [source(LYON, 0.0, scarf=-4), source(PARIS, 390.0, scarf=1)])
    assert locations_of(plan) == [PARIS]


def test_two_lines_of_one_article_do_not_take_the_same_unit() -> None:
    lines = [Wanted("first", SCARF, 1), Wanted("second", SCARF, 1)]
    plan = decide(lines, [source(LYON, 0.0, scarf=1), source(PARIS, 390.0, scarf=1)])
    assert plan.shares == (Share(LYON, {"first": 1}), Share(PARIS, {"second": 1}))


def test_a_rare_article_far_away_is_found_behind_many_near_places() -> None:
    near = [source(100 + n, float(n), scarf=1) for n in range(60)]
    plan = decide(wanted(scarf=1, watch=1), [*near, source(PARIS, 390.0, watch=1)])
    assert locations_of(plan) == [100, PARIS]


def test_more_than_three_locations_are_found_when_it_takes_them() -> None:
    plan = decide(wanted(scarf=5), [source(n, float(n), scarf=1) for n in range(1, 8)])
    assert locations_of(plan) == [1, 2, 3, 4, 5]


FREE = st.dictionaries(st.sampled_from([SCARF, WATCH, COAT]), st.integers(-1, 4), max_size=3)
SOURCES = st.lists(st.tuples(st.integers(0, 500), FREE), max_size=7).map(
    lambda rows: [Source(place, float(km), free) for place, (km, free) in enumerate(rows, 1)]
)
LINES = st.lists(
    st.tuples(st.sampled_from([SCARF, WATCH, COAT]), st.integers(1, 3)), min_size=1, max_size=4
).map(lambda rows: [Wanted(f"line {n}", article, units) for n, (article, units) in enumerate(rows)])


@given(lines=LINES, sources=SOURCES, preferred=st.integers(1, 7))
def test_each_unit_is_served_or_missing_and_no_location_gives_what_it_has_not(
    lines: list[Wanted], sources: list[Source], preferred: int
) -> None:
    plan = decide(lines, sources, preferred)
    article_of = {line.key: line.article_id for line in lines}
    for line in lines:
        served = sum(share.units.get(line.key, 0) for share in plan.shares)
        assert served + plan.missing.get(line.key, 0) == line.quantity
    for share in plan.shares:
        free = next(s.free for s in sources if s.location_id == share.location_id)
        for article in {SCARF, WATCH, COAT}:
            given_units = sum(n for key, n in share.units.items() if article_of[key] == article)
            assert given_units <= max(0, free.get(article, 0))


@given(lines=LINES, sources=SOURCES)
def test_nothing_is_refused_while_it_is_free(lines: list[Wanted], sources: list[Source]) -> None:
    plan = decide(lines, sources)
    for article in {SCARF, WATCH, COAT}:
        need = sum(line.quantity for line in lines if line.article_id == article)
        free = sum(max(0, s.free.get(article, 0)) for s in sources)
        missing = sum(plan.missing.get(line.key, 0) for line in lines if line.article_id == article)
        assert missing == max(0, need - free)


@given(lines=LINES, sources=SOURCES)
def test_up_to_three_locations_no_smaller_set_would_have_done(
    lines: list[Wanted], sources: list[Source]
) -> None:
    plan = decide(lines, sources)
    need = {a: sum(line.quantity for line in lines if line.article_id == a) for a in (SCARF, WATCH, COAT)}
    fillable = {a: min(n, sum(max(0, s.free.get(a, 0)) for s in sources)) for a, n in need.items()}
    for size in range(min(3, len(plan.shares) - 1) + 1):
        for several in combinations(sources, size):
            has = {a: sum(max(0, s.free.get(a, 0)) for s in several) for a in need}
            assert not all(has[a] >= fillable[a] for a in need) or size == len(plan.shares)


@given(lines=LINES, sources=SOURCES, preferred=st.integers(1, 7))
def test_the_order_in_which_locations_are_named_changes_nothing(
    lines: list[Wanted], sources: list[Source], preferred: int
) -> None:
    assert decide(lines, sources, preferred) == decide(lines, sources[::-1], preferred)
