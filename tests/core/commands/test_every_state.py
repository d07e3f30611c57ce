"""Every command on a fulfilment, in every state, by every role: what comes of it is what the table says and
nothing else. Generated from the commands and the table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from command_world import NOW, WATCH, World
from sqlalchemy import select

from core.commands import BY_NAME, Actor, Context, Outcome, Proof, run
from core.commands.definitions import FulfilmentCommand, ParcelDraft
from core.model import ExceptionCase
from core.rules.fulfilment import FULFILMENT, FulfilmentState
from core.rules.permissions import Role, may
from core.rules.sscc import build_sscc
from core.rules.stock import ShortReason

COMMANDS = [kind for kind in BY_NAME.values() if issubclass(kind, FulfilmentCommand)]
OTHERS = [role for role in Role if role is not Role.MANAGER]
SHORT_ID = "0190a000-0000-7000-8000-000000000000"
ARGUMENTS: dict[str, dict[str, Any]] = {
    "PickLine": {"line_id": "f2-scarf"},
    "UndoPick": {"line_id": "f2-scarf"},
    "ShortLine": {"line_id": "f2-scarf", "quantity": 1, "reason": ShortReason.NOT_FOUND},
    "UndoShort": {"line_id": "f2-scarf", "quantity": 1, "undoes": SHORT_ID},
    "ProposeSubstitute": {"line_id": "f2-scarf", "article_id": WATCH},
    "AnswerSubstitute": {"line_id": "f2-watch", "is_agreed": False},
    "WithdrawSubstitute": {"line_id": "f2-watch", "undoes": SHORT_ID},
    "PackFulfilment": {"parcels": [ParcelDraft(build_sscc("3456789", 7), {"f2-scarf": 1})]},
    "StageFulfilment": {"bins": {build_sscc("3456789", 7): "B1"}},
    "ArriveFulfilment": {"number": build_sscc("3456789", 7)},
    "HandOver": {"proof": Proof.IDENTITY},
    "HandOverPart": {"proof": Proof.IDENTITY, "units": {"f2-scarf": 1}},
    "RefusePart": {"units": {"f2-scarf": 1}},
    "LiftPayment": {"reason": "connue du magasin"},
    "RejectFulfilment": {"reason": "fuite d'eau"},
    "ReopenFulfilment": {"reason": "mauvaise taille"},
}
"""What each needs besides its fulfilment."""


@pytest.fixture(scope="module")
def store(database_kind: str) -> Iterator[World]:
    made = World(database_kind)
    made.head("f2").to_pay_cents = 1990
    made.ask("f2-watch", "f2-scarf", WATCH)
    made.session.commit()
    yield made
    made.close()


def outcome_of(store: World, command: FulfilmentCommand, state: FulfilmentState, role: Role) -> Outcome:
    """What comes of it, in a transaction that is to be taken back."""
    store.begin()
    head = store.head("f2")
    head.state = state.value
    store.session.flush()
    actor = Actor("staff-1", role, head.location_id, "till-1")
    context = Context(store.session, store.ledger, actor, NOW, "command", command.aggregate)
    return run(context, command, store.capture)


def tried(database_kind: str, role: Role) -> list[FulfilmentState]:
    """Every state by the manager, who may most, and once more by one of the others.

    Who may is decided without a row, so on PostgreSQL each other role is tried in one state.
    """
    states = list(FulfilmentState)
    if role is Role.MANAGER:
        return states
    turn = OTHERS.index(role)
    return states[turn :: len(OTHERS)] if database_kind == "sqlite" else states[turn : turn + 1]


def check(store: World, kind: type[FulfilmentCommand], role: Role, states: list[FulfilmentState]) -> None:
    command = kind(fulfilment_id="f2", **ARGUMENTS.get(kind.NAME, {}))
    for state in states:
        outcome = outcome_of(store, command, state, role)
        told = f"{kind.NAME} in {state} by {role}: {outcome}"
        if not may(role, kind.RULE.permission):
            assert outcome.status == ("quarantined" if kind.RULE.nature == "fact" else "refused"), told
            assert outcome.code == "not_permitted", told
        elif (state, kind.VERB) not in FULFILMENT.moves:
            assert (outcome.status, outcome.code) == ("refused", "not_in_this_state"), told
        else:
            raised = FULFILMENT.move(state, kind.VERB).exception
            kinds = set(store.session.scalars(select(ExceptionCase.kind)))
            assert outcome.has_effect, told
            assert raised is None or raised in kinds, told
        store.session.rollback()


def test_the_sample_has_each_state_by_the_manager_and_by_one_other() -> None:
    states = list(FulfilmentState)
    assert all(may(Role.MANAGER, kind.RULE.permission) for kind in COMMANDS)
    assert tried("postgresql", Role.MANAGER) == tried("sqlite", Role.MANAGER) == states
    assert sorted(state for role in OTHERS for state in tried("sqlite", role)) == sorted(states)
    assert all(tried("postgresql", role) for role in OTHERS)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.NAME)
def test_a_command_does_in_each_state_what_the_table_says(
    store: World, database_kind: str, kind: type[FulfilmentCommand], role: Role
) -> None:
    check(store, kind, role, tried(database_kind, role))


@pytest.mark.full
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.NAME)
def test_a_command_does_so_by_everybody(store: World, kind: type[FulfilmentCommand], role: Role) -> None:
    check(store, kind, role, list(FulfilmentState))
