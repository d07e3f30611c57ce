"""The sale's side of a return: found, asked for, opened; or gone on without."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from msgspec.structs import replace

from core.rules.errors import Offline, Refused
from desktop.devices.scanner import Credit, parse
from desktop.screens.returns import finding, reading
from desktop.screens.returns.completing import complete
from desktop.screens.returns.goods_side import GoodsSide
from desktop.screens.returns.goods_state import Sale
from desktop.screens.returns.known_state import Known
from desktop.screens.returns.side import NOTHING_TAKEN
from desktop.screens.returns.state import MAX_NAME_CHARS, Proof, Sight
from sync.reading import Reader


class SaleSide(GoodsSide):
    """Finds the sale that goods are of."""

    def search(self, text: str) -> Coroutine[Any, Any, None]:
        """Find what is typed; a code that is exactly one sale's opens it at Enter.

        What is typed counts from this call on: what is shown meanwhile must not put the older text back.
        """
        self._show(wanted=text, said=None, done=None, opened=None, card=None, coming=())
        return self._look(text)

    async def _look(self, text: str, keeps: str = "") -> None:
        """`keeps` stays chosen where it is found still, unless what headquarters was asked for has come."""
        wanted = finding.wanted_in(text, self._desk.clock.now(), self.state.timezone)
        code, coming = wanted.words.upper(), self.state.coming
        # What headquarters has found may have come under another number than was typed.
        found = await self._desk.read(
            lambda reader: reading.load_sales(reader, finding.find(reader, wanted), code)
        )
        named = tuple[Known, ...]()
        if not found:
            found, named = await self._look_by_name(text, wanted, coming)
        number = "" if found or named else await self._known_credit(text)
        if number and self.state.wanted == text:
            await self.open_credit(number)
            return
        if self.state.wanted == text and not self.state.is_taking:
            ids = [*(sale.id for sale in found), *(known.id for known in named)]
            has_come = bool(found and coming)
            chosen = keeps if keeps in ids and not has_come else "".join(ids[:1])
            # A return that is called so is no sale: theirs may be another store's.
            self._show(
                found=found, named=named, chosen=chosen, nothing_found=bool(wanted.words) and not found
            )

    async def _look_by_name(
        self, text: str, wanted: finding.Wanted, coming: tuple[str, ...]
    ) -> tuple[tuple[Sale, ...], tuple[Known, ...]]:
        """The sales of a name, else what headquarters has found; and what a customer of this name has brought
        back without its sale, unless one of those is looked for. One search at a time: of what was typed
        while it went on, the last alone is looked for."""
        code, is_name, now = wanted.words.upper(), finding.may_name(wanted), self._desk.clock.now()

        def look(reader: Reader) -> tuple[tuple[Sale, ...], tuple[Known, ...]]:
            sales = finding.find_named(reader, wanted) if is_name else []
            returns = finding.find_returns_named(reader, wanted, now) if is_name and not is_of_slip else []
            return reading.load_sales(reader, sales or coming, code), reading.load_known(reader, returns)

        async with self._naming:
            if self.state.wanted != text:
                return (), ()
            is_of_slip = self.state.slip is not None
            return await self._desk.read(look)

    async def _known_credit(self, text: str) -> str:
        """The number of a credit that this store knows, where that is what was typed."""
        credit = parse(text)
        if not isinstance(credit, Credit):
            return ""
        is_known = await self._desk.read(lambda reader: finding.has_credit(reader, credit.number))
        return credit.number if is_known else ""

    def choose(self, sale_id: str) -> None:
        """This sale is the one that Enter opens."""
        self.state = replace(self.state, chosen=sale_id)

    async def open_chosen(self) -> None:
        """Open the chosen sale; the one of a slip completes it."""
        sale = next((one for one in self.state.found if one.id == self.state.chosen), None)
        known = next((one for one in self.state.named if one.id == self.state.chosen), None)
        if sale is not None and self.state.slip is not None:
            await self._complete(self.state.slip, sale)
        elif known is not None and known.is_slip:
            await self.open_slip(known)
        elif known is not None:
            await self.open_return(known.id)
        elif self.state.chosen:
            await self.open_sale(self.state.chosen, sale.code if sale is not None else "")

    async def ask_headquarters(self) -> None:
        """Look for what was typed in the whole chain: a sale, or a credit by its number."""
        state, credit = self.state, parse(self.state.wanted)
        if not state.may_ask:
            return
        if isinstance(credit, Credit):
            await self.open_credit(credit.number)
            return
        now = self._desk.clock.now()
        wanted = finding.wanted_in(state.wanted, now, state.timezone)
        self._show(is_asking=True)
        said, found = Refused("unknown_sale"), tuple[str, ...]()
        try:
            asked = await self._desk.read(lambda reader: finding.asked_of(reader, wanted, now))
            found = await self._desk.find_sales(asked)
        except Refused as refusal:
            said = refusal
        except Offline as error:
            self._face.refused(error)
        finally:
            self._show(is_asking=False)
        if self.state.wanted == state.wanted:
            self._show(coming=found, said=None if found else said)

    async def _complete(self, slip: Known, sale: Sale) -> None:
        try:
            done = await complete(self._desk, slip, sale, self._receipts())
        except Refused as refusal:
            self._face.refused(refusal)
        else:
            self._show(done=done, slip=None, wanted="", found=(), named=(), said=None)
        await self.refresh()

    async def open_sale(self, sale_id: str, code: str = "") -> None:
        """Take goods of this sale back; one single article is chosen already."""
        sale = await self._desk.read(lambda reader: reading.load_sale(reader, sale_id, code))
        if sale is None:
            self._show(said=Refused("unknown_sale"))
            return
        self._begin(Proof.SALE, sale)
        left = [line for line in sale.lines if line.free]
        if len(left) == 1:
            self._put(left[0], left[0].free[:1])

    def begin_without(self, proof: Proof) -> None:
        """Take goods without their sale: as a slip that is completed later, or without any proof."""
        self._begin(proof, None)

    def _begin(self, proof: Proof, sale: Sale | None) -> None:
        self._ask.end()
        self._show(
            proof=proof, sale=sale, takens=(), current="", as_credit=False, override_reason="", done=None,
            opened=None, card=None, gesture=None, said=None, customer="", found=(), named=(),
            nothing_found=False, slip=None, **{**NOTHING_TAKEN, "is_taking": True},
        )  # fmt: skip

    def say_customer(self, name: str) -> None:
        """Whose goods they are, where no sale says it."""
        self._show(customer=name[:MAX_NAME_CHARS])

    def ask_means(self) -> None:
        """Ask for another means, or not any more."""
        raise NotImplementedError

    def end_choosing(self) -> None:
        """Put the sizes away."""
        raise NotImplementedError

    def back(self) -> None:
        """One step back: the PIN, the gesture, a means, the exchange, the goods, then what was typed."""
        if self.state.beside is not None:
            self._ask.end()
        elif self.state.gesture is not None:
            self._show(gesture=None, said=None)
        elif self.state.asks_means:
            self.ask_means()
        elif self.state.is_choosing:
            self.end_choosing()
        elif self.state.sight in (Sight.OPENED, Sight.CARD):
            self._show(opened=None, card=None, said=None, wanted="")
        elif self.state.sight in (Sight.TAKING, Sight.DONE):
            self._show(sale=None, takens=(), current="", done=None, said=None, wanted="", **NOTHING_TAKEN)
        else:
            self._show(wanted="", found=(), named=(), chosen="", nothing_found=False, said=None, slip=None)
