"""The papers' side of a return that is open: what its customer was given is printed again."""

from __future__ import annotations

from core.commands import return_aggregate
from desktop.screens.returns.counter_state import Opened
from desktop.screens.returns.receipt import RECEIPT
from desktop.screens.returns.side import Side


class PapersSide(Side):
    """Prints again."""

    async def _print_held(self, before: Opened | None) -> None:
        """What was printed as not held yet is printed again, once it is."""
        opened = self.state.opened
        if before is None or opened is None or before.id != opened.id:
            return
        was_asked = before.sent is not None and not before.sent.order_number
        if not was_asked or opened.sent is None or not opened.sent.order_number:
            return
        papers = await self._desk.read(self._receipts().again(opened.exchange_refund))
        await self._desk.print_again(papers, return_aggregate(opened.id), RECEIPT)

    async def print_again(self) -> None:
        """The receipts that the customer was given, once more: they say how things stand now."""
        opened = self.state.opened
        if opened is None or not opened.papers or self._is_acting or self.state.gesture is not None:
            return
        with self._acting():
            papers = await self._desk.read(self._receipts().again(*opened.papers))
            await self._desk.print_again(papers, return_aggregate(opened.id), RECEIPT)
            self._show(printed_again=opened.id)
            self._face.heard(True)
