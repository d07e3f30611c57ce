"""The money's side of a return: by which means, on whose word, and what becomes of it."""

from __future__ import annotations

from core.rules.approval import Need
from core.rules.errors import Refused
from core.rules.permissions import Permission, Role
from desktop.desk import Hand
from desktop.screens.returns.side import NOTHING_TAKEN, Side
from desktop.screens.returns.state import Proof
from desktop.screens.returns.taking import TakeBack
from desktop.screens.returns.to_sign import to_sign


class MoneySide(Side):
    """Lets the money go, or leaves it to a manager."""

    async def act_beside(self, hand: Hand) -> None:
        """Do by this hand what an open return waits for."""
        raise NotImplementedError

    async def leave_due(self) -> None:
        """Leave what is due of an open return to a manager."""
        raise NotImplementedError

    def pay_as_credit(self) -> None:
        """Store credit in place of the means paid with; a second time takes that back."""
        if self.state.proof is Proof.SALE:
            self._show(as_credit=not self.state.as_credit)

    def choose_signer(self, staff_id: str) -> None:
        """This one signs."""
        self._ask.choose(staff_id)

    async def go(self) -> None:
        """Take it back: with nobody's word where none is needed, else somebody is asked to sign beside."""
        if not self.state.is_complete or self._is_acting or self.state.beside is not None:
            return
        refused = self.state.barred
        if refused is not None:
            self._show(said=refused)
        elif not self.state.needs_hand:
            await self._take(None, signs=False)
        else:
            with self._acting():
                if await self._promise_stands():
                    await self._ask_whoever_may()

    async def _ask_whoever_may(self) -> None:
        """A manager may take it back all the same, and leave the sum to the region."""
        if self.state.is_for_another:
            await self._ask.begin(self._desk.me.staff_id, Permission.OVERRIDE_RETURN)
        else:
            await self._ask.begin(self._desk.me.staff_id, need=self.state.money.need)

    async def sign(self, pin: str) -> None:
        """Whoever was chosen shows their PIN: taken back, overridden if need be, approved and signed. What
        was scanned or changed while it was checked is not what they have seen: they sign anew."""
        seen, beside = to_sign(self.state), self.state.beside
        hand = await self._ask.check(pin)
        if hand is not None:
            self._ask.end()
        if hand is not None and to_sign(self.state) != seen:
            self._show(said=Refused("changed_while_signing"))
            self._face.heard(False)
            return
        if hand is not None and self.state.opened is not None:
            await self.act_beside(hand)
        elif hand is not None and beside is not None:
            await self._take(hand, signs=_is_word_of(beside.role, self.state.money.need))

    async def leave_to_manager(self) -> None:
        """Take the goods now; the money waits on Approvals."""
        if self.state.opened is not None:
            await self.leave_due()
        elif (
            self.state.is_complete
            and not self._is_acting
            and self.state.may_wait
            and self.state.barred is None
        ):
            self._ask.end()
            await self._take(None, signs=False)

    async def _take(self, hand: Hand | None, *, signs: bool) -> None:
        if not self.state.is_complete or self._is_acting:
            return
        with self._acting():
            pressed = self.state
            if not await self._promise_stands():
                return
            taking = TakeBack(self._desk, pressed, self._language)
            try:
                await taking.run(hand, signs=signs)
            except Refused as refusal:
                self._face.refused(refusal)
            if taking.is_declared:
                done = await taking.outcome(hand)
                self._show(done=done, takens=(), current="", wanted="", said=None, **NOTHING_TAKEN)
                self._face.heard(True)
            await self.refresh()
            if taking.is_declared and done.is_sent:
                # Whether it is held is seen there.
                await self.open_return(done.return_id)


def _is_word_of(role: str, need: str) -> bool:
    """Whether somebody of this role signs what needs somebody's word; else it waits for who does."""
    return need == Need.MANAGER or (need == Need.REGIONAL_MANAGER and role == Role.REGIONAL_MANAGER)
