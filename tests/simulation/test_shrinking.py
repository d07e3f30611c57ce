"""A failing seed is made smaller, and printed with what is left of it and its history."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
import shrinking
from history import History
from plan import TROUBLES, USUAL, Plan, plan_of
from told import Broken

SEED = 5


def fails_by_two_things(plan: Plan) -> History:
    """A product that loses a command where somebody works after an answer was lost."""
    works = [deed.at_s for deed in plan.deeds if deed.what == "work"]
    lost = [trouble.at_s for trouble in plan.troubles if trouble.what == "answer_lost"]
    if works and lost and max(works) > min(lost):
        error = Broken("no command vanishes", "0-0", "c0ffee")
        error.add_note(f"seed {plan.seed}\n    1.844 s  0-0        manager-0 ClaimFulfilment done c0ffee")
        raise error
    if len(plan.deeds) == 1:
        # To fail in another way is not to be the same failure.
        raise Broken("nothing is wedged", "world", "")
    return History()


def a_failing_plan() -> Plan:
    plans = (plan_of(seed, ("answer_lost", *TROUBLES)) for seed in range(SEED, 500))
    return next(plan for plan in plans if shrinking.failure_of(plan) is not None)


@pytest.fixture(autouse=True)
def product(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shrinking, "happen", fails_by_two_things)


def test_what_a_world_fails_without_is_left_out_as_long_as_it_fails_in_the_same_way() -> None:
    plan = a_failing_plan()
    said: list[str] = []

    small, error = shrinking.shrink(plan, fails_of(plan), said.append)

    assert len(plan.deeds) + len(plan.troubles) > 3
    assert isinstance(error, Broken)
    assert error.invariant == "no command vanishes"
    assert [trouble.what for trouble in small.troubles] == ["answer_lost"]
    assert {deed.what for deed in small.deeds} == {"work"}
    assert len(small.deeds) == 1
    concerned = {small.deeds[0].station, small.troubles[0].station}
    assert {number for number, store in enumerate(small.stations) if store >= 0} == concerned
    assert said[-1].startswith("1 deeds, 1 troubles")


def fails_of(plan: Plan) -> BaseException:
    failed = shrinking.failure_of(plan)
    assert failed is not None
    return failed


def test_it_is_printed_with_its_seed_and_its_history(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = the_program()
    monkeypatch.setattr(program, "happen", fails_by_two_things)
    monkeypatch.setattr(program, "plan_of", lambda *_arguments: a_failing_plan())
    monkeypatch.setattr(sys, "argv", ["simulation", "--seed", "5", "--seconds", "1"])

    assert program.main() == 1

    said = capsys.readouterr().out
    seed = a_failing_plan().seed
    assert f"Seed {seed} fails: no command vanishes: 0-0: c0ffee" in said
    assert f"What is left of seed {seed}: workstations of stores [0" in said
    assert "Trouble(at_s=" in said
    assert "what='answer_lost'" in said
    assert "manager-0 ClaimFulfilment done c0ffee" in said


def test_a_run_says_as_it_goes_how_many_seeds_have_failed_nowhere(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = the_program()

    def strikes_twice(_plan: Plan) -> History:
        return History(struck=Counter({"loss": 2}))

    monkeypatch.setattr(program, "happen", strikes_twice)
    monkeypatch.setattr(program, "sizes_of", lambda _seed: [USUAL])
    monkeypatch.setattr(program, "TELLS_EVERY_S", 0.0)
    monkeypatch.setattr(sys, "argv", ["simulation", "--seed", "7", "--seconds", "0"])

    assert program.main() == 0

    assert capsys.readouterr().err == "1 seeds from 7, 2 faults, failing none\n"


def the_program() -> ModuleType:
    """What `make simulate` runs."""
    path = Path(__file__).with_name("__main__.py")
    spec = importlib.util.spec_from_file_location("simulate", path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made
