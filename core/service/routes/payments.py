"""What payment services say of an order."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
from litestar import Request, Response, post
from litestar.params import JSONBody
from sqlalchemy import or_, select

from core.model import Order
from core.orchestration import UnitOfWork
from core.orchestration.payments import hear
from core.rules.ids import derive
from core.rules.order import PaymentWord
from core.service.auth import SHOPS, Caller
from core.service.exchange import TheCore
from core.service.idempotency import digest_of, once
from core.service.order_views import OrderAnswer, order_answer
from core.service.routes.answers import answered
from core.service.routes.orders import existing
from core.service.routes.parameters import IdempotencyKey, Key


class PaymentRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What became of the payment; `held` while somebody looks at it."""

    state: PaymentWord


class PaymentAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """The order after it. `exception` is the case that a person has to settle now, if it raised one."""

    order: OrderAnswer
    exception: str | None = None


@post("/orders/{number:str}/payment", guards=[SHOPS], status_code=200, sync_to_thread=True, tags=["orders"])
def post_payment(
    request: Request[Caller, Any, Any],
    core: TheCore,
    number: Key,
    data: JSONBody[PaymentRequest],
    idempotency_key: IdempotencyKey,
) -> Response[PaymentAnswer]:
    """Say that an order was paid, was not, or has to wait. The order is named by its number or identifier.

    Paid, it goes to its stores, and a pickup's code is told here. Not paid, it is cancelled and its stock is
    free again. Money for an order that has ended raises `paid_after_cancellation`. Problems:
    `unknown_order`, `payment_already_confirmed`, `idempotency_key_missing`, `idempotency_key_reused`.
    """
    owner, key = request.user.id, idempotency_key
    work = partial(_hear, number=number, word=data.state, cause=(owner, key))
    name = f"payment {number} {key}"
    return answered(core.transact(lambda unit: once(unit, owner, name, digest_of(data), work)))


def _hear(
    unit: UnitOfWork, number: str, word: PaymentWord, cause: tuple[str, str]
) -> tuple[int, PaymentAnswer]:
    found = unit.session.scalar(select(Order.id).where(or_(Order.number == number, Order.id == number)))
    order = existing(unit.lock(Order, found) if found else None, number)
    heard = hear(unit, order, word, derive(order.id, "payment", *cause))
    unit.session.flush()
    return 200, PaymentAnswer(order_answer(unit.session, order, heard.pickup_code), heard.exception)
