"""How the customer pays the rest of an exchange: a card, cash, and parts of it by other means."""

from __future__ import annotations

from core.commands.definitions.base import MAX_PAYMENT_NAME
from core.rules.refund import Means
from desktop.screens.part_payments import Parts, add_means, hold_again
from desktop.screens.returns.side import Side
from desktop.screens.returns.state import ReturnsState

PAID_WITH = (Means.CARD, Means.CASH)
"""What the customer may pay the rest of an exchange with, at the till."""


class PayingSide(Side):
    """Takes what pays."""

    def pay_with(self, means: Means) -> None:
        """What the customer pays the rest of an exchange with."""
        if self.state.opened is not None and means in PAID_WITH:
            self._show(paid_with=means)

    def ask_means(self) -> None:
        """Another means pays a part of the exchange; a second time, not."""
        if self.state.may_add_means:
            self._show(parts=self.state.parts.turned())

    def take_means_back(self) -> None:
        """The last of the other means does not pay."""
        self._show(parts=self.state.parts.without_last())

    async def give_means(self, text: str, *, is_scanned: bool = False) -> None:
        """The number of a store credit or gift card, or an amount in cash: it pays of the rest."""
        if not self.state.may_add_means:
            self._face.heard(False)
            return
        self._show(said=None)
        pays = await add_means(self._desk, _ExchangePaid(self, self.state), text, is_scanned=is_scanned)
        self._face.heard(pays)

    async def _holds_still(self) -> bool:
        if await hold_again(self._desk, _ExchangePaid(self, self.state)):
            return True
        self._face.heard(False)
        return False

    def show_parts(self, parts: Parts) -> None:
        """What other means pay of the exchange."""
        self._show(parts=parts)

    def say_reference(self, text: str) -> None:
        """What the card slip calls the payment: what is paid back later goes to that very card by it."""
        if self.state.opened is not None:
            self._show(paid_reference=text[:MAX_PAYMENT_NAME])


class _ExchangePaid:
    """Implements `part_payments.Page` for the exchange of the return that is open, as long as it is."""

    def __init__(self, side: PayingSide, state: ReturnsState) -> None:
        self._side = side
        self._key = state.opened.id if state.opened is not None else ""

    @property
    def rest_cents(self) -> int:
        return self._side.state.rest_cents

    def parts(self) -> Parts | None:
        opened = self._side.state.opened
        return self._side.state.parts if opened is not None and opened.id == self._key else None

    def show(self, parts: Parts) -> None:
        self._side.show_parts(parts)
