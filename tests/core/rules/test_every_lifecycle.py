"""What holds of every lifecycle, for each of its states, verbs and roles: generated from the tables."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest

import core.rules
from core.rules.errors import Refused
from core.rules.lifecycle import Lifecycle, Nature
from core.rules.lifecycles import LIFECYCLES, lifecycle_exceptions
from core.rules.permissions import ROLE_PERMISSIONS, Role, may

AnyLifecycle = Lifecycle[Any, Any]


def verbs(nature: Nature) -> Iterator[tuple[AnyLifecycle, StrEnum]]:
    """(lifecycle, verb) of this nature; a test for each state and role would be dearer than it is."""
    for lifecycle in LIFECYCLES:
        yield from ((lifecycle, verb) for verb, rule in lifecycle.rules.items() if rule.nature is nature)


def name_of(part: Any) -> str:
    return part.name if isinstance(part, Lifecycle) else str(part)


@pytest.mark.parametrize(("lifecycle", "verb"), list(verbs(Nature.REQUEST)), ids=name_of)
def test_a_request_goes_where_its_table_says_and_is_refused_in_all_other_states(
    lifecycle: AnyLifecycle, verb: StrEnum
) -> None:
    for state in lifecycle.states:
        if (state, verb) in lifecycle.moves:
            move = lifecycle.move(state, verb)
            assert move.exception is None, "a request that contradicts is refused, and raises nothing"
            assert move.to in set(lifecycle.states)
            assert lifecycle.allows(state, verb)
        else:
            with pytest.raises(Refused, match="not_in_this_state") as refused:
                lifecycle.move(state, verb)
            assert refused.value.data == {"lifecycle": lifecycle.name, "state": state, "verb": verb}
            assert not lifecycle.allows(state, verb)


@pytest.mark.parametrize(("lifecycle", "verb"), list(verbs(Nature.REQUEST)), ids=name_of)
def test_a_request_is_for_who_may_and_for_nobody_to_whom_it_was_denied(
    lifecycle: AnyLifecycle, verb: StrEnum
) -> None:
    permission = lifecycle.rules[verb].permission
    for role in Role:
        assert may(role, permission) is (permission in ROLE_PERMISSIONS[role]), role
        assert not may(role, permission, {permission: False}), role


@pytest.mark.parametrize(("lifecycle", "verb"), list(verbs(Nature.FACT)), ids=name_of)
def test_a_fact_has_an_outcome_in_every_state(lifecycle: AnyLifecycle, verb: StrEnum) -> None:
    for state in lifecycle.states:
        move = lifecycle.move(state, verb)
        assert move.to in set(lifecycle.states), state
        assert lifecycle.allows(state, verb) is (move.exception is None), state


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda one: one.name)
def test_somebody_may_do_each_verb(lifecycle: AnyLifecycle) -> None:
    for verb, rule in lifecycle.rules.items():
        assert any(may(role, rule.permission) for role in Role), verb


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda one: one.name)
def test_each_verb_has_its_rule_and_leads_somewhere(lifecycle: AnyLifecycle) -> None:
    verbs = {type(verb) for verb in lifecycle.rules}
    assert len(verbs) == 1
    assert set(lifecycle.rules) == set(verbs.pop())
    assert {verb for _state, verb in lifecycle.moves} == set(lifecycle.rules)


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda one: one.name)
def test_every_state_is_reached_from_some_other_or_is_where_it_begins(lifecycle: AnyLifecycle) -> None:
    reached = {move.to for (state, _verb), move in lifecycle.moves.items() if move.to != state}
    never = [state for state in lifecycle.states if state not in reached]
    assert len(never) <= 1, "only one state can be the first"


def test_no_lifecycle_is_left_out() -> None:
    found = set()
    for module in pkgutil.iter_modules(core.rules.__path__, "core.rules."):
        values = vars(importlib.import_module(module.name)).values()
        found |= {id(value) for value in values if isinstance(value, Lifecycle)}
    assert found == {id(lifecycle) for lifecycle in LIFECYCLES}


def test_exceptions_are_named_once_for_all_lifecycles() -> None:
    raised = [{m.exception for m in lifecycle.moves.values() if m.exception} for lifecycle in LIFECYCLES]
    assert lifecycle_exceptions() == frozenset().union(*raised)
    assert sum(map(len, raised)) == len(lifecycle_exceptions())
