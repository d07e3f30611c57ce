"""Somebody at Approvals, with refunds that wait."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from core.model import Refund as RefundRow
from core.rules.returns import ReturnReason
from desktop.desk import Hand, Me
from desktop.screens.approvals.presenter import ApprovalsPresenter
from desktop.screens.approvals.state import ApprovalsState, Refund
from desktop.screens.returns.presenter import ReturnsPresenter
from tests.desktop.desk_double import MARC, SessionDesk, copied_desk
from tests.desktop.screens.at_once import now
from tests.desktop.screens.doubles import HeardFace
from tests.desktop.screens.sales_world import KEY, a_day_of_sales, can_sign

HAND = Hand(MARC.staff_id, MARC.name, KEY)


@pytest.fixture(scope="module")
def waiting(furnished_replica: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which Inès has taken back a dress and a belt, and their money waits."""
    folder = tmp_path_factory.mktemp("waiting") / "store"
    desk = copied_desk(furnished_replica, folder)
    a_day_of_sales(desk)
    can_sign(desk)
    for code, line in (("W-77120", "w1-1"), ("T-550128", "t1-1")):
        desk.clock.advance(1_000)
        returns = ReturnsPresenter(desk, HeardFace(), lambda: "fr")
        now(returns.refresh())
        now(returns.search(code))
        now(returns.open_chosen())
        returns.turn_to(line)
        returns.give_reason(ReturnReason.WRONG_SIZE)
        if code == "W-77120":
            image = QImage(400, 300, QImage.Format.Format_RGB32)
            image.fill(QColor(58, 92, 138))
            now(returns.photograph(image))
        for _ in range(4):
            returns.answer(True)
        now(returns.leave_to_manager())
    desk.close()
    return folder


class Office:
    """Somebody at Approvals."""

    def __init__(self, desk: SessionDesk) -> None:
        self.desk = desk
        self.face: HeardFace[ApprovalsState] = HeardFace()
        self.presenter = ApprovalsPresenter(desk, self.face)

    async def sits(self, me: Me, hand: Hand | None = None) -> None:
        self.desk.me, self.desk.hand = me, hand
        await self.presenter.refresh()

    @property
    def refund(self) -> Refund:
        refund = self.presenter.state.refund
        assert refund is not None
        return refund

    def row(self, refund_id: str) -> RefundRow:
        return self.desk.row(RefundRow, refund_id)


@pytest.fixture
def office(waiting: Path, tmp_path: Path) -> Iterator[Office]:
    desk = copied_desk(waiting, tmp_path / "replica")
    desk.hands[MARC.staff_id] = HAND
    yield Office(desk)
    desk.close()
