"""What payment services tell by themselves."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, post
from litestar.datastructures import State
from litestar.enums import MediaType
from litestar.params import RawBody

from core.rules.errors import Refused
from core.service.auth import NO_TOKEN_NEEDED
from core.service.payouts.webhooks import ACCEPTED, Webhooks

WEBHOOKS = "webhooks"
"""Where the application's state holds what takes them in."""


@post(
    "/webhooks/payments",
    opt={NO_TOKEN_NEEDED: True},
    security=[{}],
    status_code=200,
    sync_to_thread=True,
    tags=["payments"],
    media_type=MediaType.TEXT,
)
def post_webhook(request: Request[Any, Any, State], body: RawBody) -> Response[str]:
    """The outcome of refunds, signed by the payment service (HMAC); answered with `[accepted]`.

    Problems: `bad_webhook`, `webhook_not_signed`, `no_payment_service`: this core was not told of one.
    """
    webhooks: Webhooks | None = request.app.state.get(WEBHOOKS)
    if webhooks is None:
        raise Refused("no_payment_service")
    webhooks.take_in(body)
    return Response(ACCEPTED, media_type=MediaType.TEXT)
