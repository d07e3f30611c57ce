"""The lifecycle of a claim on stock."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.errors import Refused
from core.rules.lifecycle import Nature
from core.rules.reservation import RESERVATION, ReservationState, ReservationVerb, verb_towards

S = ReservationState
V = ReservationVerb


def test_each_fact_has_a_move_from_each_state() -> None:
    assert RESERVATION.missing() == []


def test_a_claim_goes_from_soft_to_consumed() -> None:
    state = S.SOFT
    for verb in (V.CONFIRM, V.ALLOCATE, V.CONSUME):
        assert RESERVATION.allows(state, verb)
        state = S(RESERVATION.move(state, verb).to)
    assert state is S.CONSUMED


def test_only_what_is_held_for_a_time_expires() -> None:
    assert [state for state in S if RESERVATION.allows(state, V.EXPIRE)] == [S.SOFT, S.FIRM]


@pytest.mark.parametrize("state", [S.CONSUMED, S.SHORTED, S.RELEASED])
def test_a_claim_that_is_over_cannot_be_released(state: ReservationState) -> None:
    with pytest.raises(Refused, match="not_in_this_state"):
        RESERVATION.move(state, V.RELEASE)


@pytest.mark.parametrize("state", [s for s in S if s is not S.ALLOCATED])
def test_goods_that_leave_without_a_live_claim_are_for_a_person_to_see(state: ReservationState) -> None:
    move = RESERVATION.move(state, V.CONSUME)
    assert move.to is S.CONSUMED
    assert move.exception is not None


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("verb", V)
def test_the_table_answers_every_state_and_verb(state: ReservationState, verb: ReservationVerb) -> None:
    if RESERVATION.rules[verb].nature is Nature.FACT or (state, verb) in RESERVATION.moves:
        assert S(RESERVATION.move(state, verb).to) in S
    else:
        with pytest.raises(Refused, match="not_in_this_state"):
            RESERVATION.move(state, verb)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=12))
def test_whatever_becomes_of_the_goods_the_table_has_a_way_there(fates: list[tuple[bool, bool]]) -> None:
    state = S.ALLOCATED
    for has_left, is_held in fates:
        was_consumed = state is S.CONSUMED
        verb = verb_towards(state, has_left=has_left, is_held=is_held)
        if verb is not None:
            state = S(RESERVATION.move(state, verb).to)
        assert verb_towards(state, has_left=has_left, is_held=is_held) is None, "twice changes nothing"
        wanted = S.CONSUMED if has_left or was_consumed else S.ALLOCATED if is_held else S.RELEASED
        assert state is wanted
