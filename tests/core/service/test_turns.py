"""What comes round by itself: when it begins."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

import pytest

from core.orchestration import Core
from core.service.chores import Chores
from core.service.turns import AFTER_THE_START_S, TurnLoop
from core.service.waiting import WaitingTurns


class Paused(Exception):
    """The loop waits."""


@pytest.fixture
def first_pause_s(monkeypatch: pytest.MonkeyPatch) -> Callable[[TurnLoop], float]:
    """How long a loop waits when it first does, in seconds."""

    async def pause(seconds: float) -> None:
        raise Paused(seconds)

    def run(loop: TurnLoop) -> float:
        with pytest.raises(Paused) as paused:
            asyncio.run(loop.run())
        return float(paused.value.args[0])

    monkeypatch.setattr("core.service.turns.asyncio.sleep", pause)
    return run


def test_a_loop_takes_its_first_turn_at_once(first_pause_s: Callable[[TurnLoop], float]) -> None:
    turns: list[object] = []
    assert first_pause_s(TurnLoop("payouts", turns.append, 5.0)) == 5.0
    assert len(turns) == 1


def test_chores_leave_the_first_moments_of_a_core_to_whoever_has_waited_for_it(
    first_pause_s: Callable[[TurnLoop], float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.service.chores.Timers", lambda _core: None)
    core = cast(Core, None)
    loops = [Chores(core, 30.0).loop(), WaitingTurns(core, 30.0).loop()]
    # Neither has asked its core for anything, for there is none.
    assert [first_pause_s(loop) for loop in loops] == [AFTER_THE_START_S] * 2
