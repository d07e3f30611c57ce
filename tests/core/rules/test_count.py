"""What a count corrects."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.count import COUNT, Counted, CountState, CountVerb, correction, is_doubtful

UNITS = st.integers(0, 50)


def test_a_count_corrects_by_the_difference() -> None:
    assert correction(Counted(found=3, expected=5), None) == -2
    assert correction(Counted(found=5, expected=5), None) == 0


def test_two_people_who_found_the_same_correct_once() -> None:
    first = Counted(found=3, expected=5)
    assert correction(Counted(found=3, expected=5), first) == 0
    assert correction(Counted(found=4, expected=5), first) == 1


def test_a_count_can_always_be_told() -> None:
    assert all(COUNT.allows(state, CountVerb.COUNT) for state in CountState)


@given(known=UNITS, found=UNITS, again=UNITS, sold=UNITS)
def test_the_last_word_holds_whatever_was_sold_meanwhile(
    known: int, found: int, again: int, sold: int
) -> None:
    first, second = Counted(found, known), Counted(again, known)
    there = known - sold + correction(first, None) + correction(second, first)
    assert there == again - sold


@pytest.mark.parametrize(
    ("found", "expected", "again"),
    [(20, 20, False), (18, 20, False), (16, 20, True), (97, 100, False), (3, 0, True), (0, 2, False)],
)
def test_a_count_is_done_again_when_it_is_off_by_some_units_and_by_a_share(
    found: int, expected: int, again: bool
) -> None:
    assert is_doubtful(Counted(found, expected)) is again
