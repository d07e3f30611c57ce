"""What is heard of an order's payment: confirmed, its stores hear of it; failed, it ends; held, it waits.

Each word may come again, and late. Money that comes for an order that has ended is no reason to take it up:
a person pays it back (`paid_after_cancellation`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import msgspec
from sqlalchemy import Select, select

from core.model import Customer, ExceptionCase, Fulfilment, Order, OrderTerms
from core.model.kept_statements import kept
from core.orchestration import holds
from core.orchestration.cancellation import cancel
from core.orchestration.cases import raise_once
from core.orchestration.fulfilments import Promise, open_fulfilments
from core.orchestration.notices import tell_customer
from core.orchestration.order_sales import note_delivery
from core.orchestration.orders import keep_terms, new_pickup_code
from core.orchestration.progress import OrderProgress, progress_of
from core.orchestration.resourcing import tell_new_promise
from core.orchestration.unit import UnitOfWork
from core.rules.errors import Refused
from core.rules.ids import derive
from core.rules.order import OrderStatus, PaymentState, PaymentWord
from core.rules.pickup import code_digest
from core.rules.time import Instant

PAID_AFTER_CANCELLATION: Final = "paid_after_cancellation"
PAID_TOO_MUCH: Final = "paid_too_much"
CENTRE: Final = 0
"""The location of a case that no store has to settle."""


class Heard(msgspec.Struct, frozen=True):
    """What came of a word on a payment: the code that opens a new pickup, told once; the case it raised."""

    pickup_code: str | None = None
    exception: str | None = None


def hear(unit: UnitOfWork, order: Order, word: PaymentWord, cause: str, code: str = "") -> Heard:
    """Take in what a payment service says. The same word again changes nothing.

    Args:
        order: locked.
        cause: the identifier of the request; what it makes is named after it.
        code: what it is collected by, where its customer has that already.

    Raises:
        Refused: `payment_already_confirmed`: what was paid does not fail or wait any more.
    """
    if word is PaymentWord.CONFIRMED:
        return _confirm(unit, order, code)
    if order.payment == PaymentState.FAILED:
        return Heard()
    if order.confirmed_at is not None:
        raise Refused("payment_already_confirmed", order_number=order.number)
    if word is PaymentWord.HELD:
        _wait(unit, order)
    else:
        order.payment = PaymentState.FAILED.value
        order.is_held = False
        tell_customer(unit, order, "payment_failed", cause, {})
        cancel(unit, order, [], cause, is_told=False)
        _ends_no_more(unit, order)
    return Heard()


@kept
def due_payments(now: Instant, after: str, most: int) -> Select[str]:
    """Orders that were to be paid by now, by identifier after a given one."""
    query = select(OrderTerms.order_id).where(OrderTerms.pay_by <= now, OrderTerms.order_id > after)
    return query.order_by(OrderTerms.order_id).limit(most)


def end_unpaid(unit: UnitOfWork, order_id: str) -> bool:
    """Cancel an order that was not paid in time, also one without stock; returns whether it was due."""
    order = unit.lock(Order, order_id)
    terms = unit.session.get(OrderTerms, order_id)
    if order is None or terms is None or terms.pay_by is None or terms.pay_by > unit.at:
        return False
    terms.pay_by = None
    cancel(unit, order, [], derive(order.id, "unpaid"))
    return True


def _ends_no_more(unit: UnitOfWork, order: Order) -> None:
    terms = unit.session.get(OrderTerms, order.id)
    if terms is not None:
        terms.pay_by = None


def has_to_be_confirmed(unit: UnitOfWork, order: Order) -> bool:
    """Whether the order waits for its money, and nothing has to be told but its code: as most do."""
    if order.payment != PaymentState.PENDING or order.confirmed_at is not None:
        return False
    terms = unit.session.get(OrderTerms, order.id)
    is_told_a_day = terms is not None and terms.promised_at is not None
    progress = progress_of(unit.session, order)
    has_stock = not any(line.unfillable for line in progress.lines)
    return has_stock and not is_told_a_day and progress.status is not OrderStatus.CANCELLED


def _confirm(unit: UnitOfWork, order: Order, code: str) -> Heard:
    if order.payment == PaymentState.PAID:
        order.is_held = False
        return Heard()
    progress = progress_of(unit.session, order)
    if progress.status is OrderStatus.CANCELLED:
        return Heard(exception=_raise_case(unit, order))
    order.payment = PaymentState.PAID.value
    order.is_held = False
    if order.confirmed_at is not None:
        # To be paid in the store, and paid before: nobody asks for the money again.
        heads = _fulfilments(unit, order)
        is_too_much = _raise_too_much(unit, order, heads)
        for head in heads:
            head.to_pay_cents = 0
            # What left unpaid is worth what was paid for it from now on.
            note_delivery(unit, head, derive(head.id, "paid"))
        return Heard(exception=PAID_TOO_MUCH if is_too_much else None)
    # An order that comes paid is confirmed as it is placed: one that waited for its money is so later,
    # however little, and its story tells it.
    order.confirmed_at = max(unit.at, order.placed_at + 1)
    _ends_no_more(unit, order)
    return Heard(_send_to_stores(unit, order, progress, code))


def _send_to_stores(unit: UnitOfWork, order: Order, progress: OrderProgress, told: str) -> str | None:
    rows = holds.holds_of(unit, order.id)
    plan = holds.plan_of(rows)
    holds.give_way(unit, rows)
    code = new_pickup_code(unit, order, told)
    customer = unit.session.get_one(Customer, order.customer_id)
    digest = code_digest(order.id, code) if code else ""
    terms = unit.session.get(OrderTerms, order.id)
    before = terms.promised_at if terms is not None else None
    # What was told holds while it can; paid later than that, the stores' hours say.
    kept = Instant(before) if before is not None and before > unit.at else None
    promise = Promise(order, customer, progress.lines, Instant(unit.at), kept, digest)
    opened = open_fulfilments(unit, promise, plan, partial(derive, order.id, "fulfilment"))
    if opened and before is not None:
        tell_new_promise(unit, order, before, [one.head for one in opened], derive(order.id, "paid"))
    if not opened and (digest or kept):
        keep_terms(unit, order.id, digest, kept)
    return code


def _fulfilments(unit: UnitOfWork, order: Order) -> list[Fulfilment]:
    ids = unit.session.scalars(select(Fulfilment.id).where(Fulfilment.order_id == order.id)).all()
    rows = [unit.lock(Fulfilment, one) for one in sorted(ids)]
    return [row for row in rows if row is not None]


def _wait(unit: UnitOfWork, order: Order) -> None:
    """Somebody looks at it: what is held stays so until they have. What has ended waits for nobody."""
    _ends_no_more(unit, order)
    if progress_of(unit.session, order).status is not OrderStatus.CANCELLED:
        order.is_held = True


def _raise_case(unit: UnitOfWork, order: Order) -> str:
    case = ExceptionCase(
        id=derive(order.id, PAID_AFTER_CANCELLATION),
        location_id=order.pickup_location_id or CENTRE,
        kind=PAID_AFTER_CANCELLATION,
        aggregate=f"order:{order.id}",
        data={"order_number": order.number},
        raised_at=unit.at,
    )
    raise_once(unit, case)
    return PAID_AFTER_CANCELLATION


def _raise_too_much(unit: UnitOfWork, order: Order, heads: Sequence[Fulfilment]) -> bool:
    """Its shop was paid for the whole, and a counter had taken some of it: so much is too much, and goes back
    to whoever has paid the shop. Returns whether it is any."""
    taken = {head.id: sum(cents for _, cents, *_ in head.paid_here or ()) for head in heads}
    cents = sum(taken.values())
    if cents:
        place = next(head.collect_location_id or head.location_id for head in heads if taken[head.id])
        case = ExceptionCase(
            id=derive(order.id, PAID_TOO_MUCH),
            location_id=place,
            kind=PAID_TOO_MUCH,
            aggregate=f"order:{order.id}",
            data={
                "order_number": order.number,
                "cents": cents,
                "currency": order.currency,
                "is_online": True,
            },
            raised_at=unit.at,
        )
        raise_once(unit, case)
    return bool(cents)
