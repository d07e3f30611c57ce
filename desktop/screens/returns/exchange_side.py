"""The exchange's side of a return: another size or colour, or another article, in place of the money."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from msgspec.structs import replace

from core.rules.errors import Refused
from core.rules.exchange_sending import Sending, Way
from core.rules.time import MINUTE_MS
from desktop.screens.returns import exchange_reading as reading
from desktop.screens.returns import exchange_ways as ways
from desktop.screens.returns.counter_state import Opened
from desktop.screens.returns.exchange_state import Instead, Offer
from desktop.screens.returns.exchange_ways import Seen
from desktop.screens.returns.money_state import Again
from desktop.screens.returns.side import NOTHING_TAKEN, Side
from desktop.screens.returns.state import Proof, Sight
from sync.reading import Reader

MAX_SENDING_CHARS: Final = 120
"""Of a name, and of each part of an address."""
KEPT_WITHIN_MS: Final = 15 * MINUTE_MS
"""What is promised for two hours from now moves with the clock: so much of it the store makes up for."""


class ExchangeSide(Side):
    """Chooses what is taken instead."""

    async def begin_exchange(self) -> None:
        """Show the sizes and colours of the article in hand; the same again puts them away."""
        article_id = self._in_hand()
        if not article_id:
            return
        if self.state.is_choosing:
            self.end_choosing()
            return
        found = await self._desk.read(lambda reader: reading.choices(reader, article_id))
        self._show(is_choosing=True, choices=found, said=None)

    async def take_instead(self, article_id: int) -> None:
        """As many of it as come back of the line in hand, as far as there are; again takes it off. For what
        an open return has left of several sizes, one unit a press, until there is one for each."""
        taken, opened = self.state.taken, self.state.opened
        known = next((one for one in self.state.instead if one.article_id == article_id), None)
        if known is not None and not (opened is not None and self._wants_more(known, opened)):
            await self._exchange_for(
                lambda instead: tuple(one for one in instead if one.article_id != article_id)
            )
            return
        units = len(taken.places) if opened is None and taken is not None else 1
        await self._add(article_id, units)

    def _wants_more(self, known: Instead, opened: Opened) -> bool:
        units = sum(one.quantity for one in self.state.instead)
        return units < opened.open_units and known.quantity < known.free

    def _in_hand(self) -> int:
        """The article that something is taken for: of the line in hand, or of a return that is open and whose
        units are neither refunded nor exchanged; 0 if there is none."""
        state = self.state
        if state.opened is not None:
            return state.opened.article_id if state.opened.open_units and state.gesture is None else 0
        is_taking = state.sight is Sight.TAKING and state.proof is not Proof.SLIP
        return state.taken.line.article_id if is_taking and state.taken is not None else 0

    def end_choosing(self) -> None:
        """Put the sizes away; of an open return what was chosen too."""
        kept = {} if self.state.opened is None else NOTHING_TAKEN
        self._show(**{**kept, "is_choosing": False, "said": None})

    async def scan_instead(self, gtin: str, serial: str = "") -> None:
        """One unit more of what was scanned, or this very piece."""
        article = await self._desk.read(lambda reader: reader.article_by_gtin(gtin))
        if article is None:
            self._show(said=Refused("exchange_price_unknown"))
            self._face.heard(False)
            return
        self._face.heard(await self._add(article.id, 1, serial))

    async def _add(self, article_id: int, units: int, serial: str = "") -> bool:
        before, now, which = self.state.instead, self._desk.clock.now(), (article_id, serial)
        known = next((one for one in before if (one.article_id, one.serial) == which), None)
        may_ask = self._desk.is_connected

        def looked(reader: Reader) -> tuple[Instead, tuple[Offer, ...]]:
            seen = Seen(reader)
            found = reading.instead(seen, article_id, now, serial, is_connected=may_ask)
            return found, ways.offers(seen, _with_more(before, found, units), now)

        try:
            if known is not None and known.quantity + units > known.free:
                raise Refused("exchange_not_in_stock", article_id=article_id)
            found, offers = await self._desk.read(looked)
        except Refused as refusal:
            self._show(said=refusal)
            return False
        await self._exchange_for(lambda instead: _with_more(instead, found, units), (before, offers))
        return True

    async def _exchange_for(
        self,
        changed: Callable[[tuple[Instead, ...]], tuple[Instead, ...]],
        seen: tuple[tuple[Instead, ...], tuple[Offer, ...]] | None = None,
    ) -> None:
        """Take other things instead: together with what was scanned while it was read how they are sent.

        Args:
            seen: what was taken when it was looked at, and how it is sent then, changed so.
        """
        while True:
            before = self.state.instead
            instead = changed(before)
            sent = await self._sent(instead, seen[1] if seen is not None and seen[0] == before else None)
            if self.state.instead == before:
                self._show(instead=instead, said=None, **sent)
                return

    async def _sent(
        self, instead: tuple[Instead, ...], offers: tuple[Offer, ...] | None = None
    ) -> dict[str, Any]:
        """How the customer gets it: along or home, where all of it is here; else all together, as one order.

        Args:
            offers: as they were read with it; else they are read now.
        """
        now, again = self._desk.clock.now(), await self._again(instead)
        if offers is None:
            offers = await self._desk.read(lambda reader: ways.offers(Seen(reader), instead, now))
        sending = self.state.sending
        if not all(one.is_here for one in instead):
            sending = sending or Sending(Way.PICKUP, self._customer())
        elif sending is not None and sending.way not in [one.way for one in offers]:
            sending = None
        return {"offers": offers, "sending": sending, "again": again}

    async def _promise_stands(self) -> bool:
        told, instead = self.state.offer, self.state.instead
        if told is None:
            return True
        found = await self._sent(instead)
        if self.state.instead != instead:
            # Something else was scanned meanwhile: whoever pressed has not seen it.
            self._face.heard(False)
            return False
        now = next((one for one in found["offers"] if one.way is told.way), None)
        if now is not None and _is_kept(told, now):
            return True
        self._show(said=Refused("exchange_promise_changed"), **found)
        self._face.heard(False)
        return False

    async def _again(self, instead: tuple[Instead, ...]) -> Again | None:
        """What it comes to for the units of a return that is open."""
        opened, cents = self.state.opened, sum(one.cents for one in instead)
        if opened is None or not instead:
            return None
        return await self._desk.read(lambda reader: reading.again(reader, opened.id, cents))

    def _customer(self) -> str:
        """As the sale, or the return, names them; else as was said before."""
        sale, opened = self.state.sale, self.state.opened
        if sale is not None or opened is None:
            return sale.customer if sale is not None else ""
        return opened.customer or (opened.sent.name if opened.sent is not None else "")

    def send_by(self, way: Way | None) -> None:
        """The customer gets it in this way, of those that there are; None: along."""
        if way not in [one.way for one in self.state.offers]:
            return
        if way is None:
            self._show(sending=None, said=None)
        else:
            sending = self.state.sending or Sending(way, self._customer())
            self._show(sending=replace(sending, way=way), said=None)

    def say_where(self, said: Mapping[str, str]) -> None:
        """To whom it goes, and where, as far as it is typed: by the names of `Sending`."""
        if self.state.sending is not None:
            cut = {name: text[:MAX_SENDING_CHARS].strip() for name, text in said.items()}
            self._show(sending=replace(self.state.sending, **cut))


def _with_more(instead: tuple[Instead, ...], found: Instead, units: int) -> tuple[Instead, ...]:
    """So many more of what was found, as far as there are."""
    which = (found.article_id, found.serial)
    known = sum(one.quantity for one in instead if (one.article_id, one.serial) == which)
    others = (one for one in instead if (one.article_id, one.serial) != which)
    return (*others, replace(found, quantity=min(known + units, found.free)))


def _is_kept(told: Offer, now: Offer) -> bool:
    """Whether what a customer was told is so still: its day, and who brings it."""
    is_late = now.at - told.at > KEPT_WITHIN_MS
    return not is_late and (now.carrier, now.arrives_at) == (told.carrier, told.arrives_at)
