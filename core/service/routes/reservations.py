"""Reservations: stock held for a basket before it is an order."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.exceptions import HTTPException
from litestar.params import JSONBody

from core.orchestration import UnitOfWork
from core.orchestration.reservations import (
    MOST_MINUTES,
    USUAL_MINUTES,
    Basket,
    BasketLine,
    ReservationView,
    confirm,
    release,
    reserve,
    view,
)
from core.rules.order import Channel
from core.service.auth import SHOPS, Caller
from core.service.exchange import TheCore
from core.service.idempotency import digest_of, once
from core.service.order_records import MAX_ORDER_LINES
from core.service.record_types import LineUnits
from core.service.routes.answers import answered
from core.service.routes.orders import on_unreadable
from core.service.routes.parameters import IdempotencyKey, Key, Word


class ReservationLineRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So many units of an article."""

    sku: Word
    quantity: LineUnits


class ReservationRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to hold, for how many minutes; `location` is the store that comes first, if one does."""

    lines: Annotated[
        tuple[ReservationLineRequest, ...], msgspec.Meta(min_length=1, max_length=MAX_ORDER_LINES)
    ]
    channel: Channel = Channel.WEB
    location: Word | None = None
    minutes: Annotated[int, msgspec.Meta(ge=1, le=MOST_MINUTES)] = USUAL_MINUTES


@post(
    "/reservations",
    guards=[SHOPS],
    sync_to_thread=True,
    tags=["orders"],
    exception_handlers={HTTPException: on_unreadable},
)
def post_reservation(
    request: Request[Caller, Any, Any],
    core: TheCore,
    data: JSONBody[ReservationRequest],
    idempotency_key: IdempotencyKey,
) -> Response[ReservationView]:
    """Hold stock for a basket, for a while: nobody else gets it, and an order may name it as `reservation`.

    What can be had is held; `missing` tells the rest. Problems: `nothing_free` where nothing can be had,
    `unknown_article`, `unknown_location`, `idempotency_key_missing`, `idempotency_key_reused`.
    """
    basket = Basket(
        channel=data.channel,
        lines=[BasketLine(line.sku, line.quantity) for line in data.lines],
        location=data.location,
        minutes=data.minutes,
    )
    key = f"reserve {idempotency_key}"
    work = partial(_reserve, basket=basket)
    return answered(core.transact(lambda unit: once(unit, request.user.id, key, digest_of(data), work)))


def _reserve(unit: UnitOfWork, basket: Basket) -> tuple[int, ReservationView]:
    return 201, reserve(unit, basket)


@get("/reservations/{reservation_id:str}", guards=[SHOPS], sync_to_thread=True, tags=["orders"])
def get_reservation(core: TheCore, reservation_id: Key) -> ReservationView:
    """A reservation as it stands, also after an order has taken it up. Problems: `unknown_reservation`."""
    return core.read(lambda session: view(session, reservation_id))


@post(
    "/reservations/{reservation_id:str}/confirm",
    guards=[SHOPS],
    status_code=200,
    sync_to_thread=True,
    tags=["orders"],
)
def post_confirmation(core: TheCore, reservation_id: Key) -> ReservationView:
    """Hold it firmly, for days instead of minutes. Problems: `unknown_reservation`, `reservation_ended`."""
    return core.transact(lambda unit: confirm(unit, reservation_id))


@post(
    "/reservations/{reservation_id:str}/release",
    guards=[SHOPS],
    status_code=200,
    sync_to_thread=True,
    tags=["orders"],
)
def post_release(core: TheCore, reservation_id: Key) -> ReservationView:
    """Hold it no more. Problems: `unknown_reservation`; `reservation_ended`, where an order has taken it."""
    return core.transact(lambda unit: release(unit, reservation_id))
