"""The price that a reduction is reckoned from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.label_prices import MARKDOWN, DatedPrice, label_price
from core.rules.time import DAY_MS

DAY = 1_000 * DAY_MS


def prices(*rows):
    """`rows` are day, cents, and whether it is a reduction."""
    return [
        DatedPrice(DAY + day * DAY_MS, cents, "EUR", MARKDOWN if marked else "regular")
        for day, cents, marked in rows
    ]


@pytest.mark.parametrize(
    ("rows", "at", "cents", "lowest"),
    [
        ([(0, 5_000, False)], 3, 5_000, None),
        ([(0, 5_000, False), (40, 4_000, True)], 40, 4_000, 5_000),
        ([(0, 5_000, False), (20, 6_000, False), (40, 4_000, True)], 45, 4_000, 5_000),
        ([(0, 5_000, False), (5, 6_000, False), (40, 4_000, True)], 45, 4_000, 6_000),
        ([(0, 5_000, False), (10, 4_500, True), (12, 5_000, False), (40, 4_000, True)], 41, 4_000, 4_500),
        ([(0, 5_000, False), (9, 4_500, True), (10, 5_000, False), (40, 4_000, True)], 41, 4_000, 5_000),
        ([(0, 5_000, False), (40, 4_000, True), (45, 3_000, True)], 50, 3_000, 5_000),
        ([(0, 5_000, False), (39, 9_000, False), (40, 4_000, True)], 40, 4_000, 5_000),
        ([(40, 4_000, True)], 40, 4_000, None),
        ([(0, 5_000, False), (40, 4_000, True)], 39, 5_000, None),
    ],
)
def test_the_lowest_price_of_the_thirty_days_before(rows, at, cents, lowest):
    said = label_price(prices(*rows), DAY + at * DAY_MS)
    assert (said.cents, said.lowest_cents) == (cents, lowest)


def test_nothing_has_begun():
    assert label_price(prices((5, 100, False)), DAY) is None


def test_the_reduction_is_never_rounded_up():
    said = label_price(prices((0, 5_999, False), (40, 4_200, True)), DAY + 40 * DAY_MS)
    assert said.reduction_percent == 29
    assert label_price(prices((0, 100, False), (40, 120, True)), DAY + 40 * DAY_MS).reduction_percent == 0


@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(1, 9_999), st.booleans()), min_size=1, max_size=12),
    st.integers(0, 100),
)
def test_the_prior_price_is_one_that_was_asked_and_never_under_the_lowest_of_all(rows, at):
    unique = list({day: (day, cents, marked) for day, cents, marked in rows}.values())
    said = label_price(prices(*unique), DAY + at * DAY_MS)
    begun = [row for row in unique if row[0] <= at]
    assert (said is None) is (not begun)
    if said is not None and said.lowest_cents is not None:
        assert said.lowest_cents in {cents for _, cents, _ in begun}
        assert said.lowest_cents >= min(cents for _, cents, _ in begun)
