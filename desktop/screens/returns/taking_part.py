"""The three steps of a return side by side: the sale, the goods, the money."""

from __future__ import annotations

from typing import cast

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.screens.returns.goods_part import GoodsPart
from desktop.screens.returns.money_part import MoneyPart
from desktop.screens.returns.sale_part import SalePart
from desktop.shell.widgets import Scroll
from desktop.shell.widgets.page import COLUMN_GAP

MONEY_LEAST_WIDTH = 316
"""Room for the keys of a PIN, whatever the others need."""
MARGIN = 20
"""Px around what is scrolled to."""
ROOM_FOR_THREE = 1160
"""Of a page with a grid of sizes in its third column."""


class TakingPart(QWidget):
    """Three columns that scroll by themselves.

    Attributes:
        sale, goods, money: the steps.
    """

    def __init__(self, sale: SalePart, goods: GoodsPart, money: MoneyPart) -> None:
        super().__init__()
        self.sale, self.goods, self.money = sale, goods, money
        self._is_choosing = False
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(COLUMN_GAP)
        self._scrolls = []
        for part, stretch in ((sale, 10), (goods, 11)):
            scroll = Scroll(spacing=0)
            scroll.body.addWidget(part)
            scroll.body.addStretch()
            self._scrolls.append(scroll)
            columns.addWidget(scroll, stretch)
        self._goods, self._part = self._scrolls[1], cast("QWidget | None", None)
        # An answer that is chosen is wider, and may begin another line: what is below goes further down.
        self._goods.verticalScrollBar().rangeChanged.connect(self._bring)
        columns.addLayout(money.held_up(), 10)
        money.setMinimumWidth(MONEY_LEAST_WIDTH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_choosing:
            self.give_room(is_choosing=True)

    def show_goods(self, part: QWidget) -> None:
        """Scroll the goods so far that this part of them is in sight."""
        self._part = part
        self._bring()

    def _bring(self) -> None:
        if self._part is not None:
            self._goods.ensureWidgetVisible(self._part, 0, MARGIN)

    def give_room(self, *, is_choosing: bool) -> None:
        """The money's column is as wide as a grid of sizes needs; on a narrow page the sale steps back."""
        self._is_choosing = is_choosing
        self._scrolls[0].setVisible(not is_choosing or self.width() >= ROOM_FOR_THREE)
        needs = self.money.needed_width() if is_choosing else 0
        self.money.setMinimumWidth(max(MONEY_LEAST_WIDTH, needs))
