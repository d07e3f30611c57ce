"""Scans on Returns: a receipt or a parcel finds its sale, an article is brought back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from core.commands.return_reading import lowest_price
from core.rules.errors import Refused
from desktop.devices.scanner import Article, Credit, OrderNumber, Parcel, Piece, ReturnSlip, Scanned, Unknown
from desktop.screens.returns import finding, reading
from desktop.screens.returns.goods_state import Line, Sale
from desktop.screens.returns.sale_side import SaleSide
from desktop.screens.returns.side import NOTHING_TAKEN
from desktop.screens.returns.state import Proof, Sight


class ScanSide(SaleSide):
    """Takes scans."""

    async def scan_instead(self, gtin: str, serial: str = "") -> None:
        """Take it instead."""
        raise NotImplementedError

    async def give_means(self, text: str, *, is_scanned: bool = False) -> None:
        """Let it pay of an exchange."""
        raise NotImplementedError

    def say_reference(self, text: str) -> None:
        """What the card slip calls the payment."""
        raise NotImplementedError

    async def scan(self, scan: Scanned) -> bool:
        """Take a scan: an order, a parcel, a piece, an article; what is none of ours is a card slip's. False
        for what means nothing here."""
        if isinstance(scan, OrderNumber):
            await self._open_found(
                lambda reader: finding.find(reader, finding.Wanted(scan.number)), scan.number
            )
        elif isinstance(scan, Parcel):
            sscc, key = scan.sscc, scan.fulfilment_id or ""
            await self._open_found(lambda reader: finding.by_parcel(reader, sscc, key), sscc)
        elif isinstance(scan, Piece):
            await self._scan_goods(scan.gtin, scan.serial)
        elif isinstance(scan, Article):
            await self._scan_goods(scan.gtin, "")
        elif isinstance(scan, Credit) and self.state.sight is Sight.OPENED and self.state.rest_cents:
            await self.give_means(scan.number, is_scanned=True)
        elif isinstance(scan, Credit):
            await self.open_credit(scan.number)
        elif isinstance(scan, ReturnSlip):
            await self._scan_slip(scan.number)
        elif isinstance(scan, Unknown):
            self.say_reference(scan.text)
        else:
            return False
        return True

    async def _open_found(self, query: Any, text: str) -> None:
        found = await self._desk.read(lambda reader: reading.load_sales(reader, query(reader), text.upper()))
        self._face.heard(bool(found))
        if len(found) == 1:
            await self.open_sale(found[0].id, found[0].code)
        else:
            self.back_to_question(found, text)

    def back_to_question(self, found: tuple[Sale, ...], text: str) -> None:
        """Show what was found for a text that was scanned."""
        chosen = found[0].id if found else ""
        self._show(
            wanted=text,
            found=found,
            chosen=chosen,
            nothing_found=not found,
            done=None,
            opened=None,
            **NOTHING_TAKEN,
        )

    async def _scan_slip(self, number: str) -> None:
        """A return's paper: the return as it stands, or what was taken in exchange with it, to come back."""
        sold, taken = await self._desk.read(
            lambda reader: (
                # What was ordered in exchange, and nobody has yet, cannot come back.
                [
                    one.id
                    for one in reading.load_sales(reader, finding.find(reader, finding.Wanted(number)))
                    if one.lines
                ],
                finding.return_numbered(reader, number),
            )
        )
        if sold and self.state.sight is not Sight.OPENED:
            await self._open_found(lambda _reader: sold, number)
        elif taken:
            self._face.heard(True)
            slip = next((one for one in self.state.open_returns if one.id == taken and one.is_slip), None)
            await (self.open_return(taken) if slip is None else self.open_slip(slip))
        else:
            self._face.heard(False)
            self._show(said=Refused("unknown_return"))

    async def _scan_goods(self, gtin: str, serial: str) -> None:
        is_taking = self.state.sight is Sight.TAKING
        if self.state.is_choosing:
            await self.scan_instead(gtin, serial)
        elif is_taking:
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
            sold = self.state.sale.lines if serial and self.state.sale is not None else ()
            for line in sold:
                if serial in line.serials and line.doubt_of(serial) is None:
                    self._put(line, line.free[:1])
                    self.give_serial(serial)

    async def _take_scanned(self, gtin: str, serial: str) -> None:
        """One unit more of the article in hand."""
        article = await self._desk.read(lambda reader: reading.article_line(reader, gtin))
        sale = self.state.sale
        lines = sale.lines if sale is not None else ((article,) if article is not None else ())
        of_it = [one for one in lines if article is not None and one.article_id == article.article_id]
        line = self._line_for(of_it, serial)
        doubt = self._doubt(line, serial) if line is not None else None
        if doubt is not None:
            self._face.heard(False)
            self._show(said=doubt)
            return
        is_there = line is not None and (
            sale is None or line.is_of_pieces or self.state.units_of(line.id) < len(line.free)
        )
        self._face.heard(is_there)
        if line is None or not is_there:
            self._show(said=Refused("unknown_unit"))
            return
        if sale is None:
            units = 1 if line.is_of_pieces else self.state.units_of(line.id) + 1
            price = await self._lowest_price(line) if self.state.proof is Proof.NONE else 0
            line = replace(line, free=tuple(range(units)), quantity=units, paid_cents=units * price)
        units = min(self.state.units_of(line.id) + 1, line.at_once)
        self._put(line, line.free[:units])
        if serial:
            self.give_serial(serial)

    def _line_for(self, lines: Sequence[Line], serial: str) -> Line | None:
        """Of which line a scanned article is, where a receipt has several of it: of the one with its number,
        else of one of which more can come back."""
        named = [one for one in lines if serial and serial in one.serials]
        open_ = [one for one in lines if self.state.units_of(one.id) < one.at_once]
        fits = [one for one in open_ if one.doubt_of(serial) is None]
        return next(iter((*named, *fits, *open_, *lines)), None)

    def _doubt(self, line: Line, serial: str) -> Refused | None:
        """Why a piece that is scanned is none of the line's, or not to be taken with the one before it."""
        known = self.state.taken_of(line.id)
        # Its article alone does not say that it is the one in hand.
        is_another = not serial or (known is not None and known.serial not in ("", serial))
        if line.is_of_pieces and known is not None and is_another:
            return Refused("one_piece_at_a_time")
        return line.doubt_of(serial)

    async def _lowest_price(self, line: Line) -> int:
        now, days = self._desk.clock.now(), self.state.policy.no_proof_days
        return await self._desk.read(lambda reader: lowest_price(reader.session, line.article_id, now, days))
