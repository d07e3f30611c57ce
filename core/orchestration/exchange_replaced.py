"""What a customer has agreed to in place of what was ordered in exchange: it is sold as what it is, at its
own price, and what was paid beyond that comes back.

The exchange is paid by then, so each unit is sold in two lines: the substitute, and the rest of the price of
the article that was ordered, which nobody has and whose money is given back like that of what never came.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.model import Article, FulfilmentLine, OrderLine, Sale, SaleLine
from core.model.gathered import rows_of
from core.model.kept_statements import kept
from core.orchestration.sale_lines import line_of_none
from core.rules.ids import derive
from core.rules.refund_money import first_units_cents


def write_replaced(session: Session, ordered: SaleLine, units: int, cents: int) -> None:
    """Sell the substitutes that have left for a line of an exchange's order: its last units, so that those
    before are worth what they were. Again changes nothing.

    Args:
        ordered: the line of the sale, with the article that was ordered.
        units, cents: how many were ordered, and what was paid for all of them.
    """
    last = units
    for share in _substitutes(session, ordered):
        count = min(share.handed_over, last)
        before_cents = first_units_cents(cents, units, last - count)
        worth_cents = first_units_cents(cents, units, last) - before_cents
        paid_cents = min(worth_cents, count * share.price_cents)
        article = session.get_one(Article, share.article_id)
        sold = _line(session, ordered, derive(share.id, "sale_line"), article)
        sold.quantity, sold.list_cents, sold.paid_cents = count, count * share.price_cents, paid_cents
        sold.serials = list(share.serials[:count])
        _write_rest(session, ordered, share, worth_cents - paid_cents, count)
        last -= count


def _write_rest(session: Session, ordered: SaleLine, share: FulfilmentLine, cents: int, count: int) -> None:
    article = session.get_one(Article, ordered.article_id)
    rest_id = derive(share.id, "rest")
    if not cents and session.get(SaleLine, rest_id) is None:
        return
    rest = _line(session, ordered, rest_id, article)
    rest.quantity, rest.list_cents, rest.paid_cents = count if cents else 0, cents, cents


def rests(session: Session, ordered: SaleLine) -> list[SaleLine]:
    """The lines of what was paid beyond the price of substitutes for a line of an exchange's order."""
    names = [derive(share.id, "rest") for share in _substitutes(session, ordered)]
    return rows_of(session, SaleLine, SaleLine.id, names)


def _substitutes(session: Session, ordered: SaleLine) -> Sequence[FulfilmentLine]:
    """In the order in which they were agreed on; what was lost on its way is among them, with no unit."""
    known = set(_line_ids(session, ordered.sale_id))
    found = _agreed(session, ordered.sale_id, ordered.line_no)
    return [one for one in found if one.handed_over or derive(one.id, "sale_line") in known]


@kept
def _line_ids(sale_id: str) -> Select[str]:
    return select(SaleLine.id).where(SaleLine.sale_id == sale_id)


@kept
def _agreed(sale_id: str, line_no: int) -> Select[FulfilmentLine]:
    return (
        select(FulfilmentLine)
        .join(OrderLine, OrderLine.id == FulfilmentLine.order_line_id)
        .join(Sale, Sale.order_id == OrderLine.order_id)
        .where(Sale.id == sale_id, OrderLine.line_no == line_no)
        .where(FulfilmentLine.substitutes != "")
        .order_by(FulfilmentLine.agreement_at, FulfilmentLine.id)
    )


def _line(session: Session, ordered: SaleLine, line_id: str, article: Article) -> SaleLine:
    known = session.get(SaleLine, line_id)
    if known is not None:
        return known
    made = line_of_none(line_id, ordered.sale_id, ordered.line_no, article, ordered.sale_type)
    session.add(made)
    return made
