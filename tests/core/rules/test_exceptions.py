"""What a person can do about each kind of exception, wherever its order stands."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from core.rules.exceptions import (
    ARRIVED_ELSEWHERE,
    CHOICES,
    QUARANTINED,
    Resolution,
    choices_of,
    permission_of,
    verb_of,
)
from core.rules.fulfilment import FULFILMENT, FulfilmentState, FulfilmentVerb
from core.rules.lifecycles import lifecycle_exceptions
from core.rules.permissions import Permission, Role, may

CORE = Path(__file__).resolve().parents[3] / "core"
STATES = [None, *FulfilmentState]
RAISING = BY_VERDICT, BY_ROW, BY_HANDLER = "contradiction", "ExceptionCase", "_raise"
"""What a case is raised by: a module that names none of them raises none, and is not parsed."""
WORD = re.compile(r'^(\w+)(?:: [^=\n]+)? = "([^"\n]*)"$', re.MULTILINE)
"""A constant that is a text, with its name."""


@cache
def raised_kinds() -> frozenset[str]:
    """Every kind that the core's source raises a case of, by name or by a constant."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORE.rglob("*.py"))]
    # A constant of its own module counts before one of the same name elsewhere, which it may have imported.
    everywhere: dict[str, object] = {name: value for text in texts for name, value in WORD.findall(text)}
    raising = [ast.parse(text) for text in texts if any(name in text for name in RAISING)]
    return frozenset(kind for tree in raising for kind in _kinds_in(tree, everywhere | _constants(tree)))


def _kinds_in(tree: ast.Module, constants: dict[str, object]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from (kind for kind in _kinds(node, constants) if kind)


def _constants(tree: ast.Module) -> dict[str, object]:
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }


def _kinds(node: ast.Call, constants: dict[str, object]) -> Iterator[str]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    values: list[ast.expr] = []
    if name == BY_VERDICT:
        values = node.args[:1]
    elif name == BY_ROW:
        values = [keyword.value for keyword in node.keywords if keyword.arg == "kind"]
    elif name == BY_HANDLER:
        values = [arg for arg in node.args if isinstance(arg, ast.Name)]
    for value in values:
        if isinstance(value, ast.Constant):
            yield str(value.value)
        elif isinstance(value, ast.Name) and isinstance(constants.get(value.id), str):
            yield str(constants[value.id])


def test_every_kind_that_is_raised_has_its_choices() -> None:
    raised = raised_kinds() | lifecycle_exceptions() | {QUARANTINED}
    assert len(raised) > 30
    assert sorted(raised - CHOICES.keys()) == []


def test_no_choices_are_kept_for_what_nobody_raises() -> None:
    packing = (CORE / "commands/packing.py").read_text(encoding="utf-8")
    known = raised_kinds() | lifecycle_exceptions() | {QUARANTINED}
    assert sorted(kind for kind in CHOICES.keys() - known if f'kind = "{kind}"' not in packing) == []


@pytest.mark.parametrize("kind", [*CHOICES, "of_a_newer_program"])
def test_no_exception_is_a_dead_end_wherever_its_order_stands(kind: str) -> None:
    for state in STATES:
        offered = choices_of(kind, state)
        assert Resolution.CLOSE in offered, state
        assert len(offered) == len(set(offered)), state
        assert all(may(Role.MANAGER, permission_of(choice, kind)) for choice in offered), state


@pytest.mark.parametrize("kind", CHOICES)
def test_the_advised_choice_is_open_somewhere(kind: str) -> None:
    assert any(choices_of(kind, state)[0] is CHOICES[kind][0] for state in STATES)


@pytest.mark.parametrize("choice", Resolution)
def test_a_step_is_offered_exactly_where_the_lifecycle_lets_it_be_taken(choice: Resolution) -> None:
    kinds = [kind for kind, choices in CHOICES.items() if choice in choices]
    assert kinds, "a choice that nobody offers"
    for state in FulfilmentState:
        verb = verb_of(choice, state)
        if verb is not None:
            assert (choice in choices_of(kinds[0], state)) is FULFILMENT.allows(state, verb), state


def test_what_was_put_back_may_still_be_found_elsewhere_without_a_step() -> None:
    assert verb_of(Resolution.SEND_ELSEWHERE, FulfilmentState.PUT_BACK) is None
    assert Resolution.SEND_ELSEWHERE in choices_of("put_back_unasked", FulfilmentState.PUT_BACK)
    assert verb_of(Resolution.SEND_ELSEWHERE, FulfilmentState.CLAIMED) is FulfilmentVerb.REJECT


def test_sending_elsewhere_takes_what_rejecting_takes() -> None:
    assert permission_of(Resolution.SEND_ELSEWHERE) is Permission.REJECT_FULFILMENT
    assert permission_of(Resolution.CLOSE) is Permission.SETTLE_EXCEPTION


def test_what_is_about_no_order_is_accepted_or_closed() -> None:
    assert choices_of(QUARANTINED, None) == (Resolution.ACCEPT, Resolution.CLOSE)
    assert choices_of(QUARANTINED, None, ARRIVED_ELSEWHERE) == (Resolution.CLOSE,)
    assert choices_of("picked_too_many", None) == (Resolution.CLOSE,)
