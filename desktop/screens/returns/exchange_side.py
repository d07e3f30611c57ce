"""The exchange's side of a return: another size or colour, or another article, in place of the money."""

from __future__ import annotations

from msgspec.structs import replace

from core.rules.errors import Refused
from desktop.screens.returns import exchange_reading as reading
from desktop.screens.returns.exchange_state import Instead
from desktop.screens.returns.side import Side
from desktop.screens.returns.state import Proof, Sight


class ExchangeSide(Side):
    """Chooses what is taken instead."""

    async def begin_exchange(self) -> None:
        """Show the sizes and colours of the article in hand; the same again puts them away."""
        taken = self.state.taken
        if self.state.sight is not Sight.TAKING or self.state.proof is Proof.SLIP or taken is None:
            return
        if self.state.is_choosing:
            self._show(is_choosing=False)
            return
        article_id = taken.line.article_id
        found = await self._desk.read(lambda reader: reading.choices(reader, article_id))
        self._show(is_choosing=True, choices=found, said=None)

    async def take_instead(self, article_id: int) -> None:
        """As many of it as come back of the line in hand, as far as there are; again takes it off."""
        if any(one.article_id == article_id for one in self.state.instead):
            left = tuple(one for one in self.state.instead if one.article_id != article_id)
            self._show(instead=left, said=None)
            return
        taken = self.state.taken
        await self._add(article_id, len(taken.places) if taken is not None else 1)

    async def scan_instead(self, gtin: str, serial: str = "") -> None:
        """One unit more of what was scanned, or this very piece."""
        article = await self._desk.read(lambda reader: reader.article_by_gtin(gtin))
        if article is None:
            self._show(said=Refused("exchange_price_unknown"))
            self._face.heard(False)
            return
        self._face.heard(await self._add(article.id, 1, serial))

    async def _add(self, article_id: int, units: int, serial: str = "") -> bool:
        now = self._desk.clock.now()
        which = (article_id, serial)
        known = next((one for one in self.state.instead if (one.article_id, one.serial) == which), None)
        try:
            if known is not None and known.quantity + units > known.free:
                raise Refused("exchange_not_in_stock", article_id=article_id)
            found = await self._desk.read(lambda reader: reading.instead(reader, article_id, now, serial))
        except Refused as refusal:
            self._show(said=refusal)
            return False
        wanted = units + (known.quantity if known is not None else 0)
        self._show(instead=self._with(replace(found, quantity=min(wanted, found.free))), said=None)
        return True

    def _with(self, one: Instead) -> tuple[Instead, ...]:
        which = (one.article_id, one.serial)
        others = (other for other in self.state.instead if (other.article_id, other.serial) != which)
        return (*others, one)
