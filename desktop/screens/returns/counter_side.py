"""The counter's side of a return: cash paid out, articles taken instead, a gesture."""

from __future__ import annotations

from msgspec.structs import replace

from core.commands import (
    Command,
    DropExchange,
    GiveGoodwill,
    HandOutExchange,
    PayOutCash,
)
from core.commands.goodwill import check_gesture
from core.rules.errors import Refused
from core.rules.permissions import Permission
from core.rules.refund import Means, Part
from desktop.desk import Hand, Prints
from desktop.screens.part_payments import told
from desktop.screens.returns.counter_reading import load_opened
from desktop.screens.returns.counter_state import Due, Gesture, Opened
from desktop.screens.returns.override_side import OverrideSide
from desktop.screens.returns.papers_side import PapersSide
from desktop.screens.returns.paying_side import PayingSide
from desktop.screens.returns.proposing import credit_number, propose, propose_due
from desktop.screens.returns.side import NOTHING_PAID, NOTHING_TAKEN
from desktop.screens.returns.taking import sending_of
from desktop.screens.slips import look_at_slip

MAX_WORDS = 200


class CounterSide(OverrideSide, PapersSide, PayingSide):
    """Does what a return asks for while its customer stands here."""

    async def open_return(self, return_id: str) -> None:
        """Show a return, whole."""
        opened = await self._read_opened(return_id)
        if opened is None:
            self._show(said=Refused("unknown_return"))
            return
        self._ask.end()
        self._show(
            opened=opened, card=None, gesture=None, done=None, sale=None, takens=(), current="", wanted="",
            found=(), named=(), nothing_found=False, said=None, slip=None, printed_again="",
            override_reason="", **NOTHING_TAKEN, **NOTHING_PAID,
        )  # fmt: skip

    async def _read_opened(self, return_id: str) -> Opened | None:
        me, now, is_offline = self._desk.me, self._desk.clock.now(), not self._desk.is_connected
        return await self._desk.read(
            lambda reader: load_opened(reader, return_id, me.staff_id, now, is_offline=is_offline)
        )

    async def do_next(self) -> None:
        """The gesture that is typed; else what is due: the new articles, then the cash; else the next
        customer. Of what was just taken back the same, once it is looked at."""
        opened, done = self.state.opened, self.state.done
        if done is not None and done.is_due:
            await self.open_return(done.return_id)
            return
        if opened is None or self._is_acting or self.state.beside is not None:
            self._show(done=None, card=None)
            return
        if self.state.parts.is_looking:
            # It is not known yet what is left to pay.
            self._face.heard(False)
            return
        with self._acting():
            await self._do_due(opened)

    async def _do_due(self, opened: Opened) -> None:
        due = self.state.due
        if due is Due.GESTURE and self.state.gesture is not None:
            await self._begin_giving(opened, self.state.gesture)
        elif due in (Due.AGAIN, Due.OPEN):
            await self._propose(opened)
        elif due is Due.TAKE:
            await self._hand_out(opened)
        elif due is Due.CASH:
            await self._pay_out(opened)
        elif due is Due.OVERRIDE:
            await self._begin_override(opened)
        elif due is Due.GIVE_BACK:
            await self._give_goods_back(opened)
        else:
            self._show(opened=None)

    async def drop_exchange(self) -> None:
        """The customer does not take what was held: its money is proposed instead."""
        opened = self.state.opened
        if opened is None or not opened.may_drop or self._is_acting or self.state.gesture is not None:
            return
        with self._acting():
            if await self._act(DropExchange(return_id=opened.id, refund_id=opened.exchange_refund), None):
                self._show(**NOTHING_PAID)
                await self._propose(opened)

    async def _propose(self, opened: Opened) -> None:
        """The money for what came back, or something else for it; where it takes somebody's word, they are
        asked to sign beside."""
        refused = self.state.unaddressed
        if refused is not None:
            self._show(said=refused)
            self._face.heard(False)
        elif not self.state.due_needs_hand:
            await self._give_due(opened, None)
        elif await self._promise_stands():
            await self._ask.begin(self._desk.me.staff_id, need=self.state.due_need)

    async def leave_due(self) -> None:
        """What somebody has to sign waits for them on Approvals."""
        opened = self.state.opened
        if (
            opened is not None
            and self.state.due_needs_hand
            and not (self._is_acting or self.state.unaddressed)
        ):
            self._ask.end()
            with self._acting():
                await self._give_due(opened, None)

    async def _give_due(self, opened: Opened, hand: Hand | None) -> None:
        pressed, again, receipts = self.state, self.state.again, self._receipts()
        if not await self._promise_stands():
            return
        try:
            if again is None:
                await propose_due(self._desk, opened.id, receipts, hand)
            else:
                await propose(
                    self._desk, opened.id, again.units, again.money.parts, receipts, hand,
                    instead=pressed.instead, sending=sending_of(pressed),
                )  # fmt: skip
        except Refused as refusal:
            self._show(said=refusal)
            self._face.heard(False)
        else:
            self._show(said=None, **NOTHING_TAKEN)
            self._face.heard(True)
        await self.refresh()

    # a gesture

    def begin_gesture(self) -> None:
        """A gesture beyond what is due; the same again takes it back."""
        if self.state.opened is not None and self.state.beside is None:
            self._show(gesture=Gesture() if self.state.gesture is None else None, said=None)

    def say_gesture(self, amount: str, reason: str) -> None:
        """How much, and why."""
        if self.state.gesture is not None:
            self._show(gesture=Gesture(amount=amount, reason=reason[:MAX_WORDS]))

    async def act_beside(self, hand: Hand) -> None:
        """Whoever has shown their PIN gives it, or signs what is due."""
        opened, gesture = self.state.opened, self.state.gesture
        if opened is None or self._is_acting:
            return
        with self._acting():
            if gesture is not None:
                await self._give(opened, gesture, hand.staff_id)
            elif self.state.due_needs_hand:
                await self._give_due(opened, hand)
            elif self.state.due is Due.OVERRIDE:
                await self._override_open(opened, hand.staff_id)

    async def _begin_giving(self, opened: Opened, gesture: Gesture) -> None:
        refused = None if gesture.cents else Refused("not_an_amount")
        if refused is None and not gesture.reason.strip():
            refused = Refused("goodwill_without_reason")
        if refused is not None:
            self._show(gesture=replace(gesture, said=refused))
        elif self._desk.me.may(Permission.GIVE_GOODWILL):
            await self._give(opened, gesture, self._desk.me.staff_id)
        else:
            await self._ask.begin(self._desk.me.staff_id, Permission.GIVE_GOODWILL)

    async def _give(self, opened: Opened, gesture: Gesture, staff_id: str) -> None:
        limits, at = self.state.policy.limits, self._desk.clock.now()
        try:
            await self._desk.read(
                lambda reader: check_gesture(
                    reader.session, limits, reader.location_id, staff_id, gesture.cents, at
                )
            )
            number = await credit_number(self._desk, [Part(Means.STORE_CREDIT, gesture.cents)])
        except Refused as refusal:
            self._show(gesture=replace(gesture, said=refusal))
            return
        command = GiveGoodwill(
            return_id=opened.id,
            refund_id=self._desk.new_id(),
            cents=gesture.cents,
            credit_number=number,
            reason=gesture.reason.strip(),
        )
        days = self.state.policy.credit_lasts_days
        paper = self._receipts().credit(
            number, gesture.cents, opened.currency, opened.customer, gesture.reason.strip(), days
        )
        if await self._act(command, lambda _reader: [paper], staff_id):
            self._show(gesture=None)

    # what is due

    async def _pay_out(self, opened: Opened) -> None:
        if opened.barred is not None:
            self._show(said=opened.barred)
            self._face.heard(False)
            return
        command = PayOutCash(
            return_id=opened.id,
            refund_id=opened.cash_refund,
            cents=opened.cash_cents,
            is_offline=not self._desk.is_connected,
        )
        await self._act(command, self._receipts().cash(opened.cash_refund, opened.cash_cents))

    async def _hand_out(self, opened: Opened) -> None:
        try:
            if opened.held_back is not None:
                raise opened.held_back
            if not await self._holds_still():
                return
            shown = self.state
            await look_at_slip(self._desk, shown.reference_now)
        except Refused as refusal:
            self._show(said=refusal)
            self._face.heard(False)
            return
        command = HandOutExchange(
            return_id=opened.id,
            refund_id=opened.exchange_refund,
            paid_cents=shown.rest_cents,
            paid_with=shown.paid_with,
            paid_reference=shown.reference_now,
            also_paid=told(shown.parts.paid),
        )
        papers = self._receipts().papers(opened.exchange_refund) if opened.sent is not None else None
        if await self._act(command, papers):
            # Headquarters takes it, for what has left.
            self._holding = ()
            self._show(**NOTHING_PAID)

    async def _act(self, command: Command, prints: Prints | None, author: str = "") -> bool:
        """Do it, and read the return again; whether it was done."""
        try:
            await self._desk.do(command, prints, author=author)
        except Refused as refusal:
            self._show(said=refusal)
            self._face.heard(False)
            return False
        self._face.heard(True)
        self._show(said=None, printed_again="")
        await self.refresh()
        return True
