"""What our own orders have brought to their customers is written down as sales, and can be brought back then.

Several are written down in one transaction, with what they look at read in a few statements.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.model import (
    Customer,
    Fulfilment,
    FulfilmentLine,
    Order,
    OrderLine,
    OrderMoney,
    Refund,
    Sale,
    SaleDue,
    SaleLine,
    SalePayment,
)
from core.model.gathered import Gathered, gathering, rows_of
from core.model.kept_statements import kept
from core.orchestration.exchange_ends import come_back, lock_exchange
from core.orchestration.exchange_sales import exchange_sale_id
from core.orchestration.payment_parts import name_payments
from core.orchestration.region_sales import tell_region_again
from core.orchestration.sale_names import note_name
from core.orchestration.unit import UnitOfWork
from core.rules.fulfilment import FulfilmentKind, FulfilmentState
from core.rules.ids import derive
from core.rules.order import PaymentState
from core.rules.refund import COLLECTED_SALE, PARTLY_COLLECTED_SALE, SENT_SALE, Means, Part
from core.rules.refund_money import spread, summed

WITH_CUSTOMER: Final = (FulfilmentState.HANDED_OVER, FulfilmentState.DELIVERED, FulfilmentState.CLOSED)
_COLLECTED: Final = (FulfilmentKind.PICKUP, FulfilmentKind.RESERVATION)


def note_delivery(unit: UnitOfWork, head: Fulfilment, command_id: str) -> None:
    """Something of an order has left: its sale is to be written down."""
    unit.session.add(SaleDue(command_id=command_id, fulfilment_id=head.id))


@kept
def due_sales(after: str, most: int) -> Select[str]:
    """Hand-overs of which the sale is not written down, by command after a given one."""
    query = select(SaleDue.command_id).where(SaleDue.command_id > after)
    return query.order_by(SaleDue.command_id).limit(most)


def write_down(unit: UnitOfWork, command_ids: Sequence[str]) -> set[str]:
    """Write down what orders have brought to their customers, or what more they have; returns of which
    hand-overs it was still due."""
    with gathering(unit.session) as gathered:
        heads = _gather(unit, gathered, command_ids)
        dues = rows_of(unit.session, SaleDue, SaleDue.command_id, command_ids)
        done = [due for due in dues if due.fulfilment_id in heads]
        for due in done:
            head = heads[due.fulfilment_id]
            order = unit.lock(Order, head.order_id)
            if order is not None:
                _write_down(unit, order, head)
            unit.session.delete(due)
        unit.session.flush()
    return {due.command_id for due in done}


def _gather(unit: UnitOfWork, gathered: Gathered, command_ids: Sequence[str]) -> dict[str, Fulfilment]:
    """Read what writing down will look at; orders and sales are locked. Returns the fulfilments."""
    session = unit.session
    gathered.take(SaleDue.command_id, command_ids)
    dues = rows_of(session, SaleDue, SaleDue.command_id, command_ids)
    wanted = {due.fulfilment_id for due in dues}
    of = select(Fulfilment.order_id).where(Fulfilment.id.in_(wanted))
    orders = set(session.scalars(of)) if wanted else set()
    unit.lock_all(Order, Order.id, orders)
    sales = [_sale_id(order_id) for order_id in orders]
    unit.lock_all(Sale, Sale.id, sales)
    for column, keys in (
        (Order.id, orders),
        (Sale.id, sales),
        (OrderMoney.order_id, orders),
        (OrderLine.order_id, orders),
        (SalePayment.sale_id, sales),
        (Fulfilment.order_id, orders),
    ):
        gathered.take(column, keys)
    gathered.take(Customer.id, {row.customer_id for row in rows_of(session, Order, Order.id, orders)})
    shares = rows_of(session, Fulfilment, Fulfilment.order_id, orders)
    gathered.take(FulfilmentLine.fulfilment_id, {share.id for share in shares})
    lines = rows_of(session, FulfilmentLine, FulfilmentLine.fulfilment_id, {share.id for share in shares})
    gathered.take(SaleLine.id, {_sale_line_id(line) for line in lines})
    return {share.id: share for share in shares if share.id in wanted}


def _sale_id(order_id: str) -> str:
    return derive(order_id, "sale")


def _sale_line_id(line: FulfilmentLine) -> str:
    return derive(line.id, "sale_line")


def _write_down(unit: UnitOfWork, order: Order, head: Fulfilment) -> None:
    """Of what is on its way to where it is collected nothing is sold yet; it will be sold there."""
    session, sale_id = unit.session, _sale_id(order.id)
    exchange = lock_exchange(unit, order)
    if exchange is not None:
        # It is sold and paid already, with what came back for it.
        units = sum(line.handed_over for line in _lines_of(session, head))
        _reach_exchanged(unit, order, exchange, derive(head.id, "left", units))
        return
    sale = next(iter(rows_of(session, Sale, Sale.id, [sale_id])), None)
    kept = rows_of(session, OrderMoney, OrderMoney.order_id, [order.id])
    money = kept[0] if kept else OrderMoney(delivery_cents=0, reference="", card_last4="", tier="")
    if sale is None and not any(line.handed_over for line in _lines_of(session, head)):
        return
    if sale is None:
        sale = _sale(session, order, head, money)
        session.add(sale)
        note_name(unit, sale)
    shares = rows_of(session, Fulfilment, Fulfilment.order_id, [order.id])
    sale.kind = _kind(session, shares) or sale.kind
    is_paid = order.payment == PaymentState.PAID
    # The counter takes what the goods cost: who pays there has paid for no delivery.
    sale.delivery_cents = money.delivery_cents if is_paid else 0
    total = sum(_write_share(session, sale_id, share, is_paid=is_paid) for share in shares)
    sale.delivered_at = _delivered_at(shares)
    sale.means = means_of(order, shares, total + sale.delivery_cents)
    name_payments(session, sale_id, _named(shares, sale, money))
    tell_region_again(unit, sale_id)


def _reach_exchanged(unit: UnitOfWork, order: Order, exchange: Refund, cause: str) -> None:
    sale = unit.session.get(Sale, exchange_sale_id(exchange))
    if sale is None:
        return
    come_back(unit, exchange, order, cause)
    sale.delivered_at = _delivered_at(rows_of(unit.session, Fulfilment, Fulfilment.order_id, [order.id]))
    tell_region_again(unit, sale.id)


def _named(shares: Sequence[Fulfilment], sale: Sale, money: OrderMoney) -> list[tuple[Means, int, str]]:
    """What of its payments has a name: cards at the counter as they were told there, and the payment that its
    shop has told of, which is all the rest by card."""
    told = [one for share in shares for one in share.paid_here or ()]
    here = [(Means(means), cents, name[0]) for means, cents, *name in told if name]
    by_card = sum(cents for means, cents in sale.means if means == Means.CARD)
    at_counter = sum(cents for means, cents, *_ in told if means == Means.CARD)
    return [(Means.CARD, by_card - at_counter, money.reference), *here]


def means_of(order: Order, shares: Sequence[Fulfilment], cents: int) -> list[list[str | int]]:
    """What an order was paid with: at the counter as it was told there, and all the rest by card where its
    shop has told that it is paid. What nobody has told of has not come in. Of what was paid at the counter
    and then to the shop, the counter's counts: what came last is too much, and its shop gives it back.

    Args:
        cents: what its lines and its delivery are worth.
    """
    told = summed(Part(Means(means), paid) for share in shares for means, paid, *_ in share.paid_here or ())
    paid: dict[Means, int] = {}
    left = cents
    for means, amount in told.items():
        paid[means] = min(left, amount)
        left -= paid[means]
    if order.payment == PaymentState.PAID:
        paid[Means.CARD] = paid.get(Means.CARD, 0) + left
    return [[means.value, amount] for means, amount in paid.items() if amount]


def _lines_of(session: Session, head: Fulfilment) -> list[FulfilmentLine]:
    return rows_of(session, FulfilmentLine, FulfilmentLine.fulfilment_id, [head.id])


def _sale(session: Session, order: Order, head: Fulfilment, money: OrderMoney) -> Sale:
    customer = session.get(Customer, order.customer_id)
    return Sale(
        id=_sale_id(order.id),
        kind=SENT_SALE,
        receipt_code=order.number,
        location_id=head.location_id,
        channel=order.channel,
        sold_at=order.placed_at,
        delivered_at=None,
        order_id=order.id,
        customer_id=order.customer_id,
        customer_name=customer.name if customer is not None else "",
        tier=money.tier,
        card_last4=money.card_last4,
        currency=order.currency,
        delivery_cents=0,
        means=[],
    )


def _kind(session: Session, shares: Sequence[Fulfilment]) -> str:
    """Whether what has left was collected, sent, or both; empty while nothing has."""
    left = {
        share.kind in _COLLECTED
        for share in shares
        if any(line.handed_over for line in _lines_of(session, share))
    }
    if len(left) > 1:
        return PARTLY_COLLECTED_SALE
    return (COLLECTED_SALE if left.pop() else SENT_SALE) if left else ""


def _write_share(session: Session, sale_id: str, head: Fulfilment, *, is_paid: bool) -> int:
    """The lines of one fulfilment, as far as they have left; returns what was paid for them, in cents."""
    written: list[SaleLine] = []
    for line in _lines_of(session, head):
        if not line.handed_over:
            _write_off(session, line)
            continue
        ordered = session.get_one(OrderLine, line.order_line_id)
        # A substitute costs what was agreed on, which is never more.
        price_cents = line.price_cents if line.agreement else ordered.unit_price_cents
        known = rows_of(session, SaleLine, SaleLine.id, [_sale_line_id(line)])
        sold = known[0] if known else _sale_line(sale_id, line, ordered)
        if not known:
            session.add(sold)
        sold.quantity = line.handed_over
        sold.list_cents = sold.paid_cents = line.handed_over * price_cents
        sold.serials = list(line.serials[: line.handed_over])
        written.append(sold)
    if not is_paid:
        _spread_paid(written, sum(cents for _, cents, *_ in head.paid_here or ()))
    return sum(sold.paid_cents for sold in written)


def _spread_paid(lines: Sequence[SaleLine], came_in_cents: int) -> None:
    """What has left with less paid than it costs gives back no more than what came in for it."""
    listed = [sold.list_cents for sold in lines]
    if came_in_cents < sum(listed):
        for sold, cents in zip(lines, spread(came_in_cents, listed), strict=True):
            sold.paid_cents = cents


def _write_off(session: Session, line: FulfilmentLine) -> None:
    """What was sold has not come, and is lost: it cannot be brought back. What was paid back for it stays."""
    for sold in rows_of(session, SaleLine, SaleLine.id, [_sale_line_id(line)]):
        sold.quantity = sold.list_cents = sold.paid_cents = 0
        sold.serials = []


def _sale_line(sale_id: str, line: FulfilmentLine, ordered: OrderLine) -> SaleLine:
    return SaleLine(
        id=_sale_line_id(line),
        sale_id=sale_id,
        line_no=line.line_no,
        article_id=line.article_id,
        sku=line.sku,
        gtin=line.gtin,
        name=line.name,
        category=line.category,
        size=line.size,
        colour=line.colour,
        tax_rate_bp=ordered.tax_rate_bp,
        sale_type=ordered.sale_type,
        quantity=0,
        list_cents=0,
        paid_cents=0,
    )


def _delivered_at(shares: Sequence[Fulfilment]) -> int | None:
    """When the last of it reached the customer (L221-18: the period begins then); None while some is under
    way."""
    gone = [share for share in shares if share.state in (*WITH_CUSTOMER, FulfilmentState.DISPATCHED)]
    under_way = [share for share in gone if share.state == FulfilmentState.DISPATCHED]
    if under_way or not gone:
        return None
    return max(share.state_at for share in gone)
