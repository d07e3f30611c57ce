"""Cartons and articles of the delivery in hand, one scan or one key at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from core.commands import ReceiveCarton, ReceivePieces, TakeOff, TellDamaged
from core.rules.plausibility import MAX_UNITS_A_LINE
from desktop.screens.preparation.scans import is_same
from desktop.screens.receive.reading import article_of, doubt
from desktop.screens.receive.state import Expected, Sight, Truck

if TYPE_CHECKING:
    from desktop.screens.receive.presenter import ReceivePresenter


class Last(msgspec.Struct, frozen=True):
    """What was received last, and can be taken back."""

    line_id: str
    quantity: int
    serial: str


class Pieces:
    """What is scanned off the delivery in hand. A number that is doubted is believed when it comes twice."""

    def __init__(self, desk: ReceivePresenter) -> None:
        self._at = desk
        self._insists_on = ""
        self._last: Last | None = None

    # cartons

    async def carton(self, number: str) -> None:
        """A carton of the delivery is off the truck; one that is already says so and counts once."""
        at, truck = self._at, self._at.state.truck
        if truck is None:
            return
        box = next(one for one in truck.cartons if one.number == number)
        if box.is_here:
            at.show(carton_id=box.id, sight=Sight.DELIVERY, selected=_first_of(truck, box.id))
            at.say(False, "carton_twice", number=number, name=box.received_by, at=box.received_at or 0)
            return
        if await at.do(ReceiveCarton(delivery_id=truck.id, number=number)) is None:
            return
        await at.refresh()
        self._forget()
        fresh = at.state.truck
        at.show(
            carton_id=box.id,
            sight=Sight.DELIVERY,
            awaiting="",
            can_undo=False,
            selected=_first_of(fresh, box.id) if fresh else "",
        )
        units = sum(line.units.received for line in fresh.lines if line.carton_id == box.id) if fresh else 0
        wants = _without_serial(fresh, box.id) if fresh else None
        if wants is not None:
            at.say(True, "carton_here_serials", number=number, name=wants.name)
        else:
            at.say(True, "carton_here", number=number, count=units)

    async def unknown_carton(self, number: str) -> None:
        """A carton that nobody had announced: asked for twice, then kept and told."""
        at, truck = self._at, self._at.state.truck
        if truck is None:
            return
        if not truck.is_unannounced and self._insists_on != number:
            self._insists_on = number
            at.say(False, "carton_not_announced", number=number)
            return
        self._forget()
        if await at.do(ReceiveCarton(delivery_id=truck.id, number=number)) is None:
            return
        await at.refresh()
        box = next((one for one in (at.state.truck or truck).cartons if one.number == number), None)
        at.show(carton_id=box.id if box else "", sight=Sight.DELIVERY)
        at.say(True, "carton_kept", number=number)

    # articles

    async def article(self, gtin: str, serial: str) -> None:
        """An article was scanned, perhaps with its piece's number."""
        at, truck = self._at, self._at.state.truck
        if truck is None or not at.state.truck_id:
            at.say(False, "delivery_wanted")
            return
        known = await at.desk.read(lambda reader: article_of(reader, truck, gtin))
        if known is None:
            at.say(False, "article_unknown", gtin=gtin)
            return
        line = self._line_for(truck, gtin)
        if known.is_serialised and not serial:
            at.show(awaiting=gtin, sight=Sight.DELIVERY, selected=line.id if line else at.state.selected)
            at.say(True, "serial_wanted", name=known.name)
        elif known.is_serialised:
            await self._piece(truck, known.article_id, known.name, serial)
        else:
            await self._receive(truck, known.article_id, "")

    async def serial(self, text: str) -> None:
        """The number of the piece that is awaited."""
        await self.article(self._at.state.awaiting, text)

    async def _piece(self, truck: Truck, article_id: int, name: str, serial: str) -> None:
        at = self._at
        if any(serial in line.received_serials for line in truck.lines if line.article_id == article_id):
            at.say(False, "serial_received_twice", serial=serial, name=name)
            return
        against = await at.desk.read(lambda reader: doubt(reader, article_id, serial))
        if against and self._insists_on != serial:
            self._insists_on = serial
            at.say(False, f"doubt_{against}", serial=serial, name=name)
            return
        await self._receive(truck, article_id, serial)

    async def _receive(self, truck: Truck, article_id: int, serial: str) -> None:
        at = self._at
        box = truck.carton(at.state.carton_id)
        before = {line.id: line.units.received for line in truck.lines}
        command = ReceivePieces(
            delivery_id=truck.id,
            article_id=article_id,
            carton=box.number if box else "",
            serial=serial or None,
        )
        if await at.do(command) is None:
            return
        self._forget()
        await at.refresh()
        fresh = at.state.truck
        lines = fresh.lines if fresh else ()
        line = next((one for one in lines if one.units.received > before.get(one.id, 0)), None)
        if line is None:
            at.show(awaiting="")
            at.say(False, "not_counted")
            return
        self._last = Last(line.id, 1, serial)
        at.show(awaiting="", sight=Sight.DELIVERY, selected=line.id, can_undo=True)
        self._say_counted(line)

    def _say_counted(self, line: Expected) -> None:
        units = line.units
        told = {"name": line.name, "size": line.size, "colour": line.colour}
        saying = "counted"
        if units.extra:
            saying = "extra" if units.expected else "extra_of_none"
        here = {"here": units.received, "of": units.expected, "extra": units.extra}
        self._at.say(units.extra == 0, saying, **told, **here)

    # keys

    async def missing(self) -> None:
        """One unit of the selected line is not there after all."""
        line, truck = self._in_hand()
        if line is None or truck is None:
            return
        if not line.units.received:
            self._at.say(True, "missing_anyway", name=line.name)
            return
        serial = line.received_serials[-1] if line.is_serialised and line.received_serials else None
        await self._change(TakeOff(delivery_id=truck.id, line_id=line.id, serial=serial), line.id, "missing")

    async def damaged(self) -> None:
        """One more unit of the selected line is damaged."""
        line, truck = self._in_hand()
        if line is None or truck is None:
            return
        if line.is_serialised and not line.units.received:
            self._at.say(False, "scan_it_first", name=line.name)
            return
        if line.units.damaged >= max(line.units.received, line.units.expected):
            self._at.say(False, "all_damaged", name=line.name)
            return
        serial = line.received_serials[-1] if line.is_serialised and line.received_serials else None
        command = TellDamaged(delivery_id=truck.id, line_id=line.id, serial=serial)
        await self._change(command, line.id, "damaged")

    async def one_more(self) -> None:
        """One unit of the selected line is here."""
        line, truck = self._in_hand()
        if line is None or truck is None:
            return
        if line.is_serialised:
            self._at.show(awaiting=line.gtin)
            self._at.say(True, "serial_wanted", name=line.name)
        elif line.units.received >= MAX_UNITS_A_LINE:
            self._at.say(False, "too_many", name=line.name)
        else:
            await self._receive(truck, line.article_id, "")

    async def undo(self) -> None:
        """What was received last had not come."""
        last, truck = self._last, self._at.state.truck
        if last is None or truck is None:
            return
        command = TakeOff(
            delivery_id=truck.id, line_id=last.line_id, quantity=last.quantity, serial=last.serial or None
        )
        self._last = None
        await self._change(command, last.line_id, "undone")

    async def _change(self, command: TakeOff | TellDamaged, line_id: str, code: str) -> None:
        at = self._at
        if await at.do(command) is None:
            return
        self._forget()
        at.show(can_undo=False, selected=line_id)
        await at.refresh()
        line = at.state.line
        units = line.units if line else None
        at.say(
            True,
            code,
            name=line.name if line else "",
            left=units.left if units else 0,
            damaged=units.damaged if units else 0,
        )

    def _in_hand(self) -> tuple[Expected | None, Truck | None]:
        state = self._at.state
        return (state.line, state.truck) if state.sight is Sight.DELIVERY else (None, None)

    def _line_for(self, truck: Truck, gtin: str) -> Expected | None:
        same = [line for line in truck.lines if is_same(line.gtin, gtin)]
        return next((line for line in same if line.units.left), next(iter(same), None))

    def _forget(self) -> None:
        self._insists_on = ""
        self._last = None


def _first_of(truck: Truck | None, carton_id: str) -> str:
    lines = [line for line in truck.lines if line.carton_id == carton_id] if truck else []
    return next((line.id for line in lines if line.units.left), next((line.id for line in lines), ""))


def _without_serial(truck: Truck, carton_id: str) -> Expected | None:
    return next(
        (
            line
            for line in truck.lines
            if line.carton_id == carton_id and line.is_serialised and line.units.left
        ),
        None,
    )
