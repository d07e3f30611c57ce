"""Hand over: find the order, fetch its parcels, check who collects and what is paid, hand over."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from core.commands import HandOver, OutcomeStatus, Proof
from core.rules.errors import Refused
from core.rules.pickup import CODE_DIGITS
from desktop.desk import Desk
from desktop.devices.scanner import OrderNumber, Parcel, PickupCode, Scanned, StagingBin
from desktop.screens.fulfilments import Head, one_head, this_place
from desktop.screens.handover import reading
from desktop.screens.handover.state import Found, HandOverState, Matter, Mode, Said
from desktop.screens.screen import Face, Section

MAX_PROXY_CHARS = 200


class HandOverPresenter:
    """One customer at a time.

    Attributes:
        state: what is shown now.
    """

    def __init__(self, desk: Desk, face: Face[HandOverState]) -> None:
        self._desk = desk
        self._face = face
        self._one_at_a_time = asyncio.Lock()
        self._code = ""
        self.state = HandOverState()

    def count(self) -> int:
        """How many orders wait in bins."""
        return self.state.waiting

    async def refresh(self) -> None:
        """Read again what is shown."""
        async with self._one_at_a_time:
            await self._look(self.state.text)
            head = self.state.head
            if head is not None:
                await self._reread(head.id)

    async def open(self, fulfilment_id: str) -> None:
        """Bring an order to the counter; "" leaves everything as it is."""
        async with self._one_at_a_time:
            me, now = self._desk.me, self._desk.clock.now()
            await self._look(self.state.text)
            if not fulfilment_id:
                return
            head = await self._desk.read(lambda reader: one_head(reader, me, now, fulfilment_id))
            if head is None:
                self._bad("unknown_fulfilment")
            else:
                self._bring(head)

    async def search(self, text: str) -> None:
        """Show the orders that fit what is typed."""
        async with self._one_at_a_time:
            self._clear()
            await self._look(text)

    async def enter(self, text: str, selected: str) -> None:
        """Enter in the field: a code opens its order; else the selected one comes to the counter."""
        code = text.strip()
        if len(code) == CODE_DIGITS and code.isdigit():
            async with self._one_at_a_time:
                if await self._by_code(code, is_sure=False):
                    return
        await self.search(text)
        chosen = next((found for found in self.state.found if found.head.id == selected), None)
        chosen = chosen or next(iter(self.state.found), None)
        if chosen is not None:
            self._bring(chosen.head)
        elif code:
            self._bad("nothing_found", text=code[:40])

    async def scan(self, scan: Scanned) -> None:
        """Take a scan."""
        async with self._one_at_a_time:
            me, now = self._desk.me, self._desk.clock.now()
            if isinstance(scan, PickupCode):
                await self._scan_code(scan.code)
            elif isinstance(scan, Parcel):
                await self._scan_parcel(scan)
            elif isinstance(scan, OrderNumber):
                number = scan.number
                await self._offer(
                    await self._desk.read(lambda reader: reading.by_number(reader, me, now, number)),
                    Said(False, "nothing_found", {"text": number}),
                )
            elif isinstance(scan, StagingBin):
                code = scan.code
                await self._offer(
                    await self._desk.read(lambda reader: reading.by_bin(reader, me, now, code)),
                    Said(False, "bin_empty", {"bin": code}),
                )
            else:
                self._bad("not_for_handing_over")

    def choose_proof(self, proof: Proof) -> None:
        """Show the right to the parcels in another way."""
        if self.state.mode is Mode.ORDER and self.state.may_leave:
            self._show(proof=proof, said=None)

    def name_proxy(self, name: str) -> None:
        """Who collects in the customer's place."""
        self._show(proxy_name=name[:MAX_PROXY_CHARS])

    def paid(self) -> None:
        """The till has what is to be paid."""
        if self.state.due_cents and self.state.may_leave:
            self._show(is_paid=not self.state.is_paid, said=None)

    async def primary(self, code: str) -> None:
        """Enter: check a typed code, hand over, or begin anew."""
        if self.state.mode is Mode.DONE:
            await self.search("")
        elif self.state.mode is Mode.ORDER and self.state.head is not None:
            async with self._one_at_a_time:
                if self.state.proof is Proof.CODE and not self.state.is_code_right and code.strip():
                    self._check_code(self.state.head, code.strip())
                else:
                    await self._hand_over(self.state.head)

    async def back(self) -> None:
        """Another order; from an empty field back to Today."""
        if self.state.mode is Mode.FIND and not self.state.text:
            self._face.go(Section.TODAY, "")
        else:
            await self.search("")

    def prepare(self) -> None:
        """Go and prepare the order at the counter."""
        if self.state.head is not None:
            self._face.go(Section.PREPARE, self.state.head.id)

    # Inside: finding

    async def _look(self, text: str) -> None:
        me, now = self._desk.me, self._desk.clock.now()
        found = await self._desk.read(lambda reader: reading.find(reader, me, now, text))
        waiting = await self._desk.read(lambda reader: reading.waiting(reader, me, now))
        place = await self._desk.read(this_place)
        self._show(
            now=now,
            timezone=place.timezone,
            text=text,
            found=tuple(found),
            waiting=len(waiting),
            is_read=True,
        )

    async def _reread(self, fulfilment_id: str) -> None:
        me, now = self._desk.me, self._desk.clock.now()
        head = await self._desk.read(lambda reader: one_head(reader, me, now, fulfilment_id))
        if head is not None and self.state.mode is Mode.ORDER:
            self._show(
                head=head,
                matter=reading.matter_of(head),
                may_leave=reading.may_leave(head),
                due_cents=head.due_cents,
            )

    async def _offer(self, found: Sequence[Head], otherwise: Said) -> None:
        """Bring the one to the counter, or let one of several be chosen."""
        if not found:
            self._say(otherwise)
        elif len(found) == 1 or reading.matter_of(found[0]) is Matter.NONE != reading.matter_of(found[1]):
            self._bring(found[0])
            self._face.heard(True)
        else:
            self._clear()
            self._show(found=tuple(Found(head, reading.matter_of(head)) for head in found))
            self._say(Said(True, "several_found", {"count": len(found)}))

    async def _by_code(self, code: str, *, is_sure: bool) -> bool:
        """Bring the order of a code to the counter. `is_sure`: it can be nothing but a code."""
        me, now = self._desk.me, self._desk.clock.now()
        found = await self._desk.read(lambda reader: reading.by_code(reader, me, now, code))
        if len(found) == 1:
            self._bring(found[0])
            self._check_code(found[0], code)
            return True
        if found or is_sure:
            await self._offer(found, Said(False, "code_unknown"))
        return bool(found)

    async def _scan_code(self, code: str) -> None:
        head = self.state.head
        if self.state.mode is Mode.ORDER and head is not None:
            self._show(proof=Proof.CODE)
            self._check_code(head, code)
        else:
            await self._by_code(code, is_sure=True)

    async def _scan_parcel(self, parcel: Parcel) -> None:
        me, now = self._desk.me, self._desk.clock.now()
        sscc, on_label = parcel.sscc, parcel.fulfilment_id
        found = await self._desk.read(lambda reader: reading.by_parcel(reader, me, now, sscc, on_label))
        head = self.state.head
        if self.state.mode is not Mode.ORDER or head is None:
            await self._offer([found] if found else [], Said(False, "parcel_unknown"))
            if found is not None and self.state.mode is Mode.ORDER:
                self._show(fetched=frozenset({sscc}))
        elif found is None or found.id != head.id:
            number, name = (found.number, found.family_name) if found else ("", "")
            self._bad("parcel_of_another" if found else "parcel_unknown", number=number, customer=name)
        else:
            fetched = self.state.fetched | {sscc}
            self._show(fetched=fetched)
            self._good("parcel_fetched", done=len(fetched), count=len(head.parcels))

    # Inside: the order at the counter

    def _bring(self, head: Head) -> None:
        has_code = bool(head.code_digest)
        self._code = ""
        self._show(
            mode=Mode.ORDER,
            head=head,
            matter=reading.matter_of(head),
            may_leave=reading.may_leave(head),
            proof=Proof.CODE if has_code else Proof.IDENTITY,
            is_code_right=False,
            proxy_name="",
            fetched=frozenset(),
            due_cents=head.due_cents,
            is_paid=False,
            said=None,
        )

    def _check_code(self, head: Head, code: str) -> None:
        if reading.has_code(head, code):
            self._code = code
            self._show(is_code_right=True)
            self._good("code_right")
        else:
            self._bad("code_wrong", number=head.number)

    async def _hand_over(self, head: Head) -> None:
        state = self.state
        if not state.may_leave:
            self._bad("may_not_leave", matter=state.matter.value)
        elif not state.is_proven:
            self._bad("proof_wanted" if state.proof is Proof.CODE else "proxy_wanted")
        elif not state.is_settled:
            self._bad("payment_wanted", cents=state.due_cents, currency=head.currency)
        else:
            await self._let_go(head)

    async def _let_go(self, head: Head) -> None:
        state = self.state
        code = self._code if state.proof is Proof.CODE else ""
        command = HandOver(
            fulfilment_id=head.id,
            proof=state.proof,
            code=code,
            proxy_name=state.proxy_name.strip() if state.proof is Proof.PROXY else "",
            paid_cents=state.due_cents,
        )
        try:
            outcome = await self._desk.do(command)
        except Refused as refusal:
            await self._reread(head.id)
            self._bad(refusal.code, **refusal.data)
            return
        await self._look("")
        self._show(mode=Mode.DONE, said=None)
        if outcome.status is OutcomeStatus.RECORDED:
            self._bad(outcome.code, **outcome.data)
        else:
            self._face.heard(True)

    def _clear(self) -> None:
        self._show(mode=Mode.FIND, head=None, said=None, fetched=frozenset(), is_code_right=False)

    def _good(self, code: str, **data: Any) -> None:
        self._say(Said(True, code, data))

    def _bad(self, code: str, **data: Any) -> None:
        self._say(Said(False, code, data))

    def _say(self, said: Said) -> None:
        self._face.heard(said.is_good)
        self._show(said=said)

    def _show(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self._face.show(self.state)
