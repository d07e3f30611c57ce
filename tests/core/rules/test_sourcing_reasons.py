"""Hard filters, the chain's priorities, what a plan costs; and what is kept decides again the same way."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.sourcing import Decision, Method, decide, kept
from core.rules.sourcing_case import Bar, Case, Policy, Priority, Source, Wanted
from core.rules.sourcing_costs import CENT_MC, Cost, Costs

SCARF, COAT = 10, 11
NEAR, FAR = 1, 2
ONE_SCARF = (Wanted("first", SCARF, 1, weight_g=200),)


def near_and_far(**near: Any) -> tuple[Source, ...]:
    """Two places that have a scarf; what is told of the near one."""
    return Source(NEAR, 5.0, {SCARF: 3}, **near), Source(FAR, 300.0, {SCARF: 3})


def chosen(case: Case) -> list[int]:
    return [share.location_id for share in decide(case).plan.shares]


@pytest.mark.parametrize(
    ("near", "bar"),
    [
        ({"kind": "partner"}, Bar.KIND),
        ({"is_open": False}, Bar.SHUT),
        ({"shut_channels": frozenset({"web"})}, Bar.CHANNEL),
        ({"lacks": frozenset({"ship"})}, Bar.CAPABILITY),
        ({"open_work": 24, "capacity_per_hour": 12}, Bar.CAPACITY),
        ({"turned_down": frozenset({SCARF})}, Bar.TURNED_DOWN),
    ],
)
def test_who_may_not_serve_is_not_considered_and_the_reason_is_told(near: Any, bar: Bar) -> None:
    policy = Policy(max_load_bp=20_000)
    case = Case(ONE_SCARF, near_and_far(**near), channel="web", needs=frozenset({"ship"}), policy=policy)
    decision = decide(case)
    assert decision.barred == {bar: 1}
    assert (decision.considered, decision.plan.shares[0].location_id) == (1, FAR)


def test_most_origins_leave_units_missing_rather_than_send_too_many_parcels() -> None:
    sources = tuple(Source(place, float(place), {SCARF: 4 - place}) for place in (1, 2, 3))
    decision = decide(Case((Wanted("first", SCARF, 6),), sources, policy=Policy(max_origins=2)))
    assert [share.location_id for share in decision.plan.shares] == [1, 2]
    assert decision.plan.missing == {"first": 1}


def test_what_the_chain_puts_first_goes_before_any_cost() -> None:
    sources = (*near_and_far(), Source(3, 900.0, {SCARF: 1}, kind="warehouse"))
    first = Policy(priorities=(Priority.WAREHOUSES_FIRST,))
    assert chosen(Case(ONE_SCARF, sources)) == [NEAR]
    assert chosen(Case(ONE_SCARF, sources, policy=first)) == [3]


def test_without_priorities_two_near_parcels_may_cost_less_than_a_far_one() -> None:
    wanted = (Wanted("first", SCARF, 1), Wanted("second", COAT, 1))
    sources = (
        Source(1, 1.0, {SCARF: 5}),
        Source(2, 2.0, {COAT: 5}),
        Source(3, 900.0, {SCARF: 5, COAT: 5}, open_work=120),
    )
    cheap = Costs(split_mc=0)
    assert chosen(Case(wanted, sources, policy=Policy(costs=cheap))) == [3]
    assert chosen(Case(wanted, sources, policy=Policy(priorities=(), costs=cheap))) == [1, 2]


@pytest.mark.parametrize(
    "near",
    [{"open_work": 120}, {"given_back_bp": 9_000}],
)
def test_a_place_that_is_busy_or_gives_orders_back_costs_more_than_the_road(near: Any) -> None:
    assert chosen(Case(ONE_SCARF, near_and_far())) == [NEAR]
    assert chosen(Case(ONE_SCARF, near_and_far(**near))) == [FAR]


def test_a_markdown_that_is_avoided_is_worth_a_longer_way() -> None:
    near, far = near_and_far()
    saved = msgspec.structs.replace(far, markdown_mc={SCARF: 500 * CENT_MC})
    decision = decide(Case(ONE_SCARF, (near, saved)))
    assert [share.location_id for share in decision.plan.shares] == [FAR]
    assert decision.chosen.terms[Cost.MARKDOWN_AVOIDED] == -500 * CENT_MC


def test_what_is_taken_where_it_is_collected_costs_no_road() -> None:
    terms = decide(Case(ONE_SCARF, near_and_far(), preferred=NEAR)).chosen.terms
    assert terms.keys() == {Cost.HANDLING, Cost.STOCK_OUT_RISK}


def test_a_parcel_costs_what_its_tariff_says() -> None:
    decision = decide(Case(ONE_SCARF, (Source(FAR, 300.0, {SCARF: 4}, given_back_bp=200),)))
    assert decision.chosen.terms == {
        Cost.TRANSPORT: 560 * CENT_MC + 35 * CENT_MC * 200 // 1_000,
        Cost.HANDLING: (120 + 40) * CENT_MC,
        Cost.STOCK_OUT_RISK: 20 * CENT_MC // 4,
        Cost.REJECTION_RISK: 600 * CENT_MC * 200 // 10_000,
        # 300 g for the last mile, 4.8 g for 200 g over 300 km (80 g a tonne-kilometre); 10 cents a kilogram.
        Cost.CARBON: 3 * CENT_MC + 48,
    }
    assert decision.alternatives == ()


SOURCES = st.lists(
    st.tuples(
        st.integers(0, 500),
        st.dictionaries(st.sampled_from([SCARF, COAT]), st.integers(-1, 3), max_size=2),
        st.integers(0, 30),
        st.booleans(),
    ),
    max_size=8,
)
LINES = st.lists(st.tuples(st.sampled_from([SCARF, COAT]), st.integers(1, 3)), min_size=1, max_size=3)


def test_of_many_others_those_are_kept_that_could_give_most_and_are_nearest() -> None:
    none, one, both = {COAT: 0}, {SCARF: 9}, {SCARF: 1, COAT: 1}
    sources = tuple(
        Source(place, place, stock) for place, stock in enumerate([both, one, none, both, one, both, one], 1)
    )
    case = Case(wanted=(Wanted("a", SCARF, 1), Wanted("b", COAT, 1)), sources=sources)
    decision = decide(case)
    assert set(decision.decisive) == {1, 2, 4}
    assert [one.location_id for one in kept(case, decision, 1).sources] == [1, 2, 4, 6]
    assert [one.location_id for one in kept(case, decision, 2).sources] == [1, 2, 4, 5, 6]
    assert [one.location_id for one in kept(case, decision).sources] == [1, 2, 4, 5, 6, 7]


@given(
    lines=LINES,
    sources=SOURCES,
    preferred=st.none() | st.integers(1, 8),
    priorities=st.booleans(),
    others=st.integers(0, 6),
)
def test_what_is_kept_decides_again_the_same_way(
    lines: Any, sources: Any, preferred: int | None, priorities: bool, others: int
) -> None:
    case = Case(
        wanted=tuple(Wanted(f"line {n}", article, units) for n, (article, units) in enumerate(lines)),
        sources=tuple(
            Source(place, km / 7, free, open_work=work, is_open=is_open)
            for place, (km, free, work, is_open) in enumerate(sources, 1)
        ),
        preferred=preferred,
        policy=Policy() if priorities else Policy(priorities=()),
    )
    decision = decide(case)
    written = msgspec.json.encode(kept(case, decision, others))
    again = decide(msgspec.json.decode(written, type=Case))
    assert (again.chosen, again.alternatives) == (decision.chosen, decision.alternatives)
    assert decision.method is Method.EXACT
    assert decision.bound_mc == decision.chosen.cost_mc == sum(decision.chosen.terms.values())
    assert msgspec.json.decode(msgspec.json.encode(decision), type=Decision) == decision
    assert all(other.cost_mc >= decision.chosen.cost_mc for other in decision.alternatives if not priorities)
