"""Commands from workstations."""

from __future__ import annotations

from typing import Annotated, Any, Final

from litestar import Request, Response, post
from litestar.params import HeaderParameter, RawBody

from core.orchestration.command_errand import TakeIn
from core.rules.time import Instant
from core.service.admission import COMMANDS, LANE
from core.service.auth import Caller, Scope, needs
from core.service.exchange import TheExchange
from core.service.routes.answers import MSGPACK, NO_STORE
from core.wire import MAX_BATCH_BYTES, decode_batch, encode_answer

MAX_INSTANT: Final = 2**53
DeviceTime = Annotated[
    int | None,
    HeaderParameter(
        name="Coulisse-Device-Time",
        ge=0,
        le=MAX_INSTANT,
        description="The device's clock when it sent this, in milliseconds since the epoch.",
    ),
]


@post(
    "/commands",
    guards=[needs(Scope.DEVICE, also_revoked=True)],
    opt={LANE: COMMANDS},
    status_code=200,
    request_max_body_size=MAX_BATCH_BYTES + 1024,
    media_type=MSGPACK,
    tags=["exchange"],
)
async def post_commands(
    request: Request[Caller, Any, Any], body: RawBody, exchange: TheExchange, device_time: DeviceTime = None
) -> Response[bytes]:
    """Take in a device's commands: a msgpack list of signed envelopes, in the order of their sequence.

    The answer (msgpack) holds an outcome for each, and the last sequence with nothing missing before it.
    After a restore one may wait for what other devices hold: its outcome comes with the device's stream. What
    was sent before is answered as before. `sequence_gap`: send again from `expected`. `forked` and
    `device_held`: a person must look at the device first.
    """
    device_now = None if device_time is None else Instant(device_time)
    errand = TakeIn(exchange.core, request.user.id, decode_batch(body), exchange.react, device_now)
    answer = await exchange.company.do(errand)
    return Response(encode_answer(answer), media_type=MSGPACK, headers=NO_STORE)
