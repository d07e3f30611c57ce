"""An order's history, and the orders that wait for people."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, get, post
from litestar.params import JSONBody
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.model import Order
from core.orchestration import UnitOfWork
from core.orchestration.backorders import retry_backorder
from core.rules.errors import Refused
from core.service.auth import SHOPS, SHOPS_AND_DEVICES, Caller, Scope
from core.service.exchange import TheCore
from core.service.order_attention import WaitingOrder, settle_cases, waiting_orders
from core.service.order_history import OrderHistory, concerns, order_history
from core.service.order_views import OrderAnswer, order_answer
from core.service.problem_sentences import language_of
from core.service.record_types import NO_NUL
from core.service.routes.orders import existing
from core.service.routes.parameters import DEFAULT_PAGE, Cursor, Key, Limit


class WaitingPage(msgspec.Struct, frozen=True):
    """Orders that wait for people, oldest first. `next` is where the next page begins."""

    orders: list[WaitingOrder]
    next: str | None = None


@get("/orders/{number:str}/history", guards=[SHOPS_AND_DEVICES], sync_to_thread=True, tags=["orders"])
def get_history(request: Request[Caller, Any, Any], core: TheCore, number: Key) -> OrderHistory:
    """What became of an order, as a story: codes for programs, and words (en, fr) for people.

    The order is named by its number or identifier. A device hears of those that its store has
    a part in, is to hand over, or is asked about. Problems: `unknown_order`.
    """
    language = language_of(request.headers.get("accept-language", ""))

    def read(session: Session) -> OrderHistory:
        row = session.scalars(select(Order).where(or_(Order.number == number, Order.id == number))).first()
        order = existing(row, number)
        if request.user.scope is Scope.DEVICE and not concerns(session, order, request.user.location_id):
            raise Refused("unknown_order", order_id=number)
        return order_history(session, order, language)

    return core.read(read)


@get("/orders/attention", guards=[SHOPS], sync_to_thread=True, tags=["orders"])
def get_attention(core: TheCore, limit: Limit = DEFAULT_PAGE, after: Cursor = None) -> WaitingPage:
    """Orders that wait for people: free nowhere, held, or paid after their end; each with its next steps."""

    def read(session: Session) -> WaitingPage:
        rows = waiting_orders(session, after or "", limit + 1)
        return WaitingPage(rows[:limit], rows[limit - 1].id if len(rows) > limit else None)

    return core.read(read)


class SettleRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was done about it, in words."""

    settlement: Annotated[str, msgspec.Meta(min_length=1, max_length=400, pattern=NO_NUL)]


@post("/orders/{order_id:str}/settle", guards=[SHOPS], status_code=200, sync_to_thread=True, tags=["orders"])
def post_settlement(
    request: Request[Caller, Any, Any], core: TheCore, order_id: Key, data: JSONBody[SettleRequest]
) -> OrderAnswer:
    """Settle the order's own cases: somebody has paid back, or told the customer. Doing it twice changes
    nothing; the cases of its fulfilments, and of units that are free nowhere, are settled in their stores.

    Problems: `unknown_order`.
    """

    def work(unit: UnitOfWork) -> OrderAnswer:
        order = existing(unit.lock(Order, order_id), order_id)
        settle_cases(unit, order, request.user.id, data.settlement)
        unit.session.flush()
        return order_answer(unit.session, order)

    return core.transact(work)


@post("/orders/{order_id:str}/source", guards=[SHOPS], status_code=200, sync_to_thread=True, tags=["orders"])
def post_source(core: TheCore, order_id: Key) -> OrderAnswer:
    """Look again, now, for units of an order that were free nowhere; it is also done by itself.

    Problems: `unknown_order`.
    """

    def work(unit: UnitOfWork) -> OrderAnswer:
        order = existing(unit.lock(Order, order_id), order_id)
        retry_backorder(unit, order.id, is_asked=True)
        unit.session.flush()
        return order_answer(unit.session, order)

    return core.transact(work)
