"""What a delivery's line comes to, and what a finished receipt says of a transfer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.rules.delivery import LineUnits
from core.rules.transfer import TransferVerb, receipt_verb

UNITS = st.integers(0, 40)


@given(UNITS, st.lists(st.tuples(st.booleans(), st.integers(1, 12)), max_size=8))
def test_units_that_come_and_go_leave_nothing_in_transit_twice(
    expected: int, steps: list[tuple[bool, int]]
) -> None:
    received = in_transit_taken = 0
    for comes, units in steps:
        line = LineUnits(expected, received)
        if comes:
            taken, beside = line.coming(units)
            assert taken + beside == units
            received, in_transit_taken = received + units, in_transit_taken + taken
        else:
            again, gone = line.going(units)
            assert again + gone == min(units, received)
            received, in_transit_taken = received - again - gone, in_transit_taken - again
        line = LineUnits(expected, received)
        assert in_transit_taken + line.left == expected
        assert line.extra == max(0, received - expected)


def test_what_was_given_up_is_found_before_anything_is_extra() -> None:
    line = LineUnits(expected=5, received=3, missing=2)
    assert line.left == 0
    assert line.coming(3) == (0, 3)
    assert line.found_again(3) == 2


def test_a_receipt_is_whole_when_each_line_is() -> None:
    assert receipt_verb([(2, 2), (1, 3)]) is TransferVerb.RECEIVE
    assert receipt_verb([(2, 2), (3, 1)]) is TransferVerb.RECEIVE_PART
