"""What a count corrects."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.rules.count import COUNT, Counted, CountState, CountVerb, correction

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
