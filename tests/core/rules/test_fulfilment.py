"""The lifecycle of a fulfilment: total for facts, sound for requests, and the roads that people take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.errors import Refused
from core.rules.fulfilment import (
    DEAD_STATES,
    FULFILMENT,
    LEFT_STATES,
    OPEN_STATES,
    RULES,
    FulfilmentState,
    FulfilmentVerb,
)
from core.rules.lifecycle import Nature
from core.rules.quantities import LineQuantities, is_fully_worked

S = FulfilmentState
V = FulfilmentVerb
FACTS = [verb for verb in V if RULES[verb].nature is Nature.FACT]


def travel(*verbs: FulfilmentVerb, start: FulfilmentState = S.PROPOSED) -> FulfilmentState:
    """Where a road without contradictions leads."""
    state = start
    for verb in verbs:
        assert FULFILMENT.allows(state, verb), f"{verb} from {state}"
        state = S(FULFILMENT.move(state, verb).to)
    return state


def test_each_fact_has_a_move_from_each_state() -> None:
    assert FULFILMENT.missing() == []


def test_each_verb_has_its_rule() -> None:
    assert set(RULES) == set(V)


def test_a_collected_order_goes_all_the_way() -> None:
    road = [V.CLAIM, V.PICK, V.COMPLETE_PICK, V.PACK, V.STAGE, V.TELL_READY, V.HAND_OVER, V.CLOSE]
    assert travel(*road) is S.CLOSED


def test_a_shipment_goes_all_the_way() -> None:
    assert travel(V.CLAIM, V.PICK, V.COMPLETE_PICK, V.PACK, V.LABEL, V.DISPATCH, V.DELIVER) is S.DELIVERED


def test_what_arrives_from_elsewhere_can_be_collected() -> None:
    assert travel(V.ARRIVE, V.STAGE, V.TELL_READY, V.HAND_OVER, start=S.DISPATCHED) is S.HANDED_OVER


def test_what_nobody_collects_goes_back_on_the_shelf() -> None:
    assert travel(V.EXPIRE, V.PUT_BACK, start=S.READY) is S.PUT_BACK


def test_rejected_before_the_pick_is_over_at_once_and_after_it_goes_back_first() -> None:
    assert travel(V.CLAIM, V.REJECT) is S.REJECTED
    assert travel(V.CLAIM, V.PICK, V.REJECT, V.PUT_BACK) is S.PUT_BACK


def test_nothing_found_closes_empty() -> None:
    assert travel(V.CLAIM, V.SHORT, V.COMPLETE_PICK, V.CLOSE_EMPTY) is S.CANCELLED


def test_a_packed_order_can_be_opened_again() -> None:
    for state in (S.PACKED, S.LABELLED, S.STAGED, S.READY):
        assert travel(V.REOPEN, start=state) is S.PICKED


@pytest.mark.parametrize("state", sorted(LEFT_STATES))
@pytest.mark.parametrize("verb", [V.CANCEL, V.REJECT, V.REOPEN, V.CLAIM, V.EXPIRE, V.LAPSE])
def test_what_has_left_cannot_be_asked_back(state: FulfilmentState, verb: FulfilmentVerb) -> None:
    with pytest.raises(Refused, match="not_in_this_state"):
        FULFILMENT.move(state, verb)


@pytest.mark.parametrize("state", S)
def test_goods_that_are_said_to_have_left_have_left(state: FulfilmentState) -> None:
    assert FULFILMENT.move(state, V.HAND_OVER).to in LEFT_STATES
    assert FULFILMENT.move(state, V.DISPATCH).to in LEFT_STATES


@pytest.mark.parametrize("state", sorted(DEAD_STATES - {S.LOST}))
def test_work_on_a_dead_fulfilment_asks_for_its_goods_to_be_put_back(state: FulfilmentState) -> None:
    for verb in (V.PICK, V.PACK, V.STAGE):
        move = FULFILMENT.move(state, verb)
        assert (move.to, move.exception) == (S.TO_PUT_BACK, "prepared_after_cancellation")


@pytest.mark.parametrize("verb", FACTS)
def test_a_fact_told_twice_is_a_contradiction_or_changes_nothing_more(verb: FulfilmentVerb) -> None:
    for state in S:
        once = S(FULFILMENT.move(state, verb).to)
        twice = FULFILMENT.move(once, verb)
        assert twice.exception is not None or S(twice.to) is once


def test_states_are_of_one_kind_only() -> None:
    assert not LEFT_STATES & OPEN_STATES
    assert not LEFT_STATES & DEAD_STATES


@given(st.lists(st.sampled_from(FACTS), max_size=12))
def test_facts_in_any_order_always_lead_somewhere(facts: list[FulfilmentVerb]) -> None:
    state = S.PROPOSED
    has_left = False
    for fact in facts:
        state = S(FULFILMENT.move(state, fact).to)
        has_left = has_left or (fact in (V.HAND_OVER, V.DISPATCH))
        if has_left and fact is not V.ARRIVE:
            assert state in LEFT_STATES or V.ARRIVE in facts


def test_units_neither_picked_nor_short_are_left_to_pick() -> None:
    assert LineQuantities(5, picked=2, short=1).left_to_pick == 2
    assert LineQuantities(5, picked=7).left_to_pick == 0


def test_a_fulfilment_is_worked_when_each_line_is() -> None:
    assert is_fully_worked([LineQuantities(2, picked=2), LineQuantities(1, short=1)])
    assert not is_fully_worked([LineQuantities(2, picked=1)])
