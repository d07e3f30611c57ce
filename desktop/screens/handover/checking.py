"""The check of the order at the counter: the right to it, the money, what of it leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from core.commands import LiftPayment, Proof, RefusePart, TryOn
from core.commands.definitions.base import MAX_PAYMENT_NAME
from core.rules.errors import Refused
from core.rules.permissions import Permission
from desktop.desk import Desk
from desktop.screens.fulfilments import Head
from desktop.screens.handover import parting, reading
from desktop.screens.handover.opened import Opened
from desktop.screens.handover.paying import PAID_WITH, next_means
from desktop.screens.handover.state import Done, HandOverState, Here, Said, Trouble
from desktop.screens.handover.unheard import with_amount
from desktop.screens.part_payments import PartPaid, Parts, add_means, hold_again, let_go
from desktop.screens.screen import Face
from desktop.screens.slips import look_at_slip

MAX_NAME_CHARS = 120


class Checking:
    """What is at the counter, and what is still missing for it to leave.

    Attributes:
        state: what is shown now.
    """

    def __init__(self, desk: Desk, face: Face[HandOverState]) -> None:
        self._desk = desk
        self._face = face
        self._here = Here()
        self._is_leaving = False
        self._holding: tuple[PartPaid, ...] = ()
        self.state = HandOverState()

    async def refresh(self) -> None:
        """Read again."""
        raise NotImplementedError

    def give_code(self, text: str) -> None:
        """Check a pickup code that was typed for the order at the counter."""
        opened, code = self.state.opened, reading.code_in(text)
        if opened is None or not code:
            return
        # Of what only its label is known the code is kept, and headquarters sees whether it is right.
        is_right = opened.is_unheard or reading.has_code(opened.head, code)
        self._face.heard(is_right)
        if is_right:
            self._show(opened=replace(opened, proof=Proof.CODE, code=code), said=None)
        else:
            other = next(iter(reading.with_code(self._here.ready, code)), None)
            trouble = Trouble.CODE_OF_ANOTHER if other else Trouble.WRONG_CODE
            self._show(said=Said(trouble, other, code))

    def prove_by(self, proof: Proof) -> None:
        """Show the right to the parcels in another way."""
        if self.state.opened is not None:
            self._show(opened=replace(self.state.opened, proof=proof), said=None)

    def name_proxy(self, name: str) -> None:
        """Who collects in the customer's place."""
        if self.state.opened is not None:
            self._show(opened=replace(self.state.opened, proxy_name=name[:MAX_NAME_CHARS]))

    def pay(self) -> None:
        """The whole amount was paid at the till: by card, again in cash, again by gift card; once more takes
        it back."""
        opened = self.state.opened
        if opened is not None and opened.asks_amount and opened.paid_cents:
            following = next_means(opened.paid_with)
            self._show(opened=replace(opened, paid_with=following or PAID_WITH[0]), said=None)
            return
        if opened is None or not opened.rest_cents:
            return
        opened = replace(opened, parts=replace(opened.parts_now, is_asked=False))
        is_paid = opened.paid_cents == opened.rest_cents
        following = next_means(opened.paid_with) if is_paid else PAID_WITH[0]
        paid = opened.rest_cents if following is not None else None
        means = following or PAID_WITH[0]
        self._show(opened=replace(opened, paid_cents=paid, paid_with=means), said=None)

    def change(self, step: Callable[[Opened], Opened]) -> None:
        """Take a step with what leaves (`parting`)."""
        opened = self.state.opened
        if opened is not None and opened.is_for_a_customer and not opened.is_unheard:
            self._show(opened=step(opened), said=None)

    def type_amount(self, text: str) -> None:
        """What was paid for a parcel that only its label tells of."""
        if self.state.opened is not None and self.state.opened.asks_amount:
            self._show(opened=with_amount(self.state.opened, text), said=None)

    def say_reference(self, text: str) -> None:
        """What the card slip calls the payment: what is paid back later goes to that very card by it."""
        if self.state.opened is not None:
            self._show(opened=replace(self.state.opened, paid_reference=text[:MAX_PAYMENT_NAME]))

    def ask_means(self) -> None:
        """Another means pays a part of it; a second time, not."""
        opened = self.state.opened
        if opened is not None and opened.may_add_means:
            self._show(opened=replace(opened, parts=opened.parts_now.turned()))

    def take_means_back(self) -> None:
        """The last of the other means does not pay."""
        if self.state.opened is not None:
            self._show(opened=replace(self.state.opened, parts=self.state.opened.parts_now.without_last()))

    async def give_means(self, text: str, *, is_scanned: bool = False) -> None:
        """The number of a store credit or gift card, or an amount in cash: it pays of the rest."""
        opened = self.state.opened
        if opened is None or not opened.is_for_a_customer:
            return
        if opened.is_unheard:
            self._face.heard(False)
            self._show(said=Said(Trouble.CREDIT_UNHEARD, opened.head, text))
            return
        self._show(said=None)
        pays = await add_means(self._desk, _AtTheCounter(self, opened), text, is_scanned=is_scanned)
        self._face.heard(pays)

    def show_parts(self, parts: Parts) -> None:
        """What other means pay of the order at the counter."""
        if self.state.opened is not None:
            self._show(opened=replace(self.state.opened, parts=parts))

    def sign(self, signature: str) -> None:
        """The customer has signed; "" wipes it."""
        if self.state.opened is not None:
            self._show(opened=replace(self.state.opened, signature=signature))

    def ask_why(self) -> None:
        """Ask why it may leave unpaid; a second time, not. Of what only its labels tell there is nothing to
        write it down at: headquarters raises it where it was to be paid still."""
        opened = self.state.opened
        if opened is not None and opened.is_unheard and self.state.may_lift and opened.due_cents:
            self._show(opened=replace(opened, is_lifted=True), said=None)
        elif opened is not None and self.state.may_lift and opened.due_cents:
            self._show(opened=replace(opened, asks_why=not opened.asks_why), said=None)

    async def lift_payment(self, reason: str) -> None:
        """It may leave unpaid, by another hand."""
        opened = self.state.opened
        if opened is None or not reason.strip() or self._is_leaving:
            return
        self._is_leaving = True
        try:
            await self._desk.do(LiftPayment(fulfilment_id=opened.head.id, reason=reason.strip()))
        except Refused as refusal:
            self._face.refused(refusal)
        finally:
            self._is_leaving = False
        self.change(lambda now: replace(now, asks_why=False))
        await self.refresh()

    async def try_on(self) -> None:
        """The customer tries it on."""
        opened = self.state.opened
        if opened is None or self._is_leaving:
            return
        self._is_leaving = True
        try:
            await self._desk.do(TryOn(fulfilment_id=opened.head.id))
        except Refused as refusal:
            self._face.refused(refusal)
        finally:
            self._is_leaving = False
        await self.refresh()

    async def hand_over(self) -> None:
        """Let it go, if the right to it was shown and nothing is left to pay."""
        opened = self.state.opened
        if opened is None or self._is_leaving:
            return
        if opened.parts_now.is_looking:
            # It is not known yet what is left to pay.
            self._face.heard(False)
            return
        if not opened.may_leave:
            missing, text = self._missing(opened), opened.not_read
            self._show(said=Said(missing, opened.head, text, cents=opened.rest_cents))
            return
        self._is_leaving = True
        try:
            holds = await hold_again(self._desk, _AtTheCounter(self, opened))
            opened = self.state.opened
            if not holds or opened is None or not opened.may_leave:
                self._face.heard(False)
                return
            await look_at_slip(self._desk, opened.reference_now)
            for deed in parting.deeds(opened):
                await self._desk.do(deed)
                if isinstance(deed, RefusePart):
                    self._forget_refused(opened.head.id, deed)
        except Refused as refusal:
            self._face.refused(refusal)
        else:
            self._show(done=self._done(opened), opened=None, said=None, wanted="", code="", lists_all=False)
        finally:
            self._is_leaving = False
        await self.refresh()

    def _forget_refused(self, fulfilment_id: str, refused: RefusePart) -> None:
        """These units are refused: should the rest fail, and be tried again, they are not asked for twice."""
        now = self.state.opened
        if now is not None and now.head.id == fulfilment_id:
            self.state = replace(self.state, opened=parting.without_refused(now, refused.units))

    def _missing(self, opened: Opened) -> Trouble:
        if opened.is_unheard:
            return self._missing_by_label(opened)
        if not opened.taken:
            return Trouble.NOTHING_TAKEN
        if not opened.is_proved:
            return Trouble.UNPROVED
        is_mine = opened.head.lifted_by == self._desk.me.staff_id
        return Trouble.LIFTED_BY_ME if is_mine else Trouble.UNPAID

    @staticmethod
    def _missing_by_label(opened: Opened) -> Trouble:
        if not opened.is_proved:
            return Trouble.UNPROVED
        if len(opened.labels) < opened.parcels_told:
            return Trouble.PARCELS_MISSING
        return Trouble.UNPAID if opened.says_due else Trouble.NO_AMOUNT

    def _is_lifted(self, head: Head) -> bool:
        return head.lifted_by not in ("", self._desk.me.staff_id)

    def _done(self, opened: Opened) -> Done:
        return Done(
            head=opened.head,
            units=sum(opened.taken.values()),
            refused=sum(opened.refused.values()),
            left=opened.units_kept,
            parcels=opened.parcels,
            proof=opened.proof,
            proxy_name=opened.proxy_name.strip() if opened.proof is Proof.PROXY else "",
            paid_cents=opened.paid_in_all_cents,
            parts=opened.parts_now.paid,
            at=self._desk.clock.now(),
            is_unheard=opened.is_unheard,
            taken={} if opened.is_unheard else {key: units for key, units in opened.taken.items() if units},
        )

    def _show(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        holding = self.state.opened.parts.paid if self.state.opened is not None else ()
        if changes.get("done") is None:
            # Of what has left headquarters takes it.
            let_go(self._desk, self._holding, holding)
        self._holding = holding
        ready, others = reading.found(self._here, self.state)
        ready, others = ready[: reading.MAX_FOUND], others[: reading.MAX_FOUND]
        waits = reading.waiting(self._here)
        ids = [head.id for head in ready + others]
        chosen = self.state.chosen if self.state.chosen in ids else next(iter(ids), "")
        self.state = replace(
            self.state,
            now=self._desk.clock.now(),
            timezone=self._here.timezone,
            waiting=len(waits),
            parcels=sum(len(head.parcels) for head in waits),
            oldest=waits[0] if waits else None,
            ready=tuple(ready),
            not_ready=tuple(others),
            chosen=chosen,
            may_lift=self._desk.me.may(Permission.LIFT_PAYMENT),
        )
        self._face.show(self.state)


class _AtTheCounter:
    """Implements `part_payments.Page` for the order that is open, as long as it is."""

    def __init__(self, checking: Checking, opened: Opened) -> None:
        self._checking = checking
        self._key = opened.head.id

    @property
    def rest_cents(self) -> int:
        opened = self._checking.state.opened
        return opened.rest_cents if opened is not None else 0

    def parts(self) -> Parts | None:
        opened = self._checking.state.opened
        return opened.parts_now if opened is not None and opened.head.id == self._key else None

    def show(self, parts: Parts) -> None:
        self._checking.show_parts(parts)
