"""Money proposed for goods that came back, or what is taken in place of it; signed where somebody does."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from core.commands import ExchangeLine, ProposeRefund
from core.commands.refund_figures import Figures, figures, open_units
from core.model import Return
from core.rules.exchange_sending import Sending, Way
from core.rules.pickup import SEED_BYTES
from core.rules.refund import Means, Part
from core.rules.returns import CREDIT_NUMBERS, CREDIT_PREFIX, number_text
from desktop.desk import Desk, Hand
from desktop.screens.approving import ToSign, approve, drafts
from desktop.screens.returns.exchange_state import Instead
from desktop.screens.returns.receipt import Receipts
from sync.reading import Reader


async def propose_due(
    desk: Desk, return_id: str, receipts: Receipts, hand: Hand | None = None
) -> Figures | None:
    """Propose what is due for a return's goods, and let this hand sign it; None where nothing is due.

    Raises:
        Refused: the rules say no.
    """
    due = await desk.read(lambda reader: _due(reader, return_id))
    if due is not None:
        await propose(desk, return_id, tuple(due.units), due.parts, receipts, hand)
    return due


async def propose(
    desk: Desk,
    return_id: str,
    units: tuple[str, ...],
    parts: tuple[Part, ...],
    receipts: Receipts,
    hand: Hand | None = None,
    *,
    instead: Sequence[Instead] = (),
    sending: Sending | None = None,
    refund_id: str = "",
) -> None:
    """Propose money for these units, and what is taken in place of it; this hand signs it at once. Its papers
    say what came of that.

    Raises:
        Refused: the rules say no.
    """
    key = refund_id or desk.new_id()
    papers = receipts.papers(key)
    command = ProposeRefund(
        return_id=return_id,
        refund_id=key,
        units=list(units),
        parts=drafts(parts),
        exchange=lines_of(instead),
        sending=_with_code(desk, sending),
        credit_number=await credit_number(desk, parts),
        is_offline=not desk.is_connected,
    )
    await desk.do(command, papers if hand is None else None)
    if hand is not None:
        await approve(desk, ToSign(return_id, key, parts, units, desk.me.staff_id), hand, papers)


def _with_code(desk: Desk, sending: Sending | None) -> Sending | None:
    """What is collected has a code of its own, which nobody can work out from what others are told."""
    if sending is None or sending.way is not Way.PICKUP:
        return sending
    return replace(sending, code_seed=desk.new_secret(SEED_BYTES))


def lines_of(instead: Sequence[Instead]) -> list[ExchangeLine]:
    """What is taken instead, as it is told."""
    return [ExchangeLine(one.article_id, one.quantity, one.price_cents, one.serial) for one in instead]


async def credit_number(desk: Desk, parts: Sequence[Part]) -> str:
    """A number for the store credit among these parts; nothing where there is none."""
    is_credit = any(part.means in (Means.STORE_CREDIT, Means.GIFT_CARD) for part in parts)
    return number_text(CREDIT_PREFIX, await desk.draw_number(CREDIT_NUMBERS)) if is_credit else ""


def _due(reader: Reader, return_id: str) -> Figures | None:
    head = reader.session.get(Return, return_id)
    units = open_units(reader.session, head) if head is not None else []
    return figures(reader.session, head, units) if head is not None and units else None
