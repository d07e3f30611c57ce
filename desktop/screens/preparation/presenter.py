"""Prepare: take an order, pick it in walking order, pack it, put it in a bin, go on with the next."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from core.commands import ClaimFulfilment, CloseEmpty, ReleaseFulfilment, fulfilment_aggregate
from core.rules.errors import Refused
from desktop.desk import Desk
from desktop.devices.scanner import Article, OrderNumber, Parcel, Piece, Scanned, Unknown
from desktop.screens.fulfilments import Head, minutes_until, staff_names
from desktop.screens.preparation.bench import Bench
from desktop.screens.preparation.composing import Composing
from desktop.screens.preparation.packing import Packing
from desktop.screens.preparation.parcel_label import Labels
from desktop.screens.preparation.picking import Picking
from desktop.screens.preparation.reading import by_number, by_parcel, load_round, whose
from desktop.screens.preparation.round import RELEASABLE, must_claim
from desktop.screens.preparation.scans import unreadable
from desktop.screens.preparation.staging import Staging
from desktop.screens.preparation.state import Phase, PreparationState, ReprintReason
from desktop.screens.screen import Face, Section

REPRINTABLE = (Phase.STAGE, Phase.DONE)


class PreparationPresenter:
    """One round at a time, most often of one order.

    Gestures wait for each other, so that quick scans count one after the other.

    Attributes:
        composing, picking, packing, staging: the steps.
    """

    def __init__(self, desk: Desk, face: Face[PreparationState], language: Callable[[], str]) -> None:
        self._bench = Bench(desk, face)
        labels = self._labels = Labels(self._bench, language)
        self.picking = Picking(self._bench)
        self.composing = Composing(self._bench)
        self.packing = Packing(self._bench, labels)
        self.staging = Staging(self._bench, labels)
        self._one_at_a_time = asyncio.Lock()

    @property
    def state(self) -> PreparationState:
        """What is shown now."""
        return self._bench.state

    def count(self) -> int:
        """How many orders wait for me: what colleagues have is not counted."""
        return len(self.state.queue)

    async def refresh(self) -> None:
        """Read again; what was begun stays in hand."""
        async with self._one_at_a_time:
            await self._bench.reload()
            await self._settle_in()

    def tick(self) -> None:
        """A minute has passed."""
        head, now = self._bench.head, self._bench.desk.clock.now()
        left = minutes_until(head.promised_at, now) if head else 0
        self._bench.show(now=now, minutes_left=left)

    async def open(self, fulfilment_id: str) -> None:
        """Take this order in hand, claimed for this workstation; "" leaves everything as it is."""
        async with self._one_at_a_time:
            if fulfilment_id:
                await self._open(fulfilment_id)
            else:
                await self._bench.reload()
                await self._settle_in()

    async def primary(self) -> None:
        """Do the next thing: Enter."""
        async with self._one_at_a_time:
            phase = self.state.phase
            if phase is Phase.PICK:
                await self.picking.by_hand()
            elif phase is Phase.PACK:
                await self._pack()
            elif phase is Phase.STAGE:
                await self.staging.put_all()
            elif phase is Phase.NOTHING:
                await self._close_empty()
            elif phase is Phase.QUEUE and self.state.chosen:
                await self._begin_round()
            elif (head := self.state.next_head) is not None:
                await self._open(head.id)
            await self._settle_in()

    async def scan(self, scan: Scanned) -> None:
        """Take a scan for what it means in this phase."""
        async with self._one_at_a_time:
            phase = self.state.phase
            if phase is Phase.PICK:
                await self.picking.scan(scan)
            elif phase is Phase.STAGE:
                await self.staging.scan(scan)
            elif phase in (Phase.PACK, Phase.NOTHING):
                self._bench.bad("all_is_picked" if phase is Phase.PACK else "nothing_to_pack")
            else:
                await self._scan_for_work(scan)
            await self._settle_in()

    async def skip(self) -> None:
        """The current line goes to the end of the walk."""
        async with self._one_at_a_time:
            await self.picking.skip()

    async def short(self, reason: str) -> None:
        """Tell the current line short."""
        async with self._one_at_a_time:
            await self.picking.short(reason)
            await self._settle_in()

    async def serial(self, text: str) -> None:
        """A serial number was typed."""
        async with self._one_at_a_time:
            await self.picking.typed_serial(text)
            await self._settle_in()

    async def undo(self) -> None:
        """Take back the last pick or short."""
        async with self._one_at_a_time:
            await self.picking.undo()

    def ask_reprint(self) -> None:
        """Ask why the labels are wanted again."""
        if self.state.phase in REPRINTABLE and self._bench.head is not None:
            self._bench.show(asks_reprint=True)

    async def reprint(self, reason: ReprintReason) -> None:
        """The labels of the order in hand again, on the same numbers."""
        async with self._one_at_a_time:
            head = self._bench.head
            if head is None or not self.state.asks_reprint:
                return
            printed = self._bench.loaded.printed if self._bench.loaded else {}
            bins = {parcel.number: parcel.bin or printed.get(parcel.number, "") for parcel in head.parcels}
            jobs = self._labels.jobs(head, list(bins), bins)
            await self._bench.desk.print_again(jobs, fulfilment_aggregate(head.id), reason)
            self._bench.show(asks_reprint=False)
            self._bench.good("printed_again", count=len(jobs))

    async def put_in(self, bin_typed: str) -> None:
        """The parcel in hand stands in this bin."""
        async with self._one_at_a_time:
            await self.staging.put_in(bin_typed)
            await self._settle_in()

    async def give_back(self) -> None:
        """Leave the order to whoever takes it next; what was picked stays picked."""
        async with self._one_at_a_time:
            heads = [head for head in self._bench.heads if head.state in RELEASABLE]
            numbers = [head.number for head in heads if await self._release(head)]
            if numbers:
                self._leave()
                await self._bench.reload()
                code = "given_back" if len(numbers) == 1 else "round_given_back"
                self._bench.good(code, number=", ".join(numbers))

    def back(self) -> None:
        """One step back: from the question of a short, from a wanted serial, from the order to the queue."""
        if self.state.asks_reprint:
            self._bench.show(asks_reprint=False)
        elif self.state.short_units:
            self._bench.show(short_units=0)
        elif self.state.wants_serial:
            self._bench.show(wants_serial=False, said=None)
        elif self.state.chosen:
            self.composing.clear()
        elif self.state.phase is Phase.QUEUE:
            self._bench.face.go(Section.TODAY, "")
        else:
            self._leave()

    # Inside

    def _leave(self) -> None:
        self.picking.forget()
        self._bench.put_down()

    async def _open(self, fulfilment_id: str) -> None:
        """Take an order in hand, with the others of its round."""
        bench, me, now = self._bench, self._bench.desk.me, self._bench.desk.clock.now()
        members = await bench.desk.read(lambda reader: load_round(reader, me, now, fulfilment_id))
        opened = next((head for head in members if head.id == fulfilment_id), None)
        if opened is None:
            bench.bad("unknown_fulfilment")
            return
        if must_claim(opened) and not await self._claim(opened):
            return
        taken = [opened.id]
        for head in members:
            if head.id != opened.id and (not must_claim(head) or await self._claim(head)):
                taken.append(head.id)
        await self._take(taken, opened.id)

    async def _begin_round(self) -> None:
        """Take what was chosen in hand, each order with its tote; what a colleague took stays out."""
        round_id, members = self.composing.round()
        if len(members) == 1:
            await self._open(members[0][0].id)
            return
        taken = [head.id for head, tote in members if await self._claim(head, round_id, tote)]
        if taken:
            said = self.state.said
            await self._take(taken, "")
            if len(taken) < len(members) and said is not None:
                self._bench.say(said)

    async def _take(self, ids: Sequence[str], focus: str) -> None:
        bench = self._bench
        if set(ids) == set(bench.ids):
            bench.focus = focus
            await bench.reload()
        else:
            self.picking.forget()
            await bench.take(ids, focus)
        await self._settle_in()

    async def _release(self, head: Head) -> bool:
        try:
            await self._bench.desk.do(ReleaseFulfilment(fulfilment_id=head.id))
        except Refused as refusal:
            self._bench.bad(refusal.code, **refusal.data)
            return False
        return True

    async def _claim(self, head: Head, round_id: str = "", tote: int = 0) -> bool:
        command = ClaimFulfilment(fulfilment_id=head.id, round_id=round_id, tote=tote)
        try:
            await self._bench.desk.do(command)
        except Refused as refusal:
            holder = str(refusal.data.get("staff_id", ""))
            names = await self._bench.desk.read(lambda reader: staff_names(reader, {holder}))
            named = {"name": names[holder]} if holder in names else {}
            await self._bench.reload()
            self._bench.bad(refusal.code, **{**refusal.data, **named, "number": head.number})
            return False
        return True

    async def _settle_in(self) -> None:
        """What a phase needs when it begins."""
        if self.state.phase is Phase.PACK:
            self.packing.begin()
        elif self.state.phase is Phase.STAGE:
            await self.staging.begin()

    async def _pack(self) -> None:
        head = self._bench.head
        if head is not None and await self.packing.pack():
            self.picking.forget(head.id)

    async def _close_empty(self) -> None:
        head = self._bench.head
        if head is None:
            return
        try:
            await self._bench.desk.do(CloseEmpty(fulfilment_id=head.id))
        except Refused as refusal:
            await self._bench.reload()
            self._bench.bad(refusal.code, **refusal.data)
            return
        self.picking.forget(head.id)
        await self._bench.let_go(head.id)
        self._bench.good("closed_empty", number=head.number)

    async def _scan_for_work(self, scan: Scanned) -> None:
        bench = self._bench
        found = ""
        if isinstance(scan, OrderNumber):
            number = scan.number
            found = await bench.desk.read(lambda reader: by_number(reader, number))
        elif isinstance(scan, Parcel):
            sscc = scan.sscc
            found = await bench.desk.read(lambda reader: by_parcel(reader, sscc))
        elif isinstance(scan, Article | Piece):
            await self._who_wants(scan.gtin)
            return
        if found and self.state.chosen:
            self.composing.turn(found)
        elif found:
            await self._open(found)
        elif isinstance(scan, Unknown):
            bench.say(unreadable(scan))
        else:
            bench.bad("order_wanted")

    async def _who_wants(self, gtin: str) -> None:
        bench, me, now = self._bench, self._bench.desk.me, self._bench.desk.clock.now()
        found = await bench.desk.read(lambda reader: whose(reader, me, now, gtin, ()))
        about = {"name": found.name, "number": found.number, "customer": found.customer, "gtin": gtin}
        bench.bad("take_its_order_first" if found.number else "nobody_wants_it", **about)
