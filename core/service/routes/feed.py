"""The feed, downwards: the manifest, the pieces it names, the private tail, and pokes."""

from __future__ import annotations

from typing import Annotated, Any

from anyio import to_thread
from litestar import Request, Response, get
from litestar.params import FromPath, QueryParameter
from sqlalchemy.orm import Session

from core.feed.log import version_of
from core.feed.private_hashes import private_hashes
from core.feed.region_tail import read_region_tail
from core.feed.streams import NETWORK, device_stream, store_stream
from core.feed.tail import read_tail
from core.orchestration.chain_settings import read_chain
from core.service.admission import FEED, LANE, MANIFESTS, PIECES, POKES
from core.service.auth import DEVICES, EVERYBODY, NO_TOKEN_NEEDED, Caller
from core.service.exchange import Exchange, TheCore, TheExchange
from core.service.piece_response import piece_response
from core.service.pokes import EventResponse
from core.service.routes.answers import MSGPACK, NO_STORE, PIECE
from core.wire import (
    CORE_TIME,
    MAX_MARK,
    PROOF,
    RegionTail,
    encode_delta,
    encode_hashes,
    encode_region_tail,
    encode_tail,
)

Version = Annotated[
    int, QueryParameter(ge=0, le=2**53, description="The version that the workstation has; 0 for none.")
]

Epoch = Annotated[
    str, QueryParameter(max_length=64, description="The epoch of the version that the workstation has.")
]

Mark = Annotated[
    str,
    QueryParameter(
        max_length=MAX_MARK,
        pattern="^[0-9a-f]*$",
        description="A mark that no question had before; the answer is signed together with it.",
    ),
]

RegionStream = Annotated[
    str, QueryParameter(max_length=80, description="The region's stream that the workstation knows.")
]


@get("/feed/manifest", guards=[EVERYBODY], opt={LANE: MANIFESTS}, media_type=MSGPACK, tags=["exchange"])
async def get_manifest(
    exchange: TheExchange, have: Version = 0, epoch: Epoch = "", mark: Mark = ""
) -> Response[bytes]:
    """The signed manifest (msgpack): versions, pieces and hashes of the network stream. Not to be cached.

    With `have` and `epoch`, of the snapshot and the deltas only what leads on from there: about a hundredth.
    Where deltas do not lead there, or cost more than the snapshot, everything is told.

    With `mark`, the header `Coulisse-Proof` is the core's signature over it and the answer: it is this core
    that answers, and now, and not something on the way that kept what it said before.
    """
    answer = exchange.publisher.manifest(epoch, have)
    told = {**NO_STORE, CORE_TIME: str(exchange.core.clock.now())}
    if mark:
        told[PROOF] = exchange.publisher.prove(mark, answer)
    return Response(answer, media_type=MSGPACK, headers=told)


@get(
    "/feed/pieces/{name:path}",
    opt={LANE: PIECES, NO_TOKEN_NEEDED: True},
    security=[{}],
    media_type=PIECE,
    tags=["exchange"],
)
async def get_piece(
    request: Request[Any, Any, Any], exchange: TheExchange, name: FromPath[str]
) -> Response[Any]:
    """An immutable piece that a manifest names. Any cache may keep it; a `Range` resumes a download.

    It needs no token: nobody guesses a name, and the manifest tells it to those who may know.
    """
    path = exchange.publisher.files.path(name.removeprefix("/"))
    return await piece_response(request, path, exchange.piece_reads)


@get(
    "/feed/shards/{table:str}/{shard:int}",
    guards=[EVERYBODY],
    opt={LANE: FEED},
    media_type=PIECE,
    sync_to_thread=True,
    tags=["exchange"],
)
def get_shard(exchange: TheExchange, table: FromPath[str], shard: FromPath[int]) -> Response[bytes]:
    """The rows of one of the 256 shards of a table, as of the version that is published (a framed delta).

    For a workstation whose copy has come to differ from what the manifest's hashes say. Not signed: what it
    makes of the copy is held against those hashes.
    """
    delta = exchange.publisher.shard(table, shard)
    return Response(encode_delta(delta), media_type=PIECE, headers=NO_STORE)


@get(
    "/feed/hashes",
    guards=[DEVICES],
    opt={LANE: FEED},
    media_type=PIECE,
    sync_to_thread=True,
    tags=["exchange"],
)
def get_hashes(request: Request[Caller, Any, Any], core: TheCore) -> Response[bytes]:
    """What the rows of the device's store add up to, by table and shard, with how many there are (framed)."""
    stream = store_stream(request.user.location_id)
    hashes = core.read(lambda session: private_hashes(session, stream))
    return Response(encode_hashes(hashes), media_type=PIECE, headers=NO_STORE)


@get(
    "/feed/tail",
    guards=[DEVICES],
    opt={LANE: FEED},
    media_type=MSGPACK,
    sync_to_thread=True,
    tags=["exchange"],
)
def get_tail(
    request: Request[Caller, Any, Any],
    core: TheCore,
    store_from: Version,
    device_from: Version,
    store_floor: Version = 0,
    device_floor: Version = 0,
) -> Response[bytes]:
    """What has changed in the device's private streams, in one consistent read (framed msgpack).

    Bounded: with `more`, ask again at once. `stream_restarted`: start again from 0, and say with each further
    page the floors that the first one told, until there is no more.
    """
    floors = store_floor, device_floor
    tail = core.read(lambda session: read_tail(session, request.user, store_from, device_from, floors=floors))
    return Response(encode_tail(tail), media_type=MSGPACK, headers=NO_STORE)


@get(
    "/feed/sales",
    guards=[DEVICES],
    opt={LANE: FEED},
    media_type=MSGPACK,
    sync_to_thread=True,
    tags=["exchange"],
)
def get_region_sales(
    request: Request[Caller, Any, Any],
    core: TheCore,
    stream: RegionStream = "",
    epoch: Epoch = "",
    have: Version = 0,
    floor: Version = 0,
) -> Response[bytes]:
    """What the stores of the device's region have sold lately (framed msgpack): units and amounts, no names.

    Bounded: with `more`, ask again at once, with the floor that the first page told. A page that does not
    follow on `have` begins at 0.
    """

    def read(session: Session) -> RegionTail:
        oldest = core.clock.now() - read_chain(session).region_sales_ms
        return read_region_tail(session, request.user, stream, epoch, have, floor, oldest)

    return Response(encode_region_tail(core.read(read)), media_type=MSGPACK, headers=NO_STORE)


@get("/feed/pokes", guards=[DEVICES], opt={LANE: POKES}, tags=["exchange"], media_type="text/event-stream")
async def get_pokes(request: Request[Caller, Any, Any], exchange: TheExchange) -> EventResponse:
    """Server-sent events `poke`, with the versions of streams that moved; a comment as heartbeat.

    The first poke comes at once and holds the versions of now. Without pokes, poll.
    """
    caller = request.user
    streams = (NETWORK, store_stream(caller.location_id), device_stream(caller.id))
    listener = exchange.hub.listen(streams)
    try:
        now = await to_thread.run_sync(lambda: _versions(exchange, streams), limiter=exchange.hub.beginnings)
    except BaseException:
        exchange.hub.leave(listener)
        raise
    listener.tell(now)
    return EventResponse(exchange.hub, listener)


def _versions(exchange: Exchange, streams: tuple[str, ...]) -> dict[str, int]:
    """Of the network stream what is published: there is nothing newer to fetch."""
    known = exchange.core.read(lambda session: {name: version_of(session, name)[0] for name in streams})
    return known | {NETWORK: exchange.publisher.version}
