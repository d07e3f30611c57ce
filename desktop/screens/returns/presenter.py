"""Returns: the sale, the goods, the money; each can be changed until the money goes."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from msgspec.structs import replace

from core.commands.return_reading import lowest_price
from core.rules.approval import Need
from core.rules.errors import Offline, Refused
from core.rules.permissions import Permission
from desktop.desk import Desk, Hand
from desktop.devices.scanner import Article, OrderNumber, Parcel, Piece, Scanned
from desktop.screens.beside import AskBeside, Beside
from desktop.screens.fulfilments import this_place
from desktop.screens.returns import amounts, finding, reading
from desktop.screens.returns.completing import complete
from desktop.screens.returns.goods_side import GoodsSide
from desktop.screens.returns.state import (
    Known,
    Line,
    Proof,
    ReturnsState,
    Sale,
    Sight,
)
from desktop.screens.returns.taking import TakeBack
from desktop.screens.screen import Face, Section

MAX_REASON_CHARS = 200


class ReturnsPresenter(GoodsSide):
    """Knows what is brought back, and what may go back for it.

    Attributes:
        state: what is shown now.
    """

    def __init__(self, desk: Desk, face: Face[ReturnsState], language: Callable[[], str]) -> None:
        """`language` tells the one that is printed in."""
        self._language = language
        self._desk = desk
        self._face = face
        self._is_acting = False
        self._ask = AskBeside(desk, self._show_beside)
        self.state = ReturnsState()

    # what there is

    async def refresh(self) -> None:
        """Read again; what was typed and chosen stays."""
        now, sale = self._desk.clock.now(), self.state.sale
        place, policy, waiting, known = await self._desk.read(
            lambda reader: (
                this_place(reader),
                reading.load_policy(reader),
                reading.waiting(reader, now),
                reading.load_sale(reader, sale.id) if sale is not None else None,
            )
        )
        self._show(
            now=now,
            timezone=place.timezone,
            is_connected=self._desk.is_connected,
            policy=policy,
            may_override=self._desk.me.may(Permission.OVERRIDE_RETURN),
            open_returns=waiting,
            sale=known if sale is not None and self.state.done is None else sale,
            is_read=True,
        )
        if self.state.nothing_found and self.state.sight is Sight.ASKING:
            # It may have come meanwhile: from headquarters, or with the hand-over's own sale.
            await self._look(self.state.wanted)

    def count(self) -> int:
        """Returns that were begun here and wait for somebody at the counter."""
        return sum(1 for one in self.state.open_returns if not one.refund_id)

    # the sale

    def search(self, text: str) -> Coroutine[Any, Any, None]:
        """Find what is typed; a code that is exactly one sale's opens it at Enter.

        What is typed counts from this call on: what is shown meanwhile must not put the older text back.
        """
        self._show(wanted=text, said=None, done=None, is_coming=False)
        return self._look(text)

    async def _look(self, text: str) -> None:
        wanted = finding.wanted_in(text, self._desk.clock.now(), self.state.timezone)
        found = await self._desk.read(lambda reader: reading.load_sales(reader, finding.find(reader, wanted)))
        if self.state.wanted == text and not self.state.is_taking:
            chosen = found[0].id if found else ""
            self._show(found=found, chosen=chosen, nothing_found=bool(wanted.words) and not found)

    def choose(self, sale_id: str) -> None:
        """This sale is the one that Enter opens."""
        self.state = replace(self.state, chosen=sale_id)

    async def open_chosen(self) -> None:
        """Open the chosen sale; the one of a slip completes it."""
        sale = next((one for one in self.state.found if one.id == self.state.chosen), None)
        if sale is not None and self.state.slip is not None:
            await self._complete(self.state.slip, sale)
        elif self.state.chosen:
            await self.open_sale(self.state.chosen)

    async def ask_headquarters(self) -> None:
        """Look for what was typed in the whole chain."""
        state = self.state
        if not state.may_ask:
            return
        wanted = finding.wanted_in(state.wanted, self._desk.clock.now(), state.timezone)
        self._show(is_asking=True)
        try:
            found = await self._desk.find_sales(finding.asked_of(wanted, self._desk.clock.now()))
        except (Offline, Refused) as error:
            self._face.refused(error)
            found = 0
        finally:
            self._show(is_asking=False)
        if self.state.wanted == state.wanted:
            self._show(is_coming=found > 0, said=None if found else Refused("unknown_sale"))

    async def _complete(self, slip: Known, sale: Sale) -> None:
        try:
            done = await complete(self._desk, slip, sale)
        except Refused as refusal:
            self._face.refused(refusal)
        else:
            self._show(done=done, slip=None, wanted="", found=(), said=None)
        await self.refresh()

    async def open_sale(self, sale_id: str) -> None:
        """Take goods of this sale back; one single article is chosen already."""
        sale = await self._desk.read(lambda reader: reading.load_sale(reader, sale_id))
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
            proof=proof, sale=sale, is_taking=True, takens=(), current="", as_credit=False,
            override_reason="", done=None, said=None, found=(), nothing_found=False, slip=None,
        )  # fmt: skip

    def back(self) -> None:
        """One step back: the PIN, then the goods, then what was typed."""
        if self.state.beside is not None:
            self._ask.end()
        elif self.state.sight in (Sight.TAKING, Sight.DONE):
            self._show(is_taking=False, sale=None, takens=(), current="", done=None, said=None, wanted="")
        else:
            self._show(wanted="", found=(), chosen="", nothing_found=False, said=None, slip=None)

    # the money

    def pay_as_credit(self) -> None:
        """Store credit in place of the means paid with; a second time takes that back."""
        if self.state.proof is Proof.SALE:
            self._show(as_credit=not self.state.as_credit)

    def override(self, reason: str) -> None:
        """It is taken back all the same, and why."""
        self._show(override_reason=reason[:MAX_REASON_CHARS].strip())

    def choose_signer(self, staff_id: str) -> None:
        """This one signs."""
        self._ask.choose(staff_id)

    async def go(self) -> None:
        """Take it back: with nobody's word where none is needed, else somebody is asked to sign beside."""
        if not self.state.is_complete or self._is_acting or self.state.beside is not None:
            return
        refused = self.state.barred
        if refused is not None:
            self._show(said=refused)
        elif self.state.needs_hand:
            await self._ask.begin(self._desk.me.staff_id)
        else:
            await self._take(None, signs=False)

    async def sign(self, pin: str) -> None:
        """Whoever was chosen shows their PIN: taken back, overridden if need be, approved and signed."""
        hand = await self._ask.check(pin)
        if hand is not None:
            self._ask.end()
            await self._take(hand, signs=self.state.money.need != Need.NOBODY)

    async def leave_to_manager(self) -> None:
        """Take the goods now; the money waits on Approvals."""
        if (
            self.state.is_complete
            and not self._is_acting
            and self.state.may_wait
            and self.state.barred is None
        ):
            self._ask.end()
            await self._take(None, signs=False)

    async def _take(self, hand: Hand | None, *, signs: bool) -> None:
        self._is_acting = True
        taking = TakeBack(self._desk, self.state, self._language)
        try:
            await taking.run(hand, signs=signs)
        except Refused as refusal:
            self._face.refused(refusal)
        finally:
            self._is_acting = False
        if taking.is_declared:
            done = await taking.outcome(hand)
            self._show(done=done, is_taking=False, takens=(), current="", wanted="", said=None)
            self._face.heard(True)
        await self.refresh()

    # scanning

    async def scan(self, scan: Scanned) -> bool:
        """Take a scan: an order, a parcel, a piece, an article; False for what means nothing here."""
        if isinstance(scan, OrderNumber):
            await self._open_found(
                lambda reader: finding.find(reader, finding.Wanted(scan.number)), scan.number
            )
        elif isinstance(scan, Parcel):
            key = scan.fulfilment_id or ""
            await self._open_found(lambda reader: finding.by_fulfilment(reader, key), scan.sscc)
        elif isinstance(scan, Piece):
            await self._scan_goods(scan.gtin, scan.serial)
        elif isinstance(scan, Article):
            await self._scan_goods(scan.gtin, "")
        else:
            return False
        return True

    async def _open_found(self, query: Any, text: str) -> None:
        found = await self._desk.read(lambda reader: reading.load_sales(reader, query(reader)))
        self._face.heard(bool(found))
        if len(found) == 1:
            await self.open_sale(found[0].id)
        else:
            self.back_to_question(found, text)

    def back_to_question(self, found: tuple[Sale, ...], text: str) -> None:
        """Show what was found for a text that was scanned."""
        chosen = found[0].id if found else ""
        self._show(
            wanted=text, found=found, chosen=chosen, nothing_found=not found, is_taking=False, done=None
        )

    async def _scan_goods(self, gtin: str, serial: str) -> None:
        if self.state.sight is Sight.TAKING:
            await self._take_scanned(gtin, serial)
        else:
            await self._open_found(
                lambda reader: (
                    finding.by_serial(reader, serial)
                    if serial
                    else finding.find(reader, finding.Wanted(gtin))
                ),
                serial or gtin,
            )

    async def _take_scanned(self, gtin: str, serial: str) -> None:
        """One unit more of the article in hand."""
        article = await self._desk.read(lambda reader: reading.article_line(reader, gtin))
        sale = self.state.sale
        lines = sale.lines if sale is not None else ((article,) if article is not None else ())
        line = next(
            (one for one in lines if article is not None and one.article_id == article.article_id), None
        )
        is_there = line is not None and (sale is None or self.state.units_of(line.id) < len(line.free))
        self._face.heard(is_there)
        if line is None or not is_there:
            self._show(said=Refused("unknown_unit"))
            return
        if sale is None:
            units = self.state.units_of(line.id) + 1
            price = await self._lowest_price(line) if self.state.proof is Proof.NONE else 0
            line = replace(line, free=tuple(range(units)), quantity=units, paid_cents=units * price)
        self._put(line, line.free[: self.state.units_of(line.id) + 1])
        if serial:
            self.give_serial(serial)

    async def _lowest_price(self, line: Line) -> int:
        now, days = self._desk.clock.now(), self.state.policy.no_proof_days
        return await self._desk.read(lambda reader: lowest_price(reader.session, line.article_id, now, days))

    # opened from elsewhere

    async def open(self, key: str) -> None:
        """A return whose money waits leads to Approvals, a slip to its sale; "" stays where one was."""
        await self.refresh()
        known = next((one for one in self.state.open_returns if one.id == key), None)
        if known is not None and known.refund_id:
            self._face.go(Section.APPROVALS, known.refund_id)
        elif known is not None and known.is_slip:
            self._show(slip=known, wanted="", found=(), done=None, is_taking=False)

    # inside

    def _show_beside(self, beside: Beside | None) -> None:
        self.state = replace(self.state, beside=beside)
        self._face.show(self.state)

    def _show(self, **changes: Any) -> None:
        self.state = amounts.worked_out(replace(self.state, **changes), self._desk.clock.now())
        self._face.show(self.state)
