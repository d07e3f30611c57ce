"""Taking goods back: the commands for what is on the screen, one after the other, each durable by itself."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from sqlalchemy import select

from core.commands import (
    Command,
    DeclareReturn,
    DisposeReturn,
    GradeReturn,
    OverrideReturn,
    PhotographGoods,
    ReceivedLine,
    ReceiveReturn,
    ReturnLineDraft,
)
from core.model import Refund, ReturnLine
from core.rules.disposition import SENT_ON, Disposition
from core.rules.exchange_sending import Sending, Way
from core.rules.picture import as_text
from core.rules.refund import RefundState
from core.rules.refund_money import unit_id
from core.rules.returns import RETURN_NUMBERS, RETURN_PREFIX, number_text
from core.rules.time import Instant
from desktop.desk import Desk, Hand, Prints
from desktop.screens.returns.counter_reading import is_due
from desktop.screens.returns.goods_state import Taken
from desktop.screens.returns.markdown_label import markdown_labels
from desktop.screens.returns.proposing import propose
from desktop.screens.returns.receipt import Receipts
from desktop.screens.returns.return_label import return_labels
from desktop.screens.returns.state import Done, Proof, ReturnsState
from sync.reading import Reader


class TakeBack:
    """One return, from its declaration to its refund.

    Attributes:
        number: what it is called; empty before it is declared.
        is_declared: whether the goods are recorded: what is refused after that is money.
    """

    def __init__(self, desk: Desk, state: ReturnsState, language: Callable[[], str]) -> None:
        self._desk = desk
        self._language = language
        self._state = state
        self._return_id, self._refund_id = desk.new_id(), desk.new_id()
        self.number = ""
        self.is_declared = False

    async def run(self, hand: Hand | None, *, signs: bool) -> None:
        """Do all of it.

        Args:
            hand: who overrides and signs beside whoever works here.
            signs: whether the refund is approved now, by that hand.

        Raises:
            Refused: the rules say no; what was done before it stays done.
        """
        self.number = number_text(RETURN_PREFIX, await self._desk.draw_number(RETURN_NUMBERS))
        await self._desk.do(self._declaration())
        self.is_declared = True
        rows = await self._desk.read(lambda reader: _line_ids(reader, self._return_id))
        lines = list(zip(self._state.takens, rows, strict=True))
        for command in self._goods(lines):
            await self._desk.do(command, self._labels(command, lines))
        await self._override(lines, hand)
        if self._state.has_money:
            await self._pay(lines, hand if signs else None)

    async def outcome(self, hand: Hand | None) -> Done:
        """What became of it."""
        state = self._state
        refund = await self._desk.read(lambda reader: reader.session.get(Refund, self._refund_id))
        return Done(
            number=self.number,
            return_id=self._return_id,
            refund_id=self._refund_id,
            is_due=refund is not None and is_due(refund),
            is_exchange=refund is not None and bool(refund.exchange),
            is_sent=refund is not None and bool(refund.sending),
            units=sum(len(one.places) for one in state.takens),
            total_cents=refund.total_cents if refund is not None else 0,
            currency=state.currency,
            parts=state.money.parts if refund is not None else (),
            state=RefundState(refund.state) if refund is not None else None,
            approved_by=hand.name if hand is not None and refund is not None and refund.approved_by else "",
            is_offline=not self._desk.is_connected,
            proof=state.proof,
        )

    def _declaration(self) -> DeclareReturn:
        state, sale = self._state, self._state.sale
        code = state.wanted if state.proof is Proof.SLIP else ""
        if sale is not None and not sale.is_whole:
            code = sale.code
        return DeclareReturn(
            return_id=self._return_id,
            number=self.number,
            lines=[_draft(one, has_sale=sale is not None) for one in state.takens],
            sale_id=sale.id if sale is not None else "",
            receipt_code=code,
            customer_name=" ".join(state.customer.split()) if sale is None else "",
            has_proof=state.proof is not Proof.NONE,
        )

    def _goods(self, lines: list[tuple[Taken, str]]) -> list[Command]:
        received = [ReceivedLine(line_id, len(one.places), one.serial) for one, line_id in lines]
        commands: list[Command] = [ReceiveReturn(return_id=self._return_id, lines=received)]
        for one, line_id in lines:
            assert one.condition is not None and one.disposition is not None
            commands.append(
                GradeReturn(
                    return_id=self._return_id,
                    line_id=line_id,
                    condition=one.condition,
                    answers=dict(one.answers),
                )
            )
            if one.photo:
                image = as_text(one.photo)
                commands.append(PhotographGoods(return_id=self._return_id, line_id=line_id, image=image))
            commands.append(
                DisposeReturn(return_id=self._return_id, line_id=line_id, disposition=one.disposition)
            )
        return commands

    def _labels(self, command: Command, lines: list[tuple[Taken, str]]) -> Prints | None:
        """What is sold for less, or goes on from here, gets its label as it is put away; of a slip its
        customer takes a paper along."""
        if isinstance(command, ReceiveReturn) and self._state.proof is Proof.SLIP:
            return self._receipts().slip(self._return_id)
        if not isinstance(command, DisposeReturn):
            return None
        taken = next(one for one, line_id in lines if line_id == command.line_id)
        state, now, language = self._state, self._desk.clock.now(), self._language()
        if command.disposition is Disposition.MARKDOWN:
            return lambda reader: markdown_labels(reader, taken, state.policy, now, state.timezone, language)
        if command.disposition in SENT_ON:
            going, number = command.disposition, self.number
            code = state.sale.code if state.sale is not None else ""
            return lambda reader: return_labels(reader, taken, going, number, code, language)
        return None

    async def _override(self, lines: list[tuple[Taken, str]], hand: Hand | None) -> None:
        state = self._state
        wanted = [line_id for one, line_id in lines if not one.is_covered]
        if wanted and state.override_reason and state.has_money:
            command = OverrideReturn(return_id=self._return_id, line_ids=wanted, reason=state.override_reason)
            await self._desk.do(command, author=hand.staff_id if hand is not None else "")

    async def _pay(self, lines: list[tuple[Taken, str]], hand: Hand | None) -> None:
        money = self._state.money
        units = money.units or tuple(
            unit_id(line_id, place) for one, line_id in lines for place in range(len(one.places))
        )
        await propose(
            self._desk,
            self._return_id,
            units,
            money.parts,
            self._receipts(),
            hand,
            instead=self._state.instead,
            sending=sending_of(self._state),
            refund_id=self._refund_id,
        )

    def _receipts(self) -> Receipts:
        return Receipts(self._desk, self._state.timezone, self._language)


def followed(reader: Reader, done: Done, *, is_connected: bool) -> Done:
    """What has become of it since: its money may have gone, or been refused."""
    refund = reader.session.get(Refund, done.refund_id) if done.refund_id else None
    if refund is None:
        return replace(done, is_offline=not is_connected)
    state = RefundState(refund.state)
    return replace(done, state=state, is_due=is_due(refund), is_offline=not is_connected)


def sending_of(state: ReturnsState) -> Sending | None:
    """Where what is taken instead goes, with what its customer was told; None where it is taken along. Where
    somebody lives is told of what goes there alone."""
    if state.sending is None:
        return None
    at = state.offer.at if state.offer is not None else Instant(0)
    told = replace(state.sending, promised_at=at)
    return told if told.way is Way.HOME else replace(told, street="", postcode="", city="")


def _draft(one: Taken, *, has_sale: bool) -> ReturnLineDraft:
    assert one.reason is not None
    return ReturnLineDraft(
        article_id=one.line.article_id,
        quantity=len(one.places),
        reason=one.reason,
        sale_line_id=one.line.id if has_sale else "",
        units=list(one.places) if has_sale else [],
        serial=one.serial,
        name=one.line.name,
    )


def _line_ids(reader: Reader, return_id: str) -> list[str]:
    query = select(ReturnLine.id).where(ReturnLine.return_id == return_id).order_by(ReturnLine.line_no)
    return list(reader.session.scalars(query))
