"""What the sides of the presenter share: the desk, what is shown, and how it is shown anew."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from core.commands import Command
from core.rules.refund import Means
from desktop.desk import Desk, Prints
from desktop.screens.beside import AskBeside
from desktop.screens.part_payments import PartPaid, Parts
from desktop.screens.returns.known_state import Known
from desktop.screens.returns.receipt import Receipts
from desktop.screens.returns.state import ReturnsState
from desktop.screens.screen import Face

NOTHING_TAKEN: Final[dict[str, Any]] = {
    "is_taking": False,
    "is_choosing": False,
    "instead": (),
    "offers": (),
    "sending": None,
    "again": None,
}
"""What is shown once goods are not being taken in any more: nothing is chosen instead of them either."""

NOTHING_PAID: Final[dict[str, Any]] = {"parts": Parts(), "paid_with": Means.CARD, "paid_reference": ""}
"""What pays the rest of an exchange, before anything does."""


class Side:
    """One side of what is done on Returns.

    Attributes:
        state: what is shown now.
        _naming: held by whoever looks through the names of all sales.
        _holding: what paid of an exchange when it was shown last: headquarters holds it for this counter.
    """

    state: ReturnsState
    _desk: Desk
    _face: Face[ReturnsState]
    _ask: AskBeside
    _acts: int
    _naming: asyncio.Lock
    _holding: tuple[PartPaid, ...]
    _language: Callable[[], str]

    async def refresh(self) -> None:
        """Read again."""
        raise NotImplementedError

    async def open_return(self, return_id: str) -> None:
        """Show a return."""
        raise NotImplementedError

    async def open_slip(self, known: Known) -> None:
        """Look for the sale of a slip."""
        raise NotImplementedError

    async def open_credit(self, number: str) -> None:
        """Show a store credit or gift card."""
        raise NotImplementedError

    async def _promise_stands(self) -> bool:
        """Whether what the customer was told of the exchange is so still: while an address was typed, its
        carrier may have gone. Else it is shown anew, and said."""
        raise NotImplementedError

    async def _act(self, command: Command, prints: Prints | None, author: str = "") -> bool:
        """Do it, and read the return again; whether it was done."""
        raise NotImplementedError

    async def _holds_still(self) -> bool:
        """Whether what credits and cards pay of the exchange is held for this counter still. Else it is shown
        anew, and said."""
        raise NotImplementedError

    @property
    def _is_acting(self) -> bool:
        return self._acts > 0

    def _receipts(self) -> Receipts:
        """Whoever prints what a customer takes along, now."""
        return Receipts(self._desk, self.state.timezone, self._language)

    @contextmanager
    def _acting(self) -> Iterator[None]:
        """Until it is done and read again, nothing else is begun: the key may be pressed twice."""
        self._acts += 1
        try:
            yield
        finally:
            self._acts -= 1

    def _show(self, **changes: Any) -> None:
        """Show the state with these changes."""
        raise NotImplementedError
