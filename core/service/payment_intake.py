"""The one way in for words on payments: what they do to an order, and what is answered."""

from __future__ import annotations

import msgspec

from core.model import Order
from core.model.gathered import rows_of
from core.orchestration import UnitOfWork
from core.orchestration.payments import hear
from core.rules.errors import Refused
from core.rules.ids import derive
from core.rules.order import PaymentWord
from core.service.order_views import OrderAnswer, order_answer


class PaymentAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """The order after it. `exception` is the case that a person has to settle now, if it raised one."""

    order: OrderAnswer
    exception: str | None = None


def hear_of(
    unit: UnitOfWork, number: str, word: PaymentWord, cause: tuple[str, str]
) -> tuple[int, PaymentAnswer]:
    """Take a word in and tell the order after it. `number` may be its identifier; `cause` is whose request.

    Raises:
        Refused: `unknown_order`; as `core.orchestration.payments.hear`.
    """
    numbered = rows_of(unit.session, Order, Order.number, [number])
    order = unit.lock(Order, numbered[0].id if numbered else number)
    if order is None:
        raise Refused("unknown_order", order_id=number)
    heard = hear(unit, order, word, derive(order.id, "payment", *cause))
    unit.session.flush()
    return 200, PaymentAnswer(order_answer(unit.session, order, heard.pickup_code), heard.exception)
