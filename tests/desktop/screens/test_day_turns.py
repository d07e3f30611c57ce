"""Turning over the day's page: the last wish counts, whichever is read first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from desktop.screens.day.presenter import DayPresenter
from desktop.screens.day.state import DayState, Turn
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.doubles import HeardFace


class SlowDesk:
    """The desk, whose answers come when they are let go."""

    def __init__(self, desk: SessionDesk) -> None:
        self._desk = desk
        self.gates: list[asyncio.Event] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)

    async def read(self, query: Callable[[Any], Any]) -> Any:
        answer = await self._desk.read(query)
        self.gates.append(asyncio.Event())
        await self.gates[-1].wait()
        return answer


async def test_an_answer_for_the_morning_does_not_turn_the_evening_back(desk: SessionDesk) -> None:
    slow, face = SlowDesk(desk), HeardFace[DayState]()
    presenter = DayPresenter(slow, face)
    morning = asyncio.create_task(presenter.turn_to(Turn.OPENING))
    evening = asyncio.create_task(presenter.turn_to(Turn.CLOSING))
    while len(slow.gates) < 2:
        await asyncio.sleep(0)
    slow.gates[1].set()
    await evening
    slow.gates[0].set()
    await morning

    assert presenter.state.turn is Turn.CLOSING
    assert [state.turn for state in face.states] == [Turn.CLOSING]
