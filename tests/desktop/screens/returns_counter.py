"""Somebody who takes goods back, without a window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.model import Refund
from core.rules.returns import ReturnReason
from desktop.desk import Hand
from desktop.screens.returns.presenter import ReturnsPresenter
from desktop.screens.returns.state import ReturnsState
from tests.desktop.desk_double import MARC, SessionDesk, copied_desk
from tests.desktop.screens.doubles import HeardFace
from tests.desktop.screens.sales_world import KEY, a_day_of_sales, add_sale, can_sign, lease_numbers


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


def sold_for_a_day(furnished_replica: Path, folder: Path) -> Path:
    """The store with a day's sales of every kind, and a manager who can sign."""
    made = copied_desk(furnished_replica, folder)
    a_day_of_sales(made)
    can_sign(made)
    made.close()
    return folder


def sold_for_cash(furnished_replica: Path, folder: Path) -> Path:
    """The store with two receipts that were paid in cash, the second dear, and a manager who can sign."""
    made = copied_desk(furnished_replica, folder)
    lease_numbers(made)
    add_sale(made, "c1", "T-1", {"shirt": 1}, paid_cents=2_500, means=(("cash", 2_500),))
    add_sale(made, "c2", "T-2", {"jacket": 1}, means=(("cash", 12_900),))
    can_sign(made)
    made.close()
    return folder


@contextmanager
def counter_at(sold: Path, replica: Path) -> Iterator[Counter]:
    """Somebody at a store of their own like `sold`, where its manager's key is open."""
    desk = copied_desk(sold, replica)
    desk.hands[MARC.staff_id] = Hand(MARC.staff_id, MARC.name, KEY)
    yield Counter(desk)
    desk.close()
