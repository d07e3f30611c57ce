"""What of a delivery goes back: never less than the law wants, and no more than was paid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.return_delivery import delivery_due, delivery_units
from core.rules.return_policy import Ground, ReturnPolicy

BY_THE_STANDARD = ReturnPolicy(standard_delivery_cents=490)


@pytest.mark.parametrize(
    ("policy", "paid_cents", "grounds", "due_cents"),
    [
        (BY_THE_STANDARD, 990, [Ground.WITHDRAWAL], 490),
        (BY_THE_STANDARD, 390, [Ground.WITHDRAWAL], 390),
        (ReturnPolicy(standard_delivery_cents=0), 990, [Ground.WITHDRAWAL], 0),
        (ReturnPolicy(), 990, [Ground.WITHDRAWAL], 990),
        (BY_THE_STANDARD, 990, [Ground.CONFORMITY], 990),
        (BY_THE_STANDARD, 990, [Ground.WITHDRAWAL, Ground.CONFORMITY], 990),
        (BY_THE_STANDARD, 990, [Ground.WITHDRAWAL, Ground.POLICY], 0),
        (BY_THE_STANDARD, 990, ["none"], 0),
    ],
)
def test_a_dearer_delivery_goes_back_as_the_standard_one_where_it_is_withdrawn_from(
    policy: ReturnPolicy, paid_cents: int, grounds: list[str], due_cents: int
) -> None:
    assert delivery_due(policy, paid_cents, grounds) == due_cents


@given(
    st.none() | st.integers(0, 2_000),
    st.integers(0, 2_000),
    st.lists(st.sampled_from(list(Ground)), min_size=1, max_size=3),
)
def test_it_is_never_more_than_was_paid_and_only_a_withdrawal_makes_it_less(
    standard_cents: int | None, paid_cents: int, grounds: list[Ground]
) -> None:
    due = delivery_due(ReturnPolicy(standard_delivery_cents=standard_cents), paid_cents, grounds)
    assert 0 <= due <= paid_cents
    if set(grounds) == {Ground.WITHDRAWAL}:
        assert due >= min(paid_cents, standard_cents if standard_cents is not None else paid_cents)
    elif set(grounds) <= {Ground.WITHDRAWAL, Ground.CONFORMITY}:
        assert due == paid_cents


@pytest.mark.parametrize(
    ("units", "claimed", "goes_along"),
    [
        (["a", "b"], [], True),
        (["b"], ["a"], True),
        (["b"], [], False),
        (["a", "b"], ["delivery"], False),
        ([], ["a", "b"], False),
    ],
)
def test_the_delivery_goes_back_with_the_last_of_the_goods(
    units: list[str], claimed: list[str], goes_along: bool
) -> None:
    found = delivery_units(["a", "b", "delivery"], units, claimed, "delivery")
    assert found == (["delivery"] if goes_along else [])
    assert delivery_units(["a", "b"], units, claimed, "delivery") == [], "none was paid for"
