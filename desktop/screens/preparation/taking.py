"""Taking orders in hand: one with its round, several as a new round, by a scan; and leaving them."""

from __future__ import annotations

from collections.abc import Sequence

from core.commands import ClaimFulfilment, ReleaseFulfilment
from core.rules.errors import Refused
from desktop.devices.scanner import Article, OrderNumber, Parcel, Piece, Scanned, Unknown
from desktop.screens.fulfilment_rows import id_by_parcel
from desktop.screens.fulfilments import Head, staff_names
from desktop.screens.preparation.bench import Bench
from desktop.screens.preparation.composing import Composing
from desktop.screens.preparation.picking import Picking
from desktop.screens.preparation.placing import Placing
from desktop.screens.preparation.reading import by_number, load_round, whose
from desktop.screens.preparation.round import RELEASABLE, must_claim
from desktop.screens.preparation.scans import unreadable


class Taking:
    """What is in hand, and how it comes there: claimed for this workstation, all orders of a round."""

    def __init__(self, bench: Bench, composing: Composing, picking: Picking, placing: Placing) -> None:
        self._bench = bench
        self._composing = composing
        self._picking = picking
        self._placing = placing

    async def open(self, fulfilment_id: str) -> None:
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

    async def begin_round(self) -> None:
        """Take what was chosen in hand, each order with its tote; what a colleague took stays out."""
        round_id, members = self._composing.round()
        if len(members) == 1:
            await self.open(members[0][0].id)
            return
        taken = [head.id for head, tote in members if await self._claim(head, round_id, tote)]
        if taken:
            said = self._bench.state.said
            await self._take(taken, "")
            if len(taken) < len(members) and said is not None:
                self._bench.say(said)

    async def give_back(self) -> None:
        """Leave what is in hand to whoever takes it next; what was picked stays picked."""
        heads = [head for head in self._bench.heads if head.state in RELEASABLE]
        numbers = [head.number for head in heads if await self._release(head)]
        if numbers:
            self.leave()
            await self._bench.reload()
            code = "given_back" if len(numbers) == 1 else "round_given_back"
            self._bench.good(code, number=", ".join(numbers))

    def leave(self) -> None:
        """Go back to the queue; the claims stay."""
        self._picking.forget()
        self._bench.put_down()

    async def scan(self, scan: Scanned) -> None:
        """A scan with nothing in hand: it opens an order, or takes it into the round that is made up."""
        bench = self._bench
        found = ""
        if isinstance(scan, OrderNumber):
            number = scan.number
            found = await bench.desk.read(lambda reader: by_number(reader, number))
        elif isinstance(scan, Parcel):
            sscc = scan.sscc
            found = await bench.desk.read(lambda reader: id_by_parcel(reader, sscc))
        elif isinstance(scan, Article | Piece):
            await (self._placing.found if bench.state.shelf else self._who_wants)(scan.gtin)
            return
        if found and bench.state.chosen:
            self._composing.turn(found)
        elif found:
            await self.open(found)
        elif isinstance(scan, Unknown):
            bench.say(unreadable(scan))
        else:
            bench.bad("order_wanted")

    async def _take(self, ids: Sequence[str], focus: str) -> None:
        bench = self._bench
        if set(ids) == set(bench.ids):
            bench.focus = focus
            await bench.reload()
        else:
            self._picking.forget()
            await bench.take(ids, focus)

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

    async def _who_wants(self, gtin: str) -> None:
        bench, me, now = self._bench, self._bench.desk.me, self._bench.desk.clock.now()
        found = await bench.desk.read(lambda reader: whose(reader, me, now, gtin, ()))
        about = {"name": found.name, "number": found.number, "customer": found.customer, "gtin": gtin}
        bench.bad("take_its_order_first" if found.number else "nobody_wants_it", **about)
