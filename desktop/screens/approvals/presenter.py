"""Approvals: one refund at a time, what speaks for it and against, and a manager's word on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from core.commands import (
    AnswerAboutRefund,
    ApproveRefund,
    AskAboutRefund,
    Command,
    EscalateRefund,
    RefuseRefund,
    RetryRefund,
    SettleRefund,
    WithdrawRefund,
)
from core.rules.errors import Refused
from core.rules.refund import RefundState
from core.rules.refund_part import UNKNOWN
from desktop.desk import Desk, Hand
from desktop.screens.approvals.reading import count_waiting, load_approvals, load_photo, number_waiting
from desktop.screens.approvals.state import MAX_WORDS, ApprovalsState, Deed, Refund
from desktop.screens.approving import approve
from desktop.screens.beside import AskBeside, Beside
from desktop.screens.screen import Face


class ApprovalsPresenter:
    """Shows refunds and lets them be decided.

    Attributes:
        state: what is shown now.
    """

    def __init__(
        self,
        desk: Desk,
        face: Face[ApprovalsState],
        tell: Callable[[Refund, type[Command]], None] = lambda _refund, _deed: None,
    ) -> None:
        """`tell` says what was done with a refund: it may be out of sight then."""
        self._desk = desk
        self._face = face
        self._tell = tell
        self._is_acting = False
        self._ask = AskBeside(desk, self._show_beside)
        self._counted: int | None = None
        self.state = ApprovalsState()

    async def refresh(self) -> None:
        """Read everything again; what was selected and begun stays while it can still be done."""
        me, now = self._desk.me, self._desk.clock.now()
        selected = self.state.selected
        fresh = await self._desk.read(lambda reader: load_approvals(reader, me, now, selected))
        self._counted = None
        before = self.state
        ids = [one.id for one in fresh.refunds]
        is_same = before.selected in ids
        if not is_same and before.beside is not None:
            self._ask.end()
        self._show(
            replace(
                fresh,
                selected=before.selected if is_same else fresh.selected,
                is_connected=self._desk.is_connected,
                has_key=self._desk.hand is not None or self._desk.is_hand_opening,
                deed=before.deed if is_same else Deed.NONE,
                is_armed=before.is_armed and is_same,
                beside=self._ask.state,
            )
        )
        await self.look()

    async def recount(self) -> None:
        """Only how many wait."""
        me = self._desk.me
        self._counted = await self._desk.read(lambda reader: count_waiting(reader, me))

    def count(self) -> int:
        """What waits for me."""
        return number_waiting(self.state, self._desk.me) if self._counted is None else self._counted

    async def look(self) -> None:
        """Read the photo of the selected one, where another one's is known."""
        refund = self.state.refund
        if refund is None or self.state.photo_of == refund.id:
            return
        photo = await self._desk.read(lambda reader: load_photo(reader, refund.return_id))
        if self.state.selected == refund.id:
            self._change(photo=photo, photo_of=refund.id)

    async def open(self, key: str) -> None:
        """Select a refund, or the first; "" stays where one was."""
        await self.refresh()
        if key:
            self.select(key)
            await self.look()

    def select(self, key: str) -> None:
        """Look at another one."""
        if key != self.state.selected and any(one.id == key for one in self.state.refunds):
            self._ask.end()
            self._change(selected=key, deed=Deed.NONE, is_armed=False)

    # the manager's word

    async def approve(self) -> None:
        """Yes, in two keys: the amount once more, then signed with the key of who is here; or somebody who
        shows their PIN beside."""
        refund, hand = self.state.refund, self._desk.hand
        if refund is None or self._is_acting or self.state.beside is not None:
            return
        if not can_decide(refund) and not refund.is_unsigned:
            return
        if hand is not None and not refund.is_mine and self.state.is_armed:
            await self._approve(refund, hand)
        elif hand is not None and not refund.is_mine:
            # A second Enter is meant for what is seen now, and not for what comes up after it.
            self._change(deed=Deed.NONE, is_armed=True)
        else:
            self._change(deed=Deed.NONE)
            await self._ask.begin(refund.proposed_by, need=refund.need)

    def choose_signer(self, staff_id: str) -> None:
        """This one signs."""
        self._ask.choose(staff_id)

    async def sign(self, pin: str) -> None:
        """Whoever was chosen shows their PIN: approved and signed, and who works here goes on. What has
        changed while it was checked is not what they have seen."""
        refund = self.state.refund
        hand = await self._ask.check(pin)
        if hand is None or refund is None or self._is_acting:
            return
        self._ask.end()
        now = self.state.refund
        if now is None or now.to_sign != refund.to_sign:
            self._face.refused(Refused("changed_while_signing"))
            return
        await self._approve(refund, hand)

    async def _approve(self, refund: Refund, hand: Hand) -> None:
        self._is_acting = True
        try:
            try:
                await approve(self._desk, refund.to_sign, hand)
            except Refused as refusal:
                self._face.refused(refusal)
                self._face.heard(False)
            else:
                self._face.heard(True)
                self._tell(refund, ApproveRefund)
            # Until it is read again it looks undecided: the key may be pressed once too often.
            await self.refresh()
        finally:
            self._is_acting = False

    async def escalate(self) -> None:
        """It is for somebody above."""
        refund = self.state.refund
        if refund is None or refund.store or refund.state is RefundState.ESCALATED:
            return
        if self.may_say(refund):
            await self._do(EscalateRefund(return_id=refund.return_id, refund_id=refund.id))

    async def retry(self) -> None:
        """What came back is tried again."""
        refund = self.state.refund
        if refund is None or refund.state is not RefundState.FAILED or not self.state.may_decide:
            return
        if refund.failure in UNKNOWN:
            # Only who has asked the payment service knows that it did not go.
            self._change(deed=Deed.RETRY)
        else:
            await self._do(RetryRefund(return_id=refund.return_id, refund_id=refund.id))

    def begin(self, deed: Deed) -> None:
        """Something is to be said in one's own words; the same again takes it back."""
        refund = self.state.refund
        if refund is None or deed not in self.deeds(refund):
            return
        self._ask.end()
        said = Deed.NONE if self.state.deed is deed else deed
        self._change(deed=said, is_armed=False)

    async def say(self, words: str) -> None:
        """Say it: a refusal, a question, an answer, how it was settled."""
        refund, deed = self.state.refund, self.state.deed
        if refund is None or deed is Deed.NONE or not words.strip():
            return
        await self._do(_command(refund, deed, words.strip()[:MAX_WORDS]))

    async def withdraw(self) -> None:
        """Whoever proposed it does not ask for it any more."""
        refund = self.state.refund
        if refund is not None and refund.is_mine and can_decide(refund) and not refund.is_given:
            await self._do(WithdrawRefund(return_id=refund.return_id, refund_id=refund.id))

    def back(self) -> None:
        """One step back."""
        if self.state.beside is not None:
            self._ask.end()
        else:
            self._change(deed=Deed.NONE, is_armed=False)

    # what may be done

    def may_say(self, refund: Refund) -> bool:
        """Whether who is here decides on it."""
        return self.state.may_decide and not refund.is_mine and can_decide(refund)

    def deeds(self, refund: Refund) -> tuple[Deed, ...]:
        """What can be said about it in words."""
        found = []
        if self.may_say(refund) and not refund.is_given:
            found += [Deed.REFUSE]
        if self.may_say(refund) and refund.state in (RefundState.PROPOSED, RefundState.ESCALATED):
            found += [Deed.ASK]
        if refund.state is RefundState.ASKED and refund.is_mine:
            found += [Deed.ANSWER]
        if refund.state is RefundState.FAILED and self.state.may_decide:
            found += [Deed.SETTLE]
        return tuple(found)

    async def _do(self, command: Command) -> None:
        if self._is_acting:
            # Until it is read again it looks undone: the key may be pressed twice.
            return
        self._is_acting = True
        refund = self.state.refund
        try:
            try:
                await self._desk.do(command)
            except Refused as refusal:
                self._face.refused(refusal)
            else:
                self._face.heard(True)
                self._change(deed=Deed.NONE)
                if refund is not None:
                    self._tell(refund, type(command))
            await self.refresh()
        finally:
            self._is_acting = False

    def _show_beside(self, beside: Beside | None) -> None:
        self._change(beside=beside)

    def _change(self, **changes: Any) -> None:
        self._show(replace(self.state, **changes))

    def _show(self, state: ApprovalsState) -> None:
        self.state = state
        self._face.show(state)


def can_decide(refund: Refund) -> bool:
    """Whether it still waits for a word."""
    return refund.state in (RefundState.PROPOSED, RefundState.ASKED, RefundState.ESCALATED)


def _command(refund: Refund, deed: Deed, words: str) -> Command:
    which = {"return_id": refund.return_id, "refund_id": refund.id}
    if deed is Deed.REFUSE:
        return RefuseRefund(**which, reason=words)
    if deed is Deed.ASK:
        return AskAboutRefund(**which, question=words)
    if deed is Deed.ANSWER:
        return AnswerAboutRefund(**which, answer=words)
    if deed is Deed.RETRY:
        return RetryRefund(**which, checked=words)
    return SettleRefund(**which, settlement=words)
