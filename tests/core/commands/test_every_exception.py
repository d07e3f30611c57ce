"""Every choice about every kind of exception can really be run from wherever its order stands: generated."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from command_world import LYON, NOW, World

from core.commands import Actor, Context, Outcome, Resolution, SettleException, run
from core.model import ExceptionCase
from core.rules.exceptions import CHOICES, QUARANTINED, choices_of
from core.rules.fulfilment import FulfilmentState
from core.rules.permissions import Role

EVERYWHERE: list[FulfilmentState | None] = [None, *FulfilmentState]
IN_HAND = frozenset(FulfilmentState) - {FulfilmentState.PROPOSED, FulfilmentState.CLAIMED}


@pytest.fixture(scope="module")
def store(database_kind: str) -> Iterator[World]:
    made = World(database_kind)
    yield made
    made.close()


def settled(store: World, kind: str, state: FulfilmentState | None, choice: Resolution) -> Outcome:
    """A case of this kind is settled so, in a transaction that is to be taken back."""
    store.begin()
    if state is not None:
        store.head("f2").state = state.value
        store.line("f2-scarf").picked = 3 if state in IN_HAND else 0
    case = ExceptionCase(
        id="case",
        location_id=LYON,
        kind=kind,
        aggregate="fulfilment:f2" if state is not None else "fulfilment:unknown",
        data={"order_number": "C-20418", "name": "Écharpe"},
        raised_at=NOW,
    )
    store.session.add(case)
    store.session.flush()
    command = SettleException(
        case_id="case", case_aggregate=case.aggregate, settlement="vu", resolution=choice
    )
    actor = Actor("staff-1", Role.MANAGER, LYON, "till-1")
    context = Context(store.session, store.ledger, actor, NOW, "command", command.aggregate)
    outcome = run(context, command, store.capture)
    assert case.settled_at == (NOW if outcome.has_effect else None)
    return outcome


@pytest.mark.parametrize("kind", CHOICES)
def test_each_kind_is_settled_by_what_it_advises(store: World, kind: str) -> None:
    for choice in CHOICES[kind]:
        state = next(state for state in EVERYWHERE if choice in choices_of(kind, state))
        assert settled(store, kind, state, choice).status == "applied", (state, choice)
        store.session.rollback()


@pytest.mark.parametrize("choice", Resolution)
def test_each_choice_runs_wherever_it_is_offered_and_is_refused_elsewhere(
    store: World, choice: Resolution
) -> None:
    kind = next(kind for kind, choices in CHOICES.items() if choice in choices)
    for state in EVERYWHERE:
        outcome = settled(store, kind, state, choice)
        if choice in choices_of(kind, state):
            assert outcome.status == "applied", (state, outcome)
        else:
            assert (outcome.status, outcome.code) == ("refused", "not_a_choice"), (state, outcome)
        store.session.rollback()


@pytest.mark.parametrize("choice", Resolution)
def test_a_choice_that_is_not_about_this_is_refused(store: World, choice: Resolution) -> None:
    if choice not in CHOICES["device_forked"]:
        outcome = settled(store, "device_forked", None, choice)
        assert outcome.code == ("not_acceptable" if choice is Resolution.ACCEPT else "not_a_choice")
        store.session.rollback()
    assert choice in CHOICES[QUARANTINED] or choice not in choices_of(QUARANTINED, FulfilmentState.PICKED)
