"""Turning over the day's page: the last wish counts, whichever is read first."""

from __future__ import annotations

import asyncio

from desktop.screens.day.presenter import DayPresenter
from desktop.screens.day.state import DayState, Turn
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.doubles import HeardFace, SlowDesk


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


async def test_whoever_sits_down_next_finds_the_page_that_was_in_front(desk: SessionDesk) -> None:
    presenter = DayPresenter(desk, HeardFace[DayState]())
    await presenter.open("")
    await presenter.turn_to(Turn.INTAKE)
    await presenter.open("")
    assert presenter.state.turn is Turn.INTAKE
