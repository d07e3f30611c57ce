"""The core over HTTP: whatever answers in its place is told from it, and each cause from the others."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import parse_qs, urlsplit

import httpx
import msgspec
import pytest
from small_server import (
    Behaviour,
    SmallServer,
    answers,
    drips,
    floods,
    hang_up,
    says,
    small_server,
    stays_silent,
)
from sync_world import CORE_KEY, Pair

from core.commands import ClaimFulfilment
from core.rules.errors import BadInput, Conflict, Damaged, NotAuthentic, Offline, Refused
from core.rules.time import Instant
from core.wire import (
    CommandsAnswer,
    Manifest,
    PieceRef,
    SigningKey,
    decode_batch,
    encode_answer,
    encode_tail,
    prove_answer,
    sign_manifest,
)
from sync import client as client_module
from sync.answers import Enrolment, Greeting
from sync.client import CoreClient
from sync.connection import Cause

NOW = Instant(1)
MANIFEST = Manifest(core_id="c", epoch="e1", made_at=NOW, schema_version="1", streams={})
PIECE = PieceRef(
    name="network/0/e1-1-2-00000000.delta",
    from_version=1,
    to_version=2,
    size_bytes=4,
    raw_bytes=4,
    sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    rows=1,
)
PROBLEM = "application/problem+json"
STRANGER = SigningKey(bytes(32))


async def _enrol(client: CoreClient) -> object:
    return await client.enrol("CODE", "Back room", CORE_KEY)


async def _pokes(client: CoreClient) -> object:
    return [poke async for poke in client.pokes()]


async def _piece_from(client: CoreClient) -> object:
    return b"".join([chunk async for chunk in client.piece_from(PIECE, 0)])


CALLS: dict[str, Callable[[CoreClient], Awaitable[object]]] = {
    "manifest": lambda client: client.manifest(CORE_KEY.public),
    "tail": lambda client: client.tail((0, 0)),
    "push": lambda client: client.push([], NOW),
    "piece": lambda client: client.piece(PIECE),
    "piece_from": _piece_from,
    "pokes": _pokes,
    "lease": lambda client: client.lease_block("sscc"),
    "enrol": _enrol,
}


@pytest.fixture
async def server() -> AsyncIterator[SmallServer]:
    async with small_server() as made:
        yield made


@pytest.fixture
async def client(server: SmallServer) -> AsyncIterator[CoreClient]:
    made = CoreClient(server.url, "secret")
    yield made
    await made.close()


async def cause_of(call: Awaitable[object]) -> Cause:
    with pytest.raises(Offline) as error:
        await call
    assert error.value.code == "offline"
    return Cause(error.value.data["cause"])


PAGE = answers(200, b"<html>Welcome to the Wi-Fi</html>", "text/html; charset=utf-8")
EVERYWHERE = [
    ("500", answers(500, b"oops"), Cause.SERVER_ERROR),
    ("503 problem", answers(503, b'{"code":"busy"}', PROBLEM), Cause.SERVER_ERROR),
    ("502 page", answers(502, b"<html>", "text/html"), Cause.SERVER_ERROR),
    ("page", PAGE, Cause.NOT_THE_CORE),
    ("redirect", answers(302, b"", Location="http://elsewhere.invalid/"), Cause.NOT_THE_CORE),
    ("404 of somebody", answers(404, b"{}", "application/json"), Cause.NOT_THE_CORE),
    ("a problem without a code", answers(404, b"{}", PROBLEM), Cause.NOT_THE_CORE),
    ("a problem that is none", answers(404, b"{", PROBLEM), Cause.NOT_THE_CORE),
    ("429", answers(429, b"", Retry_After="7"), Cause.BUSY),
    ("no HTTP", says(b"SSH-2.0-OpenSSH_9.2\r\n"), Cause.CUT),
    ("nothing", hang_up, Cause.CUT),
    ("half a head", says(b"HTTP/1.1 200 OK\r\nContent-"), Cause.CUT),
]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(("what", "behaviour", "cause"), EVERYWHERE, ids=[row[0] for row in EVERYWHERE])
async def test_what_is_not_the_core_is_offline_with_its_cause(
    server: SmallServer, client: CoreClient, call: str, what: str, behaviour: object, cause: Cause
) -> None:
    server.behaviour = behaviour  # type: ignore[assignment]
    assert await cause_of(CALLS[call](client)) == cause


GARBAGE = answers(200, b"\x93\x01\x02 garbage", "application/vnd.msgpack")


@pytest.mark.parametrize(
    ("call", "cause"),
    [
        ("manifest", Cause.NOT_THE_CORE),
        ("tail", Cause.CUT),
        ("push", Cause.NOT_THE_CORE),
        ("enrol", Cause.NOT_THE_CORE),
    ],
)
async def test_an_answer_that_cannot_be_read_is_offline(
    server: SmallServer, client: CoreClient, call: str, cause: Cause
) -> None:
    server.behaviour = GARBAGE
    assert await cause_of(CALLS[call](client)) == cause


@pytest.mark.parametrize("call", ["manifest", "tail", "push", "piece", "piece_from"])
async def test_an_answer_that_breaks_off_is_a_cut_line(
    server: SmallServer, client: CoreClient, call: str
) -> None:
    server.behaviour = says(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf of it")
    assert await cause_of(CALLS[call](client)) == Cause.CUT


@pytest.mark.parametrize("call", ["manifest", "tail", "push", "piece"])
async def test_an_answer_without_an_end_is_not_the_core_s(
    server: SmallServer, client: CoreClient, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.behaviour = floods()
    assert await cause_of(CALLS[call](client)) == Cause.NOT_THE_CORE


@pytest.mark.parametrize("call", CALLS)
async def test_silence_is_a_timeout(server: SmallServer, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("READ_TIMEOUT_S", "POKE_SILENCE_S"):
        monkeypatch.setattr(client_module, name, 0.02)
    over = asyncio.Event()
    server.behaviour = stays_silent(over)
    client = CoreClient(server.url)
    assert await cause_of(CALLS[call](client)) == Cause.TIMEOUT
    over.set()
    await client.close()


async def test_an_answer_that_drips_is_a_timeout(
    server: SmallServer, client: CoreClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "ANSWER_TIMEOUT_S", 0.1)
    over = asyncio.Event()
    server.behaviour = drips(over)
    assert await cause_of(client.tail((0, 0))) == Cause.TIMEOUT
    over.set()


async def test_nobody_there_is_unreachable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    client = CoreClient(url)
    assert await cause_of(client.manifest(CORE_KEY.public)) == Cause.UNREACHABLE
    await client.close()


async def test_a_server_without_tls_is_told_so(server: SmallServer) -> None:
    server.behaviour, server.listens = answers(400), False
    client = CoreClient(server.url.replace("http:", "https:"))
    assert await cause_of(client.manifest(CORE_KEY.public)) == Cause.TLS
    await client.close()


@pytest.mark.parametrize(
    ("header", "wait_s"),
    [("7", 7.0), ("99999999", 300.0), ("²", 0.0), ("Wed, 21 Oct 2026", 0.0), ("-5", 0.0)],
)
@pytest.mark.parametrize("status", [429, 503])
async def test_how_long_to_wait_is_heard_within_bounds(
    server: SmallServer, client: CoreClient, header: str, wait_s: float, status: int
) -> None:
    server.behaviour = answers(status, b"", Retry_After=header)
    with pytest.raises(Offline) as error:
        await client.manifest(CORE_KEY.public)
    assert error.value.data["retry_after_s"] == wait_s


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (400, BadInput, "bad_batch"),
        (401, NotAuthentic, "token_refused"),
        (403, NotAuthentic, "token_refused"),
        (404, Refused, "bad_batch"),
        (409, Conflict, "bad_batch"),
        (422, Refused, "bad_batch"),
    ],
)
async def test_the_core_s_own_no_is_ours_with_its_code_and_data(
    server: SmallServer, client: CoreClient, status: int, kind: type, code: str
) -> None:
    body = msgspec.json.encode({"code": "bad_batch", "title": "t", "expected": 3, "self": 1, "no-name": 2})
    server.behaviour = answers(status, body, PROBLEM)
    with pytest.raises(kind) as error:
        await client.push([], NOW)
    assert error.value.code == code
    if code == "bad_batch":
        assert error.value.data == {"expected": 3, "self": 1}
    else:
        assert error.value.data == {"reason": "bad_batch"}


async def test_a_manifest_is_the_core_s_if_its_key_signed_it(server: SmallServer, client: CoreClient) -> None:
    server.behaviour = shows(server, sign_manifest(MANIFEST, CORE_KEY))
    assert await client.manifest(CORE_KEY.public) == MANIFEST
    server.behaviour = shows(server, sign_manifest(MANIFEST, STRANGER))
    assert await cause_of(client.manifest(CORE_KEY.public)) == Cause.NOT_THE_CORE


def shows(server: SmallServer, content: bytes, key: SigningKey = CORE_KEY, mark: str = "") -> Behaviour:
    """A manifest with a proof: for the question that was asked, or for the one with this mark."""

    async def behaviour(writer: asyncio.StreamWriter) -> None:
        asked = parse_qs(urlsplit(server.heads[-1].split()[1]).query)["mark"][0]
        proof = prove_answer(mark or asked, content, key)
        await answers(200, content, Coulisse_Proof=proof)(writer)

    return behaviour


async def test_a_manifest_of_the_core_s_is_its_answer_only_if_it_was_made_for_this_question(
    server: SmallServer, client: CoreClient
) -> None:
    content = sign_manifest(MANIFEST, CORE_KEY)
    for repeated in (
        answers(200, content, Coulisse_Proof=""),
        answers(200, content, Coulisse_Proof="not hexadecimal"),
        shows(server, content, mark="00" * 16),
        shows(server, content, STRANGER),
    ):
        server.behaviour = repeated
        assert await cause_of(client.manifest(CORE_KEY.public)) == Cause.OLD_ANSWER
        assert not client.is_fresh


async def test_a_manifest_without_any_proof_counts_and_is_not_known_to_be_of_now(
    server: SmallServer, client: CoreClient
) -> None:
    content = sign_manifest(MANIFEST, CORE_KEY)
    for behaviour, is_fresh in ((shows(server, content), True), (answers(200, content), False)):
        server.behaviour = behaviour
        assert await client.manifest(CORE_KEY.public) == MANIFEST
        assert client.is_fresh is is_fresh


async def test_the_token_and_the_time_go_with_what_is_sent(
    server: SmallServer, client: CoreClient, pair: Pair
) -> None:
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first))
    batch = pair.workstation.unsent(10)
    server.behaviour = answers(200, encode_answer(CommandsAnswer([], 1)))
    answer = await client.push(batch, Instant(1_234))
    assert answer.accepted_through == 1
    [head] = server.heads
    assert "authorization: bearer secret" in head.lower()
    assert "coulisse-device-time: 1234" in head.lower()
    assert decode_batch(msgspec.msgpack.encode(batch)) == batch


async def test_a_tail_is_read(server: SmallServer, client: CoreClient, pair: Pair) -> None:
    tail = pair.tail()
    server.behaviour = answers(200, encode_tail(tail))
    assert await client.tail((3, 4)) == tail
    assert "store_from=3&device_from=4" in server.heads[0]


async def test_a_small_piece_is_whole_or_damaged(server: SmallServer, client: CoreClient) -> None:
    server.behaviour = answers(200, b"test")
    assert await client.piece(PIECE) == b"test"
    assert "accept-encoding: identity" in server.heads[0].lower()
    for wrong in (b"tesu", b"tes", b"tests"):
        server.behaviour = answers(200, wrong)
        with pytest.raises(Damaged) as error:
            await client.piece(PIECE)
        assert error.value.code == "piece_damaged"


async def test_a_large_piece_goes_on_from_a_byte(server: SmallServer, client: CoreClient) -> None:
    server.behaviour = answers(206, b"st")
    assert b"".join([chunk async for chunk in client.piece_from(PIECE, 2)]) == b"st"
    assert "range: bytes=2-" in server.heads[0].lower()
    server.behaviour = answers(200, b"test")
    with pytest.raises(Damaged) as error:
        await anext(client.piece_from(PIECE, 2))
    assert error.value.code == "range_not_served"


async def test_pokes_are_read_and_heartbeats_are_not(server: SmallServer, client: CoreClient) -> None:
    body = b': heartbeat\n\nevent: poke\ndata: {"streams":{"network":7}}\n\n'
    server.behaviour = answers(200, body, "text/event-stream")
    assert [poke.streams async for poke in client.pokes()] == [{"network": 7}]
    server.behaviour = answers(200, b"data: soup\n\n", "text/event-stream")
    assert await cause_of(_pokes(client)) == Cause.NOT_THE_CORE


def enrolment_answer(**changes: object) -> bytes:
    fields = {
        "device_id": "d",
        "token": "t",
        "location_id": 3,
        "location_code": "S3",
        "location_name": "Lyon",
        "core_id": "c",
        "core_public_key": "ab" * 32,
        "epoch": "e",
    }
    return msgspec.json.encode(fields | changes)


async def test_enrolment_makes_a_device(server: SmallServer, client: CoreClient) -> None:
    server.behaviour = answers(201, enrolment_answer(), "application/json")
    assert await _enrol(client) == Enrolment("d", "t", 3, "Lyon", "c", "ab" * 32, "e")


@pytest.mark.parametrize("key", ["", "ab", "zz" * 32])
async def test_an_enrolment_without_a_key_is_not_the_core_s(
    server: SmallServer, client: CoreClient, key: str
) -> None:
    server.behaviour = answers(201, enrolment_answer(core_public_key=key), "application/json")
    assert await cause_of(_enrol(client)) == Cause.NOT_THE_CORE


async def test_a_code_that_is_refused_is_called_so(server: SmallServer, client: CoreClient) -> None:
    said = b'{"code":"enrolment_code_refused","reason":"expired"}'
    server.behaviour = answers(401, said, PROBLEM)
    with pytest.raises(NotAuthentic) as error:
        await _enrol(client)
    assert (error.value.code, error.value.data["reason"]) == ("enrolment_code_refused", "expired")


async def test_a_core_greets_and_another_machine_does_not(server: SmallServer, client: CoreClient) -> None:
    server.behaviour = answers(200, b'{"status":"ok","version":"0.1.0","core_id":"c"}', "application/json")
    assert await client.greet() == Greeting("c", "0.1.0")
    server.behaviour = answers(200, b'{"hello":"world"}', "application/json")
    assert await cause_of(client.greet()) == Cause.NOT_THE_CORE


async def test_a_proxy_that_lets_nobody_through_is_told_apart(
    server: SmallServer, client: CoreClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.behaviour = answers(407, b"<html>who are you?</html>", "text/html")
    assert await cause_of(client.greet()) == Cause.PROXY_SIGN_IN
    # Through a proxy to a core behind TLS, where the refusal comes before any answer of the core.
    monkeypatch.setenv("HTTPS_PROXY", server.url)
    behind = CoreClient("https://core.example.org")
    try:
        assert await cause_of(behind.greet()) == Cause.PROXY_SIGN_IN
    finally:
        await behind.close()


NO_ADDRESSES = ["", "core.example.org", "ftp://core.example.org", "http://", "http://a:port"]


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_an_address_that_is_none_is_bad_input(url: str) -> None:
    with pytest.raises(BadInput) as error:
        CoreClient(url)
    assert error.value.code == "bad_core_url"


async def test_transports_can_be_swapped() -> None:
    greeting = Greeting(core_id="c", version="0.1.0")
    transport = httpx.MockTransport(
        lambda _request: httpx.Response(200, content=msgspec.json.encode(greeting))
    )
    client = CoreClient("http://core.invalid", transport=transport)
    assert await client.greet() == greeting
    await client.close()


MARKED: dict[str, Callable[[CoreClient], Awaitable[object]]] = {
    "manifest": CALLS["manifest"],
    "tail": CALLS["tail"],
    "region_tail": lambda client: client.region_tail("sales/69", "e1", 1, 0),
    "shard": lambda client: client.shard("article", 3),
    "hashes": lambda client: client.private_hashes(),
}


@pytest.mark.parametrize("call", MARKED)
async def test_what_no_cache_may_give_has_another_address_each_time(
    server: SmallServer, client: CoreClient, call: str
) -> None:
    server.behaviour = answers(503, b"")
    for _ in range(2):
        with pytest.raises(Offline):
            await MARKED[call](client)
    assert len({head.split()[1] for head in server.heads}) == 2
