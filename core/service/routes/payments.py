"""What payment services say of an order."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, post
from litestar.params import JSONBody
from sqlalchemy import or_, select

from core.model import Order
from core.orchestration import UnitOfWork
from core.orchestration.order_money import keep_payment
from core.rules.order import PaymentWord
from core.service.auth import SHOPS, Caller
from core.service.errands import HearOfPayment
from core.service.exchange import TheExchange
from core.service.idempotency import digest_of
from core.service.payment_intake import PaymentAnswer
from core.service.record_types import NO_NUL
from core.service.routes.answers import answered
from core.service.routes.parameters import IdempotencyKey, Key
from core.service.sale_records import Last4


class PaymentRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What became of the payment; `held` while somebody looks at it.

    `reference` is the payment service's name for it, for a refund to the same card.
    """

    state: PaymentWord
    reference: Annotated[str, msgspec.Meta(max_length=200, pattern=NO_NUL)] = ""
    card_last4: Last4 = ""


@post("/orders/{number:str}/payment", guards=[SHOPS], status_code=200, tags=["orders"])
async def post_payment(
    request: Request[Caller, Any, Any],
    exchange: TheExchange,
    number: Key,
    data: JSONBody[PaymentRequest],
    idempotency_key: IdempotencyKey,
) -> Response[PaymentAnswer]:
    """Say that an order was paid, was not, or has to wait. The order is named by its number or identifier.

    Paid, it goes to its stores, and a pickup's code is told here. Not paid, it is cancelled and its stock is
    free again. Money for an order that has ended raises `paid_after_cancellation`. Problems:
    `unknown_order`, `payment_already_confirmed`, `idempotency_key_missing`, `idempotency_key_reused`.
    """
    if data.reference or data.card_last4:
        await asyncio.to_thread(exchange.core.transact, partial(_keep, number=number, data=data))
    errand = HearOfPayment(
        exchange.core, request.user.id, idempotency_key, number, data.state, digest_of(data)
    )
    return answered(await exchange.company.do(errand))


def _keep(unit: UnitOfWork, number: str, data: PaymentRequest) -> None:
    order_id = unit.session.scalar(select(Order.id).where(or_(Order.number == number, Order.id == number)))
    if order_id is not None:
        keep_payment(unit, order_id, data.reference, data.card_last4)
