"""What payment services say of an order."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, Response, post
from litestar.params import JSONBody

from core.rules.order import PaymentWord
from core.service.auth import SHOPS, Caller
from core.service.errands import HearOfPayment
from core.service.exchange import TheExchange
from core.service.idempotency import digest_of
from core.service.payment_intake import PaymentAnswer
from core.service.routes.answers import answered
from core.service.routes.parameters import IdempotencyKey, Key


class PaymentRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What became of the payment; `held` while somebody looks at it."""

    state: PaymentWord


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
    errand = HearOfPayment(
        exchange.core, request.user.id, idempotency_key, number, data.state, digest_of(data)
    )
    return answered(await exchange.company.do(errand))
