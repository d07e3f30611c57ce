"""Customers' parcels on the truck: each has arrived when it is scanned, and goes into a bin at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.commands import ArriveFulfilment, StageFulfilment
from desktop.screens.preparation.bins import bin_code, bins_here, trouble_of
from desktop.screens.receive.reading import load_in_hand, waits_for_a_bin
from desktop.screens.receive.sent_parcels import came_back
from desktop.screens.receive.state import Incoming, Sight

if TYPE_CHECKING:
    from desktop.screens.receive.presenter import ReceivePresenter


class Parcels:
    """The parcel in hand, from the truck to its bin."""

    def __init__(self, desk: ReceivePresenter) -> None:
        self._at = desk
        self._insists_on = ""

    async def number(self, number: str) -> bool:
        """Take a scanned number, if it is a customer's parcel that is expected here, that its carrier
        brings back, or that waits for its bin."""
        at = self._at.state
        expected = next((one for one in at.parcels + at.lost if one.sscc == number), None)
        if expected is not None:
            await self.arrive(expected)
            return True
        back = await self._at.desk.read(lambda reader: came_back(reader, number))
        if back is not None:
            await self.arrive(back)
            return True
        waiting = await self._at.desk.read(lambda reader: waits_for_a_bin(reader, number))
        if waiting:
            await self._have_in_hand(waiting, number)
        return bool(waiting)

    async def arrive(self, parcel: Incoming) -> None:
        """It is here."""
        command = ArriveFulfilment(fulfilment_id=parcel.fulfilment_id, number=parcel.sscc)
        if await self._at.do(command) is not None:
            await self._at.refresh()
            if parcel.is_one_of_several:
                # What was in it goes on the shelves: there is nothing to put in a bin.
                # Of what went to another store all is taken in with the last one.
                code = "parcel_back_early" if parcel.is_early else "parcel_back_alone"
                self._at.say(True, code, number=parcel.order_number)
                return
            await self._have_in_hand(parcel.fulfilment_id, parcel.sscc, was_lost=parcel.is_lost)

    async def _have_in_hand(self, fulfilment_id: str, sscc: str, *, was_lost: bool = False) -> None:
        at, me, now = self._at, self._at.desk.me, self._at.desk.clock.now()
        self._insists_on = ""
        found = await at.desk.read(lambda reader: load_in_hand(reader, me, now, fulfilment_id, sscc))
        if found is None:
            at.say(False, "parcel_unknown", number=sscc)
            return
        at.show(sight=Sight.PARCEL, in_hand=found)
        code = "parcel_found" if was_lost else "parcel_here"
        at.say(True, code, number=found.head.number, bin=found.proposed_bin)

    async def bin_scanned(self, code: str) -> None:
        """A bin takes the parcel in hand."""
        if self._at.state.sight is Sight.PARCEL:
            await self.put_in(code)
        else:
            self._at.say(False, "parcel_wanted", bin=code)

    async def put_in(self, scanned: str) -> None:
        """The parcel in hand stands in this bin; one of another order, or a full one, is asked for twice."""
        at, hand = self._at, self._at.state.in_hand
        if hand is None:
            return
        if not scanned:
            at.say(False, "no_bin_free")
            return
        key = hand.head.id
        bins = await at.desk.read(lambda reader: bins_here(reader, key))
        code = bin_code(scanned.strip(), {one.code for one in bins})
        units = sum(sum(one.contents.values()) for one in hand.head.parcels if one.number == hand.sscc)
        trouble = trouble_of(code, bins, units, hand.proposed_bin)
        if not code:
            at.say(False, "bin_unknown", bin=scanned[:20])
        elif trouble is not None and self._insists_on != code:
            self._insists_on = code
            at.say(False, trouble[0], **trouble[1])
        elif await at.do(StageFulfilment(fulfilment_id=key, bins={hand.sscc: code})) is not None:
            self._insists_on = ""
            at.show(sight=Sight.DELIVERY if at.state.truck_id else Sight.LIST, in_hand=None)
            at.say(
                True,
                "staged_awaiting" if hand.awaited else "staged",
                number=hand.head.number,
                bin=code,
                customer=hand.head.customer,
                awaited=hand.awaited,
            )
            await at.refresh()
