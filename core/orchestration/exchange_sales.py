"""What was taken in exchange is a sale of its own: it can come back in its turn, and its money goes back to
the means that it was paid with in the end.

What was ordered for it is sold unit by unit, as it reaches its customer, or as it is clear that it will not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.model import Article, OrderLine, Refund, Return, Sale, SaleLine
from core.model.gathered import rows_of
from core.orchestration.exchange_replaced import write_replaced
from core.orchestration.payment_parts import KEPT, claim, name_payments, payments_of
from core.orchestration.region_sales import tell_region_again
from core.orchestration.sale_lines import line_of_none
from core.orchestration.sale_names import note_name
from core.orchestration.unit import UnitOfWork
from core.rules.ids import derive
from core.rules.refund import EXCHANGE_SALE, Means, Part
from core.rules.refund_money import first_units_cents, spread, summed


def exchange_sale_id(refund: Refund) -> str:
    """The sale of what was taken with a refund."""
    return derive(refund.id, "exchange_sale")


def write_exchange(unit: UnitOfWork, refund: Refund) -> None:
    """Write the sale down, under the return's number, which the customer's receipt bears. Doing it again
    changes nothing."""
    sale_id = exchange_sale_id(refund)
    head = unit.session.get_one(Return, refund.return_id)
    if not refund.is_exchange_out or unit.session.get(Sale, sale_id) is not None:
        return
    _add_sale(unit, refund, head, sale_id)
    _write_lines(unit, refund, sale_id)
    _write_money(unit, refund, sale_id)


def _add_sale(unit: UnitOfWork, refund: Refund, head: Return, sale_id: str) -> Sale:
    before = unit.session.get(Sale, refund.sale_id) if refund.sale_id else None
    made = Sale(
        id=sale_id,
        kind=EXCHANGE_SALE,
        receipt_code=head.number,
        location_id=head.location_id,
        channel="store",
        sold_at=unit.at,
        delivered_at=None if refund.sending else unit.at,
        order_id=refund.sending.get("order_id", "") if refund.sending else "",
        customer_id=before.customer_id if before is not None else "",
        customer_name=head.customer_name,
        tier=before.tier if before is not None else "",
        card_last4=before.card_last4 if before is not None else "",
        currency=refund.currency,
        means=[],
    )
    unit.session.add(made)
    note_name(unit, made)
    unit.session.flush()
    return made


def write_paid_in_vain(
    unit: UnitOfWork, refund: Refund, sale_id: str, paid: Sequence[Sequence[Any]]
) -> SaleLine | None:
    """A sale of what was ordered in exchange, and never will come, worth what came in for it; returns its one
    line, None where nobody knows what was ordered.

    Args:
        paid: rows of means, cents, and what the payment is called.
    """
    order_id = refund.sending.get("order_id", "")
    ordered = [line.article_id for line in rows_of(unit.session, OrderLine, OrderLine.order_id, [order_id])]
    articles = sorted({article_id for article_id, *_ in refund.exchange} or ordered)
    if not articles:
        return None
    sale = _add_sale(unit, refund, unit.session.get_one(Return, refund.return_id), sale_id)
    told = [(Means(means), int(cents), str(name[0]) if name else "") for means, cents, *name in paid]
    total_cents = sum(cents for _, cents, _ in told)
    means = summed(Part(one, cents) for one, cents, _ in told)
    sale.means = [[one.value, cents] for one, cents in means.items()]
    row = _line(unit, sale_id, 0, articles[0], [])
    row.quantity, row.list_cents, row.paid_cents = 1, total_cents, total_cents
    unit.session.add(row)
    unit.session.flush()
    name_payments(unit.session, sale_id, told)
    return row


def rewrite_exchange(unit: UnitOfWork, refund_id: str) -> None:
    """What was paid for an exchange is known better than when its sale was written down."""
    refund = unit.session.get(Refund, refund_id)
    if refund is not None and unit.session.get(Sale, exchange_sale_id(refund)) is not None:
        _write_money(unit, refund, exchange_sale_id(refund))


def _write_money(unit: UnitOfWork, refund: Refund, sale_id: str) -> None:
    """What it was paid with, and what of it for which line."""
    paid = _paid(refund)
    unit.session.get_one(Sale, sale_id).means = [[means.value, cents] for means, cents in paid.items()]
    listed = [quantity * price_cents for _, quantity, price_cents, *_ in refund.exchange]
    for place, cents in enumerate(spread(sum(paid.values()), listed)):
        row = _line_at(unit, refund, sale_id, place)
        # Of what was ordered not all is sold yet: a unit is worth the same, whichever is sold first.
        row.paid_cents = first_units_cents(cents, refund.exchange[place][1], row.quantity)
        if refund.sending:
            write_replaced(unit.session, row, refund.exchange[place][1], cents)
    tell_region_again(unit, sale_id)
    name_payments(unit.session, sale_id, [*_kept_of(unit, refund), *_added(refund)])


def _kept_of(unit: UnitOfWork, refund: Refund) -> list[tuple[Means, int, str]]:
    """What was kept of each payment of the sale before, under the name that it has: it is claimed of it, and
    goes back to it if the new articles come back."""
    kept = [(means.value, cents) for means, cents in _kept(refund).items()]
    names = {row.place: row for row in payments_of(unit.session, refund.sale_id)} if refund.sale_id else {}
    claimed = claim(unit, refund, KEPT, kept)
    return [
        (Means(names[row.payment_place].means), row.cents, names[row.payment_place].reference)
        for row in claimed
        if row.payment_place in names
    ]


def _added(refund: Refund) -> list[tuple[Means, int, str]]:
    """What the customer has added: payments of their own, whatever means was paid with before; together no
    more than was due."""
    left, added = refund.to_pay_cents, []
    for means, told_cents, *name in refund.paid_here or ():
        cents = min(left, told_cents)
        left -= cents
        added.append((Means(means), cents, name[0] if name else ""))
    return added


def _paid(refund: Refund) -> dict[Means, int]:
    """What the new articles were paid with: what was kept of the old, and what the customer has added."""
    kept = [Part(means, cents) for means, cents in _kept(refund).items()]
    return summed([*kept, *(Part(means, cents) for means, cents, _ in _added(refund) if cents)])


def _kept(refund: Refund) -> dict[Means, int]:
    """What of the old the new articles were paid with."""
    return summed(Part(Means(means), cents) for means, cents in refund.kept)


def _write_lines(unit: UnitOfWork, refund: Refund, sale_id: str) -> None:
    """Of what is taken along. What is ordered gets each line with its first unit that is sold: programs of
    before cannot read one of no units."""
    for place, (article_id, quantity, price_cents, *serials) in enumerate(refund.exchange):
        if not refund.sending:
            row = _line(unit, sale_id, place, article_id, serials)
            row.quantity, row.list_cents = quantity, quantity * price_cents
            unit.session.add(row)
    unit.session.flush()


def _line_at(unit: UnitOfWork, refund: Refund, sale_id: str, place: int) -> SaleLine:
    """The line of a sale at a place; one of no units that is kept nowhere, if nothing of it is sold yet."""
    known = unit.session.get(SaleLine, derive(sale_id, "line", place))
    return known or _line(unit, sale_id, place, refund.exchange[place][0], [])


def _line(unit: UnitOfWork, sale_id: str, place: int, article_id: int, serials: list[str]) -> SaleLine:
    article = unit.session.get_one(Article, article_id)
    return line_of_none(derive(sale_id, "line", place), sale_id, place + 1, article, "in_store", serials)


def sell_ordered(unit: UnitOfWork, refund: Refund, gone: Mapping[str, int]) -> dict[str, SaleLine]:
    """Of what was ordered in exchange, so many units of each line are sold by now; returns the sale's lines.

    Args:
        gone: units that are with their customer as they were ordered, or will never be, by the order's line.
    """
    sale_id = exchange_sale_id(refund)
    order_id = unit.session.get_one(Sale, sale_id).order_id
    sold = {}
    for line in rows_of(unit.session, OrderLine, OrderLine.order_id, [order_id]):
        row = _line_at(unit, refund, sale_id, line.line_no - 1)
        row.quantity = min(gone.get(line.id, 0), line.quantity)
        row.list_cents = row.quantity * line.unit_price_cents
        if row.quantity:
            unit.session.add(row)
        sold[line.id] = row
    unit.session.flush()
    _write_money(unit, refund, sale_id)
    return sold
