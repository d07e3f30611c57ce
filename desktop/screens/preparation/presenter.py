"""Prepare: take an order, pick it in walking order, pack it, put it in a bin, go on with the next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from core.commands import fulfilment_aggregate
from core.rules.stock import ShortReason
from desktop.desk import Desk
from desktop.devices.scanner import Scanned, Shelf
from desktop.screens.fulfilments import minutes_until
from desktop.screens.preparation.bench import Bench
from desktop.screens.preparation.composing import Composing
from desktop.screens.preparation.packing import Packing
from desktop.screens.preparation.parcel_label import Labels
from desktop.screens.preparation.pick_list import PICK_LIST, pick_list
from desktop.screens.preparation.picking import Picking
from desktop.screens.preparation.placing import Placing
from desktop.screens.preparation.staging import Staging
from desktop.screens.preparation.standing_in import StandingIn
from desktop.screens.preparation.state import REPRINTABLE, Phase, PreparationState, ReprintReason
from desktop.screens.preparation.taking import Taking
from desktop.screens.screen import Face, Section
from desktop.shell.amounts import clock_words, date_words


class PreparationPresenter:
    """One round at a time, most often of one order.

    Gestures wait for each other, so that quick scans count one after the other.

    Attributes:
        composing, taking, placing, picking, standing_in, packing, staging: the steps.
    """

    def __init__(self, desk: Desk, face: Face[PreparationState], language: Callable[[], str]) -> None:
        self._bench = Bench(desk, face)
        self._language = language
        labels = self._labels = Labels(self._bench, language)
        self.composing = Composing(self._bench)
        self.placing = Placing(self._bench)
        self.picking = Picking(self._bench, self.placing)
        self.taking = Taking(self._bench, self.composing, self.picking, self.placing)
        self.standing_in = StandingIn(self._bench)
        self.packing = Packing(self._bench, labels)
        self.staging = Staging(self._bench, labels)
        self._one_at_a_time = asyncio.Lock()

    @asynccontextmanager
    async def _gesture(self) -> AsyncIterator[None]:
        """After the gestures that came before; what it comes to is shown at its end."""
        async with self._one_at_a_time:
            with self._bench.at_once():
                yield

    @property
    def state(self) -> PreparationState:
        """What is shown now."""
        return self._bench.state

    def count(self) -> int:
        """How many orders wait for me: what colleagues have is not counted."""
        return self.state.waiting

    async def refresh(self) -> None:
        """Read again; what was begun stays in hand."""
        async with self._gesture():
            await self._bench.reload()
            await self._settle_in()

    async def catch_up(self) -> None:
        """Read again, unless a gesture has just done so and nothing has changed since."""
        async with self._gesture():
            if self._bench.is_behind:
                await self._bench.reload()
                await self._settle_in()

    async def recount(self) -> None:
        """Read only what waits for me."""
        await self._bench.recount()

    def tick(self) -> None:
        """A minute has passed."""
        head, now = self._bench.head, self._bench.desk.clock.now()
        left = minutes_until(head.promised_at, now) if head else 0
        self._bench.show(now=now, minutes_left=left)

    async def open(self, fulfilment_id: str) -> None:
        """Take this order in hand, claimed for this workstation; "" leaves everything as it is."""
        async with self._gesture():
            if fulfilment_id:
                await self.taking.open(fulfilment_id)
            else:
                await self._bench.reload()
            await self._settle_in()

    async def take(self, fulfilment_id: str) -> None:
        """Begin with this order; while a round is made up it begins the round."""
        async with self._gesture():
            if self.state.phase is Phase.QUEUE and self.state.chosen:
                await self.taking.begin_round()
            else:
                await self.taking.open(fulfilment_id)
            await self._settle_in()

    async def turn(self, fulfilment_id: str) -> None:
        """Take an order into the round that is made up, or out of it, after the scans that came before."""
        async with self._gesture():
            if self.state.phase is Phase.QUEUE:
                self.composing.turn(fulfilment_id)

    async def propose(self) -> None:
        """Propose a round."""
        async with self._gesture():
            if self.state.phase is Phase.QUEUE:
                self.composing.propose()

    async def primary(self) -> None:
        """Do the next thing: Enter."""
        async with self._gesture():
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
                await self.taking.begin_round()
            elif (head := self.state.next_head) is not None:
                await self.taking.open(head.id)
            await self._settle_in()

    async def scan(self, scan: Scanned) -> None:
        """Take a scan for what it means in this phase."""
        async with self._gesture():
            phase = self.state.phase
            if isinstance(scan, Shelf) and phase in (Phase.PICK, Phase.QUEUE):
                self.placing.at(scan)
            elif phase is Phase.PICK:
                await self.picking.scan(scan)
            elif phase is Phase.STAGE:
                await self.staging.scan(scan)
            elif phase in (Phase.PACK, Phase.NOTHING):
                self._bench.bad("all_is_picked" if phase is Phase.PACK else "nothing_to_pack")
            else:
                await self.taking.scan(scan)
            await self._settle_in()

    async def more(self) -> None:
        """Another page of the queue."""
        async with self._gesture():
            await self._bench.more()

    async def skip(self) -> None:
        """The current line goes to the end of the walk."""
        async with self._gesture():
            await self.picking.skip()

    async def ask_short(self) -> None:
        """Ask why the current line is short, and see who else wants the article."""
        async with self._gesture():
            self.picking.ask_short()
            await self.picking.look_for_others()
            await self.standing_in.look()

    async def set_short_units(self, units: int) -> None:
        """How many of the current line are short, and what could stand in for so many."""
        async with self._gesture():
            self.picking.set_short_units(units)
            await self.standing_in.look()

    async def short(self, reason: str) -> None:
        """Tell the current line short, and ask its customer about another article if one was chosen."""
        async with self._gesture():
            if self.state.offer_wanted is None:
                await self.picking.short(reason)
            else:
                done = await self.standing_in.propose(ShortReason(reason))
                if done is not None:
                    self.picking.remember(done)
            await self._settle_in()

    async def want_substitute(self, article_id: int) -> None:
        """The customer is to be asked whether another article will do, once a reason is given."""
        async with self._gesture():
            self.standing_in.want(article_id)

    async def answer(self, line_id: str, *, is_agreed: bool) -> None:
        """The customer of this line has said whether the substitute will do."""
        async with self._gesture():
            await self.standing_in.answer(line_id, is_agreed=is_agreed)
            await self._settle_in()

    async def serial(self, text: str) -> None:
        """A serial number was typed."""
        async with self._gesture():
            await self.picking.typed_serial(text)
            await self._settle_in()

    async def undo(self) -> None:
        """Take back the last pick or short."""
        async with self._gesture():
            await self.picking.undo()

    def ask_reprint(self) -> None:
        """Ask why the labels are wanted again."""
        if self.state.phase in REPRINTABLE and self._bench.head is not None:
            self._bench.show(asks_reprint=True)

    async def print_list(self) -> None:
        """What is left to pick on paper, for each order in hand."""
        async with self._gesture():
            bench = self._bench
            now, me, zone = bench.desk.clock.now(), bench.desk.me, self.state.timezone
            printed = f"{date_words(now, zone)} {clock_words(now, zone)} · {me.name}"
            made = 0
            for head in bench.heads:
                job = pick_list(head, me.location_name, printed, zone, self._language())
                if job is not None:
                    made += 1
                    await bench.desk.print_again([job], fulfilment_aggregate(head.id), PICK_LIST)
            if made:
                bench.good("list_printed", count=made)

    async def reprint(self, reason: ReprintReason) -> None:
        """The labels of the order in hand again, on the same numbers."""
        async with self._gesture():
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
        async with self._gesture():
            await self.staging.put_in(bin_typed)
            await self._settle_in()

    async def give_back(self) -> None:
        """Leave the order to whoever takes it next; what was picked stays picked."""
        async with self._gesture():
            await self.taking.give_back()

    async def back(self) -> None:
        """One step back: from the question of a short, from a wanted serial, from the order to the queue."""
        async with self._gesture():
            state, show = self.state, self._bench.show
            if state.asks_reprint:
                show(asks_reprint=False)
            elif state.short_units:
                show(short_units=0)
            elif state.wants_serial:
                show(wants_serial=False, said=None)
            elif state.shelf is not None:
                show(shelf=None, said=None)
            elif state.chosen:
                self.composing.clear()
            elif state.phase is Phase.QUEUE:
                self._bench.face.go(Section.TODAY, "")
            else:
                self.taking.leave()
                await self._bench.reload()

    # Inside

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
        if head is not None and await self.packing.close_empty():
            self.picking.forget(head.id)
            await self._bench.let_go(head.id)
            self._bench.good("closed_empty", number=head.number)
