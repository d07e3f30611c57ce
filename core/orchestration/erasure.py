"""A customer's data goes, on request: names, addresses, what was written about them; what was bought stays.

Accounts keep what was sold, paid and refunded; none of it names anybody any more. Replicas follow by the
feed, and earlier images of the same rows leave the change log. Envelopes lose the words that named the
customer (`core.commands.personal`); their hashes and signatures stay, so that the chain holds and the audit
says *erased*, not *broken*.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.orm import Session

from core.commands import fulfilment_aggregate, return_aggregate
from core.commands.personal import PERSONAL
from core.model import (
    Base,
    Change,
    Customer,
    Erasure,
    ExceptionCase,
    Fulfilment,
    KeptEnvelope,
    Location,
    Notification,
    Order,
    OrderMoney,
    Refund,
    Return,
    ReturnLine,
    ReturnPhoto,
    Sale,
    SaleName,
    SourcingDecision,
    StoreCredit,
)
from core.model.capture import key_of
from core.orchestration.exchange_trail import first_receipt, follow_exchanges, in_another_name, lead_back
from core.orchestration.progress import progress_of
from core.orchestration.unit import Core, UnitOfWork
from core.rules.errors import Refused
from core.rules.fulfilment import FulfilmentState
from core.rules.refund import EXCHANGE_SALE, UNDECIDED, UNDER_WAY, RefundState
from core.rules.returns import ReturnState
from core.wire import without

UNPAID: Final = (*UNDECIDED, RefundState.APPROVED, *UNDER_WAY, RefundState.FAILED)
"""Money that may still go back: whoever it goes to must be known."""
_DONE_WITH: Final = (ReturnState.CANCELLED, ReturnState.DISPOSED)
"""A line of a return that nobody looks after any more."""
BLANK: Final[dict[type[Base], dict[str, Any]]] = {
    Customer: {"name": "", "email": "", "phone": ""},
    Order: {"street": "", "postcode": "", "city": "", "latitude": None, "longitude": None, "note": ""},
    OrderMoney: {"card_last4": ""},
    Fulfilment: {"customer_name": "", "note": "", "destination": "", "unpaid_reason": ""},
    Sale: {"customer_name": "", "customer_id": "", "card_last4": "", "tier": ""},
    Return: {"customer_name": "", "note": ""},
    ReturnLine: {"photo": "", "override_reason": "", "disposition_reason": ""},
    Refund: {"note": "", "question": "", "answer": "", "decision": ""},
    StoreCredit: {"customer_name": ""},
    ExceptionCase: {"settlement": ""},
}
"""What of each row names a customer, and what stands there instead."""
_OF_THE_EXCHANGE: Final = ("way", "order_id", "order_number", "failed")
"""What of a refund's `sending` names nobody, and leads to its order: so that is known as sold for good."""


class Erased(msgspec.Struct, frozen=True):
    """What was erased: rows that named the customer, envelopes that did, images of rows in the change log.

    Attributes:
        left: the receipts of sales that a return leads back to in another name, and that stay therefore.
    """

    erasure_id: str
    rows: int
    envelopes: int
    images: int
    left: tuple[str, ...] = ()


def erase(core: Core, who: str, erased_by: str, reason: str) -> Erased:
    """Erase a customer's data: all orders, purchases and returns that lead from what is given to the same
    customer. Doing it again changes nothing more.

    What somebody brought back that another had bought (a gift, say) leads to no more than what they took
    instead; its buyer stays, until asked for by the receipt. With the buyer the return goes as well.

    Args:
        who: an order's number, a receipt's code (after its store's code and a slash, where several stores
            have given the same), a return's number, an e-mail address, or the customer's number in the shop.
        erased_by: who says so.

    Raises:
        Refused: `unknown_customer`; `customer_still_served`, with an order or return that is not over;
            `receipt_of_several_stores`, with their codes.
    """
    erasure_id = core.ids.new()

    def work(unit: UnitOfWork) -> tuple[int, int, list[tuple[str, str]], tuple[str, ...]]:
        subject = _subject(unit.session, who)
        _check_over(unit.session, subject)
        left = _left(unit.session, subject)
        rows = sum(_blank(row) for row in subject)
        for photo in _of(subject, ReturnPhoto):
            unit.session.delete(photo)
        sold = [sale.id for sale in _of(subject, Sale)]
        unit.session.execute(delete(SaleName).where(SaleName.sale_id.in_(sold)))
        for notice in _of(subject, Notification):
            notice.data = {"order_number": notice.data.get("order_number", "")}
            notice.due_at = None
        _forget_decisions(unit.session, [order.id for order in _of(subject, Order)])
        envelopes = _empty_envelopes(unit.session, subject, erasure_id)
        erasure = Erasure(
            id=erasure_id, erased_by=erased_by, reason=reason, at=unit.at, rows=rows, envelopes=envelopes
        )
        unit.session.add(erasure)
        keys = [(row.__tablename__, msgspec.json.encode(key_of(row)).decode()) for row in subject]
        return rows, envelopes, keys, left

    rows, envelopes, keys, left = core.transact(work)
    # What was overtaken may go at any time: a replica that reads on gets the last image of each row.
    images = core.transact(lambda unit: sum(_forget_images(unit.session, *key) for key in keys))
    return Erased(erasure_id, rows, envelopes, images, left)


def _left(session: Session, subject: Sequence[Base]) -> tuple[str, ...]:
    theirs = {sale.id for sale in _of(subject, Sale)}
    heads = [row for row in _of(subject, Return) if row.sale_id not in theirs]
    sold = {row.sale_id for row in heads}
    before = _all(session, select(Sale).where(Sale.id.in_(sold)).order_by(Sale.receipt_code))
    return tuple(sale.receipt_code for sale in in_another_name(heads, before))


def _subject(session: Session, who: str) -> list[Base]:
    """All rows that are about whom is meant."""
    if not who.strip():
        raise Refused("unknown_customer")
    who = first_receipt(session, who)
    orders = _orders(session, who)
    order_ids = [order.id for order in orders]
    sales = _all(session, select(Sale).where(or_(Sale.order_id.in_(order_ids), _is_sale(session, who))))
    # What was taken in exchange bears the number of who had bought.
    shop_ids = {sale.customer_id for sale in sales if sale.customer_id and sale.kind != EXCHANGE_SALE}
    known = {sale.id for sale in sales}
    more = _all(session, select(Sale).where(Sale.customer_id.in_(shop_ids), Sale.id.not_in(known)))
    sales += more
    returns = _all(session, select(Return).where(Return.number == who))
    lead_back(session, orders, sales, returns)
    follow_exchanges(session, sales, returns)
    if not orders and not sales and not returns:
        raise Refused("unknown_customer")
    return_ids = [row.id for row in returns]
    refunds = _all(session, select(Refund).where(Refund.return_id.in_(return_ids)))
    # What was not in the store was ordered in exchange.
    in_exchange = {(row.sending or {}).get("order_id", "") for row in refunds} - set(order_ids)
    orders += _all(session, select(Order).where(Order.id.in_(in_exchange)))
    order_ids = [order.id for order in orders]
    fulfilments = _all(session, select(Fulfilment).where(Fulfilment.order_id.in_(order_ids)))
    aggregates = [fulfilment_aggregate(one.id) for one in fulfilments]
    aggregates += [return_aggregate(key) for key in return_ids]
    aggregates += [f"order:{key}" for key in order_ids]
    customer_ids = {order.customer_id for order in orders}
    return [
        *_all(session, select(Customer).where(Customer.id.in_(customer_ids))),
        *orders,
        *_all(session, select(OrderMoney).where(OrderMoney.order_id.in_(order_ids))),
        *fulfilments,
        *_all(session, select(Notification).where(Notification.order_id.in_(order_ids))),
        *sales,
        *returns,
        *_all(session, select(ReturnLine).where(ReturnLine.return_id.in_(return_ids))),
        *_all(session, select(ReturnPhoto).where(ReturnPhoto.return_id.in_(return_ids))),
        *refunds,
        *_all(session, select(StoreCredit).where(StoreCredit.refund_id.in_([row.id for row in refunds]))),
        *_all(session, select(ExceptionCase).where(ExceptionCase.aggregate.in_(aggregates))),
    ]


def _orders(session: Session, who: str) -> list[Order]:
    """Orders by their number or their customer's address, and all of the same address."""
    email = func.lower(Customer.email) == who.lower()
    query = select(Order).join(Customer, Customer.id == Order.customer_id)
    found = _all(session, query.where(or_(Order.number == who, email)))
    customers = session.scalars(select(Customer.email).where(Customer.id.in_({o.customer_id for o in found})))
    emails = {one.lower() for one in customers if one}
    ids = {order.id for order in found}
    return found + _all(session, query.where(func.lower(Customer.email).in_(emails), Order.id.not_in(ids)))


def _is_sale(session: Session, who: str) -> Any:
    """Whether a sale is the customer's. Tills of two stores may give one number, to two people."""
    code, _, receipt = who.partition("/")
    location_id = session.scalar(select(Location.id).where(Location.code == code)) if receipt else None
    if location_id is not None:
        return and_(Sale.receipt_code == receipt, Sale.location_id == location_id)
    stores = select(Location.code).join(Sale, Sale.location_id == Location.id)
    given_by = sorted(set(session.scalars(stores.where(Sale.receipt_code == who, Sale.order_id == ""))))
    if len(given_by) > 1:
        raise Refused("receipt_of_several_stores", receipt=who, stores=", ".join(given_by))
    return or_(Sale.receipt_code == who, Sale.customer_id == who)


def _all(session: Session, query: Any) -> list[Any]:
    return list(session.scalars(query).unique())


def _of(subject: Iterable[Base], kind: type[Any]) -> list[Any]:
    return [row for row in subject if isinstance(row, kind)]


def _check_over(session: Session, subject: Sequence[Base]) -> None:
    for head in _of(subject, Fulfilment):
        if head.state != FulfilmentState.CLOSED:
            raise Refused("customer_still_served", number=head.order_number)
    for order in _of(subject, Order):
        lines = progress_of(session, order).by_line.values()
        if any(line.wanted > line.left for line in lines):
            raise Refused("customer_still_served", number=order.number)
    numbers = {row.id: row.number for row in _of(subject, Return)}
    for line in _of(subject, ReturnLine):
        if line.state not in _DONE_WITH:
            raise Refused("customer_still_served", number=numbers[line.return_id])
    for refund in _of(subject, Refund):
        if refund.state in UNPAID:
            raise Refused("customer_still_served", number=refund.number)


def _blank(row: Base) -> bool:
    """Empty what names somebody; returns whether anything did."""
    named = False
    for name, nothing in BLANK.get(type(row), {}).items():
        if getattr(row, name) != nothing:
            setattr(row, name, nothing)
            named = True
    if isinstance(row, Refund):
        kept = {key: row.sending[key] for key in _OF_THE_EXCHANGE if key in row.sending}
        named = named or kept != row.sending
        row.sending = kept
    return named


def _forget_decisions(session: Session, order_ids: Sequence[str]) -> None:
    """They hold where the customer is."""
    session.execute(
        delete(SourcingDecision).where(SourcingDecision.order_id.in_(order_ids)),
        execution_options={"synchronize_session": False},
    )


def _empty_envelopes(session: Session, subject: Sequence[Base], erasure_id: str) -> int:
    aggregates = [fulfilment_aggregate(one.id) for one in _of(subject, Fulfilment)]
    aggregates += [return_aggregate(one.id) for one in _of(subject, Return)]
    aggregates += [f"order:{one.id}" for one in _of(subject, Order)]
    count = 0
    query = select(KeptEnvelope).where(
        KeptEnvelope.aggregate.in_(aggregates), KeptEnvelope.name.in_(sorted(PERSONAL))
    )
    for row in session.scalars(query):
        body = without(row.body, PERSONAL[row.name])
        if body != row.body:
            row.body, row.erasure_id = body, erasure_id
            count += 1
    return count


def _forget_images(session: Session, table: str, row_key: str) -> int:
    """Of each stream the last word on a row stays."""
    newest = (
        select(Change.stream, func.max(Change.version).label("version"))
        .where(Change.table_name == table, Change.row_key == row_key)
        .group_by(Change.stream)
    )
    forgotten = 0
    for stream, version in session.execute(newest).all():
        overtaken = (
            Change.stream == stream,
            Change.table_name == table,
            Change.row_key == row_key,
            Change.version < version,
        )
        forgotten += session.scalar(select(func.count()).where(*overtaken)) or 0
        session.execute(delete(Change).where(*overtaken), execution_options={"synchronize_session": False})
    return forgotten
