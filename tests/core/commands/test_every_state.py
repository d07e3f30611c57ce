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
    """Every state; on PostgreSQL by the manager, who may most, and one by each other: the rest is rules."""
    states = list(FulfilmentState)
    return states if database_kind == "sqlite" or role is Role.MANAGER else states[:1]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.NAME)
def test_a_command_does_in_each_state_what_the_table_says(
    store: World, database_kind: str, kind: type[FulfilmentCommand], role: Role
) -> None:
    command = kind(fulfilment_id="f2", **ARGUMENTS.get(kind.NAME, {}))
    for state in tried(database_kind, role):
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
