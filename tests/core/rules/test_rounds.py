"""Rounds: which orders go together, who gets what was found, which tote is free."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.rules.rounds import (
    DUE_TOGETHER_MS,
    MAX_TOTES,
    MAX_UNITS,
    Candidate,
    free_totes,
    propose,
    shorts_by_share,
)
from core.rules.time import MINUTE_MS, Instant

START = 1_795_343_880_000


def order(
    key: str, due_min: int = 0, zones: str = "A", articles: tuple[int, ...] = (1,), units: int = 1
) -> Candidate:
    return Candidate(key, Instant(START + due_min * MINUTE_MS), frozenset(zones), frozenset(articles), units)


def names(chosen: list[Candidate]) -> str:
    return " ".join(one.id for one in chosen)


def test_without_orders_there_is_no_round() -> None:
    assert propose([]) == []


def test_the_most_urgent_order_leads() -> None:
    assert names(propose([order("b", 30), order("a", 5)], most=1)) == "a"


def test_what_lies_on_the_way_comes_along_before_what_is_due_earlier() -> None:
    urgent, on_the_way, elsewhere = order("a"), order("b", 40), order("c", 10, zones="D")

    assert names(propose([elsewhere, on_the_way, urgent], most=2)) == "a b"


def test_articles_in_common_decide_among_orders_on_the_way() -> None:
    urgent = order("a", articles=(1, 2))
    stranger, twin = order("b", 10, articles=(3,)), order("c", 20, articles=(2, 3))

    assert names(propose([urgent, stranger, twin], most=2)) == "a c"


def test_what_is_due_much_later_waits() -> None:
    later = DUE_TOGETHER_MS // MINUTE_MS + 1

    assert names(propose([order("a"), order("b", later)])) == "a"


def test_no_more_than_one_walk_can_carry() -> None:
    assert names(propose([order("a", units=MAX_UNITS - 1), order("b", 1, units=2), order("c", 2)])) == "a c"


def test_an_order_that_is_too_large_alone_is_still_a_round() -> None:
    assert names(propose([order("a", units=MAX_UNITS + 5), order("b", 1)])) == "a"


_ORDERS = st.lists(
    st.builds(
        order,
        st.uuids().map(str),
        st.integers(-600, 600),
        st.text("ABCD", max_size=3),
        st.tuples(st.integers(1, 5), st.integers(1, 5)),
        st.integers(1, MAX_UNITS + 10),
    ),
    max_size=20,
    unique_by=lambda one: one.id,
)


@given(_ORDERS, st.integers(1, 12), st.randoms(use_true_random=False))
def test_a_round_has_the_most_urgent_fits_and_is_the_same_in_any_order(
    orders: list[Candidate], most: int, chance: object
) -> None:
    chosen = propose(orders, most)
    shuffled = list(orders)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert propose(shuffled, most) == chosen
    assert len({one.id for one in chosen}) == len(chosen) <= min(most, MAX_TOTES)
    if orders:
        first = min(orders, key=lambda one: (one.promised_at, one.id))
        assert chosen[0] == first
        assert all(one.promised_at <= first.promised_at + DUE_TOGETHER_MS for one in chosen)
        assert len(chosen) == 1 or sum(one.units for one in chosen) <= MAX_UNITS


def test_totes_are_numbered_from_one_around_those_that_are_taken() -> None:
    assert free_totes(3) == [1, 2, 3]
    assert free_totes(3, {1, 3}) == [2, 4, 5]


def test_the_last_promised_goes_without() -> None:
    assert shorts_by_share(2, [1, 1, 1]) == [0, 1, 1]
    assert shorts_by_share(3, [2, 0, 2]) == [1, 0, 2]


@given(st.integers(0, 50), st.lists(st.integers(0, 9), max_size=8))
def test_all_that_is_short_is_shared_out_and_nobody_is_short_of_more_than_is_wanted(
    units: int, left: list[int]
) -> None:
    shorts = shorts_by_share(units, left)

    assert sum(shorts) == min(units, sum(left))
    assert all(0 <= short <= wanted for short, wanted in zip(shorts, left, strict=True))
