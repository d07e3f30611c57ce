"""Somebody who looks at the morning board, at its presenter."""

from __future__ import annotations

import pytest

from core.rules.time import MINUTE_MS
from desktop.screens.today.presenter import TodayPresenter
from desktop.screens.today.state import Step, TodayState
from tests.desktop.desk_double import NOW, PAUL, SessionDesk
from tests.desktop.screens.at_once import now
from tests.desktop.screens.doubles import HeardFace


class Looking:
    """Somebody who looks at Today."""

    def __init__(self, desk: SessionDesk) -> None:
        self.desk = desk
        self.face: HeardFace[TodayState] = HeardFace()
        self.presenter = TodayPresenter(desk, self.face)

    def look(self) -> TodayState:
        now(self.presenter.refresh())
        return self.presenter.state

    def act(self, key: str) -> None:
        now(self.presenter.act(key))

    def steps(self) -> dict[str, Step]:
        return {work.key: work.step for work in self.look().works}


@pytest.fixture
def person(desk: SessionDesk) -> Looking:
    """Somebody at the test's desk."""
    return Looking(desk)


def claimed_by_paul(age_min: int) -> dict[str, object]:
    return {
        "state": "claimed",
        "claimed_by": PAUL.staff_id,
        "claimed_device": PAUL.device_id,
        "claimed_at": NOW - age_min * MINUTE_MS,
    }
