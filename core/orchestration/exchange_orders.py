"""What a customer takes in exchange and its store does not have is an order, like any other.

It is taken in with the proposal: held at once, wherever it is free, and sent on its way once the exchange is
agreed and paid. What ends the exchange ends the order; for the other way see
`core.orchestration.exchange_ends`.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from core.commands import ProposeRefund
from core.commands.definitions import RefundCommand
from core.commands.exchanging import code_of
from core.commands.money_asked import asked_about
from core.feed.settings import restored_at
from core.model import Article, Location, Order, OrderTerms, Refund, Return
from core.model.gathered import rows_of
from core.orchestration.beyond_stock import is_covered
from core.orchestration.cancellation import cancel
from core.orchestration.exchange_ends import end_without
from core.orchestration.exchange_sales import write_exchange
from core.orchestration.order_draft import DraftLine, OrderDraft
from core.orchestration.orders import look, place_as_looked
from core.orchestration.payments import hear
from core.orchestration.unit import UnitOfWork
from core.rules.errors import Refused
from core.rules.exchange_sending import Sending, Way
from core.rules.ids import derive
from core.rules.order import Channel, PaymentState, PaymentWord
from core.rules.refund import GIVEN_UP, UNDECIDED


def follow_exchange(unit: UnitOfWork, refund: Refund, command: RefundCommand | None = None) -> None:
    """Take the order in, send it on its way, or end it, as the exchange stands now. Again changes nothing.
    Nothing is sent while it is asked whether its units were paid already.

    Args:
        refund: locked, after the command.
    """
    if not refund.sending or refund.sending.get("failed"):
        return
    if isinstance(command, ProposeRefund) and not refund.sending.get("order_id"):
        _take_in(unit, refund)
    order = _order_of(unit, refund)
    if order is None:
        return
    if refund.state in GIVEN_UP or not refund.exchange:
        cancel(unit, order, [], derive(refund.id, "exchange_given_up"), is_told=False)
        return
    if refund.state in UNDECIDED or (refund.to_pay_cents and not refund.is_exchange_out):
        return
    if _is_held_back(unit, refund):
        return
    refund.is_exchange_out = True
    write_exchange(unit, refund)
    _send(unit, refund, order)


def send_what_is_paid(unit: UnitOfWork, return_id: str) -> None:
    """What was missing for a return's exchanges has come in, or some of it. Again changes nothing.

    Args:
        return_id: of a return that is locked, and its exchanges' orders before it (`lock_orders`).
    """
    for refund in rows_of(unit.session, Refund, Refund.return_id, [return_id]):
        order = _order_of(unit, refund) if refund.is_exchange_out else None
        if order is not None:
            _send(unit, refund, order)


def lock_orders(unit: UnitOfWork, refunds: Iterable[Refund]) -> None:
    """Lock what was ordered in exchange with refunds: orders come before sales and returns."""
    for order_id in sorted({(refund.sending or {}).get("order_id") or "" for refund in refunds} - {""}):
        unit.lock(Order, order_id)


def _send(unit: UnitOfWork, refund: Refund, order: Order) -> None:
    """It goes on its way once all that its customer adds has come in: a credit may not have had what it was
    told to have paid."""
    is_paid = sum(cents for _, cents, *_ in refund.paid_here or ()) >= refund.to_pay_cents
    if is_paid and not _is_held_back(unit, refund):
        hear(unit, order, PaymentWord.CONFIRMED, derive(refund.id, "exchange_paid"), code_of(refund))


def _is_held_back(unit: UnitOfWork, refund: Refund) -> bool:
    """Whether it is asked if a core that was lost has paid its units: without a restore nobody asks."""
    return bool(restored_at(unit.session)) and asked_about(unit.session, refund) is not None


def _order_of(unit: UnitOfWork, refund: Refund) -> Order | None:
    order_id = refund.sending.get("order_id")
    return unit.lock(Order, order_id) if order_id else None


# Taken in


def _take_in(unit: UnitOfWork, refund: Refund) -> None:
    head = unit.session.get_one(Return, refund.return_id)
    draft = _draft(unit, head, refund)
    try:
        looked = look(unit, draft)
    except Refused:
        # Its chain sells no more of it than there is.
        end_without(unit, refund)
        return
    if looked.short and not is_covered(unit, draft.channel.value, looked.short):
        end_without(unit, refund)
        return
    placed = place_as_looked(unit, draft, looked)
    # It waits for whoever signs, and for what the customer adds, and not for a payment service.
    unit.session.get_one(OrderTerms, placed.order_id).pay_by = None
    known: dict[str, str | int] = {"order_id": placed.order_id, "order_number": placed.order.number}
    if placed.beyond:
        # The counter has promised what it saw; this comes when it is expected, if anybody knows when.
        dates = [row.promised_at for row in placed.beyond]
        known["promised_at"] = max(dates) if all(dates) else 0
    refund.sending = {**refund.sending, **known}


def _draft(unit: UnitOfWork, head: Return, refund: Refund) -> OrderDraft:
    sending = msgspec.convert(refund.sending, Sending)
    wanted = {article_id for article_id, *_ in refund.exchange}
    articles = {row.id: row for row in rows_of(unit.session, Article, Article.id, wanted)}
    place = unit.session.get_one(Location, head.location_id)
    is_collected = sending.way is Way.PICKUP
    return OrderDraft(
        channel=Channel.STORE,
        reference=head.number,
        customer_name=sending.name,
        delivery_kind=sending.way.value,
        lines=[
            DraftLine(articles[article_id].sku, quantity, price_cents)
            for article_id, quantity, price_cents, *_ in refund.exchange
        ],
        email=sending.email,
        phone=sending.phone,
        location=place.code if is_collected else None,
        street=sending.street,
        postcode=sending.postcode,
        city=sending.city,
        payment=PaymentState.PENDING,
        currency=refund.currency,
    )
