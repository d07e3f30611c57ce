"""Receive: a scan says what it is, a key says what is wrong with it, and the end says what differs."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from core.commands import (
    ApproveTransfer,
    CancelTransfer,
    Command,
    FinishDelivery,
    OpenDelivery,
    Outcome,
    RefuseTransfer,
)
from core.ports import Ids
from core.rules.errors import Refused
from desktop.desk import Desk
from desktop.devices.scanner import Article, Parcel, Piece, Scanned, StagingBin
from desktop.screens.preparation.scans import text_of
from desktop.screens.receive import closing
from desktop.screens.receive.parcels import Parcels
from desktop.screens.receive.pieces import Pieces
from desktop.screens.receive.reading import load_receive
from desktop.screens.receive.state import (
    ReceiveState,
    Said,
    Sight,
    Truck,
    selectable,
)
from desktop.screens.receive.waiting import number_waiting
from desktop.screens.screen import Face


class ReceivePresenter:
    """Knows what is expected and what has come.

    Attributes:
        state: what is shown now.
    """

    def __init__(self, desk: Desk, face: Face[ReceiveState], ids: Ids) -> None:
        self.desk = desk
        self.face = face
        self._ids = ids
        self.state = ReceiveState()
        self._waiting: int | None = None
        self._pieces = Pieces(self)
        self._parcels = Parcels(self)

    # what there is

    async def refresh(self) -> None:
        """Read again; what is in hand stays in hand while it is there."""
        me, now = self.desk.me, self.desk.clock.now()
        fresh = await self.desk.read(lambda reader: load_receive(reader, me, now))
        before = self.state
        kept = replace(
            fresh,
            sight=before.sight,
            selected=before.selected,
            truck_id=before.truck_id,
            carton_id=before.carton_id,
            awaiting=before.awaiting,
            in_hand=before.in_hand,
            said=before.said,
            can_undo=before.can_undo,
        )
        if kept.truck_id and kept.truck is None:
            kept = replace(kept, sight=Sight.LIST, truck_id="", carton_id="", awaiting="", can_undo=False)
        self._waiting = None
        self.put(replace(kept, selected=selectable(kept)))

    async def recount(self) -> None:
        """Read only what waits for me."""
        me, now = self.desk.me, self.desk.clock.now()
        self._waiting = await self.desk.read(lambda reader: number_waiting(reader, me, now))

    async def open(self, key: str) -> None:
        """Show a delivery, a transfer or a parcel by its key; "" stays where one was."""
        await self.refresh()
        if key and any(truck.id == key for truck in self.state.trucks + self.state.called_off):
            self.take(key)
        elif key:
            self.show(sight=Sight.LIST, truck_id="", selected=key, said=None)
            self.put(replace(self.state, selected=selectable(self.state)))

    def count(self) -> int:
        """What waits for me: deliveries, parcels, and what only I can approve."""
        if self._waiting is not None:
            return self._waiting
        state = self.state
        drafts = sum(one.is_draft for one in state.transfers) if state.may_approve else 0
        return len(state.trucks) + len(state.parcels) + drafts

    def select(self, key: str) -> None:
        """This row is the one that keys are about."""
        if key != self.state.selected:
            self.show(selected=key)

    # the primary step, and the way back

    async def go(self) -> None:
        """What Enter does, where one is."""
        state = self.state
        if state.sight is Sight.PARCEL:
            await self._parcels.put_in(state.in_hand.proposed_bin if state.in_hand else "")
        elif state.sight is Sight.CLOSING:
            await self._finish()
        elif state.sight is Sight.DELIVERY:
            self._come_to_the_end()
        elif state.parcel is not None:
            await self._parcels.arrive(state.parcel)
        elif state.transfer is not None:
            await self._approve()
        elif state.truck is not None:
            self.take(state.truck.id)

    def back(self) -> None:
        """To the delivery, or to the list."""
        state = self.state
        if state.sight is Sight.CLOSING:
            self.show(sight=Sight.DELIVERY, said=None)
        elif state.sight is Sight.PARCEL:
            self.show(sight=Sight.DELIVERY if state.truck_id else Sight.LIST, in_hand=None, said=None)
        elif state.sight is Sight.DELIVERY:
            key = state.truck_id
            self.show(
                sight=Sight.LIST,
                truck_id="",
                carton_id="",
                awaiting="",
                selected=key,
                said=None,
                can_undo=False,
            )

    def take(self, key: str) -> None:
        """Have a delivery in hand."""
        self.show(sight=Sight.DELIVERY, truck_id=key, carton_id="", awaiting="", said=None, can_undo=False)
        truck = self.state.truck
        first = next((line.id for line in truck.lines), "") if truck else ""
        self.show(selected=first)
        if truck is not None and truck.is_called_off:
            self._say_called_off(truck)

    # deliveries

    async def begin(self) -> None:
        """Receive a truck that nobody had announced."""
        key = self._ids.new()
        command = OpenDelivery(delivery_id=key, location_id=self.desk.me.location_id)
        if await self.do(command) is not None:
            await self.refresh()
            self.take(key)
            self.say(True, "begun")

    def _come_to_the_end(self) -> None:
        """Show what differs; of what was called off nothing is received before it is scanned."""
        truck = self.state.truck
        if truck is not None and truck.is_called_off:
            self._say_called_off(truck)
        else:
            self.show(sight=Sight.CLOSING, awaiting="", said=None)

    def _say_called_off(self, truck: Truck) -> None:
        self.say(False, "was_called_off", number=truck.number, since=truck.state_at)

    async def _finish(self) -> None:
        truck = self.state.truck
        if truck is None:
            return
        differences = len(closing.differences(truck))
        if await self.do(FinishDelivery(delivery_id=truck.id)) is not None:
            self.show(sight=Sight.LIST, truck_id="", carton_id="", selected="", can_undo=False)
            self.say(
                True, "finished" if differences else "finished_whole", number=truck.number, count=differences
            )
            await self.refresh()

    async def missing(self) -> None:
        """One unit of the selected line is not there."""
        await self._pieces.missing()

    async def damaged(self) -> None:
        """One unit of the selected line is damaged."""
        await self._pieces.damaged()

    async def one_more(self) -> None:
        """One unit of the selected line is here, counted by hand."""
        await self._pieces.one_more()

    async def put_in(self, code: str) -> None:
        """The parcel in hand stands in a bin that was typed."""
        await self._parcels.put_in(code)

    async def undo(self) -> None:
        """The last article was not there after all."""
        await self._pieces.undo()

    # transfers

    async def _approve(self) -> None:
        asked = self.state.transfer
        if asked is None or not asked.is_draft or not self.state.may_approve:
            return
        if await self.do(ApproveTransfer(transfer_id=asked.id)) is not None:
            self.say(True, "approved", number=asked.number, place=asked.from_name)
            await self.refresh()

    async def turn_down(self) -> None:
        """Refuse a request, or call off what has not left yet."""
        asked = self.state.transfer
        if asked is None or not asked.can_be_called_off:
            return
        is_refusal = asked.is_draft and self.state.may_approve
        command: Command = (
            RefuseTransfer(transfer_id=asked.id) if is_refusal else CancelTransfer(transfer_id=asked.id)
        )
        if await self.do(command) is not None:
            self.say(True, "refused" if is_refusal else "called_off", number=asked.number)
            await self.refresh()

    # scanning

    async def scan(self, scan: Scanned) -> None:
        """Take a scan, wherever one is."""
        state = self.state
        if isinstance(scan, StagingBin):
            await self._parcels.bin_scanned(scan.code)
        elif state.awaiting and text_of(scan):
            await self._pieces.serial(text_of(scan))
        elif isinstance(scan, Piece):
            await self._pieces.article(scan.gtin, scan.serial)
        elif isinstance(scan, Article):
            await self._pieces.article(scan.gtin, "")
        elif isinstance(scan, Parcel):
            await self._number(scan.sscc, scan.fulfilment_id or "")
        else:
            await self._number(text_of(scan), "")

    async def _number(self, number: str, fulfilment_id: str) -> None:
        """A number on a carton or parcel: a customer's parcel first, then a carton that is expected."""
        if not number:
            self.say(False, "nothing_read")
        elif await self._parcels.number(number):
            return
        elif (truck := self._truck_with(number)) is not None:
            if truck.is_called_off and truck.id != self.state.truck_id:
                # What nobody awaits is received once it is scanned again.
                self.take(truck.id)
                return
            if truck.id != self.state.truck_id:
                self.take(truck.id)
            await self._pieces.carton(number)
        elif (named := next((one for one in self._known() if one.number == number), None)) is not None:
            self.take(named.id)
            if not named.is_called_off:
                self.say(True, "delivery_named", number=named.number)
        elif self.state.truck_id:
            await self._pieces.unknown_carton(number)
        else:
            self.say(False, "parcel_unknown" if fulfilment_id else "carton_unknown", number=number)

    def _known(self) -> tuple[Truck, ...]:
        return self.state.trucks + self.state.called_off

    def _truck_with(self, number: str) -> Truck | None:
        with_it = [one for one in self._known() if any(box.number == number for box in one.cartons)]
        in_hand = [one for one in with_it if one.id == self.state.truck_id]
        return next(iter(in_hand + with_it), None)

    # what the parts need

    async def do(self, command: Command) -> Outcome | None:
        """Do it; None where it was refused, which is said then."""
        try:
            return await self.desk.do(command)
        except Refused as refusal:
            self.face.heard(False)
            self.face.refused(refusal)
            return None

    def say(self, is_good: bool, code: str, **data: Any) -> None:
        """Say what came of it, and let it be heard."""
        self.face.heard(is_good)
        self.show(said=Said(is_good, code, data))

    def show(self, **changes: Any) -> None:
        """Show a changed state."""
        self.put(replace(self.state, **changes))

    def put(self, state: ReceiveState) -> None:
        """Show a state."""
        self.state = state
        self.face.show(state)
