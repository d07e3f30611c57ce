"""What was taken in exchange: as people see it who bring it back, as tests count it, and as the core's tables
tell the model by which sale it was paid in the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chain_reading import sale_taken_with
from sqlalchemy import select
from work_reading import plain

from core.commands import Command, DeclareReturn, HandOutExchange, ProposeRefund
from core.model import Return, Sale, SaleLine
from core.rules.refund import EXCHANGE_SALE
from sync.reading import Reader
from sync.workstation import Workstation


def taken_in_exchange(reader: Reader) -> list[tuple[str, str, int, int]]:
    """Sale, line, article and units of what has been handed out here in exchange."""
    query = (
        select(SaleLine.sale_id, SaleLine.id, SaleLine.article_id, SaleLine.quantity)
        .join(Sale, Sale.id == SaleLine.sale_id)
        .where(Sale.kind == EXCHANGE_SALE, SaleLine.quantity > 0)
        .order_by(SaleLine.id)
    )
    return [tuple(row) for row in reader.session.execute(query)]


def _is_of_exchange(reader: Reader, sale_id: str) -> bool:
    """Whether a sale is of what was taken in exchange."""
    sale = reader.session.get(Sale, sale_id)
    return sale is not None and sale.kind == EXCHANGE_SALE


def _sale_of(reader: Reader, return_id: str) -> str:
    head = reader.session.get(Return, return_id)
    return head.sale_id if head is not None else ""


def of_an_exchange(workstation: Workstation, command: Command) -> Iterator[str]:
    """What is brought back is what was taken in exchange, for something else or for money; or what is taken
    costs less, or more."""
    match command:
        case DeclareReturn(sale_id=sale_id):
            if workstation.read(lambda reader: _is_of_exchange(reader, sale_id)):
                yield "exchange brought back"
        case HandOutExchange(paid_cents=paid_cents) if paid_cents:
            yield "difference paid"
        case ProposeRefund(return_id=return_id, sending=sending, exchange=exchange, parts=parts):
            if workstation.read(lambda reader: _is_of_exchange(reader, _sale_of(reader, return_id))):
                yield "swapped again" if exchange else "money for what was swapped"
            if sending is not None:
                yield "ordered in exchange"
            if exchange and parts:
                yield "difference given back"


def chains_of(raw: Any, said: Mapping[str, int]) -> tuple[dict[str, str], dict[str, int]]:
    """By sale, the one that is no exchange at the beginning of its chain, and what was paid for it beside
    what had been kept of the sale before: for an exchange what people say, not what the core makes of it.

    Args:
        said: cents, by sale of what was taken in exchange.
    """
    sales = {
        id_: rest for id_, *rest in raw.execute("SELECT id, kind, receipt_code, means FROM sale").fetchall()
    }
    numbered = dict(raw.execute("SELECT number, sale_id FROM goods_return").fetchall())
    # Its refund says so, whose sale it is. A number may have been given twice, by a disk that was put back.
    before = {id_: numbered.get(number, "") for id_, (_kind, number, _means) in sales.items()}
    refunds = raw.execute("SELECT id, sale_id FROM refund").fetchall()
    before |= {sale_taken_with(refund): sale for refund, sale in refunds}
    origins, added = {}, {}
    for id_, (kind, _number, means) in sales.items():
        origin = id_
        while sales[origin][0] == EXCHANGE_SALE and before[origin] in sales:
            origin = before[origin]
        origins[id_] = origin
        is_exchange = kind == EXCHANGE_SALE
        added[id_] = said.get(id_, 0) if is_exchange else sum(cents for _means, cents in plain(means))
    return origins, added
