"""Returns: the sale, the goods, the money; each can be changed until the money goes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from core.rules.permissions import Permission
from core.rules.refund import UNDECIDED, RefundState
from desktop.desk import Desk
from desktop.screens.beside import AskBeside, Beside
from desktop.screens.fulfilments import this_place
from desktop.screens.part_payments import let_go
from desktop.screens.returns import amounts, reading
from desktop.screens.returns.card_side import CardSide
from desktop.screens.returns.counter_side import CounterSide
from desktop.screens.returns.counter_state import Opened
from desktop.screens.returns.exchange_side import ExchangeSide
from desktop.screens.returns.goods_state import Sale
from desktop.screens.returns.known_state import Known
from desktop.screens.returns.money_side import MoneySide
from desktop.screens.returns.scan_side import ScanSide
from desktop.screens.returns.side import NOTHING_TAKEN
from desktop.screens.returns.state import ReturnsState
from desktop.screens.returns.taking import followed
from desktop.screens.screen import Face, Section

WAITS_FOR_A_WORD = frozenset({*UNDECIDED, RefundState.FAILED})


class ReturnsPresenter(CounterSide, CardSide, ExchangeSide, ScanSide, MoneySide):
    """Knows what is brought back, and what may go back for it.

    Attributes:
        state: what is shown now.
    """

    def __init__(self, desk: Desk, face: Face[ReturnsState], language: Callable[[], str]) -> None:
        """`language` tells the one that is printed in."""
        self._language = language
        self._desk = desk
        self._face = face
        self._acts = 0
        self._naming = asyncio.Lock()
        self._holding = ()
        self._ask = AskBeside(desk, self._show_beside)
        self.state = ReturnsState()

    # what there is

    async def refresh(self) -> None:
        """Read again; what was typed and chosen stays."""
        now, sale, opened = self._desk.clock.now(), self.state.sale, self.state.opened
        done, is_connected = self.state.done, self._desk.is_connected
        place, policy, waiting, known, ended = await self._desk.read(
            lambda reader: (
                this_place(reader),
                reading.load_policy(reader),
                reading.waiting(reader, now),
                reading.load_sale(reader, sale.id, sale.code) if sale is not None else None,
                followed(reader, done, is_connected=is_connected) if done is not None else None,
            )
        )
        reopened = await self._read_opened(opened.id) if opened is not None else None
        shown = self.state
        self._show(
            now=now,
            timezone=place.timezone,
            is_connected=is_connected,
            policy=policy,
            may_override=self._desk.me.may(Permission.OVERRIDE_RETURN),
            open_returns=waiting,
            # Whoever has opened another meanwhile, or gone on to the next customer, is not led back.
            sale=known if _is_still(shown.sale, sale) and shown.done is None else shown.sale,
            opened=reopened if _is_still(shown.opened, opened) else shown.opened,
            done=ended if shown.done is done else shown.done,
            is_read=True,
        )
        await self._print_held(opened)
        if self.state.is_looked_for:
            # It may have come meanwhile: from headquarters, or with the hand-over's own sale.
            await self._look(self.state.wanted, keeps=self.state.chosen)

    def count(self) -> int:
        """Returns that were begun here and wait for somebody at the counter."""
        return sum(reading.is_for_counter(one) for one in self.state.open_returns)

    # opened from elsewhere

    async def open(self, key: str) -> None:
        """A return of which only the money waits, for a word, leads to Approvals, a slip to its sale, any
        other is shown; "" stays where one was."""
        await self.refresh()
        known = next((one for one in self.state.open_returns if one.id == key), None)
        if known is not None and known.refund_state in WAITS_FOR_A_WORD and not reading.is_for_counter(known):
            self._face.go(Section.APPROVALS, known.refund_id)
        elif known is not None and known.is_slip:
            await self.open_slip(known)
        elif key:
            await self.open_return(key)

    async def open_slip(self, known: Known) -> None:
        """Look for the sale of a slip."""
        self._show(
            slip=known, wanted="", found=(), named=(), nothing_found=False, coming=(), done=None, opened=None,
            card=None, **NOTHING_TAKEN,
        )  # fmt: skip

    # inside

    def _show_beside(self, beside: Beside | None) -> None:
        self.state = replace(self.state, beside=beside)
        self._face.show(self.state)

    def _show(self, **changes: Any) -> None:
        self.state = amounts.worked_out(replace(self.state, **changes), self._desk.clock.now())
        # What paid of an exchange that is not in front any more pays of nothing.
        holding = self.state.parts.paid if self.state.opened is not None else ()
        let_go(self._desk, self._holding, holding)
        self._holding = holding
        self._face.show(self.state)


def _is_still(shown: Sale | Opened | None, read: Sale | Opened | None) -> bool:
    """Whether what was read again is what is shown."""
    return shown is not None and read is not None and shown.id == read.id
