"""The lifecycle of a claim on stock."""

from __future__ import annotations

import pytest

from core.rules.errors import Refused
from core.rules.reservation import RESERVATION, ReservationState, ReservationVerb

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


def test_only_a_soft_claim_expires() -> None:
    assert [state for state in S if RESERVATION.allows(state, V.EXPIRE)] == [S.SOFT]


@pytest.mark.parametrize("state", [S.CONSUMED, S.SHORTED, S.RELEASED])
def test_a_claim_that_is_over_cannot_be_released(state: ReservationState) -> None:
    with pytest.raises(Refused, match="not_in_this_state"):
        RESERVATION.move(state, V.RELEASE)


@pytest.mark.parametrize("state", [s for s in S if s is not S.ALLOCATED])
def test_goods_that_leave_without_a_live_claim_are_for_a_person_to_see(state: ReservationState) -> None:
    move = RESERVATION.move(state, V.CONSUME)
    assert move.to is S.CONSUMED
    assert move.exception is not None
