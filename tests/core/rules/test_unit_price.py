"""What a kilogramme, litre, metre or piece costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.unit_price import MOST_CONTENT, ContentUnit, PerUnit, UnitPrice, unit_price


@pytest.mark.parametrize(
    ("cents", "content", "unit", "found"),
    [
        (499, 250, "g", UnitPrice(1_996, PerUnit.KILOGRAMME)),
        (999, 750, "ml", UnitPrice(1_332, PerUnit.LITRE)),
        (1_290, 150, "cm", UnitPrice(860, PerUnit.METRE)),
        (4_500, 15_000, "cm2", UnitPrice(3_000, PerUnit.SQUARE_METRE)),
        (1_000, 3, "piece", UnitPrice(333, PerUnit.PIECE)),
        (1_001, 2, "piece", UnitPrice(501, PerUnit.PIECE)),
        (499, 2_000, "g", UnitPrice(250, PerUnit.KILOGRAMME)),
        (0, 250, "g", UnitPrice(0, PerUnit.KILOGRAMME)),
    ],
)
def test_it_is_the_price_of_one_unit_rounded_half_up(cents, content, unit, found):
    assert unit_price(cents, content, unit) == found


@pytest.mark.parametrize(
    ("content", "unit"),
    [(0, ""), (0, "g"), (250, ""), (250, "bushel"), (1_000, "g"), (1_000, "ml"), (1, "piece")],
)
def test_what_is_not_measured_or_is_exactly_one_unit_has_none(content, unit):
    assert unit_price(499, content, unit) is None


@given(st.integers(0, 10_000_000), st.integers(1, MOST_CONTENT), st.sampled_from(ContentUnit))
def test_it_never_differs_from_the_exact_price_by_more_than_half_a_cent(cents, content, unit):
    found = unit_price(cents, content, unit)
    if found is not None:
        one = (
            unit_price(1_000_000, 1, unit)
            if unit is not ContentUnit.PIECE
            else UnitPrice(1_000_000, found.per)
        )
        units = one.cents // 1_000_000
        assert abs(2 * (found.cents * content - cents * units)) <= content
