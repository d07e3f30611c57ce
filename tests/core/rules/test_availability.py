"""What can be promised, and why: the terms always add up to the answer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.rules.availability import Stock, Term, Terms, available_to_promise
from core.rules.stock import Bucket


def test_what_is_sellable_and_not_claimed_can_be_promised() -> None:
    answer = available_to_promise(Stock(sellable=9, allocated=2, soft_held=1, safety=1))
    assert answer.quantity == 5
    assert answer.terms == (
        (Term.SELLABLE, 9),
        (Term.ALLOCATED, -2),
        (Term.SOFT_HELD, -1),
        (Term.SAFETY, -1),
    )


def test_terms_of_zero_are_left_out_but_for_the_sellable() -> None:
    assert available_to_promise(Stock()).terms == ((Term.SELLABLE, 0),)


def test_more_claims_than_stock_promise_nothing_and_say_why() -> None:
    answer = available_to_promise(Stock(sellable=1, allocated=3))
    assert answer.quantity == 0
    assert answer.terms[-1] == (Term.BELOW_ZERO, 2)


def test_a_channels_threshold_is_taken_off_and_what_arrives_in_time_is_added() -> None:
    answer = available_to_promise(Stock(sellable=3), Terms(channel_threshold=2, arriving_in_time=4))
    assert answer.quantity == 5


def test_a_shut_location_promises_nothing() -> None:
    answer = available_to_promise(Stock(sellable=3), Terms(is_location_open=False))
    assert (answer.quantity, answer.terms[-1]) == (0, (Term.LOCATION_SHUT, -3))


def test_a_shut_channel_promises_nothing() -> None:
    answer = available_to_promise(Stock(sellable=3), Terms(is_channel_open=False))
    assert (answer.quantity, answer.terms[-1]) == (0, (Term.CHANNEL_SHUT, -3))


def test_a_shut_location_explains_only_what_it_takes_away() -> None:
    answer = available_to_promise(Stock(sellable=3), Terms(is_location_open=False, is_channel_open=False))
    assert [term for term, _ in answer.terms] == [Term.SELLABLE, Term.LOCATION_SHUT]


def test_damaged_and_displayed_units_are_not_promised() -> None:
    assert available_to_promise(Stock(display=3, damaged=2, quarantine=1, transit_in=5)).quantity == 0


UNITS = st.integers(-20, 50)
STOCKS = st.builds(Stock, sellable=UNITS, allocated=UNITS, soft_held=UNITS, safety=UNITS, damaged=UNITS)
TERMS = st.builds(
    Terms,
    channel_threshold=st.integers(0, 9),
    arriving_in_time=st.integers(0, 9),
    is_location_open=st.booleans(),
    is_channel_open=st.booleans(),
)


@given(STOCKS, TERMS)
def test_the_terms_add_up_to_the_answer_which_is_never_negative(stock: Stock, terms: Terms) -> None:
    answer = available_to_promise(stock, terms)
    assert answer.quantity == sum(n for _, n in answer.terms) >= 0


@given(STOCKS, TERMS, st.integers(1, 5))
def test_one_more_claim_never_makes_more_available(stock: Stock, terms: Terms, claim: int) -> None:
    claimed = stock.plus({Bucket.ALLOCATED: claim})
    assert available_to_promise(claimed, terms).quantity <= available_to_promise(stock, terms).quantity
