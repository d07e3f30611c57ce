"""The ledger's table: what each movement does to a position, and what a short corrects."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.availability import Stock
from core.rules.stock import (
    EFFECTS,
    Bucket,
    MovementKind,
    ShortReason,
    effect,
    fold,
    sellable_after_short,
    short_corrections,
)

K = MovementKind
B = Bucket


def test_every_kind_of_movement_says_what_it_does() -> None:
    assert set(EFFECTS) == set(MovementKind)


@pytest.mark.parametrize(
    ("kind", "deltas"),
    [
        (K.RECEIVED, {B.SELLABLE: 3}),
        (K.ALLOCATED, {B.ALLOCATED: 3}),
        (K.RELEASED, {B.ALLOCATED: -3}),
        (K.PICKED, {}),
        (K.UNPICKED, {}),
        (K.DISPATCHED, {B.SELLABLE: -3, B.ALLOCATED: -3}),
        (K.HANDED_OVER, {B.SELLABLE: -3, B.ALLOCATED: -3}),
        (K.SOLD, {B.SELLABLE: -3}),
        (K.RETURNED, {B.SELLABLE: 3}),
        (K.ADJUSTED, {B.SELLABLE: 3}),
        (K.TRANSFERRED_OUT, {B.SELLABLE: -3, B.TRANSIT_OUT: 3}),
        (K.TRANSFERRED_IN, {B.TRANSIT_IN: -3, B.SELLABLE: 3}),
    ],
)
def test_three_units_of_a_movement_do_this(kind: MovementKind, deltas: dict[Bucket, int]) -> None:
    assert effect(kind, 3) == deltas


def test_a_changed_condition_moves_units_between_buckets() -> None:
    assert effect(K.CONDITION_CHANGED, 2, B.SELLABLE, B.DAMAGED) == {B.SELLABLE: -2, B.DAMAGED: 2}


def test_a_movement_may_name_its_own_bucket() -> None:
    assert effect(K.RETURNED, 1, B.QUARANTINE) == {B.QUARANTINE: 1}


def test_a_correction_may_be_downwards() -> None:
    assert effect(K.ADJUSTED, -4) == {B.SELLABLE: -4}


MOVEMENTS = st.lists(
    st.tuples(st.sampled_from(MovementKind), st.integers(1, 9), st.sampled_from(Bucket)), max_size=20
)


@given(MOVEMENTS)
def test_folding_at_once_and_one_by_one_gives_the_same_position(
    movements: list[tuple[MovementKind, int, Bucket]],
) -> None:
    effects = [effect(kind, n, bucket) for kind, n, bucket in movements]
    one_by_one = Stock()
    for deltas in effects:
        one_by_one = one_by_one.plus(deltas)
    assert Stock().plus(fold(effects)) == one_by_one
    assert Stock().plus(fold(effects[::-1])) == one_by_one


def test_not_found_empties_what_others_do_not_hold() -> None:
    assert short_corrections(ShortReason.NOT_FOUND, 1, 5, 2) == [(K.ADJUSTED, -3, B.SELLABLE, None)]


def test_not_found_takes_off_at_least_what_was_looked_for() -> None:
    assert short_corrections(ShortReason.NOT_FOUND, 2, 5, 5) == [(K.ADJUSTED, -2, B.SELLABLE, None)]


def test_a_mismatch_takes_off_what_is_missing() -> None:
    assert short_corrections(ShortReason.MISMATCH, 2, 5, 0) == [(K.ADJUSTED, -2, B.SELLABLE, None)]


def test_damaged_goods_change_their_bucket() -> None:
    assert short_corrections(ShortReason.DAMAGED, 2, 5, 0) == [
        (K.CONDITION_CHANGED, 2, B.SELLABLE, B.DAMAGED)
    ]


@pytest.mark.parametrize("reason", [ShortReason.RESERVED_FOR_ANOTHER, ShortReason.PICK_LATER])
def test_reserved_for_another_and_pick_later_correct_nothing(reason: ShortReason) -> None:
    assert short_corrections(reason, 2, 5, 0) == []


@given(st.sampled_from(ShortReason), st.integers(1, 20), st.integers(-5, 20), st.integers(-5, 20))
def test_no_short_takes_off_more_than_there_is(
    reason: ShortReason, quantity: int, sellable: int, allocated_after: int
) -> None:
    corrections = short_corrections(reason, quantity, sellable, allocated_after)
    taken = -sum(effect(kind, n, b, to).get(B.SELLABLE, 0) for kind, n, b, to in corrections)
    assert 0 <= taken <= max(0, sellable)


@pytest.mark.parametrize(
    ("reason", "after"),
    [
        (ShortReason.NOT_FOUND, 1),
        (ShortReason.MISMATCH, 4),
        (ShortReason.DAMAGED, 4),
        (ShortReason.RESERVED_FOR_ANOTHER, 6),
        (ShortReason.PICK_LATER, 6),
    ],
)
def test_what_a_short_leaves_is_known_beforehand(reason: ShortReason, after: int) -> None:
    assert sellable_after_short(reason, 2, sellable=6, allocated=3) == after


@given(
    st.sampled_from(list(ShortReason)),
    st.lists(st.integers(1, 4), min_size=1, max_size=4),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_several_shorts_leave_what_one_over_all_of_them_would(
    reason: ShortReason, parts: list[int], sellable: int, others: int
) -> None:
    allocated, left = others + sum(parts), sellable
    at_once = sellable_after_short(reason, sum(parts), sellable, allocated)
    for units in parts:
        left = sellable_after_short(reason, units, left, allocated)
        allocated -= units
    assert left == at_once
