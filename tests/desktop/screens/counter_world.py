"""Somebody at the counter: a presenter with what it told, and four orders."""

from __future__ import annotations

from doubles import HeardFace

from core.rules.pickup import code_digest
from core.rules.time import MINUTE_MS
from desktop.screens.handover.presenter import HandOverPresenter
from desktop.screens.handover.state import HandOverState, Trouble
from tests.desktop.desk_double import NOW, SessionDesk
from tests.desktop.screens.store_world import add_order

OTHER_CODE = "731064"


class Counter:
    """A presenter at the counter, and what it told."""

    def __init__(self, desk: SessionDesk) -> None:
        self.desk = desk
        self.face: HeardFace[HandOverState] = HeardFace()
        self.presenter = HandOverPresenter(desk, self.face)

    @property
    def state(self) -> HandOverState:
        return self.presenter.state

    @property
    def trouble(self) -> Trouble | None:
        return self.state.said.trouble if self.state.said else None

    def found(self) -> list[str]:
        return [head.id for head in self.state.ready]

    def not_ready(self) -> list[str]:
        return [head.id for head in self.state.not_ready]


def add_counter_orders(desk: SessionDesk) -> None:
    """Claire's parcel in bin 14; Yvonne's two, to be paid; Hugo's not prepared, Nadia's gone."""
    with desk.together():
        add_order(desk, "claire", "C-20377", "Claire Martin", {"dress": 1}, state="ready", bins=("BIN-14",))
        add_order(
            desk, "yvonne", "C-20365", "Yvonne Petit", {"belt": 1, "shirt": 2}, state="staged",
            bins=("BIN-3", "BIN-4"), to_pay_cents=15_300, state_at=NOW - 90 * MINUTE_MS,
            pickup_code_digest=code_digest("order-yvonne", OTHER_CODE),
        )  # fmt: skip
        add_order(desk, "hugo", "C-20418", "Hugo Martin", {"jacket": 1}, pickup_code_digest="")
        add_order(
            desk, "nadia", "C-20301", "Nadia Caron", {"shirt": 1}, state="handed_over",
            pickup_code_digest=code_digest("order-nadia", "555555"),
        )  # fmt: skip
