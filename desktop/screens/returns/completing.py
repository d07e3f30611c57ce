"""A slip whose sale was found: which of its units they were, and the money that is due for them."""

from __future__ import annotations

from core.commands import FindSale, FoundLine
from core.commands.return_reading import lines_of_return
from core.model import Return, ReturnLine
from core.rules.errors import Refused
from core.rules.refund import RefundState
from desktop.desk import Desk
from desktop.screens.returns.goods_state import Line, Sale
from desktop.screens.returns.known_state import Known
from desktop.screens.returns.proposing import propose_due
from desktop.screens.returns.receipt import Receipts
from desktop.screens.returns.state import Done
from sync.reading import Reader


async def complete(desk: Desk, slip: Known, sale: Sale, receipts: Receipts) -> Done:
    """Say of which sale the slip's goods are, and propose what is due for them; whoever signs sees it.

    Raises:
        Refused: `unknown_unit`: nothing of it was bought with this sale; or the rules say no.
    """
    rows = await desk.read(lambda reader: _lines(reader, slip.id))
    found = _matched(rows, sale)
    if not found:
        raise Refused("unknown_unit")
    await desk.do(FindSale(return_id=slip.id, sale_id=sale.id, lines=found))
    due = await propose_due(desk, slip.id, receipts)
    return Done(
        number=slip.number,
        return_id=slip.id,
        units=sum(len(one.units) for one in found),
        total_cents=due.total_cents if due is not None else 0,
        currency=sale.currency,
        parts=due.parts if due is not None else (),
        state=None if due is None else RefundState.QUEUED if due.need == "nobody" else RefundState.PROPOSED,
        is_offline=not desk.is_connected,
    )


def _lines(reader: Reader, return_id: str) -> list[ReturnLine]:
    head = reader.session.get(Return, return_id)
    return lines_of_return(reader.session, head) if head is not None else []


def _matched(rows: list[ReturnLine], sale: Sale) -> list[FoundLine]:
    """For each line of the slip the first free units of its article on the sale; of a piece the one that was
    sold under its number, where there is one."""
    left: dict[str, tuple[int, ...]] = {line.id: line.free for line in sale.lines}
    found = []
    for row in rows:
        fits = [one for one in sale.lines if _fits(one, row, len(left[one.id]))]
        named = [one for one in fits if row.serial and row.serial in one.serials]
        for line in (named or fits)[:1]:
            place = line.place_of(row.serial) if line.serials and row.quantity == 1 else None
            places = left[line.id][: row.quantity] if place not in left[line.id] else (place,)
            left[line.id] = tuple(one for one in left[line.id] if one not in places)
            found.append(FoundLine(row.id, line.id, [one for one in places if one is not None]))
    return found


def _fits(line: Line, row: ReturnLine, free: int) -> bool:
    return line.article_id == row.article_id and free >= row.quantity
