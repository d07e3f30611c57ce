"""Somebody who takes goods back, without a window."""

from __future__ import annotations

from core.model import Refund
from core.rules.returns import ReturnReason
from desktop.screens.returns.presenter import ReturnsPresenter
from desktop.screens.returns.state import ReturnsState
from tests.desktop.desk_double import SessionDesk
from tests.desktop.screens.doubles import HeardFace


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

    def refund(self) -> Refund:
        [row] = self.desk.rows(Refund)
        return row

    def said(self) -> str:
        return self.state.said.code if self.state.said is not None else ""
