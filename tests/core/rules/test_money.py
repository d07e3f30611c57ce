"""Money: cents that are never lost, currencies that never mix."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.money import Money, split


def test_amounts_of_one_currency_add_and_subtract() -> None:
    assert Money(1990) + Money(10) == Money(2000)
    assert Money(1990) - Money(2000) == Money(-10)
    assert Money(1990) * 3 == Money(5970)


def test_amounts_of_two_currencies_do_not_mix() -> None:
    with pytest.raises(ValueError, match="EUR and CHF"):
        Money(1) + Money(1, "CHF")
    with pytest.raises(ValueError, match="EUR and CHF"):
        Money(1) - Money(1, "CHF")


def test_a_sum_that_does_not_divide_gives_the_odd_cent_to_the_larger_remainder() -> None:
    assert split(Money(100), [1, 1, 1]) == [Money(34), Money(33), Money(33)]
    assert split(Money(100), [1, 2]) == [Money(33), Money(67)]


def test_with_all_weights_zero_the_first_takes_everything() -> None:
    assert split(Money(100), [0, 0]) == [Money(100), Money(0)]


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_weights_must_be_given_and_not_negative(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        split(Money(1), weights)


WEIGHTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=12)


@given(cents=st.integers(-10_000_000, 10_000_000), weights=WEIGHTS)
def test_a_split_loses_no_cent_and_is_never_a_cent_off_its_share(cents: int, weights: list[int]) -> None:
    shares = split(Money(cents, "CHF"), weights)
    assert sum(share.cents for share in shares) == cents
    assert {share.currency for share in shares} == {"CHF"}
    whole = sum(weights)
    if whole:
        assert all(abs(s.cents - cents * w / whole) < 1 for s, w in zip(shares, weights, strict=True))


@given(cents=st.integers(0, 1_000_000), weights=WEIGHTS)
def test_what_is_split_back_is_the_negative_of_what_was_split(cents: int, weights: list[int]) -> None:
    assert split(Money(-cents), weights) == [Money(-share.cents) for share in split(Money(cents), weights)]
