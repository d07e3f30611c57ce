"""Orders come in, are looked up, and are cancelled."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.exceptions import HTTPException, ValidationException
from litestar.params import JSONBody, RawBody
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Order
from core.orchestration import UnitOfWork
from core.orchestration.cancellation import LineCancel, cancel
from core.rules.errors import BadInput, Refused
from core.rules.ids import derive
from core.service.auth import SHOPS, Caller
from core.service.decision_views import OrderDecisions, order_decisions
from core.service.errands import PlaceOrder
from core.service.exchange import TheCore, TheExchange
from core.service.idempotency import digest_of, once
from core.service.order_intake import read_order, refusal_of
from core.service.order_records import MAX_ORDER_LINES, OrderRecord
from core.service.order_views import OrderAnswer, order_answer
from core.service.problems import EXCEPTION_HANDLERS, problem, status_of
from core.service.routes.answers import answered
from core.service.routes.parameters import (
    DEFAULT_PAGE,
    KEY_HEADER,
    CodeFilter,
    Cursor,
    IdempotencyKey,
    Key,
    Limit,
    OptionalKey,
)


class LineCancelRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Units of the line with this number."""

    line: Annotated[int, msgspec.Meta(ge=1, le=MAX_ORDER_LINES)]
    quantity: Annotated[int, msgspec.Meta(ge=1, le=999)]


class CancelRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to cancel; without lines, all of it."""

    lines: Annotated[tuple[LineCancelRequest, ...], msgspec.Meta(max_length=MAX_ORDER_LINES)] = ()


class OrderPage(msgspec.Struct, frozen=True):
    """Orders, newest first. `next` is where the next page begins; without it there is none."""

    orders: list[OrderAnswer]
    next: str | None = None


def on_unreadable(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """Litestar's own word on a body that says what is wanted, told by the codes of orders."""
    if error.status_code != HTTPStatus.BAD_REQUEST:
        return EXCEPTION_HANDLERS[HTTPException](request, error)
    found = _refusal(error)
    return problem(request, found.code, status_of(found), found.data)


def _refusal(error: HTTPException) -> BadInput:
    if not isinstance(error, ValidationException):
        return BadInput("bad_json", reason=error.detail)
    details: list[dict[str, Any]] = error.extra if isinstance(error.extra, list) else []
    first = details[0] if details else {}
    if KEY_HEADER in error.detail or first.get("key") == "idempotency_key":
        return BadInput("idempotency_key_missing", header=KEY_HEADER)
    return refusal_of(f"{first.get('message', error.detail)} at {first.get('key', '$')}")


@post(
    "/orders",
    guards=[SHOPS],
    tags=["orders"],
    exception_handlers={HTTPException: on_unreadable},
)
async def post_order(
    request: Request[Caller, Any, Any],
    exchange: TheExchange,
    data: JSONBody[OrderRecord],  # noqa: ARG001 documents the body, which is read strictly below
    body: RawBody,
    idempotency_key: IdempotencyKey,
) -> Response[OrderAnswer]:
    """Take an order in, source it, and hold its stock, in one step.

    The key and the same body again: the same answer, and one order. What is free nowhere is kept as
    unfillable; within a quota it is sold beyond stock (`backordered`, `expected_at`). Beyond a quota, a
    marketplace's order is taken and waits for people, and another's is refused: `beyond_quota` with `line`,
    the units that are `short`, and those `left`. Problems: `bad_json`, `bad_order`, `empty_order`,
    `too_many_lines`, `absurd_quantity` and `unknown_article` (with `line`), `unknown_location`,
    `beyond_quota`, `idempotency_key_missing`, `idempotency_key_reused`.
    """
    errand = PlaceOrder(exchange.core, request.user.id, idempotency_key, read_order(body))
    return answered(await exchange.company.do(errand))


@get("/orders/{order_id:str}", guards=[SHOPS], sync_to_thread=True, tags=["orders"])
def get_order(core: TheCore, order_id: Key) -> OrderAnswer:
    """One order, as it stands."""

    def read(session: Session) -> OrderAnswer:
        return order_answer(session, existing(session.get(Order, order_id), order_id))

    return core.read(read)


@get("/orders/{order_id:str}/decisions", guards=[SHOPS], sync_to_thread=True, tags=["orders"])
def get_decisions(core: TheCore, order_id: Key) -> OrderDecisions:
    """Where the order was to come from, each time that was decided: costs by kind, alternatives, reasons.

    Problems: `unknown_order`.
    """

    def read(session: Session) -> OrderDecisions:
        return order_decisions(session, existing(session.get(Order, order_id), order_id))

    return core.read(read)


@get("/orders", guards=[SHOPS], sync_to_thread=True, tags=["orders"])
def get_orders(
    core: TheCore,
    number: CodeFilter = None,
    reference: CodeFilter = None,
    limit: Limit = DEFAULT_PAGE,
    after: Cursor = None,
) -> OrderPage:
    """Orders by number or by the sender's reference, or the newest."""
    query = select(Order).order_by(Order.id.desc()).limit(limit + 1)
    for column, wanted in ((Order.number, number), (Order.reference, reference)):
        if wanted is not None:
            query = query.where(column == wanted)
    if after is not None:
        query = query.where(Order.id < after)

    def read(session: Session) -> OrderPage:
        rows = session.scalars(query).all()
        shown = [order_answer(session, row) for row in rows[:limit]]
        return OrderPage(shown, shown[-1].id if len(rows) > limit else None)

    return core.read(read)


@post("/orders/{order_id:str}/cancel", guards=[SHOPS], status_code=200, sync_to_thread=True, tags=["orders"])
def post_cancel(
    request: Request[Caller, Any, Any],
    core: TheCore,
    order_id: Key,
    data: JSONBody[CancelRequest],
    idempotency_key: OptionalKey = None,
) -> Response[OrderAnswer]:
    """Cancel an order, or units of its lines.

    What nobody has begun ends at once; what a store has in hand it puts back. Problems: `unknown_order`,
    `order_already_left`, `already_prepared` (part of what is in hand), `cancels_too_many`, `unknown_line`.
    """
    owner, key = request.user.id, idempotency_key or core.ids.new()
    work = partial(_cancel, order_id=order_id, data=data, cause=derive(order_id, "cancel", owner, key))
    digest = digest_of(data)
    return answered(core.transact(lambda unit: once(unit, owner, f"cancel {order_id} {key}", digest, work)))


def _cancel(unit: UnitOfWork, order_id: str, data: CancelRequest, cause: str) -> tuple[int, OrderAnswer]:
    order = existing(unit.lock(Order, order_id), order_id)
    cancel(unit, order, [LineCancel(one.line, one.quantity) for one in data.lines], cause)
    unit.session.flush()
    return 200, order_answer(unit.session, order)


def existing(order: Order | None, order_id: str) -> Order:
    """The order.

    Raises:
        Refused: `unknown_order`.
    """
    if order is None:
        raise Refused("unknown_order", order_id=order_id)
    return order
