"""Every choice about every kind of exception can really be run from wherever its order stands: generated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from command_world import LYON, NOW
from standing import Standing

from core.commands import Outcome, Resolution, SettleException
from core.model import ExceptionCase
from core.rules.exceptions import CHOICES, QUARANTINED, choices_of
from core.rules.fulfilment import FulfilmentState
from core.rules.permissions import Role

EVERYWHERE: list[FulfilmentState | None] = [None, *FulfilmentState]
IN_HAND = frozenset(FulfilmentState) - {FulfilmentState.PROPOSED, FulfilmentState.CLAIMED}


@pytest.fixture(scope="module")
def standing(database_kind: str) -> Iterator[Standing]:
    made = Standing(database_kind)
    for state in IN_HAND:
        made.world.line(f"{state}-scarf").picked = 3
    made.begin()
    yield made
    made.world.close()


@pytest.fixture
def store(standing: Standing) -> Iterator[Standing]:
    """The next test finds it as this one did."""
    yield standing
    standing.check()


@contextmanager
def settled(
    store: Standing, kind: str, state: FulfilmentState | None, choice: Resolution
) -> Iterator[Outcome]:
    """A case of this kind is settled so, and afterwards is not."""
    case = ExceptionCase(
        id="case",
        location_id=LYON,
        kind=kind,
        aggregate=f"fulfilment:{state or 'unknown'}",
        data={"order_number": "C-20418", "name": "Écharpe"},
        raised_at=NOW,
    )
    command = SettleException(
        case_id="case", case_aggregate=case.aggregate, settlement="vu", resolution=choice
    )
    with store.tried(command, Role.MANAGER, case) as outcome:
        assert case.settled_at == (NOW if outcome.has_effect else None)
        yield outcome


@pytest.mark.parametrize("kind", CHOICES)
def test_each_kind_is_settled_by_what_it_advises(store: Standing, kind: str) -> None:
    for choice in CHOICES[kind]:
        state = next(state for state in EVERYWHERE if choice in choices_of(kind, state))
        with settled(store, kind, state, choice) as outcome:
            assert outcome.status == "applied", (state, choice)


@pytest.mark.parametrize("choice", Resolution)
def test_each_choice_runs_wherever_it_is_offered_and_is_refused_elsewhere(
    store: Standing, choice: Resolution
) -> None:
    kind = next(kind for kind, choices in CHOICES.items() if choice in choices)
    for state in EVERYWHERE:
        with settled(store, kind, state, choice) as outcome:
            if choice in choices_of(kind, state):
                assert outcome.status == "applied", (state, outcome)
            else:
                assert (outcome.status, outcome.code) == ("refused", "not_a_choice"), (state, outcome)


@pytest.mark.parametrize("choice", Resolution)
def test_a_choice_that_is_not_about_this_is_refused(store: Standing, choice: Resolution) -> None:
    if choice not in CHOICES["device_forked"]:
        with settled(store, "device_forked", None, choice) as outcome:
            assert outcome.code == ("not_acceptable" if choice is Resolution.ACCEPT else "not_a_choice")
    assert choice in CHOICES[QUARANTINED] or choice not in choices_of(QUARANTINED, FulfilmentState.PICKED)
