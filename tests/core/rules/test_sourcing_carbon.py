"""What a customer is told that a plan costs the climate is what weighs in the decision on it: by parcel."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.rules.carbon import PARCEL_G, UNKNOWN_WEIGHT_G, parcel_carbon_g
from core.rules.sourcing import decide
from core.rules.sourcing_carbon import plan_carbon_g
from core.rules.sourcing_case import Case, Policy, Source, Wanted
from core.rules.sourcing_costs import Cost, Costs

BOOT, LAMP = 1, 2
GRAM_MC = Costs(carbon_tonne_mc=10**6)
"""A gram costs a thousandth of a cent: so the cost says how many grams there are."""


def wanted(*lines: tuple[int, int, int]) -> tuple[Wanted, ...]:
    """Article, units, weight."""
    return tuple(Wanted(str(place), *line) for place, line in enumerate(lines))


def told(case: Case) -> int:
    return plan_carbon_g(case, decide(case).plan)


def test_what_one_place_gives_goes_in_one_parcel() -> None:
    source = Source(7, 100.0, {BOOT: 2, LAMP: 5})
    case = Case(wanted((BOOT, 2, 1_000), (LAMP, 1, 0)), (source,))
    assert told(case) == parcel_carbon_g(100_000, 2_000 + UNKNOWN_WEIGHT_G)
    apart = Case(case.wanted, (Source(7, 100.0, {BOOT: 2}), Source(8, 30.0, {LAMP: 1})))
    assert told(apart) == parcel_carbon_g(100_000, 2_000) + parcel_carbon_g(30_000, UNKNOWN_WEIGHT_G)


def test_what_is_collected_where_it_lies_goes_nowhere() -> None:
    sources = (Source(1, 0.0, {BOOT: 1}), Source(8, 30.0, {LAMP: 1}))
    case = Case(wanted((BOOT, 1, 900), (LAMP, 1, 900)), sources, preferred=1)
    assert told(case) == parcel_carbon_g(30_000, 900)
    home = Case(case.wanted, sources)
    assert told(home) == PARCEL_G + parcel_carbon_g(30_000, 900), "sent home, it goes from there too"


def test_a_chain_has_figures_of_its_own() -> None:
    policy = Policy(costs=Costs(carbon_parcel_g=150, carbon_g_tkm=1_000))
    case = Case(wanted((BOOT, 1, 2_000)), (Source(7, 500.0, {BOOT: 1}),), policy=policy)
    assert told(case) == 150 + 1_000


@given(
    st.lists(st.tuples(st.floats(0, 1_500), st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=6),
    st.tuples(st.integers(1, 4), st.integers(1, 4)),
    st.tuples(st.integers(0, 30_000), st.integers(0, 30_000)),
    st.integers(0, 5),
)
def test_it_is_what_weighs_in_the_decision(
    places: list[tuple[float, int, int]], units: tuple[int, int], weights: tuple[int, int], preferred: int
) -> None:
    sources = tuple(
        Source(key, km, {BOOT: boots, LAMP: lamps}) for key, (km, boots, lamps) in enumerate(places)
    )
    lines = wanted((BOOT, units[0], weights[0]), (LAMP, units[1], weights[1]))
    case = Case(lines, sources, preferred=preferred, policy=Policy(costs=GRAM_MC))
    chosen = decide(case).chosen
    given_units = sum(sum(share.units.values()) for share in chosen.plan.shares)
    # The decision rounds each unit down, and what is told each parcel.
    apart = plan_carbon_g(case, chosen.plan) - chosen.terms.get(Cost.CARBON, 0)
    assert -len(chosen.plan.shares) <= apart <= 2 * given_units
