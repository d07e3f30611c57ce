"""Somebody who takes goods back, without a window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.model import Refund
from core.rules.returns import ReturnReason
from desktop.desk import Hand
from desktop.screens.returns.presenter import ReturnsPresenter
from desktop.screens.returns.state import ReturnsState
from tests.desktop.desk_double import MARC, SessionDesk, copied_desk
from tests.desktop.screens.doubles import HeardFace
from tests.desktop.screens.sales_world import KEY


class Counter:
    """Somebody who takes goods back."""

    def __init__(self, desk: SessionDesk) -> None:
        self.desk = desk
        self.face: HeardFace[ReturnsState] = HeardFace()
        self.presenter = ReturnsPresenter(desk, self.face, lambda: "fr")

    @property
    def state(self) -> ReturnsState:
        return self.presenter.state

    async def opens(self, text: str) -> None:
        await self.presenter.refresh()
        await self.presenter.search(text)
        await self.presenter.open_chosen()

    def grades(self, *answers: bool, reason: ReturnReason = ReturnReason.CHANGED_MIND) -> None:
        self.presenter.give_reason(reason)
        for answer in answers or (True,) * 4:
            self.presenter.answer(answer)

    async def takes_back(self, text: str, *lines: str) -> None:
        """These lines of a sale come back, every question about them answered with yes."""
        await self.opens(text)
        for line in lines:
            self.presenter.turn_to(line)
            self.grades()

    def refund(self) -> Refund:
        [row] = self.desk.rows(Refund)
        return row

    def said(self) -> str:
        return self.state.said.code if self.state.said is not None else ""


@contextmanager
def counter_at(sold: Path, replica: Path) -> Iterator[Counter]:
    """Somebody at a store of their own like `sold`, where its manager's key is open."""
    desk = copied_desk(sold, replica)
    desk.hands[MARC.staff_id] = Hand(MARC.staff_id, MARC.name, KEY)
    yield Counter(desk)
    desk.close()


@pytest.fixture(name="counter")
def counter_of_a_day(sold_for_a_day: Path, tmp_path: Path) -> Iterator[Counter]:
    """Somebody at the store with a day's sales of every kind."""
    with counter_at(sold_for_a_day, tmp_path / "replica") as counter:
        yield counter


@pytest.fixture(name="counter")
def counter_of_cash(sold_for_cash: Path, tmp_path: Path) -> Iterator[Counter]:
    """Somebody at the store with two receipts that were paid in cash."""
    with counter_at(sold_for_cash, tmp_path / "replica") as counter:
        yield counter
