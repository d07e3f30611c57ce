"""Hand over: find the order, see the right to it, see it paid, and let it go."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from core.commands import Command, DispatchFulfilment, HandOver, Proof
from core.rules.errors import Refused
from core.rules.fulfilment import TO_HAND_OVER
from desktop.desk import Desk
from desktop.devices.scanner import OrderNumber, Parcel, PickupCode, Scanned, StagingBin
from desktop.screens.fulfilments import Head, one_head
from desktop.screens.handover import reading
from desktop.screens.handover.state import (
    HANDABLE,
    TO_CUSTOMERS,
    UNPACKED,
    Done,
    HandOverState,
    Here,
    Label,
    Opened,
    Said,
    Sight,
    Trouble,
)
from desktop.screens.screen import Face

MAX_NAME_CHARS = 120


class HandOverPresenter:
    """Knows what may leave and what is still missing for it.

    Attributes:
        state: what is shown now.
    """

    def __init__(self, desk: Desk, face: Face[HandOverState]) -> None:
        self._desk = desk
        self._face = face
        self._here = Here()
        self._is_leaving = False
        self.state = HandOverState()

    # what there is

    async def refresh(self) -> None:
        """Read again; what was typed and checked stays."""
        me, now = self._desk.me, self._desk.clock.now()
        key = self.state.opened.head.id if self.state.opened else ""
        self._here, head = await self._desk.read(
            lambda reader: (
                reading.load_here(reader, me, now),
                one_head(reader, me, now, key) if key else None,
            )
        )
        opened = self.state.opened
        if opened is not None and opened.head.id == key and not self._is_leaving:
            self._renew(opened, head)
        self._show(is_read=True)

    def count(self) -> int:
        """How many orders wait in their bins."""
        return sum(head.state in TO_HAND_OVER for head in self._here.ready)

    # finding

    def search(self, wanted: str) -> None:
        """Find what is typed. Six digits that are somebody's pickup code open the order at once."""
        self.state = replace(self.state, opened=None, done=None, said=None, code="", lists_all=False)
        self.state = replace(self.state, wanted=wanted, chosen="")
        code = reading.code_in(wanted)
        if not (code and self._open_by_code(code)):
            self._show(said=reading.nothing_found(self._here, wanted, code))

    def list_all(self) -> None:
        """Show all that waits, the longest first."""
        self._show(lists_all=True, wanted="", code="", said=None, done=None, opened=None, chosen="")

    def choose(self, key: str) -> None:
        """This row is the one that Enter opens."""
        self.state = replace(self.state, chosen=key)

    def open_chosen(self) -> None:
        """Open the chosen row."""
        head = self.state.chosen_head
        if head is not None:
            self._open(head, code=self.state.code)

    async def open(self, key: str) -> None:
        """Open a fulfilment that was named elsewhere."""
        await self.refresh()
        me, now = self._desk.me, self._desk.clock.now()
        is_open_already = self.state.opened is not None and self.state.opened.head.id == key
        if key and not is_open_already:
            head = await self._desk.read(lambda reader: one_head(reader, me, now, key))
            self.state = replace(self.state, wanted="", lists_all=False, code="")
            if head is not None:
                self._open(head)
            else:
                self._show(opened=None, done=None, said=Said(Trouble.UNKNOWN_ORDER))

    def back(self) -> None:
        """To the list, or from the list to the question."""
        state = self.state
        if state.sight is Sight.CHECKING and not (state.code or reading.code_in(state.wanted)):
            self._show(opened=None, said=None)
        else:
            self._show(opened=None, done=None, said=None, wanted="", code="", lists_all=False, chosen="")

    # checking

    def give_code(self, text: str) -> None:
        """Check a pickup code that was typed for the order at the counter."""
        opened, code = self.state.opened, reading.code_in(text)
        if opened is None or not code:
            return
        is_right = reading.has_code(opened.head, code)
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
        """The whole amount was paid at the till; a second time takes that back."""
        opened = self.state.opened
        if opened is not None and opened.head.due_cents:
            paid = None if opened.is_paid else opened.head.due_cents
            self._show(opened=replace(opened, paid_cents=paid), said=None)

    async def hand_over(self) -> None:
        """Let it go, if the right to it was shown and nothing is left to pay."""
        opened = self.state.opened
        if opened is None or self._is_leaving:
            return
        if not (opened.is_proved and opened.is_paid):
            self._show(said=Said(Trouble.UNPAID if opened.is_proved else Trouble.UNPROVED, opened.head))
            return
        self._is_leaving = True
        try:
            await self._desk.do(_command(opened))
        except Refused as refusal:
            self._face.refused(refusal)
        else:
            self._show(done=self._done(opened), opened=None, said=None, wanted="", code="", lists_all=False)
        finally:
            self._is_leaving = False
        await self.refresh()

    # scanning

    async def scan(self, scan: Scanned) -> None:
        """Take a scan: a code, an order's number, a parcel's label, a bin."""
        if isinstance(scan, PickupCode):
            self._scan_code(scan.code)
        elif isinstance(scan, OrderNumber):
            self._scan_number(scan.number)
        elif isinstance(scan, Parcel):
            await self._scan_parcel(scan)
        elif isinstance(scan, StagingBin):
            self._scan_bin(scan)

    def _scan_code(self, code: str) -> None:
        if self.state.sight is Sight.CHECKING:
            self.give_code(code)
            return
        self.search(code)
        self._face.heard(self.state.said is None)

    def _scan_number(self, number: str) -> None:
        self.search(number)
        exact = [head for head in self.state.ready if head.number == number]
        if len(exact) == 1:
            self._open(exact[0])
        self._face.heard(bool(exact))

    async def _scan_parcel(self, scan: Parcel) -> None:
        me, now = self._desk.me, self._desk.clock.now()
        head = await self._desk.read(
            lambda reader: reading.head_of_parcel(reader, me, now, scan.sscc, scan.fulfilment_id or "")
        )
        label = Label(scan.sscc, scan.number or 0, scan.count or 0, scan.bin or "")
        opened = self.state.opened
        if head is None:
            self._show(said=Said(Trouble.UNKNOWN_PARCEL, text=scan.sscc))
        elif opened is None or self.state.done is not None:
            self._open(head, label=label)
        elif opened.head.id == head.id:
            labels = {known.sscc: known for known in (*opened.labels, label)}
            self._show(opened=replace(opened, labels=tuple(labels.values())), said=None)
        else:
            self._show(said=Said(Trouble.OTHER_PARCEL, head))
        self._face.heard(self.state.said is None)

    def _scan_bin(self, scan: StagingBin) -> None:
        found = reading.in_bin(self._here.ready, scan.code)
        if len(found) == 1:
            self._open(found[0])
        elif found:
            self.state = replace(self.state, opened=None, done=None, said=None, code="", lists_all=False)
            self._show(wanted=scan.code, chosen="")
        else:
            self._show(said=Said(Trouble.EMPTY_BIN, text=scan.code))
        self._face.heard(bool(found))

    # inside

    def _open_by_code(self, code: str) -> bool:
        found = reading.with_code(self._here.ready, code)
        if len(found) == 1:
            self._open(found[0], code=code)
        elif found:
            self._show(code=code)
        return bool(found)

    def _open(self, head: Head, code: str = "", label: Label | None = None) -> None:
        may_leave = head.state in HANDABLE or (label is not None and head.state in UNPACKED)
        if not may_leave:
            self._show(opened=None, done=None, said=Said(Trouble.NOT_READY, head), chosen=head.id)
            return
        opened = Opened(head=head, code=code, proof=_first_proof(head), labels=(label,) if label else ())
        self._show(opened=opened, done=None, said=None, chosen=head.id)

    def _renew(self, opened: Opened, head: Head | None) -> None:
        """Take the order as it is now; one that may not leave any more is shut, and it is said why."""
        if head is not None and (head.state in HANDABLE or (head.state in UNPACKED and opened.labels)):
            self.state = replace(self.state, opened=replace(opened, head=head))
        else:
            said = Said(Trouble.NOT_READY, head or opened.head)
            self.state = replace(self.state, opened=None, said=said)

    def _done(self, opened: Opened) -> Done:
        return Done(
            head=opened.head,
            parcels=opened.parcels,
            proof=opened.proof,
            proxy_name=opened.proxy_name.strip() if opened.proof is Proof.PROXY else "",
            paid_cents=opened.head.due_cents,
            at=self._desk.clock.now(),
        )

    def _show(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
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
        )
        self._face.show(self.state)


def _first_proof(head: Head) -> Proof:
    if head.kind not in TO_CUSTOMERS:
        return Proof.PROXY
    return Proof.CODE


def _command(opened: Opened) -> Command:
    if not opened.is_for_a_customer:
        return DispatchFulfilment(fulfilment_id=opened.head.id, taken_by=opened.proxy_name.strip())
    return HandOver(
        fulfilment_id=opened.head.id,
        proof=opened.proof,
        code=opened.code if opened.proof is Proof.CODE else "",
        proxy_name=opened.proxy_name.strip() if opened.proof is Proof.PROXY else "",
        paid_cents=opened.head.due_cents,
    )
