"""What nothing is due for is taken back all the same, by who may say so, or given back; with a reason."""

from __future__ import annotations

from core.commands import GiveGoodsBack, OverrideReturn
from core.rules.errors import Refused
from core.rules.permissions import Permission
from desktop.screens.returns.counter_state import Opened
from desktop.screens.returns.side import Side

MAX_REASON_CHARS = 200


class OverrideSide(Side):
    """Takes back what neither law nor policy does, or gives it back: of a slip whose sale was found too late,
    of a return that was interrupted."""

    def override(self, reason: str) -> None:
        """Why it is taken back all the same, or stays refused."""
        self._show(override_reason=reason[:MAX_REASON_CHARS].strip())

    async def give_goods_back(self) -> None:
        """It stays refused: the customer has the goods again."""
        opened = self.state.opened
        if opened is None or not self.state.may_give_back or self.state.beside is not None or self._is_acting:
            return
        with self._acting():
            await self._give_goods_back(opened)

    async def _give_goods_back(self, opened: Opened) -> None:
        if not self.state.override_reason:
            self._show(said=Refused("given_back_without_reason"))
            self._face.heard(False)
            return
        lines = [one.line_id for one in opened.uncovered]
        command = GiveGoodsBack(return_id=opened.id, line_ids=lines, reason=self.state.override_reason)
        if await self._act(command, None):
            self._show(override_reason="")

    async def _begin_override(self, opened: Opened) -> None:
        """By who is here, if they may; else somebody shows their PIN beside."""
        if not self.state.override_reason:
            self._show(said=Refused("override_without_reason"))
            self._face.heard(False)
        elif self._desk.me.may(Permission.OVERRIDE_RETURN):
            await self._override_open(opened, self._desk.me.staff_id)
        else:
            await self._ask.begin(self._desk.me.staff_id, Permission.OVERRIDE_RETURN)

    async def _override_open(self, opened: Opened, staff_id: str) -> None:
        lines = [one.line_id for one in opened.to_override]
        command = OverrideReturn(return_id=opened.id, line_ids=lines, reason=self.state.override_reason)
        if await self._act(command, None, staff_id):
            self._show(override_reason="")
