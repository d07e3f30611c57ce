"""An order's status: a roll-up, never stored."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.rules.order import LineProgress, OrderStatus, order_status


def test_an_order_begins_as_placed_until_it_is_confirmed() -> None:
    assert order_status([LineProgress(1, sourced=1)], is_confirmed=False) is OrderStatus.PLACED


def test_an_order_on_hold_says_so_before_all_else() -> None:
    lines = [LineProgress(1)]
    assert order_status(lines, is_confirmed=False, is_held=True) is OrderStatus.ON_HOLD


def test_with_every_unit_sourced_it_is_sourced() -> None:
    assert order_status([LineProgress(2, sourced=2), LineProgress(1, sourced=1)]) is OrderStatus.SOURCED


def test_with_some_units_still_waiting_for_a_source_it_is_backordered() -> None:
    assert order_status([LineProgress(2, sourced=1)]) is OrderStatus.BACKORDERED


def test_with_no_unit_sourced_it_is_only_confirmed() -> None:
    assert order_status([LineProgress(2)]) is OrderStatus.CONFIRMED


def test_with_every_source_tried_for_a_unit_it_is_unfillable() -> None:
    assert order_status([LineProgress(2, sourced=1, unfillable=1)]) is OrderStatus.UNFILLABLE


def test_once_somebody_works_on_it_it_is_in_fulfilment() -> None:
    assert order_status([LineProgress(2, sourced=2, started=1)]) is OrderStatus.IN_FULFILMENT


def test_when_some_units_have_left_it_is_partly_fulfilled() -> None:
    assert order_status([LineProgress(2, sourced=1, left=1)]) is OrderStatus.PARTLY_FULFILLED


def test_when_all_that_is_still_wanted_has_left_it_is_fulfilled() -> None:
    assert order_status([LineProgress(3, cancelled=1, left=2)]) is OrderStatus.FULFILLED


def test_with_nothing_wanted_and_nothing_gone_it_is_cancelled() -> None:
    assert order_status([LineProgress(3, cancelled=3)]) is OrderStatus.CANCELLED


def test_what_left_before_the_cancellation_makes_it_fulfilled() -> None:
    assert order_status([LineProgress(3, cancelled=3, left=1)]) is OrderStatus.FULFILLED


LINES = st.lists(
    st.builds(
        LineProgress,
        quantity=st.integers(1, 9),
        cancelled=st.integers(0, 9),
        sourced=st.integers(0, 9),
        started=st.integers(0, 9),
        left=st.integers(0, 9),
        unfillable=st.integers(0, 9),
    ),
    min_size=1,
    max_size=5,
)


@given(LINES, st.booleans(), st.booleans())
def test_the_roll_up_does_not_depend_on_the_order_of_the_lines(
    lines: list[LineProgress], is_confirmed: bool, is_held: bool
) -> None:
    forwards = order_status(lines, is_confirmed=is_confirmed, is_held=is_held)
    assert forwards is order_status(lines[::-1], is_confirmed=is_confirmed, is_held=is_held)
